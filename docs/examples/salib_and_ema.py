"""The model as SALib and the EMA Workbench call one. Neither is in Debian 12, so that no test runs this file; what a
test runs are the two functions in the middle, which are all that belongs to cavi.
"""

import cavi
import numpy as np
import pandas as pd

NAMES = ["context.funding.council", "processes.meetings"]
PLAUSIBLE = cavi.model.parameters.loc[NAMES, ["from", "to"]].to_numpy()


def evaluate(values, outcome="synergy"):
    """SALib: an array [sample, parameter] becomes an array [sample]. All samples are computed in one call."""
    design = {"list": pd.DataFrame(np.asarray(values), columns=NAMES)}
    return cavi.run(months=60, replicates=8, histories="none", design=design, outcomes=outcome)[outcome].mean(["arm", "replicate"]).values


def model(funding=1.0, meetings=1.0):
    """EMA Workbench: keyword arguments become a dict of outcomes, scalars or series."""
    runs = cavi.run(months=60, replicates=8, set={NAMES[0]: funding, NAMES[1]: meetings}).mean(["arm", "replicate"])
    return {"synergy": float(runs["synergy"]), "conflict": runs["conflict_by_month"].values}


def with_salib():
    from SALib.analyze import sobol
    from SALib.sample import saltelli

    problem = {"num_vars": 2, "names": NAMES, "bounds": PLAUSIBLE.tolist()}
    print(sobol.analyze(problem, evaluate(saltelli.sample(problem, 64))))


def with_ema():
    from ema_workbench import Model, RealParameter, ScalarOutcome, TimeSeriesOutcome, perform_experiments

    wrapped = Model("cavi", function=model)
    wrapped.uncertainties = [RealParameter("funding", *PLAUSIBLE[0])]
    wrapped.levers = [RealParameter("meetings", *PLAUSIBLE[1])]
    wrapped.outcomes = [ScalarOutcome("synergy"), TimeSeriesOutcome("conflict")]
    print(perform_experiments(wrapped, scenarios=50, policies=4))


if __name__ == "__main__":
    with_salib()
    with_ema()
