"""People divided along a dimension: fifths by a hardship of the place, places, and groups."""

import polars as pl
import pytest

from data_loaders import cached, cached_findings
from equity import dimensions, disparities
from equity.dimensions import DIMENSIONS
from equity.indicators import indicator
from equity.rates import of as rates_of
from tests.equity.rows import rows

BY_POVERTY = DIMENSIONS["by_poverty"]
TEN = rates_of(
    indicator("uninsured"),
    rows(*({"geoid": f"360{at:02}", "estimate": 0.01 * at, "denominator": 1000.0} for at in range(1, 11))),
).with_columns(name=pl.col("geoid"), residents=pl.lit(1000.0), is_institutional=pl.lit(value=False))
# Poverty falls as the share without insurance rises: place 01 is the poorest.
POVERTY = TEN.select("geoid", estimate=1 - pl.col("estimate"))


def test_a_fifth_is_two_of_ten_equal_places_and_the_poorest_come_first():
    """Places 01 and 02 (1 % and 2 %) are the poorest: their fifth has 1.5 %; the last has (9 + 10) / 2 %."""
    parts = dimensions.fifths(TEN, POVERTY, BY_POVERTY, year_of_rank=2023).parts
    assert parts["places"].to_list() == [2] * 5
    assert parts["estimate"].to_list() == pytest.approx([0.015, 0.035, 0.055, 0.075, 0.095])
    assert parts["name"][0] == "the fifth with the most poverty"
    assert parts["order"].to_list() == [1, 2, 3, 4, 5]


def test_the_margin_of_a_fifth_is_that_of_its_places_together():
    """Two places with margins of 0.01: sqrt(2) x (0.01 / 1.645) / 2 = 0.004299; times 1.96 = 0.00843."""
    row = dimensions.fifths(TEN, POVERTY, BY_POVERTY, year_of_rank=2023).parts.row(0, named=True)
    assert row["standard_error"] == pytest.approx(0.004299, abs=1e-6)
    assert row["high"] - row["estimate"] == pytest.approx(0.00843, abs=1e-5)


def test_fifths_hold_people_and_not_places():
    """One place with as many people as nine others together fills more than two fifths: its middle, at 25 %
    of all people, lies in the second fifth, which it has for itself."""
    big = TEN.with_columns(denominator=pl.when(pl.col("geoid") == "36001").then(9000.0).otherwise(1000.0))
    parts = dimensions.fifths(big, POVERTY, BY_POVERTY, year_of_rank=2023).parts
    assert parts.filter(order=2).select("places", "denominator").row(0) == (1, 9000.0)
    assert 1 not in parts["order"].to_list()


def test_who_is_left_out_is_counted_in_people():
    without = TEN.with_columns(
        is_institutional=pl.col("geoid") == "36001",
        estimate=pl.when(pl.col("geoid") != "36002").then("estimate"),
        reliability=pl.when(pl.col("geoid") == "36002").then(pl.lit("suppressed")).otherwise("reliability"),
    )
    ranking = POVERTY.filter(pl.col("geoid") != "36003")
    missing = dimensions.fifths(without, ranking, BY_POVERTY, year_of_rank=2023).missing
    assert dict(missing.select("reason", "people").iter_rows()) == {
        "suppressed": 1000.0,
        "institution": 1000.0,
        "no_rank": 1000.0,
    }
    assert missing["share_of_people"].to_list() == pytest.approx([0.1] * 3)


def test_without_margins_a_fifth_has_no_interval():
    bare = TEN.with_columns(standard_error=pl.lit(None, dtype=pl.Float64))
    parts = dimensions.fifths(bare, POVERTY, BY_POVERTY, year_of_rank=2023).parts
    assert parts["low"].null_count() == 5
    assert parts["reliability"].unique().to_list() == ["no_margin"]


def test_groups_keep_their_declared_order_and_a_suppressed_one_withholds_every_measure():
    """Races add up to everyone once, so population shares hold; one hidden value could be worked out."""
    races = rates_of(
        indicator("uninsured"),
        rows(
            {"group": "white_alone", "estimate": 0.05},
            {"group": "asian_alone", "estimate": 0.07},
            {"group": "black_alone", "estimate": 0.10},
        ),
    )
    divided = dimensions.each_group(races.sort("group"), DIMENSIONS["race"])
    assert divided.parts["name"].to_list() == ["Asian alone", "Black alone", "White alone"]
    found = disparities.of(divided, indicator("uninsured"))
    assert found.by_id["difference"].result.value == pytest.approx(0.05)
    assert found.by_id["attributable_risk"].result.value is not None
    hidden = rates_of(
        indicator("uninsured"),
        rows(
            {"group": "white_alone", "estimate": 0.05},
            {"group": "asian_alone", "estimate": 0.07},
            {"group": "black_alone", "estimate": None, "moe": None, "estimate_kind": "suppressed"},
        ),
    )
    results = disparities.of(dimensions.each_group(hidden, DIMENSIONS["race"]), indicator("uninsured")).by_id
    assert all(each.result.value is None for each in results.values())
    assert "withheld" in results["attributable_risk"].result.reason


def test_the_embedded_data_offer_places_and_gradients_but_no_groups():
    """No outcome by race or ethnicity ships with the app, so none is offered."""
    offered = cached_findings.dimensions_of("uninsured", "neighborhood", "nyc", 2023)
    assert list(offered) == ["by_poverty", "by_education", "places"]
    assert "by_poverty" not in cached_findings.dimensions_of("poverty", "neighborhood", "nyc", 2023)


def test_new_york_citys_fifths_hold_all_people_with_a_value():
    """The five parts and those left out add up to all insured and uninsured people of the source's table."""
    divided = cached_findings.divided("by_poverty", "uninsured", "neighborhood", "nyc", 2023)
    shares = divided.parts["denominator"] / divided.parts["denominator"].sum()
    assert divided.parts["places"].sum() == 197
    assert max(abs(share - 0.2) for share in shares) < 0.01


def test_the_rank_is_of_the_nearest_year():
    """Poverty of counties is known for 2019 alone; births of 2011 are ranked by it, and the page says so."""
    assert cached_findings.divided("by_poverty", "birth_rate", "county", "48", 2011).year_of_rank == 2019


def test_only_what_can_be_averaged_and_judged_is_offered():
    offer = cached.rate_offer(by_group=False)
    for level in offer.with_values:
        for each in offer.indicators(level):
            assert indicator(each).unit in dimensions.POOLED_UNITS
            assert indicator(each).better != "neutral"
