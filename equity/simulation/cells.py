"""Who lives where: the places and groups a lever acts on, and how unsure their numbers are.

Offline data hold no poverty or coverage by race and ethnicity. Every group of a place therefore gets the
rate of the place (`derived_group_rates`), and a gap between groups shows only that they live in different
places. Results repeat this sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from equity import rates
from equity.errors import InvalidTable
from equity.groups import ALL, GROUPS
from equity.in_words import percent
from equity.simulation.group_rates import GroupRatios, group_ratios
from equity.simulation.parameters import ASSUMPTION, FloatArray, Parameter, fixed

RATE_WITHOUT_MARGIN = fixed(
    "rate_without_margin",
    "Relative standard error of a place's poverty rate where the source prints no margin",
    0.20,
    unit="share of the rate",
    evidence=(ASSUMPTION,),
    note="County rates of 2019 come without margins. Margins published for small counties are about this "
    "wide; those of large counties are far narrower.",
)
ALLOCATION_ERROR = fixed(
    "allocation_error",
    "Relative error of a place's Medicaid members where they are spread by poverty",
    0.25,
    unit="share of the members",
    evidence=(ASSUMPTION,),
    note="No embedded source counts members by county: the State's total is spread in proportion to people "
    "in poverty, although eligibility reaches further in some States than in others.",
)
MEDICAID_OF_PUBLIC = Parameter(
    id="medicaid_of_public",
    label="Share of people with public coverage who have Medicaid",
    central=0.76,
    low=0.62,
    high=0.88,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
    note="The survey's public coverage includes Medicare. In New York City about 1.3 million residents are "
    "65 or older and 3.6 million have public coverage; most of the older ones have no Medicaid.",
)
UNINSURED_WITH_EXPANSION = Parameter(
    id="uninsured_ratio_with_expansion",
    label="People without insurance for each person in poverty, in States with the adult group",
    central=0.55,
    low=0.35,
    high=0.85,
    unit="ratio",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    note="Used only where no table counts people without insurance. About 7 % of residents in these States.",
)
UNINSURED_WITHOUT_EXPANSION = Parameter(
    id="uninsured_ratio_without_expansion",
    label="People without insurance for each person in poverty, in States without the adult group",
    central=0.95,
    low=0.65,
    high=1.40,
    unit="ratio",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    note="Used only where no table counts people without insurance. About 12 % of residents in these States.",
)
PARAMETERS = (
    RATE_WITHOUT_MARGIN,
    ALLOCATION_ERROR,
    MEDICAID_OF_PUBLIC,
    UNINSURED_WITH_EXPANSION,
    UNINSURED_WITHOUT_EXPANSION,
)

# Groups of a few people have no published rate anywhere.
_ALL_PUBLISHED = 0.98
_ONLY_WHERE_PEOPLE_LIVE = (
    "No source here gives poverty by race and ethnicity, so every group of a place is given the rate of the "
    "place. A gap between groups here shows only that they live in different places."
)
_ONE_PLACE = (
    "No source here gives poverty by race and ethnicity, so every group is given the rate of this one place, "
    "and the gap between groups is not measured."
)
_AS_IN_THE_STATE = (
    "Derived group rates: for {share} of residents the poverty of their group is not known in their "
    "place and stands to the place's as it does in the State. A gap between groups there is the State's, not "
    "evidence of the place."
)
_PARTLY = (
    "Derived group rates: the poverty of their group is known in their place for {share} of residents; "
    "the others carry the rate of the place."
)
_AS_PUBLISHED = (
    "Poverty by group is that of the survey's tables by race, brought back to each place's total. Where "
    "residents are counted as not Hispanic, the rate of everyone of that race stands for them. The sampling "
    "error of groups is not drawn, only that of places."
)


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Places by groups of one State, as published.

    `residents` is [place, group]; `poverty`, `poverty_error` (a standard error, NaN where the source prints
    no margin), `public_coverage`, `uninsured` and their errors are [place], the latter NaN where unknown.
    `poverty_ratio` and `uninsured_ratio` are a group's rate against its place's, [place, group]; None where
    nothing tells groups apart. `derived_group_rates` says that not all of them were published.
    `medicaid` is the share of residents whom the survey counts with Medicaid, [place], with its standard
    error (NaN without a margin), and `part_of_state` the share of all such people of the State who live in
    these places; None and 1 where no table counts them.
    `left_out` says which places are missing and why; `notes` are sentences every result repeats.
    """

    level: str
    state_geoid: str
    places: tuple[str, ...]
    groups: tuple[str, ...]
    residents: FloatArray
    poverty: FloatArray
    poverty_error: FloatArray
    public_coverage: FloatArray
    public_coverage_error: FloatArray
    uninsured: FloatArray
    uninsured_error: FloatArray
    derived_group_rates: bool
    left_out: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    vintages: Mapping[str, int]
    source_ids: tuple[str, ...]
    poverty_ratio: FloatArray | None = None
    uninsured_ratio: FloatArray | None = None
    medicaid: FloatArray | None = None
    medicaid_error: FloatArray | None = None
    part_of_state: float = 1.0

    @property
    def poor_by_group(self) -> FloatArray:
        """Residents weighted by how their group's poverty stands to their place's, [place, group]."""
        return self.residents if self.poverty_ratio is None else self.residents * self.poverty_ratio

    @property
    def poverty_by_group(self) -> FloatArray:
        """Share in poverty of each group of each place, that of the place where nothing tells them apart."""
        of_places = self.poverty[:, np.newaxis]
        alike = np.ones_like(self.residents)
        return of_places * (alike if self.poverty_ratio is None else self.poverty_ratio)

    @property
    def uninsured_by_group(self) -> FloatArray:
        """The same by how its lack of insurance stands to the place's, [place, group]."""
        return self.residents if self.uninsured_ratio is None else self.residents * self.uninsured_ratio

    @property
    def count(self) -> int:
        """How many cells there are: places times groups."""
        return int(self.residents.size)

    @property
    def residents_by_place(self) -> FloatArray:
        """Residents of all groups, [place]."""
        return np.asarray(self.residents.sum(axis=1))


