"""What can go wrong, in words a reader can act on.

Every message says what happened, what was expected and what to do. Only `app.py` turns one into words on
the screen; a measure that cannot be computed is not an error but a result with a reason
(`equity.disparity`).
"""


class EquityError(Exception):
    """Anything this project can explain: catch this, and show its message as it stands."""


class MissingColumns(EquityError):
    """A source's file does not have the columns its declaration names."""


class InvalidTable(EquityError):
    """A table breaks the schema; the message lists everything that is wrong with it."""


class DamagedPack(EquityError):
    """An embedded file is absent or is not the file the manifest describes."""


class UnknownIndicator(EquityError):
    """No indicator is declared under this id."""


class UnknownPlace(EquityError):
    """No place has this code at this level."""


class UnknownLevel(EquityError):
    """No level of geography is declared under this id."""


class UnknownGroup(EquityError):
    """No population group is declared under this id."""


class UnknownSource(EquityError):
    """No source is declared under this id."""


class UnknownYear(EquityError):
    """The data have no such year, or no boundaries are known for it."""


class InvalidParameter(EquityError):
    """A setting lies outside what it may be, or two settings contradict each other."""


class InvalidScenarioFile(EquityError):
    """A file of scenarios cannot be opened, or a scenario cannot be kept under its name."""
