"""The few controls above a picture, in the order of a sentence; each writes its choice into the address."""

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Literal

import streamlit as st

from components import selection, wording
from components.deck_map import BESIDE, MOST_STEPS, SWIPE
from components.readable_errors import as_plain_text
from components.selection import Selection
from equity import geography, groups
from equity.comparison import MOST_PLACES
from equity.indicators import Indicator, indicator
from equity.offer import Offer, named
from equity.rates import NATURAL_RANGE

_STEPS = {str(step): step for step in range(MOST_STEPS + 1)}
_HOWS = {BESIDE: "Side by side", SWIPE: "Swipe from one to the other"}
_LONGEST_WORDS = 100
MOST_LISTED = 300
"""Of more places a list is made only of what was typed: the browser draws a list anew each rerun."""


def what_and_where(
    seen: Selection, offer: Offer, *, finds_place: bool = False, other_years: Sequence[int] = ()
) -> None:
    """ "Show ... by ... in ..., in the year ...": the indicator, the kind of place, the area and the year.

    `finds_place` adds the place in focus, by its name; `other_years` are those that can be seen `beside`.
    """
    with st.container(horizontal=True, key="what_and_where", vertical_alignment="bottom"):
        _indicator(seen, offer)
        _level_and_area(seen, offer)
        _year(seen, offer)
        if finds_place:
            _place(seen, offer, label="Find a place")
        if other_years:
            _other_year(other_years)


def what_and_where_over_years(seen: Selection, offer: Offer) -> None:
    """The indicator, the kind of place and the area, where all years are shown."""
    with st.container(horizontal=True, key="what_and_where", vertical_alignment="bottom"):
        _indicator(seen, offer)
        _level_and_area(seen, offer)


def where(seen: Selection, offer: Offer) -> None:
    """The kind of place, the area and the place in focus."""
    with st.container(horizontal=True, key="where", vertical_alignment="bottom"):
        _level_and_area(seen, offer)
        _place(seen, offer, label="Place")


def area(seen: Selection, offer: Offer) -> None:
    """The area, and the kind of place where it has several."""
    _pick("Where", "within", list(offer.areas), seen, offer, words=offer.areas.__getitem__, width=320)
    if len(offer.levels(seen.within)) > 1:
        _level(seen, offer, label="By")


def what(seen: Selection, offer: Offer) -> None:
    """The indicator and the year, where the place was chosen before."""
    with st.container(horizontal=True, key="what", vertical_alignment="bottom"):
        _indicator(seen, offer)
        _year(seen, offer)


def one_place(seen: Selection, offer: Offer) -> None:
    """Choose the place in focus by its name."""
    with st.container(horizontal=True, key="one_place", vertical_alignment="bottom"):
        _place(seen, offer, label="Place")


def choose_place(seen: Selection, offer: Offer, geoid: str) -> None:
    """Put a place in focus, for a click on a map."""
    selection.choose(seen, offer, place=geoid)


def several_places(seen: Selection, offer: Offer, *, shown: Sequence[str]) -> None:
    """Choose up to six places to set side by side; the list starts with those that are `shown`."""

    def write() -> None:
        selection.choose(seen, offer, places=tuple(st.session_state["places"]))

    def add(geoid: str) -> None:
        if len(shown) < MOST_PLACES:
            selection.choose(seen, offer, places=tuple(dict.fromkeys((*shown, geoid))))

    names = _to_choose_from(seen, offer, "Find a place", chosen=shown, choose=add)
    st.session_state["places"] = list(shown)
    st.multiselect(
        f"Places to compare (up to {MOST_PLACES})",
        list(names),
        format_func=names.__getitem__,
        key="places",
        max_selections=MOST_PLACES,
        on_change=write,
        placeholder="Choose places",
    )


def target(shown: Indicator, *, start: float) -> float:
    """A number to compare with, in the unit of the indicator; it stands in the address as it is printed."""
    scale = wording.unit(shown.unit).scale
    highest = NATURAL_RANGE.get(shown.unit, (None, None))[1]

    def write() -> None:
        st.query_params["target"] = f"{st.session_state['target']:.10g}"

    wish = st.query_params.get("target", "")
    try:
        asked = float(wish)
    except ValueError:
        asked = math.nan
    is_in_vain = bool(wish) and not math.isfinite(asked)
    if not math.isfinite(asked):
        asked = round(start * scale, 1)
    most = None if highest is None else highest * scale
    st.session_state["target"] = max(0.0, asked if most is None else min(asked, most))
    unit = wording.unit(shown.unit)
    chosen = st.number_input(
        f"Target{f' in {(unit.suffix or unit.noun).strip()}' if unit.suffix or unit.noun else ''}",
        min_value=0.0,
        max_value=most,
        step=0.5,
        format="%.1f",
        key="target",
        on_change=write,
        width=200,
    )
    if is_in_vain:
        st.warning(
            f"This link asks for a target of “{as_plain_text(wish[:40])}”, which is no number. It is "
            f"{st.session_state['target']:.10g} instead."
        )
    return float(chosen) / scale


