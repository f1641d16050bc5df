"""How people pass from eligible to helped, and how a trial's effect is carried to another place.

Every function works on arrays whose axes are [draw, year] (or [draw, 1]), as shares of the people who are
eligible; what differs between places and groups enters later (`flows`). In memory they lie year after year,
as numpy is slow along an axis of a few years: a course made anew is made as [year, draw] and transposed.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from equity.errors import InvalidParameter
from equity.simulation.parameters import ASSUMPTION, STAGES, FloatArray, Parameter, fixed

# An assumption: help with social needs never averts more than 70 % of the events of those helped.
LOWEST_RATIO = 0.3
LASTING = Parameter(
    id="lasting_effect",
    label="Time until half of an effect is gone once a program has ended",
    central=2.0,
    low=0.5,
    high=4.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
)
SLOW_START = fixed(
    "slow_start",
    "How programs grow: fast at first (0), or slowly at first along an S-curve (1)",
    0.0,
    unit="0 or 1",
    evidence=("calaim_uptake", "calaim_cs_uptake", ASSUMPTION),
    note="California's Enhanced Care Management grew fast at first, its Community Supports slowly.",
)
PARAMETERS = (LASTING, SLOW_START)
# Community Supports: half-way after 3 years, 63 % after 3.46.
_MIDPOINT, _WIDTH = 3.0, 0.8
_AT_63 = _WIDTH * (1 + np.log1p(np.exp(_MIDPOINT / _WIDTH) * (1 - np.exp(-1))))


def through(
    passing: Mapping[str, FloatArray | float], *, capacity: FloatArray | None = None
) -> dict[str, FloatArray]:
    """The share of eligible people at each stage, from `eligible` (1) to `helped`.

    Formula: ``n[k] = n[k-1] p[k]``, and ``n[helped] = min(n[referred] p[helped], capacity)``. A stage without
    a probability lets everyone through: a list drawn from records needs no screening visit. Where capacity
    binds, places are shared out in proportion to demand. Reference: a care cascade, for example Gardner et
    al., Clinical Infectious Diseases 2011;52:793-800.

    Parameters
    ----------
    passing
        Probability, 0 to 1, of passing from the stage before, by stage.
    capacity
        Most people who can be helped in a year, as a share of the eligible.

    Raises
    ------
    InvalidParameter
        A stage has no such name, or a probability lies outside 0 to 1.

    Examples
    --------
    >>> half_of_these = through({"reached": 0.5, "accepted": 0.4}, capacity=np.array([[0.1]]))
    >>> float(half_of_these["accepted"][0, 0]), float(half_of_these["helped"][0, 0])
    (0.2, 0.1)
    """
    if unknown := passing.keys() - set(STAGES[1:]):
        raise InvalidParameter(
            f"The cascade has no stage {', '.join(sorted(unknown))}. Use {', '.join(STAGES[1:])}."
        )
    shares: dict[str, FloatArray] = {STAGES[0]: np.ones((1, 1))}
    before = shares[STAGES[0]]
    for stage in STAGES[1:]:
        probability = np.asarray(passing.get(stage, 1.0), dtype=np.float64)
        if not ((probability >= 0) & (probability <= 1)).all():
            raise InvalidParameter(
                f"The probability of being {stage} lies between {probability.min():g} and "
                f"{probability.max():g}; expected 0 to 1."
            )
        before = shares[stage] = np.atleast_2d(before * probability)
    if capacity is not None:
        shares["helped"] = np.minimum(shares["helped"], capacity)
    shape = shares["helped"].shape
    return {stage: np.broadcast_to(share, shape) for stage, share in shares.items()}


def ramp(years: FloatArray, tau: FloatArray) -> FloatArray:
    """How much of its full reach a program has after so many years: shape [draw, year].

    Formula: ``r(t) = 1 - exp(-t / tau)``. Reference: fitted to the uptake of California's Enhanced Care
    Management, 2022 to 2024 (`calaim_uptake`).

    Examples
    --------
    >>> ramp(np.array([1.0, 3.0]), np.array([3.0])).round(2).tolist()
    [[0.28, 0.63]]
    """
    return (1.0 - np.exp(-years[:, np.newaxis] / tau)).T


def s_curve(years: FloatArray, midpoint: FloatArray, *, width: FloatArray | float = _WIDTH) -> FloatArray:
    """How much of its full reach a service has that few take up at first: shape [draw, year].

    Formula: ``r(t) = (L(t) - L(0)) / (1 - L(0))`` with ``L(t) = 1 / (1 + exp(-(t - midpoint) / width))``.
    Reference: California's Community Supports reached 0.1 % of members in 2022 and 0.9 % in 2024
    (`calaim_cs_uptake`), a ratio of 0.11 that no exponential gives; midpoint 3 and width 0.8 do.

    Examples
    --------
    >>> first, third = s_curve(np.array([1.0, 3.0]), np.array([3.0]))[0]
    >>> round(float(first / third), 2)
    0.11
    """

    steepness = 1 / np.broadcast_to(width, midpoint.shape)

    def logistic(at: FloatArray) -> FloatArray:
        return np.asarray(1 / (1 + np.exp(-(at[:, np.newaxis] - midpoint) * steepness)))

    start = logistic(np.zeros(1))
    return ((logistic(years) - start) / (1 - start)).T


def slow_start(years: FloatArray, tau: FloatArray) -> FloatArray:
    """The S-curve of California's Community Supports, stretched to be at 63 % after `tau`: [draw, year].

    Formula: `s_curve` with midpoint ``3 tau / 3.46`` and width ``0.8 tau / 3.46``, as ``r(3.46) = 1 - 1/e``
    where they are 3 and 0.8. Reference: `calaim_cs_uptake`.

    Examples
    --------
    >>> slow_start(np.array([1.0, 3.0, 6.0]), np.array([3.0])).round(2).tolist()  # `ramp`: 0.28, 0.63, 0.86
    [[0.07, 0.63, 0.99]]
    """
    stretch = tau / _AT_63
    return s_curve(years, _MIDPOINT * stretch, width=_WIDTH * stretch)


def fading(share: FloatArray, running: FloatArray, half_life: FloatArray) -> FloatArray:
    """A course that goes on after the lever has ended, halved every `half_life` years; [draw, year].

    Formula: ``s(t) = s(end) 0.5 ** ((t - end) / half life)`` after the last year in which the lever ran.
    Reference: this model's own assumption (`LASTING`).

    Examples
    --------
    >>> fading(np.array([[1.0, 0.0, 0.0]]), np.array([1.0, 0.0, 0.0]), np.array([1.0])).tolist()
    [[1.0, 0.5, 0.25]]
    """
    years = np.arange(len(running))
    ran = running > 0
    last = int(years[ran].max(initial=-1))
    after = years > last
    if last < 0 or not after.any():
        return share
    halvings = np.where(after, years - last, 0)[:, np.newaxis] / half_life
    return np.where(after, share[:, [last]] * (0.5**halvings).T, share)


def shifted(
    probability: FloatArray | float, shifts: Sequence[FloatArray], *, overlap: FloatArray | float = 0.5
) -> FloatArray:
    """A probability after several enablers moved its log-odds, the largest in full and the rest discounted.

    Formula: ``logit p' = logit p + b[1] + overlap * (b[2] + b[3] + ...)``, sorted by size in each draw, of
    two equal sizes the downward one first, so the order in which the shifts are given does not matter.
    Reference: the discount is this model's own assumption; log-odds keep a probability between 0 and 1.

    Examples
    --------
    >>> shifted(0.06, [np.array([np.log(3.44)])]).round(2).tolist()  # 6 % enroll; with help, 18 %
    [0.18]
    """
    start = np.asarray(probability, dtype=np.float64)
    if not shifts:
        return start
    moved = np.asarray(shifts[0])
    if len(shifts) > 1:
        together = np.stack(np.broadcast_arrays(*shifts))
        order = np.lexsort((together, -np.abs(together)), axis=0)
        by_size = np.take_along_axis(together, order, axis=0)
        moved = by_size[0] + overlap * by_size[1:].sum(axis=0)
    odds = np.exp(moved) * start / (1 - start)
    # Without a shift nothing changes, not even in the last digit.
    return np.asarray(np.where(moved == 0, start, odds / (1 + odds)))


def reduction_per_helped(ratio: FloatArray, uptake_in_trial: FloatArray | float) -> FloatArray:
    """Share of events averted among people helped, from a trial that counted everyone it offered help to.

    Formula: ``1 - RR_helped = (1 - RR_offered) / uptake``, and RR_helped is never below 0.3. A trial's ratio
    over all who were offered is never applied to those helped alone, nor the other way round. Reference:
    Bloom, Evaluation Review 1984;8:225-246. A ratio above 1 (more events) is carried over in the same way.

    Examples
    --------
    >>> offered = np.array([0.891])  # Contra Costa: 40 % of those offered took part
    >>> (1 - reduction_per_helped(offered, 0.40)).round(4).tolist()
    [0.7275]
    """
    return np.asarray(np.minimum((1.0 - ratio) / uptake_in_trial, 1.0 - LOWEST_RATIO))


def beyond_today(target: FloatArray | float, in_force: FloatArray | float) -> FloatArray:
    """What a lever adds to the share already in force: never negative, and zero where it is all in force.

    Examples
    --------
    >>> beyond_today(0.8, np.array([0.0, 0.5, 1.0])).round(2).tolist()
    [0.8, 0.3, 0.0]
    """
    return np.asarray(np.maximum(np.asarray(target, dtype=np.float64) - in_force, 0.0))
