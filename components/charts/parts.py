"""The parts of a population along a dimension, each dimension in the picture that suits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components.charts._chart import Chart
from components.charts._reference import Reference
from components.charts.distribution import distribution
from components.charts.dots import dots
from components.charts.gradient import gradient
from components.provenance import Provenance
from components.wording import INTERVAL_95
from equity.dimensions import Divided
from equity.geography import Level
from equity.indicators import Indicator

if TYPE_CHECKING:
    from equity.disparities import Findings  # with all the statistics, which the map does without


def parts(
    divided: Divided,
    found: Findings,
    shown: Indicator,
    *,
    level: Level,
    title: str,
    provenance: Provenance,
    chosen: str | None = None,
    reference: Reference | None = None,
) -> Chart:
    """Ordered parts as steps with the line through them, groups as dots, places as their distribution.

    Parameters
    ----------
    chosen
        The geoid of a place to point out among places.
    """
    along = divided.dimension
    if along.kind == "gradient":
        return gradient(
            divided.parts,
            line=found.line,
            title=title,
            measure=shown.label,
            unit=shown.unit,
            most=along.most,
            least=along.least,
            provenance=provenance,
        )
    if along.kind == "groups":
        return dots(
            divided.parts,
            title=title,
            measure=shown.label,
            unit=shown.unit,
            provenance=provenance,
            reference=reference,
            interval=INTERVAL_95,
        )
    return distribution(
        divided.parts,
        title=title,
        measure=shown.label,
        unit=shown.unit,
        many=level.many,
        provenance=provenance,
        chosen=chosen if chosen in divided.parts["geoid"] else None,
        reference=reference,
    )
