"""The worlds that surveys are drawn from: real places with their real margins, and drawn groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from data_loaders import embedded
from equity import rates
from equity.disparity import Subgroups, subgroups
from equity.indicators import indicator

LEAST_PEOPLE = 1000


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A truth to draw surveys from: true values, standard errors, populations and an order of groups."""

    name: str
    words: str
    truth: Subgroups
    repetitions: int
    draws: int


def _setting(
    name: str, words: str, table: dict[str, np.ndarray], *, repetitions: int = 2000, draws: int = 200
) -> Setting:
    return Setting(
        name=name,
        words=words,
        truth=subgroups(
            table["share"],
            se=table["se"],
            population=table["people"],
            order=table["order"],
            reference=0,
            favorable=False,
            bounds=(0, 1),
        ),
        repetitions=repetitions,
        draws=draws,
    )


# Shares and sizes in the range of the country's racial and ethnic groups; the errors are those of a large
# and of a small survey.
_GROUPS = {
    "share": np.array([0.19, 0.07, 0.10, 0.20, 0.12, 0.15, 0.09, 0.06]),
    "people": np.array([10, 60, 130, 190, 3, 5, 22, 580]),
    "order": np.array([2, 7, 5, 1, 4, 3, 6, 8]),
}


def _few_small() -> Setting:
    return _setting(
        "8 groups, small errors",
        "Eight population groups with standard errors of 3 % of their shares, as in a large survey.",
        {**_GROUPS, "se": 0.03 * _GROUPS["share"]},
    )


def _few_large() -> Setting:
    large = np.array([0.20, 0.12, 0.10, 0.08, 0.30, 0.25, 0.15, 0.06])
    return _setting(
        "8 groups, large errors",
        "The same groups with standard errors of 6 to 30 %, as the sizes of the groups would have them in a "
        "small survey.",
        {**_GROUPS, "se": large * _GROUPS["share"]},
    )


def _new_york(level: str, words: str, each: str = "") -> Setting:
    """Residents without health insurance in 2023, ordered by poverty, with their published margins."""
    share = _rated("uninsured", level)
    poverty = _rated("poverty", level).select("geoid", poverty="estimate")
    table = share.join(poverty, on="geoid").filter(
        (pl.col("estimate") > 0) & (pl.col("standard_error") > 0) & (pl.col("denominator") >= LEAST_PEOPLE)
    )
    return _setting(
        f"{table.height} {words}",
        f"Uninsured residents of New York City's {words} in 2023{each}, with their published margins, "
        "ordered by poverty.",
        {
            "share": table["estimate"].to_numpy(),
            "se": table["standard_error"].to_numpy(),
            "people": table["denominator"].to_numpy(),
            "order": table["poverty"].rank("ordinal", descending=True).to_numpy(),
        },
    )


def _rated(indicator_id: str, level: str) -> pl.DataFrame:
    observations = embedded.observations(indicator_id, level, 2023)
    return rates.of(indicator(indicator_id), observations).filter(pl.col("estimate").is_not_null())


DESIGN_EFFECT = 1.5
OF_FIVE_YEARS, OF_ONE_YEAR = 0.12, 0.015
"""The share of people in a five-year and in a one-year American Community Survey, about."""

LARGE_COUNTY = 250_000


def counties(*, least_people: int, sampled: float) -> dict[str, np.ndarray]:
    """Residents in poverty in the counties of 2019 with the errors of a sample; by households' broadband."""
    poverty = embedded.observations("poverty", "county", 2019)
    broadband = embedded.observations("no_broadband", "county", 2019).select("geoid", broadband="estimate")
    table = poverty.join(broadband, on="geoid").filter(
        (pl.col("estimate") > 0) & (pl.col("denominator") >= least_people) & pl.col("broadband").is_not_null()
    )
    share, people = table["estimate"].to_numpy(), table["denominator"].to_numpy()
    return {
        "share": share,
        "se": np.sqrt(DESIGN_EFFECT * share * (1 - share) / (sampled * people)),
        "people": people,
        "order": table["broadband"].rank("ordinal", descending=True).to_numpy(),
    }


def every_county() -> Subgroups:
    """All counties of at least `LEAST_PEOPLE`, as a five-year survey sees them."""
    return _setting("", "", counties(least_people=LEAST_PEOPLE, sampled=OF_FIVE_YEARS)).truth


def _large_counties() -> Setting:
    table = counties(least_people=LARGE_COUNTY, sampled=OF_ONE_YEAR)
    return _setting(
        f"{len(table['share'])} large counties",
        f"Residents in poverty in the counties of at least {LARGE_COUNTY:,} people in 2019. That file has no "
        "margins; they are those of a one-year survey, a sample of 1.5 % with a design effect of 1.5. "
        "Ordered by households without broadband.",
        table,
        repetitions=1000,
    )


SETTINGS: tuple[Callable[[], Setting], ...] = (
    _few_small,
    _few_large,
    lambda: _new_york("borough", "boroughs", ", each of them a county"),
    lambda: _new_york("community_district", "community districts"),
    lambda: _new_york("neighborhood", "neighborhoods"),
    _large_counties,
)
