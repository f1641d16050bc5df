"""Age and household: how old people are, and with whom they live."""

from equity.indicators._indicator import Columns, Indicator, Lines


def _residents(
    indicator_id: str,
    label: str,
    short: str,
    question: str,
    *columns: str,
    is_remainder: bool = False,
    acs: Lines | None = None,
) -> Indicator:
    return Indicator(
        id=indicator_id,
        label=label,
        short=short,
        topic="age",
        universe="Residents",
        unit="share",
        better="neutral",
        columns={
            "nyc_acs": Columns(numerator=columns, denominator="Total population", is_remainder=is_remainder)
        },
        acs=acs,
        question=question,
    )


UNDER_5 = _residents(
    "under_5",
    "Children under 5",
    "Under 5",
    "Where do young children live?",
    "Under 5 years",
    acs=Lines(table="B01001", numerator=(3, 27), denominator=(1,)),
)
UNDER_18 = _residents(
    "under_18",
    "Children under 18",
    "Under 18",
    "Where do children live?",
    "18 years and over",
    is_remainder=True,
    acs=Lines(table="B01001", numerator=(3, 4, 5, 6, 27, 28, 29, 30), denominator=(1,)),
)
AGE_20_TO_34 = _residents(
    "age_20_to_34",
    "People aged 20 to 34",
    "20 to 34",
    "Where do young adults live?",
    "20 to 24 years",
    "25 to 34 years",
)
AGE_65_AND_OVER = _residents(
    "age_65_and_over",
    "People aged 65 and over",
    "65 and over",
    "Where do older people live?",
    "65 years and over",
    acs=Lines(table="B01001", numerator=(20, 21, 22, 23, 24, 25, 44, 45, 46, 47, 48, 49), denominator=(1,)),
)
AGE_85_AND_OVER = _residents(
    "age_85_and_over",
    "People aged 85 and over",
    "85 and over",
    "Where do the oldest people live?",
    "85 years and over",
)
WOMEN = _residents("women", "Women and girls", "Women and girls", "Where do women and girls live?", "Female")


def _households(indicator_id: str, label: str, short: str, question: str, column: str) -> Indicator:
    return Indicator(
        id=indicator_id,
        label=label,
        short=short,
        topic="age",
        universe="Households",
        unit="share",
        better="neutral",
        columns={"nyc_acs": Columns(numerator=(column,), denominator="Total households")},
        question=question,
    )


WITH_CHILDREN = _households(
    "with_children",
    "Households with children",
    "With children",
    "Where do families with children live?",
    "Households with one or more people under 18 years",
)
WITH_OLDER_PEOPLE = _households(
    "with_older_people",
    "Households with somebody aged 65 or over",
    "With older people",
    "Where do older people live at home?",
    "Households with one or more people 65 years and over",
)
VETERANS = Indicator(
    id="veterans",
    label="Veterans",
    short="Veterans",
    topic="age",
    universe="People aged 18 and over, without the armed forces",
    unit="share",
    better="neutral",
    acs=Lines(table="B21001", numerator=(2,), denominator=(1,)),
    columns={
        "nyc_acs": Columns(
            numerator=("Civilian veterans",), denominator="Civilian population 18 years and over"
        )
    },
    question="Where do veterans live?",
)
MEDIAN_AGE = Indicator(
    id="median_age",
    label="Median age",
    short="Median age",
    topic="age",
    universe="Residents",
    unit="years",
    better="neutral",
    acs=Lines(table="B01002", numerator=(1,)),
    acs_by_race=Lines(table="B01002", numerator=(1,)),
    caveats=("Half of the residents are younger and half are older.",),
    question="How old are people?",
)
SINGLE_PARENT_HOUSEHOLDS = Indicator(
    id="single_parent_households",
    label="Households of a single parent with children",
    short="Single parents",
    topic="age",
    universe="Households",
    unit="share",
    better="lower",
    acs=Lines(table="B11012", numerator=(10, 15), denominator=(1,)),
    caveats=("The parent has neither spouse nor partner in the household.",),
    question="Where do parents raise children alone?",
)
CHILDREN_OF_SINGLE_PARENTS = Indicator(
    id="children_of_single_parents",
    label="Children in households of a single parent",
    short="Children of single parents",
    topic="age",
    universe="Children under 18 in households",
    unit="share",
    better="lower",
    acs=Lines(table="B09005", numerator=(4, 5), denominator=(1,)),
    question="Where do children live with one parent?",
)
OLDER_PEOPLE_ALONE = Indicator(
    id="older_people_alone",
    label="Households with older people that are one person alone",
    short="Older people alone",
    topic="age",
    universe="Households with somebody aged 65 or over",
    unit="share",
    better="lower",
    acs=Lines(table="B11007", numerator=(3,), denominator=(2,)),
    question="Where do older people live alone?",
)
