"""SciPy's sampler draws the points, one call computes all of them: when does meeting more pay, as funding falls?"""

import cavi
import numpy as np
import pandas as pd
from scipy.stats import qmc

NAMES = ["context.funding.council", "processes.meetings"]
plausible = cavi.model.parameters.loc[NAMES, ["from", "to"]]

drawn = qmc.Sobol(d=2, seed=1).random_base2(m=5)
points = pd.DataFrame(qmc.scale(drawn, plausible["from"], plausible["to"]), columns=NAMES)

runs = cavi.run(months=60, replicates=16, histories="none", design={"list": points})
synergy = runs["synergy"].mean(["arm", "replicate"])
print("synergy over", len(points), "points:", float(synergy.min()), "to", float(synergy.max()))
print("rank correlation with each:", {name: float(np.corrcoef(points[name].rank(), synergy.to_series().rank())[0, 1]) for name in NAMES})
