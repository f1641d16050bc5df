"""Who pays whom: every dollar leaves one party and reaches another, so a ledger adds up to zero."""

from collections.abc import Iterable, Mapping

import numpy as np

from equity.levers import Payment
from equity.simulation.baseline import SPENDING
from equity.simulation.flows import by_year
from equity.simulation.outcome import Entry
from equity.simulation.overlap import Joint
from equity.simulation.parameters import FloatArray
from equity.simulation.payers import Shares
from equity.simulation.prices import DOLLARS_OF, in_constant_dollars
from equity.simulation.tariffs import (
    ASTHMA_EVENT_PRICE,
    MLR_FLOOR,
    MLR_TODAY,
    STAY_PRICE,
    VISIT_PRICE,
)

_PRICES = {"hospital_stays": STAY_PRICE, "ed_visits": VISIT_PRICE, "urgent_asthma_events": ASTHMA_EVENT_PRICE}
_CARE = ("avoided_care", "more_care")


def entries(
    payments: Iterable[tuple[Payment, Shares]],
    averted: Mapping[str, Joint],
    *,
    in_plans: FloatArray,
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
    averted
        By endpoint, and `spending` for dollars. Of what is saved plans keep their part for the share of
        members `in_plans`, [draw]; the rest is a Medicaid benefit.
    rules
        Those by which receivers share, and `medicaid_benefit`.
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
        if (joint := averted.get(endpoint)) and joint.priced:
            saved, kept = (
                by_year(flows, draws=len(in_plans), years=years) * price[:, np.newaxis]
                for flows in (joint.priced, joint.kept)
            )
            by_plans = kept * in_plans[:, np.newaxis]
            rest = {party: (by_plans - saved) * share for party, share in rules["medicaid_benefit"].items()}
            booked.append(
                Entry(kind="avoided_care", by_party={"plan": -by_plans, **rest, "providers": saved})
            )
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