def one_of(
    label: str,
    field: str,
    options: Mapping[str, str],
    *,
    help: str | None = None,
    as_buttons: bool = False,
    width: int | Literal["stretch"] = "stretch",
    warns: bool = True,
) -> str:
    """Choose one of a few named options; its id stands in the address, the first where nothing does.

    `as_buttons` shows all options at once instead of a list that opens. A link that asks for something else
    is answered with a warning, unless the page `warns` of it elsewhere. What could be chosen until the reader
    chose something else of the view is let go without one.
    """

    def write() -> None:
        if st.session_state[field]:
            st.query_params[field] = st.session_state[field]
        elif field in st.query_params:
            del st.query_params[field]

    wish, usual = st.query_params.get(field), next(iter(options))
    st.session_state[field] = wish if wish in options else usual
    draw = partial(st.radio, horizontal=True) if as_buttons else st.selectbox
    draw(
        label,
        list(options),
        format_func=options.__getitem__,
        key=field,
        on_change=write,
        help=help,
        width=width,
    )
    before = f"{field} before"
    if wish in options:
        st.session_state[before] = wish
    elif warns and wish and wish != st.session_state.get(before):
        st.warning(
            f"This link asks for “{as_plain_text(wish[:40])}” under “{label}”, which cannot be chosen "
            f"here. It is “{options[usual]}” instead."
        )
    return str(st.session_state[field])


def beside(years: Sequence[int]) -> tuple[int | None, str]:
    """The other year that the address asks to see beside the one shown, if any, and how."""
    year = {str(year): year for year in years}.get(st.query_params.get("beside", ""))
    how = st.query_params.get("two", "")
    return year, how if year is not None and how in _HOWS else BESIDE


def lit() -> int:
    """The step from which the map lights up places, as the address says it; 0 lights up all."""
    return _STEPS.get(st.query_params.get("lit", ""), 0)


def light(step: int) -> None:
    """Write into the address from which step on the map lights up places."""
    if step:
        st.query_params["lit"] = str(step)
    elif "lit" in st.query_params:
        del st.query_params["lit"]


def text(label: str, field: str, *, placeholder: str = "") -> str:
    """Words that a reader types, up to 100 characters; they stand in the address."""

    def write() -> None:
        typed = st.session_state[field].strip()
        if typed:
            st.query_params[field] = typed
        elif field in st.query_params:
            del st.query_params[field]

    st.session_state[field] = st.query_params.get(field, "")[:_LONGEST_WORDS]
    st.text_input(
        label, key=field, max_chars=_LONGEST_WORDS, placeholder=placeholder, on_change=write, width=420
    )
    return str(st.session_state[field])


def _indicator(seen: Selection, offer: Offer) -> None:
    indicators = offer.indicators(seen.level, seen.within)
    _pick("Show", "indicator", indicators, seen, offer, words=lambda one: indicator(one).label, width=340)
    shown_groups = offer.groups(seen.level, seen.indicator, seen.within)
    if len(shown_groups) > 1:
        _pick(
            "who are",
            "group",
            shown_groups,
            seen,
            offer,
            words=lambda one: groups.group(one).label,
            width=260,
        )


def _level_and_area(seen: Selection, offer: Offer) -> None:
    _level(seen, offer, label="by")
    _pick("in", "within", list(offer.areas), seen, offer, words=offer.areas.__getitem__, width=210)


def _level(seen: Selection, offer: Offer, *, label: str) -> None:
    levels = offer.levels(seen.within)
    _pick(label, "level", levels, seen, offer, words=lambda one: geography.level(one).one, width=230)


def _year(seen: Selection, offer: Offer) -> None:
    years = offer.years(seen.level, seen.indicator, seen.group, seen.within)
    _pick("in the year", "year", years, seen, offer, words=str, width=130)


def _other_year(years: Sequence[int]) -> None:
    options = {"": "No other year", **{str(year): str(year) for year in years}}
    if one_of("Compare with", "beside", options, width=210):
        one_of("How", "two", _HOWS, width=260)


def _place(seen: Selection, offer: Offer, *, label: str) -> None:
    choose = partial(choose_place, seen, offer)
    names = _to_choose_from(seen, offer, label, chosen=(seen.place,) if seen.place else (), choose=choose)
    if names:
        _pick(
            label if len(names) == len(offer.names(seen.level, seen.year, seen.within)) else "Place",
            "place",
            list(names),
            seen,
            offer,
            words=names.__getitem__,
            placeholder=f"Choose one of {len(names):,}",
            width=420,
        )


def _to_choose_from(
    seen: Selection, offer: Offer, label: str, *, chosen: Sequence[str], choose: Callable[[str], None]
) -> Mapping[str, str]:
    """The names a list offers: all there are, or where those are many, what is chosen and what was typed.

    Only one place of that name is chosen at once.
    """
    names = offer.names(seen.level, seen.year, seen.within)
    if len(names) <= MOST_LISTED:
        return names
    many = geography.level(seen.level).many

    def look() -> None:
        found = list(named(names, st.session_state["search"]))
        if len(found) == 1:
            choose(found[0])

    typed = st.text_input(
        f"{label} among {len(names):,} {many}",
        key="search",
        on_change=look,
        placeholder="Type a name and press Enter",
        width=420,
    )
    found = named(names, typed)
    if typed.strip() and not found:
        st.caption(f"No name here holds “{as_plain_text(typed.strip()[:40])}”. Part of a name is enough.")
    return {geoid: names[geoid] for geoid in chosen} | found


def _pick(
    label: str,
    field: str,
    options: Sequence[Any],
    seen: Selection,
    offer: Offer,
    *,
    words: Callable[[Any], str],
    width: int,
    placeholder: str | None = None,
) -> None:
    def write() -> None:
        selection.choose(seen, offer, **{field: st.session_state[field]})

    # The widget shows what the address says, also after the back button.
    st.session_state[field] = getattr(seen, field)
    st.selectbox(
        label,
        options,
        format_func=words,
        key=field,
        on_change=write,
        width=width,
        placeholder=placeholder,
    )
