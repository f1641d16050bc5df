"""Shares of adults that CDC models for small areas: what all of them have in common."""

from dataclasses import replace

from equity.indicators._indicator import Better, Columns, Indicator

_MODEL = (
    "A model's estimate: what a national survey found among people of the same age, sex, race and schooling, "
    "laid on those who live here.",
    "Not for judging a local program, and not for a racial disparity: the model cannot see the one and has "
    "the other built in.",
)
_AGE_ADJUSTED = "As if every place had the same ages: for comparing places, not for counting people."


def adults(
    indicator_id: str,
    label: str,
    short: str,
    *,
    topic: str,
    measure: str,
    question: str,
    better: Better = "lower",
    universe: str = "People aged 18 and over",
) -> Indicator:
    """One measure of CDC PLACES, by its id there, as a crude share."""
    return Indicator(
        id=indicator_id,
        label=label,
        short=short,
        topic=topic,
        universe=universe,
        unit="share",
        better=better,
        columns={
            "places": Columns(numerator=(f"{measure.lower()}_crudeprev",), denominator="totalpop18plus")
        },
        caveats=_MODEL,
        question=question,
    )


def age_adjusted(crude: Indicator) -> Indicator:
    """The same measure as if every place had the same ages; published for counties only."""
    (column,) = crude.columns["places"].numerator
    return replace(
        crude,
        id=f"{crude.id}_age_adjusted",
        label=f"{crude.label}, age-adjusted",
        short=f"{crude.short}, adj.",
        columns={
            "places": Columns(
                numerator=(column.replace("_crudeprev", "_adjprev"),), denominator="totalpop18plus"
            )
        },
        caveats=(*crude.caveats, _AGE_ADJUSTED),
        question=f"{crude.question.removesuffix('?')}, were all places of one age?",
    )
