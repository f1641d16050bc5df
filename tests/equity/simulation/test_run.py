"""The whole model in the drawn State: what must hold whatever the parameters are."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from equity.errors import InvalidParameter
from equity.levers import LEVERS
from equity.simulation.baseline import ENDPOINTS
from equity.simulation.gaps import gaps, harms
from equity.simulation.outcome import KINDS
from equity.simulation.payers import AUTHORITIES, PARTIES, followed_by, shares
from equity.simulation.run import PARAMETERS, run
from equity.simulation.scenario import Scenario
from equity.simulation.schedule import Schedule
from equity.state_policy import FIELDS
from tests.equity.simulation import drawn
from tests.equity.simulation.drawn import ALL_LEVERS, EVERYTHING, outcome
from tests.equity.simulation.test_payers import VALUES as OF_PAYERS

OFF = dict.fromkeys(EVERYTHING, 0.0)
QUICK = settings(max_examples=15, deadline=None)
VALUES = {name: np.broadcast_to(each, 2) for name, each in OF_PAYERS.items()}


def digest(result) -> str:
    parts = [result.change(each).tobytes() for each in ENDPOINTS]
    parts += [result.paid(party).tobytes() for party in PARTIES]
    return hashlib.sha256(b"".join(parts)).hexdigest()


_ALL_IN_ORDER = digest(run(Scenario(settings=ALL_LEVERS), drawn.cells(), drawn.policy(), draws=8))


@pytest.mark.parametrize("nothing", [{}, OFF])
def test_nothing_switched_on_changes_exactly_nothing(nothing):
    result = outcome(nothing)
    assert not any(result.change(each).any() for each in ENDPOINTS)
    assert not any(result.paid(party).any() for party in PARTIES)
    assert harms(result, gaps(result)) == []


@pytest.mark.parametrize(
    ("field", "setting"),
    [
        ("sdoh_screening_in_mco_contract", {"screening_duty": 1.0, "closed_loop": 1.0}),
        ("snap_medicaid_data_matching", {"snap_mailed": 1.0, "snap_assisted": 1.0}),
    ],
)
def test_what_is_already_in_force_is_not_credited_at_all(field, setting):
    result = outcome(setting, **{field: "yes"})
    assert not any(result.change(each).any() for each in ENDPOINTS)
    assert not any(result.paid(party).any() for party in PARTIES)
    assert any("already in force in this State" in note for note in result.notes)


def test_a_closed_loop_in_force_adds_nothing_to_a_duty_that_is_new():
    duty = {"screening_duty": 1.0}
    with_clause = outcome({**duty, "closed_loop": 1.0}, closed_loop_referral_required="yes")
    assert digest(with_clause) == digest(outcome(duty))
    assert digest(outcome({**duty, "closed_loop": 1.0})) != digest(outcome(duty))


@pytest.mark.parametrize("unsure", ["unknown", "partial"])
def test_what_is_unknown_is_credited_from_none_to_full_and_said_to_be_unknown(unsure):
    """With all of the list written to and the share in force even from 0 to 1, half is left on average."""
    field, setting = "snap_medicaid_data_matching", {"snap_mailed": 1.0}
    known = outcome(setting).people("reached")[0].by_year().sum(axis=1)
    unknown = outcome(setting, **{field: unsure}).people("reached")[0].by_year().sum(axis=1)
    share = unknown / known
    assert share.min() >= 0 and share.max() <= 1
    assert share.mean() == pytest.approx(0.5, abs=0.01)
    assert any("known" in note for note in outcome(setting, **{field: unsure}).notes)


def test_a_state_without_plans_gains_nothing_from_a_contract():
    bare = drawn.policy()
    none = replace(bare.facts["mco_share_pct"], value="0")
    result = run(
        Scenario(settings={"screening_duty": 1.0}),
        drawn.cells(),
        replace(bare, facts={**bare.facts, "mco_share_pct": none}),
        draws=64,
    )
    assert not result.change("ed_visits").any()
    assert any("no comprehensive Medicaid plans" in note for note in result.notes)


def adds_up_to_zero(result) -> bool:
    paid = [result.paid(party) for party in PARTIES]
    return bool(np.abs(sum(paid)).max() <= 1e-6 * max(np.abs(each).max() for each in paid))


def test_every_ledger_adds_up_to_zero_in_every_draw_and_year():
    for settings_ in (EVERYTHING, ALL_LEVERS):
        result = outcome(settings_)
        assert adds_up_to_zero(result)
        assert {entry.kind for entry in result.ledger} <= set(KINDS)


@st.composite
def scenarios(draw) -> Scenario:
    """Any levers at any setting, paid by anybody, with money that may end."""
    every = [setting for lever in LEVERS.values() for setting in lever.settings]
    chosen = draw(st.lists(st.sampled_from(every), min_size=1, max_size=12, unique_by=lambda one: one.id))
    amount = {each.id: draw(st.floats(each.low, each.high)) for each in chosen}
    choices = {
        choice.id: draw(st.sampled_from(sorted(choice.options)))
        for lever in LEVERS.values()
        for choice in lever.choices
        if draw(st.booleans())
    }
    ends = {
        lever.id: Schedule(
            money_until=draw(st.integers(2027, 2031)), then=draw(st.sampled_from(["", "local"]))
        )
        for lever in LEVERS.values()
        if lever.paid_by and draw(st.booleans())
    }
    return Scenario(settings=amount, choices=choices, schedules=ends, horizon=draw(st.integers(1, 6)))


@QUICK
@given(scenarios())
def test_the_ledger_of_any_scenario_adds_up_to_zero_and_its_people_add_up_to_the_total(scenario):
    result = run(scenario, drawn.cells(), drawn.policy(), draws=16)
    assert adds_up_to_zero(result)
    for endpoint in result.endpoints:
        whole = result.averted_by_year(endpoint)
        assert np.isfinite(whole).all()
        places = result.averted_by_cell[endpoint].sum(axis=(1, 2))
        assert places == pytest.approx(whole.sum(axis=1), rel=1e-3, abs=1e-2)
        most = result.expected_by_cell[endpoint]
        assert (result.averted_by_cell[endpoint] <= most * (1 + 1e-4)).all()


@QUICK
@given(st.permutations(list(ALL_LEVERS.items())))
def test_no_order_of_levers_changes_a_byte(settings_):
    one = run(Scenario(settings=dict(settings_)), drawn.cells(), drawn.policy(), draws=8)
    assert digest(one) == _ALL_IN_ORDER


def test_every_rule_splits_a_dollar_whole():
    rules = shares(drawn.policy(), VALUES, in_plans=np.full(2, 0.8), start_year=2027, age=(1, 2, 3))
    for first, later in product(AUTHORITIES.values(), repeat=2):
        paid = followed_by(rules[first.rule], rules[later.rule], followed=np.array([0.0, 1.0, 1.0]))
        assert sum(paid.values()) == pytest.approx(np.ones((2, 3)))


def test_what_is_in_force_for_every_lever_at_once_changes_nothing():
    """Each lever that a State can have already, asked for in full where it has it in full."""
    have = {
        setting.id: setting
        for lever in LEVERS.values()
        for setting in lever.settings
        if setting.in_force_field and FIELDS[setting.in_force_field].kind == "policy"
    }
    in_force = {setting.in_force_field: "yes" for setting in have.values()}
    result = outcome({name: setting.high for name, setting in have.items()}, **in_force)
    assert len(have) >= 9
    assert not any(result.change(each).any() for each in ENDPOINTS)
    assert not any(result.paid(party).any() for party in PARTIES)


def test_cells_add_up_to_the_total():
    result = outcome(EVERYTHING)
    for endpoint in result.endpoints:
        by_year = result.averted_by_year(endpoint)
        assert -result.change(endpoint).sum(axis=2) == pytest.approx(by_year, rel=1e-4, abs=1e-3)
        assert result.averted_by_cell[endpoint].sum(axis=(1, 2)) == pytest.approx(by_year.sum(axis=1))


def test_the_order_in_which_levers_are_set_changes_no_byte():
    one = outcome(EVERYTHING)
    other = outcome(dict(reversed(EVERYTHING.items())))
    assert digest(one) == digest(other)


def test_a_lever_switched_off_leaves_the_draws_of_another_as_they_are():
    """Common random numbers: SNAP's result is the same whether or not workers are added."""
    alone = outcome({"snap_mailed": 0.8})
    beside = outcome({"snap_mailed": 0.8, "chw_offered": 0.5, "chw_workers": 3.0})
    assert alone.change("eligible_without_snap").tobytes() == beside.change("eligible_without_snap").tobytes()


