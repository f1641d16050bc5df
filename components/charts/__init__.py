"""Pictures: a table in, a figure out, with its words, its table twin and its stamp. One kind of chart a file.

Dots with intervals before bars, distributions before averages, one idea a chart. Nothing here knows the
screen: `components.notes.show` puts a chart on a page.
"""

from components.charts._chart import Chart, Column
from components.charts._reference import Reference
from components.charts.before_after import before_after
from components.charts.by_place import by_place
from components.charts.cascade import cascade
from components.charts.concentration import concentration
from components.charts.distribution import distribution
from components.charts.dots import dots
from components.charts.frontier import frontier
from components.charts.gaps import gaps, of_gaps
from components.charts.gradient import gradient
from components.charts.ledger import ledger
from components.charts.parts import parts
from components.charts.pools import pools

__all__ = [
    "Chart",
    "Column",
    "Reference",
    "dots",
    "frontier",
    "distribution",
    "concentration",
    "before_after",
    "by_place",
    "cascade",
    "gaps",
    "of_gaps",
    "gradient",
    "ledger",
    "parts",
    "pools",
]
