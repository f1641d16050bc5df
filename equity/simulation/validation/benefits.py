"""Studies of benefits and coverage."""

from collections.abc import Mapping

import numpy as np

from equity.evidence import Card
from equity.levers import snap_enrollment as snap
from equity.simulation.validation._bench import Target


def snap_trial(cards: Mapping[str, Card]) -> list[Target]:
    """The three arms of the trial, from the odds the lever works with."""
    published = [cards[f"snap_takeup_{arm}"].central or 0.0 for arm in ("control", "info", "assist")]
    one = {each.id: np.array([each.central]) for each in (snap.LETTER, snap.LETTER_AND_HELP, snap.TAKE_UP)}
    arms = [
        snap.TAKE_UP.central
        + float(
            snap.take_up(one[snap.LETTER.id], one[snap.LETTER_AND_HELP.id], one[snap.TAKE_UP.id], part)[0]
        )
        for part in (0.0, 1.0)
    ]
    return [
        Target(
            id="V6",
            target="SNAP trial: enrolled without a letter, with one, with help",
            published="{:.0%}, {:.0%} and {:.0%}".format(*published),
            kind="arithmetic",
            ours=f"{snap.TAKE_UP.central:.1%}, {arms[0]:.1%} and {arms[1]:.1%}",
            holds=all(
                abs(ours - theirs) < 0.0005
                for ours, theirs in zip((snap.TAKE_UP.central, *arms), published, strict=True)
            ),
            evidence=("snap_takeup_control", "snap_takeup_info", "snap_takeup_assist"),
        )
    ]
