"""Disability: people with serious difficulty in hearing, seeing, thinking, walking or self-care."""

from equity.indicators._indicator import Columns, Indicator

_CIVILIANS = "Civilian noninstitutionalized population"
_CAVEATS = (
    "The survey's questions changed in 2008: the period ending in 2011 has no answer that compares.",
    "Disability grows with age: compare places within an age band.",
    "People in nursing homes and other institutions are not counted.",
)


def _with_disability(indicator_id: str, who: str, short: str, column: str, denominator: str) -> Indicator:
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
        caveats=_CAVEATS,
        question=f"Where do {who[0].lower()}{who[1:]} with disabilities live?",
    )


DISABILITY = _with_disability("disability", "People", "Disability", "With a disability", _CIVILIANS)
DISABILITY_UNDER_18 = _with_disability(
    "disability_under_18",
    "Children",
    "Disability, under 18",
    "With a disability, under 18 years",
    f"{_CIVILIANS}, under 18 years",
)
DISABILITY_18_TO_64 = _with_disability(
    "disability_18_to_64",
    "People aged 18 to 64",
    "Disability, 18 to 64",
    "With a disability, 18 to 64 years",
    f"{_CIVILIANS}, 18 to 64 years",
)
DISABILITY_65_AND_OVER = _with_disability(
    "disability_65_and_over",
    "People aged 65 and over",
    "Disability, 65 and over",
    "With a disability, 65 years and over",
    f"{_CIVILIANS}, 65 years and over",
)
