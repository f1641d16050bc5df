"""Financing: supportive housing for adults who have been without a home for a year or more.

Medicaid pays for the support, not for the rent. That people get and keep a home is well shown; what it does
to the use of care is not: emergency visits fell by 40 % in Denver and by nothing in Santa Clara.
"""

import numpy as np

from equity.levers._community import served
from equity.levers._lever import Averted, Choice, Effect, Given, Lever, Parameter, Payment, Setting
from equity.levers._social_needs import CONTACTED
from equity.simulation.cascade import through
from equity.simulation.flows import Flow, part
from equity.simulation.parameters import ASSUMPTION, FloatArray
from equity.simulation.payers import FUNDING, paid_as
from equity.simulation.today import CHRONIC_HOMELESSNESS

HOUSED = Parameter(
    id="tenancy_housed",
    label="Share of people offered supportive housing who move in",
    central=0.79,
    low=0.75,
    high=0.83,
    unit="share",
    distribution="beta",
    evidence=("psh_housed_share",),
    anchor_stage="reached",
)
HOUSED_ANYWAY = Parameter(
    id="tenancy_housed_anyway",
    label="Share who find a home without it",
    central=0.36,
    low=0.25,
    high=0.47,
    unit="share",
    distribution="beta",
    evidence=("psh_total_ed_null", ASSUMPTION),
    anchor_stage="reached",
    note="Of the comparison group in Santa Clara; the interval is a judgment.",
)
RETENTION = Parameter(
    id="tenancy_retention",
    label="Share of those who moved in that are still housed after a year",
    central=0.86,
    low=0.82,
    high=0.90,
    unit="share",
    distribution="beta",
    evidence=("psh_retention", ASSUMPTION),
    anchor_stage="helped",
    note="The interval is the sampling error of the 286 people who moved in, 79 % of one arm of 362.",
)
RETENTION_LATER = Parameter(
    id="tenancy_retention_later",
    label="Share of those still housed that are so a year later, from the second year on",
    central=0.946,
    low=0.914,
    high=0.977,
    unit="share",
    distribution="beta",
    evidence=("psh_retention", ASSUMPTION),
    anchor_stage="helped",
    note="86, 81 and 77 % after one, two and three years: the square root of 0.77 / 0.86. That it goes on so "
    "is assumed.",
)
VISITS_RATIO = Parameter(
    id="tenancy_visits_ratio",
    label="Emergency visits of people who move in, against people like them",
    central=0.86,
    low=0.65,
    high=1.10,
    unit="ratio",
    distribution="lognormal",
    evidence=("psh_ed_denver", "psh_total_ed_null", "psh_nj_ed", "psh_nc_conflict", ASSUMPTION),
    anchor_stage="helped",
    note="A judgment between a fall of 40 %, a fall of 14 % and none; it is not shrunk again.",
)
VISITS = Parameter(
    id="tenancy_visits",
    label="Emergency visits of such a person in a year",
    central=5.0,
    low=3.0,
    high=8.0,
    unit="visits a year",
    distribution="gamma",
    evidence=(ASSUMPTION,),
)
SPENDING_CHANGE = Parameter(
    id="tenancy_spending_change",
    label="Change in Medicaid spending on a person in supportive housing",
    central=-145.0,
    low=-287.0,
    high=-3.0,
    unit="USD a month",
    distribution="normal",
    evidence=("psh_medicaid_pmpm", "psh_pa_share", "psh_nj_ed"),
    anchor_stage="helped",
    shrunk_by="moderate",
    price_year=2018,
    note="People who stayed, in Pennsylvania; in New Jersey total cost did not change.",
)
SPENDING_BEFORE = Parameter(
    id="tenancy_spending_before",
    label="Medicaid spending on such a person",
    central=1_246.0,
    low=900.0,
    high=1_700.0,
    unit="USD a month",
    distribution="gamma",
    evidence=("psh_pa_share", ASSUMPTION),
    price_year=2018,
    note="162 USD were 13 % of it.",
)
COST = Parameter(
    id="tenancy_cost",
    label="Support for one person in supportive housing, rent apart",
    central=12_500.0,
    low=10_000.0,
    high=15_000.0,
    unit="USD a year",
    distribution="gamma",
    evidence=("tenancy_cost_csh",),
    price_year=2022,
)
RENT = Parameter(
    id="tenancy_rent",
    label="Rent for one person, beyond what the person can pay",
    central=10_800.0,
    low=7_000.0,
    high=16_000.0,
    unit="USD a year",
    distribution="gamma",
    evidence=(ASSUMPTION,),
    price_year=2024,
    note="Medicaid pays no rent, apart from short stays under a few waivers.",
)
RAMP = Parameter(
    id="tenancy_ramp",
    label="Time until a new program of supportive housing reaches 63 % of its full size",
    central=3.0,
    low=1.5,
    high=5.0,
    unit="years",
    distribution="triangular",
    evidence=(ASSUMPTION,),
    note="Homes have to be found or built.",
)
_MONTHS = 12


