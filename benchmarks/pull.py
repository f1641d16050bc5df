"""What a pull costs: requests, seconds, our own CPU and peak memory, against plain `census` calls.

A server on loopback stands in for the Bureau, 50 ms away. It runs in a process of its own, and so does each
measured pull, so that CPU seconds and memory are the pull's alone.
"""

import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import shapely

from benchmarks import _machine
from benchmarks._table import Row
from data_loaders import acs_files
from data_loaders.pull import Connection, Quantity, Request, area, lines, quantities, run
from equity.indicators import INDICATORS
from tests.data_loaders.live.census_api import CensusApi
from tests.data_loaders.live.replay import Answer, Asked, Replay
from tests.data_loaders.live.shapefile import zipped

TRACTS = 2672  # of North Carolina, 2020 census
ROWS = 616_690  # of table B01001 in 2024, every geography
BYTES_A_ROW = 325  # its 200 MB over its rows
LATENCY_SECONDS = 0.05
KEY = "0" * 40
API, FILES = "https://api.census.gov", "https://www2.census.gov"


def rows(_browser: object) -> list[Row]:
    """A state's tracts with all indicators against the package alone, and a file of true size, no key."""
    parent, child = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(child,), daemon=True)
    server.start()
    url = parent.recv()
    cost = {name: _cost(name, url, parent) for name in MEASURED}
    server.terminate()
    ours, again, plain = cost["our_pull"], cost["our_pull_again"], cost["plain_census"]
    against = "census package alone"
    return [
        Row(
            what="Requests for a state's tracts, all indicators, with shapes",
            ours=ours["asked"],
            unit="",
            goal=70,
            alternative=against,
            theirs=plain["asked"],
        ),
        Row(what="Requests to pull the same again", ours=again["asked"] - ours["asked"], unit="", goal=0),
        Row(
            what="Our own CPU for it, kept and drawn",
            ours=ours["cpu"],
            unit="s",
            alternative=against,
            theirs=plain["cpu"],
        ),
        Row(
            what="From start to end, the service 50 ms away",
            ours=ours["seconds"],
            unit="s",
            goal=60,
            alternative=against,
            theirs=plain["seconds"],
        ),
        Row(
            what="Peak memory of it",
            ours=ours["megabytes"],
            unit="MB",
            alternative=against,
            theirs=plain["megabytes"],
        ),
        Row(
            what="Peak memory, tracts out of a 200 MB summary file",
            ours=cost["summary_file"]["megabytes"],
            unit="MB",
            goal=500,
        ),
        Row(what="Seconds for that file", ours=cost["summary_file"]["seconds"], unit="s"),
    ]


def _cost(name: str, url: str, server: Any) -> dict[str, float]:
    """What one pull costs in a process of its own."""
    server.send("count")
    before = server.recv()
    done = subprocess.run(  # noqa: S603 - this very module, with a name from the list below
        [sys.executable, "-m", "benchmarks.pull", name, url], capture_output=True, text=True, check=True
    )
    server.send("count")
    return {**json.loads(done.stdout), "asked": server.recv() - before}


def our_pull(url: str) -> int:
    """A state's tracts and the state, all indicators for everyone, with annotations, margins and shapes."""
    with tempfile.TemporaryDirectory() as folder:
        return _pulled(_connection(url, Path(folder)))


def our_pull_again(url: str) -> int:
    """The same with every reply kept: nothing is asked."""
    with tempfile.TemporaryDirectory() as folder:
        how = _connection(url, Path(folder))
        _pulled(how)
        return _pulled(how)


def plain_census(url: str) -> int:
    """The same numbers without their annotations, by the package alone."""
    import census  # noqa: PLC0415 - what is measured starts here
    import requests  # noqa: PLC0415 - as above

    class Mirror(requests.adapters.HTTPAdapter):
        def send(self, request: Any, *args: Any, **options: Any) -> Any:
            request.url = request.url.replace(API, url)
            return super().send(request, *args, **options)

    with requests.Session() as session:
        session.mount(API, Mirror())
        wanted = [f"{line}{part}" for line in lines(_for_everyone()) for part in ("E", "M")]
        rows = census.Census(KEY, session=session).acs5.get(
            wanted, geo={"for": "tract:*", "in": "state:37 county:*"}, year=2023
        )
    return len(rows)


