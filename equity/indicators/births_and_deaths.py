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
