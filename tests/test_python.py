"""The package `cavi` of Python: the numbers of the program, its words, and that nothing breaks it."""

import json
import multiprocessing
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pandas as pd
import pytest

from programs import BUILD, ROOT

sys.path.insert(0, str(ROOT / "analysis"))

import cavi as library  # noqa: E402
import cavi_results  # noqa: E402

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "analysis"), "CAVI_BUILD": str(BUILD)}
TWO = {"title": "two", "months": 24, "arms": {"as it is": {}, "cut": {"context.funding.council": 0.7}}}
GRID = {**TWO, "design": {"grid": {"processes.meetings": [0.5, 1, 2]}}}


@pytest.fixture(scope="module")
def grid():
    return library.run(GRID, replicates=20)


@pytest.fixture(scope="module")
def folder(cavi, tmp_path_factory):
    folder = tmp_path_factory.mktemp("grid")
    cavi.finish(folder, library.study(GRID, replicates=20).text, "--quiet")
    return folder / "out"


# --- the same numbers ---


def test_runs_in_memory_have_the_bits_names_units_and_words_of_the_file(grid, folder):
    there = cavi_results.open(folder)
    numbers = [name for name in there.data_vars if name not in ("status", "stop_reason")]
    assert set(numbers) == set(grid.data_vars) - {"status"} and len(numbers) > 80
    for name in [*numbers, "status"]:
        expected, found = there[name], grid[name].transpose("replicate", "point", "arm", ...)
        assert found.values.reshape(-1, *found.shape[3:]).tobytes() == expected.values.tobytes(), name
        for key in {"units", "long_name", "role", "flag_meanings", "valid_range"} & set(expected.attrs):
            if name != "status":
                assert np.array_equal(expected.attrs[key], found.attrs[key]), (name, key)
    for name in ("context__funding__council", "processes__meetings"):
        beside = grid[name].broadcast_like(grid["synergy"]).transpose("replicate", "point", "arm")
        assert np.array_equal(beside.values.ravel(), there[name].values)
    assert np.array_equal(grid["date"].values, there["date"].values) and list(grid["forum"].values) == list(there["forum"].values)


def test_neither_threads_nor_kernel_nor_company_change_a_number(grid):
    alone = library.run(GRID, replicates=3, threads=1, kernel="v3_1")
    assert alone["conflict_by_month"].values.tobytes() == grid["conflict_by_month"].isel(replicate=slice(3)).values.tobytes()


def test_compare_tells_what_the_program_tells(grid, folder, cavi):
    for options in ({"outcome": ["synergy", "conflict"]}, {"over": "processes.meetings", "outcome": "synergy"}, {"history": "conflict"},
                    {"by_point": True, "quantile": 0.9, "outcome": "delay"}):
        words = list(library._results._options(options))
        told = json.loads(cavi("compare", folder, *words, "--json").stdout)
        found = library.compare(grid, None, **options)
        assert set(found) == {name for name, rows in told.items() if rows}
        for name, frame in found.items():
            expected = pd.DataFrame(told[name])
            for column in expected:
                if frame[column].dtype == object:
                    assert list(frame[column]) == list(expected[column])
                else:
                    assert np.array_equal(frame[column].astype(float), expected[column].astype(float), equal_nan=True), (name, column)


def test_discover_and_sensitivity_answer_without_a_folder(cavi, tmp_path):
    study = library.study(months=12, replicates=2, histories="none", design={"latin_hypercube": {
        "points": 200, "factors": {"context.funding.council": "plausible", "context.demand": "plausible"}}})
    runs = library.run(study)
    cavi.finish(tmp_path, study.text, "--quiet")
    for ask, words in ((lambda: library.discover(runs, "synergy > 0", None), ["discover", tmp_path / "out", "--when", "synergy > 0"]),
                       (lambda: library.sensitivity(runs, outcome="synergy"), ["sensitivity", tmp_path / "out", "--outcome", "synergy"])):
        told = json.loads(cavi(*words, "--json").stdout)
        assert {name: len(frame) for name, frame in ask().items()} == {name: len(rows) for name, rows in told.items() if rows}


