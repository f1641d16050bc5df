"""One budget, many places: who gets what, what a fairer split costs, and why this place and not that.

In the order in which a plan comes about:

1. `services`: what the levers offer each place, by group: people, costs, gains.
2. `weights`: how much a gain counts where need is greater.
3. `problem`: the money, the room, the minimums.
4. `live`: a plan while the reader waits, with the proof of how good it is; `exact`: the judge, by HiGHS;
   `rules_of_thumb`: what would be done without either.
5. `plan`, `frontier`, `why`, `stability`, `step`, `teams`: what is said about it.
"""
