"""Who pays whom: every dollar leaves one party and reaches another, so a ledger adds up to zero."""

from collections.abc import Iterable, Mapping

import numpy as np

from equity.levers import Payment
from equity.simulation.baseline import SPENDING
from equity.simulation.flows import Flow, by_year
from equity.simulation.outcome import Entry
from equity.simulation.parameters import ASSUMPTION, FloatArray, Parameter, fixed
from equity.simulation.payers import Shares
from equity.simulation.prices import DOLLARS_OF, in_constant_dollars

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
ASTHMA_EVENT_PRICE = Parameter(
    id="asthma_event_price",
    label="Cost of an urgent asthma event",
    central=1_024.0,
    low=600.0,
    high=1_600.0,
    unit="USD an event",
    distribution="gamma",
    evidence=("asthma_roi", "asthma_urgent", ASSUMPTION),
    price_year=2018,
    note="1,340.92 USD saved for 1.31 events averted; the trial gives no year of prices, 2018 is assumed.",
)
CAPITATION = Parameter(
    id="capitation",
    label="What Medicaid pays a plan for a member",
    central=400.0,
    low=250.0,
    high=620.0,
    unit="USD a month",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    price_year=2024,
    note="Differs widely by State and by whom plans cover: enter the State's own figure.",
)
MLR_TODAY = Parameter(
    id="medical_loss_ratio",
    label="Share of their payment that plans spend on care",
    central=0.90,
    low=0.86,
    high=0.94,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
)
MLR_FLOOR = fixed(
    "medical_loss_floor",
    "Share below which plans pay back, where the State asks for it",
    0.85,
    unit="share",
    evidence=("rule_mlr_remit",),
)
CAPITATION_FIELD = "capitation_pmpm"
"""The fact that gives it for a State."""
PARAMETERS = (STAY_PRICE, VISIT_PRICE, ASTHMA_EVENT_PRICE, CAPITATION, MLR_TODAY, MLR_FLOOR)
_PRICES = {"hospital_stays": STAY_PRICE, "ed_visits": VISIT_PRICE, "urgent_asthma_events": ASTHMA_EVENT_PRICE}
_CARE = ("avoided_care", "more_care")


def entries(
    payments: Iterable[tuple[Payment, Shares]],
    priced: Mapping[str, tuple[Flow, ...]],
    *,
    rules: Mapping[str, Shares],
    values: Mapping[str, FloatArray],
    years: int,
) -> tuple[Entry, ...]:
    """The ledger: what each party pays or receives, by kind of money.

    Care avoided is priced once: by the stay, the visit and the asthma event, or as dollars where the study
    behind a lever counted total cost. Formula: a party pays ``amount * its share under the rule``; the
    receiver, or receivers by a rule of their own, get the same dollars.

    Parameters
    ----------
    payments
        Each with the shares of those who pay it.
    priced
        By endpoint, and `spending` for dollars.
    """
    booked = [
        Entry(kind=each.kind, by_party=_moved(each.amount.by_year(), shares, _receivers(each.to, rules)))
        for each, shares in payments
    ]
    dollars = {SPENDING: np.ones(1)} | {
        endpoint: values[price.id] * in_constant_dollars(price.price_year or DOLLARS_OF)
        for endpoint, price in _PRICES.items()
    }
    for endpoint, price in dollars.items():
        if flows := priced.get(endpoint, ()):
            saved = by_year(flows, draws=len(values[CAPITATION.id]), years=years) * price[:, np.newaxis]
            shares = _moved(-saved, rules["medicaid_care"], {"providers": np.ones((1, 1))})
            booked.append(Entry(kind="avoided_care", by_party=shares))
    return tuple(booked)


def remittance(
    booked: Iterable[Entry],
    *,
    premium: FloatArray,
    remits: FloatArray,
    match: Shares,
    values: Mapping[str, FloatArray],
) -> Entry:
    """What plans pay back because savings leave them spending too little on care.

    Formula: ``max(savings kept - (MLR - 0.85) premium, 0)`` in each year, where the State asks for it; it is
    shared between the federal government and the State as benefits are (CAA 2024, from 2024-03-09).

    Parameters
    ----------
    premium
        What plans are paid in a year, [draw].
    remits
        Share of plans from which the State takes it, [draw].
    match
        How a dollar of benefits is shared.
    """
    kept = sum((-each.by_party.get("plan", 0.0) for each in booked if each.kind in _CARE), np.zeros((1, 1)))
    slack = (values[MLR_TODAY.id] - values[MLR_FLOOR.id]) * premium
    back = np.maximum(kept - np.maximum(slack, 0.0)[:, np.newaxis], 0.0) * remits[:, np.newaxis]
    return Entry(kind="remittance", by_party=_moved(back, {"plan": np.ones((1, 1))}, match))


def captured(booked: Iterable[Entry], *, share: float) -> Entry:
    """What plans and the State pass on to community organizations, a year after they saved it.

    Formula: ``share * max(-(all a party pays in year t), 0)`` is paid in year t + 1. Reference: the savings
    capture of the ReThink Health Dynamics model, as a rule of this model's own.
    """
    ledger = list(booked)
    passed_on = {}
    for party in ("plan", "state"):
        paid = sum((each.by_party.get(party, 0.0) for each in ledger), np.zeros((1, 1)))
        saved = np.maximum(-paid, 0.0)
        passed_on[party] = share * np.pad(saved[:, :-1], ((0, 0), (1, 0)))
    return Entry(
        kind="captured", by_party={**passed_on, "community": -passed_on["plan"] - passed_on["state"]}
    )


def _receivers(to: str, rules: Mapping[str, Shares]) -> Shares:
    return rules[to] if to in rules else {to: np.ones((1, 1))}


def _moved(amount: FloatArray, payers: Shares, receivers: Shares) -> dict[str, FloatArray]:
    """What each party pays, net of what it receives, of one amount [draw, year]."""
    parties = dict.fromkeys((*payers, *receivers))
    nothing = np.zeros((1, 1))
    return {
        each: np.asarray(amount * (payers.get(each, nothing) - receivers.get(each, nothing)))
        for each in parties
    }
