"""SciPy's optimiser asks the model: how often should forums meet where council funding has fallen to 70 %?

Every call has the same seed, and with it the same luck: the optimiser sees a curve without noise. What it finds is the
best for these 64 replicates; other seeds say how far that is luck.
"""

import cavi
from scipy.optimize import minimize_scalar

cut = cavi.study({"months": 60, "context.funding.council": 0.7, "histories": "none"}, replicates=64)


def price(meetings, seed=1):
    return -float(cavi.run(cut, set={"processes.meetings": meetings}, seed=seed, outcomes="synergy")["synergy"].mean())


found = minimize_scalar(price, bounds=(0.5, 2), method="bounded", options={"maxiter": 12})
print(f"{found.nfev} calls: {found.x:.3g} times the meetings give synergy {-found.fun:.4g}")
print("with other luck:", [round(-price(found.x, seed), 4) for seed in (2, 3, 4)])
