"""Food and benefits: who receives help to pay for food and for living."""

from equity.indicators._indicator import Columns, Indicator, Lines

_RECEIPT = (
    "People who receive help, not people who need it: a low share can mean little need or a hard way in.",
    "Surveys count fewer recipients than the program's own records.",
)


def _received(
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
        topic="food_and_benefits",
        universe="Households",
        unit="share",
        better="neutral",
        columns={"nyc_acs": Columns(numerator=(column,), denominator="Total households")},
        acs=acs,
        acs_by_race=acs_by_race,
        caveats=_RECEIPT,
        question=question,
    )


SNAP = _received(
    "snap",
    "Households that receive SNAP (food stamps)",
    "SNAP",
    "Households with Food Stamp/SNAP benefits in the past 12 months",
    "Where do households receive help to buy food?",
    acs=Lines(table="B22003", numerator=(2,), denominator=(1,)),
    acs_by_race=Lines(table="B22005", numerator=(2,), denominator=(1,)),
)
CASH_ASSISTANCE = _received(
    "cash_assistance",
    "Households that receive cash assistance",
    "Cash assistance",
    "Households with cash public assistance income",
    "Where do households receive cash assistance?",
    acs=Lines(table="B19057", numerator=(2,), denominator=(1,)),
)
SSI = _received(
    "ssi",
    "Households that receive Supplemental Security Income",
    "SSI",
    "Households with Supplemental Security Income",
    "Where do households receive Supplemental Security Income?",
)
SOCIAL_SECURITY = _received(
    "social_security",
    "Households that receive Social Security",
    "Social Security",
    "Households with Social Security",
    "Where do households receive Social Security?",
)
POOR_WITHOUT_SNAP = Indicator(
    id="poor_without_snap",
    label="Households below the poverty line without SNAP",
    short="Poor without SNAP",
    topic="food_and_benefits",
    universe="Households below the poverty line",
    unit="share",
    better="lower",
    acs=Lines(table="B22003", numerator=(6,), denominator=(3, 6)),
    caveats=(
        "Surveys count fewer recipients than the program's own records: the true share is lower.",
        "Not every poor household is eligible.",
    ),
    question="Where do poor households go without help to buy food?",
)
DISABILITY_WITHOUT_SNAP = Indicator(
    id="disability_without_snap",
    label="Households with a disabled member without SNAP",
    short="Disability without SNAP",
    topic="food_and_benefits",
    universe="Households with somebody who has a disability",
    unit="share",
    better="neutral",
    acs=Lines(table="B22010", numerator=(6,), denominator=(3, 6)),
    caveats=("Not every household with a disabled member is poor.",),
    question="Where do households with disabled members go without SNAP?",
)
CHILDREN_WITH_ASSISTANCE = Indicator(
    id="children_with_assistance",
    label="Children in households with SSI, cash assistance or SNAP",
    short="Children with assistance",
    topic="food_and_benefits",
    universe="Children under 18 in households",
    unit="share",
    better="neutral",
    acs=Lines(table="B09010", numerator=(2,), denominator=(1,)),
    caveats=("People who receive help, not people who need it.",),
    question="Where do children live in households that receive help?",
)
