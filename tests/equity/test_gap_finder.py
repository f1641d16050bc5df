"""The gap finder: what is listed is more than chance, small numbers do not win, and its chances are true."""

import numpy as np
import polars as pl
import pytest

from data_loaders import cached, cached_findings
from equity import gap_finder
from equity.indicators import indicator
from equity.rates import of as rates_of
from tests.equity.rows import rows

UNINSURED = indicator("uninsured")


def table(*places: dict[str, object]) -> pl.DataFrame:
    return rates_of(UNINSURED, rows(*places)).with_columns(
        name=pl.col("geoid"), residents=pl.lit(10_000.0), is_institutional=pl.lit(value=False)
    )


STATE = {"geoid": "36", "geo_level": "state", "estimate": 0.10, "moe": 0.0001, "denominator": 1e9}
WHOLE = rates_of(UNINSURED, rows(STATE))


def test_a_small_place_with_a_wild_number_does_not_come_first():
    """20 % +- 2 is at least 8 points above 10 %; 30 % +- 15 is farther, but at least 5 only."""
    found = gap_finder.of(
        table(
            {"geoid": "36001", "estimate": 0.20, "moe": 0.02},
            {"geoid": "36003", "estimate": 0.30, "moe": 0.15},
            {"geoid": "36005", "estimate": 0.10, "moe": 0.01},
        ),
        WHOLE,
        UNINSURED,
    )
    assert found.found["geoid"].to_list() == ["36001", "36003"]
    assert found.found["gap_low"].to_list() == pytest.approx([0.08, 0.05], abs=1e-4)
    assert (found.judged, found.within_chance) == (3, 1)


def test_a_gap_allows_for_the_place_being_a_part_of_its_area():
    """40 of 100 people at 20 % (se 2 points) in a city at 10 % (se 1): variance 4 (1 - 0.8) + 1 = 1.8, so
    10 +- 1.645 x 1.3416 = 7.793 and 12.207. Ratio: w r = 0.8, 0.1^2 (1 - 1.6) + 0.1^2 = 0.004 and the place's
    own (0.2 x 0.1)^2 is less: 2 exp(-1.645 x 0.063246) = 1.8024."""
    whole = rates_of(UNINSURED, rows({**STATE, "moe": 0.01645, "denominator": 10_000.0}))
    place = table({"geoid": "36001", "estimate": 0.20, "moe": 0.0329, "denominator": 4_000.0})
    gaps = gap_finder.of(place, whole, UNINSURED, draws=0)
    assert gaps.found.select("gap_low", "gap_high").row(0) == pytest.approx((0.07793, 0.12207), abs=2e-5)
    widest = gap_finder.widest({"uninsured": gaps}, {"uninsured": UNINSURED})
    assert widest["ratio_low"][0] == pytest.approx(1.8024, abs=2e-4)


def test_without_a_number_of_the_area_its_places_make_one_with_their_doubt():
    """Two places of equal size at 20 and 10 % (se 2 points each): mean 15, gap 5, which is half of their
    difference: se sqrt(4 + 4) / 2 = 1.414, so 5 - 1.645 x 1.414 = 2.674."""
    places = table(*({"geoid": f"3600{at}", "estimate": 0.1 * at, "moe": 0.0329} for at in (1, 2)))
    found = gap_finder.of(places, WHOLE.clear(), UNINSURED, draws=0).found
    assert found.select("geoid", "gap").row(0) == ("36002", pytest.approx(0.05))
    assert found["gap_low"].to_list() == pytest.approx([0.02674], abs=1e-5)


def test_of_what_is_better_when_higher_the_low_places_are_the_worse():
    graduates = indicator("bachelors_or_higher")
    assert graduates.better == "higher"
    low = rates_of(
        graduates, rows({"geoid": "36001", "estimate": 0.05}, {"geoid": "36003", "estimate": 0.10})
    )
    low = low.with_columns(residents=pl.lit(1.0), is_institutional=pl.lit(value=False), name=pl.col("geoid"))
    found = gap_finder.of(low, WHOLE, graduates).found
    assert found["geoid"].to_list() == ["36001"]
    assert found["gap"].to_list() == pytest.approx([0.05])


def test_unreliable_values_and_institutions_are_left_out_and_counted():
    left_out = table(
        {"geoid": "36001", "estimate": 0.50, "moe": 0.40},
        {"geoid": "36003", "estimate": 0.20, "moe": 0.02},
    ).with_columns(is_institutional=pl.col("geoid") == "36003")
    found = gap_finder.of(left_out, WHOLE, UNINSURED)
    assert found.judged == 0
    assert dict(found.missing.select("reason", "people").iter_rows()) == {
        "unreliable": 10_000.0,
        "institution": 10_000.0,
    }


