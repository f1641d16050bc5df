"""How sure a number is.

`margins` holds the Census Bureau's rules for margins of error, `reliability` the interval and the state of
each row. Where cases are counted: `intervals` of shares and counts, `presentation` (may it be shown?) and
`standardized` (age-adjusted and indirectly standardized rates).
"""

from equity.rates.margins import (
    CANNOT_BE_TESTED,
    Z_90,
    Verdict,
    moe_of_difference,
    moe_of_percent_change,
    moe_of_product,
    moe_of_proportion,
    moe_of_ratio,
    moe_of_sum,
    standard_error,
    verdict,
    z_of_difference,
)
from equity.rates.reliability import (
    CV_CAUTION,
    DENOMINATOR_FLOOR,
    NATURAL_RANGE,
    RELIABILITY,
    Reliability,
    of,
)

__all__ = [
    "of",
    "RELIABILITY",
    "Reliability",
    "DENOMINATOR_FLOOR",
    "CV_CAUTION",
    "NATURAL_RANGE",
    "Z_90",
    "standard_error",
    "moe_of_sum",
    "moe_of_difference",
    "moe_of_proportion",
    "moe_of_ratio",
    "moe_of_product",
    "moe_of_percent_change",
    "z_of_difference",
    "verdict",
    "Verdict",
    "CANNOT_BE_TESTED",
]