MATCHED = {"months": 24, "design": {"random": {"points": 300, "factors": {"context.funding": "plausible", "context.demand": "plausible"}}},
           "patterns": [{"name": "attendance", "outcome": "attendance", "low": 0.5, "high": 0.85, "must": True},
                        {"name": "late", "outcome": "late", "low": 0.3, "high": 0.9}, {"name": "gain", "history": "synergy", "month": 20, "low": -0.02, "high": 0.1}],
           "matching": {"keep": 40}}


def test_match_keeps_in_memory_the_worlds_that_the_program_writes(cavi, tmp_path):
    told = []
    found = library.match(MATCHED, progress=lambda *of: told.append(of))
    (tmp_path / "m.yaml").write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in MATCHED.items()))
    cavi("match", tmp_path / "m.yaml", "-o", tmp_path / "out", "--quiet")
    for name, frame in found.items():
        frame.to_csv(tmp_path / "here.csv", index=False)
        assert (tmp_path / "here.csv").read_text() == (tmp_path / "out" / ("worlds.csv" if name == "worlds" else f"worlds_{name}.csv")).read_text(), name
    assert list(found) == ["worlds", "values", "patterns", "pairs", "factors", "waves"] and 0 < len(found["worlds"]) <= 40
    assert all(wanted % 300 == 0 for _, wanted in told)
    again = library.match({**MATCHED, "patterns": pd.DataFrame(MATCHED["patterns"])}, table="worlds", threads=1, kernel="v3_1")
    assert again.equals(found["worlds"])


def test_kept_worlds_are_those_of_a_study_as_a_file_and_as_a_frame(tmp_path):
    worlds = library.match(MATCHED, table="worlds")
    worlds.to_csv(tmp_path / "worlds.csv", index=False)
    study = library.study(months=12, replicates=2, arms={"a": {}, "b": {"processes.meetings": 2}})
    runs = library.run(study, worlds=tmp_path / "worlds.csv")
    assert runs.sizes["point"] == len(worlds) and np.array_equal(runs["context__demand"].values, worlds["context.demand"])
    assert library.run(study, worlds=worlds).identical(runs)
    swept = {"design": {"grid": {"processes.items": [2, 5]}}}  # points beside worlds become arms
    except_demand = library.run(study, worlds={"list": worlds, "except": ["context.demand"]}, **swept)
    assert except_demand.identical(library.run(study, worlds={"file": tmp_path / "worlds.csv", "except": ["context.demand"]}, **swept))
    assert except_demand.sizes["arm"] == 4 and "context__demand" not in except_demand


CLAIM = {"title": "a claim", "months": 12, "replicates": 8, "arms": {"level": {}, "cut": {"context.funding.council": 0.7}}, "claim": {
    "id": "X1", "says": "A cut, with a comma", "expected": "less", "placebo": ["facilitative", "directive"],
    "tests": [{"greater": {"outcome": "synergy", "of": "level", "than": "cut"}}, {"greater": {"outcome": "conflict", "of": "cut", "than": "level"}}],
    "ablation": {"context.funding.council": 1}}}


@pytest.mark.parametrize("options", [{"worlds": 5, "world_replicates": 2}, {"quick": True, "placebo": 3}, {"replicates": 20, "worlds": "a file", "placebo": 3}])
def test_a_claim_is_found_in_memory_what_the_program_finds_in_a_folder(cavi, tmp_path, options):
    (tmp_path / "x.yaml").write_text("".join(f"{key}: {json.dumps(value)}\n" for key, value in CLAIM.items()))
    drawn = pd.DataFrame({"world": [4, 17, 2], "context.demand": [0.9, 1.1, 1.25], "structure.pace": [0.4, 0.6, 0.5]})
    drawn.to_csv(tmp_path / "worlds.csv", index=False)
    told = []
    given = {**options, "worlds": drawn} if options.get("worlds") == "a file" else options
    found = library.claims(CLAIM, table=None, progress=lambda *of: told.append(of), **given)
    words = library._results._options({**options, "worlds": tmp_path / "worlds.csv"} if given is not options else options)
    cavi("claims", tmp_path / "x.yaml", "-o", tmp_path / "out", *words)
    assert list(found) == ["claims", "tests", *(["placebo"] if "placebo" in options else [])]
    for name, frame in found.items():
        frame.to_csv(tmp_path / "here.csv", index=False)
        assert (tmp_path / "here.csv").read_text() == (tmp_path / "out" / ("claims.csv" if name == "claims" else f"claims_{name}.csv")).read_text(), name
    assert all(done <= wanted for done, wanted in told)


