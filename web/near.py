"""What a visitor may ask for next."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

MOST_PLACES = 5_000
"""A view of more places is made when somebody asks: what is kept of one takes megabytes."""

_PAGES = Path(__file__).parents[1] / "pages"
# Without the start page, which is seen when the server starts.
_SECTIONS = ("explore", "model", "data", "about")


def links(query: str) -> Iterator[str]:
    """Every page, then every map that is near to what an address shows."""
    yield from pages()
    yield from maps(query)


def pages() -> Iterator[str]:
    """Every page as a first visit shows it: whoever opens one first would wait seconds for its libraries."""
    for section in _SECTIONS:
        yield from sorted(page.stem for page in (_PAGES / section).glob("*.py"))


def maps(query: str) -> Iterator[str]:
    """The map of what an address shows, and every map that one choice on it leads to."""
    # polars, which is loaded while a first page is on its way
    from components import selection  # noqa: PLC0415 - see above
    from data_loaders import cached  # noqa: PLC0415 - see above

    offer = cached.offer()
    seen, _ = selection.resolved(dict(parse_qsl(query)), offer)
    for view in selection.one_choice_away(seen, offer):
        if cached.places(view.level, view.year).height <= MOST_PLACES:
            yield f"map?{urlencode(selection.as_query(view))}"
