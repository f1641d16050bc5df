"""Goals this machine does not meet: what stands in the way of each, and two things that were tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks._subjects import Measured
from benchmarks._table import Row


@dataclass(frozen=True, kw_only=True)
class Limit:
    """Why the goal of every row whose words start with `rows` is not met here, and what was `tried`."""

    rows: str
    cause: str
    tried: tuple[str, str]


LIMITS: tuple[Limit, ...] = (
    Limit(
        rows="Server's start to first map",
        cause="The server needs 1.1 s until it answers. Then it runs the app's script once and loads the "
        "map's libraries while the browser reads Streamlit's scripts, on the same two processors; from the "
        "open connection to the picture it is 1.3 s, most of it in the browser.",
        tried=(
            "the map without the model, the statistics and a library for classes, which were "
            "loaded with it: 7.6 s to 4.2 s in the environment of the tests",
            "the script run once by the server itself, and the map's libraries loaded in a "
            "thread, while the browser starts: 8.6 s to 5.9 s before that",
        ),
    ),
    Limit(
        rows="Opening the page to first map",
        cause="From the first byte to the picture both processors are busy: 3.5 s of processor, of which the "
        "server takes 0.13 s and the map 0.5 s; the rest is Streamlit's own scripts being compiled, run and "
        "drawn.",
        tried=(
            "Streamlit's scripts sent from memory, the server's address named in its page and the first "
            "picture drawn at its size: 2.2 s to 1.9 s, side by side",
            "outlines and mesh prepared in a worker while Streamlit's scripts run, and the map's script "
            "named in the head of the page: nothing",
        ),
    ),
    Limit(
        rows="Recolor all counties, click to picture, a view somebody has seen",
        cause="About 45 ms from the click until Streamlit sends, 10 ms in the server, 50 ms or more until "
        "Streamlit has read the map's message, and 35 ms for the picture itself in software WebGL. So pydeck "
        "takes 11 times as long rather than 25 times; Plotly 14, where five was the goal. The machine shares "
        "its processors with others: in nine runs of one night this was 161 to 197 ms, in the middle 188.",
        tried=(
            "the picture drawn as its message comes rather than with the browser's next frame: 235 ms to "
            "193 ms, then nothing painted where no place is and software WebGL told to begin at once: 265 ms "
            "to 180 ms in all, each side by side in its hour",
            "a new picture sent 50 ms ahead of the page's words, which take the browser longer than the "
            "picture: 215 ms to 165 ms, side by side in that hour; then the map's script kept at hand rather "
            "than imported with each message: 172 ms to 154 ms, in the middle of three runs each in turns",
        ),
    ),
    Limit(
        rows="Recolor all counties, click to picture, the first to ask for a view made ahead",
        cause="As for a view that somebody has seen, in a browser that has not changed the map before. In "
        "nine runs of one night it was 164 to 222 ms, in the middle 188.",
        tried=(
            "the view made ahead while nobody asks, which spares 25 ms of the server: 208 ms to 195 ms",
            "a new picture drawn as its message comes, as above",
        ),
    ),
    Limit(
        rows="Recolor all counties, click to picture, a view new to the server",
        cause="As for a view that somebody has seen, and the server needs some 25 ms more for its numbers. "
        "In nine runs of one night it was 174 to 234 ms, in the middle 210.",
        tried=(
            "the number of the whole area, which only the words need, read after the picture is sent: 6 ms",
            "observations held in memory rather than read from their file, and two passes less: 6 ms",
        ),
    ),
    Limit(
        rows="Server CPU a rerun, a view somebody has seen",
        cause="Mostly Streamlit's own work for 20 messages, in the script and in sending each. "
        "The browser, which draws in software on the same two processors, makes the same work cost some 3 ms "
        "more. In ten runs of one evening it was 19 to 26 ms, in the middle 22.",
        tried=(
            "answers kept in memory found without Streamlit's way of making a key: 31 ms to 22 ms; uvloop "
            "and httptools in place of what uvicorn does in Python: 25 ms to 21 ms",
            "the Python of the distribution, compiled for speed, in place of a version manager's: 27 ms to "
            "22 ms, in the middle of three runs each in turns; the page as a fragment of its own, which "
            "spares the head and the foot: 2 ms, and the address lagged behind; "
            "a server that wakes once a second and not ten times: 26.1 ms to 22.0 ms a view, one every 1.5 s "
            "without a browser, in turns; two blocks fewer on the page: 0.5 to 0.8 ms",
        ),
    ),
    Limit(
        rows="Server CPU a rerun, the first to ask for a view made ahead",
        cause="As for a view that somebody has seen. In ten runs of one evening it was 18 to 26 ms, in "
        "the middle 24.5.",
        tried=(
            "the view made ahead while nobody asks: 50 ms to 24 ms",
            "Python's threads changing hands less or more often, and fewer settings of the theme: nothing, "
            "and 1 ms for all colors",
        ),
    ),
    Limit(
        rows="Server CPU a rerun, a view new to the server",
        cause="Its tables are read, joined, sorted into classes and put into words: some twenty queries of "
        "polars at 0.8 ms each, and then the page as for a view that somebody has seen.",
        tried=(
            "observations held in memory rather than read from their file: 60 ms to 54 ms",
            "33 queries made 19, and expressions, layers and reasons for what does not match made once: "
            "56 ms to 45 ms, without a browser beside it",
        ),
    ),
    Limit(
        rows="Server CPU a view with no browser beside it, a view new to the server",
        cause="The same 25 ms of queries: what is asked for within seconds, or is more than one choice away "
        "from what visitors look at, is made when somebody asks.",
        tried=(
            "33 queries made 19, and expressions, layers and reasons for what does not match made once: "
            "56 ms to 45 ms",
            "polars on one thread: nothing",
        ),
    ),
    Limit(
        rows="8,990 tracts of a state: recolor",
        cause="As for counties; every view that is measured is new to the server, which takes some 30 ms, "
        "and the borders between counties are drawn anew with each picture.",
        tried=(
            "no garbage collection after each rerun, a deck made once: 470 ms to 364 ms",
            "borders with no more edges than the screen can show: 411 ms to 233 ms, one after the other",
        ),
    ),
    Limit(
        rows="8,990 tracts of a state: opening",
        cause="Streamlit's own scripts take 1.1 s and its page stands after 1.7 s; then outlines with "
        "every point are read and made into a mesh in the page's own thread.",
        tried=(
            "the map's script named in the head of the page: nothing",
            "outlines compressed once and kept by browsers, which a first visit does not have yet",
        ),
    ),
    Limit(
        rows="8,990 tracts of a state: server CPU",
        cause="Every view that is measured is new to the server: its table is read, sorted into classes "
        "and written.",
        tried=(
            "words of tooltips made only once somebody points at the map",
            "no garbage collection after each rerun, a deck made once: 150 ms to 40 ms",
        ),
    ),
    Limit(
        rows="84,970 tracts: opening",
        cause="After Streamlit's page (1.7 s) the overview of the nation is read and its mesh made in "
        "the page's own thread.",
        tried=(
            "an overview of all places and files by State, of which a first visit fetches only the overview",
            "the map's script named in the head of the page: nothing",
        ),
    ),
    Limit(
        rows="84,970 tracts: server CPU",
        cause="85,000 values that are new to the server are sorted into classes and written: 75 ms for "
        "the map and its message alone (below), the rest for reading and joining its table.",
        tried=(
            "no garbage collection after each rerun, a deck made once: 260 ms to 130 ms",
            "words of tooltips, and the table of numbers, made only once somebody asks for them",
        ),
    ),
    Limit(
        rows="84,970 tracts: a frame of a pan",
        cause="Places in view are few at street size; most of a frame is software WebGL's own, for "
        "1,440 by 900 pixels.",
        tried=(
            "what is out of view not drawn, State by State: 80 ms where all places take 439 ms",
            "every point of a State's outlines fetched only when somebody looks closely",
        ),
    ),
    Limit(
        rows="All counties, 5 groups",
        cause="The errors of all places are 63 million normal numbers at 12 ns, 0.7 s of a processor; "
        "what depends on draws and years is worked out for each State under its own laws, about "
        "0.07 s each.",
        tried=(
            "two processes rather than two threads, which wait for Python's lock: 4.3 s rather than 6.5 s",
            "tables by draw and year that lie year after year in memory: 8.7 s of a processor to 7.2 s",
        ),
    ),
    Limit(
        rows="Gini index, 85,000 places",
        cause="Half of 170 million simulated numbers are drawn (14 ns each, 1.2 s), and 2,000 tables of "
        "85,000 places are each sorted.",
        tried=(
            "numbers in single precision, 13.6 ns rather than 15.3 ns each",
            "a measure that needs no order, the variance between groups: still 6 s of processor",
        ),
    ),
    Limit(
        rows="85,000 places joined with 40 indicators",
        cause="The table stands in another order than the map, so that 85,000 codes are looked up and "
        "27 MB are written in a new order; writing them alone takes 9 ms.",
        tried=(
            "codes as whole numbers rather than texts: 17 ms rather than 25, but codes are texts everywhere",
            "the order found first and each column taken by it: 16 ms, with more of both processors",
        ),
    ),
)


def missed(rows: Iterable[Row]) -> list[tuple[Row, Limit | None]]:
    """The rows whose goal is not met, one for each thing measured, with the limit that explains it."""
    found = {row.what: row for row in rows if row.is_missed}
    return [
        (row, next((each for each in LIMITS if row.what.startswith(each.rows)), None))
        for row in found.values()
    ]


def open_questions(found: Measured) -> str:
    """What the run leaves to be answered, in sentences; empty if nothing failed or is left unexplained."""
    said = [f"{name} failed: {words}" for name, words in found.failed.items()]
    said += [
        f"The goal of {row.what!r} is not met and benchmarks/_limits.py does not say why."
        for row, limit in missed(found.rows)
        if limit is None
    ]
    return "\n".join(said)
