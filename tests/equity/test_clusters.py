"""Hot spots: planted clusters are found, chance is called chance, and nobody is lost."""

import numpy as np
import polars as pl
import pytest

from data_loaders import cached_findings
from equity import clusters
from equity.disparity.neighbors import neighbors

SIDE = 15


def chessboard() -> list[list[int]]:
    """The neighbors of each square of a board, corners included."""
    return [
        [
            r * SIDE + c
            for r in range(max(0, row - 1), min(SIDE, row + 2))
            for c in range(max(0, column - 1), min(SIDE, column + 2))
            if (r, c) != (row, column)
        ]
        for row in range(SIDE)
        for column in range(SIDE)
    ]


def board(values: np.ndarray, errors: float | None = 0.01) -> pl.DataFrame:
    count = len(values)
    return pl.DataFrame(
        {
            "geoid": [f"{at:03}" for at in range(count)],
            "name": [f"square {at}" for at in range(count)],
            "estimate": values,
            "standard_error": [errors] * count,
            "reliability": ["reliable"] * count,
            "is_institutional": [False] * count,
            "residents": [100.0] * count,
        },
        schema_overrides={"standard_error": pl.Float64},
    )


def test_a_planted_block_is_hot_and_the_rest_could_be_chance():
    """A block of 4 by 4 squares ten standard deviations up: its inner squares are hot, no far one is."""
    rng = np.random.default_rng(1)
    values = rng.normal(0.10, 0.01, SIDE * SIDE)
    block = [r * SIDE + c for r in range(2, 6) for c in range(2, 6)]
    values[block] += 0.10
    found = clusters.of(board(values), neighbors(chessboard())).table
    kinds = found["kind"].to_list()
    assert {kinds[r * SIDE + c] for r in range(3, 5) for c in range(3, 5)} == {"high"}
    far = [kinds[r * SIDE + c] for r in range(9, SIDE) for c in range(9, SIDE)]
    assert far.count("high") == 0


def test_values_dealt_out_at_random_make_almost_no_hot_spot():
    """With the false discovery rate held, a random board shows something in about one case in twenty."""
    rng = np.random.default_rng(2)
    near = neighbors(chessboard())
    colored = [
        (clusters.of(board(rng.normal(0.10, 0.02, SIDE * SIDE)), near).table["kind"] != "chance").any()
        for _ in range(10)
    ]
    assert sum(colored) <= 3


def test_a_wide_margin_makes_no_hot_spot():
    """The same high square counts little where its own standard error is as large as its height."""
    near = neighbors(chessboard())
    values = np.full(SIDE * SIDE, 0.10) + np.random.default_rng(4).normal(0, 0.005, SIDE * SIDE)
    values[[112, 113]] = 0.30
    sure = clusters.of(board(values, errors=0.001), near)
    errors = pl.when(pl.col("geoid").is_in(["112", "113"])).then(0.2).otherwise(0.001)
    unsure = clusters.of(board(values).with_columns(standard_error=errors), near)
    assert sure.table["p"][112] < unsure.table["p"][112]
    assert unsure.is_standardized


def test_islands_and_absent_values_are_listed_and_counted():
    """Square 0 keeps its value while its three neighbors lose theirs: it is an island."""
    values = np.random.default_rng(6).normal(0.1, 0.01, SIDE * SIDE)
    gone = ["001", "015", "016"]
    table = board(values).with_columns(
        estimate=pl.when(~pl.col("geoid").is_in(gone)).then("estimate"),
        reliability=pl.when(pl.col("geoid").is_in(gone))
        .then(pl.lit("too_few_sampled"))
        .otherwise("reliability"),
    )
    found = clusters.of(table, neighbors(chessboard()))
    assert found.islands["geoid"].to_list() == ["000"]
    assert dict(found.missing.select("reason", "people").iter_rows()) == {
        "too_few_sampled": 300.0,
        "no_neighbor": 100.0,
    }


def test_the_citys_hot_spot_is_where_it_is_known_to_be():
    """Corona, North Corona and Elmhurst lie side by side, each far above the city's 6.4 %."""
    found = cached_findings.hot_spots("uninsured", "neighborhood", "nyc", 2023, "all").table
    hot = set(found.filter(kind="high")["name"])
    assert {"Corona (Queens)", "North Corona (Queens)", "Elmhurst (Queens)"} <= hot


def test_the_islands_of_the_nation_are_its_islands():
    names = set(cached_findings.hot_spots("poverty", "county", "us", 2019, "all").islands["name"])
    assert {"Nantucket County, Massachusetts", "Honolulu County, Hawaii"} <= names


def test_a_state_is_looked_at_by_itself():
    found = cached_findings.hot_spots("poverty", "county", "48", 2019, "all").table
    assert found["state_geoid"].unique().to_list() == ["48"]
    assert found.height == 254
    assert found["neighbors"].max() == pytest.approx(9, abs=2)
