"""How large a disparity is, how uncertain, and in whose favor: one family of measures a file.

Between groups:

- `pairwise`: two groups against each other; Healthy People's comparisons with the best group.
- `impact`: what would be gained if all groups did as well as the reference.
- `dispersion`: how far all groups lie from the mean, the best or a reference.
- `entropy`: Theil, mean log deviation, Atkinson, generalized entropy.
- `lorenz`: Gini, Hoover and the Lorenz curve.

Along an order of groups: `gradient` (slope and relative index of inequality) and `concentration`
(concentration indices and curve); `individuals` has the latter for single people.

Over places: `segregation`, `spatial` (Moran, Geary), `hot_spots` (local Moran) and `smoothing` (empirical
Bayes); `neighbors` says who borders whom.

PySAL's packages (libpysal, esda, segregation) judge these in the tests, on every county, and the app does not
load them. They give the same values but take 2 to 5 seconds to load, and are wrong in places: esda's smoothed
rates can be negative, its Moran's I of equal values can be 1, and its local Moran takes over a minute for
85,000 places; libpysal misses neighbors without a common corner; segregation calls a group of nobody evenly
spread.

A measure between groups or along an order takes `Subgroups`, in which everything is declared, and gives a
`Result`: a value with its interval, method and direction, or the reason why there is none.
"""

from equity.disparity._result import LEVEL, Interval, Result
from equity.disparity._subgroups import Subgroups, from_rates, ridit_ranks, subgroups

__all__ = ["Subgroups", "subgroups", "from_rates", "ridit_ranks", "Result", "Interval", "LEVEL"]
