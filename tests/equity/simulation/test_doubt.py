"""Draws that err together, tornado, threshold, the worth of information and alternatives of structure."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from equity.errors import InvalidParameter
from equity.simulation import alternatives, information, summary
from equity.simulation.draws import Noise, draw
from equity.simulation.parameters import Parameter
from equity.simulation.run import PARAMETERS, run, values_of
from equity.simulation.scenario import Scenario
from equity.simulation.sensitivity import result, threshold, tornado
from tests.equity.levers.certain import run_pinned
from tests.equity.simulation import drawn
from tests.equity.simulation.drawn import EVERYTHING, outcome

WORKERS = {"chw_offered": 0.5, "chw_workers": 3.0}
ALONE = outcome(WORKERS)
STANDARD_NORMAL = stats.norm.ppf((np.arange(4096) + 0.5) / 4096)


def parameter(name: str, *evidence: str) -> Parameter:
    return Parameter(
        id=name,
        label=name,
        central=1.0,
        low=0.5,
        high=2.0,
        unit="ratio",
        distribution="lognormal",
        evidence=evidence,
    )


def pinned(name: str, value: float) -> Parameter:
    return replace(PARAMETERS[name], central=value, low=value, high=value, distribution="fixed")


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(stats.spearmanr(one, other).statistic)


def test_parameters_of_one_study_err_together_and_others_do_not():
    """Normal scores correlate by 0.5, ranks by 6 / pi asin(0.25) = 0.483; of two studies one in common: 0.5
    / sqrt(1 x 2) = 0.354, ranks 6 / pi asin(0.177) = 0.340. An assumption in common joins nothing."""
    values = draw(
        [
            parameter("a", "study", "assumption"),
            parameter("b", "study"),
            parameter("c", "study", "second"),
            parameter("d", "second"),
            parameter("e", "assumption"),
        ],
        draws=4096,
    )
    assert correlation(values["a"], values["b"]) == pytest.approx(0.483, abs=0.02)
    assert correlation(values["a"], values["c"]) == pytest.approx(0.340, abs=0.02)
    assert correlation(values["c"], values["d"]) == pytest.approx(0.340, abs=0.02)
    assert correlation(values["a"], values["d"]) == pytest.approx(0, abs=0.02)
    assert correlation(values["a"], values["e"]) == pytest.approx(0, abs=0.02)


def test_erring_together_leaves_each_distribution_as_it_is():
    """Median 1 and a 95 % interval from 0.5 to 2."""
    values = draw([parameter("a", "study"), parameter("b", "study")], draws=4096)
    for each in values.values():
        assert np.quantile(each, [0.025, 0.5, 0.975]) == pytest.approx([0.5, 1.0, 2.0], rel=0.02)


def test_parameters_can_be_drawn_apart():
    values = draw([parameter("a", "study"), parameter("b", "study")], draws=4096, rho=0.0)
    assert correlation(values["a"], values["b"]) == pytest.approx(0, abs=0.01)
    with pytest.raises(InvalidParameter, match="below 1"):
        draw([parameter("a", "study")], rho=1.0)


def test_the_first_draws_are_the_same_however_many_there_are():
    few, many = (values_of(Scenario(), draws=each) for each in (256, 1024))
    assert all(few[name].tobytes() == many[name][:256].tobytes() for name in few)
    few, many = (Noise(seed=3).standard_normal("x", draws=each, count=2) for each in (100, 700))
    assert few.tobytes() == many[:100].tobytes()


def test_pinning_a_number_changes_no_draw_of_another():
    usual = values_of(Scenario(), draws=64)
    changed = values_of(
        Scenario(), parameters=PARAMETERS | {"chw_cost": pinned("chw_cost", 1_000.0)}, draws=64
    )
    assert {name for name in usual if usual[name].tobytes() != changed[name].tobytes()} == {"chw_cost"}


def test_a_tornado_moves_one_number_at_a_time():
    """Fewer dollars a person by x save the payers x for each person helped, at the same number of people."""
    found = tornado(ALONE, drawn.policy(), "payers")
    cost = found.filter(id="chw_cost").row(0, named=True)
    people = ALONE.people("helped")[0]
    median = {name: np.median(column) for name, column in ALONE.values.items()}
    assert cost["at_low"] > cost["at_median"] > cost["at_high"]
    assert cost["swing"] == pytest.approx(cost["at_low"] - cost["at_high"])
    per_dollar = (cost["at_low"] - cost["at_high"]) / (cost["high"] - cost["low"])
    helped = ALONE.present_value(people.by_year())
    # 313.689 / 258.811 of a dollar of 2020; the median number helped is close to that at median numbers.
    assert per_dollar / 1.2120 == pytest.approx(np.median(helped), rel=0.15)
    assert median["chw_cost"] == pytest.approx((cost["low"] + cost["high"]) / 2, rel=0.1)
    assert found["swing"].is_sorted(descending=True)
    assert not set(found["id"]) & {"snap_letter_odds", "group_effect_spread"}


def test_the_widest_bar_of_workers_is_the_effect_in_a_new_place():
    found = tornado(ALONE, drawn.policy(), "hospital_stays")
    assert found["id"][0] == "chw_stays_ratio"
    assert found["changes_answer"][0]


def test_at_the_threshold_the_program_breaks_even_on_average():
    """Without more outpatient care: with the cost of help pinned to the threshold payers gain about 0."""
    parameters = PARAMETERS | {
        "chw_cost": replace(
            PARAMETERS["chw_cost"], central=800.0, low=10.0, high=2_500.0, distribution="triangular"
        ),
        "chw_outpatient_spending": pinned("chw_outpatient_spending", 1.0),
    }
    usual = run(Scenario(settings=WORKERS), drawn.cells(), drawn.policy(), parameters=parameters, draws=128)
    found = threshold(usual, drawn.policy(), "chw_cost", "payers")
    assert found.value is not None and found.gains_above is False
    at_it = parameters | {"chw_cost": pinned("chw_cost", found.value)}
    again = run(Scenario(settings=WORKERS), drawn.cells(), drawn.policy(), parameters=at_it, draws=128)
    spent = again.present_value(-again.paid("providers", kind="program")).mean()
    assert abs(result(again, "payers").mean()) < 0.05 * spent
    assert found.chance == pytest.approx((usual.values["chw_cost"] < found.value).mean(), abs=0.02)


def test_a_number_that_turns_nothing_has_no_threshold():
    """Who keeps a saving in year 2 moves dollars between payers and none away from all of them."""
    found = threshold(ALONE, drawn.policy(), "kept_by_plans_in_year_2", "payers")
    assert found.value is None and found.gains_above is None
    assert np.ptp(found.averages) == pytest.approx(0, abs=1e-6 * abs(found.averages[0]))


def test_a_threshold_of_what_is_certain_is_refused():
    with pytest.raises(InvalidParameter, match="chw_stays_ratio"):
        threshold(ALONE, drawn.policy(), "snap_letter_odds", "payers")


def normal_loss(mean: float, sd: float) -> float:
    """E[max(N(mean, sd), 0)] - max(mean, 0), the worth of knowing a normal net benefit against nothing."""
    at = mean / sd
    return sd * stats.norm.pdf(at) + mean * stats.norm.cdf(at) - max(mean, 0.0)


def two_normals(mean: float, one: float, other: float) -> tuple[dict[str, np.ndarray], list[np.ndarray]]:
    points = stats.qmc.Sobol(2, rng=np.random.default_rng(1)).random_base2(12)
    first, second = stats.norm.ppf(np.clip(points.T, 1e-9, 1 - 1e-9))
    return {"act": mean + one * first + other * second, "nothing": np.zeros(4096)}, [first, second]


@pytest.mark.parametrize("mean", [-0.5, 0.0, 1.0])
def test_the_worth_of_information_of_two_normals_has_a_closed_form(mean):
    """NB = mean + 2 a + b: knowing all is worth the loss of N(mean, sqrt 5), knowing a that of N(mean, 2)."""
    choices, (a, b) = two_normals(mean, 2.0, 1.0)
    assert information.perfect_information(choices) == pytest.approx(normal_loss(mean, 5**0.5), rel=0.02)
    for known, sd in (([a], 2.0), ([b], 1.0), ([a, b], 5**0.5)):
        value, error = information.partial_information(choices, known)
        assert value == pytest.approx(normal_loss(mean, sd), abs=max(3 * error, 0.02))


def test_a_net_benefit_that_bends_is_followed():
    """NB = z^2 - 1: knowing z is worth E[(z^2 - 1)+] = 2 phi(1) = 0.484, though z and NB do not correlate."""
    choices = {"act": STANDARD_NORMAL**2 - 1, "nothing": np.zeros(4096)}
    value, _ = information.partial_information(choices, [STANDARD_NORMAL])
    assert value == pytest.approx(2 * stats.norm.pdf(1), rel=0.05)


def test_knowing_what_does_not_matter_is_worth_nothing_that_is_clear():
    choices, _ = two_normals(0.2, 2.0, 1.0)
    value, error = information.partial_information(choices, [np.random.default_rng(5).standard_normal(4096)])
    assert value < 3 * error and value < 0.05 * information.perfect_information(choices)


def test_what_to_find_out_about_workers_is_their_effect_in_a_new_place():
    found = information.worth_knowing(ALONE, "hospital_stays")
    assert found["id"][0] == "chw_stays_ratio"
    assert found["is_clear"][0] and found["share"][0] > 0.8
    grouped = information.worth_knowing(
        ALONE, "hospital_stays", together={"Effect": ["chw_stays_ratio", "chw_stays_uptake"]}
    )
    assert grouped["label"].to_list() == ["Effect"]


def test_where_no_draw_changes_the_choice_nothing_is_worth_knowing():
    assert information.worth_knowing(outcome({"snap_mailed": 0.8}), "eligible_without_snap").is_empty()


def test_the_more_an_event_is_worth_the_more_often_a_program_is():
    """Worth nothing, the chance is that of saving money; worth a fortune, that of averting anything."""
    found = information.acceptability(ALONE, "hospital_stays", [0, 10_000, 1e12])
    assert found["better"][0] == pytest.approx((result(ALONE, "payers") > 0).mean())
    assert found["better"][2] == pytest.approx((result(ALONE, "hospital_stays") > 0).mean(), abs=0.02)
    assert found["expected"].is_sorted()
    with pytest.raises(InvalidParameter, match="no level"):
        information.acceptability(ALONE, "hospital_stays", [1.0], epsilon=1.0)


def test_aversion_to_inequality_counts_the_worse_off_more():
    """Groups weigh 1 on average over residents; more is averted where more is wrong, so the sum rises."""
    snap = outcome({"snap_mailed": 0.8})
    plain, averse = (
        information.acceptability(snap, "very_low_food_security", [1e6], epsilon=each)["expected"][0]
        for each in (0.0, 10.95)
    )
    assert averse > plain


def test_alternatives_share_their_draws_and_change_what_they_say():
    found = alternatives.side_by_side(Scenario(settings=WORKERS), drawn.cells(), drawn.policy(), draws=128)
    usual, without = found[alternatives.AS_IS], found["without_hospital_days"]
    assert usual.values["chw_cost"].tobytes() == without.values["chw_cost"].tobytes()
    assert np.median(without.values["chw_stays_ratio"]) == pytest.approx(0.95, abs=0.005)
    stays = alternatives.table(found, "hospital_stays")
    p50 = dict(stays.select("id", "p50").iter_rows())
    assert p50["without_hospital_days"] < p50[alternatives.AS_IS]
    assert p50["full_from_the_start"] > p50[alternatives.AS_IS]
    # Who keeps a saving moves money between payers, and no event.
    assert p50["plans_keep_all_in_year_2"] == p50[alternatives.AS_IS]
    plan = dict(alternatives.table(found, "plan").select("id", "mean").iter_rows())
    assert plan["plans_keep_all_in_year_2"] != plan["plans_keep_nothing_in_year_2"]


def test_an_alternative_that_concerns_no_lever_in_use_is_not_shown():
    found = alternatives.side_by_side(
        Scenario(settings={"snap_mailed": 0.8}), drawn.cells(), drawn.policy(), draws=64
    )
    assert "without_hospital_days" not in found and "full_from_the_start" in found


@pytest.mark.parametrize("each", alternatives.ALTERNATIVES.values(), ids=lambda each: each.id)
def test_every_alternative_changes_the_whole_scenario_in_some_number(each):
    settings = EVERYTHING | {"needs_budget": 5.0, "meals_offered": 0.2}
    found = alternatives.side_by_side(Scenario(settings=settings), drawn.cells(), drawn.policy(), draws=64)
    usual, other = found[alternatives.AS_IS], found[each.id]
    quantities = (*usual.endpoints, "payers", "plan")
    assert any((result(usual, name) != result(other, name)).any() for name in quantities)


def test_alternatives_that_chance_could_order_are_not_ranked():
    """Means 0.1 and 0, standard error of their difference 1 / sqrt(100): cannot be told apart."""
    up_and_down = np.tile([-1.0, 1.0], 50)
    found = summary.ranked({"a": up_and_down + 0.1, "b": np.zeros(100), "c": up_and_down + 5})
    assert found.select("id", "rank").rows() == [("c", 1), ("a", 2), ("b", 2)]
    assert "cannot be told apart from a" in found["in_words"][2]


def test_scarce_room_goes_to_the_neediest_town_first():
    """Towns 10 and 30 % poor with 2,000 and 4,000 adult members, 15 % at high risk, of whom 40 % take part:
    120 and 240 ask. 9 workers for 10,000 adults and 55 people each make room for 297: all 240 of the poorer
    town and 57 of the other, instead of 82.5 % of both. In the first year 63.2 % of that."""
    for first, of_town in ((0.0, [99, 198]), (1.0, [57, 240])):
        there = run_pinned(
            {"chw_offered": 1.0, "chw_workers": 9.0},
            neediest_first=first,
            chw_ramp=1.0,
            group_uptake_spread=0.0,
        )
        helped = there.by_place_and_group(there.people("helped"))[0]
        assert helped.sum(axis=1) == pytest.approx(np.array(of_town) * (1 - np.exp(-1)), rel=1e-4)
        # Nobody knows how poor a group of a town is, so its groups share alike.
        assert helped[1, 0] / helped[1, 1] == pytest.approx(12_000 / 8_000, rel=1e-4)


def test_where_there_is_room_for_all_nobody_comes_first():
    """20 workers for 10,000 adults could help 660; 360 ask."""
    usual, other = (
        run_pinned({"chw_offered": 1.0, "chw_workers": 20.0}, neediest_first=first).people("helped")[0]
        for first in (0.0, 1.0)
    )
    assert usual.by_cell() == pytest.approx(other.by_cell(), rel=1e-6)


def test_a_program_that_starts_slowly_is_as_far_on_in_the_same_year():
    """With 3 years to 63 %: 0.069 instead of 0.283 after one year, 0.632 after three either way. By hand for
    one year: a = exp(3 / 0.8) = 42.52, q = exp(-3.462 / 3 / 0.8) = 0.2363, 1 - (1 + a) q / (1 + a q) =
    0.0691."""
    usual, slow = (
        run_pinned({"navigation_offered": 1.0}, horizon=3, navigation_ramp=3.0, slow_start=start)
        .people("helped")[0]
        .by_year()[0]
        for start in (0.0, 1.0)
    )
    assert slow[2] == pytest.approx(usual[2], rel=1e-6)
    assert slow[0] / usual[0] == pytest.approx(0.0691 / (1 - np.exp(-1 / 3)), rel=1e-3)
