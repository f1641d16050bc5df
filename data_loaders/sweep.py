"""Run a scenario in many States with many draws, on this machine or on a Dask cluster, as a table.

    python -m data_loaders.sweep "snap_mailed=0.8&snap_assisted=0.5" --states 36,48 --out sums.csv
    python -m data_loaders.sweep "snap_mailed=0.8" --scheduler tcp://10.0.0.5:8786

The scenario is the part of a Levers link after the question mark. Without --states it runs in all of them.
"""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

import polars as pl

from data_loaders import lever_cells, state_policy
from equity.errors import EquityError, InvalidParameter
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.cells import Cells
from equity.simulation.payers import PARTIES
from equity.simulation.scenario import from_link
from equity.simulation.summary import spread
from equity.simulation.sweep import DRAWS, Totals, sweep
from equity.state_policy import StatePolicy


def areas(states: Iterable[str] = ()) -> list[tuple[Cells, StatePolicy]]:
    """The counties and the policy of each State (two-digit FIPS codes), of all 51 where none is named."""
    chosen = list(states) or sorted(state_policy.facts()["state_geoid"].unique())
    return [(lever_cells.cells("county", each), state_policy.policy(each)) for each in chosen]


def processes(count: int = os.cpu_count() or 1) -> Executor:
    """Processes of this machine. Each starts anew: a copy of this one could wait forever for its threads."""
    return ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))


@contextmanager
def connected(address: str, *, seconds: float = 10) -> Iterator[Executor]:
    """The workers of a Dask scheduler, which have this code; the connection is closed at the end.

    Raises
    ------
    InvalidParameter
        Nobody answers at the address.
    """
    from distributed import Client  # noqa: PLC0415  # a second to import, and only sweeps need it

    try:
        # distributed carries no types
        client = Client(address, timeout=seconds, set_as_default=False)  # type: ignore[no-untyped-call]
    except OSError as fault:
        raise InvalidParameter(
            f"No Dask scheduler answers at {address}. Start one with `dask scheduler` and workers with "
            "`dask worker`, or leave --scheduler out."
        ) from fault
    with client:
        yield client.get_executor(pure=False)  # type: ignore[no-untyped-call]


def table(found: dict[tuple[str, str], Totals]) -> pl.DataFrame:
    """The sums in numbers: `scenario`, `state_geoid`, `kind`, `id`, `unit`, p10, p50, p90, mean, `better`.

    Money is the present value of what a party pays; below zero it gains. `better` is the chance of fewer
    events, or of a party gaining.
    """
    rows = []
    for (scenario, state), each in found.items():
        for endpoint, averted in each.averted.items():
            about = ("averted", endpoint, ENDPOINTS[endpoint].unit)
            rows.append((scenario, state, *about, averted, (averted > 0).mean()))
        for party in PARTIES:
            paid = each.paid[party]
            rows.append((scenario, state, "paid", party, "USD", paid, (paid < 0).mean()))
    return pl.DataFrame(
        [
            {
                **dict(zip(("scenario", "state_geoid", "kind", "id", "unit"), about, strict=True)),
                **{name: float(value) for name, value in spread(values).items()},
                "better": float(better),
            }
            for *about, values, better in rows
        ]
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the sweep; 0 if it went well."""
    parser = argparse.ArgumentParser(prog="python -m data_loaders.sweep", description=__doc__)
    parser.add_argument("scenario", help="the settings, as in a link: snap_mailed=0.8&horizon=10")
    parser.add_argument("--states", default="", help="two-digit FIPS codes, with commas between")
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--scheduler", help="address of a Dask scheduler, tcp://host:port")
    parser.add_argument("--out", type=Path, help="a CSV file; printed where none is named")
    options = parser.parse_args(arguments)
    try:
        scenario = from_link(dict(parse_qsl(options.scenario, strict_parsing=bool(options.scenario))))
        chosen = areas(filter(None, options.states.split(",")))
        with connected(options.scheduler) if options.scheduler else processes() as workers:
            found = sweep({"scenario": scenario}, chosen, draws=options.draws, workers=workers)
    except EquityError as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    written = table(found).write_csv(options.out)
    if written:
        print(written, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
