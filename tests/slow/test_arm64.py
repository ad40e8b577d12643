"""The same study gives the same bits on arm64, here under an emulator, and its compiler keeps the lanes too."""

import importlib.util
import shutil
import subprocess

import pytest

from programs import BUILD, OF_THE_BUILD, ROOT, blocks, same_but_for

ARM64 = BUILD / "arm64"
STUDIES = {
    "arms": "months: 121\nseed: 20477\nreplicates: 17\nhistories: all\nevents: { replicates: [7] }\narms:\n  level: {}\n"
            "  cuts: { context.funding.council: { path: [[0, 1.0], [84, 0.51]] } }\n  no_trust: { without: [trust] }\n",
    "shapes": "months: 60\nseed: 11\nreplicates: 2\nhistories: all\nsnapshots: { months: [0, 30] }\ndesign:\n"
              "  list: { world.organisations: [5, 12, 9], world.seats: [3, 12, 7], world.forums: [2, 1, 3] }\n",
    "drawn": "months: 36\nseed: 3\nreplicates: 1\ndesign:\n"
             "  latin_hypercube: { points: 20, factors: { uncertainties: plausible, levers: plausible } }\n",
}


@pytest.mark.skipif(not shutil.which("qemu-aarch64"), reason="package qemu-user is needed")
@pytest.mark.parametrize("name", STUDIES)
def test_each_kernel_of_arm64_gives_the_bits_of_x86_64(cavi, name, tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text(STUDIES[name])
    cavi("run", study, "-o", tmp_path / "here")
    for kernel in ("generic_16", "generic_8", "generic_1"):
        done = subprocess.run(["qemu-aarch64", ARM64 / "cavi-static", "run", study, "-o", tmp_path / kernel, "--kernel", kernel],
                              capture_output=True, text=True, timeout=600, env=cavi.environment)
        assert done.returncode == 0, done.stderr
        assert blocks(tmp_path / kernel) == blocks(tmp_path / "here"), kernel
        assert same_but_for(OF_THE_BUILD, tmp_path / kernel, tmp_path / "here"), kernel


def test_neon_keeps_the_lanes_that_sse_keeps():
    """No function of some size has a share of scalar arithmetic that is 5 points larger."""
    spec = importlib.util.spec_from_file_location("lanes_kept", ROOT / "benchmarks/lanes_kept.py")
    lanes_kept = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lanes_kept)
    sse, neon = (lanes_kept.functions(path / "models" / f"collaboration_kernel-{kernel}.o")
                 for path, kernel in ((BUILD, "v2_16"), (ARM64, "generic_16")))
    large = {name: counts for name, counts in sse.items() if counts[1] >= 50}
    assert len(large) > 10
    for name, (scalar, packed) in large.items():
        assert neon[name][0] / sum(neon[name]) <= scalar / (scalar + packed) + 0.05, name
