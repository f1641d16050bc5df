"""How many people of a place are poor, in Medicaid or uninsured, by draw, with the error of their rates."""

from collections.abc import Mapping

import numpy as np

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


def poverty_draws(cells: Cells, values: Mapping[str, FloatArray], *, noise: Noise) -> FloatArray:
    """Poverty rates with their sampling error, [draw, place], kept between 0.1 % and 99.9 %.

    `values` holds the draws of `RATE_WITHOUT_MARGIN`.
    """
    without_margin = values[RATE_WITHOUT_MARGIN.id][:, np.newaxis] * cells.poverty
    error = np.where(np.isnan(cells.poverty_error), without_margin, cells.poverty_error)
    of_places = noise.standard_normal(
        f"poverty in {cells.state_geoid}", draws=len(error), count=len(cells.places)
    )
    return np.clip(cells.poverty + error * of_places, 0.001, 0.999)


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
    draws, residents = len(poverty), cells.residents_by_place
    of_places = noise.standard_normal(f"members in {cells.state_geoid}", draws=draws, count=len(cells.places))
    if cells.medicaid is None and not np.isnan(cells.public_coverage).any():
        error = np.nan_to_num(cells.public_coverage_error)
        covered = np.clip(cells.public_coverage + error * of_places, 0.0, 1.0)
        return np.asarray(residents * covered * values[MEDICAID_OF_PUBLIC.id][:, np.newaxis])
    most, total = _MOST_MEMBERS * residents, members_of_state * cells.part_of_state
    if total >= most.sum():
        raise InvalidParameter(
            f"State {cells.state_geoid} has {total:,.0f} Medicaid members, more than these "
            f"{len(cells.places)} places can hold. Give all places of the State, or public_coverage."
        )
    if cells.medicaid is None:
        weight = residents * poverty * np.exp(values[ALLOCATION_ERROR.id][:, np.newaxis] * of_places)
    else:
        error = np.nan_to_num(np.asarray(cells.medicaid_error))
        weight = np.asarray(residents * np.clip(cells.medicaid + error * of_places, 0.001, 0.999))
    members = np.zeros_like(weight)
    left = np.full((draws, 1), float(total))
    # Each round fills at least one more place to the brim where anything is left over.
    while (left > 1e-6 * total).any():
        open_weight = np.where(members < most, weight, 0.0)
        members = np.minimum(members + left * open_weight / open_weight.sum(axis=1, keepdims=True), most)
        left = total - members.sum(axis=1, keepdims=True)
    return members


def uninsured_draws(
    cells: Cells, poverty: FloatArray, values: Mapping[str, FloatArray], policy: StatePolicy, *, noise: Noise
) -> FloatArray:
    """Share of residents without health insurance, [draw, place].

    Where a table counts them, its rate with its sampling error; elsewhere ``poverty * ratio``, with the ratio
    of States that have the adult group or of those that do not. Reference: an assumption, see the notes of
    `UNINSURED_WITH_EXPANSION`.
    """
    expanded = policy.fact("expansion_status").in_force == "yes"
    ratio = values[(UNINSURED_WITH_EXPANSION if expanded else UNINSURED_WITHOUT_EXPANSION).id]
    derived = np.minimum(poverty * ratio[:, np.newaxis], _MOST_UNINSURED)
    if np.isnan(cells.uninsured).all():
        return np.asarray(derived)
    of_places = noise.standard_normal(
        f"uninsured in {cells.state_geoid}", draws=len(poverty), count=len(cells.places)
    )
    counted = np.clip(
        cells.uninsured + np.nan_to_num(cells.uninsured_error) * of_places, 0.001, _MOST_UNINSURED
    )
    return np.where(np.isnan(cells.uninsured), derived, counted)
