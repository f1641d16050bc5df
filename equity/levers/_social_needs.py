"""From screened to served: what studies of social needs found at each stage of the way."""

from equity.simulation.parameters import ASSUMPTION, Parameter
from equity.simulation.today import NEED_SLOPE, WITH_NEED

PRACTICES_TODAY = Parameter(
    id="screening_practices_today",
    label="Share of practices that screen for social needs today",
    central=0.27,
    low=0.20,
    high=0.35,
    unit="share",
    distribution="beta",
    evidence=("screen_prev_2022",),
    anchor_stage="screened",
    note="Practices that say they screen for five needs; the interval is a judgment.",
)
FIDELITY = Parameter(
    id="screening_fidelity",
    label="Share of patients really screened where a practice screens",
    central=0.29,
    low=0.15,
    high=0.45,
    unit="share",
    distribution="beta",
    evidence=("wecare_screen_rate",),
    anchor_stage="screened",
)
NAVIGATED = Parameter(
    id="screening_navigated",
    label="Share of those screened who have a need and two or more emergency visits",
    central=0.18,
    low=0.15,
    high=0.21,
    unit="share",
    distribution="beta",
    evidence=("ahc_nav_eligible",),
    anchor_stage="eligible",
)
ACCEPT = Parameter(
    id="screening_accept",
    label="Share of people with a need who accept help",
    central=0.40,
    low=0.30,
    high=0.50,
    unit="share",
    distribution="beta",
    evidence=("cm_engagement", "accept_interest_needs"),
    anchor_stage="accepted",
    note="58 % said they were interested; 40 % took part when a plan offered it.",
)
REFERRED_TODAY = Parameter(
    id="screening_referred_today",
    label="Share of those who accept that are referred today",
    central=0.02,
    low=0.01,
    high=0.03,
    unit="share",
    distribution="beta",
    evidence=("wecare_referral_rate",),
    anchor_stage="referred",
)
REFERRED_UNDER_DUTY = Parameter(
    id="screening_referred_under_duty",
    label="Share of those who accept that are referred under the duty",
    central=0.43,
    low=0.25,
    high=0.60,
    unit="share",
    distribution="beta",
    evidence=("wecare_referral_rate", ASSUMPTION),
    anchor_stage="referred",
    note="As with a referral system inside the health record; the interval is a judgment.",
)
CONNECTED = Parameter(
    id="screening_connected",
    label="Share of accepted referrals that end in a service received",
    central=0.33,
    low=0.15,
    high=0.55,
    unit="share",
    distribution="beta",
    evidence=("pool_connect", "connect_211mo"),
    anchor_stage="helped",
    note="By need from 0.17 (housing) to 0.67 (food) where nobody pays for the service.",
)
NAVIGATION = Parameter(
    id="screening_navigation_odds",
    label="Odds that a referral ends in a service with a navigator, against without",
    central=1.25,
    low=0.95,
    high=1.65,
    unit="odds ratio",
    distribution="lognormal",
    evidence=("nav_connect_or", "ahc_no_resolution", ASSUMPTION),
    anchor_stage="helped",
    note="One trial found 1.60 (0.96 to 2.67) and three found nothing: a judgment between them.",
)
CLOSED_LOOP = Parameter(
    id="screening_closed_loop",
    label="Shift in the log-odds of a service received when plans must close the loop",
    central=0.20,
    low=-0.29,
    high=0.69,
    unit="log-odds",
    distribution="normal",
    evidence=(ASSUMPTION,),
    anchor_stage="helped",
)
SEEN = Parameter(
    id="screening_seen",
    label="Share of adult members seen by a practice in a year",
    central=0.75,
    low=0.60,
    high=0.88,
    unit="share",
    distribution="beta",
    evidence=(ASSUMPTION,),
    anchor_stage="reached",
)
VISITS_OF_NAVIGATED = Parameter(
    id="screening_visits_of_navigated",
    label="Emergency visits in the next year of people who had two or more in the last",
    central=2.5,
    low=1.5,
    high=4.0,
    unit="visits a year",
    distribution="lognormal",
    evidence=(ASSUMPTION,),
)
NAVIGATION_COST = Parameter(
    id="screening_navigation_cost",
    label="Cost of navigating one person who accepts",
    central=250.0,
    low=92.0,
    high=680.0,
    unit="USD a person",
    distribution="lognormal",
    evidence=("navigation_cost", ASSUMPTION),
    price_year=2024,
    note="Studies range from 136 to 1,000 USD; the interval around the middle is a judgment.",
)
SERVICE_COST = Parameter(
    id="screening_service_cost",
    label="Cost to community organizations of one service received",
    central=600.0,
    low=150.0,
    high=1_600.0,
    unit="USD a person",
    distribution="triangular",
    evidence=(ASSUMPTION, "hop_cost_enrollee"),
    price_year=2024,
    note="Up to what North Carolina's pilots paid for an enrollee; a referral without payment buys less.",
)
CONTACTED = Parameter(
    id="contacted",
    label="Share of people a service is offered to who can be found and spoken to",
    central=0.75,
    low=0.55,
    high=0.90,
    unit="share",
    distribution="beta",
    evidence=("connect_cle211", ASSUMPTION),
    anchor_stage="reached",
    note="87 % of people referred to a help line in Cleveland were reached; members are harder to find.",
)
PARAMETERS = (
    PRACTICES_TODAY,
    FIDELITY,
    WITH_NEED,
    NAVIGATED,
    NEED_SLOPE,
    ACCEPT,
    REFERRED_TODAY,
    REFERRED_UNDER_DUTY,
    CONNECTED,
    NAVIGATION,
    CLOSED_LOOP,
)
