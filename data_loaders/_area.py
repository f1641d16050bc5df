"""What part of the country is asked for: a level of geography, in one state or everywhere."""

from dataclasses import dataclass

from equity.errors import UnknownLevel, UnknownPlace

LEVELS = ("nation", "state", "county", "tract", "us_place", "us_zcta")
# fmt: off
STATES = {
    "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE",
    "11": "DC", "12": "FL", "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA",
    "20": "KS", "21": "KY", "22": "LA", "23": "ME", "24": "MD", "25": "MA", "26": "MI", "27": "MN",
    "28": "MS", "29": "MO", "30": "MT", "31": "NE", "32": "NV", "33": "NH", "34": "NJ", "35": "NM",
    "36": "NY", "37": "NC", "38": "ND", "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI",
    "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA",
    "54": "WV", "55": "WI", "56": "WY", "72": "PR",
}
# fmt: on
"""State FIPS codes that the American Community Survey covers, with postal abbreviations."""


@dataclass(frozen=True, kw_only=True)
class Area:
    """All places of `level` in `state` (two-digit FIPS code), or in the whole country where it is None."""

    level: str
    state: str | None = None

    def __str__(self) -> str:
        """The area as it is written in names of files."""
        return f"{self.level}_{self.state or 'us'}"


def area(level: str, state: str | None = None) -> Area:
    """The area, checked.

    Raises
    ------
    UnknownLevel
        The level is none of `LEVELS`, or needs a state and has none.
    UnknownPlace
        No state has this code.

    Examples
    --------
    >>> str(area("tract", "37"))
    'tract_37'
    """
    if level not in LEVELS:
        raise UnknownLevel(f"{level!r} cannot be pulled. Use one of: {', '.join(LEVELS)}.")
    if state is not None and state not in STATES:
        raise UnknownPlace(f"No state has the code {state!r}: give its two-digit FIPS code, such as 37.")
    if level == "tract" and state is None:
        raise UnknownLevel("Census tracts are pulled one state at a time: give a state, such as 37.")
    return Area(level=level, state=None if level == "nation" else state)


def with_whole_of(part: Area) -> tuple[Area, ...]:
    """An area and what its places are compared with: their state, or the nation.

    Examples
    --------
    >>> [str(each) for each in with_whole_of(area("tract", "37"))]
    ['tract_37', 'state_37']
    """
    if part.level == "nation":
        return (part,)
    if part.state is None or part.level == "state":
        return (part, Area(level="nation"))
    return (part, Area(level="state", state=part.state))
