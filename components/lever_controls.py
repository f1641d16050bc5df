"""The sliders of the levers, at the depth a reader chooses; each writes itself into the address by its id.

They are not bound with Streamlit's own means: that would drop from the address what a depth does not show.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isfinite

import streamlit as st

from components import controls, evidence_band, own_figures
from components.look import DARK, LIGHT
from components.readable_errors import as_plain_text
from equity.errors import InvalidParameter
from equity.levers import LEVERS, Lever, Setting
from equity.simulation import membership
from equity.simulation.payers import AUTHORITIES
from equity.simulation.scenario import DATES, DISCOUNT, HORIZON, OWN, START_YEAR, Scenario, from_link, to_link
from equity.state_policy import FIELDS, Fact, StatePolicy

DEPTHS = {"room": "For a room: five sliders", "briefing": "For a briefing", "analyst": "Everything"}
ROOM = ("chw_offered", "screening_duty", "snap_mailed", "rules_made_plain", "on_a_platform")
"""Settings that a room sees, one for each kind of lever that has an effect worth talking about."""
EXAMPLE = {"chw_offered": 0.5, "screening_duty": 1.0, "snap_mailed": 0.8}
"""A scenario for a first look: what a program of some ambition might do."""


@dataclass(frozen=True, kw_only=True)
class Dial:
    """A number in the address: where it stands before anybody moves it, and how far it goes."""

    id: str
    label: str
    usual: float
    low: float
    high: float

    def stands(self, query: Mapping[str, str]) -> tuple[float, str]:
        """Its value in an address, and a sentence where the address asks for what cannot be."""
        wish = query.get(self.id)
        if wish is None:
            return self.usual, ""
        try:
            value = float(wish)
        except ValueError:
            value = float("nan")
        if isfinite(value) and self.low <= value <= self.high:
            return value, ""
        return self.usual, (
            f"This link asks for “{as_plain_text(wish[:40])}” as “{self.label}”, which can be {self.low:g} "
            f"to {self.high:g}. It stands at {self.usual:g} instead."
        )


_DIALS = (
    Dial(id="horizon", label="Years ahead", usual=HORIZON, low=1, high=10),
    Dial(id="start_year", label="First year", usual=START_YEAR, low=2024, high=2040),
    Dial(id="discount", label="Discount rate", usual=DISCOUNT, low=0.0, high=0.10),
    Dial(id="seed", label="Seed of the draws", usual=0, low=0, high=2**31 - 1),
)
_MEMBERSHIP = "Medicaid membership"
_IN_FORCE = {
    "yes": "has this in force already",
    "no": "does not have this",
    "partial": "has a part of this",
    "unknown": "may have this or not: nobody could confirm it",
}


def depth() -> str:
    """How much of the model a reader wants to see; an id of `DEPTHS`."""
    return controls.one_of("How deep?", "depth", DEPTHS, as_buttons=True)


def scenario() -> Scenario:
    """The scenario in the address. Says, so that controls need not, what the address asks for in vain."""
    found, notices = asked(st.query_params.to_dict())
    for notice in notices:
        st.warning(notice)
    return found


def asked(query: Mapping[str, str]) -> tuple[Scenario, list[str]]:
    """The scenario an address asks for, and a sentence for each thing that cannot be.

    A lever is off until its own slider is moved; what else can be set of it then stands at its start. Only
    levers in use are in the scenario, so that what is off never makes two addresses differ.
    """
    notices: list[str] = []

    def stands(dial: Dial) -> float:
        value, notice = dial.stands(query)
        notices.extend([notice] if notice else [])
        return value

    def one_of(name: str, label: str, options: Mapping[str, str]) -> str:
        wish, usual = query.get(name, ""), next(iter(options))
        if wish and wish not in options:
            notices.append(
                f"This link asks for “{as_plain_text(wish[:40])}” as “{label}”, which cannot be chosen. "
                f"It is “{options[usual]}” instead."
            )
        return wish if wish in options else usual

    settings: dict[str, float] = {}
    choices: dict[str, str] = {}
    for lever in LEVERS.values():
        values = {each.id: stands(_dial(lever, each)) for each in lever.settings}
        if lever.is_on(values):
            settings |= values
            choices |= {each.id: one_of(each.id, each.label, each.options) for each in lever.choices}
    numbers = {dial.id: stands(dial) for dial in _DIALS}
    horizon, start_year, seed = (int(numbers[name]) for name in ("horizon", "start_year", "seed"))
    wanted = Scenario(
        settings=settings,
        choices=choices,
        discount=numbers["discount"],
        horizon=horizon,
        start_year=start_year,
        seed=seed,
        membership=one_of("membership", _MEMBERSHIP, membership.CHOICES),
    )
    for said in _said_of_levers_and_state(query, wanted):
        try:
            part = from_link(said)
            wanted = replace(
                wanted,
                schedules={**wanted.schedules, **part.schedules},
                own_figures={**wanted.own_figures, **part.own_figures},
            )
        except InvalidParameter as fault:
            notices.append(
                f"This link asks for what cannot be, so it is left out: {as_plain_text(str(fault))}"
            )
    return wanted, notices


def _said_of_levers_and_state(query: Mapping[str, str], of: Scenario) -> list[dict[str, str]]:
    """The dates of each lever in use and each figure of the State, as an address says them."""
    dates: dict[str, dict[str, str]] = {}
    for name, (lever, _) in DATES.items():
        if query.get(name) and LEVERS[lever].is_on(LEVERS[lever].settled(of.settings)):
            dates.setdefault(lever, {})[name] = query[name]
    own = [{name: value} for name, value in query.items() if name.startswith(OWN) and value]
    return [*dates.values(), *own]


def address(of: Scenario) -> dict[str, str]:
    """What an address needs to say for this scenario: every setting of each lever in use, by id."""
    on = [lever for lever in LEVERS.values() if lever.is_on(lever.settled(of.settings))]
    return {
        **{name: f"{value:.10g}" for lever in on for name, value in lever.settled(of.settings).items()},
        **{name: value for lever in on for name, value in lever.chosen(of.choices).items()},
        **{dial.id: f"{getattr(of, dial.id):.10g}" for dial in _DIALS if getattr(of, dial.id) != dial.usual},
        **{
            name: value
            for name, value in to_link(of).items()
            if name in {"membership", *DATES} or name.startswith(OWN)
        },
    }


def forget() -> None:
    """Take every lever out of the address, so that nothing is moved."""
    moved = {*_setting_ids(), *(dial.id for dial in _DIALS), *DATES, "membership"}
    left = {name: value for name, value in st.query_params.to_dict().items() if name not in moved}
    st.query_params.from_dict(left)


def example() -> None:
    """Move the sliders of a room to where a program might set them, for a first look."""
    st.query_params.update({name: f"{value:g}" for name, value in EXAMPLE.items()})


def shown(depth: str, policy: StatePolicy, *, where: str) -> None:
    """The sliders of a depth, with what the evidence covers and what the State has in force.

    Parameters
    ----------
    where
        The State's name.
    """
    with st.container(horizontal=True):
        st.button("Show an example", on_click=example)
        st.button("Nothing moved", on_click=forget)
    if depth == "room":
        of_room = {each.id: (lever, each) for lever in LEVERS.values() for each in lever.settings}
        for name in ROOM:
            lever, setting = of_room[name]
            _setting(lever, setting, policy, where, title=lever.question)
    else:
        for family in dict.fromkeys(lever.family for lever in LEVERS.values()):
            _family(family, policy, where, is_whole=depth == "analyst")
    for dial in _DIALS if depth == "analyst" else _DIALS[:1]:
        _model_number(dial)
    if depth == "analyst":
        controls.one_of(
            _MEMBERSHIP,
            "membership",
            membership.CHOICES,
            help="Federal law asks adults of the adult group for work or an exemption from 2027-01-01 on, "
            "and checks them every six months from 2026-12-31.",
            warns=False,
        )
        _own_figures(policy)


def _own_figures(policy: StatePolicy) -> None:
    """What the levers in use need to know of the State, to enter where the table does not know it."""
    wanted = {
        field
        for lever in LEVERS.values()
        if any(setting.id in st.query_params for setting in lever.settings)
        for field in (*lever.policy_fields, *(setting.in_force_field for setting in lever.settings))
    }
    asked_for = [field for field in FIELDS if field in wanted or f"{OWN}{field}" in st.query_params]
    if asked_for:
        opened = st.expander("The State's own figures", on_change="rerun", key="own figures")
        if opened.open:
            with opened:
                own_figures.asked(asked_for, policy)


def evidence_in_words(setting: Setting, fact: Fact | None, where: str) -> str:
    """What the evidence behind a slider covers, and where the State is now; an assumption is called one."""
    is_studied = setting.studied and not setting.studied.startswith("No study")
    unstudied = setting.studied or "No study says how far this can go."
    mark = "■ " if setting.covered else ""
    said = [f"{mark}**Evidence:** {setting.studied}" if is_studied else f"▲ **Assumption:** {unstudied}"]
    if fact is not None:
        of = f" ({fact.as_of})" if fact.as_of else ""
        is_known_number = not fact.in_force and not fact.is_unknown
        now = (
            f"is at {fact.value} {setting.unit}" if is_known_number else _IN_FORCE[fact.in_force or "unknown"]
        )
        said.append(f"**Now:** {where} {now}{of}.")
    return " ".join(said)


def shown_family(family: str, policy: StatePolicy, *, where: str) -> None:
    """Everything that can be set of one kind of lever, and how many years ahead."""
    _levers(family, policy, where, is_whole=True)
    _model_number(_DIALS[0])


def _family(family: str, policy: StatePolicy, where: str, *, is_whole: bool) -> None:
    is_first = family == next(iter(LEVERS.values())).family
    is_used = any(
        setting.id in st.query_params
        for lever in LEVERS.values()
        for setting in lever.settings
        if lever.family == family
    )
    opened = st.expander(family, is_used or is_first, on_change="rerun", key=f"family {family}")
    if opened.open:
        with opened:
            _levers(family, policy, where, is_whole=is_whole)


def _levers(family: str, policy: StatePolicy, where: str, *, is_whole: bool) -> None:
    for lever in LEVERS.values():
        if lever.family != family:
            continue
        st.subheader(lever.label, anchor=False)
        st.caption(lever.question)
        for setting in lever.settings:
            if is_whole or setting.switches:
                _setting(lever, setting, policy, where)
        for choice in lever.choices:
            controls.one_of(choice.label, choice.id, choice.options, help=choice.help, warns=False)
        if lever.paid_by and any(setting.id in st.query_params for setting in lever.settings):
            _money_ends(lever)


def _money_ends(lever: Lever) -> None:
    """Until when there is money for a lever, and who pays afterwards."""
    first, _ = _DIALS[1].stands(st.query_params)
    years, _ = _DIALS[0].stands(st.query_params)
    until, then = f"money_until_{lever.id}", f"then_{lever.id}"
    calendar = [str(year) for year in range(int(first), int(first + years))]
    ends = {"": "no end is set"} | {year: f"the end of {year}" for year in calendar}
    last = controls.one_of("Its money is there until", until, ends, warns=False)
    if last:
        payers = {"": "nobody: it stops"} | {each.id: each.label for each in AUTHORITIES.values()}
        controls.one_of("After that it is paid by", then, payers, warns=False)


def _setting(lever: Lever, setting: Setting, policy: StatePolicy, where: str, *, title: str = "") -> None:
    value, _ = _dial(lever, setting).stands(st.query_params)
    if title:
        st.markdown(f"**{title}**")
    _slide(
        setting.id,
        value,
        lambda: st.slider(
            setting.label,
            setting.low,
            setting.high,
            step=setting.step,
            key=setting.id,
            format="percent" if setting.unit == "share" else "%g",
            help=setting.help or None,
            on_change=_write,
            args=(setting.id,),
        ),
    )
    fact = policy.fact(setting.in_force_field) if setting.in_force_field else None
    look = DARK if st.context.theme.type == "dark" else LIGHT
    said = (evidence_band.band(setting, look), evidence_in_words(setting, fact, where))
    st.caption("  \n".join(part for part in said if part))


def _model_number(dial: Dial) -> None:
    value, _ = dial.stands(st.query_params)
    is_rate = dial.id == "discount"
    kind = float if is_rate else int
    draw = st.number_input if dial.id in ("seed", "start_year") else st.slider
    _slide(
        dial.id,
        kind(value),
        lambda: draw(
            dial.label,
            kind(dial.low),
            kind(dial.high),
            step=kind(0.01 if is_rate else 1),
            key=dial.id,
            format="percent" if is_rate else "%d",
            on_change=_write,
            args=(dial.id,),
        ),
    )


def _slide(name: str, value: float, draw: Callable[[], object]) -> None:
    """Draw a slider where the address says; one that stands there already is left alone under the hand."""
    if st.session_state.get(name) != value:
        st.session_state[name] = value
    draw()


def _write(name: str) -> None:
    st.query_params[name] = f"{st.session_state[name]:.10g}"


def _dial(lever: Lever, setting: Setting) -> Dial:
    """A lever's own slider stands at off before anybody moves it, what else can be set of it at its start."""
    own = next((each for each in lever.settings if each.switches), None)
    usual = setting.off if setting is own else setting.start
    return Dial(id=setting.id, label=setting.label, usual=usual, low=setting.low, high=setting.high)


def _setting_ids() -> Iterator[str]:
    for lever in LEVERS.values():
        yield from (setting.id for setting in lever.settings)
        yield from (choice.id for choice in lever.choices)
