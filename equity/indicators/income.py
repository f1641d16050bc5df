"""Income and poverty: who has too little to live on, measured by the federal line and by income bands."""

from equity.indicators._indicator import Columns, Indicator, Lines

_POVERTY = "Population for whom poverty status is determined"
_POVERTY_UNIVERSE = (
    "People whose poverty status is known: all but those in institutions, barracks and dormitories, and "
    "foster children under 15"
)
_FEDERAL_LINE = (
    "The federal poverty line is the same in the whole country: where rents are high it counts too few "
    "people as poor."
)
_NOMINAL_BANDS = (
    "The bands are in dollars of the period's last year: growth of prices alone moves households upward, so "
    "years should not be compared."
)
_BAND = "Households with annual income and benefits of "
_UNDER_10 = f"{_BAND}less than $10,000"
_UNDER_25 = (_UNDER_10, f"{_BAND}$10,000 to $14,999", f"{_BAND}$15,000 to $24,999")
_UNDER_50 = (*_UNDER_25, f"{_BAND}$25,000 to $34,999", f"{_BAND}$35,000 to $49,999")

POVERTY = Indicator(
    id="poverty",
    label="People below the poverty line",
    short="In poverty",
    topic="income",
    universe=_POVERTY_UNIVERSE,
    unit="share",
    better="lower",
    acs=Lines(table="B17001", numerator=(2,), denominator=(1,)),
    acs_by_race=Lines(table="B17001", numerator=(2,), denominator=(1,)),
    columns={
        "nyc_acs": Columns(numerator=("Below 100 percent of the poverty level",), denominator=_POVERTY),
        "county_acs_2019": Columns(numerator=("B17001_002E",), denominator="B17001_001E"),
    },
    caveats=(_FEDERAL_LINE,),
    question="Where do people live below the poverty line?",
)
POVERTY_BELOW_150 = Indicator(
    id="poverty_below_150",
    label="People below one and a half times the poverty line",
    short="Below 150 % of poverty",
    topic="income",
    universe=_POVERTY_UNIVERSE,
    unit="share",
    better="lower",
    acs=Lines(table="C17002", numerator=(2, 3, 4, 5), denominator=(1,)),
    columns={
        "nyc_acs": Columns(
            numerator=("Below 100 percent of the poverty level", "100 to 149 percent of the poverty level"),
            denominator=_POVERTY,
        )
    },
    caveats=(_FEDERAL_LINE,),
    question="Where do people live on little more than the poverty line?",
)
MEDIAN_HOUSEHOLD_INCOME = Indicator(
    id="median_household_income",
    label="Median household income",
    short="Median income",
    topic="income",
    universe="Households",
    unit="usd",
    better="higher",
    acs=Lines(table="B19013", numerator=(1,)),
    acs_by_race=Lines(table="B19013", numerator=(1,)),
    columns={"county_acs_2019": Columns(numerator=("B19013_001E",))},
    caveats=(
        "Half of households have less than this and half have more, in dollars of the period's last year.",
        "Medians cannot be added up: a group of places has one only if its source publishes it.",
    ),
    question="How much do households live on?",
)
INCOME_UNDER_10000 = Indicator(
    id="income_under_10000",
    label="Households with less than $10,000 a year",
    short="Income under $10,000",
    topic="income",
    universe="Households",
    unit="share",
    better="lower",
    columns={"nyc_acs": Columns(numerator=(_UNDER_10,), denominator="Total households")},
    caveats=(_NOMINAL_BANDS,),
    question="Where do households have almost no income?",
)
INCOME_UNDER_25000 = Indicator(
    id="income_under_25000",
    label="Households with less than $25,000 a year",
    short="Income under $25,000",
    topic="income",
    universe="Households",
    unit="share",
    better="lower",
    columns={"nyc_acs": Columns(numerator=_UNDER_25, denominator="Total households")},
    caveats=(_NOMINAL_BANDS,),
    question="Where do households live on less than $25,000 a year?",
)
INCOME_UNDER_50000 = Indicator(
    id="income_under_50000",
    label="Households with less than $50,000 a year",
    short="Income under $50,000",
    topic="income",
    universe="Households",
    unit="share",
    better="lower",
    columns={"nyc_acs": Columns(numerator=_UNDER_50, denominator="Total households")},
    caveats=(_NOMINAL_BANDS,),
    question="Where do households live on less than $50,000 a year?",
)
INCOME_200000_OR_MORE = Indicator(
    id="income_200000_or_more",
    label="Households with $200,000 a year or more",
    short="Income $200,000 or more",
    topic="income",
    universe="Households",
    unit="share",
    better="neutral",
    columns={"nyc_acs": Columns(numerator=(f"{_BAND}$200,000 or more",), denominator="Total households")},
    caveats=(_NOMINAL_BANDS,),
    question="Where do households with high incomes live?",
)
_HUD_CAVEATS = (
    "A threshold of federal housing programs, projected by HUD from survey data: not a survey estimate of "
    "the county itself.",
    "Counties share the number of the metropolitan area that they belong to.",
    "In 2024 Connecticut is still given by its 8 counties, which the shapes of that year no longer have.",
)
HUD_AREA_MEDIAN_INCOME = Indicator(
    id="hud_area_median_income",
    label="HUD area median family income",
    short="HUD median income",
    topic="income",
    universe="Families",
    unit="usd",
    better="higher",
    columns={"hud_income_limits": Columns(numerator=("ami",))},
    caveats=_HUD_CAVEATS,
    question="Which family income do housing programs measure against?",
)
HUD_VERY_LOW_INCOME_LIMIT = Indicator(
    id="hud_very_low_income_limit",
    label="HUD very low income limit for a family of four",
    short="HUD very low income",
    topic="income",
    universe="Families of four",
    unit="usd",
    better="neutral",
    columns={"hud_income_limits": Columns(numerator=("very_low_income_4",))},
    caveats=_HUD_CAVEATS,
    question="Below which income may a family of four receive housing help?",
)
HUD_EXTREMELY_LOW_INCOME_LIMIT = Indicator(
    id="hud_extremely_low_income_limit",
    label="HUD extremely low income limit for a family of four",
    short="HUD extremely low income",
    topic="income",
    universe="Families of four",
    unit="usd",
    better="neutral",
    columns={"hud_income_limits": Columns(numerator=("extremely_low_income_4",))},
    caveats=_HUD_CAVEATS,
    question="Below which income does a family of four come first for housing help?",
)
CHILD_POVERTY = Indicator(
    id="child_poverty",
    label="Children below the poverty line",
    short="Child poverty",
    topic="income",
    universe="Children under 18 whose poverty status is known",
    unit="share",
    better="lower",
    acs=Lines(table="B17020", numerator=(3, 4, 5), denominator=(3, 4, 5, 11, 12, 13)),
    acs_by_race=Lines(table="B17020", numerator=(3, 4, 5), denominator=(3, 4, 5, 11, 12, 13)),
    caveats=(_FEDERAL_LINE,),
    question="Where do children live below the poverty line?",
)
POVERTY_60_AND_OVER = Indicator(
    id="poverty_60_and_over",
    label="People aged 60 and over below the poverty line",
    short="Poverty, 60 and over",
    topic="income",
    universe="People aged 60 and over whose poverty status is known",
    unit="share",
    better="lower",
    acs=Lines(table="B17020", numerator=(7, 8, 9), denominator=(7, 8, 9, 15, 16, 17)),
    caveats=(_FEDERAL_LINE,),
    question="Where do older people live below the poverty line?",
)
DEEP_POVERTY = Indicator(
    id="deep_poverty",
    label="People below half of the poverty line",
    short="Deep poverty",
    topic="income",
    universe=_POVERTY_UNIVERSE,
    unit="share",
    better="lower",
    acs=Lines(table="C17002", numerator=(2,), denominator=(1,)),
    caveats=(_FEDERAL_LINE,),
    question="Where do people live on less than half of the poverty line?",
)
POVERTY_BELOW_200 = Indicator(
    id="poverty_below_200",
    label="People below twice the poverty line",
    short="Below 200 % of poverty",
    topic="income",
    universe=_POVERTY_UNIVERSE,
    unit="share",
    better="lower",
    acs=Lines(table="C17002", numerator=(2, 3, 4, 5, 6, 7), denominator=(1,)),
    caveats=(_FEDERAL_LINE,),
    question="Where do people live on less than twice the poverty line?",
)
POVERTY_SINGLE_MOTHERS = Indicator(
    id="poverty_single_mothers",
    label="Families of single mothers below the poverty line",
    short="Poverty, single mothers",
    topic="income",
    universe="Families of a woman without a spouse, with children under 18",
    unit="share",
    better="lower",
    acs=Lines(table="B17010", numerator=(17,), denominator=(17, 37)),
    caveats=(_FEDERAL_LINE,),
    question="Where do families of single mothers live below the poverty line?",
)
PER_CAPITA_INCOME = Indicator(
    id="per_capita_income",
    label="Income for each resident",
    short="Income per person",
    topic="income",
    universe="Residents",
    unit="usd",
    better="higher",
    acs=Lines(table="B19301", numerator=(1,)),
    acs_by_race=Lines(table="B19301", numerator=(1,)),
    caveats=(
        "All income of a place divided by its residents: a few high incomes raise it.",
        "In dollars of the period's last year.",
    ),
    question="How much income is there for each resident?",
)
INCOME_INEQUALITY = Indicator(
    id="income_inequality",
    label="Inequality of household income (Gini index)",
    short="Income inequality",
    topic="income",
    universe="Households",
    unit="index",
    better="lower",
    acs=Lines(table="B19083", numerator=(1,)),
    caveats=("0 if all households had the same income, 1 if one had all of it.",),
    question="Where are household incomes most unequal?",
)
_MODEL_OF_A_YEAR = "A model's estimate of one year: not to be compared with five-year survey shares."

