"""What stands with every picture: its words, its numbers, its source, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

import polars as pl
import streamlit as st

from components import certainty, deck_map, downloads, wording
from components.cards import Cards
from components.charts import Chart
from components.look import DARK, LIGHT
from components.numbers import Numbers, ScenarioMap
from components.provenance import DeclaredSource, Provenance
from equity.geography import Joined, Level
from equity.indicators import Indicator

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler  # type: ignore[import-untyped]  # pandas carries no types

SEE_NUMBERS = "See or download the numbers"
_NAMED = 5  # places named in a sentence
_SHORT = 100  # rows that a table can show as text; longer ones scroll
_NARROW = 5  # columns that a phone can show; wider tables scroll
_LONG_WORD = r"\S{31}"
_MEASURE = 720  # px: beyond this the eye loses the way from a name to its number
_TOOLBAR = {"displaylogo": False, "displayModeBar": True, "modeBarButtons": [["toImage"]]}


def show(picture: Chart | Numbers | Cards | ScenarioMap) -> None:
    """A picture, or a table or cards that are themselves the picture, with everything that must go with it.

    What has no numbers says nothing and is not shown.
    """
    if isinstance(picture, Chart):
        if not picture.table.is_empty():
            _show(picture)
    elif isinstance(picture, Cards):
        cards(picture)
    elif isinstance(picture, ScenarioMap):
        deck_map.show(picture.picture, key="scenario_map", on_click=lambda _geoid: None)
        numbers(picture.numbers)
        source(picture.picture.provenance)
    elif not picture.table.is_empty():
        st.subheader(picture.title, anchor=False)
        table(picture)


def _show(chart: Chart) -> None:
    """The picture, then its numbers as words, table and file, built only when they are asked for.

    Two charts of one page need different titles.
    """
    look = DARK if st.context.theme.type == "dark" else LIGHT
    figure = chart.figure(look)
    picture = {
        "filename": chart.filename("png")[:-4],
        "scale": 2,
        "width": _MEASURE,
        "height": figure.layout.height,
    }
    with st.container(width=_MEASURE):
        st.plotly_chart(
            figure, theme=None, config=_TOOLBAR | {"toImageButtonOptions": picture}, alt=chart.alt
        )
        numbers(chart)


def numbers(picture: Chart | Numbers, *, label: str = SEE_NUMBERS, is_open: bool = False) -> None:
    """The numbers of a picture as words, table and file, built only when they are asked for."""
    if not picture.table.is_empty():
        numbers_of(picture.title, lambda: picture, label=label, is_open=is_open)


def numbers_of(
    title: str,
    make: Callable[[], Chart | Numbers],
    *,
    label: str = SEE_NUMBERS,
    is_open: bool = False,
) -> None:
    """The same where the numbers themselves are to be made only then."""
    opened = st.expander(label, is_open, type="compact", on_change="rerun", key=f"numbers {title}")
    if opened.open:
        with opened:
            _opened(make())


def table(these: Numbers) -> None:
    """A short table that is itself the picture, with its file; or that there is nothing to list."""
    if these.table.is_empty():
        remark("There is nothing to list here.")
        return
    _table(these)
    _download(these)


def cards(these: Cards) -> None:
    """Cards to read one by one, built when opened."""
    opened = st.expander(these.title, type="compact", on_change="rerun", key=f"cards {these.title}")
    if opened.open:
        with opened:
            listed(these.texts)


def missing(these: Numbers) -> None:
    """Who is missing, in people, or that nobody is."""
    if these.table.is_empty():
        st.markdown("Nobody: every place, or every group, has a value that was used.")
    else:
        said = these.alt.rpartition(": ")[2]
        st.markdown(said[:1].upper() + said[1:])
        table(these)


def remark(words: str) -> None:
    """A sentence in small print; nothing where there are no words."""
    if words:
        st.caption(words)


def listed(sentences: Iterable[str]) -> None:
    """Sentences that belong to every number of a page; nothing where there are none."""
    sentences = list(sentences)
    if not sentences:
        return
    st.markdown("\n".join(f"- {sentence}" for sentence in sentences))


def _opened(chart: Chart | Numbers) -> None:
    st.markdown(chart.alt)
    _table(chart)
    _download(chart)


def _table(these: Chart | Numbers) -> None:
    if these.table.height <= _SHORT and len(these.columns) <= _NARROW and not _has_long_words(these):
        st.table(_twin(these), border="horizontal", hide_index=True, alt=these.title)
    else:
        st.dataframe(_twin(these), hide_index=True, placeholder="", alt=these.title)


def _has_long_words(these: Chart | Numbers) -> bool:
    """Whether a name or a fingerprint is too long to stand unbroken in a column of a phone."""
    texts = these.table.select(list(these.columns)).select(pl.col(pl.String).str.contains(_LONG_WORD).any())
    return any(texts.row(0)) if texts.width else False


def _download(chart: Chart | Numbers) -> None:
    st.download_button(
        "Download CSV",
        lambda: downloads.csv(chart.table, title=chart.title, provenance=chart.provenance),
        file_name=chart.filename("csv"),
        mime=downloads.MIME,
        on_click="ignore",
        key=f"csv {chart.title}",
    )


def _twin(chart: Chart | Numbers) -> Styler:
    """The table under headings in words; a pandas Styler, since only it prints numbers and aligns them."""
    headings = _headings(chart)
    frame = chart.table.select(pl.col(name).alias(heading) for name, heading in headings.items())
    printed = {
        headings[name]: partial(wording.number, unit_id=column.unit)
        for name, column in chart.columns.items()
        if column.unit
    }
    return frame.to_pandas().style.format(printed, na_rep="")


def _headings(chart: Chart | Numbers) -> dict[str, str]:
    """The heading of each column; a reader's own names may repeat one, which then gets a number."""
    found: dict[str, str] = {}
    for name, column in chart.columns.items():
        numbered = (f"{column.heading} ({number})" for number in range(2, len(chart.columns) + 2))
        found[name] = next(each for each in (column.heading, *numbered) if each not in found.values())
    return found