def cells_from(
    residents: pl.DataFrame,
    poverty: pl.DataFrame,
    *,
    state_geoid: str,
    public_coverage: pl.DataFrame | None = None,
    medicaid: pl.DataFrame | None = None,
    uninsured: pl.DataFrame | None = None,
    of_state: pl.DataFrame | None = None,
) -> Cells:
    """The cells of one State, or of a city in it, from tables of the one tidy schema.

    Parameters
    ----------
    residents
        Rows of `residents_by_race_ethnicity`, one a place and group; the people are the numerator. Of its
        groups those that count every resident once are used.
    poverty
        Rows of `poverty` for everyone, one a place, and for its groups where a source has them.
    state_geoid
        Two-digit FIPS code of the State whose rules and match apply.
    public_coverage
        Rows of `public_insurance` for everyone, where a source has them. Without these and `medicaid`, the
        State's Medicaid members are spread over the places by poverty, so `residents` must cover the State.
    medicaid
        Rows of `medicaid` for everyone, where a source has them: the State's members are spread by them. They
        need the row of the State in `of_state`, and a place without such a rate is left out.
    uninsured
        Rows of `uninsured` for everyone and for groups, where a source has them.
    of_state
        Rows of `poverty`, `uninsured` and `medicaid` of the State itself. Its poverty is used for a place
        that has residents but no rate of its own (Connecticut, whose counties were redrawn between the two
        sources), and how its groups stand to each other where a place does not tell its groups apart.

    Raises
    ------
    InvalidTable
        A table holds several levels, years or groups, or no place is left.
    """
    for name, table, by_group in (
        ("residents", residents, True),
        ("poverty", poverty, True),
        ("public coverage", public_coverage, False),
        ("people with Medicaid", medicaid, False),
        ("people without insurance", uninsured, True),
    ):
        _one_of_each(name, table, by_group=by_group)
    exclusive = residents.filter(pl.col("group").is_in([each.id for each in GROUPS if not each.overlaps]))
    groups = tuple(sorted(exclusive["group"].unique().to_list()))
    wide = exclusive.pivot(on="group", index="geoid", values="numerator").sort("geoid")
    counted = wide.filter(pl.all_horizontal(pl.col(groups).is_not_null()))
    peopled = counted.filter(pl.sum_horizontal(groups) > 0)
    rated = _rates(peopled["geoid"], poverty)
    has_rate = rated["estimate"].is_not_null()
    poverty_of_state = _rate_of_state(of_state)
    if poverty_of_state is not None:
        rated = rated.with_columns(pl.col("estimate").fill_null(poverty_of_state))
    kept = rated["estimate"].is_not_null()
    if medicaid is not None:
        kept &= _rates(peopled["geoid"], medicaid)["estimate"].is_not_null()
    rated, peopled = rated.filter(kept), peopled.filter(kept)
    if peopled.is_empty():
        raise InvalidTable(
            f"No place of State {state_geoid} has both residents by group and a poverty rate. Use years with "
            "the same boundaries, or give the rows of the State."
        )
    covered, without, members = (
        _rates(peopled["geoid"], table) for table in (public_coverage, uninsured, medicaid)
    )
    places = tuple(peopled["geoid"].to_list())
    tables = [
        table for table in (residents, poverty, public_coverage, medicaid, uninsured) if table is not None
    ]
    living = peopled.select(groups).to_numpy().astype(np.float64)
    ratios = {
        name: group_ratios(
            table, _of_indicator(of_state, name), places=places, groups=groups, residents=living
        )
        for name, table in (("poverty", poverty), ("uninsured", uninsured))
    }
    return Cells(
        level=residents["geo_level"][0],
        state_geoid=state_geoid,
        places=places,
        groups=groups,
        residents=living,
        poverty=rated["estimate"].to_numpy().astype(np.float64),
        poverty_error=_filled(rated["standard_error"]),
        public_coverage=_filled(covered["estimate"]),
        public_coverage_error=_filled(covered["standard_error"]),
        uninsured=_filled(without["estimate"]),
        uninsured_error=_filled(without["standard_error"]),
        derived_group_rates=ratios["poverty"].published < _ALL_PUBLISHED,
        left_out=_left_out(wide, counted, set(places)),
        notes=(
            _of_groups(ratios["poverty"], places=len(places)),
            *_notes(poverty, public_coverage, medicaid, int((~has_rate & kept).sum()), poverty_of_state),
        ),
        vintages={table["indicator"][0]: int(table["vintage"][0]) for table in tables},
        source_ids=tuple(sorted({each for table in tables for each in table["source_id"].to_list()})),
        poverty_ratio=ratios["poverty"].ratio,
        uninsured_ratio=ratios["uninsured"].ratio,
        medicaid=None if medicaid is None else _filled(members["estimate"]),
        medicaid_error=None if medicaid is None else _filled(members["standard_error"]),
        part_of_state=_part_of_state(medicaid, _of_indicator(of_state, "medicaid"), places),
    )


