"""What a reader knows about their State, where the table does not: entered here, kept in the link."""

from collections.abc import Iterable

import streamlit as st

from components import controls
from equity.simulation.scenario import OWN
from equity.state_policy import FIELDS, Field, StatePolicy

_POLICY = {"yes": "Yes", "no": "No", "partial": "In part", "unknown": "Unknown"}


def asked(fields: Iterable[str], policy: StatePolicy) -> None:
    """A control for each of these facts; left empty, the table's word holds and what is unknown stays so."""
    for field in fields:
        if FIELDS[field].kind == "policy":
            choices = {"": f"As on record: {policy.fact(field).value}"} | _POLICY
            controls.one_of(FIELDS[field].label, f"{OWN}{field}", choices, warns=False)
        else:
            _number(FIELDS[field], policy)


def _number(field: Field, policy: StatePolicy) -> None:
    name = f"{OWN}{field.id}"

    def write() -> None:
        value = st.session_state[name]
        if value is not None:
            st.query_params[name] = f"{value:.10g}"
        elif name in st.query_params:
            del st.query_params[name]

    fact = policy.fact(field.id)
    on_record = "unknown: enter your State's" if fact.is_unknown else f"on record: {fact.value}"
    wish = _in_range(st.query_params.get(name), field)
    if st.session_state.get(name) != wish:
        st.session_state[name] = wish
    st.number_input(
        f"{field.label} ({field.unit})",
        min_value=float(field.low),
        max_value=float(field.high),
        value=None,
        key=name,
        placeholder=on_record,
        on_change=write,
    )


def _in_range(text: str | None, field: Field) -> float | None:
    try:
        value = float(text) if text is not None else None
    except ValueError:
        return None
    return value if value is not None and field.low <= value <= field.high else None
