"""Run the loaders over real replies and files that others recorded: `python -m tests.recorded FOLDER`.

FOLDER is the shared material described by its own README; none of it is part of this project. Each check
prints one line. Expected values are worked out here from the raw cells, by the rules written out below and
not by the project's code.
"""

import csv
import gzip
import io
import json
import lzma
import math
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import polars as pl

from data_loaders import _acs_cells, _acs_labels, acs5, boundaries, places, svi
from data_loaders._acs_quantities import quantities
from data_loaders._area import area
from equity import geography
from equity.groups import GROUPS
from equity.indicators import INDICATORS, indicator
from tests.data_loaders.live.census_api import CensusApi
from tests.data_loaders.live.reach import reach
from tests.data_loaders.live.replay import Answer, Replay

_FLAGS = {222222222, 333333333, 555555555, 666666666, 888888888, 999999999}


def alabama_counties(folder: Path) -> str:
    """Uninsured and poor by group in 67 counties: shares and margins against arithmetic on the raw cells."""
    tables: dict[str, dict[str, dict[str, str | None]]] = {}
    for path in sorted((folder / "census-api" / "acs5-2024-alabama-counties").glob("*.json")):
        header, *rows = json.loads(path.read_text())
        table = header[0].split("_", 1)[0]
        tables[table] = {row[-2] + row[-1]: dict(zip(header, row, strict=True)) for row in rows}
    letters = {each.acs_letter for each in GROUPS if each.acs_letter}
    absent = {f"{stem}{letter}" for stem in ("C27001", "B17001") for letter in letters} - {*tables}

    def cell(geoid: str, name: str) -> str | None:
        return tables[name.split("_", 1)[0]][geoid][name]

    with Replay() as server:
        api = CensusApi(cell=cell, places={"county": tuple(tables["B27001"])}, unknown_tables=tuple(absent))
        server.answer("/data/2024/acs/acs5", api)
        wanted = quantities([indicator("uninsured"), indicator("poverty")], year=2024)
        arrival = acs5.read(area("county", "01"), year=2024, quantities=wanted, connection=reach(server))
    rows = {(r["indicator"], r["group"], r["geoid"]): r for r in arrival.observations.to_dicts()}
    compared = kinds = 0
    for each in wanted:
        for geoid in tables["B27001"]:
            found = rows[each.indicator, each.group, geoid]
            if each.numerator[0].split("_")[0] in absent:
                _same(found["estimate_kind"], "not_published", each)
                continue
            parts = [
                (float(cell(geoid, f"{n}E") or 0), float(cell(geoid, f"{n}M") or 0)) for n in each.numerator
            ]
            whole, whole_moe = (
                float(cell(geoid, f"{each.denominator[0]}{part}") or 0) for part in ("E", "M")
            )
            share, moe = _by_hand(parts, whole, whole_moe)
            _close(found["estimate"], share, (each.indicator, each.group, geoid))
            _close(found["moe"], moe, (each.indicator, each.group, geoid, "margin"))
            compared += 1
            kinds += share is None
    autauga = rows["uninsured", "black_alone", "01001"]
    return (
        f"{compared:,} shares and margins agree, {kinds} without residents; tables named as absent: "
        f"{', '.join(each.what for each in arrival.missing)}. Autauga, Black: {autauga['estimate']:.6f} "
        f"with a margin of {autauga['moe']:.6f}"
    )


def _by_hand(
    parts: list[tuple[float, float]], whole: float, whole_moe: float
) -> tuple[float | None, float | None]:
    """The Bureau's rules: one margin for zeros, the proportion rule, the ratio rule where it has no root."""
    if whole == 0:
        return None, None
    squares = (
        sum(moe**2 for value, moe in parts if value)
        + max([moe for value, moe in parts if not value], default=0) ** 2
    )
    share = sum(value for value, _ in parts) / whole
    under = squares - share**2 * whole_moe**2
    return share, math.sqrt(under if under >= 0 else squares + share**2 * whole_moe**2) / whole