def test_several_claims_are_one_frame_and_one_that_is_not_run_says_so():
    idle = {"title": "t", "claim": {"id": "X2", "says": "s", "expected": "e", "not_run": "Nobody knows."}}
    found = library.claims([CLAIM, idle], replicates=2, worlds=0)
    assert list(found["id"]) == ["X1", "X2"] and found["verdict"][1] == "not run" and np.isnan(found["found"][1])


def test_events_are_those_of_the_story(grid, folder, cavi):
    found = library.events(grid, arm="cut", replicate=2, point=1)
    story = cavi("story", folder, "--run", (2 * 3 + 1) * 2 + 1).stdout
    assert len(found) > 20 and list(found.columns[:4]) == ["month", "event", "entity", "sentence"]
    assert all(sentence in story for sentence in found["sentence"])


def test_a_row_a_run_and_a_row_a_month_hold_every_number(grid):
    runs, months = library.tidy(grid), library.tidy(grid, "month")
    assert len(runs) == 2 * 3 * 20 and len(months) == len(runs) * 24
    one = runs[(runs.arm == "cut") & (runs.point == 2) & (runs.replicate == 7)].iloc[0]
    assert one["synergy"] == float(grid["synergy"].sel(arm="cut", point=2, replicate=7)) and one["processes__meetings"] == 2
    assert one["regime"] in library.model.outcomes.loc["regime", "choices"].split()


def test_a_finished_study_is_opened_as_if_it_had_been_run_here(grid, folder):
    for path in (folder, folder / "results.h5"):
        runs = library.open(path)
        assert runs.drop_vars("point").identical(grid.drop_vars("point"))
        assert library.compare(runs, outcome="synergy").equals(library.compare(grid, outcome="synergy"))
    with pytest.raises(library.Error, match="nowhere"):
        library.open("nowhere")


# --- studies ---


def test_data_frames_are_tables_and_designs():
    organisations = pd.DataFrame({"sector": ["council", "health", "voluntary"], "staff": [60, 70, np.nan]}, index=["care", "trust", "charity"])
    seats = pd.DataFrame({"influence": [2, np.nan, np.nan]}, index=pd.MultiIndex.from_tuples([("board", one) for one in organisations.index]))
    study = library.study(months=12, organisations=organisations, forums={"board": {"rule": "consensus"}}, seats=seats)
    for line in ("care: { staff: 60 }", "trust: { sector: health, staff: 70 }", "charity: { sector: voluntary }", "care: { influence: 2 }"):
        assert line in study.text  # a council is what no sector means
    points = pd.DataFrame({"context.funding.council": np.float32([0.5, 0.75]), "processes.items": np.int64([2, 5])})
    runs = library.run(study, replicates=2, design={"list": points})
    assert list(runs["processes__items"].values) == [2, 5] and list(runs["organisation"].values) == ["care", "trust", "charity"]


def test_a_file_is_extended_and_set():
    runs = library.run(ROOT / "configs/scenarios/small_town.yaml", months=6, replicates=2, set={"context.demand": 1.1}, seed=4)
    assert "context.demand: 1.1" in runs.attrs["study"] and "seed: 4" in runs.attrs["study"] and runs.sizes["month"] == 6


