"""Services that community organizations give: paid by somebody, received by households."""

from equity.levers._lever import Payment
from equity.simulation.flows import Flow
from equity.simulation.parameters import FloatArray


def served(people: Flow, dollars: FloatArray, *, rule: str) -> tuple[Payment, Payment]:
    """What organizations are paid for each person served, and the same worth that households receive.

    Parameters
    ----------
    dollars
        For one person in a year, [draw].
    rule
        Who pays the organizations.
    """
    worth = people.times(dollars)
    return (
        Payment(kind="program", rule=rule, to="community", amount=worth),
        Payment(kind="services", rule="community", to="household", amount=worth),
    )
