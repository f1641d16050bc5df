"""The rules of the house as functions: each reads one parsed file and names the lines that break it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LONGEST_FILE = 300  # without blank lines, comments and docstrings, which may be as long as they need
LONGEST_PAGE = 60

SCREEN_AND_NETWORK = {"streamlit", "plotly", "pydeck", "census", "requests", "http", "urllib", "socket"}
# What each room may not import: imports only point down the walk.
OUT_OF_REACH = {
    "equity": {"data_loaders", "components", "pages", "app", "serve", "benchmarks", *SCREEN_AND_NETWORK},
    "data_loaders": {"components", "pages", "app", "serve", "benchmarks", "plotly", "pydeck"},
    "components": {"data_loaders", "pages", "app", "serve", "benchmarks", "census", "requests", "urllib"},
    "pages": {"pages", "app", "serve", "benchmarks", "polars", "pandas", "geopandas", "numpy", "pydeck"},
}
# Tables in, figures out: these know nothing of the screen. In the loaders only `cached` knows Streamlit.
WITHOUT_STREAMLIT = ("components/maps.py", "components/charts", "components/wording.py")

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "core"}
UNSAFE_MODULES = {"pickle", "dill", "cloudpickle", "shelve", "marshal", "joblib"}
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__", "read_pickle", "to_pickle"}
UNSAFE_OPTIONS = {"unsafe_allow_html", "unsafe_allow_javascript", "persist", "allow_pickle", "shell"}
CACHES = {"cache_data", "cache_resource", "kept", "kept_for_one"}
CACHEABLE_ARGUMENTS = {
    *("str", "int", "bool", "str | None", "int | None"),
    *("tuple[str, ...]", "tuple[int, ...]", "Hashable"),
}

BRITISH = (
    "colour|neighbour|behaviour|favour|labour|enrolment|grey|centre|licence"
    "|programme|summaris|normalis|organis|standardis|analys(?:e|ing)|labelled"
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
NO_LINT = re.compile(r"#\s*noqa(?P<rule>:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?(?P<reason>.*)$")
NO_TYPE = re.compile(r"#\s*type:\s*ignore(?P<rule>\[[\w-]+\])?")


@dataclass(frozen=True, kw_only=True)
class File:
    """One Python file: where it is from the project's root, its text and its syntax tree."""

    path: PurePosixPath
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The top folder the file is in, or its own name when it lies at the root."""
        return self.path.parts[0].removesuffix(".py")

    @property
    def module(self) -> str:
        """The dotted name the file is imported by."""
        return ".".join(self.path.with_suffix("").parts).removesuffix(".__init__")


def read(path: Path, *, root: Path) -> File:
    """Parse one file."""
    text = path.read_text(encoding="utf-8")
    return File(path=PurePosixPath(path.relative_to(root).as_posix()), text=text, tree=ast.parse(text))


def imports(file: File) -> Iterator[tuple[int, str]]:
    """Each imported module with its line; `from a import b` gives both `a` and `a.b`."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = file.module.split(".")
            if file.path.name != "__init__.py":
                package = package[:-1]
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *filter(None, [node.module])])
            yield node.lineno, source
            yield from ((node.lineno, f"{source}.{name.name}") for name in node.names)


