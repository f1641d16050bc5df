"""Work: who has it, who looks for it, and in which trades people earn their living."""

from equity.indicators._indicator import Columns, Indicator, Lines

_ADULTS, _WORKERS = "Population 16 years and over", "Civilian employed population 16 years and over"

UNEMPLOYMENT = Indicator(
    id="unemployment",
    label="People in the labor force without a job",
    short="Unemployed",
    topic="work",
    universe="People aged 16 and over who work or look for work",
    unit="share",
    better="lower",
    acs=Lines(table="B23025", numerator=(5,), denominator=(3,)),
    acs_by_race=Lines(table="C23002", numerator=(8, 13, 21, 26), denominator=(6, 11, 19, 24)),
    columns={
        "nyc_acs": Columns(numerator=("Unemployed",), denominator="In the labor force"),
        "county_acs_2019": Columns(numerator=("B23025_005E",), denominator="B23025_003E"),
    },
    caveats=(
        "A five-year average of a survey: it is not the monthly unemployment rate.",
        "People who gave up looking are not counted.",
        "In New York City the labor force includes the armed forces, in the counties it does not.",
    ),
    question="Where do people look for work and find none?",
)
EMPLOYED = Indicator(
    id="employed",
    label="People aged 16 and over with a job",
    short="Employed",
    topic="work",
    universe="People aged 16 and over",
    unit="share",
    better="higher",
    columns={"nyc_acs": Columns(numerator=("Employed",), denominator=_ADULTS)},
    caveats=("Students and retired people are in the total: a place with many of them has a lower share.",),
    question="Where do people have a job?",
)
NOT_IN_LABOR_FORCE = Indicator(
    id="not_in_labor_force",
    label="People aged 16 and over who neither work nor look for work",
    short="Not in labor force",
    topic="work",
    universe="People aged 16 and over",
    unit="share",
    better="neutral",
    acs=Lines(table="B23025", numerator=(7,), denominator=(1,)),
    columns={"nyc_acs": Columns(numerator=("Not in the labor force",), denominator=_ADULTS)},
    caveats=("Students, retired people, carers and people too ill to work are all counted here.",),
    question="Where are people outside the labor force?",
)


def _trade(indicator_id: str, trade: str, short: str, column: str) -> Indicator:
    return Indicator(
        id=indicator_id,
        label=f"Workers in {trade}",
        short=short,
        topic="work",
        universe="Employed people aged 16 and over, without the armed forces",
        unit="share",
        better="neutral",
        columns={"nyc_acs": Columns(numerator=(column,), denominator=_WORKERS)},
        caveats=("By where workers live, not where they work.",),
        question=f"Where do workers in {trade} live?",
    )


HEALTH_AND_EDUCATION_WORKERS = _trade(
    "health_and_education_workers",
    "education, health care and social assistance",
    "Health and education",
    "Employed in educational services, and health care and social assistance",
)
FOOD_AND_ARTS_WORKERS = _trade(
    "food_and_arts_workers",
    "restaurants, hotels, arts and recreation",
    "Food, hotels and arts",
    "Employed in arts, entertainment, and recreation, and accommodation and food services",
)
RETAIL_WORKERS = _trade("retail_workers", "shops", "Retail", "Employed in retail trade")
CONSTRUCTION_WORKERS = _trade(
    "construction_workers", "construction", "Construction", "Employed in construction"
)
TRANSPORT_WORKERS = _trade(
    "transport_workers",
    "transportation, warehouses and utilities",
    "Transportation",
    "Employed in transportation and warehousing, and utilities",
)
EMPLOYED_16_TO_64 = Indicator(
    id="employed_16_to_64",
    label="People aged 16 to 64 with a civilian job",
    short="Employed, 16 to 64",
    topic="work",
    universe="People aged 16 to 64",
    unit="share",
    better="higher",
    acs_by_race=Lines(table="C23002", numerator=(7, 20), denominator=(3, 16)),
    caveats=("Published by race and ethnicity.",),
    question="Who of working age has work?",
)
SERVICE_WORKERS = Indicator(
    id="service_workers",
    label="Workers in service occupations",
    short="Service workers",
    topic="work",
    universe="Workers aged 16 and over, without the armed forces",
    unit="share",
    better="neutral",
    acs=Lines(table="C24010", numerator=(19, 55), denominator=(1,)),
    acs_by_race=Lines(table="C24010", numerator=(4, 10), denominator=(1,)),
    caveats=(
        "Health care aides, guards, cooks, cleaners, hairdressers and the like: occupations, not branches.",
    ),
    question="Where do people in service occupations live?",
)
POOR_NOT_IN_LABOR_FORCE = Indicator(
    id="poor_not_in_labor_force",
    label="Poor adults who neither work nor look for work",
    short="Poor, not in labor force",
    topic="work",
    universe="People aged 20 to 64 below the poverty line",
    unit="share",
    better="lower",
    acs=Lines(table="B23024", numerator=(9, 16), denominator=(2,)),
    caveats=("Many care for others, study or are ill: it is no measure of will.",),
    question="Where do poor adults stand outside of the labor force?",
)
