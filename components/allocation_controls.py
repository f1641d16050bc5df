"""What can be set of one budget: the money, what it should buy, what need counts, and what was promised."""

from collections.abc import Mapping

import streamlit as st

from components import controls, notes, own_figures, wording
from equity import contract
from equity.allocation.asked import MILLION, Asked
from equity.allocation.services import OBJECTIVES, Offered
from equity.allocation.weights import MOST_AVERSE, RULES
from equity.contract import Terms
from equity.evidence import Card
from equity.geography import with_article
from equity.simulation.scenario import DISCOUNT
from equity.state_policy import StatePolicy

_USUAL = Asked()


def asked(these: Offered, policy: StatePolicy, cards: Mapping[str, Card], where: str) -> str:
    """Every control of the page; gives what is asked as it stands in a link.

    Parameters
    ----------
    policy
        That of the State `where` the places are, with the reader's own figures in it.
    """
    money = _money("Budget over all years, in million dollars", "budget", _USUAL.budget)
    objectives = {each: OBJECTIVES[each].label for each in these.objectives}
    link = {
        "budget": f"{money:.10g}",
        "objective": controls.one_of(
            "It should bring the most of",
            "objective",
            objectives,
            help="Different outcomes are never added up here: choose the one that matters to you, and look "
            "at the others in turn.",
        ),
        "rule": controls.one_of("How much a gain counts where more people live in poverty", "rule", RULES),
    }
    if link["rule"] == "atkinson":
        link["epsilon"] = _slider(
            "How strongly (aversion to inequality)",
            "epsilon",
            most=MOST_AVERSE,
            start=_USUAL.epsilon,
            step=0.05,
            help="0: everybody counts alike. In published surveys people answered with 3.5 to 11.",
        )
    link["capacity"] = _share(
        "Room: share of those who could be helped whom local organizations can serve",
        "capacity",
        _USUAL.capacity,
        "No public source counts this. Ask the organizations.",
    )
    with st.expander("Limits and promises", type="compact"):
        services = {each.id: each.label for each in these.services}
        link |= _promises(services)
        st.markdown("**In lieu of medical services**")
        if policy.fact("mco_comprehensive").in_force == "no":
            notes.remark(
                f"No comprehensive Medicaid plans operate in {with_article(where)}: they pay for nothing."
            )
        else:
            own_figures.asked(("capitation_pmpm",), policy)
            terms = contract.terms_of(policy, cards)
            link |= _in_lieu(services, terms, years=these.years, where=where)
    return "&".join(f"{field}={value}" for field, value in link.items())


def _in_lieu(services: Mapping[str, str], terms: Terms, *, years: int, where: str) -> dict[str, str]:
    most = in_lieu_most(terms, years=years)
    notes.remark(in_lieu_in_words(terms, years=years, where=where))
    chosen = _several("Services that plans pay in lieu of medical ones", "in_lieu_to", services)
    return {"in_lieu": f"{most / MILLION:.9g}", "in_lieu_to": ",".join(chosen)} if chosen else {}


def in_lieu_most(terms: Terms, *, years: int) -> float:
    """What plans may spend in lieu of medical services over these years, in dollars of the first."""
    return contract.in_lieu_ceiling(
        terms.members.middle,
        terms.capitation.middle,
        cap=terms.in_lieu.middle,
        years=years,
        discount=DISCOUNT,
    )


def in_lieu_in_words(terms: Terms, *, years: int, where: str) -> str:
    """The arithmetic of that limit, step by step."""
    who, paid = terms.members, terms.capitation
    cap = _percent(terms.in_lieu.middle)
    counted = " (an example)" if who.is_example else ""
    known = " (an example: enter your State's own above)" if paid.is_example else ""
    a_year = contract.in_lieu_ceiling(who.middle, paid.middle, cap=terms.in_lieu.middle)
    return (
        f"Such services may cost at most {cap} of what plans are paid, in "
        f"all of {with_article(where)}: {wording.people(who.middle)} in plans{counted} × 12 months × "
        f"{wording.money(paid.middle)}{known} × {cap} = "
        f"{wording.money(a_year)} a year. Over {wording.counted(years, 'year', 'years')}, each "
        f"counted {_percent(DISCOUNT)} less than the one before, that is "
        f"{wording.money(in_lieu_most(terms, years=years))}."
    )


def _percent(share: float) -> str:
    return f"{share * 100:g}{wording.SPACE}%"


def _promises(services: Mapping[str, str]) -> dict[str, str]:
    state = _money("State money, at most, in million dollars (0: no limit)", "state_money", _USUAL.state)
    tied = _money(
        "Money tied to some services, at most, in million dollars (0: no limit)",
        "tied",
        _USUAL.tied,
        help="For example what plans must reinvest, or a grant for one purpose.",
    )
    return {
        "state": f"{state:.10g}",
        "tied": f"{tied:.10g}",
        "tied_to": ",".join(_several("Services it is tied to", "tied_to", services)),
        "place_least": _share(
            "Every place gets at least this share of an even split",
            "place_least",
            _USUAL.place_least,
            "An even split serves the same share of those who could be helped everywhere.",
        ),
        "place_most": _share("No place gets more than this share of the budget", "place_most", 1.0, ""),
        "group_least": _share(
            "Every group gains at least this share of what an even split would bring it",
            "group_least",
            _USUAL.group_least,
            "At 100 % no group loses against an even split.",
        ),
        "neediest_least": _share(
            "Share of the money for the neediest fifth of residents, at least",
            "neediest_least",
            _USUAL.neediest_least,
            "The fifth of residents who live where poverty is highest.",
        ),
    }


def _money(label: str, key: str, start: float, *, help: str | None = None) -> float:
    return float(
        st.number_input(
            label,
            min_value=0.0,
            max_value=100_000.0,
            value=start,
            step=1.0,
            key=key,
            bind="query-params",
            help=help,
        )
    )


def _share(label: str, key: str, start: float, help: str) -> str:
    return _slider(label, key, most=1.0, start=start, step=0.05, help=help, format="percent")


def _slider(
    label: str, key: str, *, most: float, start: float, step: float, help: str, format: str | None = None
) -> str:
    value = st.slider(
        label, 0.0, most, start, step, key=key, format=format, help=help or None, bind="query-params"
    )
    return f"{value:.10g}"


def _several(label: str, field: str, options: Mapping[str, str]) -> list[str]:
    """Choose some of a few named options; their ids stand in the address, divided by commas."""

    def write() -> None:
        st.query_params[field] = ",".join(st.session_state[field])

    wish = st.query_params.get(field, "").split(",")
    st.session_state[field] = [each for each in options if each in wish]
    st.multiselect(label, list(options), format_func=options.__getitem__, key=field, on_change=write)
    return list(st.session_state[field])
