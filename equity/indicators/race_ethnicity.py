"""Race and ethnicity: how many people live in a place, and who they are."""

from equity.indicators._indicator import Columns, Indicator, Lines

_NOT_HISPANIC = "not Hispanic or Latino"

RESIDENTS = Indicator(
    id="residents",
    label="Residents",
    short="Residents",
    topic="race_ethnicity",
    universe="Residents",
    unit="people",
    better="neutral",
    acs=Lines(table="B01003", numerator=(1,)),
    columns={
        "nyc_acs": Columns(numerator=("Total population",)),
        "county_acs_2019": Columns(numerator=("B01003_001E",)),
        "county_race_2023": Columns(numerator=("pop",)),
    },
    caveats=(
        "In New York City counts of 2023 for community, council and school districts and precincts add up "
        "to 3 % more people than live in the city: never compare counts across kinds of areas.",
    ),
    question="Where do people live?",
)
RESIDENTS_BY_RACE_ETHNICITY = Indicator(
    id="residents_by_race_ethnicity",
    label="Residents by race and ethnicity",
    short="Race and ethnicity",
    topic="race_ethnicity",
    universe="Residents",
    unit="share",
    better="neutral",
    acs=Lines(
        table="B03002",
        denominator=(1,),
        by_group={
            "hispanic": 12,
            "white_not_hispanic": 3,
            "black_not_hispanic": 4,
            "aian_not_hispanic": 5,
            "asian_not_hispanic": 6,
            "nhpi_not_hispanic": 7,
            "other_not_hispanic": 8,
            "two_or_more_not_hispanic": 9,
        },
    ),
    columns={
        "nyc_acs": Columns(
            denominator="Total population",
            by_group={
                "hispanic": "Hispanic or Latino",
                "white_not_hispanic": f"White alone, {_NOT_HISPANIC}",
                "black_not_hispanic": f"Black or African American alone, {_NOT_HISPANIC}",
                "asian_not_hispanic": f"Asian alone, {_NOT_HISPANIC}",
                "aian_not_hispanic": f"American Indian and Alaska Native alone, {_NOT_HISPANIC}",
                "nhpi_not_hispanic": f"Native Hawaiian and Other Pacific Islander alone, {_NOT_HISPANIC}",
                "other_not_hispanic": f"Some other race alone, {_NOT_HISPANIC}",
                "two_or_more_not_hispanic": f"Two or more races, {_NOT_HISPANIC}",
                "white_alone": "White alone",
                "black_alone": "Black or African American alone",
                "aian_alone": "American Indian and Alaska Native alone",
                "asian_alone": "Asian alone",
                "nhpi_alone": "Native Hawaiian and Other Pacific Islander alone",
                "other_alone": "Some other race alone",
                "two_or_more": "Two or more races",
            },
        ),
        "county_race_2023": Columns(
            denominator="pop",
            by_group={
                "hispanic": "hispanic",
                "white_not_hispanic": "nh_white",
                "everyone_else": "pop less hispanic and nh_white",
                "white_alone": "white",
                "black_alone": "black",
                "asian_alone": "asian",
            },
        ),
    },
    caveats=(
        "Groups called alone include Hispanic residents of that race, and so overlap Hispanic or Latino.",
        "From 2020 on the Bureau codes longer answers: more people appear with two or more races and with "
        "another race than before, without having changed.",
        "Race says who meets which barriers. It causes none.",
    ),
    question="Who lives here?",
)
_JULY = "From the last census, births, deaths and moves, for 1 July: not the survey's five-year average."

RESIDENTS_IN_JULY = Indicator(
    id="residents_in_july",
    label="Residents on 1 July (population estimates)",
    short="Residents in July",
    topic="race_ethnicity",
    universe="Residents",
    unit="people",
    better="neutral",
    columns={"population_estimates": Columns(numerator=("TOT_POP",))},
    caveats=(_JULY,),
    question="How many people lived here on 1 July?",
)
RESIDENTS_IN_JULY_BY_RACE_ETHNICITY = Indicator(
    id="residents_in_july_by_race_ethnicity",
    label="Residents on 1 July by race and ethnicity (population estimates)",
    short="Race, ethnicity in July",
    topic="race_ethnicity",
    universe="Residents",
    unit="share",
    better="neutral",
    columns={
        "population_estimates": Columns(
            denominator="TOT_POP",
            by_group={
                "hispanic": "H",
                "white_not_hispanic": "NHWA",
                "black_not_hispanic": "NHBA",
                "aian_not_hispanic": "NHIA",
                "asian_not_hispanic": "NHAA",
                "nhpi_not_hispanic": "NHNA",
                "two_or_more_not_hispanic": "NHTOM",
            },
        )
    },
    caveats=(_JULY,),
    question="Who lived here on 1 July?",
)
