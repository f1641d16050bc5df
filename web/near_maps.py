"""Addresses of maps."""

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode

from components import selection
from components.selection import Selection
from data_loaders import cached

MOST_PLACES = 5_000
"""A view of more places is made when somebody asks: what is kept of one takes megabytes."""


def one_choice_away(query: str) -> Iterator[str]:
    """The map of what an address shows, and every map that one choice on it leads to."""
    offer = cached.offer()
    seen, _ = selection.resolved(dict(parse_qsl(query)), offer)
    return _links(selection.one_choice_away(seen, offer))


def nation() -> Iterator[str]:
    """Every map of the States, and every map of all counties."""
    return _links(selection.every_view(selection.NATION, cached.offer()))


def _links(views: Iterable[Selection]) -> Iterator[str]:
    for view in views:
        if cached.places(view.level, view.year).height <= MOST_PLACES:
            yield f"map?{urlencode(selection.as_query(view))}"
