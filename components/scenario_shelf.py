"""Scenarios kept by name for as long as the reader's page is open, and in a file for as long as they like.

The address holds one scenario. Several are kept in the session of one reader, never in what is shared.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from components import lever_controls, wording
from components.downloads import file_name
from components.lever_tables import link_of
from components.readable_errors import as_plain_text
from equity.errors import EquityError, InvalidParameter, InvalidScenarioFile
from equity.geography import with_article
from equity.levers import LEVERS
from equity.simulation.scenario import Scenario, from_link
from equity.simulation.scenario_file import (
    MOST_BYTES,
    MOST_SCENARIOS,
    Saved,
    clean_name,
    read,
    what_changed,
    written,
)

Again = Callable[[str, str, str], Saved | None]
"""Runs a scenario today, given its level, area and link."""

_KEPT, _OPENED = "scenarios kept", "files opened"


def kept() -> list[Saved]:
    """The scenarios of this reader, in the order in which they were kept."""
    these: list[Saved] = st.session_state.setdefault(_KEPT, [])
    return these


def answer(these: Sequence[Saved]) -> str:
    """What the page holds, in two sentences."""
    if not these:
        return (
            "No scenario is kept yet. Move levers on the Levers page, come back with this page's link in the "
            "menu, and keep what you see under a name; or open a file."
        )
    count = "One scenario is" if len(these) == 1 else f"{len(these)} scenarios are"
    return (
        f"{count} kept here until this page is closed or loaded anew. Download the file to keep them: it "
        "holds what was asked, what came out, and with which data and model."
    )


def keep(scenario: Scenario, *, area: str, level: str, within: str, again: Again) -> None:
    """A name and a button to keep the scenario that the address holds."""
    st.markdown(f"In your link now: **{in_words(scenario)}**, in {with_article(area)}.")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input(
            "Name", value=_short(scenario, area), max_chars=80, width=420, key="scenario name"
        )
        if st.button("Keep it", type="primary"):
            made = again(level, within, link_of(scenario))
            try:
                if not _add([replace(made, name=clean_name(name))] if made else []):
                    st.info("This scenario is kept already under this name.")
            except InvalidScenarioFile as fault:
                st.error(as_plain_text(str(fault)))


def open_file() -> None:
    """Open a file of scenarios; what is wrong with it is said, and what is kept stays."""
    file = st.file_uploader(
        "Open a file of scenarios",
        type=["json"],
        max_upload_size=MOST_BYTES // 1_000_000,
        key="scenario file",
    )
    opened: set[str] = st.session_state.setdefault(_OPENED, set())
    if file is None or file.file_id in opened:
        return
    try:
        found = read(file.getvalue())
        added = _add(found)
    except EquityError as fault:
        st.error(f"**This file was not opened.** {as_plain_text(str(fault))} What you kept is still here.")
        return
    opened.add(file.file_id)
    st.success(opened_in_words(added, len(found)))


def opened_in_words(added: int, found: int) -> str:
    """How many scenarios of a file were opened, and how many were here before.

    Examples
    --------
    >>> opened_in_words(1, 3)
    '1 of 3 scenarios was opened. 2 were here already.'
    """
    said = f"{added} of {wording.counted(found, 'scenario', 'scenarios')} {_was(added)} opened."
    here = found - added
    return f"{said} {here} {_was(here)} here already." if here else said


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def download(these: Sequence[Saved]) -> None:
    """The file with all that is kept."""
    if these:
        st.download_button(
            "Download the file",
            lambda: written(these),
            file_name=file_name(f"scenarios {these[0].saved_on}", ending="json"),
            mime="application/json",
            on_click="ignore",
        )


def entry(one: Saved, now: Saved | None, *, at: int, area: str) -> None:
    """One scenario: what it is, whether it still comes out the same, and the way back to its levers."""
    with st.container(border=True):
        st.markdown(f"**{as_plain_text(one.name)}**")
        asked = _scenario(one)
        what = in_words(asked) if asked else "levers that this version does not know"
        st.caption(
            f"{what[0].upper()}{what[1:]}, in {as_plain_text(with_article(area))}. Kept on {one.saved_on}, "
            f"{one.draws:,} draws, seed {one.seed}, data {one.edition.data[:12]}, model "
            f"{one.edition.code[:12]}."
        )
        for words in verdict(one, now):
            st.markdown(words)
        with st.container(horizontal=True):
            if asked:
                st.page_link(
                    "pages/model/levers.py",
                    label="Open on the Levers page",
                    icon=":material/arrow_forward:",
                    query_params={"within": one.within, "level": one.level} | lever_controls.address(asked),
                )
            st.button("Remove", key=f"remove {at}", on_click=lambda: kept().remove(one))


def verdict(one: Saved, now: Saved | None) -> list[str]:
    """Whether the scenario comes out today as it did then, and if not, what changed."""
    changed = what_changed(one, now)
    if not changed:
        return [":green[✓] Run again today, every number comes out the same, to the byte."]
    return [f":orange[▲] **Run again today, it is not the same.** {as_plain_text(' '.join(changed))}"]


def link(one: Saved) -> str:
    """A kept scenario as one line, to run it by."""
    return "&".join(f"{name}={value}" for name, value in one.link.items())


def in_words(scenario: Scenario) -> str:
    """A scenario by its levers: "community health workers and SNAP enrollment, over 5 years"."""
    on = [
        wording.in_sentence(lever.label)
        for lever in LEVERS.values()
        if lever.is_on(lever.settled(scenario.settings))
    ]
    years = wording.counted(scenario.horizon, "year", "years")
    return f"{wording.listed(on) if on else 'nothing moved'}, over {years}"


def _short(scenario: Scenario, area: str) -> str:
    name = f"{in_words(scenario)[:60].rpartition(',')[0] or in_words(scenario)[:60]}, {area}"[:80]
    return name[:1].upper() + name[1:]


def _scenario(one: Saved) -> Scenario | None:
    try:
        return from_link(one.link)
    except InvalidParameter:
        return None


def _add(these: Sequence[Saved]) -> int:
    """Keep these, each under a name of its own; how many were not here already."""
    here = kept()
    added = 0
    for one in these:
        if one in here:
            continue
        if len(here) >= MOST_SCENARIOS:
            raise InvalidScenarioFile(
                f"{MOST_SCENARIOS} scenarios are kept, which is as many as one file holds. Download them, "
                "remove some, and go on."
            )
        here.append(replace(one, name=_unused(one.name, {each.name: None for each in here})))
        added += 1
    return added


def _unused(name: str, taken: Mapping[str, None]) -> str:
    candidates = (name, *(f"{name[:74]} ({number})" for number in range(2, MOST_SCENARIOS + 2)))
    return next(each for each in candidates if each not in taken)