def one_year_groups(folder: Path) -> str:
    """Every cell of 270 group replies of five years: no flag is left as a number, no real number is lost."""
    counts: Counter[str] = Counter()
    for path in sorted((folder / "census-api").glob("acs1-states-groups-*.zip")):
        archive = zipfile.ZipFile(path)
        for member in archive.namelist():
            table = pl.read_csv(archive.read(member), infer_schema=False, null_values=["null"])
            for name in table.columns:
                stem = name[:-1]
                if (
                    not name.endswith("E")
                    or f"{stem}EA" not in table.columns
                    or f"{stem}M" not in table.columns
                ):
                    continue
                column = _acs_cells.column(
                    stem,
                    estimate=table[name],
                    margin=table[f"{stem}M"],
                    estimate_note=table[f"{stem}EA"],
                    margin_note=table[f"{stem}MA"],
                )
                for value, moe, kind, raw, note in zip(
                    column.estimate, column.moe, column.kind, table[name], table[f"{stem}EA"], strict=True
                ):
                    told = _acs_cells.KINDS[kind]
                    counts[told] += 1
                    _same(abs(value) in _FLAGS or abs(moe) in _FLAGS, False, (member, name))
                    if note is None and raw is not None:
                        _same(value, float(raw), (member, name))
    return f"{sum(counts.values()):,} cells told apart: {dict(counts.most_common())}"


def derived_margins(folder: Path) -> str:
    """Percent uninsured of 3,220 counties with a margin that somebody else derived, against ours."""
    path = folder / "acs-county" / "acs2014-2018_health_insurance_by_age_county.csv.gz"
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8-sig"))))
    ages = [name for name in rows[0] if name.endswith("with no health insurance coverage")]
    total = "Total Civilian Noninstitutionalized Population"
    percent = "Percent of Population with No Health Insurance Coverage"
    agree = 0
    for row in rows:
        parts = [(float(row[name]), float(row[f"{name} - Margin of Error"])) for name in ages]
        columns = [_column(value, moe) for value, moe in parts]
        share = _acs_cells.share(
            _acs_cells.total(columns), _column(float(row[total]), float(row[f"{total} - Margin of Error"]))
        )
        _close(round(share.estimate[0] * 100, 1), float(row[percent]), row["fips"], within=0.11)
        agree += abs(share.moe[0] * 100 - float(row[f"{percent} - Margin of Error"])) < 0.11
    return f"{len(rows):,} percentages agree; {agree:,} margins agree to a tenth of a point"


def _column(value: float, moe: float) -> _acs_cells.Column:
    return _acs_cells.column("B27010_001", estimate=pl.Series([str(value)]), margin=pl.Series([str(moe)]))


def declared_lines(folder: Path) -> str:
    """Every line that an indicator names is in the tables of 2024, with the label that the loader expects."""
    path = folder / "census-metadata" / "acs2024_5yr_census_column_metadata.csv.gz"
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8"))))
    by_id = {row["column_id"]: row for row in rows}
    known: dict[str, str] = {}
    for row in rows:
        steps, above = [row["column_title"]], row["parent_column_id"]
        while above:
            steps, above = [by_id[above]["column_title"], *steps], by_id[above]["parent_column_id"]
        line = float(row["line_number"] or 0.5)
        if line.is_integer():
            known[f"{row['table_id']}_{int(line):03}"] = "!!".join(steps)
    found = quantities(INDICATORS.values(), year=2024)
    wanted = {name for each in found for name in (*each.numerator, *each.denominator)}
    _same(sorted(wanted - known.keys()), [], "lines that are not in the tables")
    for name in wanted:
        _same(_acs_labels.settled(known[name]), _acs_labels.settled(_acs_labels.label_of(name)), name)
    for each in found:
        if each.all_ending_in:
            table = each.numerator[0].split("_")[0]
            ending = {
                name
                for name, label in known.items()
                if name.startswith(f"{table}_") and label.endswith(f"!!{each.all_ending_in}")
            }
            _same(ending, {*each.numerator}, (each.indicator, table))
    tables = {name.split("_")[0] for name in wanted}
    return f"{len(wanted):,} lines of {len(tables)} tables exist, with the labels that are relied on"


def places_files(folder: Path) -> str:
    """Four PLACES files of three releases, with numbers and text for codes."""
    said = []
    for name, level, nation in (
        ("places_county_chd_2021.csv.gz", "county", True),
        ("places_county_5counties_2023.csv", "county", False),
        ("places_tract_2019.csv", "tract", False),
        ("places_tract_2019_integer_ids.csv", "tract", False),
    ):
        path = folder / "places" / name
        body = gzip.decompress(path.read_bytes()) if name.endswith("gz") else path.read_bytes()
        rows = pl.read_csv(body, infer_schema=False, null_values=["NA"])
        told = places.observations(rows, level=level)
        declared = rows.join(
            places._measures(),
            left_on=["MeasureId", "DataValueTypeID"],
            right_on=["measureid", "datavaluetypeid"],
        )
        _same(told.height, declared.height - (2 if nation else 0), name)
        _close(
            told["estimate"].sum() * 100,
            declared.filter(pl.col("LocationID") != "59")["Data_Value"].cast(pl.Float64).sum(),
            name,
            within=1e-6,
        )
        said.append(f"{name}: {told.height:,} rows")
    return "; ".join(said)


