"""Food and benefits: who receives help to pay for food and for living."""

from equity.indicators._indicator import Columns, Indicator

_RECEIPT = (
    "People who receive help, not people who need it: a low share can mean little need or a hard way in.",
    "Surveys count fewer recipients than the program's own records.",
)


def _received(indicator_id: str, label: str, short: str, column: str, question: str) -> Indicator:
    return Indicator(
        id=indicator_id,
        label=label,
        short=short,
        topic="food_and_benefits",
        universe="Households",
        unit="share",
        better="neutral",
        columns={"nyc_acs": Columns(numerator=(column,), denominator="Total households")},
        caveats=_RECEIPT,
        question=question,
    )


SNAP = _received(
    "snap",
    "Households that receive SNAP (food stamps)",
    "SNAP",
    "Households with Food Stamp/SNAP benefits in the past 12 months",
    "Where do households receive help to buy food?",
)
CASH_ASSISTANCE = _received(
    "cash_assistance",
    "Households that receive cash assistance",
    "Cash assistance",
    "Households with cash public assistance income",
    "Where do households receive cash assistance?",
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
