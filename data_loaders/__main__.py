"""Fill a folder for a laptop without Wi-Fi, see what is in it, and check it.

    python -m data_loaders pull --source acs5 --year 2023 --level tract --state 37 --out FOLDER
    python -m data_loaders pull --source acs5 --year 2023 --level tract --state all --out FOLDER
    python -m data_loaders list --out FOLDER
    python -m data_loaders verify --out FOLDER

The key of the Census API is read from CENSUS_API_KEY and is not an option: options show in the lists of
processes. The app reads the folder that EQUITY_LEVERS_DATA names.
"""

import argparse
import sys
from pathlib import Path

from data_loaders import _area, _cache, _folder, _http, pull, pulled
from data_loaders._failures import CAUSES, SourceFailure
from equity.errors import EquityError
from equity.in_words import counted

_EVERY_STATE = "all"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 if all went well, 1 if something did not come or is damaged."""
    options = _parser().parse_args(arguments)
    folder = options.out or pulled.folder()
    if folder is None:
        sys.stderr.write("Which folder? Give one with --out or EQUITY_LEVERS_DATA.\n")
        return 1
    try:
        return {"pull": _pull, "list": _list, "verify": _verify}[options.command](folder, options)
    except SourceFailure as fault:
        sys.stderr.write(f"Nothing new came: {CAUSES[fault.cause]}. {fault}\nWhat had come is kept.\n")
    except EquityError as fault:
        sys.stderr.write(f"{fault}\n")
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. What had come is kept: the same command goes on from there.\n")
    return 1


def _pull(folder: Path, options: argparse.Namespace) -> int:
    states = list(_area.STATES) if options.state == _EVERY_STATE else [options.state]
    requests = [
        pull.Request(
            source=options.source,
            area=_area.area(options.level, state),
            year=options.year,
            indicators=tuple(options.indicators.split(",")) if options.indicators else (),
            by_race=not options.everyone_only,
        )
        for state in states
    ]
    plans = [pull.plan(request) for request in requests]
    planned, seconds = sum(each.requests for each in plans), sum(each.seconds for each in plans)
    what = counted(planned, plans[0].one, plans[0].many)
    print(f"About {what}, roughly {counted(round(seconds / 60), 'minute', 'minutes')}.")
    done = 0

    def heard(event: _http.Event) -> None:
        nonlocal done
        if event.step == "waiting":
            print(f"  waiting {event.wait_seconds:.0f} s: {event.detail}", flush=True)
        elif event.step in {"received", "kept"}:
            done += 1
            size = f"{event.received_bytes:,} bytes" if event.step == "received" else event.detail
            print(f"  {done}/{planned} {size}", flush=True)

    how = _http.from_environment(folder=folder, fresh=options.fresh, on_event=heard)
    for request in requests:
        result = pull.run(request, how, draws=len(requests) == 1)
        for kept in result.kept:
            print(f"kept {counted(kept.rows, 'row', 'rows')} of {kept.kind}: {folder / kept.file}")
        for missing in result.missing:
            print(f"missing: {missing.what} ({CAUSES[missing.cause]}). {missing.words}")
    if len(requests) > 1:
        print("Drawing the map of all states: this takes about two minutes.", flush=True)
        for kept in pull.draw(options.level, folder):
            print(f"kept {counted(kept.rows, 'row', 'rows')} of {kept.kind}: {folder / kept.file}")
    print(f"Start the app with EQUITY_LEVERS_DATA={folder} to see them, with or without a network.")
    return 0


def _list(folder: Path, _options: argparse.Namespace) -> int:
    for kind in ("observations", "shapes"):
        for each in _folder.pulls(folder, kind):
            where, age = f"{each.level} {each.state or 'us'}", _cache.age_in_words(each.retrieved)
            print(f"{each.source} {where} {each.vintage}: {counted(each.rows, 'row', 'rows')}, {age}")
            for missing in each.missing:
                print(f"  missing: {missing.what} ({CAUSES[missing.cause]})")
    return 0


def _verify(folder: Path, _options: argparse.Namespace) -> int:
    found = list(_folder.damaged(folder))
    for each in found:
        print(each)
    print(f"{len(found)} damaged." if found else "All files are what their notes say.")
    return 1 if found else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data_loaders", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("pull", "fetch numbers and shapes into a folder"),
        ("list", "say what a folder holds and how old it is"),
        ("verify", "check every file of a folder against its note"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("--out", type=Path, help="the folder (else EQUITY_LEVERS_DATA)")
        if name == "pull":
            command.add_argument("--source", required=True, help=", ".join(pull.sources()))
            command.add_argument("--year", required=True, type=int, help="the data year or the release")
            command.add_argument("--level", required=True, choices=_area.LEVELS)
            command.add_argument("--state", help=f"two-digit FIPS code, such as 37, or {_EVERY_STATE}")
            command.add_argument("--indicators", help="ids with commas between (else all)")
            command.add_argument("--everyone-only", action="store_true", help="leave out race and ethnicity")
            command.add_argument("--fresh", action="store_true", help="ask again even where a reply is kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
