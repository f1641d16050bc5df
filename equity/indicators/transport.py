"""Getting around: who has no car, and how people get to work."""

from equity.indicators._indicator import Columns, Indicator, Lines

NO_VEHICLE = Indicator(
    id="no_vehicle",
    label="Households without a car",
    short="No car",
    topic="transport",
    universe="Households",
    unit="share",
    better="neutral",
    acs=Lines(table="B08201", numerator=(2,), denominator=(1,)),
    columns={
        "nyc_acs": Columns(numerator=("No vehicle available for household",), denominator="Total households")
    },
    caveats=("In a dense city many people choose to live without a car.",),
    question="Where do households have no car?",
)


def _commute(
    indicator_id: str,
    label: str,
    short: str,
    column: str,
    question: str,
    *,
    acs: Lines | None = None,
    acs_by_race: Lines | None = None,
) -> Indicator:
    return Indicator(
        id=indicator_id,
        label=label,
        short=short,
        topic="transport",
        universe="Workers aged 16 and over",
        unit="share",
        better="neutral",
        columns={"nyc_acs": Columns(numerator=(column,), denominator="Workers 16 years and over")},
        acs=acs,
        acs_by_race=acs_by_race,
        caveats=(
            "The main way to work in the week before the survey. The period ending in 2023 includes the "
            "pandemic.",
        ),
        question=question,
    )


TRANSIT_TO_WORK = _commute(
    "transit_to_work",
    "Workers who take public transit to work",
    "Transit to work",
    "Take public transit to work",
    "Where do workers depend on public transit?",
    acs=Lines(table="B08301", numerator=(10,), denominator=(1,)),
    acs_by_race=Lines(table="B08105", numerator=(4,), denominator=(1,)),
)
DRIVE_ALONE_TO_WORK = _commute(
    "drive_alone_to_work",
    "Workers who drive to work alone",
    "Drive alone",
    "Drive alone to work",
    "Where do workers drive alone?",
    acs=Lines(table="B08301", numerator=(3,), denominator=(1,)),
)
WALK_TO_WORK = _commute(
    "walk_to_work", "Workers who walk to work", "Walk to work", "Walk to work", "Where do workers walk?"
)
WORK_FROM_HOME = _commute(
    "work_from_home",
    "Workers who work from home",
    "Work from home",
    "Work from home",
    "Where do workers work from home?",
    acs=Lines(table="B08301", numerator=(21,), denominator=(1,)),
)
RENTERS_WITHOUT_VEHICLE = Indicator(
    id="renters_without_vehicle",
    label="Renting households without a car",
    short="Renters without a car",
    topic="transport",
    universe="Renting households",
    unit="share",
    better="neutral",
    acs=Lines(table="B25044", numerator=(10,), denominator=(9,)),
    question="Where do renters have no car?",
)
LONG_COMMUTE = Indicator(
    id="long_commute",
    label="Workers who travel an hour or more to work",
    short="Long commute",
    topic="transport",
    universe="Workers aged 16 and over who do not work from home",
    unit="share",
    better="lower",
    acs=Lines(table="B08303", numerator=(12, 13), denominator=(1,)),
    caveats=("One way.",),
    question="Where do people travel long to work?",
)
