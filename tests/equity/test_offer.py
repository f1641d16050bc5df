"""An offer leads to no empty map: places that were pulled for one State are not offered in another."""

import polars as pl

from equity.offer import offer_of

AVAILABLE = pl.DataFrame(
    [
        ("tract", "poverty", "all", 2023),
        ("tract", "poverty", "all", 2019),
        ("tract", "uninsured", "all", 2019),
        ("us_zcta", "poverty", "all", 2023),
        ("county", "poverty", "all", 2019),
    ],
    schema=["geo_level", "indicator", "group", "vintage"],
    orient="row",
)
DRAWN = {
    ("tract", 2023): frozenset({"37"}),
    ("tract", 2019): frozenset({"48"}),
    ("us_zcta", 2023): frozenset({"us"}),
}
OFFER = offer_of(
    AVAILABLE,
    areas={"us": "United States", "37": "North Carolina", "48": "Texas", "01": "Alabama"},
    names=lambda *view: {},
    drawn=lambda level, year: DRAWN.get((level, year)),
)


def test_tracts_are_offered_where_they_were_pulled():
    assert OFFER.levels("37") == ["county", "tract"]
    assert OFFER.levels("01") == ["county"]
    assert OFFER.levels("us") == ["county", "tract", "us_zcta"]


def test_years_and_indicators_are_those_of_the_area():
    assert OFFER.years("tract", "poverty", "all", "37") == [2023]
    assert OFFER.years("tract", "poverty", "all", "us") == [2023, 2019]
    assert OFFER.indicators("tract", "37") == ["poverty"]
    assert set(OFFER.indicators("tract", "48")) == {"poverty", "uninsured"}
    assert OFFER.groups("tract", "uninsured", "37") == []


def test_numbers_whose_shapes_did_not_come_are_not_offered_on_a_map():
    offer = offer_of(AVAILABLE, areas=OFFER.areas, names=OFFER.names, drawn=lambda *view: frozenset())
    assert offer.levels("us") == []
