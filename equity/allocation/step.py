"""Is one step enough? Weights taken at today's need, against weights taken anew where a plan leaves it."""

from dataclasses import replace

from scipy.optimize import minimize_scalar

from equity.allocation import exact
from equity.allocation.plan import Plan
from equity.allocation.weights import atkinson, equally_distributed
from equity.simulation.parameters import FloatArray


def second_step(plan: Plan, *, epsilon: float) -> float:
    """What weighing need anew would add to the goal, as a share of what the plan adds; 0 and up.

    Formula: the goal is the equally distributed equivalent of ``h + gain / residents``, with h the share of
    residents who are not poor, as if each gain took a person out of need: more than any can do. A second step
    of Frank and Wolfe solves the plan with weights at the first plan's h and goes as far towards it as helps.
    Reference: Frank and Wolfe, Naval Research Logistics Quarterly 1956;3:95-110.

    Parameters
    ----------
    plan
        Of gains counted in people, with weights of `atkinson` for the same `epsilon`.
    """
    problem = plan.problem

    def good(of: Plan) -> FloatArray:
        return 1.0 - problem.need + of.gain_by_place / problem.residents

    first = good(plan)
    anew = atkinson(first, problem.residents, epsilon=epsilon)
    further = good(exact.solve(replace(problem, weight=anew))) - first

    def goal(part: float) -> float:
        return equally_distributed(first + part * further, problem.residents, epsilon=epsilon)

    found = minimize_scalar(lambda part: -goal(part), bounds=(0.0, 1.0), method="bounded")
    today = equally_distributed(1.0 - problem.need, problem.residents, epsilon=epsilon)
    added = goal(0.0) - today
    return float(max(-found.fun - goal(0.0), goal(1.0) - goal(0.0), 0.0) / added) if added > 0 else 0.0
