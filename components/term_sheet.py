"""A term sheet to take away: one page of HTML that opens anywhere, prints well and runs nothing.

Every text in it is escaped, and the page forbids scripts and any request to another host.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from components import wording
from components.charts import Chart
from components.numbers import Numbers
from components.provenance import APP, Provenance
from equity.in_words import percent
from equity.levers import LEVERS
from equity.simulation.outcome import Outcome
from equity.simulation.scenario_file import Edition
from equity.state_policy import StatePolicy

MIME = "text/html"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
    "body{font:16px/1.5 'Public Sans',Arial,sans-serif;color:#1b1d1f;background:#fff;max-width:60rem;"
    "margin:2rem auto;padding:0 1rem}h1{font-size:1.9rem}h2{font-size:1.3rem;margin-top:2rem}"
    "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.9rem}"
    "th,td{text-align:left;vertical-align:top;border-bottom:1px solid #c9cfd4;padding:.3rem .5rem}"
    ".small{font-size:.85rem;color:#51585f}"
    "@media print{body{margin:0}h2{break-after:avoid}tr{break-inside:avoid}}"
)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading with sentences and, below them, tables."""

    title: str
    sentences: Sequence[str] = ()
    tables: Sequence[Chart | Numbers] = ()


def html(title: str, sections: Iterable[Section], *, provenance: Provenance, edition: Edition) -> bytes:
    """The whole document."""
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="small">{escape(provenance.publisher)}. Made on {escape(provenance.day)} with {APP}; data '
        f"{escape(edition.data[:12])}, model {escape(edition.code[:12])}. A draft for discussion: not a "
        "forecast, not for setting rates, and not legal advice.</p>",
    ]
    for section in sections:
        parts.append(f"<h2>{escape(section.title)}</h2>")
        if section.sentences:
            items = "".join(f"<li>{escape(_plain(words))}</li>" for words in section.sentences)
            parts.append(f"<ul>{items}</ul>")
        parts += [_table(each) for each in section.tables if not each.table.is_empty()]
    return "\n".join([*parts, "</body></html>\n"]).encode()


def clauses(outcome: Outcome, policy: StatePolicy, *, where: str) -> list[str]:
    """Each clause that is set: how far, what the evidence covers, and what the State has now."""
    said = []
    for name in outcome.effects:
        lever = LEVERS[name]
        values = lever.settled(outcome.scenario.settings)
        for setting in lever.settings:
            value = values[setting.id]
            shown = percent(value) if setting.unit == "share" else f"{value:g} {setting.unit}"
            studied = setting.studied or "No study says how far this can go: an assumption."
            now = ""
            if setting.in_force_field:
                fact = policy.fact(setting.in_force_field)
                dated = f" as of {fact.as_of}" if fact.as_of else ""
                now = f" {where} today: {fact.in_force or 'unknown'}{dated}."
            said.append(f"{lever.label}. {setting.label}: {shown}. {studied}{now}")
        for choice in lever.choices:
            chosen = lever.chosen(outcome.scenario.choices)[choice.id]
            said.append(f"{lever.label}. {choice.label}: {choice.options[chosen]}.")
    return said or ["No clause is set: nothing changes against today's contract."]


def _table(of: Chart | Numbers) -> str:
    head = "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in of.columns.values())
    rows = []
    for row in of.table.iter_rows(named=True):
        cells = [_cell(row[name], column.unit) for name, column in of.columns.items()]
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    caption = f'<p class="small"><strong>{escape(of.title)}.</strong> {escape(of.provenance.stamp)}</p>'
    return f"{caption}<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cell(value: object, unit: str) -> str:
    if value is None:
        return ""
    if unit and isinstance(value, int | float):
        return wording.number(float(value), unit_id=unit)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _plain(words: str) -> str:
    return words.replace("**", "")
