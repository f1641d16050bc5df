from components import doubt
from components.provenance import Provenance
from tests.equity.simulation.drawn import EVERYTHING, outcome, policy

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


def test_where_the_answer_turns_is_said_in_the_unit_of_the_number():
    """-7.4 % and not -0.074; dollars as dollars; a minus is no hyphen."""
    assert doubt.in_unit(-0.074, "share") == "−7.4\xa0%"
    assert doubt.in_unit(96.9, "USD a month") == "$97 a month"
    assert doubt.in_unit(-1.31, "events a year") == "−1.31 events a year"
    made = outcome(EVERYTHING)
    (row,) = doubt.turning_point(made, policy(), ORIGIN).table.rows(named=True)
    units = {each.label: each.unit for each in made.provenance.parameters}
    assert units[row["label"]].startswith("USD")
    assert row["range"].count("$") == 2 and "-" not in row["range"]


def test_where_nothing_is_moved_no_measure_changes():
    table = doubt.every_measure(outcome({}), "very_low_food_security", ORIGIN).table
    assert table["now"].to_list() == table["then"].to_list()
    assert table["narrows"].max() == table["widens"].max() == 0
