import numpy as np
import polars as pl
import pytest

from equity.errors import InvalidParameter, InvalidTable
from equity.simulation.cells import cells_from
from equity.simulation.draws import DRAWS, Noise
from equity.simulation.people import member_draws, poverty_draws
from tests.equity.rows import rows
from tests.equity.simulation import drawn


def residents(**by_place: dict[str, float | None]) -> pl.DataFrame:
    return rows(
        *(
            {
                "geoid": geoid,
                "indicator": "residents_by_race_ethnicity",
                "group": group,
                "numerator": people,
                "estimate": None,
                "moe": None,
                "estimate_kind": "survey",
                "moe_method": "not_available",
            }
            for geoid, groups in by_place.items()
            for group, people in groups.items()
        )
    )


def poverty(**by_place: float | None) -> pl.DataFrame:
    return rows(
        *(
            {"geoid": geoid, "indicator": "poverty", "estimate": rate, "moe": 0.0329, "vintage": 2019}
            for geoid, rate in by_place.items()
        )
    ).with_columns(moe=pl.when(pl.col("estimate").is_null()).then(None).otherwise("moe"))


def values(draws: int) -> dict[str, np.ndarray]:
    """Errors as declared, and three quarters of people with public coverage in Medicaid."""
    fixed = {"rate_without_margin": 0.20, "allocation_error": 0.25, "medicaid_of_public": 0.75}
    return {name: np.full(draws, value) for name, value in fixed.items()}


PEOPLE = residents(
    **{
        "36001": {"hispanic": 200.0, "everyone_else": 800.0, "white_alone": 700.0},
        "36003": {"hispanic": 300.0, "everyone_else": 200.0, "white_alone": 100.0},
        "36005": {"hispanic": None, "everyone_else": None, "white_alone": None},
    }
)
POOR = poverty(**{"36001": 0.10, "36003": 0.30})


def test_people_are_counted_once_in_groups_that_do_not_overlap():
    found = cells_from(PEOPLE, POOR, state_geoid="36")
    assert found.groups == ("everyone_else", "hispanic")
    assert found.residents.tolist() == [[800.0, 200.0], [200.0, 300.0]]
    assert found.residents_by_place.tolist() == [1000.0, 500.0]


def test_a_place_without_counts_is_left_out_and_named():
    found = cells_from(PEOPLE, POOR, state_geoid="36")
    assert found.places == ("36001", "36003")
    assert found.left_out == (("36005", "the source gives no count for every group"),)


def test_a_margin_becomes_a_standard_error():
    """A 90 % margin of 0.0329 is a standard error of 0.0329 / 1.645 = 0.02."""
    found = cells_from(PEOPLE, POOR, state_geoid="36")
    assert found.poverty_error == pytest.approx([0.02, 0.02])


def test_a_place_redrawn_since_the_survey_carries_the_rate_of_its_state():
    found = cells_from(
        PEOPLE, poverty(**{"36001": 0.10}), state_geoid="36", of_state=poverty(**{"36": 0.141})
    )
    assert found.poverty.tolist() == [0.10, 0.141]
    assert np.isnan(found.poverty_error[1])
    assert any(
        "1 place has no poverty rate and carries the State's, 14.1\u00a0%" in note for note in found.notes
    )


def test_a_gap_between_groups_is_said_to_show_only_where_people_live():
    found = cells_from(PEOPLE, POOR, state_geoid="36")
    assert found.derived_group_rates
    assert "only that they live in different places" in found.notes[0]


def by_group(geoid: str, **rates: float) -> pl.DataFrame:
    """Poverty rates of groups of a place, and of everyone in it."""
    return rows(
        *(
            {"geoid": geoid, "indicator": "poverty", "group": group, "estimate": rate, "vintage": 2019}
            for group, rate in rates.items()
        )
    )


def test_published_group_rates_clear_the_badge_and_keep_the_total_of_the_place():
    """In 36001 Hispanic residents are at 0.20 and everyone else at 0.075: 40 + 60 of 1,000 are poor."""
    published = pl.concat(
        [
            by_group("36001", all=0.10, hispanic=0.20, everyone_else=0.075),
            by_group("36003", all=0.30, hispanic=0.40, everyone_else=0.15),
        ]
    )
    found = cells_from(PEOPLE, published, state_geoid="36")
    assert not found.derived_group_rates
    assert found.poverty.tolist() == [0.10, 0.30]
    poor = found.poverty[:, np.newaxis] * found.poor_by_group
    assert poor == pytest.approx(np.array([[60.0, 40.0], [30.0, 120.0]]))
    assert poor.sum(axis=1) == pytest.approx([100.0, 150.0])
    assert "tables by race" in found.notes[0]


def test_rates_that_do_not_add_up_are_brought_back_to_the_total_of_the_place():
    """Rates of 0.30 and 0.10 would make 140 poor of 1,000 where 100 are counted: each times 100 / 140."""
    published = pl.concat([by_group("36001", all=0.10, hispanic=0.30, everyone_else=0.10), POOR[1:]])
    found = cells_from(PEOPLE, published, state_geoid="36")
    poor = (found.poverty[:, np.newaxis] * found.poor_by_group)[0]
    assert poor == pytest.approx([80 / 1.4, 60 / 1.4])


def test_a_gap_borrowed_from_the_state_carries_its_badge():
    """State: Hispanic 0.30, everyone else 0.15 of 0.20. In 36001 2 : 1 over 200 and 800 people: 100 poor."""
    state = by_group("36", all=0.20, hispanic=0.30, everyone_else=0.15)
    found = cells_from(PEOPLE, POOR, state_geoid="36", of_state=state)
    assert found.derived_group_rates
    poor = (found.poverty[:, np.newaxis] * found.poor_by_group)[0]
    assert poor == pytest.approx([800 * 0.1 / 1.2, 200 * 0.2 / 1.2])
    assert "not evidence of the place" in found.notes[0] and "100\u00a0%" in found.notes[0]