def _one_of_each(name: str, table: pl.DataFrame | None, *, by_group: bool) -> None:
    if table is None:
        return
    columns = ["geo_level", "vintage", "indicator", *([] if by_group else ["group"])]
    several = [
        f"{column} has {table[column].n_unique()}" for column in columns if table[column].n_unique() != 1
    ]
    if several:
        raise InvalidTable(
            f"Table of {name}: expected one level, year and indicator"
            f"{'' if by_group else ' for one group'}; {', '.join(several)}. Filter it first."
        )


def _of_indicator(rows: pl.DataFrame | None, indicator: str) -> pl.DataFrame | None:
    return None if rows is None else rows.filter(indicator=indicator)


def _rate_of_state(rows: pl.DataFrame | None) -> float | None:
    """The State's poverty rate for everyone, or None."""
    if rows is None:
        return None
    found = rows.filter(indicator="poverty", group=ALL)["estimate"].drop_nulls()
    return None if found.is_empty() else float(found[0])


def _part_of_state(
    medicaid: pl.DataFrame | None, of_state: pl.DataFrame | None, places: tuple[str, ...]
) -> float:
    """The share of the State's people with Medicaid who live in these places; the survey counts both."""
    if medicaid is None:
        return 1.0
    whole = None if of_state is None else of_state.filter(group=ALL)["numerator"].sum()
    if not whole:
        raise InvalidTable(
            "People with Medicaid are given by place and not for the State. Give its row of `medicaid` too."
        )
    here = medicaid.filter(pl.col("geoid").is_in(places) & (pl.col("group") == ALL))["numerator"].sum()
    return min(1.0, float(here) / float(whole))


