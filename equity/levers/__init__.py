"""The levers: one file each, found by walking this folder. Adding a lever is adding a file with a `LEVER`."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

from equity.errors import InvalidParameter
from equity.levers._lever import FAMILIES, Choice, Effect, Given, Lever, Payment, Setting

__all__ = ["FAMILIES", "LEVERS", "Choice", "Effect", "Given", "Lever", "Payment", "Setting", "lever"]

LEVERS: Mapping[str, Lever] = {
    each.id: each
    for each in (
        import_module(f"{__name__}.{module.name}").LEVER
        for module in sorted(iter_modules(__path__), key=lambda found: found.name)
        if not module.name.startswith("_")
    )
}


def lever(lever_id: str) -> Lever:
    """The lever declared under this id.

    Raises
    ------
    InvalidParameter
        No lever has this id.
    """
    if lever_id not in LEVERS:
        raise InvalidParameter(f"No lever is called {lever_id!r}. Use one of: {', '.join(LEVERS)}.")
    return LEVERS[lever_id]