def source_and_certainty(
    indicator: Indicator, table: pl.DataFrame, *, level: Level, provenance: Provenance
) -> None:
    """Under a picture: where its numbers come from, and what `how_sure` says of them."""
    source(provenance, how_sure(indicator, table, level))


def how_sure(indicator: Indicator, table: pl.DataFrame, level: Level) -> str:
    """How sure the values are, how they came about, what is missing, and what to keep in mind.

    Parameters
    ----------
    table
        A row a place, with `estimate`, `estimate_kind`, `reliability` and, where they are known, `residents`.
    level
        What the places are.
    """
    counted = (
        certainty.how_sure(table, many=level.many),
        certainty.modeled(table, level),
        certainty.open_ended(table, indicator),
        certainty.missing(table, one=level.one, many=level.many),
    )
    paragraphs = [" ".join(filter(None, counted))]
    if indicator.caveats:
        paragraphs.append("Keep in mind: " + " ".join(indicator.caveats))
    return "\n\n".join(paragraphs)


def source(provenance: Provenance, *below: str) -> None:
    """Title, publisher, years, terms, how the numbers came to be here, and what else is said below."""
    said = [f"Source: {provenance.title}, {provenance.publisher}, {provenance.period}."]
    if provenance.license:
        said.append(f"{provenance.license}.")
    st.caption("\n\n".join([" ".join([*said, provenance.held]), *below]))


def unmatched(joined: Joined) -> None:
    """What found no partner when numbers were laid on places; silent where everything did."""
    reasons = {each.why.removesuffix(".") for each in joined.without_shape if each.why}
    if joined.without_shape:
        named = wording.listed([each.name or each.geoid for each in joined.without_shape[:_NAMED]])
        more = f" and {len(joined.without_shape) - _NAMED} more" if len(joined.without_shape) > _NAMED else ""
        because = f" Because: {'; '.join(sorted(reasons))}." if reasons else ""
        st.caption(f"Numbers without a shape on this map, so not drawn: {named}{more}.{because}")


def source_card(declared: DeclaredSource) -> None:
    """A source as it declares itself: what to cite, what it covers, its terms and its limits."""
    st.markdown(f"{declared.citation}\n\n**Covers** {declared.coverage}.")
    if declared.caveats:
        listed(declared.caveats)
    said = f"License: {declared.license}. Years: {', '.join(map(str, declared.vintages))}. {declared.url}"
    if (copied := declared.package) is not None:
        said += (
            f"  \nCopied from {copied.name} {copied.version} ({copied.registry}), {copied.file}, "
            f"sha256 {copied.sha256}."
        )
    st.caption(said)
