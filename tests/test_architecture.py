"""The house keeps its rules: each rule over every file, and each rule seen to catch what it forbids."""

import ast
import re
from pathlib import Path, PurePosixPath

import pytest

from tests import code_rules

ROOT = Path(__file__).parents[1]
ROOMS = ("equity", "data_loaders", "components", "pages", "web", "benchmarks")
SVG_NAMESPACE = "www.w3.org"  # a name that makes a picture one, fetched by nobody
SHIPPED = [
    code_rules.read(path, root=ROOT)
    for path in sorted(
        [*ROOT.glob("*.py"), *(file for room in ROOMS for file in (ROOT / room).rglob("*.py"))]
    )
    if "node_modules" not in path.parts
]

BROKEN = {
    "points_upward": ("equity/rates.py", "import streamlit as st"),
    "knows_streamlit": ("data_loaders/medicaid.py", "import streamlit as st"),
    "opens_a_private_room": ("components/maps.py", "from equity.levers import _lever"),
    "is_unsafe": ("components/maps.py", "try:\n    x = 1\nexcept Exception:\n    x = 2"),
    "is_named_vaguely": ("equity/utils.py", "x = 1"),
    "is_spelled_the_british_way": ("components/look.py", "colour = '#000000'"),
    "is_too_long": ("equity/rates.py", "x = 1\n" * 400),
    "is_unfinished": ("equity/rates.py", "def share(): ..."),
    "exempts_without_a_reason": ("equity/rates.py", "x = 1  # no" + "qa: S603"),
    "caches_unsafely": (
        "data_loaders/cached.py",
        "@st.cache_data\ndef table(rows: pl.DataFrame): return rows",
    ),
    "is_no_thin_page": ("pages/map.py", '"""Map explorer."""'),
}
ALSO_BROKEN = [
    ("points_upward", "components/maps.py", "from data_loaders import embedded"),
    ("points_upward", "pages/explore/map.py", "import polars as pl"),
    ("knows_streamlit", "components/charts/dots.py", "import streamlit as st"),
    ("is_unsafe", "equity/rates.py", "import pickle"),
    ("is_unsafe", "equity/rates.py", "x = eval('1')"),
    ("is_unsafe", "components/notes.py", "st.markdown('x', unsafe_allow_html=True)"),
    ("is_unsafe", "data_loaders/cached.py", "@st.cache_data(persist='disk')\ndef f(): return 1"),
    ("caches_unsafely", "data_loaders/cached.py", "@kept(max_entries=2)\ndef f(_x: pl.DataFrame): return _x"),
    ("caches_unsafely", "components/maps.py", "@st.cache_data(max_entries=2)\ndef f(x: str): return x"),
    ("is_no_thin_page", "pages/explore/map.py", '"""Where is the burden?"""\ndef draw(): return 1'),
    ("is_no_thin_page", "pages/explore/map.py", '"""Where is the burden?"""\nst.dataframe(table)'),
]


@pytest.mark.parametrize("rule", code_rules.RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule):
    found = [line for file in SHIPPED for line in rule(file)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [(name, *example) for name, example in BROKEN.items()] + ALSO_BROKEN,
)
def test_the_rule_sees_what_it_forbids(rule, path, text):
    file = code_rules.File(path=PurePosixPath(path), text=text, tree=ast.parse(text))
    assert list(getattr(code_rules, rule)(file))


def test_every_rule_has_an_example_it_forbids():
    assert set(BROKEN) == {rule.__name__ for rule in code_rules.RULES}


def test_every_path_that_a_rule_names_is_there():
    assert [path for path in code_rules.WITHOUT_STREAMLIT if not (ROOT / path).exists()] == []


def test_the_tests_keep_the_rules_of_finished_code():
    tests = [code_rules.read(path, root=ROOT) for path in sorted((ROOT / "tests").rglob("*.py"))]
    found = [
        line
        for file in tests
        for rule in (code_rules.is_too_long, code_rules.exempts_without_a_reason, code_rules.is_named_vaguely)
        for line in rule(file)
    ]
    assert not found, "\n" + "\n".join(found)


def test_every_guide_that_code_names_is_there():
    named = {
        f"{file.path}: {guide}": ROOT / guide
        for file in SHIPPED
        for guide in re.findall(r"docs/[\w/]+\.\w+", file.text)
    }
    assert named
    assert not [words for words, path in named.items() if not path.exists()]


def test_nothing_on_the_screen_names_a_host_but_this_machine():
    """What the browser is given never points elsewhere by itself; links to sources come from declarations."""
    screen = [file for file in SHIPPED if file.room in {"app", "serve", "pages", "components"}]
    found = [
        f"{file.path}:{node.lineno} {host}"
        for file in screen
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for host in re.findall(r"(?:https?:)?//([\w.-]+\.\w+)", node.value)
        if host not in {"127.0.0.1", SVG_NAMESPACE}
    ]
    assert not found, "\n" + "\n".join(found)


def test_styles_and_settings_load_nothing_from_elsewhere():
    files = [
        *(ROOT / "static").rglob("*.css"),
        *(ROOT / "assets").rglob("*.css"),
        ROOT / ".streamlit/config.toml",
    ]
    found = [
        f"{file.relative_to(ROOT)}: {address}"
        for file in files
        for address in re.findall(r"(?:url\(|@import|=)\s*['\"]?((?:https?:)?//[^'\")\s]+)", file.read_text())
    ]
    assert not found, "\n" + "\n".join(found)


def test_the_packages_the_project_promises_are_asked_for_and_used():
    promised = {"streamlit", "plotly", "geopandas", "pydeck", "polars", "census"}
    assert promised <= {line.strip() for line in (ROOT / "requirements.in").read_text().splitlines()}
    used = {
        name.partition(".")[0]
        for file in SHIPPED
        if file.room != "benchmarks"
        for _, name in code_rules.imports(file)
    }
    assert promised <= used
