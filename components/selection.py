"""What the reader is looking at, kept in the address bar by id and nowhere else.

A page reads `current(offer)`; a control writes with `choose(...)`. Because the address holds everything, a
view survives reload, the back button and being sent to somebody else. An unknown id is said, never a crash.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import streamlit as st

from components.readable_errors import as_plain_text
from equity import groups
from equity.comparison import MOST_PLACES
from equity.indicators import INDICATORS
from equity.offer import Offer

NEW_YORK_CITY = "nyc"
NATION = "us"

# What a first visit shows, the first of each that the data hold.
FIRST_SEEN = {
    "within": (NEW_YORK_CITY,),
    "level": ("neighborhood", "county"),
    "indicator": ("uninsured", "poverty"),
    "group": (groups.ALL,),
}

Option = TypeVar("Option", str, int)


@dataclass(frozen=True, kw_only=True)
class Selection:
    """One view: an indicator, for one group, at one level of places, inside an area, in a year.

    `within` is "us", "nyc" or a two-digit state FIPS code. `place` is the place in focus, `places` are those
    being compared.
    """

    within: str
    level: str
    indicator: str
    group: str
    year: int
    place: str | None = None
    places: tuple[str, ...] = ()


def resolved(query: Mapping[str, str], offer: Offer) -> tuple[Selection, list[str]]:
    """The view an address asks for, and a sentence for each thing it asks for that does not exist.

    Whatever is missing from the address, or is unknown, becomes the nearest sensible choice.
    """
    notices: list[str] = []

    def chosen(field: str, options: list[Option]) -> Option:
        first_seen = [option for option in options if option in FIRST_SEEN.get(field, ())]
        wish = query.get(field)
        for option in options:
            if str(option) == wish:
                return option
        if wish is not None:
            notices.append(
                f"This link asks for the {_WORDS[field]} “{_label(field, wish)}”, which is not here. "
                "Something close to it is shown instead."
            )
        return first_seen[0] if first_seen else options[0]

    within = chosen("within", list(offer.areas))
    level = chosen("level", offer.levels(within))
    indicator = chosen("indicator", offer.indicators(level, within))
    group = chosen("group", offer.groups(level, indicator, within))
    year = chosen("year", offer.years(level, indicator, group, within))

    here = offer.names(level, year, within)
    place = query.get("place") or None
    if place is not None and place not in here:
        notices.append(
            f"No place with the id “{as_plain_text(place[:40])}” is on this map. Please choose one."
        )
        place = None
    asked = [one for one in query.get("places", "").split(",") if one]
    unknown = [as_plain_text(one[:40]) for one in asked if one not in here]
    if unknown:
        notices.append(f"Not on this map, so left out: {', '.join(unknown)}.")
    places = tuple(dict.fromkeys(one for one in asked if one in here))
    if len(places) > MOST_PLACES:
        notices.append(f"Up to {MOST_PLACES} places can be compared. The first {MOST_PLACES} are shown.")
    selection = Selection(
        within=within,
        level=level,
        indicator=indicator,
        group=group,
        year=year,
        place=place,
        places=places[:MOST_PLACES],
    )
    return selection, notices


def as_query(selection: Selection) -> dict[str, str]:
    """The address of a view: every field by id, so that the link means the same tomorrow."""
    query = {
        "within": selection.within,
        "level": selection.level,
        "indicator": selection.indicator,
        "group": selection.group,
        "year": str(selection.year),
    }
    if selection.place is not None:
        query["place"] = selection.place
    if selection.places:
        query["places"] = ",".join(selection.places)
    return query


def with_choice(selection: Selection, offer: Offer, **choice: object) -> Selection:
    """The same view with something else chosen; what the choice makes impossible is settled at once.

    Places belong to an area and a level, so they are let go when either changes.
    """
    changed = replace(selection, **choice)  # type: ignore[arg-type]
    if (changed.within, changed.level) != (selection.within, selection.level):
        changed = replace(changed, place=None, places=())
    return resolved(as_query(changed), offer)[0]


def one_choice_away(selection: Selection, offer: Offer) -> Iterator[Selection]:
    """The view without its places, and every view that one choice of something else leads to, each once."""
    here = replace(selection, place=None, places=())
    options: Mapping[str, Sequence[str] | Sequence[int]] = {
        "indicator": offer.indicators(here.level, here.within),
        "group": offer.groups(here.level, here.indicator, here.within),
        "year": offer.years(here.level, here.indicator, here.group, here.within),
        "level": offer.levels(here.within),
        "within": list(offer.areas),
    }
    yield here
    for field, several in options.items():
        for option in several:
            if option != getattr(here, field):
                yield with_choice(here, offer, **{field: option})


def every_view(within: str, offer: Offer) -> Iterator[Selection]:
    """Every view of an area, each without places."""
    for level in offer.levels(within):
        for indicator in offer.indicators(level, within):
            for group in offer.groups(level, indicator, within):
                for year in offer.years(level, indicator, group, within):
                    yield Selection(within=within, level=level, indicator=indicator, group=group, year=year)


def current(offer: Offer) -> Selection:
    """The view in the address bar. Says on the page what the address asks for in vain."""
    selection, notices = resolved(st.query_params.to_dict(), offer)
    for notice in notices:
        st.warning(notice)
    return selection


def nearest(every: Offer, offer: Offer) -> Selection:
    """The view of a page that shows fewer areas or levels: the closest it has to the one in the address bar.

    Says on the page, beyond what `current` says, where that is another area.
    """
    asked = current(every)
    found = resolved(as_query(asked), offer)[0]
    if found.within != asked.within:
        st.warning(
            f"This link asks for the area “{every.areas[asked.within]}”, which is not among the areas of "
            f"this page. {offer.areas[found.within]} is shown instead."
        )
    return found


def asked(within: str, level: str, link: str) -> str:
    """What was asked of a model, for a file: "Asked: within=48&level=county&snap_mailed=0.8"."""
    return f"Asked: {'&'.join(filter(None, (f'within={within}', f'level={level}', link)))}"


def choose(selection: Selection, offer: Offer, **choice: object) -> None:
    """Write a choice into the address bar, for a control's callback."""
    query = as_query(with_choice(selection, offer, **choice))
    # One message is one step of the browser's history; an empty list takes a name out of the address.
    st.query_params.update({"place": (), "places": (), **query})


def _label(field: str, wish: str) -> str:
    """What a reader knows an id by, where it is declared; else the text of the link, cut short."""
    if field == "indicator" and wish in INDICATORS:
        return INDICATORS[wish].label
    return as_plain_text(wish[:40])


_WORDS = {
    "within": "area",
    "level": "kind of place",
    "indicator": "indicator",
    "group": "group",
    "year": "year",
}
