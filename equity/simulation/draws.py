"""One thousand draws of everything the model is unsure about, the same for every scenario.

All parameters are drawn at once from a scrambled Sobol sequence whose columns follow the sorted ids. So a
lever that is switched off, or moved in a list, changes no draw of another: two scenarios differ only by
what was decided, not by chance (common random numbers). Parameters read from one study err together. Errors
of places and groups, too many for a Sobol sequence to spread well, come from generators of their own, each
named after what it varies. Draws can be made a block at a time and are the same as when made at once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import ceil, log2, sqrt
from zlib import crc32

import numpy as np
import scipy  # its statistics load where draws are first made: they take 3 s
from scipy.special import ndtr, ndtri

from equity.errors import InvalidParameter
from equity.simulation.parameters import ASSUMPTION, FloatArray, Parameter, quantile

DRAWS = 1_000
BLOCK = 256
"""Draws whose errors of places and groups come from one generator."""
RHO = 0.5
"""An assumption: how closely parameters that rest on the same studies err together."""


def draw(
    parameters: Iterable[Parameter],
    *,
    unknown: Collection[str] = (),
    draws: int = DRAWS,
    seed: int = 0,
    rho: float = RHO,
) -> "Values":
    """Values of every parameter, and a share from 0 to 1 for every unknown, by id; each of shape [draw].

    Parameters
    ----------
    parameters
        All parameters of the model, whether the scenario uses them or not.
    unknown
        Ids of facts about a State that nobody could confirm: each is drawn evenly between none and full.
    draws
        How many draws, at least 2.
    seed
        Starts the sequence: the same seed gives the same bytes on every machine.
    rho
        Correlation, 0 to below 1, of the normal scores of two parameters that rest on the same evidence
        records; with some records in common it is lower (a Gaussian copula with one factor a record).

    Raises
    ------
    InvalidParameter
        Two parameters share an id, there are fewer than two draws, or rho is not from 0 to below 1.

    Examples
    --------
    >>> share = Parameter(id="share", label="Share", central=0.5, low=0.0, high=1.0, unit="share",
    ...                   distribution="uniform", evidence=("assumption",))
    >>> values = draw([share], draws=1024)["share"]
    >>> round(float(values.mean()), 3)  # 1,024 points, one in each 1,024th of the range
    0.5
    """
    declared = list(parameters)
    by_id = {each.id: each for each in declared}
    ids = sorted([*(each.id for each in declared), *unknown])
    if twice := sorted({each for each in ids if ids.count(each) > 1}):
        raise InvalidParameter(
            f"Declared twice: {', '.join(twice)}. Every parameter and fact needs its own id."
        )
    if draws < 2:
        raise InvalidParameter(f"Expected at least 2 draws, found {draws}.")
    if not 0 <= rho < 1:
        raise InvalidParameter(f"rho is {rho}; expected 0 to below 1.")
    studies = _in_common(declared)
    factors = sorted({study for shared in studies.values() for study in shared})
    sequence = scipy.stats.qmc.Sobol(len(ids) + len(factors), scramble=True, rng=np.random.default_rng(seed))
    points = sequence.random_base2(ceil(log2(draws)))[:draws]
    # A point may fall on 0, where a normal distribution has no value.
    columns = np.clip(points.T, 1e-9, 1 - 1e-9)
    scores = dict(zip(factors, ndtri(columns[len(ids) :]), strict=True))
    probability = {
        name: _erring_with(column, [scores[study] for study in studies.get(name, ())], rho)
        for name, column in zip(ids, columns, strict=False)
    }
    return Values(parameters=by_id, probability=probability)


@dataclass(frozen=True, kw_only=True, eq=False)
class Values(Mapping[str, FloatArray]):
    """Draws by id, [draw], each worked out from its probabilities when it is first asked for.

    Most scenarios ask for a few of them. What has no parameter is a share from 0 to 1. `rows` are the draws
    given out, of all that are known.
    """

    parameters: Mapping[str, Parameter]
    probability: Mapping[str, FloatArray]
    rows: slice = field(default_factory=lambda: slice(None))
    _known: dict[str, FloatArray] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> FloatArray:
        """The draws of one parameter or fact."""
        if name not in self._known:
            column = self.probability[name]
            self._known[name] = quantile(self.parameters[name], column) if name in self.parameters else column
        return self._known[name][self.rows]

    def __iter__(self) -> Iterator[str]:
        """All ids."""
        return iter(self.probability)

    def __len__(self) -> int:
        """How many ids there are."""
        return len(self.probability)

    def between(self, first: int, last: int) -> "Values":
        """The draws from number `first` to before `last`, worked out together with all others."""
        return replace(self, rows=slice(first, last))

    @property
    def draws(self) -> int:
        """How many draws are given out."""
        return len(next(iter(self.probability.values()))[self.rows])


def _in_common(parameters: Iterable[Parameter]) -> dict[str, list[str]]:
    """By parameter, the evidence records that another one rests on too.

    Fixed ones count, so that pinning a number changes no draw of another.
    """
    declared = list(parameters)
    named = [study for each in declared for study in each.evidence if study != ASSUMPTION]
    return {
        each.id: shared
        for each in declared
        if (shared := [study for study in each.evidence if study != ASSUMPTION and named.count(study) > 1])
    }


def _erring_with(column: FloatArray, scores: list[FloatArray], rho: float) -> FloatArray:
    """Probabilities whose normal scores follow the factors of their studies; even from 0 to 1 as before."""
    if not scores or rho == 0:
        return column
    common = sum(scores, start=np.zeros(1)) * sqrt(rho / len(scores))
    return np.asarray(np.clip(ndtr(common + sqrt(1 - rho) * ndtri(column)), 1e-9, 1 - 1e-9))


@dataclass(frozen=True, kw_only=True)
class Noise:
    """Errors of places and groups from a seed, for draws from number `first` on, a multiple of 256.

    Where `is_silent`, there are none.
    """

    seed: int
    first: int = 0
    is_silent: bool = False

    def standard_normal(self, what: str, *, draws: int, count: int) -> FloatArray:
        """Independent standard normal errors, [draw, count], always the same for one `what` and seed.

        Examples
        --------
        >>> both = Noise(seed=1).standard_normal("poverty", draws=257, count=2)
        >>> last = Noise(seed=1, first=256).standard_normal("poverty", draws=1, count=2)
        >>> bool((both[256:] == last).all())
        True
        """
        if self.is_silent:
            return np.zeros((draws, count))
        blocks = range(self.first // BLOCK, ceil((self.first + draws) / BLOCK))
        return np.concatenate([_errors(self.seed, what, block, count) for block in blocks])[:draws]

    def of_one(self, what: str, *, draws: int) -> FloatArray:
        """`standard_normal` for a single count, [draw], kept since all States of a nation share it."""
        if self.is_silent:
            return np.zeros(draws)
        blocks = range(self.first // BLOCK, ceil((self.first + draws) / BLOCK))
        return np.concatenate([_kept_errors(self.seed, what, block) for block in blocks])[:draws]


def _errors(seed: int, what: str, block: int, count: int) -> FloatArray:
    return np.random.default_rng([seed, crc32(what.encode()), block]).standard_normal((BLOCK, count))


@lru_cache(maxsize=1_024)
def _kept_errors(seed: int, what: str, block: int) -> FloatArray:
    found = _errors(seed, what, block, 1)[:, 0]
    found.flags.writeable = False
    return found
