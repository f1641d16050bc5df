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

A measure between groups or along an order takes `Subgroups`, in which everything is declared, and gives a
`Result`: a value with its interval, method and direction, or the reason why there is none.
"""

from equity.disparity._result import LEVEL, Interval, Result
from equity.disparity._subgroups import Subgroups, from_rates, ridit_ranks, subgroups

__all__ = ["Subgroups", "subgroups", "from_rates", "ridit_ranks", "Result", "Interval", "LEVEL"]
