"""What a visitor may ask for next."""

from collections.abc import Iterator
from pathlib import Path

_PAGES = Path(__file__).parents[1] / "pages"
# Without the start page, which is seen when the server starts.
_SECTIONS = ("explore", "model", "data", "about")


def links(query: str) -> Iterator[str]:
    """Every page, every map that is near to what an address shows, then every map of the nation."""
    from web import near_maps  # noqa: PLC0415 - loads polars, while a first page is on its way

    yield from pages()
    yield from near_maps.one_choice_away(query)
    yield from near_maps.nation()


def at_start() -> Iterator[str]:
    """Every map of the nation, with whose numbers half of the work for a map of any State is done."""
    from web import near_maps  # noqa: PLC0415 - as in `links`

    yield from near_maps.nation()


def pages() -> Iterator[str]:
    """Every page as a first visit shows it: whoever opens one first would wait seconds for its libraries."""
    for section in _SECTIONS:
        yield from sorted(page.stem for page in (_PAGES / section).glob("*.py"))