def test_two_fresh_processes_give_the_same_bytes():
    code = (
        "from tests.equity.simulation import drawn, test_run as t;"
        "print(t.digest(drawn.outcome(drawn.ALL_LEVERS)))"
    )
    here = digest(outcome(ALL_LEVERS))
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


def test_another_seed_gives_other_draws():
    scenario = Scenario(settings=EVERYTHING)
    results = [run(replace(scenario, seed=seed), drawn.cells(), drawn.policy(), draws=64) for seed in (0, 1)]
    assert digest(results[0]) != digest(results[1])


@QUICK
@given(
    st.sampled_from([each for each in sorted(EVERYTHING) if each not in ("snap_assisted", "closed_loop")]),
    st.floats(0.05, 0.9),
)
def test_more_of_a_lever_never_helps_fewer(setting, part):
    """Helped people over the horizon rise with each slider that adds people."""
    top = next(s.high for lever in LEVERS.values() for s in lever.settings if s.id == setting)
    lever = next(lever for lever in LEVERS.values() if setting in {s.id for s in lever.settings})
    helped = [
        outcome({**EVERYTHING, setting: value}).people("helped", lever=lever.id)[0].by_year().sum(axis=1)
        for value in (part * top, top)
    ]
    assert (helped[0] <= helped[1] * (1 + 1e-9)).all()


