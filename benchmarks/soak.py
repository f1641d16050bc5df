"""Twenty thousand reruns of the Map page: does the server's memory stay flat?

    python -m benchmarks.soak [reruns]

No garbage is collected after each rerun (`postScriptGC` in .streamlit/config.toml), only now and then by
Python itself, and `cached.settle` sets aside what start-up loaded. So this looks whether anything piles up.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import time

import numpy as np
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

import serve
from benchmarks import _apps, _machine, _table, visitors
from benchmarks._table import Row

RERUNS = 20_000
VISITORS = 4
VIEWS_A_VISIT = 50  # then the visitor leaves and another comes
REPORTS = 20
FLAT_MB = 1.0
"""Growth a thousand reruns that passes for flat: an hour of a hundred visitors is 120 thousand."""


def main(reruns: int) -> None:
    """Print the memory of the server twenty times on the way, and how fast it grows at the end."""
    with serve.running(_apps.OURS.script) as server:
        asyncio.run(_reruns(server, reruns // 20))  # caches fill
        done, held, started = [], [], time.perf_counter()
        for at in range(REPORTS):
            asyncio.run(_reruns(server, reruns // REPORTS))
            done.append((at + 1) * (reruns // REPORTS))
            held.append(_machine.memory_bytes(server.process.pid) / 2**20)
            print(
                f"{done[-1]:>8,} reruns  {held[-1]:7.1f} MB  {time.perf_counter() - started:6.0f} s",
                flush=True,
            )
    half = len(done) // 2
    grown = Row(
        what=f"Memory a thousand reruns, second half of {done[-1]:,}",
        ours=float(np.polyfit(done[half:], held[half:], 1)[0]) * 1000,
        unit="MB",
        goal=FLAT_MB,
    )
    print(_table.printed([grown]))


async def _reruns(server: serve.Server, reruns: int) -> None:
    await asyncio.gather(*(_visits(server, reruns // VISITORS) for _ in range(VISITORS)))


async def _visits(server: serve.Server, reruns: int) -> None:
    turns = itertools.cycle(_apps.INDICATORS)
    for first in range(0, reruns, VIEWS_A_VISIT):
        address = f"ws://{serve.HOST}:{server.port}/_stcore/stream"
        async with connect(
            address, subprotocols=[Subprotocol("streamlit")], max_size=visitors.LARGEST_MESSAGE
        ) as socket:
            kept: set[str] = set()
            for _ in range(min(VIEWS_A_VISIT, reruns - first)):
                await visitors.view(socket, _apps.OURS, next(turns), kept)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RERUNS)
