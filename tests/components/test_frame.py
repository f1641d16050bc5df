"""The frame of a page: what stands in it shares its width."""

import pytest
from streamlit.testing.v1 import AppTest


def _page(count: int) -> None:
    from components import frame  # noqa: PLC0415 - AppTest runs this function by itself

    figure = {"interval": "90% interval: 1 to 3", "chance": ""}
    frame.figures([frame.Figure(label=f"Figure {at}", middle="2", **figure) for at in range(count)])


@pytest.mark.parametrize(("count", "rows"), [(1, [1]), (2, [2]), (3, [3]), (4, [3, 3]), (6, [3, 3])])
def test_figures_share_the_width_of_the_page_up_to_three_in_a_row(count, rows):
    """A last row of fewer keeps the columns of those above it."""
    page = AppTest.from_function(_page, kwargs={"count": count}).run()
    assert [round(column.weight, 3) for column in page.columns] == [
        round(1 / across, 3) for across in rows for _ in range(across)
    ]
    assert [metric.label for metric in page.metric] == [f"Figure {at}" for at in range(count)]