@QUICK
@given(st.floats(0, 1), st.floats(0, 20), st.floats(0, 1), st.floats(0, 1), st.integers(1, 10))
def test_nobody_is_helped_twice_and_no_more_is_averted_than_could_be(offered, workers, mailed, duty, horizon):
    scenario = Scenario(
        settings={
            "chw_offered": offered,
            "chw_workers": workers,
            "snap_mailed": mailed,
            "screening_duty": duty,
        },
        horizon=horizon,
    )
    result = run(scenario, drawn.cells(), drawn.policy(), draws=32)
    for effect in result.effects.values():
        people = [effect.stages[stage].by_year() for stage in ("eligible", "reached", "accepted", "helped")]
        assert all((fewer <= more * (1 + 1e-9)).all() for more, fewer in pairwise(people))
    for endpoint in {"hospital_stays", "ed_visits"} & set(result.endpoints):
        most = 0.40 * result.expected_by_cell[endpoint]
        assert (result.averted_by_cell[endpoint] <= most * (1 + 1e-9)).all()


def test_workers_beyond_those_who_accept_help_nobody_more():
    few, many, more = (
        outcome({"chw_offered": 0.1, "chw_workers": each}).people("helped")[0].by_year()
        for each in (0.25, 10.0, 20.0)
    )
    assert (few < many).all()
    assert many.tolist() == more.tolist()


def test_community_health_workers_may_lose_money_in_a_new_place():
    """The interval of the pooled ratio spans 1, so in some draws hospital stays rise."""
    result = outcome({"chw_offered": 0.5, "chw_workers": 3.0})
    stays = result.averted_by_year("hospital_stays").sum(axis=1)
    assert stays.min() < 0 < stays.max()
    assert harms(result, gaps(result))


