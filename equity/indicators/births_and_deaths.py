"""Births and deaths: how many in a year, for each thousand residents."""

from equity.indicators._indicator import Columns, Indicator, Lines

_CRUDE = (
    "A crude rate: a place with many older people has more deaths and fewer births without being less "
    "healthy. Do not rank places by it."
)
_YEAR = "From 1 July of the year before to 30 June, for each thousand residents on 1 July."

DEATH_RATE = Indicator(
    id="death_rate",
    label="Deaths per 1,000 residents",
    short="Deaths",
    topic="births_and_deaths",
    universe="Residents on 1 July",
    unit="per_1000",
    better="neutral",
    columns={"population_estimates_2019": Columns(numerator=("DEATHS",), denominator="POPESTIMATE")},
    caveats=(_CRUDE, _YEAR),
    question="How many people die in a year?",
)
BIRTH_RATE = Indicator(
    id="birth_rate",
    label="Births per 1,000 residents",
    short="Births",
    topic="births_and_deaths",
    universe="Residents on 1 July",
    unit="per_1000",
    better="neutral",
    columns={"population_estimates_2019": Columns(numerator=("BIRTHS",), denominator="POPESTIMATE")},
    caveats=(_CRUDE, _YEAR),
    question="How many children are born in a year?",
)
BIRTHS_15_TO_50 = Indicator(
    id="births_15_to_50",
    label="Women aged 15 to 50 who gave birth in the last year",
    short="Births, 15 to 50",
    topic="births_and_deaths",
    universe="Women aged 15 to 50",
    unit="share",
    better="neutral",
    acs=Lines(table="B13016", numerator=(2,), denominator=(1,)),
    acs_by_race=Lines(table="B13002", numerator=(2,), denominator=(1,)),
    caveats=("From a survey, with wide margins: birth records are the better source where there are any.",),
    question="Where do women give birth?",
)
BIRTHS_15_TO_19 = Indicator(
    id="births_15_to_19",
    label="Women aged 15 to 19 who gave birth in the last year",
    short="Births, 15 to 19",
    topic="births_and_deaths",
    universe="Women aged 15 to 19",
    unit="share",
    better="lower",
    acs=Lines(table="B13016", numerator=(3,), denominator=(3, 11)),
    caveats=("From a survey, with wide margins: birth records are the better source where there are any.",),
    question="Where do very young women give birth?",
)
_RECORDS = "From records of all births or deaths over several years; the limits show chance alone."
_RACES = {
    "white_not_hispanic": "white",
    "black_not_hispanic": "black",
    "aian_not_hispanic": "aian",
    "asian_not_hispanic": "asian",
    "nhpi_not_hispanic": "nhopi",
    "two_or_more_not_hispanic": "tom",
    "hispanic": "hispanic",
}

LIFE_EXPECTANCY = Indicator(
    id="life_expectancy",
    label="Life expectancy at birth",
    short="Life expectancy",
    topic="births_and_deaths",
    universe="Residents of 2020 to 2022",
    unit="years",
    better="higher",
    columns={"county_health_rankings": Columns(by_group=_RACES)},
    caveats=(_RECORDS, "Of the pandemic's years: lower than before and after."),
    question="How long do people live?",
)
LOW_BIRTH_WEIGHT = Indicator(
    id="low_birth_weight",
    label="Babies born below 2,500 grams",
    short="Low birth weight",
    topic="births_and_deaths",
    universe="Live births of 2017 to 2023",
    unit="share",
    better="lower",
    columns={"county_health_rankings": Columns(by_group=_RACES, denominator="denom")},
    caveats=(_RECORDS, "By the mother's race and ethnicity."),
    question="Where are babies born too small?",
)
TEEN_BIRTHS = Indicator(
    id="teen_births",
    label="Births for each 1,000 women aged 15 to 19",
    short="Teen births",
    topic="births_and_deaths",
    universe="Women aged 15 to 19 in 2017 to 2023",
    unit="per_1000",
    better="lower",
    columns={"county_health_rankings": Columns(by_group=_RACES, denominator="pop")},
    caveats=(_RECORDS, "By the mother's race and ethnicity."),
    question="Where do teenagers have children?",
)
