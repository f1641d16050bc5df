"""Studies of help with social needs."""

from collections.abc import Mapping

from equity.evidence import Card
from equity.simulation.run import PARAMETERS
from equity.simulation.validation._bench import Target


def accountable_health_communities(_: Mapping[str, Card]) -> list[Target]:
    """1.1 million people screened, put through the stages of the lever."""
    need, navigated = (
        1_100_000 * PARAMETERS[each].central for each in ("screening_with_need", "screening_navigated")
    )
    return [
        Target(
            id="V5",
            target="Accountable Health Communities: of 1.1 million screened, with a need; eligible",
            published="407,000; 198,000",
            kind="calibration",
            ours=f"{need:,.0f}; {navigated:,.0f}",
            holds=abs(need / 407_000 - 1) < 0.05 and abs(navigated / 198_000 - 1) < 0.05,
            evidence=("ahc_screen_positive", "ahc_nav_eligible"),
        )
    ]
