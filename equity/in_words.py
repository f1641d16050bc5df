"""Numbers as they stand in sentences and in links."""

from equity.errors import InvalidParameter

_LONGEST = 40  # letters of a link that a message repeats


def counted(count: int, one: str, many: str) -> str:
    """A count with its noun: "1 county", "3,142 counties"."""
    return f"{count:,} {one if count == 1 else many}"


def percent(share: float, *, digits: int = 0, is_change: bool = False) -> str:
    """A share of 0 to 1, or a relative change with its sign, in percent; it does not break a line.

    Examples
    --------
    >>> percent(0.364, digits=1), percent(-0.14, is_change=True)
    ('36.4\\xa0%', '-14\\xa0%')
    """
    return f"{share * 100:{'+' if is_change else ''}.{digits}f}\N{NO-BREAK SPACE}%"


def number(text: str) -> float:
    """The number a link holds.

    Raises
    ------
    InvalidParameter
        It holds something else.
    """
    try:
        return float(text)
    except ValueError:
        raise InvalidParameter(
            f"A link holds “{text[:_LONGEST]}”, which is not a number. Write digits, such as 0.5."
        ) from None


def whole_number(text: str) -> int:
    """The whole number a link holds.

    Raises
    ------
    InvalidParameter
        It holds something else, also a number with a decimal point.
    """
    try:
        return int(text)
    except ValueError:
        raise InvalidParameter(
            f"A link holds “{text[:_LONGEST]}”, which is not a whole number. Write digits, such as 2027."
        ) from None
