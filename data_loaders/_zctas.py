"""Which ZIP code areas lie in a state: the Bureau's own lists, since the areas cross state lines."""

import io

import polars as pl

from data_loaders import _http
from data_loaders._failures import ChangedFormat

_FOLDER = f"{_http.CENSUS_FILES}/geo/docs/maps-data/data"
_FILE_2010 = f"{_FOLDER}/rel/zcta_county_rel_10.txt"
_FILE_2020 = f"{_FOLDER}/rel2020/zcta520/tab20_zcta520_county20_natl.txt"


def zctas_of(state: str, *, year: int, connection: _http.Connection) -> list[str]:
    """The codes of ZIP code areas with land in a state, in order; of the 2010 census for data up to 2019.

    Raises
    ------
    ChangedFormat
        The Bureau's list does not have the columns this relies on.
    SourceFailure
        The list cannot be had; its kind says why.
    """
    url, separator, code, county = (
        (_FILE_2010, ",", "ZCTA5", "GEOID")
        if year <= 2019
        else (_FILE_2020, "|", "GEOID_ZCTA5_20", "GEOID_COUNTY_20")
    )
    body = _http.get(connection, url, source="boundaries", accept="text/plain")
    table = pl.read_csv(
        io.BytesIO(body.removeprefix(b"\xef\xbb\xbf")), separator=separator, infer_schema=False
    )
    if not {code, county} <= {*table.columns}:
        raise ChangedFormat(
            f"The Bureau's list of ZIP code areas has no columns {code} and {county} any more ({url}). "
            "Correct data_loaders/_zctas.py."
        )
    # Counties of a state share its two digits; areas of water alone have no code.
    inside = table.filter(pl.col(county).str.zfill(5).str.starts_with(state), pl.col(code).is_not_null())
    return inside[code].str.zfill(5).unique().sort().to_list()