def summary_file(url: str) -> int:
    """One table of true size without a key: a state's tracts picked out as it arrives."""
    wanted = [
        Quantity(indicator="under_5", group="all", numerator=("B01001_003",), denominator=("B01001_001",))
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = acs_files.read(
            area("tract", "37"), year=2023, quantities=wanted, connection=_connection(url, Path(folder))
        )
    return found.observations.height


MEASURED: dict[str, Callable[[str], int]] = {
    each.__name__: each for each in (our_pull, our_pull_again, plain_census, summary_file)
}


def _pulled(how: Connection) -> int:
    result = run(Request(source="acs5", area=area("tract", "37"), year=2023, by_race=False), how)
    if result.missing:
        raise AssertionError(result.missing)
    return result.kept[0].rows


def _for_everyone() -> list[Quantity]:
    return quantities(INDICATORS.values(), year=2023, by_race=False)


def _connection(url: str, folder: Path) -> Connection:
    return Connection(key=KEY, folder=folder, mirrors={API: url, FILES: url})


def _serve(pipe: Any) -> None:
    geoids = tuple(f"37{1 + at // 27:03}{at % 27:04}00" for at in range(TRACTS))
    api = CensusApi(cell=_cell, places={"tract": geoids, "state": ("37",)})
    kept: dict[str, Answer] = {}

    def replies(asked: Asked) -> Answer:
        wanted = asked.first("for") + asked.first("get")
        if wanted not in kept:
            kept[wanted] = api(asked)
        return kept[wanted]

    with Replay(delay_seconds=LATENCY_SECONDS) as server:
        server.answer("/data/2023/acs/acs5", replies)
        server.answer("/variables/", Answer(body=b'{"predicateType": "int"}'))
        server.answer("b01001.dat", Answer(body=_large_file(geoids), ranges=True))
        with tempfile.TemporaryDirectory() as folder:
            server.answer("cb_2023_37_tract_500k.zip", Answer(body=_shapes(geoids, Path(folder))))
        pipe.send(server.url)
        while pipe.recv() == "count":
            pipe.send(len(server.asked))


def _cell(geoid: str, name: str) -> str | None:
    line, part = name.split("_")[1][:3], name.split("_")[1][3:]
    return {"E": str(int(geoid[-6:]) % 997 + int(line)), "M": str(int(line) + 9)}.get(part)


def _shapes(geoids: tuple[str, ...], folder: Path) -> bytes:
    squares = [
        shapely.box(at % 60 / 10 - 84, at // 60 / 20 + 34, at % 60 / 10 - 83.9, at // 60 / 20 + 34.05)
        for at in range(len(geoids))
    ]
    return zipped([{"GEOID": each, "NAME": each[5:]} for each in geoids], folder, shapes=squares)


def _large_file(geoids: tuple[str, ...]) -> bytes:
    cells = [f"{part}{line:03}" for line in range(1, 50) for part in ("E", "M")]
    header = "GEO_ID|" + "|".join(f"B01001_{each}" for each in cells)
    row = "|".join(["123"] * len(cells))
    row += "0" * (BYTES_A_ROW - len(row) - 22)  # the last cell is long, as the rows of real files are
    others = (f"1500000US{at:012}|{row}" for at in range(ROWS - len(geoids)))
    return "\n".join([header, *(f"1400000US{geoid}|{row}" for geoid in geoids), *others, ""]).encode()


def _measured(name: str, url: str) -> dict[str, float]:
    def megabytes() -> float:
        return _machine.peak_bytes() / 2**20

    started_with, clock, cpu = megabytes(), time.perf_counter(), time.process_time()
    rows = MEASURED[name](url)
    return {
        "rows": rows,
        "seconds": time.perf_counter() - clock,
        "cpu": time.process_time() - cpu,
        "megabytes": megabytes(),
        "started_with": started_with,
    }


if __name__ == "__main__":
    print(json.dumps(_measured(sys.argv[1], sys.argv[2])))
