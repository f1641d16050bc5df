"""The numbers the baseline starts from: how often people need care, give birth, go without, or take part."""

from equity.simulation.parameters import ASSUMPTION, Parameter, fixed

PREVENTABLE_VISITS = Parameter(
    id="preventable_visits",
    label="Acute visits for conditions good primary care can prevent",
    central=28.0,
    low=17.8,
    high=39.0,
    unit="visits per 1,000 member-months",
    distribution="triangular",
    evidence=("acsc_rate",),
    note="The published range over States; the central value is its middle.",
)
PREVENTABLE_SHARE = fixed(
    "preventable_share",
    "Share of all acute visits that such conditions make up",
    0.40,
    unit="share",
    evidence=("acsc_rate",),
    note="Also the most that all levers together may avert.",
)
STAY_SHARE = Parameter(
    id="stay_share",
    label="Share of acute visits that are hospital stays, births aside",
    central=0.10,
    low=0.06,
    high=0.15,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
    note="Gives 0.084 stays a year for an adult member.",
)
SNAP_ELIGIBLE_RATIO = Parameter(
    id="snap_eligible_ratio",
    label="People eligible for SNAP for each person in poverty",
    central=1.25,
    low=1.05,
    high=1.50,
    unit="ratio",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    note="Gross income may reach 130 % of the poverty line, and more in many States, but net income and "
    "immigration rules exclude others.",
)
SNAP_PARTICIPATION = Parameter(
    id="snap_participation",
    label="Share of eligible people who receive SNAP",
    central=0.86,
    low=0.72,
    high=0.95,
    unit="share",
    distribution="beta",
    evidence=("snap_participation_fy2022", ASSUMPTION),
    note="88 % for the nation in fiscal year 2022, from 80 % in the Southwest to 98 % in the Midwest; a "
    "little lower here because rules have tightened since.",
)
HUNGRY_SHARE = Parameter(
    id="very_low_food_security_share",
    label="Share of eligible people without SNAP who live with very low food security",
    central=0.15,
    low=0.08,
    high=0.24,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION, "vlfs_households_2023"),
    note="5.1 % of all households in 2023; about three times that among those with low income.",
)
WITH_NEED = Parameter(
    id="screening_with_need",
    label="Share of those screened who have a social need",
    central=0.37,
    low=0.33,
    high=0.41,
    unit="share",
    distribution="beta",
    evidence=("ahc_screen_positive",),
    anchor_stage="with_need",
)
NEED_SLOPE = Parameter(
    id="screening_need_slope",
    label="How much need rises with a place's poverty (elasticity)",
    central=0.25,
    low=0.0,
    high=0.5,
    unit="elasticity",
    distribution="uniform",
    evidence=(ASSUMPTION,),
    note="Members everywhere have low incomes, so need rises less than poverty does.",
)
LOW_INCOME_ADULTS = Parameter(
    id="low_income_adults_ratio",
    label="Adults of 19 to 64 below 138 % of the poverty line for each person in poverty",
    central=0.80,
    low=0.65,
    high=0.97,
    unit="ratio",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
    note="About 1.45 people live below 138 % for each below 100 %, and 55 % of them are adults under 65.",
)
DEATH_RATE = Parameter(
    id="death_rate_low_income_adults",
    label="Deaths in a year among adults with low income",
    central=0.006,
    low=0.004,
    high=0.009,
    unit="share",
    distribution="lognormal",
    evidence=(ASSUMPTION, "exp_mort_nearelderly"),
    note="1.4 % among those of 55 to 64, and far fewer among younger adults.",
)
BIRTHS = Parameter(
    id="births_per_adult_member",
    label="Births that Medicaid pays for, for each adult member in a year",
    central=0.036,
    low=0.030,
    high=0.043,
    unit="births",
    distribution="lognormal",
    evidence=("births_2019", ASSUMPTION),
    note="3.79 million births in a year, of which Medicaid pays for some 41 % (the assumption), among 43 "
    "million members who are adults under 65 or qualify by disability.",
)
CESAREAN_SHARE = Parameter(
    id="cesarean_share",
    label="Share of births that are cesarean",
    central=0.32,
    low=0.27,
    high=0.37,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
)
PRETERM_SHARE = Parameter(
    id="preterm_share",
    label="Share of births that come before 37 weeks",
    central=0.115,
    low=0.095,
    high=0.135,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
)
UNCONTROLLED_ASTHMA = Parameter(
    id="uncontrolled_asthma_share",
    label="Share of child members with asthma that is not under control",
    central=0.035,
    low=0.020,
    high=0.055,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
    note="About 8 % of child members have asthma, a little under half of it not controlled.",
)
ASTHMA_EVENTS = Parameter(
    id="asthma_events",
    label="Urgent asthma events of such a child in a year",
    central=3.2,
    low=2.4,
    high=4.3,
    unit="events a year",
    distribution="lognormal",
    evidence=(ASSUMPTION, "asthma_urgent"),
    note="Must lie well above the 1.31 events that home visits averted.",
)
CHRONIC_HOMELESSNESS = Parameter(
    id="chronic_homelessness",
    label="Share of adult members who have been without a home for a year or more",
    central=0.0035,
    low=0.002,
    high=0.0055,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
    note="The national count of one night found about 150,000 people; most have or could have Medicaid.",
)
GROUP_EFFECT_SPREAD = fixed(
    "group_effect_spread",
    "How much an effect may differ between groups (standard deviation of the log ratio)",
    0.10,
    unit="log ratio",
    evidence=(ASSUMPTION,),
    note="No trial used here gives effects by group that could be carried over; the ratio is 1 on average.",
)
GROUP_UPTAKE_SPREAD = fixed(
    "group_uptake_spread",
    "How much taking part may differ between groups (standard deviation of the log ratio)",
    0.20,
    unit="log ratio",
    evidence=("accept_language_utah", ASSUMPTION),
    note="In Utah 9.8 % of English speakers and 53.3 % of Spanish speakers wanted a referral. Language is "
    "not race or ethnicity, so no group is given a higher uptake than another: each may differ either way.",
)
PARAMETERS = (
    PREVENTABLE_VISITS,
    PREVENTABLE_SHARE,
    STAY_SHARE,
    SNAP_ELIGIBLE_RATIO,
    SNAP_PARTICIPATION,
    HUNGRY_SHARE,
    WITH_NEED,
    NEED_SLOPE,
    LOW_INCOME_ADULTS,
    DEATH_RATE,
    BIRTHS,
    CESAREAN_SHARE,
    PRETERM_SHARE,
    UNCONTROLLED_ASTHMA,
    ASTHMA_EVENTS,
    CHRONIC_HOMELESSNESS,
    GROUP_EFFECT_SPREAD,
    GROUP_UPTAKE_SPREAD,
)
