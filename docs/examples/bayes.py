"""Approximate Bayesian inference in twenty lines: which demand, and how many meetings, fit what was observed?

Rejection (Tavare et al. 1997; Beaumont et al. 2002): draw from the prior, compute, keep the nearest. The observation here
is of the model itself, so that the answer is known: demand 1.2, meetings 1.
"""

import cavi
import numpy as np
import pandas as pd

TOLD = ["synergy", "conflict", "agreed", "delivered"]  # what an observer of a partnership might know
observed = cavi.run({"months": 60, "context.demand": 1.2}, replicates=200, seed=99, outcomes=TOLD)[TOLD].mean()

draw = np.random.default_rng(1).uniform
prior = pd.DataFrame({"context.demand": draw(0.9, 1.6, 400), "processes.meetings": draw(0.5, 2, 400)})
runs = cavi.run(months=60, replicates=32, histories="none", design={"list": prior})[TOLD].mean(["arm", "replicate"])

away = sum(((runs[name] - observed[name]) / runs[name].std()) ** 2 for name in TOLD)
posterior = prior[(away <= away.quantile(0.05)).values]
print(posterior.describe().loc[["mean", "std"]])
