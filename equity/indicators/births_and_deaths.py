"""Births and deaths: how many in a year, for each thousand residents."""

from equity.indicators._indicator import Columns, Indicator

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