def svi_files(folder: Path) -> str:
    """The index of 2018 and 2022: every rank, and the county without one."""
    said = []
    for year, missing in ((2018, 1), (2022, 0)):
        rows = pl.read_csv(
            gzip.decompress((folder / "svi" / f"svi{year}_us_county.csv.gz").read_bytes()), infer_schema=False
        )
        told = svi.observations(rows, level="county", year=year)
        overall = told.filter(indicator="svi_overall")
        _same(overall["estimate"].null_count(), missing, year)
        said.append(f"{year}: {overall.height:,} counties, {missing} without an overall rank")
    return "; ".join(said)


def boundary_zips(folder: Path) -> str:
    """Two cartographic boundary files as the Bureau zips them."""
    said = []
    for name, edition, count in (
        ("cb_2020_us_state_20m.zip", 2020, 52),
        ("cb_2018_us_state_20m_excerpt.zip", 2019, 2),
    ):
        with Replay() as server:
            server.answer("/geo/tiger", Answer(body=(folder / "boundaries" / name).read_bytes()))
            found = boundaries.read(area("state"), edition=edition, connection=reach(server))
        _same(len(found), count, name)
        said.append(f"{name}: {count} states, all valid: {bool(found.geometry.is_valid.all())}")
    return "; ".join(said)


def joins(folder: Path) -> str:
    """Virginia's tracts and the nation's counties against shapes of their own and of other years."""
    path = folder / "virginia" / "no_health_insurance_19_to_64_2015_2023.csv.xz"
    data = pl.read_csv(lzma.decompress(path.read_bytes()), infer_schema=False)
    said = []
    for year, decade, matched, of in (("2019", 2010, 1904, 1907), ("2023", 2020, 2186, 2198)):
        of_tracts = data.filter(pl.col("year") == year, pl.col("geoid").str.len_chars() == 11)
        rows = of_tracts.unique("geoid").select("geoid", geo_level=pl.lit("tract"))
        shapes = gpd.read_file(f"/vsigzip/{(folder / 'virginia' / f'tracts_{decade}.geojson.gz').resolve()}")
        joined = geography.join(rows, _places(shapes["geoid"], "tract"))
        _same((joined.matched, rows.height), (matched, of), f"Virginia {year}")
        _same(len(joined.without_shape), of - matched, f"Virginia {year}")
        said.append(f"Virginia {year}: {matched:,} of {of:,} tracts, the rest listed")
    for edition, year in ((2017, 2023), (2023, 2019)):
        codes = {
            y: _codes(folder / "boundaries" / f"us_atlas_{y}_counties_10m.topo.json.gz") for y in (2017, 2023)
        }
        other = pl.DataFrame({"geoid": codes[2017 if year == 2019 else 2023]}).with_columns(
            geo_level=pl.lit("county")
        )
        joined = geography.join(other, _places(codes[edition], "county"))
        why = Counter(each.why for each in joined.without_shape)
        _same(why[""], 0, f"unexplained: {[e.geoid for e in joined.without_shape if not e.why]}")
        said.append(
            f"{year} on shapes of {edition}: {len(joined.without_shape)} without one, each with a reason"
        )
    return "; ".join(said)


def _codes(path: Path) -> list[str]:
    return [
        each["id"]
        for each in json.loads(gzip.decompress(path.read_bytes()))["objects"]["counties"]["geometries"]
    ]


def _places(geoids: Any, level: str) -> pl.DataFrame:
    return pl.DataFrame({"geoid": list(geoids)}).with_columns(geo_level=pl.lit(level), name=pl.col("geoid"))


def _same(found: object, expected: object, where: object) -> None:
    if found != expected:
        raise AssertionError(f"{where}: found {found}, expected {expected}")


def _close(found: float | None, expected: float | None, where: object, *, within: float = 1e-9) -> None:
    if (found is None) != (expected is None) or (
        found is not None and abs(found - (expected or 0.0)) > within
    ):
        raise AssertionError(f"{where}: found {found}, expected {expected}")


CHECKS: tuple[Callable[[Path], str], ...] = (
    alabama_counties,
    one_year_groups,
    derived_margins,
    declared_lines,
    places_files,
    svi_files,
    boundary_zips,
    joins,
)


def main(folder: Path) -> int:
    """Run every check; 0 if all hold."""
    failed = 0
    for check in CHECKS:
        try:
            print(f"holds  {check.__name__}: {check(folder)}", flush=True)
        except AssertionError as fault:
            failed += 1
            print(f"FAILS  {check.__name__}: {fault}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/real-data")))
