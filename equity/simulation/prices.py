"""Amounts of different years in dollars of one year."""

from equity.errors import UnknownYear

DOLLARS_OF = 2024

# Annual averages of the Consumer Price Index for All Urban Consumers, all items, 1982-84 = 100 (Bureau of
# Labor Statistics, series CUUR0000SA0), held against the means of the monthly values in policyengine-us
# 2.68.0: the same but for 2024, which is 0.009 lower here, as the Bureau printed it. Health care prices rose
# more slowly than this index after 2021.
CPI_U = {
    2014: 236.736,
    2015: 237.017,
    2016: 240.007,
    2017: 245.120,
    2018: 251.107,
    2019: 255.657,
    2020: 258.811,
    2021: 270.970,
    2022: 292.655,
    2023: 304.702,
    2024: 313.689,
}


def in_constant_dollars(price_year: int) -> float:
    """What a dollar of a year is worth in dollars of 2024.

    Formula: ``CPI-U[2024] / CPI-U[year]``. Reference: Bureau of Labor Statistics, CPI-U, annual averages.

    Raises
    ------
    UnknownYear
        The year is not in the table.

    Examples
    --------
    >>> round(530 * in_constant_dollars(2017))  # an emergency visit of 2017 at 530 USD
    678
    """
    if price_year not in CPI_U:
        raise UnknownYear(
            f"No price index for {price_year}; the table covers {min(CPI_U)} to {max(CPI_U)}. Add the "
            "annual average of CPI-U in equity/simulation/prices.py."
        )
    return CPI_U[DOLLARS_OF] / CPI_U[price_year]
