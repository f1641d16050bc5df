"""Who pays and who gains, by party and year, in bars below and above a line of zero."""

from textwrap import wrap
from typing import Any

import polars as pl

from components import wording
from components.charts._chart import Chart, Column, Drawing, label, line_height, right_label, sheet
from components.look import SPACES, Look
from components.provenance import Provenance

TOGETHER = "All parties together"
_TOTALS = {"party": pl.String, "low": pl.Float64, "high": pl.Float64}
_BARS = 56  # px that the largest bar takes
_NAME_LINE = 26  # letters, beside a sum on a phone


def ledger(
    table: pl.DataFrame,
    *,
    title: str,
    provenance: Provenance,
    totals: pl.DataFrame | None = None,
    interval: str = wording.INTERVAL_80,
) -> Chart:
    """Money by party and year on one scale, with each party's sum.

    Parameters
    ----------
    table
        A row a party and year: `party` (an id of `look.PARTY_COLORS`), `name`, `year`, `usd` (an average
        at its present value; a cost is negative); parties stand in the order they first appear.
    totals
        A row a party: `party, low, high`, the interval of its sum over the years.
    """
    years = sorted(table["year"].unique())
    sums = table.group_by("party", "name", maintain_order=True).agg(usd=pl.col("usd").sum())
    ends = totals if totals is not None else pl.DataFrame(schema=_TOTALS)
    sums = sums.join(ends.select(*_TOTALS), on="party", how="left", maintain_order="left")
    parties = sums.rows(named=True)
    by_party = {
        party: dict(rows.select("year", "usd").iter_rows())
        for (party,), rows in table.group_by("party", maintain_order=True)
    }
    largest = table["usd"].abs().max() or 1.0

    def draw(look: Look) -> Drawing:
        scale = _BARS / float(largest)  # type: ignore[arg-type]  # polars types max() as any literal
        labels, shapes = [], []
        bars: dict[str, list[float]] = {"x": [], "y": [], "base": []}
        colors: list[str] = []
        hover: list[str] = []
        y = 0.0
        for row in parties:
            amounts = by_party[row["party"]]
            up = max(0.0, *amounts.values()) * scale
            down = -min(0.0, *amounts.values()) * scale
            names = wrap(row["name"], _NAME_LINE)
            middle = y + SPACES[1] + line_height(len(names) - 1) / 2
            labels.append(label("<br>".join(f"<b>{line}</b>" for line in names), y=middle))
            labels.append(right_label(f"<b>{_sum(row)}</b>", y=y + SPACES[1]))
            interval_of_sum = _interval(row)
            y += line_height(max(len(names), 2 if interval_of_sum else 1) - 1)
            if interval_of_sum:
                labels.append(right_label(interval_of_sum, y=y + SPACES[1], font={"color": look.muted}))
            zero = y + SPACES[3] + SPACES[0] + up
            shapes.append({"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": zero, "y1": zero})
            for year, usd in amounts.items():
                bars["x"].append(year)
                bars["base"].append(round(zero, 1))
                bars["y"].append(round(-usd * scale, 1))
                colors.append(look.parties.get(row["party"], look.muted))
                hover.append(f"{row['name']}, {year}<br>{wording.money(usd)}")
            y = zero + down + SPACES[3]
        return {
            "data": [
                {
                    "type": "bar",
                    **bars,
                    "width": 0.5,
                    "marker": {"color": colors, "line": {"width": 0}},
                    "hovertext": hover,
                }
            ],
            "layout": sheet(
                look,
                title=title,
                subtitle="Bars up: money gained; down: money paid. Averages of all draws, later years "
                f"discounted to {years[0]}. Sums over {_span(years)}"
                + (f", with {interval}" if totals is not None else ""),
                stamp=provenance.stamp,
                plot_height=round(y),
                xaxis={"tickvals": years, "showgrid": False, "range": [years[0] - 0.5, years[-1] + 0.5]},
                annotations=labels,
                shapes=shapes,
            ),
        }

    wide = _by_year(table, years, sums)
    return Chart(
        title=title,
        alt=f"{title}. Averages of all draws, discounted to {years[0]}; sums over {_span(years)}: "
        + "; ".join(f"{row['name']} {_sum(row)}" for row in parties)
        + ".",
        table=wide,
        columns={
            "party": Column(heading="Party"),
            **{str(year): Column(heading=str(year), unit="usd") for year in years},
            "all_years": Column(heading="All years", unit="usd"),
            "low": Column(heading=f"Low end of {interval}", unit="usd"),
            "high": Column(heading=f"High end of {interval}", unit="usd"),
        },
        provenance=provenance,
        draw=draw,
    )


def _by_year(table: pl.DataFrame, years: list[int], sums: pl.DataFrame) -> pl.DataFrame:
    """Parties down, years across, sums at the end of both. Intervals do not add up: the last row has none."""
    wide = table.pivot(on="year", index="name", values="usd", on_columns=years).rename({"name": "party"})
    together = wide.select(pl.lit(TOGETHER).alias("party"), pl.exclude("party").sum())
    summed = pl.concat([wide, together]).with_columns(all_years=pl.sum_horizontal(pl.exclude("party")))
    ends = sums.select(party="name", low="low", high="high")
    return summed.join(ends, on="party", how="left", maintain_order="left")


def _sum(row: dict[str, Any]) -> str:
    if row["usd"] == 0:
        return "nothing"
    return f"{'gains' if row['usd'] > 0 else 'pays'} {wording.money(abs(row['usd']))}"


def _interval(row: dict[str, Any]) -> str:
    """The interval of a sum, with a word for each end where they differ."""
    if row["low"] is None or row["low"] == row["high"]:
        return ""
    low, high = (wording.money(abs(row[end])) for end in ("low", "high"))
    if row["low"] < 0 < row["high"]:
        return f"from paying {low} to gaining {high}"
    return f"{low} to {high}" if row["low"] >= 0 else f"{high} to {low}"


def _span(years: list[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
