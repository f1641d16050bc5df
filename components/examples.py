"""Worked examples to begin with: one for each kind of reader, each a link to a view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True, kw_only=True)
class Example:
    """One question, whom it is for, what the reader will see, and the page and view that answer it."""

    reader: str
    question: str
    seen: str
    page: str
    link: str
    view: Mapping[str, str]


EXAMPLES = (
    Example(
        reader="For a community partner",
        question="Where in New York City do people have no health insurance?",
        seen="Open the map at North Corona in Queens, and see how it stands beside the city.",
        page="pages/explore/map.py",
        link="Open the map",
        view={"level": "neighborhood", "indicator": "uninsured", "year": "2023", "place": "QN0303"},
    ),
    Example(
        reader="For a policymaker",
        question="Is the Bronx worse insured than the other boroughs, or is that chance?",
        seen="Compare all five boroughs with their margins of error and a plain verdict for each pair.",
        page="pages/explore/compare.py",
        link="Open the comparison",
        view={
            "level": "borough",
            "indicator": "uninsured",
            "year": "2023",
            "places": "36005,36047,36061,36081,36085",
        },
    ),
    Example(
        reader="For a facilitator",
        question="What if health plans in Texas had to screen people for social needs?",
        seen="Move three levers for all counties of a state: the room sees who gains and who pays.",
        page="pages/model/levers.py",
        link="Open the levers",
        view={
            "within": "48",
            "level": "county",
            "screening_duty": "1",
            "chw_offered": "0.5",
            "snap_mailed": "0.8",
        },
    ),
)


def shown(examples: Sequence[Example] = EXAMPLES) -> None:
    """The examples side by side, each with its link."""
    for column, example in zip(st.columns(len(examples), gap="medium"), examples, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.caption(example.reader)
            st.markdown(f"**{example.question}**")
            st.markdown(example.seen)
            st.page_link(
                example.page,
                label=example.link,
                icon=":material/arrow_forward:",
                query_params=dict(example.view),
            )
