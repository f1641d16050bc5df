import pytest

from equity import groups
from equity.errors import UnknownGroup


def test_groups_are_alphabetical_and_none_comes_first_by_habit():
    labels = [each.label for each in groups.GROUPS]
    assert labels == sorted(labels)
    assert len(set(labels)) == len(labels)


def test_acs_letters_are_the_nine_of_the_bureau():
    letters = {each.acs_letter: each.id for each in groups.GROUPS if each.acs_letter}
    assert sorted(letters) == list("ABCDEFGHI")
    assert (letters["B"], letters["H"], letters["I"]) == ("black_alone", "white_not_hispanic", "hispanic")


def test_groups_counted_once_add_up_and_others_do_not():
    assert groups.are_exclusive(["hispanic", "white_not_hispanic", "everyone_else"])
    assert groups.are_exclusive(["white_alone", "black_alone"])
    assert not groups.are_exclusive(["hispanic", "asian_alone"])
    assert not groups.are_exclusive(["all", "hispanic"])
    assert not groups.are_exclusive(["hispanic", "hispanic"])


def test_an_unknown_group_names_the_known_ones():
    assert groups.group("all").label == "Everyone"
    with pytest.raises(UnknownGroup, match=r"martians.*hispanic"):
        groups.group("martians")
