"""The views that are made before somebody asks for them."""

from collections.abc import Iterator
from urllib.parse import urlencode

from components import selection
from data_loaders import cached


def links() -> Iterator[str]:
    """Every indicator on the map that a first visit shows, and on that of all counties."""
    offer = cached.offer()
    for area in ({}, {"within": "us"}):
        seen, _ = selection.resolved(area, offer)
        for indicator in offer.indicators(seen.level, seen.within):
            view = selection.with_choice(seen, offer, indicator=indicator)
            yield f"map?{urlencode(selection.as_query(view))}"
