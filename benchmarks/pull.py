"""What a pull costs: requests, seconds, our own CPU and peak memory, against plain `census` calls.

    python -m benchmarks.pull

A server on loopback stands in for the Bureau, 50 ms away. It runs in a process of its own, and so does each
measured pull, so that CPU seconds and memory are the pull's alone.
"""

import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from data_loaders import acs5, acs_files
from data_loaders.pull import Arrival, Connection, Quantity, area, lines, quantities
from equity.indicators import INDICATORS
from tests.data_loaders.live.census_api import CensusApi
from tests.data_loaders.live.replay import Answer, Asked, Replay

TRACTS = 2672  # of North Carolina, 2020 census
ROWS = 616_690  # of table B01001 in 2024, every geography
BYTES_A_ROW = 325  # its 200 MB over its rows
LATENCY_SECONDS = 0.05
KEY = "0" * 40
API, FILES = "https://api.census.gov", "https://www2.census.gov"


def main() -> None:
    """Measure each pull in a process of its own and print a line for it."""
    parent, child = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(child,), daemon=True)
    server.start()
    url = parent.recv()
    for name in MEASURED:
        parent.send("count")
        before = parent.recv()
        done = subprocess.run(  # noqa: S603 - this very module, with a name from the list above
            [sys.executable, "-m", "benchmarks.pull", name, url], capture_output=True, text=True, check=True
        )
        parent.send("count")
        cost = json.loads(done.stdout)
        asked = parent.recv() - before
        print(
            f"{name}: {asked} requests, {cost['seconds']:.1f} s of which {cost['cpu']:.1f} s of "
            f"our CPU, {cost['megabytes']:.0f} MB at the peak ({cost['started_with']:.0f} before it), "
            f"{cost['rows']:,} rows",
            flush=True,
        )
    server.terminate()


def our_pull(url: str) -> int:
    """A state's tracts and the state, all indicators for everyone, with annotations and margins."""
    with tempfile.TemporaryDirectory() as folder:
        found = _read(_connection(url, Path(folder)))
    return found.observations.height


def our_pull_again(url: str) -> int:
    """The same with every reply kept: nothing is asked."""
    with tempfile.TemporaryDirectory() as folder:
        how = _connection(url, Path(folder))
        for _ in range(2):
            found = _read(how)
    return found.observations.height


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


def _read(how: Connection) -> Arrival:
    tracts = area("tract", "37")
    return acs5.read(tracts, year=2023, quantities=_for_everyone(), connection=how, with_whole=True)


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
        pipe.send(server.url)
        while pipe.recv() == "count":
            pipe.send(len(server.asked))


def _cell(geoid: str, name: str) -> str | None:
    line, part = name.split("_")[1][:3], name.split("_")[1][3:]
    return {"E": str(int(geoid[-6:]) % 997 + int(line)), "M": str(int(line) + 9)}.get(part)


def _large_file(geoids: tuple[str, ...]) -> bytes:
    cells = [f"{part}{line:03}" for line in range(1, 50) for part in ("E", "M")]
    header = "GEO_ID|" + "|".join(f"B01001_{each}" for each in cells)
    row = "|".join(["123"] * len(cells))
    row += "0" * (BYTES_A_ROW - len(row) - 22)  # the last cell is long, as the rows of real files are
    others = (f"1500000US{at:012}|{row}" for at in range(ROWS - len(geoids)))
    return "\n".join([header, *(f"1400000US{geoid}|{row}" for geoid in geoids), *others, ""]).encode()


def _measured(name: str, url: str) -> dict[str, float]:
    def megabytes() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

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
    if len(sys.argv) > 1:
        print(json.dumps(_measured(sys.argv[1], sys.argv[2])))
    else:
        main()
