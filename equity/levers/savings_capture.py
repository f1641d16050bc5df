"""Financing: pass a part of what plans and the State save on to community organizations, a year later.

Other levers save, or do not; this one says who keeps it. What the money then buys is not credited with
savings of its own.
"""

from equity.levers._lever import Effect, Given, Lever, Setting
from equity.simulation.flows import Flow
from equity.simulation.parameters import STAGES


def effect(given: Given) -> Effect:
    """Nobody helped by itself: the share of savings that is passed on, which the ledger works out.

    Formula: ``B(t + 1) = psi * max(savings(t), 0)`` of plans and of the State, each year. Reference: this
    model's own rule, after the savings capture of ReThink Health Dynamics.
    """
    nobody = Flow(base=given.baseline.adults, course=given.nobody)
    return Effect(
        stages=dict.fromkeys(STAGES, nobody),
        averted=(),
        payments=(),
        captured=given.settings["savings_captured"],
    )


LEVER = Lever(
    id="savings_capture",
    label="Savings passed on",
    family="Financing",
    question="What if a part of what plans and the State save went to community organizations?",
    settings=(
        Setting(
            id="savings_captured",
            label="Share of plans' and the State's savings that is passed on a year later",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            help="Of what other levers save them, after their own cost.",
            studied="No study compares shares.",
        ),
    ),
    parameters=(),
    formula=effect,
    cannot_say=(
        "Without another lever that saves money there is nothing to pass on.",
        "What communities do with it, and what that brings, is not counted.",
    ),
)
