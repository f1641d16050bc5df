"""What social-need services that Medicaid pays for do to spending and visits: North Carolina's pilots."""

import numpy as np

from equity.levers._lever import Averted, Given, Parameter
from equity.simulation.flows import Pool
from equity.simulation.parameters import ASSUMPTION, FloatArray

READINGS = {
    "slope": "A trend: each month 85 USD less",
    "level": "A level: at once 85 USD a month less",
}
SPENDING_TREND = Parameter(
    id="paid_services_trend",
    label="Change in Medicaid spending with each month after services start, services included",
    central=-85.0,
    low=-120.0,
    high=-50.0,
    unit="USD a month, each month",
    distribution="normal",
    evidence=("hop_spend_slope",),
    anchor_stage="helped",
    price_year=2022,
    note="The journal describes a trend, the State a level: both can be chosen. No interval was printed.",
)
BREAK_EVEN = Parameter(
    id="paid_services_break_even",
    label="Month in which spending is back at what it would have been",
    central=8.0,
    low=6.0,
    high=10.0,
    unit="months",
    distribution="triangular",
    evidence=("hop_breakeven_month",),
    anchor_stage="helped",
)
SPENDING_BEFORE = Parameter(
    id="paid_services_spending_before",
    label="Medicaid spending of people who get these services",
    central=900.0,
    low=600.0,
    high=1_300.0,
    unit="USD a month",
    distribution="gamma",
    evidence=(ASSUMPTION,),
    price_year=2022,
)
LARGEST_FALL = Parameter(
    id="paid_services_largest_fall",
    label="Largest fall in spending that the trend may reach",
    central=0.10,
    low=0.05,
    high=0.20,
    unit="share",
    distribution="triangular",
    evidence=(ASSUMPTION,),
    note="A trend cannot run on: it is held at this share of spending before.",
)
VISITS = Parameter(
    id="paid_services_visits",
    label="Emergency visits avoided by people who get these services",
    central=6.0,
    low=0.0,
    high=22.0,
    unit="visits per 1,000 member-months",
    distribution="triangular",
    evidence=("hop_ed",),
    anchor_stage="helped",
    note="22 among people enrolled for a year or more. Not randomized.",
)
COST = Parameter(
    id="paid_services_cost",
    label="Payments for the services of one person in a year",
    central=1_598.0,
    low=1_200.0,
    high=2_000.0,
    unit="USD a person",
    distribution="gamma",
    evidence=("hop_cost_enrollee",),
    price_year=2023,
)
CONNECTED_WHEN_PAID = Parameter(
    id="connected_when_paid",
    label="Share of people with a need who receive the service when Medicaid pays for it",
    central=0.68,
    low=0.21,
    high=0.93,
    unit="share",
    distribution="triangular",
    evidence=("connect_hop_paid",),
    anchor_stage="helped",
    note="Food 0.93, housing 0.68, transport 0.24, violence or stress 0.21.",
)
STAYING = Parameter(
    id="paid_services_staying",
    label="Share of those served who are served again in the next year",
    central=0.5,
    low=0.3,
    high=0.7,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
)
PARAMETERS = (
    SPENDING_TREND,
    BREAK_EVEN,
    SPENDING_BEFORE,
    LARGEST_FALL,
    VISITS,
    COST,
    CONNECTED_WHEN_PAID,
    STAYING,
)
_MONTHS = 12


def averted(given: Given, pool: Pool, served: FloatArray, *, reading: str) -> tuple[Averted, ...]:
    """Dollars of care and emergency visits averted among people served, [draw, year] of the pool.

    The study counted total cost, so visits are shown and not priced. Formula: in a person's k-th year care
    falls by ``12 (cost / 12 - mean over months of max(85 (8 - m), -10 % of spending before))``, since the
    studied change has the services' own cost in it. Reference: `hop_spend_slope`, `hop_breakeven_month`,
    `hop_ed`; that admissions did not change, `hop_no_ip`.
    """
    cost = given.dollars(COST)[:, np.newaxis]
    dollars = cost - _MONTHS * change_by_tenure(given, served.shape[1], reading=reading)
    visits = _MONTHS / 1000 * given.draws(VISITS)
    return (
        Averted(
            endpoint="spending",
            pool=pool,
            share=served,
            per_person=_by_tenure(served, dollars, given.draws(STAYING)),
            relative=given.draws(LARGEST_FALL),
        ),
        Averted(
            endpoint="ed_visits",
            pool=pool,
            share=served,
            per_person=visits,
            relative=np.minimum(visits / given.baseline.visits_per_adult, 0.9),
            priced=0.0,
        ),
    )


def change_by_tenure(given: Given, years: int, *, reading: str) -> FloatArray:
    """Change in spending in a person's k-th year, services included: dollars of 2024 a month, [draw, year].

    Formula: the mean over the year's months m of ``max(b (m - m0), -f S)``, with the trend b, the month of
    break-even m0, and the largest fall f of spending S before; or b throughout where it is read as a level.
    """
    trend = given.dollars(SPENDING_TREND)[:, np.newaxis]
    if reading == "level":
        return np.broadcast_to(trend, (len(trend), years))
    floor = -(given.draws(LARGEST_FALL) * given.dollars(SPENDING_BEFORE))[:, np.newaxis]
    start = given.by_year(BREAK_EVEN)
    months = np.arange(_MONTHS * years)[np.newaxis, :]
    monthly = np.maximum(trend * (months - start), floor)
    return np.asarray(monthly.reshape(len(trend), years, _MONTHS).mean(axis=2))


def _by_tenure(served: FloatArray, by_tenure: FloatArray, staying: FloatArray) -> FloatArray:
    """The mean over people served in each year of what holds in their first, second, ... year."""
    total = np.zeros_like(served)
    cohort_sizes: list[FloatArray] = []
    for year in range(served.shape[1]):
        cohort_sizes = [size * staying for size in cohort_sizes]
        new = np.maximum(served[:, year] - sum(cohort_sizes, np.zeros(len(served))), 0.0)
        cohort_sizes.append(new)
        everyone = sum(cohort_sizes, np.zeros(len(served)))
        gains = sum(
            (size * by_tenure[:, year - since] for since, size in enumerate(cohort_sizes)),
            np.zeros(len(served)),
        )
        total[:, year] = np.divide(gains, everyone, out=by_tenure[:, 0].copy(), where=everyone > 0)
    return total
