"""Health coverage: who has insurance, and of which kind."""

from equity.indicators._indicator import Columns, Indicator, Lines

_CIVILIANS = "Civilian noninstitutionalized population"
_UNIVERSE = "People not in the armed forces and not in institutions such as prisons or nursing homes"
_SINCE_2008 = (
    "The survey first asked about insurance in 2008: the period ending in 2011 has no answer, and a "
    "trend can start in 2016."
)
_BOTH_KINDS = "A person can have private and public coverage at once: the two shares do not add up."
_MEDICAID = "Surveys count fewer people with Medicaid than the program's own records."
_NONE = "No health insurance coverage"

UNINSURED = Indicator(
    id="uninsured",
    label="People without health insurance",
    short="Uninsured",
    topic="coverage",
    universe=_UNIVERSE,
    unit="share",
    better="lower",
    acs=Lines(
        table="B27001",
        numerator=(5, 8, 11, 14, 17, 20, 23, 26, 29, 33, 36, 39, 42, 45, 48, 51, 54, 57),
        denominator=(1,),
        all_ending_in=_NONE,
    ),
    acs_by_race=Lines(table="C27001", numerator=(4, 7, 10), denominator=(1,), all_ending_in=_NONE),
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
    universe=_UNIVERSE,
    unit="share",
    better="neutral",
    columns={
        "nyc_acs": Columns(numerator=("With public coverage",), denominator=_CIVILIANS, not_asked=(2011,))
    },
    caveats=(
        _SINCE_2008,
        "Medicare, Medicaid, children's and veterans' programs together: it is not Medicaid alone.",
        _MEDICAID,
        _BOTH_KINDS,
    ),
    question="Where do people have public health coverage?",
)
PRIVATE_INSURANCE = Indicator(
    id="private_insurance",
    label="People with private health insurance",
    short="Private insurance",
    topic="coverage",
    universe=_UNIVERSE,
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
UNINSURED_UNDER_19 = Indicator(
    id="uninsured_under_19",
    label="Children under 19 without health insurance",
    short="Uninsured, under 19",
    topic="coverage",
    universe=f"{_UNIVERSE}, under 19",
    unit="share",
    better="lower",
    acs=Lines(table="B27010", numerator=(17,), denominator=(2,)),
    acs_by_race=Lines(table="C27001", numerator=(4,), denominator=(2,)),
    caveats=(_SINCE_2008,),
    question="Where are children without health insurance?",
)
UNINSURED_19_TO_64 = Indicator(
    id="uninsured_19_to_64",
    label="People aged 19 to 64 without health insurance",
    short="Uninsured, 19 to 64",
    topic="coverage",
    universe=f"{_UNIVERSE}, 19 to 64",
    unit="share",
    better="lower",
    acs=Lines(table="B27010", numerator=(33, 50), denominator=(18, 34)),
    acs_by_race=Lines(table="C27001", numerator=(7,), denominator=(5,)),
    caveats=(_SINCE_2008,),
    question="Where are adults of working age without health insurance?",
)
UNINSURED_19_TO_34 = Indicator(
    id="uninsured_19_to_34",
    label="People aged 19 to 34 without health insurance",
    short="Uninsured, 19 to 34",
    topic="coverage",
    universe=f"{_UNIVERSE}, 19 to 34",
    unit="share",
    better="lower",
    acs=Lines(table="B27010", numerator=(33,), denominator=(18,)),
    caveats=(_SINCE_2008,),
    question="Where are young adults without health insurance?",
)
UNINSURED_BELOW_138 = Indicator(
    id="uninsured_below_138",
    label="People below 138 % of the poverty line without health insurance",
    short="Uninsured < 138 %",
    topic="coverage",
    universe="People whose poverty status is known, with an income below 138 % of the poverty line",
    unit="share",
    better="lower",
    acs=Lines(table="C27016", numerator=(5, 8, 11, 15, 18, 21), denominator=(2, 12)),
    caveats=(
        _SINCE_2008,
        "138 % is where Medicaid ends for adults in the states that expanded it.",
    ),
    question="Where are people with low incomes without health insurance?",
)
UNINSURED_19_TO_64_BELOW_138 = Indicator(
    id="uninsured_19_to_64_below_138",
    label="People aged 19 to 64 below 138 % of the poverty line without health insurance",
    short="Uninsured adults < 138 %",
    topic="coverage",
    universe="People aged 19 to 64 whose poverty status is known, below 138 % of the poverty line",
    unit="share",
    better="lower",
    acs=Lines(table="C27016", numerator=(8, 18), denominator=(6, 16)),
    caveats=(
        _SINCE_2008,
        "138 % is where Medicaid ends for adults in the states that expanded it.",
    ),
    question="Where could adults gain coverage through Medicaid?",
)
UNINSURED_NONCITIZENS = Indicator(
    id="uninsured_noncitizens",
    label="Noncitizens without health insurance",
    short="Uninsured noncitizens",
    topic="coverage",
    universe=f"{_UNIVERSE} who are not U.S. citizens",
    unit="share",
    better="lower",
    acs=Lines(table="B27020", numerator=(17,), denominator=(13,)),
    caveats=(
        _SINCE_2008,
        "Says nothing of anybody's legal status.",
    ),
    question="Where are people who are not citizens without health insurance?",
)
UNINSURED_WITH_DISABILITY = Indicator(
    id="uninsured_with_disability",
    label="People aged 19 to 64 with a disability without health insurance",
    short="Uninsured, disability",
    topic="coverage",
    universe=f"{_UNIVERSE}, aged 19 to 64, with a disability",
    unit="share",
    better="lower",
    acs=Lines(table="B18135", numerator=(18,), denominator=(14,)),
    caveats=(_SINCE_2008,),
    question="Where are people with disabilities without health insurance?",
)
UNINSURED_FULL_TIME_WORKERS = Indicator(
    id="uninsured_full_time_workers",
    label="Full-time workers without health insurance",
    short="Uninsured workers",
    topic="coverage",
    universe="People aged 19 to 64 who worked full time all year",
    unit="share",
    better="lower",
    acs=Lines(table="C27012", numerator=(8,), denominator=(2,)),
    caveats=(_SINCE_2008,),
    question="Where does full-time work come without health insurance?",
)
MEDICAID = Indicator(
    id="medicaid",
    label="People with Medicaid or other means-tested coverage",
    short="Medicaid",
    topic="coverage",
    universe=_UNIVERSE,
    unit="share",
    better="neutral",
    acs=Lines(
        table="C27007",
        numerator=(4, 7, 10, 14, 17, 20),
        denominator=(1,),
        all_ending_in="With Medicaid/means-tested public coverage",
    ),
    caveats=(_MEDICAID,),
    question="Where do people have Medicaid?",
)
MEDICAID_UNDER_19 = Indicator(
    id="medicaid_under_19",
    label="Children under 19 with Medicaid or other means-tested coverage",
    short="Medicaid, under 19",
    topic="coverage",
    universe=f"{_UNIVERSE}, under 19",
    unit="share",
    better="neutral",
    acs=Lines(table="C27007", numerator=(4, 14), denominator=(3, 13)),
    caveats=(_MEDICAID,),
    question="Where do children have Medicaid?",
)
MEDICAID_19_TO_64 = Indicator(
    id="medicaid_19_to_64",
    label="People aged 19 to 64 with Medicaid or other means-tested coverage",
    short="Medicaid, 19 to 64",
    topic="coverage",
    universe=f"{_UNIVERSE}, 19 to 64",
    unit="share",
    better="neutral",
    acs=Lines(table="C27007", numerator=(7, 17), denominator=(6, 16)),
    caveats=(_MEDICAID,),
    question="Where do adults of working age have Medicaid?",
)
MEDICARE_AND_MEDICAID_65_AND_OVER = Indicator(
    id="medicare_and_medicaid_65_and_over",
    label="People aged 65 and over with Medicare and Medicaid",
    short="Medicare and Medicaid",
    topic="coverage",
    universe=f"{_UNIVERSE}, 65 and over",
    unit="share",
    better="neutral",
    acs=Lines(table="B27010", numerator=(62,), denominator=(51,)),
    caveats=(_MEDICAID,),
    question="Where do older people have Medicare and Medicaid together?",
)
_MODEL_OF_A_YEAR = "A model's estimate of one year: not to be compared with five-year survey shares."

UNINSURED_UNDER_65_ONE_YEAR = Indicator(
    id="uninsured_under_65_one_year",
    label="People under 65 without health insurance in one year (model)",
    short="Uninsured, one year",
    topic="coverage",
    universe=f"{_UNIVERSE}, under 65",
    unit="share",
    better="lower",
    columns={"sahie": Columns(numerator=("NUI",), denominator="NIPR")},
    caveats=(_MODEL_OF_A_YEAR,),
    question="How many people under 65 were without health insurance in one year?",
)
UNINSURED_UNDER_65_BELOW_138_ONE_YEAR = Indicator(
    id="uninsured_under_65_below_138_one_year",
    label="People under 65 below 138 % of the poverty line without health insurance in one year (model)",
    short="Uninsured < 138 %, model",
    topic="coverage",
    universe=f"{_UNIVERSE}, under 65, below 138 % of the poverty line",
    unit="share",
    better="lower",
    columns={"sahie": Columns(numerator=("NUI",), denominator="NIPR")},
    caveats=(_MODEL_OF_A_YEAR,),
    question="How many people with low incomes were without health insurance in one year?",
)