def called(node: ast.Call) -> str:
    """The last word of what is called: `read_pickle` for `pd.read_pickle(...)`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def points_upward(file: File) -> Iterator[str]:
    """An import against the walk, or of a library the room must not know."""
    for line, name in imports(file):
        if name.split(".")[0] in OUT_OF_REACH.get(file.room, ()):
            yield f"{file.path}:{line} imports {name}"


def knows_streamlit(file: File) -> Iterator[str]:
    """Streamlit outside the places that are its own."""
    loader = file.room == "data_loaders" and file.path.name != "cached.py"
    if loader or any(file.path.is_relative_to(path) for path in WITHOUT_STREAMLIT):
        for line, name in imports(file):
            if name == "streamlit":
                yield f"{file.path}:{line} imports streamlit"


def opens_a_private_room(file: File) -> Iterator[str]:
    """An underscored module imported from outside the folder it is private to."""
    for line, name in imports(file):
        parts = name.split(".")
        if parts[0] not in OUT_OF_REACH:
            continue
        for place, part in enumerate(parts):
            if part.startswith("_") and part != "__init__":
                folder = parts[:place]
                if list(file.path.parts[: len(folder)]) != folder:
                    yield f"{file.path}:{line} imports {name}, private to {'/'.join(folder)}"


def is_unsafe(file: File) -> Iterator[str]:
    """Code made from text, pickles, raw HTML, and errors caught without knowing them."""
    for line, name in imports(file):
        if name.split(".")[0] in UNSAFE_MODULES:
            yield f"{file.path}:{line} imports {name}"
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call):
            plain_compile = called(node) == "compile" and isinstance(node.func, ast.Attribute)  # re.compile
            if called(node) in UNSAFE_CALLS and not plain_compile:
                yield f"{file.path}:{node.lineno} calls {called(node)}"
            for option in node.keywords:
                off = isinstance(option.value, ast.Constant) and not option.value.value
                if option.arg in UNSAFE_OPTIONS and not off:
                    yield f"{file.path}:{node.lineno} sets {option.arg}"
        elif isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            if caught in {"everything", "Exception", "BaseException"}:
                yield f"{file.path}:{node.lineno} catches {caught}"


def is_named_vaguely(file: File) -> Iterator[str]:
    """A module or folder whose name says nothing of the subject."""
    for part in file.path.with_suffix("").parts:
        if part.lstrip("_") in VAGUE_NAMES:
            yield f"{file.path} is named {part}"


def is_spelled_the_british_way(file: File) -> Iterator[str]:
    """A name in the code that the interface would spell otherwise."""
    for node in ast.walk(file.tree):
        for field in ("name", "id", "attr", "arg"):
            name = getattr(node, field, None)
            if isinstance(name, str) and re.search(BRITISH, name, re.IGNORECASE):
                yield f"{file.path}:{getattr(node, 'lineno', 1)} names {name}"


def is_too_long(file: File) -> Iterator[str]:
    """A file that has become more than one thing."""
    words = {
        line
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    lines = sum(
        bool(text.strip()) and not text.lstrip().startswith("#") and number not in words
        for number, text in enumerate(file.text.splitlines(), start=1)
    )
    if lines > LONGEST_FILE:
        yield f"{file.path} has {lines} lines of code, more than {LONGEST_FILE}"


def is_unfinished(file: File) -> Iterator[str]:
    """A note to do it later, or a body that does nothing."""
    for line, text in enumerate(file.text.splitlines(), start=1):
        if UNFINISHED.search(text):
            yield f"{file.path}:{line} says it is unfinished"
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        only_a_shape = any(ast.unparse(mark) == "overload" for mark in node.decorator_list)
        if not only_a_shape and all(isinstance(step, ast.Pass) or _is_ellipsis(step) for step in node.body):
            yield f"{file.path}:{node.lineno} {node.name} does nothing"
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Raise) and node.exc and "NotImplemented" in ast.unparse(node.exc):
            yield f"{file.path}:{node.lineno} is not implemented"


def exempts_without_a_reason(file: File) -> Iterator[str]:
    """A lint exemption without its rule and its reason, or a type exemption without its rule."""
    for line, text in enumerate(file.text.splitlines(), start=1):
        lint, types = NO_LINT.search(text), NO_TYPE.search(text)
        if lint and not (lint["rule"] and lint["reason"].strip(" #-:")):
            yield f"{file.path}:{line} exempts from lint without rule or reason"
        if types and not types["rule"]:
            yield f"{file.path}:{line} exempts from types without a rule"


def caches_unsafely(file: File) -> Iterator[str]:
    """A cache outside `data_loaders/cached*.py`, keyed by a table, or without a bound.

    Streamlit 1.67 hashes a polars frame by its printed ends, and so would serve another table's answer. Only
    where `kept` is given a `key` of its own may an argument, by a name that begins with _, be no part of it.
    """
    if file.room == "benchmarks":
        return  # an alternative is written as most apps are
    for node in ast.walk(file.tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            name = called(mark) if isinstance(mark, ast.Call) else getattr(mark, "attr", "")
            if name not in CACHES:
                continue
            where = f"{file.path}:{node.lineno} {node.name}"
            if not str(file.path).startswith("data_loaders/cached"):
                yield f"{where} is cached outside data_loaders/cached*.py"
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            has_own_key = isinstance(mark, ast.Call) and any(option.arg == "key" for option in mark.keywords)
            for each in arguments:
                kind = ast.unparse(each.annotation) if each.annotation else "anything"
                if not (has_own_key and each.arg.startswith("_")) and kind not in CACHEABLE_ARGUMENTS:
                    yield f"{where} is keyed by {each.arg}: {kind}"
            bounded = isinstance(mark, ast.Call) and any(o.arg == "max_entries" for o in mark.keywords)
            if arguments and not bounded:
                yield f"{where} is cached without max_entries"


def is_no_thin_page(file: File) -> Iterator[str]:
    """A page that is not a question followed by the walk."""
    if file.room != "pages":
        return
    if len(file.path.parts) != 3:
        yield f"{file.path} must be in pages/<section>/: Streamlit would run it without app.py"
    if len(file.text.splitlines()) > LONGEST_PAGE:
        yield f"{file.path} has more than {LONGEST_PAGE} lines"
    question = (ast.get_docstring(file.tree) or "").splitlines()
    if not question or not question[0].endswith("?"):
        yield f"{file.path} does not start with its reader's question"
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield f"{file.path}:{node.lineno} defines {node.name}"
        if isinstance(node, ast.Call) and called(node) in {"dataframe", "DataFrame", "data_editor"}:
            yield f"{file.path}:{node.lineno} handles a data frame"


RULES: tuple[Callable[[File], Iterator[str]], ...] = (
    points_upward,
    knows_streamlit,
    opens_a_private_room,
    is_unsafe,
    is_named_vaguely,
    is_spelled_the_british_way,
    is_too_long,
    is_unfinished,
    exempts_without_a_reason,
    caches_unsafely,
    is_no_thin_page,
)


def _is_ellipsis(step: ast.stmt) -> bool:
    return isinstance(step, ast.Expr) and ast.unparse(step.value) == "..."
