"""Maps of a scenario: also places of which the model says nothing have a word."""

import polars as pl

from components import levers, scenario_map
from components.selection import Selection
from data_loaders import embedded, lever_cells, state_policy
from equity import geography
from equity.simulation import summary
from equity.simulation.run import run
from equity.simulation.scenario import Scenario


def test_the_map_says_where_nobody_lives():
    """Eight of the 71 community districts are parks or an airport."""
    places = embedded.places("community_district", geography.boundary_vintage("community_district", 2023))
    assert places.filter(pl.col("residents") == 0).height == 8
    made = run(
        Scenario(settings={"snap_mailed": 0.8}),
        lever_cells.cells("community_district", "nyc"),
        state_policy.policy("36"),
        draws=16,
    )
    seen = Selection(within="nyc", level="community_district", indicator="poverty", group="all", year=2023)
    words = scenario_map.gains(
        made,
        summary.HELPED,
        places,
        area="New York City",
        outlines="/outlines",
        origin=levers.provenance(made, seen, title="Scenario"),
    ).words()
    assert words.count("Nobody lives here") == 8
    assert "Nothing published" not in words
