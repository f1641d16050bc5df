from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from equity.simulation.flows import Flow
from equity.simulation.flows import pool as people
from equity.simulation.overlap import Averted, below_ceiling, joint

VALUES = {"same_need_discount": np.array([0.5]), "joint_reach": np.array([0.5])}
EVEN = np.array([[1.0]])


def claim(
    *, pool: float = 1000.0, share: float = 0.2, visits: float = 2.0, reduction: float = 0.1
) -> Averted:
    return Averted(
        endpoint="ed_visits",
        pool=people(np.array([[pool]])),
        share=np.array([[share]]),
        per_person=np.array([visits * reduction]),
        relative=np.array([reduction]),
    )


def total(*claims: Averted) -> float:
    return sum(float(flow.by_year()[0, 0]) for flow in joint(claims, values=VALUES).flows)


def test_one_lever_averts_what_its_trial_says():
    """200 of 1,000 helped, each with 2 visits of which a tenth is avoided: 40."""
    assert total(claim()) == pytest.approx(40)


def test_two_levers_for_the_same_people_avert_less_than_their_sum():
    """200 and 100 of 1,000 helped; 200 x 100 / 1000 x 1.5 = 30 have both.

    Alone 40 and 100 x 2 x 0.05 = 10. Of the 30 the smaller effect (0.1 visits) is counted twice but for
    1 - 0.5 + 0.5 x 0.1 = 0.55 of it: 30 x 0.1 x 0.55 = 1.65. Together 48.35.
    """
    assert total(claim(), claim(share=0.1, reduction=0.05)) == pytest.approx(48.35)


def test_a_harm_is_not_forgiven():
    """40 avoided by one and 100 x 2 x 0.05 = 10 caused by the other: 30, with nothing taken off."""
    assert total(claim(), claim(share=0.1, reduction=-0.05)) == pytest.approx(30)


@given(
    st.lists(
        st.builds(
            claim,
            pool=st.floats(10, 5000),
            share=st.floats(0, 1),
            reduction=st.floats(-0.7, 0.7),
        ),
        min_size=2,
        max_size=3,
    )
)
def test_order_does_not_matter_and_no_benefit_is_counted_twice(claims):
    together = total(*claims)
    assert together == pytest.approx(total(*reversed(claims)))
    assert together <= sum(total(each) for each in claims) + 1e-9


def test_a_ceiling_scales_only_what_exceeds_it():
    """80 of 100 events averted where at most 40 may be: half. 30 of 100: untouched."""
    baseline, most = people(np.array([[100.0]])), np.array([0.4])
    scaled = [
        events * float(below_ceiling([flow], baseline=baseline, ceiling=most)[0, 0])
        for events in (80.0, 30.0)
        for flow in (Flow(base=people(np.array([[events]])), course=EVEN),)
    ]
    assert scaled == pytest.approx([40, 30])


def test_what_a_study_counted_as_total_cost_is_not_priced_again():
    """40 visits by a priced lever and 10 by one that is not; the 1.65 counted twice come off the priced."""
    priced = claim()
    unpriced = replace(claim(share=0.1, reduction=0.05), priced=0.0)
    both = joint([priced, unpriced], values=VALUES)
    dollars = sum(float(flow.by_year()[0, 0]) for flow in both.priced)
    assert dollars == pytest.approx(40 - 1.65)


def test_what_is_counted_twice_comes_off_the_savings_of_the_younger_lever():
    """Plans keep half of 40 and all of 10; they lose all of the 1.65 counted twice."""
    older = replace(claim(), kept=0.5)
    younger = replace(claim(share=0.1, reduction=0.05), kept=1.0)
    both = joint([older, younger], values=VALUES)
    assert sum(float(flow.by_year()[0, 0]) for flow in both.kept) == pytest.approx(20 + 10 - 1.65)


def test_pools_of_different_people_overlap_by_as_many_as_the_smaller_holds():
    """200 of 1,000 and 100 of 500: 500 x 0.2 x 0.2 x 1.5 = 30 are in both, each losing 0.2 x 0.55 visits."""
    together = total(claim(), claim(pool=500.0))
    assert together == pytest.approx(40 + 20 - 30 * 0.2 * (1 - 0.5 + 0.5 * 0.1))
