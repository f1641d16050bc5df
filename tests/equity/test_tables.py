import polars as pl
import pytest

from equity import tables
from equity.errors import InvalidTable
from tests.equity.rows import rows


def test_a_good_table_comes_back_in_the_order_of_the_schema():
    shuffled = rows({}).select(sorted(tables.OBSERVATIONS)).with_columns(pl.col("vintage").cast(pl.Int64))
    good = tables.validated(shuffled, source="drawn")
    assert dict(good.schema) == tables.OBSERVATIONS


def test_an_empty_table_is_a_table():
    assert tables.validated(rows({}).clear(), source="drawn").is_empty()


def test_everything_wrong_is_said_in_one_message():
    """A shortened code, an unknown group, a Census code, a value both absent and there, a doubled key."""
    broken = rows(
        {"geoid": "6005"},
        {"geoid": "36047", "group": "martians"},
        {"geoid": "36061", "moe": -555555555.0},
        {"geoid": "36081", "estimate_kind": "suppressed"},
        {"geoid": "36085"},
        {"geoid": "36085"},
    )
    with pytest.raises(InvalidTable) as caught:
        tables.validated(broken, source="drawn counties")
    message = str(caught.value)
    assert message.startswith("drawn counties: 5 things wrong")
    for part in (
        "geoid does not have the form of a county in 1 row, for example county/6005",
        "group is not declared",
        "moe holds a Census code",
        "says there is no value, but estimate has one",
        "several rows have the same geo_level, geoid, vintage, indicator, group in 2 rows",
    ):
        assert part in message


def test_columns_are_checked_before_rows():
    broken = rows({}).drop("moe", "group").with_columns(geoid=pl.lit(6005), cv=pl.lit(0.1))
    with pytest.raises(InvalidTable) as caught:
        tables.validated(broken, source="drawn")
    message = str(caught.value)
    assert "columns are missing: group, moe" in message
    assert "columns are not part of the schema: cv" in message
    assert "column geoid holds Int32, expected String" in message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"estimate": None, "moe": None}, "says there is a value, but estimate is empty"),
        ({"moe": None}, "says there is a margin, but moe is empty"),
        ({"moe_method": "not_available"}, "says there is no margin, but moe has one"),
        ({"moe_method": "controlled"}, "controlled, but moe is not 0"),
        ({"estimate": float("nan")}, "estimate is not a finite number"),
        ({"estimate": -666666666.0}, "estimate holds a Census code"),
        ({"moe": -0.01}, "moe is negative"),
        ({"denominator": -1.0}, "denominator is negative"),
        ({"vintage": 23}, "vintage is not a year"),
        ({"geo_level": "parish"}, "geo_level is not declared"),
        ({"estimate_kind": "guess"}, "estimate_kind is not declared"),
        ({"moe_method": "guess"}, "moe_method is not declared"),
        ({"geoid": None}, "geoid is empty"),
        ({"estimate": None, "estimate_kind": "no_residents"}, "moe is given for a value that is absent"),
    ],
)
def test_each_rule_is_kept(change, says):
    with pytest.raises(InvalidTable, match="1 thing wrong") as caught:
        tables.validated(rows(change), source="drawn")
    assert says in str(caught.value)
