"""Numbers, units, doubt and time as words; every number on a page is printed here.

A number shows as many digits as its doubt allows and is never followed by a line break before its unit.
Margins and intervals are at 90 % for survey data, 95 % for measures of disparity and 80 % for scenarios;
whoever prints one says which.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import floor, isfinite, log10

from equity import in_words
from equity.errors import InvalidParameter
from equity.geography import with_article

SPACE = "\u00a0"  # does not break a line
_JOINED = "\u2060"  # nothing, and does not break a line: browsers end one between a minus and a dollar sign
MINUS = "\u2212"
_JOINED = "\u2060"  # nothing that is seen; between a minus and a dollar sign browsers would end a line
INTERVAL_90 = f"90{SPACE}% interval"
INTERVAL_95 = f"95{SPACE}% interval"
INTERVAL_80 = f"80{SPACE}% interval"


@dataclass(frozen=True, kw_only=True)
class Unit:
    """How a quantity is printed: `scale` times the stored number, to steps of `finest` at the most.

    `noun` follows the number, `one` where the number is 1; `prefix` stands before it.
    """

    scale: float = 1
    finest: float = 1
    prefix: str = ""
    suffix: str = ""
    noun: str = ""
    one: str = ""


UNITS: Mapping[str, Unit] = {
    "share": Unit(scale=100, finest=0.1, suffix=f"{SPACE}%"),
    "points": Unit(scale=100, finest=0.1, noun="percentage points", one="percentage point"),
    "people": Unit(noun="people", one="person"),
    "households": Unit(noun="households", one="household"),
    "years": Unit(finest=0.1, noun="years", one="year"),
    "usd": Unit(prefix="$"),
    "per_1000": Unit(finest=0.1, noun="per 1,000"),
    "change_per_1000": Unit(finest=0.0001),
    "per_100000": Unit(finest=0.1, noun="per 100,000"),
    "index": Unit(finest=0.001),
    "times": Unit(finest=0.01),
    "score": Unit(),
    "sites": Unit(noun="sites", one="site"),
    "code": Unit(),
}

RELIABILITY_LABELS: Mapping[str, str] = {
    "reliable": "Reliable",
    "caution": "Use with caution",
    "unreliable": "Too uncertain to rely on",
    "no_margin": "No margin of error given",
    "no_residents": "Nobody lives here",
    "not_asked": "Not asked that year",
    "not_published": "Nothing published",
    "too_few_sampled": "Too few people sampled",
    "suppressed": "Withheld for privacy",
}

BETTER: Mapping[str, str] = {
    "lower": "Lower is better.",
    "higher": "Higher is better.",
    "neutral": "Neither higher nor lower is better.",
}

_NAMES = ("Medicaid", "Medicare")
_COUNTING = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PLAIN_SHARES = ((1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (9, 10), (2, 5))
_MILLION, _BILLION = 1_000_000, 1_000_000_000
_PROBABILITIES = (
    # The words of the Intergovernmental Panel on Climate Change's guidance note on uncertainty (2010).
    (0.99, "almost certain"),
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.33, "about as likely as not"),
    (0.10, "unlikely"),
    (0.01, "very unlikely"),
    (0.0, "almost impossible"),
)

_BEYOND = {"open_ended_low": (1, " or less"), "open_ended_high": (-1, " or more")}


def unit(unit_id: str) -> Unit:
    """How numbers of this unit are printed.

    Raises
    ------
    InvalidParameter
        No unit has this id.
    """
    if unit_id not in UNITS:
        raise InvalidParameter(
            f"No unit is called {unit_id!r}. Use one of {', '.join(UNITS)}, or declare it in "
            "components/wording.py."
        )
    return UNITS[unit_id]


def number(value: float, *, unit_id: str, margin: float | None = None, kind: str | None = None) -> str:
    """The number in its unit's sign but without its noun: "25.0 %", "12,300", "$1,240"; `kind` as in `value`.

    Examples
    --------
    >>> number(0.2503, unit_id="share", margin=0.0335)
    '25.0\\xa0%'
    >>> number(12_345, unit_id="people", margin=1_234)
    '12,300'
    """
    step, beyond = _BEYOND.get(kind or "", (0, ""))
    shown = unit(unit_id)
    return f"{_signed(value + step, shown, margin)}{shown.suffix}{beyond}"


def quantity(value: float, *, unit_id: str, margin: float | None = None) -> str:
    """The number with its unit in words: "12,300 people", "25.0 %", "3.2 per 1,000".

    Examples
    --------
    >>> quantity(1, unit_id="people")
    '1\\xa0person'
    """
    return _with_noun(value, unit(unit_id), margin)


def value(estimate: float, *, unit_id: str, kind: str | None, margin: float | None = None) -> str:
    """A value with its unit; of an open-ended band its bound, as the survey publishes it: "$3,500 or more".

    The data mark such a band by the number just beyond its bound: 3,501, or 2,499.

    Parameters
    ----------
    kind
        An id of `equity.tables.ESTIMATE_KINDS`; None for a result of a model.

    Examples
    --------
    >>> value(2_499, unit_id="usd", kind="open_ended_low")
    '$2,500 or less'
    """
    step, beyond = _BEYOND.get(kind or "", (0, ""))
    return f"{quantity(estimate + step, unit_id=unit_id, margin=margin)}{beyond}"


def between(low: float, high: float, *, unit_id: str, is_apart: bool = False) -> str:
    """An interval for a sentence, its unit said once: "between 21.7 and 28.4 %".

    Where it `is_apart` from zero, an end that would be printed as zero gets more digits.

    Examples
    --------
    >>> between(0.217, 0.284, unit_id="share")
    'between 21.7 and 28.4\\xa0%'
    """
    start, end = _ends(low, high, unit_id, is_apart=is_apart)
    return f"between {start} and {end}"


def span(low: float, high: float, *, unit_id: str, is_apart: bool = False) -> str:
    """An interval for a label or a table: "21.7–28.4 %", or "−3 to 4" where an end is negative.

    `is_apart` is as in `between`.

    Examples
    --------
    >>> span(21_700, 28_400, unit_id="usd")
    '$21,700–$28,400'
    """
    start, end = _ends(low, high, unit_id, is_apart=is_apart)
    return f"{start} to {end}" if MINUS in start + end else f"{start}–{end}"


def _ends(low: float, high: float, unit_id: str, *, is_apart: bool) -> tuple[str, str]:
    kind, margin = unit(unit_id), (high - low) / 2

    def fine(end: float) -> tuple[float, Unit, float]:
        if not is_apart or not end or _has_digits(_signed(end, kind, margin)):
            return end, kind, margin
        return end, replace(kind, finest=10.0 ** floor(log10(abs(end) * kind.scale))), 0.0

    return _signed(*fine(low)), _with_noun(*fine(high))


def _with_noun(value: float, kind: Unit, margin: float | None) -> str:
    shown = f"{_signed(value, kind, margin)}{kind.suffix}"
    noun = kind.one if kind.one and shown == "1" else kind.noun
    return f"{shown}{SPACE}{noun}" if noun else shown


def share_in_words(share: float) -> str:
    """A share a reader can picture: "about one in four"; "about 28 in 100" where no small fraction is near.

    Examples
    --------
    >>> share_in_words(0.25)
    'about one in four'
    >>> share_in_words(0.031)
    'about one in 32'
    """
    if not 0 <= share <= 1:
        raise InvalidParameter(f"{share} is not a share. Give a number from 0 to 1.")
    for part, whole in _PLAIN_SHARES:
        if abs(share - part / whole) <= 0.03:
            return "about half" if whole == 2 else f"about {_COUNTING[part]} in {_COUNTING[whole]}"
    if share >= 0.97:
        return "nearly everyone"
    if share < 0.001:
        return "fewer than one in 1,000"
    whole = round(1 / share)
    if share < 0.4 and abs(1 / whole - share) <= 0.1 * share:
        shown = _COUNTING[whole] if whole < len(_COUNTING) else f"{_to_digits(whole, 2):,.0f}"
        return f"about one in {shown}"
    return f"about {share * 100:.0f} in 100"


def difference(value: float, *, unit_id: str, margin: float | None = None) -> str:
    """How far one number is from another: "3.4 percentage points higher", "no different".

    Examples
    --------
    >>> difference(-1_200, unit_id="usd")
    '$1,200 lower'
    """
    in_points = "points" if unit_id == "share" else unit_id
    size = quantity(abs(value), unit_id=in_points, margin=margin)
    if not _has_digits(number(value, unit_id=in_points, margin=margin)):
        return "no different"
    return f"{size} {'higher' if value > 0 else 'lower'}"


def comparison(verdict: str, *, this: str, other: str) -> str:
    """The verdict of `equity.comparison` on two places as a sentence.

    Examples
    --------
    >>> comparison("cannot tell apart", this="North Corona", other="Corona")
    'We cannot tell North Corona and Corona apart: the difference is within chance.'
    """
    this, other = with_article(this), with_article(other)
    if verdict in ("higher", "lower"):
        return f"{capital(this)} is {verdict} than {other}."
    if verdict == "cannot tell apart":
        return f"We cannot tell {this} and {other} apart: the difference is within chance."
    reason = verdict.partition(": ")[0]
    return f"{capital(this)} and {other} cannot be compared: {reason}."


def probability(share_of_draws: float) -> str:
    """A chance as a word with its number: "likely (83 %)"; never 0 or 100 %, since draws are finite.

    Examples
    --------
    >>> probability(0.83)
    'likely (83\\xa0%)'
    """
    word = next(word for least, word in _PROBABILITIES if share_of_draws >= least)
    return f"{word} ({percent_chance(share_of_draws)})"


def percent_chance(share_of_draws: float) -> str:
    """The chance alone: "83 %", "more than 99 %", "less than 1 %"."""
    if not 0 <= share_of_draws <= 1:
        raise InvalidParameter(f"{share_of_draws} is not a probability. Give a number from 0 to 1.")
    if share_of_draws > 0.99:
        return f"more than 99{SPACE}%"
    if share_of_draws < 0.01:
        return f"less than 1{SPACE}%"
    return f"{share_of_draws * 100:.0f}{SPACE}%"


def money(usd: float, *, margin: float | None = None) -> str:
    """Dollars as read aloud: "$1.24 million", "−$340,000", "$12".

    Examples
    --------
    >>> money(1_240_000)
    '$1.24\\xa0million'
    """
    size = abs(usd)
    for least, word in ((_BILLION, "billion"), (_MILLION, "million")):
        if size >= least * 0.9995:
            step = _step_of(margin) / least if margin else 10 ** (floor(log10(size / least) + 1e-9) - 2)
            shown = _to_step(size / least, max(step, 0.01))
            return _with_sign(f"${shown}{SPACE}{word}", negative=usd < 0)
    return number(_to_digits(usd, 3), unit_id="usd", margin=margin)


def people(count: float) -> str:
    """A number of people from an estimate: three digits, and "about" once digits were given up.

    Examples
    --------
    >>> people(12_345)
    'about 12,300\\xa0people'
    """
    rounded = _to_digits(count, 3)
    return ("about " if rounded != count else "") + quantity(rounded, unit_id="people")


counted = in_words.counted


def day(this: date) -> str:
    """A day, as in "Feb 3, 2026"; it does not break a line."""
    return SPACE.join((f"{this:%b}", f"{this.day},", f"{this.year}"))


def period(year: int, *, years: int = 1) -> str:
    """The years a number is about, by its last year: "2023", "2019–2023"."""
    return str(year) if years == 1 else f"{year - years + 1}–{year}"


def listed(items: Iterable[str]) -> str:
    """Items of a sentence: "a, b and c"."""
    *first, last = items
    return f"{', '.join(first)} and {last}" if first else last


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: its first letter small, unless it begins a name.

    Examples
    --------
    >>> in_sentence("Community health workers"), in_sentence("SNAP enrollment")
    ('community health workers', 'SNAP enrollment')
    """
    return label if label[1:2].isupper() or label.startswith(_NAMES) else label[:1].lower() + label[1:]