def test_who_pays_follows_the_authority_and_not_the_effect():
    """Of the program's cost 0.70 is federal as a benefit, 0.50 as administration, nothing as local money."""
    settings_ = {"chw_offered": 0.5, "chw_workers": 3.0}
    results = {
        way: run(
            Scenario(settings=settings_, choices={"chw_paid_by": way}),
            drawn.cells(),
            drawn.policy(),
            draws=32,
        )
        for way in ("benefit", "administration", "local")
    }
    federal = {
        way: result.paid("federal", kind="program") / -result.paid("providers", kind="program")
        for way, result in results.items()
    }
    assert federal["benefit"] == pytest.approx(np.full((32, 5), 0.70))
    assert federal["administration"] == pytest.approx(np.full((32, 5), 0.50))
    assert not federal["local"].any()
    changes = {result.change("hospital_stays").tobytes() for result in results.values()}
    assert len(changes) == 1


def test_a_parameter_replaced_by_the_reader_is_used():
    """With everyone accepting and workers enough, those helped are those offered."""
    everyone = {
        **PARAMETERS,
        "chw_accept": replace(PARAMETERS["chw_accept"], central=0.95, low=0.94, high=0.96),
    }
    result = run(
        Scenario(settings={"chw_offered": 0.1, "chw_workers": 20.0}),
        drawn.cells(),
        drawn.policy(),
        parameters=everyone,
        draws=64,
    )
    stages = result.effects["community_health_workers"].stages
    share = stages["helped"].by_year() / stages["reached"].by_year()
    assert share == pytest.approx(np.full((64, 5), 0.95), abs=0.02)


def test_places_of_another_state_are_refused():
    with pytest.raises(InvalidParameter, match="its own policy"):
        run(Scenario(), drawn.cells(state_geoid="36"), drawn.policy())


def test_a_missing_parameter_is_named():
    fewer = {name: each for name, each in PARAMETERS.items() if name != "chw_accept"}
    with pytest.raises(InvalidParameter, match="chw_accept"):
        run(Scenario(), drawn.cells(), drawn.policy(), parameters=fewer)


def test_a_result_says_where_it_comes_from():
    source = outcome({"chw_offered": 0.5, "chw_workers": 3.0}).provenance
    assert {"chw_stays_ratio", "stay_price"} <= {each.id for each in source.parameters}
    assert not any(each.id.startswith("snap_letter") for each in source.parameters)
    assert {"pool_carecoord_adm", "chw_cost_per_admission"} <= set(source.evidence_ids)
    assert (source.seed, source.draws) == (0, 128)
    assert source.vintages == {
        "poverty": 2019,
        "medicaid_enrollment": 2024,
        "fmap_latest_fiscal_year": 2026,
    }
    assert [fact.field for fact in source.facts] == ["chw_coverage", "chw_rate", "mco_share_pct"]


def test_very_many_places_are_run_with_fewer_draws_and_say_so():
    """2,000 places with 2 groups: 3,000,000 / 4,000 = 750 draws, and the power of two below is 512."""
    each = np.full(2_000, 0.2)
    many = drawn.cells(
        places=tuple(f"{at:011}" for at in range(2_000)),
        residents=np.full((2_000, 2), 50.0),
        **dict.fromkeys(
            (
                "poverty",
                "poverty_error",
                "public_coverage",
                "public_coverage_error",
                "uninsured",
                "uninsured_error",
            ),
            each,
        ),
    )
    result = run(Scenario(), many, drawn.policy())
    assert result.draws == 512
    assert any("512 draws rather than 1,000" in note for note in result.notes)
    assert not any("rather than" in note for note in run(Scenario(), drawn.cells(), drawn.policy()).notes)
