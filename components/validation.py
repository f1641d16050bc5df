"""The validation of the model in words and as a table: what was published, what ours gives, the verdict."""

from collections.abc import Sequence

import polars as pl

from components.charts import Column
from components.numbers import Numbers
from components.provenance import APP, Provenance
from equity.simulation.validation import KINDS, Target

LIMITS = (
    "A row that was run with a study's own inputs proves that the formula is right, not that the study's "
    "result would come out elsewhere.",
    "No row compares a forecast with what happened later: nothing the model said about the future has been "
    "checked against it.",
    "PLACES and other modeled estimates of health are never used as evidence that a policy worked.",
)
_VERDICTS = {True: "✓ Holds", False: "✗ Missed", None: "Not run"}


def answer(targets: Sequence[Target]) -> str:
    """How many targets hold, how many were missed, how many could not be run, in two sentences."""
    held, missed, unrun = (sum(each.holds is verdict for each in targets) for verdict in (True, False, None))
    outside = [each for each in targets if each.kind == "external"]
    proved = sum(each.holds is True for each in outside)
    return (
        f"Of {len(targets)} published results, {held} come out within their tolerance, {missed} "
        f"{'does' if missed == 1 else 'do'} not, and {unrun} could not be run. Only {len(outside)} of them "
        f"are outside tests, which could have failed; of those {proved} hold."
    )


def kinds(targets: Sequence[Target]) -> list[str]:
    """What a row of each kind proves, with how many there are."""
    return [
        f"**{kind.capitalize()}** ({sum(each.kind == kind for each in targets)}). {proves}"
        for kind, proves in KINDS.items()
    ]


def table(targets: Sequence[Target]) -> Numbers:
    """Every target with what was published, what ours gives and whether it holds."""
    return Numbers(
        title="Published and ours",
        alt=answer(targets),
        table=pl.DataFrame(
            {
                "id": [each.id for each in targets],
                "target": [each.target for each in targets],
                "published": [each.published for each in targets],
                "ours": [each.ours or each.why_not for each in targets],
                "kind": [each.kind for each in targets],
                "verdict": [each.verdict for each in targets],
                "verdict_in_words": [f"{_VERDICTS[each.holds]} ({each.kind})" for each in targets],
                "evidence": ["; ".join(each.evidence) for each in targets],
            }
        ),
        columns={
            "target": Column(heading="What"),
            "published": Column(heading="Published"),
            "ours": Column(heading="Ours"),
            "verdict_in_words": Column(heading="Verdict (kind)"),
        },
        provenance=Provenance(
            title="Validation of the lever model", publisher=APP, period="this version", is_embedded=True
        ),
    )