def capital(words: str) -> str:
    """The same words at the start of a sentence."""
    return words[:1].upper() + words[1:]


def reliability(state: str) -> str:
    """How sure a value is, as a short label: "Use with caution"."""
    return RELIABILITY_LABELS[state]


def _signed(value: float, kind: Unit, margin: float | None) -> str:
    if not isfinite(value):
        raise InvalidParameter("This number is not finite and cannot be printed. Say why it is missing.")
    step = max(_step_of(margin * kind.scale) if margin else 0, kind.finest)
    return _with_sign(kind.prefix + _to_step(abs(value) * kind.scale, step), negative=value < 0)


def _with_sign(shown: str, *, negative: bool) -> str:
    """A minus for what is still below zero once rounded; no line ends between it and a dollar sign."""
    if not (negative and _has_digits(shown)):
        return shown
    return f"{MINUS}{_JOINED}{shown}" if shown.startswith("$") else f"{MINUS}{shown}"


def _has_digits(shown: str) -> bool:
    return any(digit in shown for digit in "123456789")


def _step_of(margin: float) -> float:
    """The place of the margin's second digit: a margin of 1,234 leaves steps of 100."""
    return 10.0 ** (floor(log10(margin)) - 1)


def _to_step(value: float, step: float) -> str:
    decimals = max(0, -floor(log10(step) + 1e-9))
    return f"{round(value / step) * step:,.{decimals}f}"


def _to_digits(value: float, digits: int) -> float:
    return round(value, digits - 1 - floor(log10(abs(value)))) if value else 0.0
