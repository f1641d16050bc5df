"""People are hired whole: the plan in whole teams, and who is left without one."""

from dataclasses import dataclass

import numpy as np

from equity.allocation.plan import Plan
from equity.errors import InvalidParameter
from equity.simulation.parameters import FloatArray


@dataclass(frozen=True, kw_only=True)
class Teams:
    """A plan in whole teams.

    `teams` is [place, service]; `gain_kept` the share of the plan's gain that they bring; `left_out` says for
    each place whether the plan gives it something and whole teams give it nothing.
    """

    teams: FloatArray
    gain_kept: float
    left_out: FloatArray


def whole_teams(plan: Plan, *, people_per_team: float) -> Teams:
    """The plan rounded to whole teams within the same money, by largest remainder.

    Every place keeps the teams it fills; what money is left goes, one team at a time, to where the largest
    part of one was taken away, as long as that team has people to serve and every limit on money is kept.

    Parameters
    ----------
    people_per_team
        People whom one team of a service helps over all years, above 0.

    Raises
    ------
    InvalidParameter
        A team helps nobody.
    """
    if people_per_team <= 0:
        raise InvalidParameter(f"A team must help more than {people_per_team:g} people over all years.")
    problem = plan.problem
    served = plan.served.sum(axis=1)
    exact = served / people_per_team
    teams = np.floor(exact + 1e-6)
    each = np.divide(people_per_team, served, out=np.zeros_like(served), where=served > 0)
    takes = np.stack([(row.coefficients * plan.people).sum(axis=(1, 3)) * each for row in problem.money])
    left = np.array([row.limit for row in problem.money]) - (takes * teams).sum(axis=(1, 2))
    room = np.minimum(problem.capacity, problem.people.sum(axis=1))
    remainder = np.where((teams + 1) * people_per_team <= room, exact - teams, 0.0)
    for at in np.argsort(-remainder, axis=None, kind="stable"):
        place, service = np.unravel_index(at, teams.shape)
        if remainder[place, service] <= 0:
            break
        if (takes[:, place, service] <= left).all():
            teams[place, service] += 1
            left = left - takes[:, place, service]
    gain = (problem.value * plan.people).sum(axis=(1, 3))
    kept = (gain * np.minimum(teams * each, 1.0)).sum()
    return Teams(
        teams=teams,
        gain_kept=float(kept / plan.gain) if plan.gain else 0.0,
        left_out=(served.sum(axis=1) > 0) & (teams.sum(axis=1) == 0),
    )
