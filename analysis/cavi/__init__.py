"""The model from Python, in memory: no file is written, and no program started.

    import cavi

    study = {"months": 60, "arms": {"as it is": {}, "cut": {"context.funding.council": 0.7}}}
    runs = cavi.run(study, replicates=100)          # an xarray Dataset: arm x replicate (x month)
    runs["synergy"].mean("replicate")
    runs["conflict_by_month"].sel(arm="cut")        # a history of the same name as an outcome
    cavi.compare(runs, outcome="synergy")           # what `cavi compare` tells, as a pandas frame
    cavi.match("plausible.yaml", table="worlds")    # drawn worlds that look like real cases
    cavi.claims("claim.yaml", quick=True)           # what a study claims, tried
    cavi.events(runs, arm="cut", replicate=3)       # what happened in one run
    cavi.run("configs/scenarios/small_town.yaml", replicates=8, set={"forums.meetings": 6})
    cavi.open("out/first_look")                     # a finished study, as if it had been run here
    cavi.model.parameters                           # name, unit, range, role, meaning: a pandas frame

Whatever is wrong raises cavi.Error, which has every cause in the words of the command line. Ctrl-C stops within a
second. Threads may run studies side by side: the interpreter is free while the library computes.
"""

from ._library import Error, NoMemory, Stopped
from ._model import model
from ._results import ask, compare, discover, events, sensitivity, tidy
from ._run import claims, match, open, run
from ._study import Study, study

__all__ = ["Error", "NoMemory", "Stopped", "Study", "ask", "claims", "compare", "discover", "events", "match", "model", "run", "sensitivity", "study", "tidy"]
