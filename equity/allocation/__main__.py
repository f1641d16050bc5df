"""Compiles what a live plan is made with, so that no visitor waits for it: `python -m equity.allocation`."""

import numpy as np

from equity.allocation.live import solve
from equity.allocation.problem import Limits, Problem


def warm() -> None:
    """Plan for one place of one person: the smallest problem that runs every part that is compiled."""
    cell = np.ones((1, 1, 1))
    one = np.ones(1)
    solve(
        Problem(
            places=("",),
            groups=("",),
            services=("",),
            people=cell,
            cost=cell,
            state=cell,
            gain=cell,
            weight=one,
            need=one / 2,
            residents=one,
            capacity=np.ones((1, 1)),
            limits=Limits(budget=1.0),
        )
    )


if __name__ == "__main__":
    warm()