POVERTY_ONE_YEAR = Indicator(
    id="poverty_one_year",
    label="People below the poverty line in one year (model)",
    short="Poverty, one year",
    topic="income",
    universe=_POVERTY_UNIVERSE,
    unit="share",
    better="lower",
    columns={"saipe": Columns(numerator=("SAEPOVRTALL",), denominator="SAEPOVU_ALL")},
    caveats=(_FEDERAL_LINE, _MODEL_OF_A_YEAR),
    question="How many people were below the poverty line in one year?",
)
CHILD_POVERTY_ONE_YEAR = Indicator(
    id="child_poverty_one_year",
    label="Children below the poverty line in one year (model)",
    short="Child poverty, one year",
    topic="income",
    universe="Children under 18 whose poverty status is known",
    unit="share",
    better="lower",
    columns={"saipe": Columns(numerator=("SAEPOVRT0_17",), denominator="SAEPOVU_0_17")},
    caveats=(_FEDERAL_LINE, _MODEL_OF_A_YEAR),
    question="How many children were below the poverty line in one year?",
)
MEDIAN_INCOME_ONE_YEAR = Indicator(
    id="median_household_income_one_year",
    label="Median household income in one year (model)",
    short="Median income, one year",
    topic="income",
    universe="Households",
    unit="usd",
    better="higher",
    columns={"saipe": Columns(numerator=("SAEMHI",))},
    caveats=(_MODEL_OF_A_YEAR,),
    question="How much did households live on in one year?",
)
