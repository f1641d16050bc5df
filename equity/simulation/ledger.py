"""Who pays whom: every dollar leaves one party and reaches another, so a ledger adds up to zero."""

from collections.abc import Iterable, Mapping

import numpy as np

from equity.levers import Payment
from equity.simulation.flows import Flow
from equity.simulation.outcome import Entry
from equity.simulation.parameters import FloatArray, Parameter
from equity.simulation.payers import Shares
from equity.simulation.prices import in_constant_dollars

STAY_PRICE = Parameter(
    id="stay_price",
    label="Cost of a hospital stay to Medicaid",
    central=16_478.0,
    low=8_400.0,
    high=24_556.0,
    unit="USD a stay",
    distribution="gamma",
    evidence=("chw_cost_per_admission",),
    price_year=2020,
    note="One health system in Philadelphia; a coefficient of variation of 0.25 is assumed.",
)
VISIT_PRICE = Parameter(
    id="visit_price",
    label="Cost of an emergency visit",
    central=530.0,
    low=290.0,
    high=690.0,
    unit="USD a visit",
    distribution="triangular",
    evidence=("ed_unit_cost",),
    price_year=2017,
    note="What a visit costs hospitals, all payers; Medicaid pays less than that in most States.",
)
PARAMETERS = (STAY_PRICE, VISIT_PRICE)
_PRICES = {"hospital_stays": STAY_PRICE, "ed_visits": VISIT_PRICE}


def entries(
    payments: Iterable[Payment],
    averted: Mapping[str, tuple[Flow, ...]],
    *,
    rules: Mapping[str, Shares],
    values: Mapping[str, FloatArray],
) -> tuple[Entry, ...]:
    """The ledger: what each party pays or receives, by kind of money.

    Care avoided is priced once, by the stay and the visit; no lever here also claims a fall in total cost.
    Formula: a party pays ``amount * its share under the rule``; the receiver gets the same dollars.
    """
    booked = [(each.kind, rules[each.rule], each.to, each.amount.by_year()) for each in payments]
    for endpoint, price in _PRICES.items():
        flows = averted.get(endpoint, ())
        if flows and price.price_year:
            saved = sum((flow.by_year() for flow in flows), start=np.zeros((1, 1)))
            dollars = saved * values[price.id][:, np.newaxis] * in_constant_dollars(price.price_year)
            booked.append(("avoided_care", rules["medicaid_care"], "providers", -dollars))
    return tuple(
        Entry(kind=kind, by_party={**{party: share * amount for party, share in rule.items()}, to: -amount})
        for kind, rule, to, amount in booked
    )
