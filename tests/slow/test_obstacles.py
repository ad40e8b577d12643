"""What holds an issue up can be removed by an act of either mode, and no forum that lives stands still for ever.

Rules are asked in the reference, whose months are the kernel's to the bit (test_reference.py), in states that runs of the program
reach.
"""

import itertools
import random

import h5py
import numpy as np
import pytest
from programs import ROOT
from reference.acts import Deed
from reference.comparison import Computed
from reference.leaders import MODES, Occasion
from reference.studies import Study
from reference.world import Model

STUDIES = 36
LOOKS = 600  # at so many acts that worked, of each obstacle and mode


@pytest.fixture(scope="module")
def model(cavi):
    return Model(cavi("describe", "--markdown").stdout, cavi("params", "--markdown").stdout)


@pytest.fixture(scope="module")
def studies(cavi, model):
    return [(study, Computed(cavi, study)) for study in (Study(model, number) for number in range(STUDIES))]


def does(run, phases):
    for phase in phases:
        if phase not in run.off:
            getattr(run, phase)()


def that_worked(model, studies, obstacle, mode):
    """Where an answer to an obstacle worked: (study, computed, arm, month, leader), dealt out."""
    acts = [1 + n for n, act in enumerate(model.acts) if (act["obstacle"], act["mode"]) == (obstacle, mode.upper())]
    found = [(study, computed, *where) for study, computed in studies
             for where in np.argwhere(np.isin(computed.state[f"did_{mode}"], acts) & (computed.state[f"worked_{mode}"] > 0)).tolist()]
    return random.Random(f"{obstacle}, {mode}").sample(found, len(found))


def worst(run, l, own, k):
    """The strongest obstacle to issue k of a leader's forum that is worth a battle; of an issue that is gone only what does not hang
    on it."""
    occasion = Occasion(run, l // 3, run.w.forums[l // 3], l, own)
    occasion.k = k if k >= 0 and run.s.stage[k] > 0 else -1
    strengths = {"none": run.p("leaders.battles"), **occasion.strengths()}
    return max(strengths, key=lambda name: float(strengths[name]))


def course(run, month, before, l, mode, patch):
    """The worst obstacle to the issue that a leader looked at, in the two months after this one. Where `patch` is given, what the
    leader does in this mode has no effect. Nobody acts later."""
    at = run.model.phases.index("leaders")
    early, late = run.model.phases[:at], run.model.phases[at + 1:]
    run.s.take(before)
    run.begins(month)
    does(run, [*early, "leaders"] if patch is None else early)
    if patch is not None:
        follows = Deed.follows
        patch.setattr(Deed, "follows", lambda self, worked, found: None if (self.l, self.directive) == (l, mode == "directive") else follows(self, worked, found))
        run.leaders()
        patch.undo()
    own, k = int(run.s.who[l][0]) - 1, int(run.s.about[l][0]) - 1
    for now in (month + 1, month + 2):
        does(run, late)
        run.begins(now)
        does(run, early)
        yield worst(run, l, own, k)


def remedy(model, studies, obstacle, mode, patch):
    """An act that worked, and without which the obstacle would have been the worst that holds the issue up, and with it is not; or None."""
    for study, computed, arm, month, l in that_worked(model, studies, obstacle, mode)[:LOOKS]:
        if 0 < month < study.months - 3:
            run = study.run(computed.arms[arm])
            before = computed.before(arm, month)
            courses = zip(course(run, month, before, l, mode, None), course(run, month, before, l, mode, patch))
            if any(otherwise == obstacle != now for now, otherwise in courses):
                return computed.state[f"did_{mode}"][arm, month, l]
    return None


def test_every_obstacle_is_removed_by_an_act_of_either_mode_that_somebody_does(model, studies, monkeypatch):
    without = [(obstacle, mode) for obstacle, mode in itertools.product(model.obstacles, MODES)
               if remedy(model, studies, obstacle, mode, monkeypatch) is None]
    assert without == []


LONG = """extends: {root}/configs/scenarios/childrens_services.yaml
months: 600
replicates: 1
histories: none
snapshots: {{ months: [239, 359, 479, 599], replicates: [0] }}
design: {{ random: {{ points: 120, factors: {{ uncertainties: plausible }} }} }}
"""


def test_no_forum_that_lives_and_is_led_stands_still_for_ten_years(cavi, tmp_path):
    """At four moments of fifty years in 120 plausible worlds. Forums leave standstill by luck, so that some spell may be long; one in
    a hundred forums has stood still for 14 months, one in a thousand for 29, which at that rate makes 120 months a case in 10^8."""
    cavi.finish(tmp_path, LONG.format(root=ROOT), "--quiet")
    with h5py.File(tmp_path / "out/results.h5") as file:
        shots = file["snapshots"]
        stuck, alive = (shots[f"forum_{name}"][...] for name in ("stuck", "alive"))
        assert shots["run_acts_facilitative"][...].min() + shots["run_acts_directive"][...].min() > 0
    assert (alive > 0).sum() > 2000
    assert stuck[alive > 0].max() < 120
