"""The best plan, by the linear programming of HiGHS: the judge of the fast one, and for export."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from equity.allocation.plan import Plan
from equity.allocation.problem import TIERS, Problem
from equity.errors import InvalidParameter
from equity.simulation.parameters import FloatArray

CVAR_LEVEL = 0.9


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One limit of the program: its coefficients over all variables, its right-hand side, its name."""

    coefficients: sparse.csr_matrix
    limits: FloatArray


def solve(problem: Problem, *, risk: float = 0.0) -> Plan:
    """The plan of largest weighted gain.

    Formula: ``max sum(w b x)`` within the limits of `equity.allocation.problem`; with `risk`, ``max mean -
    risk * CVaR`` of the loss ``-sum(w b x)`` over the draws, in the rows of Rockafellar and Uryasev: ``CVaR =
    t + sum(z) / ((1 - 0.9) draws)`` with ``z >= loss - t`` and ``z >= 0``. Reference: Rockafellar and
    Uryasev, Journal of Risk 2000;2:21-41.

    Parameters
    ----------
    risk
        What a dollar's worth of gain in the worst tenth of draws counts beside the mean, 0 (nothing) and up.

    Raises
    ------
    InvalidParameter
        The minimums cannot all be kept with this money and capacity, or `risk` is given without draws.
    """
    size = int(np.prod(problem.shape))
    parts = [_sums(problem), _capacities(problem), _needs(problem), _dollars(problem)]
    objective, matrix = -problem.weighted.ravel(), sparse.vstack([each.coefficients for each in parts])
    limits = np.concatenate([each.limits for each in parts])
    bounds = np.column_stack([np.zeros(size), problem.upper.ravel()])
    if risk > 0:
        losses = _losses(problem)
        draws = losses.shape[0]
        objective = np.concatenate([objective, [risk], np.full(draws, risk / ((1 - CVAR_LEVEL) * draws))])
        tail = sparse.hstack([losses, -np.ones((draws, 1)), -sparse.identity(draws)])
        wide = sparse.csr_matrix((matrix.shape[0], 1 + draws))
        matrix = sparse.vstack([sparse.hstack([matrix, wide]), tail])
        limits = np.concatenate([limits, np.zeros(draws)])
        free = np.array([[-np.inf, np.inf]])
        bounds = np.vstack([bounds, free, np.column_stack([np.zeros(draws), np.full(draws, np.inf)])])
    found = linprog(objective, A_ub=matrix.tocsr(), b_ub=limits, bounds=bounds, method="highs")
    if found.status != 0:
        raise InvalidParameter(
            "No plan keeps all that was promised with this money and this room. Lower a minimum, or allow "
            "more money or room."
        )
    return Plan(
        problem=problem,
        people=found.x[:size].reshape(problem.shape),
        prices={row.id: -float(found.ineqlin.marginals[at]) for at, row in enumerate(problem.rows)},
        goal=-float(found.fun),
        bound=-float(found.fun),
        solver="HiGHS",
    )


def goal(plan: Plan, *, risk: float = 0.0) -> float:
    """What `solve` maximizes, of any plan.

    Raises
    ------
    InvalidParameter
        `risk` is given, and the problem was stated without draws.
    """
    return plan.weighted - risk * tail_loss(plan) if risk > 0 else plan.weighted


def tail_loss(plan: Plan) -> float:
    """The mean weighted loss in the worst tenth of draws (CVaR); below zero where even those draws gain.

    Raises
    ------
    InvalidParameter
        The problem was stated without draws.
    """
    losses = -np.sort(plan.gain_draws_by_place @ plan.problem.weight)
    tail = (1 - CVAR_LEVEL) * len(losses)
    whole = int(tail)
    return float((losses[:whole].sum() + (tail - whole) * losses[whole]) / tail)


def _sums(problem: Problem) -> _Row:
    return _Row(
        coefficients=sparse.csr_matrix(np.stack([row.coefficients.ravel() for row in problem.rows])),
        limits=np.array([row.limit for row in problem.rows]),
    )


def _capacities(problem: Problem) -> _Row:
    """``sum over groups and tiers of x <= capacity``, a row for each place and service that has one."""
    places, _, services, _ = problem.shape
    belongs = np.arange(places * services).reshape(places, 1, services, 1)
    known = np.isfinite(problem.capacity).ravel()
    return _Row(
        coefficients=_membership(problem, belongs, places * services)[known],
        limits=problem.capacity.ravel()[known],
    )


def _needs(problem: Problem) -> _Row:
    """``sum over the services of a need and their tiers of x <= its most``, a row a place, group and need."""
    places, groups, _, _ = problem.shape
    belongs = np.arange(places * groups).reshape(places, groups, 1, 1)
    rows = _membership(problem, belongs, places * groups)
    blocks = [
        (
            rows.multiply(problem.in_tiers(np.broadcast_to(members, problem.people.shape)).ravel()),
            most.ravel(),
        )
        for members, most in problem.together
    ]
    return _stacked(problem, blocks)


def _dollars(problem: Problem) -> _Row:
    """The least and the most dollars of each place, where they are set."""
    places = problem.shape[0]
    spent = _membership(problem, np.arange(places).reshape(places, 1, 1, 1), places).multiply(
        problem.in_tiers(problem.cost).ravel()
    )
    blocks = []
    if problem.limits.place_least > 0:
        blocks.append((-spent, -problem.place_least))
    if problem.limits.place_most < 1:
        blocks.append((spent, problem.place_most))
    return _stacked(problem, blocks)


def _membership(problem: Problem, belongs: np.ndarray, rows: int) -> sparse.csr_matrix:
    columns = int(np.prod(problem.shape))
    row_of = np.broadcast_to(belongs, problem.shape).ravel()
    return sparse.csr_matrix((np.ones(columns), (row_of, np.arange(columns))), shape=(rows, columns))


def _stacked(problem: Problem, blocks: list[tuple[sparse.spmatrix, FloatArray]]) -> _Row:
    if not blocks:
        return _Row(coefficients=sparse.csr_matrix((0, int(np.prod(problem.shape)))), limits=np.zeros(0))
    return _Row(
        coefficients=sparse.vstack([matrix for matrix, _ in blocks]).tocsr(),
        limits=np.concatenate([limits for _, limits in blocks]),
    )


def _losses(problem: Problem) -> sparse.csr_matrix:
    if problem.gain_draws is None:
        raise InvalidParameter("A plan can weigh risk only where the gain is known by draw: give gain_draws.")
    weighted = problem.gain_draws * problem.weight[:, np.newaxis, np.newaxis]
    in_tiers = weighted[..., np.newaxis] * np.array(TIERS)
    return sparse.csr_matrix(-in_tiers.reshape(len(weighted), -1))
