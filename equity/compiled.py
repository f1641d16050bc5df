"""Compiled once and kept on disk; where no folder can be written to, compiled anew by each process."""

from collections.abc import Callable
from typing import Any

from numba import njit


def compiled(function: Callable[..., Any]) -> Any:
    """The function compiled with numba, which runs it without holding Python's lock.

    What is compiled is kept beside the code, or in the user's own cache where the code is read-only. Numba
    refuses to start where neither can be written to; then nothing is kept.
    """
    try:
        return njit(nogil=True, cache=True)(function)
    except RuntimeError:
        return njit(nogil=True)(function)