def test_the_rate_of_a_race_stands_for_those_of_it_who_are_not_hispanic():
    people = residents(**{"36001": {"black_not_hispanic": 500.0, "everyone_else": 500.0}})
    published = by_group("36001", all=0.10, black_alone=0.15, everyone_else=0.05)
    found = cells_from(people, published, state_geoid="36")
    assert found.groups == ("black_not_hispanic", "everyone_else")
    assert found.poor_by_group == pytest.approx(np.array([[750.0, 250.0]]))


def test_no_place_with_both_tables_is_an_error_that_says_why():
    with pytest.raises(InvalidTable, match="same boundaries"):
        cells_from(PEOPLE, poverty(**{"09001": 0.1}), state_geoid="36")


def test_a_table_of_two_years_is_refused():
    with pytest.raises(InvalidTable, match="vintage has 2"):
        cells_from(
            PEOPLE, pl.concat([POOR, POOR.with_columns(vintage=pl.lit(2016, pl.Int32))]), state_geoid="36"
        )


def test_poverty_varies_by_its_margin_or_by_a_fifth_without_one():
    """Standard errors 0.02 by the margin; 0.20 x 0.30 = 0.06 without."""
    one = poverty_draws(
        drawn.cells(poverty=np.array([0.3, 0.3]), poverty_error=np.array([0.02, np.nan])),
        values(4_000),
        noise=Noise(seed=1),
    )
    assert one.mean(axis=0) == pytest.approx([0.3, 0.3], abs=0.003)
    assert one.std(axis=0) == pytest.approx([0.02, 0.06], rel=0.05)


def test_members_of_a_state_are_spread_by_poverty_and_add_up_in_every_draw():
    """People in poverty 3,000 and 6,000: a third and two thirds of 12,000 members."""
    cells = drawn.cells()
    members = member_draws(
        cells,
        poverty_draws(cells, values(DRAWS), noise=Noise(seed=0)),
        values(DRAWS),
        members_of_state=12_000,
        noise=Noise(seed=0),
    )
    assert members.sum(axis=1) == pytest.approx(np.full(DRAWS, 12_000.0))
    assert np.median(members, axis=0) == pytest.approx([4_000, 8_000], rel=0.05)


def test_no_place_has_more_members_than_its_residents_allow():
    """40,000 members by poverty would put 26,667 into Southtown, where 19,000 are 95 % of residents."""
    members = member_draws(
        drawn.cells(),
        np.full((200, 2), [0.10, 0.30]),
        values(200),
        members_of_state=40_000,
        noise=Noise(seed=0),
    )
    assert members.sum(axis=1) == pytest.approx(np.full(200, 40_000.0))
    assert (members <= [28_500, 19_000]).all()
    assert np.median(members, axis=0) == pytest.approx([21_000, 19_000], rel=1e-6)


def test_more_members_than_residents_is_an_error():
    with pytest.raises(InvalidParameter, match="more than these 2 places can hold"):
        member_draws(
            drawn.cells(),
            np.array([[0.1, 0.3]]),
            values(1),
            members_of_state=49_000,
            noise=Noise(seed=0),
        )


def test_members_of_a_state_are_spread_as_the_survey_finds_them():
    """10 % of 30,000 and 30 % of 20,000: 3,000 and 6,000 of 9,000, by whom half of 24,000 are spread."""
    cells = drawn.cells(
        medicaid=np.array([0.1, 0.3]), medicaid_error=np.array([0.0, np.nan]), part_of_state=0.5
    )
    members = member_draws(
        cells, np.array([[0.2, 0.2]]), values(1), members_of_state=24_000, noise=Noise(seed=0)
    )
    assert members == pytest.approx(np.array([[4_000.0, 8_000.0]]))


def test_people_with_medicaid_say_which_part_of_the_state_the_places_are():
    """300 and 200 people of the State's 2,000 are here: a quarter; 36005 has no such rate and is left out."""
    people = residents(
        **{each: {"hispanic": 500.0, "everyone_else": 500.0} for each in ("36001", "36003", "36005")}
    )
    poor = poverty(**{"36001": 0.1, "36003": 0.3, "36005": 0.2})
    counted = rows(
        *(
            {"geoid": geoid, "indicator": "medicaid", "estimate": share, "numerator": number}
            for geoid, share, number in (("36001", 0.3, 300.0), ("36003", 0.2, 200.0), ("36005", None, None))
        )
    )
    of_state = rows({"geoid": "36", "indicator": "medicaid", "estimate": 0.2, "numerator": 2_000.0})
    found = cells_from(people, poor, state_geoid="36", medicaid=counted, of_state=of_state)
    assert found.places == ("36001", "36003")
    assert found.part_of_state == 0.25
    assert found.medicaid.tolist() == [0.3, 0.2]
    assert ("36005", "nobody lives here, or it has no rate of poverty or of Medicaid") in found.left_out
    with pytest.raises(InvalidTable, match="not for the State"):
        cells_from(people, poor, state_geoid="36", medicaid=counted)


def test_public_coverage_counts_members_where_the_survey_has_it():
    """40 % of 30,000 and 60 % of 20,000 have public coverage, three quarters of them Medicaid: 9,000 each."""
    cells = drawn.cells(public_coverage=np.array([0.4, 0.6]), public_coverage_error=np.array([0.0, np.nan]))
    members = member_draws(
        cells,
        np.array([[0.1, 0.3]]),
        values(1),
        members_of_state=1.0,
        noise=Noise(seed=0),
    )
    assert members.tolist() == [pytest.approx([9_000, 9_000])]
