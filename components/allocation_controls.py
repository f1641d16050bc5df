"""What can be set of one budget: the money, what it should buy, what need counts, and what was promised."""

from collections.abc import Mapping

import streamlit as st

from components import controls
from equity.allocation.asked import Asked
from equity.allocation.services import OBJECTIVES, Offered
from equity.allocation.weights import MOST_AVERSE, RULES

_USUAL = Asked()


def asked(these: Offered) -> str:
    """Every control of the page; gives what is asked as it stands in a link."""
    money = _money("Budget over all years, in million dollars", "budget", _USUAL.budget)
    objectives = {each: OBJECTIVES[each].label for each in these.objectives}
    link = {
        "budget": f"{money:g}",
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
        link |= _promises({each.id: each.label for each in these.services})
    return "&".join(f"{field}={value}" for field, value in link.items())


def _promises(services: Mapping[str, str]) -> dict[str, str]:
    state = _money("State money, at most, in million dollars (0: no limit)", "state_money", _USUAL.state)
    tied = _money(
        "Money tied to some services, at most, in million dollars (0: no limit)",
        "tied",
        _USUAL.tied,
        help="For example in-lieu-of services, at most 5 % of what the State pays plans (one million members "
        "at $400 a month: $240 million a year), or what plans must reinvest.",
    )
    return {
        "state": f"{state:g}",
        "tied": f"{tied:g}",
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
    return f"{value:g}"


def _several(label: str, field: str, options: Mapping[str, str]) -> list[str]:
    """Choose some of a few named options; their ids stand in the address, divided by commas."""

    def write() -> None:
        st.query_params[field] = ",".join(st.session_state[field])

    wish = st.query_params.get(field, "").split(",")
    st.session_state[field] = [each for each in options if each in wish]
    st.multiselect(label, list(options), format_func=options.__getitem__, key=field, on_change=write)
    return list(st.session_state[field])
