"""The kernel and the month written again from models/README.md alone (tests/reference) give the same bits.

The program computes REFERENCE_STUDIES random studies (12 unless it is set). The reference computes REFERENCE_MONTHS of each again (24
unless it is set), each from the program's own state of the month before: of all months, those in which the rarest things happen.
"""

import os
import pathlib
import tempfile

import h5py
import numpy as np
import pytest
from reference.studies import ARMS, Study
from reference.world import Model

STUDIES = int(os.environ.get("REFERENCE_STUDIES", 12))
MONTHS_A_STUDY = int(os.environ.get("REFERENCE_MONTHS", 24))


@pytest.fixture(scope="module")
def model(cavi):
    return Model(cavi("describe", "--markdown").stdout, cavi("params", "--markdown").stdout)


@pytest.fixture(scope="module")
def seen():
    """How often each thing has happened in the months compared so far."""
    return {}


class Computed:
    """What the program computed of a study: outcomes and histories of each arm, and `state`: name -> [arm][month][row]."""

    def __init__(self, cavi, study):
        with tempfile.TemporaryDirectory(prefix="cavi_reference_") as folder:
            pathlib.Path(folder, "study.yaml").write_text(study.text())
            cavi("run", pathlib.Path(folder, "study.yaml"), "-o", pathlib.Path(folder, "out"), "--quiet")
            with h5py.File(pathlib.Path(folder, "out/results.h5")) as file:
                self.series = {name: one[...] for name, one in file.items() if isinstance(one, h5py.Dataset)}
                shots = file["snapshots"]
                order = np.lexsort((shots["month"][...], shots["run"][...]))
                self.state = {name: shots[f"{extent}_{name}"][...].reshape(len(order), -1)[order].reshape(ARMS, study.months, -1)
                              for extent, names in study.model.state.items() for name in names}
        self.arms = [arm.decode() for arm in self.series["scenario"]]

    def before(self, arm, month):
        return {name: values[arm, month - 1] for name, values in self.state.items()}


def happened(model, state):
    """thing -> [arm][month]: acts with their success, books that grow, state that begins or ends."""
    things = {}
    for mode in ("facilitative", "directive"):
        for number, act in enumerate(model.acts, 1):
            if act["mode"] == mode.upper():
                for worked in (0, 1):
                    things[act["act"], worked] = ((state[f"did_{mode}"] == number) & (state[f"worked_{mode}"] == worked)).any(axis=2)
    for name, value in state.items():
        before, now = value[:, :-1], value[:, 1:]
        for what, where in (("changes", before != now), ("begins", (before == 0) & (now != 0)), ("ends", (before != 0) & (now == 0))):
            things[name, what] = np.pad(where.any(axis=2), ((0, 0), (1, 0)))
    return things


def chosen(things, months, seen):
    """Arms and months of a study: the first of one arm, the last of all, then one by one those in which most happens that was seldom seen."""
    names, there = list(things), np.array(list(things.values()))
    taken = [(0, 0), *((arm, months - 1) for arm in range(ARMS))]
    for n in range(MONTHS_A_STUDY):
        if n >= len(taken):
            worth = np.tensordot([1 / (1 + seen.get(name, 0)) ** 2 for name in names], there, 1)
            worth[tuple(np.transpose(taken))] = -1
            taken.append(tuple(np.unravel_index(worth.argmax(), worth.shape)))
        for name, now in zip(names, there[:, taken[n][0], taken[n][1]]):
            seen[name] = seen.get(name, 0) + now
    return taken


def differences(run, computed, arm, month):
    """Where the reference, a month on, is not what the program has."""
    for name, values in computed.state.items():
        there, here = values[arm, month], getattr(run.s, name).ravel()
        assert here.dtype == there.dtype == np.float32 and len(here) == len(there)
        wrong = np.flatnonzero(here != there)
        if len(wrong):
            yield f"{name} of number {wrong[0]} is {there[wrong[0]]}, in the reference {here[wrong[0]]}"
    for name, value in run.read.items():
        there = computed.series[name + "_by_month" if name + "_by_month" in computed.series else name][arm, month]
        if value[0] != there:
            yield f"history {name} is {there}, in the reference {value[0]}"
    for name, value in run.ends().items() if month == run.months - 1 else ():
        there = computed.series[name][arm]
        if value != there and not (np.isnan(value) and np.isnan(there)):
            yield f"outcome {name} is {there}, in the reference {value}"


@pytest.mark.parametrize("number", range(STUDIES))
def test_the_kernel_and_the_reference_agree_to_the_bit(cavi, model, seen, number):
    study = Study(model, number)
    computed = Computed(cavi, study)
    for arm, month in chosen(happened(model, computed.state), study.months, seen):
        run = study.run(computed.arms[arm])
        if month == 0:
            run.first_day()
        else:
            run.s.take(computed.before(arm, month))
        run.advance(month)
        found = list(differences(run, computed, arm, month))
        assert not found, f"study {number}, {computed.arms[arm]}, month {month}: " + "; ".join(found)


def test_every_act_has_been_compared_working_and_failing(model, seen):
    assert [act["act"] for act in model.acts for worked in (0, 1) if not seen[act["act"], worked]] == []