def still_housed(moved_in: FloatArray, first: FloatArray, later: FloatArray) -> FloatArray:
    """Those of everyone who moved in that have a home at the end of each year, [draw, year].

    Formula: ``sum over k of new[t - k + 1] R[k]`` with ``R[k] = first * later ** (k - 1)`` in the k-th year
    of a tenancy, and ``new`` the growth of those who moved in. Reference: `psh_retention`.

    Parameters
    ----------
    moved_in
        Everyone in the program by year, [draw, year].
    first, later
        Share still housed after the first year, and after each later one of those left, [draw].

    Examples
    --------
    >>> after = still_housed(np.array([[100.0, 100.0, 150.0]]), np.array([0.86]), np.array([0.946]))
    >>> after.round(1).tolist()  # 86, 81.4, and 77 of the first hundred with 43 of fifty more
    [[86.0, 81.4, 120.0]]
    """
    years = moved_in.shape[1]
    kept = first[:, np.newaxis] * later[:, np.newaxis] ** np.arange(years)
    new = np.maximum(np.diff(moved_in, axis=1, prepend=0.0), 0.0)
    cohorts = [np.pad(new[:, [at]] * kept[:, : years - at], ((0, 0), (at, 0))) for at in range(years)]
    ever = np.cumsum(new, axis=1)
    staying = np.divide(np.sum(cohorts, axis=0), ever, out=np.zeros_like(ever), where=ever > 0)
    return np.asarray(moved_in * staying)


def effect(given: Given) -> Effect:
    """People with a home, visits and dollars averted, and what support and rent cost.

    Formula: ``housed = offered r(t) contacted 0.79`` of people long without a home; person-years with a home
    ``= still housed * (1 - 0.36 / 0.79)``, as some find one anyway; 86, 81 and 77 % are `still_housed` in the
    first three years. Visits ``= still housed * visits * (1 - RR)``, not priced since spending is. Reference:
    `psh_housed_share`, `psh_retention`, `psh_medicaid_pmpm`.
    """
    pool = part(given.baseline.adults, given.draws(CHRONIC_HOMELESSNESS))
    shares = through(
        {
            "reached": given.settings["tenancy_offered"]
            * given.ramp(RAMP)
            * given.passing("reached", given.draws(CONTACTED)),
            "accepted": given.by_year(HOUSED),
        }
    )
    stages = {stage: Flow(base=pool, course=share) for stage, share in shares.items()}
    at_home = still_housed(shares["helped"], given.draws(RETENTION), given.draws(RETENTION_LATER))
    because_of_it = np.maximum(1 - given.draws(HOUSED_ANYWAY) / given.draws(HOUSED), 0.0)
    fewer_visits = 1 - given.draws(VISITS_RATIO)
    claims = (
        ("without_a_home", because_of_it, because_of_it, 1.0),
        ("ed_visits", given.draws(VISITS) * fewer_visits, fewer_visits, 0.0),
        (
            "spending",
            -_MONTHS * given.dollars(SPENDING_CHANGE),
            -given.draws(SPENDING_CHANGE) / given.draws(SPENDING_BEFORE),
            1.0,
        ),
    )
    rent_is_paid_by = given.choices["rent_paid_by"]
    return Effect(
        stages=stages,
        averted=tuple(
            Averted(
                endpoint=endpoint,
                pool=pool,
                share=at_home,
                per_person=per_person,
                relative=relative,
                priced=priced,
            )
            for endpoint, per_person, relative, priced in claims
        ),
        payments=(
            *served(stages["helped"], given.dollars(COST), rule=FUNDING),
            Payment(
                kind="rent",
                rule=rent_is_paid_by,
                to="household",
                amount=stages["helped"].times(given.dollars(RENT)),
            ),
        ),
    )


LEVER = Lever(
    id="tenancy_support",
    label="Supportive housing",
    family="Financing",
    question="What if people who have been without a home for a year or more were offered one, with support?",
    settings=(
        Setting(
            id="tenancy_offered",
            label="Share of adult members long without a home who are offered supportive housing",
            unit="share",
            high=1.0,
            step=0.05,
            start=0.0,
            help="Once the program has grown to its full size. Homes, not money alone, set the pace.",
            studied="Trials offered it to everyone drawn by lot.",
            covered=(1.0, 1.0),
        ),
    ),
    choices=(
        Choice(
            id="tenancy_paid_by",
            label="Support is paid as",
            options=paid_as("waiver", "benefit", "ilos", "plan", "local", "grant"),
        ),
        Choice(
            id="rent_paid_by",
            label="Rent is paid by",
            options={"federal": "Federal housing vouchers", "local": "Local government"},
            help="Medicaid does not pay rent.",
        ),
    ),
    paid_by="tenancy_paid_by",
    parameters=(
        CONTACTED,
        HOUSED,
        HOUSED_ANYWAY,
        RETENTION,
        RETENTION_LATER,
        VISITS_RATIO,
        VISITS,
        SPENDING_CHANGE,
        SPENDING_BEFORE,
        COST,
        RENT,
        RAMP,
    ),
    formula=effect,
    policy_fields=("housing_tenancy_supports", "hrsn_1115"),
    cannot_say=(
        "It costs more than it saves in health care; a home is the gain.",
        "The people counted in the savings are those who stayed housed; spending also fell among people who "
        "left.",
        "In Denver people in supportive housing were in Medicaid less often, by 5 of 100, which a saving may "
        "hide.",
    ),
)
