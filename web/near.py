"""The views that a visitor may ask for next."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

MOST_PLACES = 5_000
"""A view of more places is made when somebody asks: what is kept of one takes megabytes."""


def links(query: str) -> Iterator[str]:
    """The map of what an address shows, and every map that one choice on it leads to."""
    # polars, which is loaded while a first page is on its way
    from components import selection  # noqa: PLC0415 - see above
    from data_loaders import cached  # noqa: PLC0415 - see above

    offer = cached.offer()
    seen, _ = selection.resolved(dict(parse_qsl(query)), offer)
    for view in selection.one_choice_away(seen, offer):
        if cached.places(view.level, view.year).height <= MOST_PLACES:
            yield f"map?{urlencode(selection.as_query(view))}"
