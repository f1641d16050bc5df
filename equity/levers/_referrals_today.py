"""What enablers change when nothing else does: the few referrals that practices make today.

An enabler moves the chance of passing a stage, of other levers' cascades and of today's practice. What all of
them change together is shared out among those in use by what each would change alone, so that their order
does not matter and nothing is counted twice.
"""

from collections.abc import Mapping

import numpy as np

from equity.levers._lever import Effect, Given, Payment
from equity.levers._social_needs import (
    ACCEPT,
    CONNECTED,
    FIDELITY,
    PRACTICES_TODAY,
    REFERRED_TODAY,
    SEEN,
    SERVICE_COST,
)
from equity.simulation.cascade import through
from equity.simulation.flows import Flow
from equity.simulation.overlap import ENABLER_OVERLAP
from equity.simulation.parameters import STAGES, FloatArray
from equity.simulation.today import NEED_SLOPE, WITH_NEED

PARAMETERS = (
    SEEN,
    PRACTICES_TODAY,
    FIDELITY,
    WITH_NEED,
    NEED_SLOPE,
    ACCEPT,
    REFERRED_TODAY,
    CONNECTED,
    SERVICE_COST,
    ENABLER_OVERLAP,
)


def effect(given: Given, lever: str, *, live: FloatArray, own: tuple[Payment, ...] = ()) -> Effect:
    """People whom an enabler helps through today's referrals, the services they get, and its own cost.

    Formula: the change of ``seen practices fidelity need accept referred connected`` by all enablers in use,
    times this one's part ``|change alone| / sum of |changes alone|``.

    Parameters
    ----------
    lever
        The enabler's id.
    live
        How much of it is live in each year, [draw, year].
    """
    pool = given.baseline.adults_in_need
    before, after = _cascade(given, {}), _cascade(given, given.shifts)
    alone = {
        each: _cascade(given, {each: shifts})["helped"] - before["helped"]
        for each, shifts in given.shifts.items()
    }
    total = sum((np.abs(each) for each in alone.values()), given.nobody)
    mine = np.abs(alone[lever])
    part = np.divide(mine + given.nobody, total, out=given.nobody, where=total > 0)
    changes = {stage: part * (after[stage] - before[stage]) for stage in STAGES[1:]}
    stages = {STAGES[0]: Flow(base=pool, course=live)} | {
        stage: Flow(base=pool, course=change) for stage, change in changes.items()
    }
    services = Payment(
        kind="services",
        rule="community",
        to="household",
        amount=stages["helped"].times(given.dollars(SERVICE_COST)),
    )
    return Effect(stages=stages, averted=(), payments=(*own, services))


def _cascade(given: Given, shifts: Mapping[str, Mapping[str, FloatArray]]) -> dict[str, FloatArray]:
    return through(
        {
            "reached": given.passing("reached", given.draws(SEEN), shifts=shifts),
            "screened": given.passing("screened", given.draws(FIDELITY), shifts=shifts)
            * given.by_year(PRACTICES_TODAY),
            "with_need": given.by_year(WITH_NEED),
            "accepted": given.passing("accepted", given.draws(ACCEPT), shifts=shifts),
            "referred": given.passing("referred", given.draws(REFERRED_TODAY), shifts=shifts),
            "helped": given.passing("helped", given.draws(CONNECTED), shifts=shifts),
        }
    )
