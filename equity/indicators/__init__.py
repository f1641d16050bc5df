"""What can be shown of a place: every indicator, found by walking this folder's topic files.

To add one, write one `Indicator` literal in the file of its topic. Topic files, and the literals in them,
keep their order in menus: the topics by `TOPICS`, the literals as they are written.
"""

from importlib import import_module
from pkgutil import iter_modules

from equity.errors import InvalidTable, UnknownIndicator
from equity.indicators._indicator import CHECKED_SINCE, Better, Columns, Indicator, Lines, Unit

__all__ = [
    "CHECKED_SINCE",
    "INDICATORS",
    "TOPICS",
    "Better",
    "Columns",
    "Indicator",
    "Lines",
    "Unit",
    "indicator",
]

TOPICS: dict[str, str] = {
    "coverage": "Health coverage",
    "income": "Income and poverty",
    "housing": "Housing",
    "homes": "The home itself",
    "food_and_benefits": "Food and benefits",
    "work": "Work",
    "education": "Education",
    "disability": "Disability",
    "language_and_origin": "Language and origin",
    "digital": "Internet and telephone",
    "transport": "Getting around",
    "age": "Age and household",
    "race_ethnicity": "Race and ethnicity",
    "births_and_deaths": "Births and deaths",
    "health": "Health",
    "habits_and_prevention": "Habits and prevention",
    "social_needs": "Social needs",
    "vulnerability": "Social vulnerability",
    "care": "Care",
    "settlement": "City and country",
}
"""Each topic file with its heading, in the order of menus."""


def _collected() -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    topics = {name for _, name, _ in iter_modules(__path__) if not name.startswith("_")}
    if topics != set(TOPICS):
        raise InvalidTable(
            f"equity/indicators has the topic files {sorted(topics)}, TOPICS names {sorted(TOPICS)}. "
            "Give every topic file its heading in TOPICS."
        )
    for topic in TOPICS:
        for value in vars(import_module(f"{__name__}.{topic}")).values():
            if not isinstance(value, Indicator):
                continue
            if value.id in found or value.topic != topic:
                raise InvalidTable(
                    f"equity/indicators/{topic}.py declares {value.id!r} of topic {value.topic!r}: "
                    "expected an id of its own and the topic of its file."
                )
            found[value.id] = value
    return found


INDICATORS: dict[str, Indicator] = _collected()


def indicator(indicator_id: str) -> Indicator:
    """The indicator declared under this id.

    Raises
    ------
    UnknownIndicator
        No indicator has this id.
    """
    if indicator_id not in INDICATORS:
        raise UnknownIndicator(
            f"No indicator is called {indicator_id!r}. See equity/indicators for those there are."
        )
    return INDICATORS[indicator_id]
