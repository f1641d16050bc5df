"""The lever model: from people and places to who gains, who pays and how sure that is.

In the order in which a run walks through them:

1. `parameters`, `draws`: the numbers the model is unsure about, and a thousand draws of them.
2. `group_rates`, `cells`, `people`, `today`, `baseline`: who lives where, and what happens without any lever.
3. `cascade`, `flows`: from eligible to helped, and amounts by draw, year and cell. The formulas of
   `equity.levers` are written with these.
4. `overlap`: what several levers avert among the same people, counted once.
5. `schedule`, `law`, `payers`, `prices`, `ledger`: since when, under which law, and who pays whom.
6. `scenario`, `run`, `outcome`, `provenance`: one scenario, run against today's policy.
7. `summary`: what a page shows of it. `distribution`, `gaps`, `inequality`, `decomposition`, `plane`: who is
   better off, before and after. `sensitivity`, `information`, `alternatives`: what would change the answer.
8. `validation`: published results beside ours.

Modules 1 to 5 know no lever; `run` brings the two together.
"""
