"""Array tasks that are cancelled, requeued and preempted compute what one process computes, byte by byte."""

import os
import pathlib
import shutil
import subprocess
import time

import pytest

from programs import BUILD, ROOT, results

STARTER = pathlib.Path(__file__).with_name("slurm.sh")
STUDY = "months: 1310\nreplicates: 400\narms: { a: {}, b: { world.forums: 2 } }\n"


@pytest.fixture(scope="module")
def slurm(tmp_path_factory):
    """Runs a command of Slurm's on a cluster of one machine."""
    if not all(shutil.which(name) for name in ("slurmctld", "slurmd", "munged")) or os.geteuid() != 0:
        pytest.skip("packages slurm-wlm and munge, and root, are needed")
    folder = tmp_path_factory.mktemp("slurm")
    for above in (folder, folder.parent, folder.parent.parent):
        above.chmod(0o755)  # munged wants a path that all may read
    environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}
    started = subprocess.run([STARTER, "start", folder], capture_output=True, text=True)
    try:
        assert started.returncode == 0, started.stderr

        def run(*words):
            done = subprocess.run([str(word) for word in words], capture_output=True, text=True, env=environment, cwd=ROOT, timeout=300)
            assert done.returncode == 0, (words, done.stderr)
            return done.stdout

        yield run
    finally:
        subprocess.run([STARTER, "stop", folder], capture_output=True)


@pytest.fixture(scope="module")
def whole(cavi, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    cavi.finish(folder, STUDY)
    return folder


def submit(slurm, whole, out, *options):
    return slurm("sbatch", "--parsable", "--cpus-per-task=1", "--array=0-3", f"--output={out}.%a.txt", *options,
                 "configs/cluster/slurm_array.sh", whole / "study.yaml", out).strip()


def wait(slurm, job, seconds=240):
    for _ in range(seconds * 2):
        if slurm("squeue", "-h", "-j", job, "-o", "%T").strip() == "":
            return
        time.sleep(0.5)
    raise AssertionError(slurm("squeue"))


def running(slurm, job):
    for _ in range(200):
        if "RUNNING" in slurm("squeue", "-h", "-j", job, "-o", "%T"):
            return
        time.sleep(0.1)


def test_an_array_of_four_gives_the_same_bytes(slurm, whole, tmp_path):
    wait(slurm, submit(slurm, whole, tmp_path / "out"))
    assert results(tmp_path / "out") == results(whole / "out"), (tmp_path / "out.0.txt").read_text()
    told = (tmp_path / "out" / "log").read_text()
    assert all(f"shard {i} of 4" in told for i in range(1, 5))


def test_cancelled_and_requeued_tasks_lose_nothing(slurm, whole, cavi, tmp_path):
    job = submit(slurm, whole, tmp_path / "out")
    running(slurm, job)
    time.sleep(0.3)
    slurm("scancel", f"{job}_1")
    for task in (2, 3):
        subprocess.run(["scontrol", "requeue", f"{job}_{task}"], capture_output=True)  # it may be done already
    wait(slurm, job)
    cavi("run", whole / "study.yaml", "-o", tmp_path / "out")  # what the cancelled task left, if anything
    assert results(tmp_path / "out") == results(whole / "out")


def test_a_preempted_array_goes_on_when_there_is_room_again(slurm, whole, tmp_path):
    job = submit(slurm, whole, tmp_path / "out", "--partition=low")
    running(slurm, job)
    slurm("sbatch", "--parsable", "--partition=high", "--exclusive", "--output=/dev/null", "--wrap", "sleep 2")
    wait(slurm, job)
    assert results(tmp_path / "out") == results(whole / "out")


def test_tasks_of_one_step_share_the_work(slurm, whole, tmp_path):
    slurm("srun", "-n", "4", BUILD / "cavi", "run", whole / "study.yaml", "-o", tmp_path / "out", "--threads", "1", "--progress", "none")
    assert results(tmp_path / "out") == results(whole / "out")
    told = (tmp_path / "out" / "log").read_text()
    assert all(f"shard {i} of 4" in told for i in range(1, 5))
