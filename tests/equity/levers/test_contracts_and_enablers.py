"""Contract levers and enablers: the arithmetic of money that plans handle, and of stages that shift.

The drawn State has 12,000 members, 80 % of them in plans: 9,600.
"""

import numpy as np
import pytest

from equity.levers import LEVERS
from tests.equity.levers.certain import one, run_pinned

ENABLERS = [lever.id for lever in LEVERS.values() if lever.shifts]
TOP = {lever: {each.id: each.high for each in LEVERS[lever].settings if each.switches} for lever in LEVERS}


def test_five_percent_of_a_margin_of_1_25_percent_is_a_quarter_of_a_dollar():
    """400 USD x 12 x 9,600 x 1.25 % x 5 % = 28,800 USD a year, or 25 cents a member and month."""
    result = run_pinned({"reinvested": 5.0}, facts={"reinvestment_pct": "0"})
    paid = one(result.paid("plan", kind="reinvested"))
    assert paid == pytest.approx(28_800)
    assert paid / 9_600 / 12 == pytest.approx(0.25)


def test_without_profit_nothing_is_reinvested():
    result = run_pinned(
        {"reinvested": 5.0},
        facts={"reinvestment_pct": "0"},
        scenario={"own_figures": {"plan_margin_pct": "-2"}},
    )
    assert not result.paid("plan").any()


def test_a_million_members_at_400_dollars_have_3_million_to_reinvest_and_96_at_risk():
    """The table of levers: 3 M USD reinvested, 240 M under the cap, 96 M withheld at 2 %."""
    premium = 1_000_000 * 12 * 400
    assert premium * 0.0125 * 0.05 == 3_000_000
    assert premium * 0.05 == 240_000_000
    assert premium * 0.02 == 96_000_000


def test_a_withhold_costs_plans_only_what_they_do_not_earn_back():
    """2 % of 46.08 M USD, a quarter of it on these measures, a quarter of that not earned: 57,600 USD."""
    result = run_pinned({"withheld": 2.0, "withhold_weight": 0.25}, facts={"quality_withhold_pct": "0"})
    lost = one(result.paid("plan", kind="withheld"))
    assert lost == pytest.approx(9_600 * 4_800 * 0.02 * 0.25 * 0.25)
    assert -one(result.paid("federal", kind="withheld")) == pytest.approx(0.7 * lost)


def test_a_withhold_in_force_is_not_credited_again():
    """Set to 2 % where 2 % are withheld today: nothing moves. Set to 3 %, one percent does."""
    same = run_pinned({"withheld": 2.0}, facts={"quality_withhold_pct": "2"})
    more = run_pinned({"withheld": 3.0}, facts={"quality_withhold_pct": "2"})
    assert not same.paid("plan").any()
    assert one(more.paid("plan", kind="withheld")) == pytest.approx(9_600 * 4_800 * 0.01 * 0.25 * 0.25)


def test_services_in_lieu_cost_no_more_than_five_percent_of_payment():
    """With everyone using them the cap binds: 5 % of 400 x 12 USD x 9,600 members, 2.304 M USD a year."""
    result = run_pinned(
        {"services_listed": 1.0}, horizon=10, facts={"ilos_social_needs": "no"}, in_lieu_used=1.0 - 1e-9
    )
    paid = -result.paid("household", kind="services")[0]
    assert paid.max() == pytest.approx(0.05 * 9_600 * 4_800)


def test_a_budget_takes_the_price_off_other_falls_in_use():
    """All members in plans (80 %) under a budget, at once: a fifth of visits avoided by others is priced."""
    workers = {"chw_offered": 0.5, "chw_workers": 3.0}
    alone = run_pinned(workers, budget_ramp=1e-9)
    beside = run_pinned({**workers, "budget_share": 1.0}, budget_ramp=1e-9)
    budget = run_pinned({"budget_share": 1.0}, budget_ramp=1e-9)
    assert beside.averted_by_year("ed_visits") == pytest.approx(alone.averted_by_year("ed_visits"))
    care = [one(each.paid("providers", kind="avoided_care")) for each in (alone, beside, budget)]
    assert care[1] == pytest.approx(0.2 * care[0] + care[2])


def test_a_budget_saves_7_percent_of_half_of_what_is_paid():
    """9,600 x 4,800 x 0.5 x 0.07 = 1.6128 M USD in a year at full size."""
    result = run_pinned({"budget_share": 1.0}, budget_ramp=1e-9)
    assert one(result.paid("providers", kind="avoided_care")) == pytest.approx(9_600 * 4_800 * 0.5 * 0.07)


