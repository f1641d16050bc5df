"""Asking for data: what is wanted, what it will take, how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components import controls, wording
from components.provenance import DeclaredSource
from components.readable_errors import as_plain_text
from equity import geography
from equity.indicators import indicator
from equity.offer import Offer

WORK, KEY = "data that are being pulled", "key of the Census API"
WHOLE_COUNTRY = "us"
TO_START_WITH = (
    "residents",
    "residents_by_race_ethnicity",
    "poverty",
    "uninsured",
    "median_household_income",
)
_CHOSEN = "get_indicators"
_EVERY_SECONDS = 1.0


@dataclass(frozen=True, kw_only=True)
class OnOffer:
    """A source that can be pulled; `indicators` are those one may choose, none where it comes whole."""

    declared: DeclaredSource
    levels: Sequence[str]
    years: Sequence[int]
    indicators: Sequence[str]
    needs_key: bool


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the reader chose. `state` is None for the whole country; no `indicators` means all."""

    source: str
    level: str
    state: str | None
    year: int
    indicators: tuple[str, ...]
    by_race: bool


def wanted(on_offer: Mapping[str, OnOffer], states: Mapping[str, str]) -> Wanted:
    """Ask for the source, the kind of place, the State, the year and, where one may choose, the indicators.

    Parameters
    ----------
    states
        The name of each State by its two-digit FIPS code.
    """
    titles = {source_id: _title(each) for source_id, each in on_offer.items()}
    source = controls.one_of("What", "get", titles)
    chosen = on_offer[source]
    with st.container(horizontal=True, key="get_where", vertical_alignment="bottom"):
        levels = {
            each: geography.level(each).many for each in sorted(chosen.levels, key=_from_small_to_large)
        }
        level = controls.one_of("for", "get_level", levels)
        state = controls.one_of("in", "get_state", _areas(level, states))
        years = {str(each): str(each) for each in chosen.years}
        year = controls.one_of("for the year (the last of a period, or the release)", "get_year", years)
    indicators, by_race = _indicators(chosen.indicators)
    return Wanted(
        source=source,
        level=level,
        state=None if state == WHOLE_COUNTRY else state,
        year=int(year),
        indicators=indicators,
        by_race=by_race,
    )


def announced(planned: Any) -> None:
    """Before it starts: how many requests, and roughly how long (a plan of `data_loaders/pull.py`)."""
    minutes = planned.seconds / 60
    long = (
        f"{minutes:.0f} minutes" if minutes >= 1.5 else f"{max(10, round(planned.seconds, -1)):.0f} seconds"
    )
    st.markdown(f"This takes **about {planned.counted}** and roughly **{long}**.")


def key(*, needed: bool, is_set: bool, signup: str) -> str | None:
    """The key that the reader typed, kept in this session's memory alone; where one is needed, its field."""
    typed: str | None = st.session_state.get(KEY)
    if not needed:
        return typed
    if is_set:
        st.caption("A key of the Census API is set on this computer. It is used and never shown.")
        return typed
    if typed:
        st.caption("Your key is kept in the memory of this session and nowhere else.")
        st.button("Forget the key", on_click=st.session_state.pop, args=(KEY, None))
        return typed

    def remember() -> None:
        if st.session_state["census_key"].strip():
            st.session_state[KEY] = st.session_state["census_key"].strip()

    st.text_input(
        "Your key of the Census API",
        type="password",
        key="census_key",
        autocomplete="off",
        on_change=remember,
        width=420,
        help="It is kept in the memory of this session and sent to the Census Bureau alone. It is never in a "
        "link, a file or a message.",
    )
    st.caption(
        f"A key is free and comes by e-mail: [get one]({signup}). Or choose the files without a key above."
    )
    return None


def worked_on(start: Callable[[], Any], *, is_possible: bool) -> Any:
    """The reader's pull: a button that starts it, then how far it is and a button that stops it.

    Parameters
    ----------
    start
        Gives a pull that has begun (`data_loaders/background.py`); it is kept in this session.
    is_possible
        Whether there is a folder to fill.

    Returns
    -------
    Any
        The pull that is over, or None.
    """
    work = st.session_state.get(WORK)
    if not is_possible:
        st.info("Whoever set this app up lets it keep no data. Run it on your own computer to get your own.")
        return None
    if work is not None and not work.is_over:
        _progress(work)
        return None

    def begin() -> None:
        st.session_state[WORK] = start()

    st.button("Get the data", type="primary", icon=":material/download:", on_click=begin)
    return work