def test_the_model_lists_what_the_program_lists(cavi):
    assert set(library.model.parameters.index) == set(re.findall(r"^(\S+) = ", cavi("params").stdout, re.M))
    assert library.model.parameters.loc["processes.meetings", "high"] == 4 and "facilitative" in set(library.model.acts["mode"].str.lower())
    for name in ("outcomes", "outcomes_of", "histories", "events", "fields", "phases", "mechanisms", "entities", "obstacles"):
        assert len(getattr(library.model, name)) > 0


# --- words ---


@pytest.mark.parametrize("study, options", [
    ({"moths": 3, "months": -2, "arms": {"a": {"context.fundin.council": 7, "processes.meetings": 9}}}, {}),
    ({"months": "ten", "histories": ["trsut"], "design": {"grid": {"processes.meetings": ["often"]}}}, {}),
    ({"months": float("nan"), "seed": -1, "title": "a\x07b"}, {}),
    ({"months": 12}, {"replicates": 2.5}),
    ({"months": 12}, {"replicates": 0, "seed": "x", "set": {"processes.meeting": 1, "context.demand": "high"}}),
    ({"months": 12, "extends": "nowhere.yaml"}, {}),
    ({"months": [1, 2], "organisations": {"a": {"sector": "sea"}}}, {}),
])
def test_complaints_are_those_of_the_command_line(cavi, tmp_path, monkeypatch, study, options):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(library.Error) as raised:
        library.run(study, **options)
    (tmp_path / "study").write_text("".join(f"{json.dumps(key)}: {json.dumps(value)}\n" for key, value in study.items()))
    words = [f"--{name}={value}" for name, value in options.items() if name != "set"]
    words += [f"--set={name}={value}" for name, value in options.get("set", {}).items()]
    told = cavi("run", "study", "-o", "out", *words, expect=2, cwd=tmp_path).stderr
    assert raised.value.causes == [line.replace("error: ", "", 1) for line in told.splitlines()] and raised.value.status == 2


@pytest.mark.parametrize("call, words", [
    (lambda runs: library.compare(runs, outcome="sinergy"), "did you mean 'synergy'?"),
    (lambda runs: library.compare(runs, outcom="synergy"), "--outcom"),
    (lambda runs: library.compare(runs, against="nobody"), "'nobody' is no arm"),
    (lambda runs: library.discover(runs, "synergy > 0"), "wants a study with drawn worlds"),
    (lambda runs: library.ask(runs, "run"), "'run' is no question"),
    (lambda runs: library.compare(runs, "efects", outcome="synergy"), "'efects' is no table; there are effects"),
    (lambda runs: library.match(TWO), "the study has no patterns"),
    (lambda runs: library.match(MATCHED, arm="nobody"), "'nobody' is no arm"),
    (lambda runs: library.match({**MATCHED, "patterns": [{"name": "a", "outcome": "sinergy"}]}), "did you mean 'synergy'?"),
    (lambda runs: library.match({**MATCHED, "design": {"random": {"points": 2**27, "factors": {"uncertainties": "plausible"}}}, "matching": {"waves": 12}}), "GB"),
    (lambda runs: library.compare(runs.isel(arm=0)), "not what run() gave"),
    (lambda runs: library.claims(TWO), "the study makes no claim"),
    (lambda runs: library.claims([]), "no study with a claim is given"),
    (lambda runs: library.claims(CLAIM, replicates=0), "--replicates 0 is not"),
    (lambda runs: library.claims(CLAIM, worlds=pd.DataFrame({"context.demnd": [1]})), "did you mean 'context.demand'?"),
    (lambda runs: library.claims(CLAIM, table="test"), "'test' is no table; there are claims, tests, placebo"),
    (lambda runs: library.run(TWO, worlds=pd.DataFrame()), "worlds wants the path of a file"),
    (lambda runs: library.run(TWO, worlds={"list": {"world": [1.5], "context.demand": [1]}}), "world = 1.5 is not a whole number"),
    (lambda runs: library.events(runs, replicate=99), "replicate 99"),
    (lambda runs: library.run(TWO, outcomes="sinergy"), "'sinergy' is no outcome; did you mean 'synergy'?"),
    (lambda runs: library.run(TWO, outcomes=3), "'3' is no outcome"),
    (lambda runs: library.run(TWO, threads="two"), "--threads two is not a whole number from 1 to 1024"),
    (lambda runs: library.run(TWO, threads=2**40), "--threads 1099511627776 is not a whole number"),
    (lambda runs: library.run(TWO, progress=3), "progress is True, False, None or a function"),
    (lambda runs: library.run(months=2, forums={"a": {}, "b": {}, "c": {}}), "no organisations that could sit in them"),
    (lambda runs: library.compare(runs, csv="a.csv"), "write files"),
    (lambda runs: library.tidy(runs, "week"), "over is 'run' or 'month': 'week'"),
    (lambda runs: library.model.page("acs"), "'acs' is no table"),
    (lambda runs: library.run(TWO, kernel="v9"), "--kernel v9"),
    (lambda runs: library.run({"months": object()}), "not of object"),
    (lambda runs: library.run({1: 2}), "a name in a study is a text"),
    (lambda runs: library.run({"title": "a\0b"}), "zero"),
    (lambda runs: library.run({"title": "\ud800"}), "UTF-8"),
    (lambda runs: library.run({"months": 1200}, replicates=10**9), "more runs than the limit|keep fewer histories|limit"),
])
def test_what_cannot_be_is_said(grid, call, words):
    with pytest.raises((library.Error, TypeError), match=re.escape(words) if "|" not in words else words):
        call(grid)


