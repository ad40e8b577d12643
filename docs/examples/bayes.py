"""Approximate Bayesian inference in twenty lines: which demand, and how many meetings, fit what was observed?

Rejection (Tavare et al. 1997; Beaumont et al. 2002): draw from the prior, compute, keep the nearest. One answer that
meets one known truth shows little, so that a hundred truths are drawn here, observed and inferred (Talts et al. 2018):
intervals of 80 % have to hold some 80 of them, and their width beside the prior's says what four numbers tell of a parameter.
"""

import cavi
import pandas as pd

TOLD = ["synergy", "conflict", "agreed", "delivered"]  # what an observer of partnerships might know: the means of 32 areas
PRIOR = {"context.demand": {"from": 0.9, "to": 1.6}, "processes.meetings": {"from": 0.5, "to": 2}}
NAMES = [name.replace(".", "__") for name in PRIOR]


def draw(points, seed):
    """Points of the prior, each with luck of its own: their parameters, and what is observed of them."""
    design = {"random": {"points": points, "factors": PRIOR}}
    runs = cavi.run(months=60, replicates=32, histories="none", seed=seed, design=design).isel(arm=0)
    return runs[NAMES].to_dataframe()[NAMES], runs[TOLD].mean("replicate").to_dataframe()[TOLD]


prior, computed = draw(800, seed=1)


def posterior(observed):
    away = (((computed - observed) / computed.std()) ** 2).sum(axis="columns")
    return prior[away <= away.quantile(0.05)]


truths, observed = draw(100, seed=2)
answers = [posterior(one).quantile([0.1, 0.5, 0.9]) for _, one in observed.iterrows()]
low, middle, high = (pd.DataFrame([answer.loc[at] for answer in answers], truths.index) for at in (0.1, 0.5, 0.9))
print(pd.DataFrame({"truths in 80 % intervals": ((low <= truths) & (truths <= high)).sum(),
                    "width beside the prior's": (high - low).mean() / (prior.quantile(0.9) - prior.quantile(0.1)),
                    "correlation with the truth": middle.corrwith(truths)}).round(2).to_string())
