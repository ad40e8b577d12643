"""The program's months against those of the reference: from the program's own state of the month before, to the bit."""

import math
import pathlib
import tempfile

import h5py
import numpy as np

from .rare import happened
from .studies import ARMS


class Computed:
    """What the program computed of a study: outcomes and histories of each arm, and `state`: name -> [arm][month][row], with zeros behind the
    `rows` that an arm has."""

    def __init__(self, cavi, study):
        with tempfile.TemporaryDirectory(prefix="cavi_reference_") as folder:
            pathlib.Path(folder, "study.yaml").write_text(study.text())
            cavi("run", pathlib.Path(folder, "study.yaml"), "-o", pathlib.Path(folder, "out"), "--quiet")
            with h5py.File(pathlib.Path(folder, "out/results.h5")) as file:
                self.series = {name: one[...] for name, one in file.items() if isinstance(one, h5py.Dataset)}
                shots = file["snapshots"]
                order = np.lexsort((shots["month"][...], shots["run"][...]))
                self.rows, self.state = {}, {}
                for extent, names in study.model.state.items():
                    count = shots[f"{extent}_count"][...] if extent != "run" else np.ones(len(order), int)
                    there = np.arange(count.max()) < count[:, None]
                    self.rows.update(dict.fromkeys(names, count[order].reshape(ARMS, study.months)[:, 0]))
                    for name in names:
                        padded = np.zeros(there.shape, np.float32)
                        padded[there] = shots[f"{extent}_{name}"][...]
                        self.state[name] = padded[order].reshape(ARMS, study.months, -1)
        self.arms = [arm.decode() for arm in self.series["scenario"]]

    def before(self, arm, month):
        return {name: self.of(name, arm, month - 1) for name in self.state} if month > 0 else {}

    def of(self, name, arm, month):
        return self.state[name][arm, month, :self.rows[name][arm]]


class Comparison:
    """Compares `months` of every study. `seen`: how often each thing has happened in the months compared so far."""

    def __init__(self, model, months):
        self.model, self.months, self.seen, self.known = model, months, {}, {}

    def chosen(self, computed, study):
        """Arms and months of a study: the first of one arm, the last of all, then one by one those in which most happens that was seldom seen."""
        things = happened(study, computed.state)
        names, there = list(things), np.array(list(things.values()))
        taken = [(0, 0), *((arm, study.months - 1) for arm in range(ARMS))]
        for n in range(self.months):
            if n >= len(taken):
                worth = np.tensordot([1 / (1 + self.seen.get(name, 0)) ** 2 for name in names], there, 1)
                worth[tuple(np.transpose(taken))] = -1
                taken.append(tuple(np.unravel_index(worth.argmax(), worth.shape)))
            for name, now in zip(names, there[:, taken[n][0], taken[n][1]]):
                self.seen[name] = self.seen.get(name, 0) + now
        return taken

    def advanced(self, study, arm, month, before):
        """State, histories and outcomes of the reference after a month that begins so; the same month is computed only once."""
        key = study.number, arm, month, *(value.tobytes() for value in before.values())
        if key not in self.known:
            run = study.run(arm)
            if month == 0:
                run.first_day()
            else:
                run.s.take(before)
            read = run.advance(month)
            state = {name: getattr(run.s, name).ravel() for names in self.model.state.values() for name in names}
            self.known[key] = state, read, self.outcomes(study, arm, run) if month == study.months - 1 else {}
        return self.known[key]

    @staticmethod
    def outcomes(study, arm, run):
        """Of the run, and of entities: those of an arm stand at their places among those of all arms."""
        found, places = run.ends(), study.places[arm]
        for known, of in ((places.forum, run.forums_end()), (places.organisation, run.organisations_end()), (range(8), run.sectors_end())):
            found.update((name, dict(zip(known, values))) for name, values in of.items())
        return found

    def differences(self, cavi, study):
        """Where a month of the program is not what the reference has."""
        computed = Computed(cavi, study)
        for arm, month in self.chosen(computed, study):
            state, histories, outcomes = self.advanced(study, computed.arms[arm], month, computed.before(arm, month))
            where = f"study {study.number}, {computed.arms[arm]}, month {month}:"
            for name, here in state.items():
                there = computed.of(name, arm, month)
                assert here.dtype == there.dtype == np.float32 and len(here) == len(there)
                wrong = np.flatnonzero(here != there)
                if len(wrong):
                    yield f"{where} {name} of number {wrong[0]} is {there[wrong[0]]}, in the reference {here[wrong[0]]}"
            for name, value in histories.items():
                there = computed.series[name + "_by_month" if name + "_by_month" in computed.series else name][arm, month]
                if value[0] != there:
                    yield f"{where} history {name} is {there}, in the reference {value[0]}"
            for name, value in outcomes.items():
                there = computed.series[name][arm]
                if isinstance(value, dict):
                    value = [value.get(place, math.nan) for place in range(len(there))]
                if not np.array_equal(value, there, equal_nan=True):
                    yield f"{where} outcome {name} is {there}, in the reference {value}"