def test_wrong_types_are_exceptions(grid):
    for call in (lambda: library.run(3), lambda: library.run(TWO, threads="two"), lambda: library.run(TWO, set=[1]), lambda: library.run(TWO, threads=2**40),
                 lambda: library.compare(3), lambda: library.events(grid, replicate="x")):
        with pytest.raises((TypeError, ValueError, OverflowError)):
            call()
    cycle = {}
    cycle["a"] = cycle
    with pytest.raises(library.Error):
        library.run(cycle)


# --- lifetime, threads, processes ---


def test_arrays_are_those_of_the_library_and_outlive_the_dataset():
    runs = library.run(TWO, replicates=50)
    synergy, conflict = runs["synergy"].values, runs["conflict_by_month"].values
    kept = synergy.copy(), conflict.copy()
    assert not synergy.flags.owndata and not synergy.flags.writeable
    del runs
    for _ in range(5):
        library.run(TWO, replicates=50, seed=7)
    assert np.array_equal(synergy, kept[0]) and np.array_equal(conflict, kept[1], equal_nan=True)


def test_memory_goes_with_the_arrays():
    def resident():
        return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGESIZE")
    library.run(TWO, replicates=1000)
    before = resident()
    for _ in range(10):
        library.run(TWO, replicates=1000)
    assert resident() - before < 30e6  # each run holds some eight megabytes


