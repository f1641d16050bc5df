"""Disability: people with serious difficulty in hearing, seeing, thinking, walking or self-care."""

from equity.indicators._indicator import Columns, Indicator, Lines

_CIVILIANS = "Civilian noninstitutionalized population"
_CAVEATS = (
    "The survey's questions changed in 2008: the period ending in 2011 has no answer that compares.",
    "Disability grows with age: compare places within an age band.",
    "People in nursing homes and other institutions are not counted.",
)


def _with_disability(
    indicator_id: str,
    who: str,
    short: str,
    column: str,
    denominator: str,
    *,
    acs: Lines,
    acs_by_race: Lines | None = None,
) -> Indicator:
    return Indicator(
        id=indicator_id,
        label=f"{who} with a disability",
        short=short,
        topic="disability",
        universe=f"{who} not in the armed forces and not in institutions",
        unit="share",
        better="neutral",
        columns={
            "nyc_acs": Columns(numerator=(column,), denominator=denominator, not_asked=(2011,)),
        },
        acs=acs,
        acs_by_race=acs_by_race,
        caveats=_CAVEATS,
        question=f"Where do {who[0].lower()}{who[1:]} with disabilities live?",
    )


DISABILITY = _with_disability(
    "disability",
    "People",
    "Disability",
    "With a disability",
    _CIVILIANS,
    acs=Lines(table="B18101", numerator=(4, 7, 10, 13, 16, 19, 23, 26, 29, 32, 35, 38), denominator=(1,)),
    acs_by_race=Lines(table="B18101", numerator=(3, 6, 9), denominator=(1,)),
)
DISABILITY_UNDER_18 = _with_disability(
    "disability_under_18",
    "Children",
    "Disability, under 18",
    "With a disability, under 18 years",
    f"{_CIVILIANS}, under 18 years",
    acs=Lines(table="C18108", numerator=(3, 4), denominator=(2,)),
)
DISABILITY_18_TO_64 = _with_disability(
    "disability_18_to_64",
    "People aged 18 to 64",
    "Disability, 18 to 64",
    "With a disability, 18 to 64 years",
    f"{_CIVILIANS}, 18 to 64 years",
    acs=Lines(table="C18108", numerator=(7, 8), denominator=(6,)),
)
DISABILITY_65_AND_OVER = _with_disability(
    "disability_65_and_over",
    "People aged 65 and over",
    "Disability, 65 and over",
    "With a disability, 65 years and over",
    f"{_CIVILIANS}, 65 years and over",
    acs=Lines(table="C18108", numerator=(11, 12), denominator=(10,)),
)
EMPLOYED_WITH_DISABILITY = Indicator(
    id="employed_with_disability",
    label="People aged 18 to 64 with a disability who have a job",
    short="Employed with a disability",
    topic="disability",
    universe="People aged 18 to 64 with a disability, not in the armed forces and not in institutions",
    unit="share",
    better="higher",
    acs=Lines(table="C18120", numerator=(4,), denominator=(4, 7, 10)),
    caveats=_CAVEATS,
    question="Where do people with disabilities have work?",
)