def test_plans_pay_for_workers_that_contracts_require():
    """Five workers for 10,000 of 4,800 adults in plans are 2.4, with room for 55 each: 132, 63 % of them."""
    result = run_pinned({"chw_required": 5.0})
    stages = result.effects["chw_ratio"].stages
    assert one(stages["helped"].by_year()) == pytest.approx(132 * (1 - np.exp(-1)))
    assert not result.paid("federal", kind="program").any()


def test_savings_are_passed_on_a_year_later():
    """Half of what plans and the State save in 2027 goes to community organizations in 2028."""
    asthma = {"asthma_offered": 1.0}
    facts = {"asthma_home_visits": "no"}
    result = run_pinned({**asthma, "savings_captured": 0.5}, horizon=2, facts=facts)
    saved = run_pinned(asthma, horizon=2, facts=facts)
    first = sum(max(-saved.paid(party)[0, 0], 0.0) for party in ("plan", "state"))
    received = -result.paid("community", kind="captured")[0]
    assert received == pytest.approx([0.0, 0.5 * first])
    assert first > 0


@pytest.mark.parametrize("lever", ENABLERS)
def test_an_enabler_acts_on_stages_and_never_on_outcomes(lever):
    """But for interoperability's alerts and opened records, which have studies of their own."""
    result = run_pinned(TOP[lever])
    claimed = {claim.endpoint for claim in result.effects[lever].averted}
    assert claimed == ({"hospital_stays", "ed_visits"} if lever == "interoperability" else set())


def test_a_platform_raises_what_is_referred_under_a_duty_by_its_log_odds():
    """0.43 with odds x exp(0.8 live), live = 1 - exp(-1 / 2) in the first year of a two-year ramp."""
    facts = {"referral_platform": "no"}
    duty = {"screening_duty": 1.0}
    before = run_pinned(duty, facts=facts).effects["screening_referral"].stages
    after = run_pinned({**duty, "on_a_platform": 1.0}, facts=facts).effects["screening_referral"].stages
    live = 1 - np.exp(-0.5)

    def odds(chance: float, shift: float) -> float:
        shifted = np.exp(shift * live) * chance / (1 - chance)
        return shifted / (1 + shifted)

    covered = 1 / 0.27  # under the duty all practices screen, today 27 %
    expected = (covered * odds(0.43, 0.8) - odds(0.02, 0.8)) / (covered * 0.43 - 0.02)
    ratio = one(after["referred"].by_year()) / one(before["referred"].by_year())
    assert ratio == pytest.approx(expected, rel=1e-5)


def test_what_enablers_change_together_is_shared_out_and_not_added_up():
    """Each alone moves today's referrals by a little; together by less than their sum, whatever the order."""
    facts = {"referral_platform": "no"}

    def extra(*levers: str) -> float:
        settings = {name: value for lever in levers for name, value in TOP[lever].items()}
        result = run_pinned(settings, facts=facts, horizon=5)
        return sum(one(result.effects[lever].stages["referred"].by_year()) for lever in levers)

    alone = [extra("shared_services"), extra("infrastructure")]
    both = extra("shared_services", "infrastructure")
    assert max(alone) < both < sum(alone)
    assert both == pytest.approx(extra("infrastructure", "shared_services"))


def test_plain_rules_shorten_the_time_until_a_duty_is_met():
    """Two years become 1.6: 1 - exp(-1 / 1.6) of members covered after one, not 1 - exp(-1 / 2)."""
    result = run_pinned({"screening_duty": 1.0, "rules_made_plain": 1.0})
    covered = one(result.effects["screening_referral"].stages["eligible"].by_year())
    assert covered == pytest.approx(6_000 * 0.8 * (1 - np.exp(-1 / 1.6)))


def test_an_opened_record_saves_few_stays():
    """4.5 % of visits, odds of 0.12 / 0.88 x 0.70: 8.71 % admitted, 27.4 % fewer; 1.2 % of all stays."""
    result = run_pinned({"records_exchanged": 1.0})
    live = 1 - np.exp(-1 / 3)
    odds = 0.70 * 0.12 / 0.88
    fewer = 0.045 * (1 - odds / (1 + odds) / 0.12)
    assert one(result.averted_by_year("hospital_stays")) == pytest.approx(
        6_000 * 0.084 * live * fewer, rel=1e-5
    )
    assert one(result.averted_by_year("ed_visits")) == 0
