"""Blocks, processes and a cluster give what one run gives."""

import hashlib
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, replace

import numpy as np
import pytest
from distributed import Client, LocalCluster

from equity.errors import InvalidParameter
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.payers import PARTIES
from equity.simulation.run import run, values_of
from equity.simulation.scenario import Scenario
from equity.simulation.sweep import Totals, sweep, together, totals
from tests.equity.simulation import drawn
from tests.equity.simulation.drawn import ALL_LEVERS

SCENARIO = Scenario(settings=ALL_LEVERS)
DRAWS = 600
AREAS = [
    (drawn.cells(), drawn.policy()),
    (
        drawn.cells(state_geoid="36", places=("36001", "36003")),
        replace(drawn.policy(members=9_000.0), state="NY", state_geoid="36"),
    ),
]
HERE = sweep({"all": SCENARIO, "none": Scenario()}, AREAS, draws=DRAWS)


def digest(found: dict[tuple[str, str], Totals]) -> str:
    parts = []
    for key, each in found.items():
        for field in fields(Totals):
            value = getattr(each, field.name)
            tables = value if isinstance(value, dict) else {"": np.array(value)}
            parts += [
                f"{key} {field.name} {name}".encode() + table.tobytes() for name, table in tables.items()
            ]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def test_a_sweep_gives_the_sums_of_a_run():
    cells, policy = AREAS[0]
    whole, swept = run(SCENARIO, cells, policy, draws=DRAWS), HERE["all", "48"]
    assert set(swept.averted) == set(whole.endpoints)
    for endpoint in whole.endpoints:
        averted, expected = whole.averted_by_cell[endpoint], whole.expected_by_cell[endpoint]
        close = {"rel": 1e-5, "abs": 1e-5 * float(np.abs(averted).max())}
        assert swept.averted[endpoint] == pytest.approx(averted.sum(axis=(1, 2)), **close)
        assert swept.before[endpoint] == pytest.approx(expected.sum(axis=1), rel=1e-5)
        after = (expected.astype(np.float64) - averted).sum(axis=1)
        assert swept.after[endpoint] == pytest.approx(after, rel=1e-5)
        assert swept.averted_in_place[endpoint] == pytest.approx(averted.sum(axis=2).mean(axis=0), **close)
        better = (averted.sum(axis=2) > 0).mean(axis=0)
        assert swept.better_in_place[endpoint] == pytest.approx(better, abs=2 / DRAWS)
        assert swept.by_year[endpoint] == pytest.approx(whole.averted_by_year(endpoint).mean(axis=0), **close)
    for party in PARTIES:
        assert swept.paid[party] == pytest.approx(whole.present_value(whole.paid(party)), rel=1e-5, abs=1e-3)
    helped = sum(flow.by_year().sum(axis=1) for flow in whole.people("helped"))
    assert swept.helped == pytest.approx(helped, rel=1e-5)


def test_the_size_of_a_block_changes_no_draw():
    """600 draws in blocks of 256, 256 and 88, and all at once."""
    values = values_of(SCENARIO, draws=DRAWS)
    small = totals(values, SCENARIO, *AREAS[0], at_once=1)
    for name, whole in HERE["all", "48"].averted.items():
        assert small.averted[name] == pytest.approx(whole, rel=1e-6, abs=1e-6 * float(np.abs(whole).max()))


def test_processes_give_the_same_bytes():
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as workers:
        there = sweep({"all": SCENARIO, "none": Scenario()}, AREAS, draws=DRAWS, workers=workers)
    assert digest(there) == digest(HERE)


def test_a_cluster_gives_the_same_bytes():
    with (
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=False,
            dashboard_address=None,
            host="127.0.0.1",
            protocol="tcp://",
        ) as workers,
        Client(workers, set_as_default=False) as client,
    ):
        there = sweep(
            {"all": SCENARIO, "none": Scenario()}, AREAS, draws=DRAWS, workers=client.get_executor()
        )
    assert digest(there) == digest(HERE)


def test_states_are_added_up_and_their_places_put_side_by_side():
    both = together(HERE["all", state] for state in ("48", "36"))
    assert both.places == ("48001", "48003", "36001", "36003")
    for endpoint, averted in both.averted.items():
        assert averted == pytest.approx(sum(HERE["all", state].averted[endpoint] for state in ("48", "36")))
        assert len(both.averted_in_place[endpoint]) == 4
    with pytest.raises(InvalidParameter, match="at least one"):
        together([])


def test_errors_of_places_are_apart_in_two_states():
    """Two States alike but for their name have other errors, so that these level out in a nation."""
    twin = (drawn.cells(state_geoid="36"), replace(drawn.policy(), state="NY", state_geoid="36"))
    found = sweep({"all": SCENARIO}, [AREAS[0], twin], draws=256)
    one, other = (found["all", state].before["eligible_without_snap"].sum(axis=1) for state in ("48", "36"))
    assert one.mean() == pytest.approx(other.mean(), rel=0.02)
    assert (one != other).all()


def test_nothing_switched_on_sums_to_exactly_nothing():
    nothing = HERE["none", "48"]
    assert set(nothing.averted) == set(ENDPOINTS)
    assert not any(each.any() for each in (*nothing.averted.values(), *nothing.paid.values()))


def test_a_state_given_twice_is_refused():
    with pytest.raises(InvalidParameter, match="once"):
        sweep({"all": SCENARIO}, [AREAS[0], AREAS[0]], draws=256)