def test_threads_compute_side_by_side_while_python_goes_on():
    expected = library.run(TWO, replicates=200)["synergy"].values.tobytes()
    found, ticks, over = [], [0], threading.Event()

    def tick():
        while not over.is_set():
            ticks[0] += 1
            time.sleep(0.001)
    threads = [threading.Thread(target=lambda: found.append(library.run(TWO, replicates=200)["synergy"].values.tobytes())) for _ in range(4)]
    ticker = threading.Thread(target=tick)
    for thread in (ticker, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    over.set()
    ticker.join()
    assert found == [expected] * 4 and ticks[0] > 5


def _bytes_of(seed):
    return library.run(TWO, replicates=40, seed=seed)["synergy"].values.tobytes()


def test_forks_of_a_process_that_has_computed_go_on():
    expected = [_bytes_of(seed) for seed in range(4)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(_bytes_of, range(4)).get(timeout=60) == expected


def test_two_interpreters_give_the_same():
    program = "import cavi, sys; sys.stdout.write(cavi.run(months=12, replicates=30)['synergy'].values.tobytes().hex())"
    both = [subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) for _ in range(2)]
    told = [one.communicate(timeout=60)[0] for one in both]
    assert told[0] == told[1] == library.run(months=12, replicates=30)["synergy"].values.tobytes().hex()


LONG = """import cavi, time
try:
    print('begun', flush=True)
    cavi.{call}
except KeyboardInterrupt:
    print('stopped', time.monotonic(), cavi.run(months=2, replicates=1).sizes['month'])"""


@pytest.mark.parametrize("call", ["run(months=600, replicates=10**6, histories='none')", f"claims({ {**CLAIM, 'months': 600} }, replicates=2**20)", f"match({ {**MATCHED, 'months': 600, 'matching': {'replicates': 4000}} })"],
                         ids=["run", "claims", "match"])
def test_ctrl_c_stops_within_a_second_and_the_next_run_goes_on(call):
    process = subprocess.Popen([sys.executable, "-c", LONG.format(call=call)], stdout=subprocess.PIPE, text=True, env=ENVIRONMENT,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # a job in the background ignores it
    try:
        assert process.stdout.readline() == "begun\n"
        time.sleep(1)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        word, stopped, months = process.communicate(timeout=20)[0].split()
    finally:
        process.kill()
    assert (word, months) == ("stopped", "2") and float(stopped) - begun < 1


def test_progress_is_told_and_may_stop_or_raise():
    told = []
    with pytest.raises(library.Stopped, match="stopped on request"):
        library.run(months=600, replicates=10**6, histories="none", progress=lambda done, wanted: told.append((done, wanted)) or len(told) > 2)
    assert len(told) == 3 and told[0][1] == 10**6 and told == sorted(told)
    with pytest.raises(ZeroDivisionError):
        library.run(months=600, replicates=10**6, histories="none", progress=lambda done, wanted: 1 / 0)


# --- random calls ---

ODD = [None, True, -1, 0, 1, 2, 3.5, 1e308, float("nan"), float("inf"), 10**30, "", "x", "all", "none", "\n", "a: b", "{", "]", "é", "\u2028", "'", '"', "0.5",
       [], {}, [[]], [{}], {"": 1}, b"x", np.array([1, 2]), np.array([]), np.float32(0.5), pd.DataFrame(), pd.DataFrame({"a": [1]}), (1, 2), 2**31, 2**63]
NAMES = ["months", "replicates", "histories", "arms", "design", "title", "start", "without", "until", "events", "snapshots", "organisations", "forums", "seats",
         "claim", "patterns", "matching", "worlds", "context.funding.council", "context.funding", "context", "levers", "seed", "extends", "set", "threads", "kernel", "outcomes"]


def _odd(lot, depth=0):
    if depth > 3 or lot.random() < 0.6:
        return lot.choice(ODD)
    keys = ["path", "grid", "list", "points", "a", "factors", *NAMES]
    return ({lot.choice(keys): _odd(lot, depth + 1) for _ in range(lot.randrange(3))} if lot.random() < 0.7
            else [_odd(lot, depth + 1) for _ in range(lot.randrange(3))])


KINDS_OF_CALLS = 6


def random_calls(count, seed):
    """Call so often each of six functions with odd arguments. Whatever is no exception of Python's own kinds is a bug; returns how many calls were good."""
    lot, good = random.Random(seed), 0
    asked = library.run(GRID, replicates=4, months=3)
    small = {**MATCHED, "months": 3, "design": {"random": {"points": 20, "factors": {"context.demand": "plausible"}}}, "patterns": MATCHED["patterns"][:2],
             "matching": {"keep": 5, "pilot": 2, "waves": 2}}
    claim = {**CLAIM, "months": 3, "replicates": 2}
    for _ in range(count):
        keys = {name: _odd(lot) for name in lot.sample(NAMES, lot.randrange(1, 4))}
        keys.update(months=keys.get("months", 3), replicates=keys.get("replicates", 1))
        if not isinstance(keys["replicates"], (int, float)) or not keys["replicates"] < 50:
            keys["replicates"] = 2
        options = {name: _odd(lot) for name in lot.sample(["outcome", "against", "over", "of", "history", "quantile", "survival", "x", "worth"], 2)}
        matched = {name: _odd(lot) for name in lot.sample(["months", "patterns", "matching", "arms", "seed"], 2)}
        tried = {name: _odd(lot) for name in lot.sample(["quick", "worlds", "world_replicates", "placebo", "table"], 2)}
        for call in (lambda: library.run(**keys), lambda: library.compare(asked, **options), lambda: library.ask(asked, "discover", "--when", str(_odd(lot))),
                     lambda: library.events(asked, replicate=lot.choice(ODD)), lambda: library.match({**small, **matched}),
                     lambda: library.claims({**claim, **matched}, **tried)):
            try:
                call()
                good += 1
            except (library.Error, TypeError, ValueError, OverflowError, AttributeError):
                pass
    return good


def test_random_calls_break_nothing():
    assert random_calls(300, 1) > 0


# --- documents ---


@pytest.mark.parametrize("name, expected", [("samplers", r"over 32 points"), ("optimise", r"calls: [01]\.\d+ times the meetings"), ("bayes", r"context__demand +(7[2-9]|8\d|9[0-3]) +0\.[1-4]\d* +0\.9\d*\nprocesses__meetings +(7[2-9]|8\d|9[0-3]) +0\.[3-7]")])
def test_each_example_runs(name, expected):
    done = subprocess.run([sys.executable, ROOT / f"docs/examples/{name}.py"], capture_output=True, text=True, env=ENVIRONMENT, timeout=120)
    assert done.returncode == 0, done.stderr
    assert re.search(expected, done.stdout), done.stdout


def test_the_functions_for_salib_and_ema_answer_in_their_shapes(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "docs/examples")
    import salib_and_ema as example
    assert example.evaluate([[0.7, 1.0], [1.0, 1.0], [1.0, 2.0]]).shape == (3,)
    assert {name: np.shape(value) for name, value in example.model(funding=0.7).items()} == {"synergy": (), "conflict": (60,)}


def test_the_page_runs_as_printed(folder, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/notebook.md").read_text(), re.S)
    names = {}
    for block in blocks:
        exec(block.replace("/tmp/", f"{tmp_path}/").replace("out/first_look", str(folder)), names)
    assert len(blocks) == 4 and list(names["tried"]["id"]) == ["K1"] and names["kept"].sizes["point"] == len(names["found"]["worlds"]) > 50


NOTEBOOKS = sorted((ROOT / "docs/notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_notebook_runs_from_top_to_bottom(path, monkeypatch):
    """Cell after cell in one interpreter, as a notebook's kernel does; where jupyter's own runner is there, by it too."""
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    book = json.loads(path.read_text())
    assert book["nbformat"] == 4 and all(not cell.get("outputs") for cell in book["cells"])
    names = {}
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), path.name, "exec"), names)
    assert names["told"].shape == (3, 4)
    try:
        import nbclient
        import nbformat
    except ImportError:
        return
    nbclient.NotebookClient(nbformat.read(path, 4), timeout=120).execute()


def test_the_package_is_installed_beside_the_library(tmp_path):
    from test_install import make
    make("install", f"PREFIX={tmp_path}")
    packages, = tmp_path.glob("lib/python3*/dist-packages")
    told = subprocess.run([sys.executable, "-c", "import cavi; print(cavi.__file__); print(cavi.run(months=2, replicates=1).sizes['month'])"], cwd="/",
                          capture_output=True, text=True, check=True, env={"PYTHONPATH": str(packages), "PATH": "/usr/bin:/bin"}).stdout.split()
    assert told == [str(packages / "cavi/__init__.py"), "2"]
    maps = subprocess.run([sys.executable, "-c", "import cavi; print(open('/proc/self/maps').read())"], cwd="/", capture_output=True, text=True,
                          env={"PYTHONPATH": str(packages), "PATH": "/usr/bin:/bin"}).stdout
    assert str(tmp_path / "lib/libcavi.so.1") in maps
