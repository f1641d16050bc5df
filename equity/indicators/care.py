"""Care: where doctors are short, where health centers are, and how many people plans have enrolled."""

from equity.indicators._indicator import Columns, Indicator

PRIMARY_CARE_SHORTAGE = Indicator(
    id="primary_care_shortage",
    label="Shortage of primary care, score from 0 to 26",
    short="Primary care shortage",
    topic="care",
    universe="Counties with an area or a group of people designated as short of primary care",
    unit="score",
    better="lower",
    columns={"hrsa": Columns(numerator=("HPSA Score",))},
    caveats=(
        "The highest score among the county's designations, which may cover a part of it or one group.",
        "A county without a number has no such designation.",
    ),
    question="Where are too few doctors?",
)
HEALTH_CENTER_SITES = Indicator(
    id="health_center_sites",
    label="Sites of federally supported health centers",
    short="Health center sites",
    topic="care",
    universe="Counties with a site",
    unit="sites",
    better="higher",
    columns={"hrsa": Columns(numerator=("Site Name",))},
    caveats=("A count: populous counties have more. A site may be a clinic, a school or a van.",),
    question="Where are health centers?",
)
MANAGED_CARE_ENROLLMENTS = Indicator(
    id="managed_care_enrollments",
    label="Enrollments in Medicaid managed care plans",
    short="Managed care",
    topic="care",
    universe="Plans of all kinds: medical, dental, behavioral, long-term care",
    unit="people",
    better="neutral",
    columns={"medicaid_managed_care": Columns(numerator=("total_enrollment",))},
    caveats=("A person in a medical and a dental plan counts twice.",),
    question="How many enrollments do Medicaid plans have?",
)