def ended(work: Any, offer: Offer) -> None:
    """What came of a pull that is over, what did not and why, and the way to the map of it."""
    outcome = work.outcome if work is not None else None
    if outcome is None:
        return
    if outcome.cause:
        st.warning(
            f"**Nothing new came: {outcome.cause}.** {as_plain_text(outcome.words)}  \n"
            "What had come before is kept: get the data again, and only the rest is asked for."
        )
        return
    numbers = [each for each in outcome.kept if each.kind == "observations"]
    shapes = sum(each.rows for each in outcome.kept if each.kind == "shapes")
    drawn = (
        f", and the shapes of {shapes:,} {geography.level(work.request.area.level).many}" if shapes else ""
    )
    releases = wording.listed([each.release for each in numbers])
    st.success(f"**{sum(each.rows for each in numbers):,} numbers are here: {releases}{drawn}.**")
    view = _view(work.request, offer)
    if view is not None:
        st.page_link(
            "pages/explore/map.py",
            label="Open the map of it",
            icon=":material/arrow_forward:",
            query_params=view,
        )
    if outcome.missing:
        st.markdown(
            "**What did not come**\n\n"
            + "\n".join(f"- {as_plain_text(f'{each.what}: {each.words}')}" for each in outcome.missing)
        )


def _view(request: Any, offer: Offer) -> dict[str, str] | None:
    """The view of what was pulled, or None where it cannot be drawn."""
    level, year = request.area.level, request.year
    within = request.area.state if request.area.state and level != "state" else WHOLE_COUNTRY
    if level not in offer.levels(within):
        return None
    there = offer.indicators(level, within)
    preferred = [each for each in (*request.indicators, "poverty", "uninsured") if each in there]
    counts = [each for each in preferred if indicator(each).unit in {"people", "households"}]
    for shown in (*(each for each in preferred if each not in counts), *counts, *there):
        group = offer.groups(level, shown, within)[0]
        if year in offer.years(level, shown, group, within):
            view = {"within": within, "level": level, "indicator": shown, "group": group}
            return view | {"year": str(year)}
    return None


@st.fragment(run_every=_EVERY_SECONDS)
def _progress(work: Any) -> None:
    """Drawn anew each second by itself: neither this page nor another visitor's waits for it."""
    if work.is_over:
        st.rerun()
    now = work.progress
    left = "" if now.seconds_left is None else f" About {now.seconds_left:,.0f} seconds left."
    st.progress(now.share, text=f"{as_plain_text(now.words)}{left}")
    st.button("Stop", on_click=work.stop, icon=":material/stop:")


def _title(each: OnOffer) -> str:
    return f"{each.declared.title} ({'needs a free key' if each.needs_key else 'no key'})"


def _from_small_to_large(level: str) -> int:
    return ["tract", "county", "us_place", "us_zcta", "state", "nation"].index(level)


def _areas(level: str, states: Mapping[str, str]) -> dict[str, str]:
    """Where: the State of the view first, so that it is what a newcomer meets."""
    whole = {WHOLE_COUNTRY: "the whole country"}
    if level in {"nation", "state"}:
        return whole
    here = st.query_params.get("within", "")
    first = {here: states[here]} if here in states else {}
    return first | dict(states) | ({} if level == "tract" else whole)


def _indicators(choices: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Which indicators, and whether by race and ethnicity too; everything where none may choose."""
    if not choices:
        st.caption("This source comes whole: all its indicators at once.")
        return (), True

    def write() -> None:
        st.query_params[_CHOSEN] = ",".join(st.session_state[_CHOSEN])

    asked = st.query_params.get(_CHOSEN, ",".join(TO_START_WITH)).split(",")
    st.session_state[_CHOSEN] = [each for each in choices if each in asked]
    ids = st.multiselect(
        f"Which indicators (none chosen means all {len(choices)})",
        list(choices),
        format_func=lambda each: indicator(each).label,
        key=_CHOSEN,
        on_change=write,
        placeholder="All of them",
    )
    by_race = st.checkbox(
        "For each race and ethnicity group too", value=True, key="get_by_race", bind="query-params"
    )
    return tuple(ids), by_race
