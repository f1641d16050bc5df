"""The dated rules of federal law that a scenario runs into, and what the model does about each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: since when it is in force, and what the model makes of it.

    `levers` and `authorities` name what it touches. `in_model` says what the model does, so that a reader can
    tell a rule that is computed from one that is only told.
    """

    id: str
    label: str
    since: date
    in_model: str
    evidence: tuple[str, ...]
    levers: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()


CHECKED_ON = date(2026, 11, 25)
"""The day on which the rules below were last held against their sources."""

RULES: tuple[Rule, ...] = (
    Rule(
        id="mlr_remittance_share",
        label="States share with the federal government what plans pay back",
        since=date(2024, 3, 9),
        in_model="Money paid back is split as benefits are.",
        evidence=("rule_mlr_remit",),
        levers=("global_budget", "community_reinvestment"),
    ),
    Rule(
        id="in_lieu_cap",
        label="In-lieu-of services may cost at most 5 % of what a program pays its plans",
        since=date(2024, 1, 1),
        in_model="No more people are served than that pays for.",
        evidence=("ilos_cap",),
        levers=("in_lieu_services",),
        authorities=("ilos",),
    ),
    Rule(
        id="social_needs_guidance_withdrawn",
        label="Federal guidance on waivers for social needs is withdrawn; they are decided case by case",
        since=date(2025, 3, 4),
        in_model="Nothing is assumed: the years of authority are set by the reader.",
        evidence=("hrsn_rescinded",),
        authorities=("waiver",),
    ),
    Rule(
        id="provider_tax_freeze",
        label="New or higher provider taxes no longer count as a State's share",
        since=date(2025, 7, 4),
        in_model="Told, not computed: it narrows what a State can put up.",
        evidence=("rule_provider_tax",),
        authorities=("benefit", "waiver"),
    ),
    Rule(
        id="directed_payment_cap",
        label="Payments that States direct plans to make are capped at 100 or 110 % of Medicare, and fall by "
        "10 points a year from 2028-01-01",
        since=date(2025, 7, 4),
        in_model="Told, not computed: no lever here pays more than cost.",
        evidence=("rule_sdp_cap",),
        levers=("quality_withhold", "global_budget"),
    ),
    Rule(
        id="expansion_incentive_ended",
        label="The additional match for States that newly cover the adult group has ended",
        since=date(2026, 1, 1),
        in_model="A State that expands gets 90 % for the adult group and nothing on top.",
        evidence=("obbba_uninsured",),
        levers=("adult_coverage",),
    ),
    Rule(
        id="work_requirement",
        label="Adults of the adult group must show work or an exemption (States by 2027-01-01)",
        since=date(2026, 7, 31),
        in_model="A part of the adult group, newly covered or not, is lost from 2027 on.",
        evidence=("rule_work_req_ifc",),
        levers=("adult_coverage",),
    ),
    Rule(
        id="six_month_redetermination",
        label="The adult group is redetermined every six months",
        since=date(2026, 12, 31),
        in_model="Part of the same loss of coverage.",
        evidence=("rule_redetermination",),
        levers=("adult_coverage",),
    ),
    Rule(
        id="budget_neutrality_certified",
        label="Waivers need a certificate that they cost no more (section 1115(g))",
        since=date(2027, 1, 1),
        in_model="Told, not computed.",
        evidence=("rule_1115g",),
        authorities=("waiver",),
    ),
    Rule(
        id="snap_administration",
        label="The federal share of SNAP administration falls from 50 to 25 %",
        since=date(2026, 10, 1),
        in_model="The State pays three quarters from then on.",
        evidence=("rule_snap_obbba",),
        levers=("snap_enrollment",),
    ),
    Rule(
        id="snap_benefits",
        label="States pay 0 to 15 % of SNAP benefits by their error rate",
        since=date(2027, 10, 1),
        in_model="Drawn evenly over the whole range, as the error rate is not in the data.",
        evidence=("rule_snap_obbba",),
        levers=("snap_enrollment",),
    ),
)


def rules_for(*, levers: Collection[str], authorities: Collection[str], last_year: int) -> list[Rule]:
    """The rules in force by the last year of a scenario that touch these levers or authorities.

    Examples
    --------
    >>> [rule.id for rule in rules_for(levers=["x"], authorities=["ilos"], last_year=2031)]
    ['in_lieu_cap']
    """
    return [
        rule
        for rule in RULES
        if rule.since.year <= last_year
        and (set(rule.levers) & set(levers) or set(rule.authorities) & set(authorities))
    ]
