"""How many people of a place are poor, in Medicaid or uninsured, by draw, with the error of their rates.

Tables by draw and place are in single precision: seven digits of numbers that are unsure in the second.
"""

from collections.abc import Mapping

import numpy as np

from equity.compiled import compiled
from equity.errors import InvalidParameter
from equity.simulation.cells import (
    ALLOCATION_ERROR,
    MEDICAID_OF_PUBLIC,
    RATE_WITHOUT_MARGIN,
    UNINSURED_WITH_EXPANSION,
    UNINSURED_WITHOUT_EXPANSION,
    Cells,
)
from equity.simulation.draws import Noise
from equity.simulation.parameters import FloatArray
from equity.state_policy import StatePolicy

# A place can hardly have more members than this share of its residents.
_MOST_MEMBERS = 0.95
_MOST_UNINSURED = 0.6


def single(values: FloatArray) -> FloatArray:
    """The values in single precision."""
    return np.asarray(values, dtype=np.float32)


def poverty_draws(cells: Cells, values: Mapping[str, FloatArray], *, noise: Noise) -> FloatArray:
    """Poverty rates with their sampling error, [draw, place], kept between 0.1 % and 99.9 %.

    `values` holds the draws of `RATE_WITHOUT_MARGIN`.
    """
    relative = single(values[RATE_WITHOUT_MARGIN.id])
    has_margin = ~np.isnan(cells.poverty_error)
    found = _errors(f"poverty in {cells.state_geoid}", cells, noise, draws=len(relative))
    found *= single(np.where(has_margin, cells.poverty_error, cells.poverty))
    np.multiply(found, relative[:, np.newaxis], out=found, where=~has_margin)
    found += single(cells.poverty)
    return np.clip(found, np.float32(0.001), np.float32(0.999), out=found)


def member_draws(
    cells: Cells,
    poverty: FloatArray,
    values: Mapping[str, FloatArray],
    *,
    members_of_state: float,
    noise: Noise,
) -> FloatArray:
    """Medicaid members, [draw, place].

    `values` holds the draws of `ALLOCATION_ERROR` and `MEDICAID_OF_PUBLIC`. Where the survey counts only
    people with public coverage, members are the share of them who have Medicaid. Elsewhere ``members = State
    total * part of the State * w / sum(w)`` with ``w = residents * rate of Medicaid`` with its sampling error
    where the survey counts them, or else ``w = residents * poverty * error``, and what would exceed 95 % of a
    place's residents goes to the other places. Reference: an assumption, see the notes of `ALLOCATION_ERROR`.

    Raises
    ------
    InvalidParameter
        The State has more members than its places could hold.
    """
    draws, residents = len(poverty), single(cells.residents_by_place)
    of_places = _errors(f"members in {cells.state_geoid}", cells, noise, draws=draws)
    if cells.medicaid is None and not np.isnan(cells.public_coverage).any():
        of_places *= single(np.nan_to_num(cells.public_coverage_error))
        covered = np.clip(single(cells.public_coverage) + of_places, np.float32(0), np.float32(1))
        return np.asarray(residents * covered * single(values[MEDICAID_OF_PUBLIC.id])[:, np.newaxis])
    most, total = _MOST_MEMBERS * cells.residents_by_place, members_of_state * cells.part_of_state
    if total >= most.sum():
        raise InvalidParameter(
            f"State {cells.state_geoid} has {total:,.0f} Medicaid members, more than these "
            f"{len(cells.places)} places can hold. Give all places of the State, or public_coverage."
        )
    if cells.medicaid is None:
        of_places *= single(values[ALLOCATION_ERROR.id])[:, np.newaxis]
        weight = np.exp(of_places, out=of_places)
        weight *= poverty
        weight *= residents
    else:
        of_places *= single(np.nan_to_num(np.asarray(cells.medicaid_error)))
        of_places += single(cells.medicaid)
        weight = np.clip(of_places, np.float32(0.001), np.float32(0.999), out=of_places)
        weight *= residents
    _share_out(weight, single(most), total)
    return weight


@compiled
def _share_out(weight: FloatArray, most: FloatArray, total: float) -> None:
    """In place: the total of each draw by weight; what would exceed the most of a place goes to the others.

    Each round fills at least one more place to the brim where anything is left over.
    """
    for draw in range(weight.shape[0]):
        here = weight[draw]
        is_full = np.zeros(len(most), dtype=np.bool_)
        left, open_weight = total, 0.0
        for place in range(len(most)):
            open_weight += here[place]
        overflows = True
        while overflows:
            overflows, scale = False, left / open_weight
            for place in range(len(most)):
                if not is_full[place] and here[place] * scale >= most[place]:
                    overflows, is_full[place] = True, True
                    left -= most[place]
                    open_weight -= here[place]
        for place in range(len(most)):
            here[place] = most[place] if is_full[place] else here[place] * scale


def uninsured_draws(
    cells: Cells, poverty: FloatArray, values: Mapping[str, FloatArray], policy: StatePolicy, *, noise: Noise
) -> FloatArray:
    """Share of residents without health insurance, [draw, place].

    Where a table counts them, its rate with its sampling error; elsewhere ``poverty * ratio``, with the ratio
    of States that have the adult group or of those that do not. Reference: an assumption, see the notes of
    `UNINSURED_WITH_EXPANSION`.
    """
    expanded = policy.fact("expansion_status").in_force == "yes"
    ratio = single(values[(UNINSURED_WITH_EXPANSION if expanded else UNINSURED_WITHOUT_EXPANSION).id])
    most = np.float32(_MOST_UNINSURED)
    derived = np.minimum(poverty * ratio[:, np.newaxis], most)
    if np.isnan(cells.uninsured).all():
        return np.asarray(derived)
    counted = _errors(f"uninsured in {cells.state_geoid}", cells, noise, draws=len(poverty))
    counted *= single(np.nan_to_num(cells.uninsured_error))
    counted += single(cells.uninsured)
    return np.where(np.isnan(cells.uninsured), derived, np.clip(counted, np.float32(0.001), most))


def _errors(what: str, cells: Cells, noise: Noise, *, draws: int) -> FloatArray:
    return single(noise.standard_normal(what, draws=draws, count=len(cells.places)))
