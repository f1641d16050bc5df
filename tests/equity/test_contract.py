"""The money arithmetic of a contract, against the table and the text it was published with."""

from dataclasses import replace

import pytest

from data_loaders import evidence, state_policy
from equity import contract
from equity.errors import InvalidParameter
from equity.state_policy import with_own_figures

CARDS = evidence.cards()
ROUND = {"capitation_pmpm": "400"}


def terms(members: float = 1_000_000.0, **own: str) -> contract.Terms:
    policy = with_own_figures(state_policy.policy("48"), ROUND | own)
    return contract.terms_of(policy, CARDS, members=members)


def pool(pool_id: str, of: contract.Terms) -> contract.Pool:
    return next(each for each in contract.pools(of) if each.id == pool_id)


@pytest.mark.parametrize(
    ("capitation", "reinvested", "most", "in_lieu", "withheld"),
    [("300", 0.19, 0.71, 15, 6), ("400", 0.25, 0.95, 20, 8), ("500", 0.31, 1.18, 25, 10)],
)
def test_dollars_a_member_month_at_three_capitations(capitation, reinvested, most, in_lieu, withheld):
    """0.05 x 0.0125 x 300 = 0.1875; 0.075 x 0.0315 x 300 = 0.709; 0.05 x 300 = 15; 0.02 x 300 = 6."""
    of = terms(capitation_pmpm=capitation)
    per_month = {each.id: each.per_member_month(of) for each in contract.pools(of)}
    assert per_month["reinvested"] == pytest.approx(reinvested, abs=0.005)
    assert pool("reinvested", of).high / 12e6 == pytest.approx(most, abs=0.006)
    assert per_month["in_lieu"] == pytest.approx(in_lieu)
    assert per_month["withheld"] == pytest.approx(withheld)


def test_a_million_members_at_400_dollars():
    """About 3 million reinvested (11 at most), 240 in lieu, 96 held back; 1,740 people at 1,721 USD each."""
    of = terms()
    reinvested = pool("reinvested", of)
    assert reinvested.usd == pytest.approx(3.0e6)
    assert reinvested.high == pytest.approx(11.34e6)
    assert pool("in_lieu", of).usd == pytest.approx(240e6)
    assert pool("withheld", of).usd == pytest.approx(96e6)
    assert pool("at_risk", of).usd == pytest.approx(24e6)
    assert contract.people_served(reinvested.usd, unit_cost=1_721) == pytest.approx(1_743, abs=1)


def test_a_plan_that_makes_a_loss_reinvests_nothing():
    assert pool("reinvested", terms(plan_margin_pct="-3")).usd == 0.0


def test_a_figure_the_reader_enters_has_no_range_and_is_called_theirs():
    of = terms(quality_withhold_pct="1.5")
    assert (of.withheld.low, of.withheld.high) == (0.015, 0.015)
    assert of.withheld.is_entered


def test_what_nobody_knows_of_a_state_is_an_example_and_says_so():
    of = contract.terms_of(state_policy.policy("48"), CARDS)
    assert of.capitation.is_example
    assert not of.members.is_example
    assert "KFF" in of.members.source


def test_a_state_without_plans_has_an_example_of_members():
    of = contract.terms_of(state_policy.policy("02"), CARDS)  # Alaska
    assert of.members.is_example


def test_the_two_payers_of_a_directed_payment_pay_all_of_it():
    parts = contract.directed_split(
        7_000_000, federal_share=contract.federal_share(state_policy.policy("36"))
    )
    assert sum(parts.values()) == pytest.approx(7_000_000)
    assert 0.5 < parts["federal"] / 7_000_000 < 0.9


@pytest.mark.parametrize("change", [{"directed": -1.0}, {"withheld": 1.2}, {"reinvested": -0.1}])
def test_a_contract_nobody_could_write_is_refused(change):
    of = terms()
    fields = {
        name: value if name == "directed" else replace(getattr(of, name), middle=value)
        for name, value in change.items()
    }
    with pytest.raises(InvalidParameter, match="between 0 and 100 %"):
        replace(of, **fields)


def test_a_clause_stands_for_what_is_on_record():
    """7.5 % of a margin of 1.25 % of 4.8 billion is 4.5 million; 3 % held back is 144 million."""
    policy = with_own_figures(state_policy.policy("48"), ROUND | {"quality_withhold_pct": "1"})
    of = contract.terms_of(policy, CARDS, members=1_000_000.0, withheld=0.03, reinvested=0.075)
    assert pool("withheld", of).usd == pytest.approx(144e6)
    assert pool("reinvested", of).usd == pytest.approx(4.5e6)
