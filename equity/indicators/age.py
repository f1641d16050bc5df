"""Age and household: how old people are, and with whom they live."""

from equity.indicators._indicator import Columns, Indicator


def _residents(
    indicator_id: str, label: str, short: str, question: str, *columns: str, is_remainder: bool = False
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
        question=question,
    )


UNDER_5 = _residents(
    "under_5", "Children under 5", "Under 5", "Where do young children live?", "Under 5 years"
)
UNDER_18 = _residents(
    "under_18",
    "Children under 18",
    "Under 18",
    "Where do children live?",
    "18 years and over",
    is_remainder=True,
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
    columns={
        "nyc_acs": Columns(
            numerator=("Civilian veterans",), denominator="Civilian population 18 years and over"
        )
    },
    question="Where do veterans live?",
)
