"""What each State has in force, pays and matches, from assets/state_policy.csv.

34 facts on the Medicaid programs of the 50 States and the District of Columbia, each with its source and
date, or `unknown` where nobody could confirm it. Collected from federal tables, KFF, NASHP and State
documents; the match rates and enrollment used in the model come from the embedded Medicaid table instead.
"""

from functools import cache
from pathlib import Path

import polars as pl

from data_loaders import embedded
from data_loaders.evidence import table
from equity.state_policy import StatePolicy, policy_of

FILE = Path(__file__).parents[1] / "assets" / "state_policy.csv"


@cache
def facts() -> pl.DataFrame:
    """One row a State and fact: state, state_geoid, field, value, in_force, unit, as_of, source, note ...

    Raises
    ------
    DamagedPack
        The file is absent or cannot be read.
    """
    return table(FILE)


@cache
def policy(state_geoid: str) -> StatePolicy:
    """What is known about one State, by its two-digit FIPS code.

    Raises
    ------
    UnknownPlace
        The State is not in the tables.
    """
    return policy_of(facts(), embedded.medicaid(), state_geoid=state_geoid)
