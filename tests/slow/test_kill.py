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
