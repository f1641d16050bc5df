"""The views that are made before somebody asks for them."""

from collections.abc import Iterator
from urllib.parse import urlencode


def links() -> Iterator[str]:
    """Every indicator on the map that a first visit shows, and on that of all counties."""
    # polars, which is loaded while a first page is on its way
    from components import selection  # noqa: PLC0415 - see above
    from data_loaders import cached  # noqa: PLC0415 - see above

    offer = cached.offer()
    for area in ({}, {"within": "us"}):
        seen, _ = selection.resolved(area, offer)
        for indicator in offer.indicators(seen.level, seen.within):
            view = selection.with_choice(seen, offer, indicator=indicator)
            yield f"map?{urlencode(selection.as_query(view))}"
