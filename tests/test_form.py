"""Form of the rules, whatever the numbers are: asked of the reference, whose months are the kernel's to the bit (test_reference.py)."""

import copy
import random

import pytest
from reference.comparison import Computed
from reference.studies import Study
from reference.world import Model


@pytest.fixture(scope="module")
def model(cavi):
    return Model(cavi("describe", "--markdown").stdout, cavi("params", "--markdown").stdout)


def does(run, phases):
    for phase in phases:
        if phase not in run.off:
            getattr(run, phase)()


def kept(run):
    return {name: getattr(run.s, name).ravel().copy() for names in run.model.state.values() for name in names}


# --- labels ---

# What tells the mode of an act, and nothing else; swapped with the labels.
BY_MODE = [(f"{name}_facilitative", f"{name}_directive") for name in ("did", "at", "worked", "acts", "skill", "worth")]
NOT_COMPARED = {"acted", "own_ends_sum"}


def led(study, arm, share, swapped):
    """A run of an arm in which acts of one mode alone are done and both modes have the same luck, skill and ease."""
    run = study.run(arm)
    run.model = copy.deepcopy(run.model)
    if swapped:
        for act in run.model.acts:
            act["mode"] = "DIRECTIVE" if act["mode"] == "FACILITATIVE" else "FACILITATIVE"
    told = {"leaders.directive_share": share, "leaders.compound": 0, "leaders.ideology": 0, "leaders.learning": 0, "leaders.acts": 3, "leaders.battles": 0,
            "leaders.policy": run.model.choices["leaders.policy"].index("fixed"), "leaders.tactic": run.model.choices["leaders.tactic"].index("any")}
    for name, value in run.parameters.values.items():
        if name.startswith("answers.") and name.endswith(".facilitative"):
            told.update(dict.fromkeys((name, name.removesuffix("facilitative") + "directive"), value))
    run.parameters.values.update(told)
    run.parameters.paths = {name: path for name, path in run.parameters.paths.items() if name not in told}
    run.off -= {"facilitative_acts", "directive_acts"}
    luck = run.u
    same = {"MODE": lambda k: k - 1 if k % 6 == 4 else k, "SUCCESS": lambda k: k - k % 2}
    run.u = lambda name, k: luck(name, same[name](k) if name in same else k)
    run.first_day()
    run.s.unease[:] = 0
    run.s.skill_directive[:] = run.s.skill_facilitative
    return run


@pytest.mark.parametrize("share", (0, 1))
def test_labels_of_answers_that_are_swapped_change_nothing(model, share):
    """Whoever does the same acts under the other label has the same months: no rule asks for the label of an act."""
    study = Study(model, 0)
    first, second = led(study, "arm1", share, False), led(study, "arm1", 1 - share, True)
    for month in range(24):
        first.advance(month)
        second.advance(month)
        here, there = kept(first), kept(second)
        for a, b in BY_MODE:
            there[a], there[b] = there[b], there[a]
        assert [name for name in here if name not in NOT_COMPARED and not (here[name] == there[name]).all()] == [], month
    assert first.s.acts_directive[0] + first.s.acts_facilitative[0] > 10


# --- acceptance ---


def ways(run, state):
    """How far each issue has come after its agenda, from 0 to 3 stages, delivered being all of them and a little more. Nothing is lost
    by chance."""
    run.s.take(state)
    delivered = []
    is_delivered, run.is_delivered = run.is_delivered, lambda m, k: (delivered.append(k), is_delivered(m, k))
    run.agenda()
    run.is_delivered = is_delivered
    return [3.1 if k in delivered else float(run.s.stage[k] - 1 + run.s.progress[k]) for k in range(len(run.s.stage))]


def test_raising_one_members_acceptance_never_slows_an_issue(cavi, model):
    """Acceptance is raised by comfort, which widens what one member accepts and does nothing else."""
    chance, faster, study = random.Random(4711), 0, Study(model, 5)
    computed = Computed(cavi, study)
    for _ in range(80):
        arm, month = chance.randrange(len(study.arms)), chance.randrange(1, study.months)
        run = study.run(computed.arms[arm])
        run.off.add("backtrack")
        run.parameters.values["agenda.drop"] = 0
        run.parameters.paths.pop("agenda.drop", None)
        run.s.take(computed.before(arm, month))
        run.begins(month)
        does(run, run.model.phases[:run.model.phases.index("agenda")])
        state = kept(run)
        before, there = ways(run, state), [i for i, filled in enumerate(state["filled"]) if filled > 0]
        for i in chance.sample(there, min(4, len(there))):
            comfort = state["comfort"].copy()
            comfort[i] = 3
            after = ways(run, {**state, "comfort": comfort})
            assert all(b >= a for a, b in zip(before, after)), (arm, month, i)
            faster += any(b > a for a, b in zip(before, after))
    assert faster > 1
