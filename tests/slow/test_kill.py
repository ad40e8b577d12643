"""Kills at random moments lose nothing, change nothing and leave nothing. CAVI_KILLS says how many (100)."""

import os
import random
import shutil
import signal
import time

import pytest

from programs import blocks, results

KILLS = int(os.environ.get("CAVI_KILLS", 100))
# Long runs: with all histories 64 of them are a block.
STUDIES = {
    "toy": "months: 600\nreplicates: 2000\narms: { a: {}, b: { walk.walkers: 20 } }\n",
    "cavi": "months: 1310\nreplicates: 200\narms: { a: {}, b: { world.forums: 2 } }\n",
}


@pytest.mark.parametrize("model", sorted(STUDIES))
def test_kills_change_no_byte(programs, model, tmp_path):
    program, _ = programs[model]
    study = tmp_path / "study.yaml"
    study.write_text(STUDIES[model])
    begun = time.monotonic()
    program("run", study, "-o", tmp_path / "whole")
    span = time.monotonic() - begun
    chance, kills, trial, known = random.Random(20101), 0, 0, {}
    while kills < KILLS:
        trial += 1
        out, known = tmp_path / f"{trial}", {}
        for _ in range(8):
            process = program.start("run", study, "-o", out)
            try:
                process.communicate(timeout=chance.uniform(0, span))
                break
            except Exception:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                kills += 1
            now = blocks(out) if (out / "blocks").exists() else {}
            assert {name: now.get(name) for name in known} == known  # what was there stays
            known = now
        program("run", study, "-o", out)
        assert results(out) == results(tmp_path / "whole")
        assert blocks(out) == blocks(tmp_path / "whole")
        assert list(out.rglob("*.tmp")) == []
        shutil.rmtree(out)
    print(f"{kills} kills of {trial} studies")


GROWTHS = {
    "replicates": ("months: 600\nreplicates: 700\n", "months: 600\nreplicates: 2000\n"),
    "arms": ("months: 600\nreplicates: 700\narms: { b: { walk.walkers: 20 } }\n",
             "months: 600\nreplicates: 1000\narms: { a: {}, b: { walk.walkers: 20 } }\n"),
    "histories": ("months: 600\nreplicates: 1000\nhistories: [height]\n", "months: 600\nreplicates: 1500\nhistories: all\n"),
}


@pytest.mark.parametrize("alone", [False, True], ids=["blocks", "results alone"])
@pytest.mark.parametrize("name", sorted(GROWTHS))
def test_kills_while_a_study_grows_change_no_byte_and_lose_no_run(toy, name, alone, tmp_path):
    for part, text in zip(("small", "large"), GROWTHS[name]):
        (tmp_path / f"{part}.yaml").write_text(text)
        toy("run", tmp_path / f"{part}.yaml", "-o", tmp_path / part)
    if alone:
        toy("collect", tmp_path / "small", "--only")
    shutil.copytree(tmp_path / "small", tmp_path / "timed")
    begun = time.monotonic()
    toy("run", tmp_path / "large.yaml", "-o", tmp_path / "timed")
    span = time.monotonic() - begun
    chance, kills, out = random.Random(20102), 0, tmp_path / "out"
    while kills < KILLS // 6 + 1:
        shutil.copytree(tmp_path / "small", out)
        for _ in range(6):
            runs = [toy.start("run", tmp_path / "large.yaml", "-o", out, "--shard", f"{i}/2") for i in (1, 2)]
            time.sleep(chance.uniform(0, span) * chance.random())  # rather early: there the folder is moved
            for run in runs:
                run.kill()
                run.communicate()
            kills += 1
        said = toy("run", tmp_path / "large.yaml", "-o", out).stderr
        assert results(out) == results(tmp_path / "large"), said
        assert blocks(out) == blocks(tmp_path / "large")
        assert sorted(path.name for path in out.iterdir()) == ["blocks", "log", "plan", "results.h5"]
        shutil.rmtree(out)
