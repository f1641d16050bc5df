from components import doubt
from components.provenance import Provenance
from tests.equity.simulation.drawn import EVERYTHING, outcome

ORIGIN = Provenance(title="Drawn", publisher="drawn", period="2027", is_embedded=True)


def test_every_measure_with_a_meaning_stands_in_its_unit():
    """Visits are events, of which no share of residents is free: indices of shares are left out."""
    visits, meals = (
        doubt.every_measure(outcome(EVERYTHING), each, ORIGIN).table
        for each in ("ed_visits", "very_low_food_security")
    )
    assert set(meals["id"]) - set(visits["id"]) >= {"erreygers", "atkinson_1", "atkinson_10.95"}
    assert "per 1,000" in visits.filter(id="difference")["now"][0]
    assert not any("e" in each.split()[0] for each in meals["now"] if each[0] in "−0123456789")
    assert meals["narrower"].null_count() == meals["wider"].null_count() == 0


def test_where_nothing_is_moved_no_measure_changes():
    table = doubt.every_measure(outcome({}), "very_low_food_security", ORIGIN).table
    assert table["now"].to_list() == table["then"].to_list()
    assert table["narrows"].max() == table["widens"].max() == 0
