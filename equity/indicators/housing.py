"""Housing: who pays too much for it, what it costs, and how people live in it."""

from equity.indicators._indicator import Columns, Indicator, Lines

_RENT, _OWNER = "Households with GRAPHI of ", "Households with SMOCAPI of "
_RENTERS, _MORTGAGED = "Occupied households paying rent", "Households with a mortgage"
_BURDEN = (
    "A third of a small income and a third of a large one are not the same burden, and people who already "
    "gave up their home are not counted."
)

RENT_BURDEN_30 = Indicator(
    id="rent_burden_30",
    label="Renters who pay 30 % of income or more for rent",
    short="Rent burden",
    topic="housing",
    universe="Renting households whose rent and income are known",
    unit="share",
    better="lower",
    acs=Lines(table="B25070", numerator=(7, 8, 9, 10), denominator=(2, 3, 4, 5, 6, 7, 8, 9, 10)),
    columns={
        "nyc_acs": Columns(
            numerator=(f"{_RENT}30.0 to 34.9 percent", f"{_RENT}35.0 percent or more"), denominator=_RENTERS
        )
    },
    caveats=(_BURDEN,),
    question="Where does rent take too much of people's income?",
)
RENT_BURDEN_35 = Indicator(
    id="rent_burden_35",
    label="Renters who pay 35 % of income or more for rent",
    short="Heavy rent burden",
    topic="housing",
    universe="Renting households whose rent and income are known",
    unit="share",
    better="lower",
    columns={"nyc_acs": Columns(numerator=(f"{_RENT}35.0 percent or more",), denominator=_RENTERS)},
    caveats=(_BURDEN,),
    question="Where does rent take more than a third of people's income?",
)
OWNER_BURDEN_30 = Indicator(
    id="owner_burden_30",
    label="Owners with a mortgage who pay 30 % of income or more for housing",
    short="Owner burden",
    topic="housing",
    universe="Households with a mortgage whose costs and income are known",
    unit="share",
    better="lower",
    acs=Lines(table="B25091", numerator=(8, 9, 10, 11), denominator=(3, 4, 5, 6, 7, 8, 9, 10, 11)),
    columns={
        "nyc_acs": Columns(
            numerator=(f"{_OWNER}30.0 to 34.9 percent", f"{_OWNER}35.0 percent or more"),
            denominator=_MORTGAGED,
        )
    },
    caveats=(_BURDEN,),
    question="Where do mortgages take too much of people's income?",
)
RENTERS = Indicator(
    id="renters",
    label="Households that rent",
    short="Renters",
    topic="housing",
    universe="Households",
    unit="share",
    better="neutral",
    acs=Lines(table="B25003", numerator=(3,), denominator=(1,)),
    acs_by_race=Lines(table="B25003", numerator=(3,), denominator=(1,)),
    columns={"nyc_acs": Columns(numerator=(_RENTERS,), denominator="Total households")},
    caveats=("Only renters whose rent and income are known are counted, so the share is a little low.",),
    question="Where do people rent their home?",
)
MEDIAN_RENT_2_BEDROOMS = Indicator(
    id="median_rent_2_bedrooms",
    label="Median rent of a two-bedroom home",
    short="Two-bedroom rent",
    topic="housing",
    universe="Rented homes with two bedrooms, rent with utilities",
    unit="usd",
    better="lower",
    columns={"county_rent_2023": Columns(numerator=("B25031_004E",))},
    caveats=(
        "What tenants pay now, old leases included: a new lease often costs more.",
        "Left empty where the survey reached too few such homes.",
    ),
    question="What does a two-bedroom home cost to rent?",
)
NO_HEATING_FUEL = Indicator(
    id="no_heating_fuel",
    label="Households that use no heating fuel",
    short="No heating",
    topic="housing",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B25040", numerator=(10,), denominator=(1,)),
    columns={"nyc_acs": Columns(numerator=("No fuel used by household",), denominator="Total households")},
    caveats=("Tenants whose landlord heats sometimes answer this by mistake.",),
    question="Where do people live without heating?",
)
MOVED_LAST_YEAR = Indicator(
    id="moved_last_year",
    label="People who moved in the last year",
    short="Moved",
    topic="housing",
    universe="People aged 1 and over",
    unit="share",
    better="neutral",
    acs=Lines(table="B07003", numerator=(7, 10, 13, 16), denominator=(1,)),
    acs_by_race=Lines(table="B07004", numerator=(3, 4, 5, 6), denominator=(1,)),
    columns={
        "nyc_acs": Columns(
            numerator=("Lived in the same house 1 year ago",),
            denominator="Population 1 year and over",
            is_remainder=True,
        )
    },
    question="Where have people just moved in?",
)
LIVING_ALONE = Indicator(
    id="living_alone",
    label="People who live alone, as a share of households",
    short="Live alone",
    topic="housing",
    universe="Households",
    unit="share",
    better="neutral",
    acs=Lines(table="B11001", numerator=(8,), denominator=(1,)),
    acs_by_race=Lines(table="B11001", numerator=(8,), denominator=(1,)),
    columns={"nyc_acs": Columns(numerator=("1-person households",), denominator="Total households")},
    question="Where do people live alone?",
)
FOUR_OR_MORE_PEOPLE = Indicator(
    id="four_or_more_people",
    label="Households of four people or more",
    short="Four or more",
    topic="housing",
    universe="Households",
    unit="share",
    better="neutral",
    columns={"nyc_acs": Columns(numerator=("4-or-more-person households",), denominator="Total households")},
    question="Where do many people share a home?",
)
RENT_BURDEN_50 = Indicator(
    id="rent_burden_50",
    label="Renters who pay half of their income or more for rent",
    short="Severe rent burden",
    topic="housing",
    universe="Renting households whose rent and income are known",
    unit="share",
    better="lower",
    acs=Lines(table="B25070", numerator=(10,), denominator=(2, 3, 4, 5, 6, 7, 8, 9, 10)),
    caveats=(_BURDEN,),
    question="Where does rent take half of people's income?",
)
HOUSING_BURDEN_BELOW_75000 = Indicator(
    id="housing_burden_below_75000",
    label="Households with less than $75,000 that pay 30 % of income or more for housing",
    short="Housing burden, low income",
    topic="housing",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B25106", numerator=(6, 10, 14, 18, 28, 32, 36, 40), denominator=(1,)),
    caveats=(
        "As in the CDC's Social Vulnerability Index: a share of all households, not of low-income ones.",
    ),
    question="Where does housing take too much of small incomes?",
)
HOUSING_BURDEN_30 = Indicator(
    id="housing_burden_30",
    label="Households that pay more than 30 % of income for housing",
    short="Housing burden",
    topic="housing",
    universe="Households",
    unit="share",
    better="lower",
    acs_by_race=Lines(table="B25140", numerator=(3, 7, 11), denominator=(1,), since=2023),
    caveats=(
        _BURDEN,
        "Published by race and ethnicity since the period ending in 2023.",
    ),
    question="Who pays too much for housing?",
)
HOUSING_BURDEN_50 = Indicator(
    id="housing_burden_50",
    label="Households that pay more than half of their income for housing",
    short="Severe housing burden",
    topic="housing",
    universe="Households",
    unit="share",
    better="lower",
    acs_by_race=Lines(table="B25140", numerator=(4, 8, 12), denominator=(1,), since=2023),
    caveats=(
        _BURDEN,
        "Published by race and ethnicity since the period ending in 2023.",
    ),
    question="Who pays half of their income for housing?",
)
HOME_OWNERS = Indicator(
    id="home_owners",
    label="Households that own their home",
    short="Home owners",
    topic="housing",
    universe="Households",
    unit="share",
    better="higher",
    acs=Lines(table="B25003", numerator=(2,), denominator=(1,)),
    acs_by_race=Lines(table="B25003", numerator=(2,), denominator=(1,)),
    caveats=("With a mortgage or without.",),
    question="Who owns the home they live in?",
)
MEDIAN_RENT = Indicator(
    id="median_rent",
    label="Median rent",
    short="Median rent",
    topic="housing",
    universe="Rented homes, rent with utilities",
    unit="usd",
    better="lower",
    acs=Lines(table="B25064", numerator=(1,)),
    caveats=("What tenants pay now, old leases included: a new lease often costs more.",),
    question="What do people pay for rent?",
)
MEDIAN_HOME_VALUE = Indicator(
    id="median_home_value",
    label="Median value of owned homes",
    short="Home value",
    topic="housing",
    universe="Homes lived in by their owners",
    unit="usd",
    better="neutral",
    acs=Lines(table="B25077", numerator=(1,)),
    acs_by_race=Lines(table="B25077", numerator=(1,), since=2022),
    caveats=(
        "What owners think their home would sell for.",
        "By race and ethnicity since the period ending in 2022.",
    ),
    question="What are people's homes worth?",
)
