"""What a link asks of one budget."""

import pytest

from equity.allocation.asked import MILLION, Asked, from_link
from equity.errors import InvalidParameter


def test_an_empty_link_asks_what_is_usual():
    assert from_link({}) == Asked()
    assert Asked().limits.state is None and not Asked().limits.pools


def test_a_link_is_read_field_by_field():
    asked = from_link(
        {"budget": "40", "state": "5", "tied": "2", "tied_to": "a,b", "rule": "none", "neediest_least": "0.4"}
    )
    limits = asked.limits
    assert (limits.budget, limits.state, limits.neediest_least) == (40 * MILLION, 5 * MILLION, 0.4)
    assert limits.pools[0].services == {"a", "b"} and limits.pools[0].limit == 2 * MILLION
    assert asked.rule == "none"


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ({"budget": "much"}, "“much”, which is not a number"),
        ({"epsilon": "99"}, "aversion to inequality must be"),
    ],
)
def test_what_cannot_be_asked_is_said(link, words):
    with pytest.raises(InvalidParameter, match=words):
        from_link(link)