def test_without_margins_nothing_is_ranked_and_no_chance_is_given():
    """Texas counties of 2019 come without margins: the worst tenth stands by name, chances are empty."""
    found = cached_findings.gaps("poverty", "county", "48", 2019, "all")
    assert not found.is_tested
    assert found.found["name"].to_list() == sorted(found.found["name"])
    assert found.found["chance_worst_tenth"].null_count() == found.found.height
    assert found.found["residents"].min() >= gap_finder.LEAST_PEOPLE_WITHOUT_MARGIN
    assert "small" in found.missing["reason"]


def test_the_chance_to_be_among_the_worst_tenth_comes_true():
    """Truths as spread as New York City's neighborhoods, seen with their real standard errors, 200 times: of
    places given about 80 %, about 80 % are truly among the worst tenth; likewise at 20 and 50 %."""
    here = cached_findings.gaps("uninsured", "neighborhood", "nyc", 2023, "all")
    seen = cached.measured("uninsured", "neighborhood", 2023, "all").filter(pl.col("standard_error") > 0)
    errors = seen["standard_error"].to_numpy()
    assert here.true_spread is not None
    rng = np.random.default_rng(3)
    given, came_true = [], []
    for _ in range(200):
        truth = rng.normal(0.07, here.true_spread, len(errors))
        estimates = truth + errors * rng.standard_normal(len(errors))
        mean, spread = gap_finder.true_values(estimates, errors)
        given.append(gap_finder.chance_among_worst(estimates, errors, mean=mean, spread=spread, draws=400))
        worst = np.argsort(truth)[-round(len(errors) * gap_finder.WORST_PART) :]
        came_true.append(np.isin(np.arange(len(errors)), worst))
    chance, truth_in = np.concatenate(given), np.concatenate(came_true)
    for low, high in ((0.1, 0.3), (0.4, 0.6), (0.7, 0.9)):
        inside = (chance >= low) & (chance < high)
        assert inside.sum() > 500
        assert truth_in[inside].mean() == pytest.approx(chance[inside].mean(), abs=0.04)


def test_few_places_are_listed_by_chance():
    """Where all places are truly alike, at most about one list in twenty holds anything at all."""
    rng = np.random.default_rng(5)
    with_any = 0
    for _ in range(100):
        noise = rng.standard_normal(60) * 0.01 / 1.645
        places = table(*({"geoid": f"36{at:03}", "estimate": 0.10 + noise[at]} for at in range(60)))
        with_any += gap_finder.of(places, WHOLE, UNINSURED).found.height > 0
    assert with_any <= 12  # 5 expected; 13 or more would happen once in 2,000 such tests


def test_the_true_spread_is_what_noise_leaves():
    """Values that scatter by no more than their errors have no spread of their own."""
    mean, spread = gap_finder.true_values(np.array([0.10, 0.11, 0.09]), np.full(3, 0.05))
    assert (mean, spread) == (pytest.approx(0.10), 0.0)


def test_the_widest_gap_is_the_surest_factor_and_not_the_largest_number():
    """20 % +- 2 against 10 %: 2 times, at least exp(ln 2 - 0.02 / 0.20) = 2 e^-0.1 = 1.81. 30 % +- 15: 3
    times, but at least 3 e^-0.5 = 1.82. Of a good at 5 % +- 0.5 against 10 %: 2 times as
    low, at least 1.81."""
    burden = gap_finder.of(
        table(
            {"geoid": "36001", "estimate": 0.20, "moe": 0.02},
            {"geoid": "36003", "estimate": 0.30, "moe": 0.15},
        ),
        WHOLE,
        UNINSURED,
        draws=0,
    )
    graduates = indicator("bachelors_or_higher")
    good = gap_finder.of(table({"geoid": "36005", "estimate": 0.05, "moe": 0.005}), WHOLE, graduates, draws=0)
    found = gap_finder.widest(
        {"uninsured": burden, "bachelors_or_higher": good},
        {"uninsured": UNINSURED, "bachelors_or_higher": graduates},
    )
    assert found["geoid"].to_list() == ["36003", "36005"]
    assert found["ratio_low"].to_list() == pytest.approx([1.82, 1.81], abs=0.005)
    assert found["estimate"].to_list() == [0.30, 0.05]


def test_the_citys_widest_gaps_are_of_many_indicators_and_each_more_than_chance():
    found = cached_findings.widest_gaps("neighborhood", "nyc", 2023)
    assert found["indicator"].is_unique().all()
    assert found.height > 15
    assert found["ratio_low"].min() > 1
    assert cached_findings.widest_gaps("county", "48", 2019).is_empty()