def _of_groups(poverty: GroupRatios, *, places: int) -> str:
    """What to say about how groups are told apart."""
    if poverty.published >= _ALL_PUBLISHED:
        return _AS_PUBLISHED
    if poverty.from_state > 0:
        return _AS_IN_THE_STATE.format(share=percent(poverty.from_state))
    if poverty.published > 0:
        return _PARTLY.format(share=percent(poverty.published))
    return _ONLY_WHERE_PEOPLE_LIVE if places > 1 else _ONE_PLACE


def _rates(geoids: pl.Series, table: pl.DataFrame | None) -> pl.DataFrame:
    if table is None:
        nothing = pl.lit(None, dtype=pl.Float64)
        return geoids.to_frame().with_columns(estimate=nothing, standard_error=nothing)
    everyone = table.filter(group=ALL)
    found = everyone.select("geoid", "estimate", standard_error=pl.col("moe") / rates.Z_90)
    return geoids.to_frame().join(found, on="geoid", how="left", maintain_order="left")


def _filled(column: pl.Series) -> FloatArray:
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()


def _left_out(wide: pl.DataFrame, counted: pl.DataFrame, kept: set[str]) -> tuple[tuple[str, str], ...]:
    with_counts = set(counted["geoid"].to_list())
    return tuple(
        (
            geoid,
            "nobody lives here, or it has no rate of poverty or of Medicaid"
            if geoid in with_counts
            else "the source gives no count for every group",
        )
        for geoid in wide["geoid"].to_list()
        if geoid not in kept
    )


def _notes(
    poverty: pl.DataFrame,
    coverage: pl.DataFrame | None,
    medicaid: pl.DataFrame | None,
    borrowed: int,
    state_rate: float | None,
) -> list[str]:
    notes = []
    if poverty["moe"].is_null().all():
        notes.append(
            "Poverty rates come without margins of error; the model assumes a relative standard error of "
            f"{percent(RATE_WITHOUT_MARGIN.central)}."
        )
    if medicaid is not None:
        notes.append(
            "Medicaid members by place: the State's own count, spread as the survey finds people with "
            "Medicaid or other means-tested coverage. The survey misses some; this takes it to miss the same "
            "share everywhere. Its sampling error is drawn."
        )
    elif coverage is None:
        notes.append(
            "Medicaid members by place are not counted in the data here: the State's total is spread in "
            "proportion to people in poverty, with a wide error."
        )
    if borrowed and state_rate is not None:
        many = f"{borrowed} places have no poverty rate and carry"
        who = "1 place has no poverty rate and carries" if borrowed == 1 else many
        notes.append(f"{who} the State's, {percent(state_rate, digits=1)}.")
    return notes
