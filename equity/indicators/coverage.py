"""Health coverage: who has insurance, and of which kind."""

from equity.indicators._indicator import Columns, Indicator

_CIVILIANS = "Civilian noninstitutionalized population"
_SINCE_2008 = (
    "The survey first asked about insurance in 2008: the period ending in 2011 has no answer, and a "
    "trend can start in 2016."
)
_BOTH_KINDS = "A person can have private and public coverage at once: the two shares do not add up."

UNINSURED = Indicator(
    id="uninsured",
    label="People without health insurance",
    short="Uninsured",
    topic="coverage",
    universe="People not in the armed forces and not in institutions such as prisons or nursing homes",
    unit="share",
    better="lower",
    columns={
        "nyc_acs": Columns(
            numerator=("No health insurance coverage",), denominator=_CIVILIANS, not_asked=(2011,)
        )
    },
    caveats=(
        _SINCE_2008,
        "Insurance on the day of the survey: it says nothing of gaps in the year or of what is covered.",
    ),
    question="Where are people without health insurance?",
)
PUBLIC_INSURANCE = Indicator(
    id="public_insurance",
    label="People with public health coverage",
    short="Public coverage",
    topic="coverage",
    universe="People not in the armed forces and not in institutions such as prisons or nursing homes",
    unit="share",
    better="neutral",
    columns={
        "nyc_acs": Columns(numerator=("With public coverage",), denominator=_CIVILIANS, not_asked=(2011,))
    },
    caveats=(
        _SINCE_2008,
        "Medicare, Medicaid, children's and veterans' programs together: it is not Medicaid alone.",
        "Surveys count fewer people with Medicaid than the program's own records.",
        _BOTH_KINDS,
    ),
    question="Where do people have public health coverage?",
)
PRIVATE_INSURANCE = Indicator(
    id="private_insurance",
    label="People with private health insurance",
    short="Private insurance",
    topic="coverage",
    universe="People not in the armed forces and not in institutions such as prisons or nursing homes",
    unit="share",
    better="neutral",
    columns={
        "nyc_acs": Columns(
            numerator=("With private health insurance",), denominator=_CIVILIANS, not_asked=(2011,)
        )
    },
    caveats=(_SINCE_2008, _BOTH_KINDS),
    question="Where do people have private health insurance?",
)
