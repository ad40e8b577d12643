"""Other machines: folders without hard links, the program without libraries, the scripts of schedulers."""

import errno
import os
import platform
import shutil
import signal
import subprocess
import time

import pytest

from programs import BUILD, OF_THE_BUILD, ROOT, Program, blocks, kernel_without, results, same_but_for

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of system calls are those of x86-64")
STUDY = "months: 120\nreplicates: 1500\narms: { a: {}, b: { walk.way: down } }\n"  # several blocks
LINKS, NEW_RENAME = (86, 265), (316,)
CENTOS_7 = 313  # the last system call that Linux 3.10 knew


@pytest.fixture(scope="module")
def whole(toy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    toy.finish(folder, STUDY)
    assert len(blocks(folder / "out")) > 1
    return folder


@pytest.mark.parametrize("refused, how", [(LINKS, "no hard links"), (LINKS + NEW_RENAME, "nor a rename that keeps what is there")])
def test_two_writers_share_a_folder_without_hard_links(toy, whole, tmp_path, refused, how):
    without = kernel_without(refused, error=errno.EPERM if refused == LINKS else errno.ENOSYS)
    pair = [toy.start("run", whole / "study.yaml", "-o", tmp_path / "out", before=without) for _ in range(2)]
    for process in pair:
        _, complaints = process.communicate(timeout=300)
        assert process.returncode == 0, complaints
    assert results(tmp_path / "out") == results(whole / "out")
    assert [path for path in (tmp_path / "out").rglob("*") if path.suffix in (".tmp", ".bad")] == []


def test_a_folder_without_hard_links_still_refuses_another_study(toy, whole, tmp_path):
    without = kernel_without(LINKS, error=errno.EPERM)
    toy("run", whole / "study.yaml", "-o", tmp_path / "out", before=without)
    (tmp_path / "other.yaml").write_text(STUDY + "seed: 17\n")
    said = toy("run", tmp_path / "other.yaml", "-o", tmp_path / "out", before=without, expect=2)
    assert str(tmp_path / "out") in said.stderr
    assert results(tmp_path / "out") == results(whole / "out")


def test_a_folder_of_somebody_else_is_named_and_leaves_with_74(toy, whole, tmp_path):
    """What root meets where its rights end at the server: it may look, not write."""
    (tmp_path / "theirs").mkdir(mode=0o755)
    tmp_path.chmod(0o755)
    refused = kernel_without((83, 258), error=errno.EACCES)  # mkdir
    said = toy("run", whole / "study.yaml", "-o", tmp_path / "theirs" / "out", before=refused, expect=74)
    assert str(tmp_path / "theirs" / "out") in said.stderr and "Permission denied" in said.stderr


MKDIR, UNLINK, ACCESS = (83, 258), (263,), (21, 269, 439)


def test_what_rights_do_not_allow_is_called_that_and_leaves_with_74(toy, whole, tmp_path):
    """Folders in folders that cannot be made, blocks that cannot be removed, a folder that cannot be entered."""
    refuse = {calls: kernel_without(calls, error=errno.EACCES) for calls in (MKDIR, UNLINK, ACCESS)}
    said = toy("run", whole / "study.yaml", "-o", tmp_path / "a" / "b" / "out", before=refuse[MKDIR], expect=74)
    assert said.stderr.endswith(": Permission denied\n")
    shutil.copytree(whole / "out", tmp_path / "out")
    assert "blocks cannot be removed" in toy("collect", tmp_path / "out", "--only", before=refuse[UNLINK], expect=74).stderr
    for words in (["compare", tmp_path / "out"], ["run", whole / "study.yaml", "-o", tmp_path / "out"]):
        assert toy(*words, before=refuse[ACCESS], expect=74).stderr.endswith(": Permission denied\n")
    toy("collect", tmp_path / "out", "--only")
    assert results(tmp_path / "out") == results(whole / "out")


@pytest.fixture(scope="module")
def static():
    return Program(BUILD / "cavi-static")


@pytest.fixture(scope="module")
def small(cavi, tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    cavi.finish(folder, "months: 60\nreplicates: 20\nhistories: all\narms: { a: {}, b: { without: [trust] } }\n")
    return folder


def test_the_static_file_needs_no_library(static):
    parts = subprocess.run(["readelf", "--wide", "--program-headers", static.path], capture_output=True, text=True, check=True).stdout
    assert "LOAD" in parts and "INTERP" not in parts and "DYNAMIC" not in parts


def test_the_static_file_gives_the_same_results_on_a_kernel_of_2013(static, small, tmp_path):
    static("run", small / "study.yaml", "-o", tmp_path / "out", before=kernel_without((), newer_than=CENTOS_7))
    assert same_but_for(OF_THE_BUILD, tmp_path / "out", small / "out")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change the root folder")
def test_the_static_file_gives_the_same_results_in_an_empty_root_folder(static, small, tmp_path):
    for name, source in {"cavi": static.path, "study.yaml": small / "study.yaml"}.items():
        (tmp_path / name).write_bytes(source.read_bytes())
    (tmp_path / "cavi").chmod(0o755)
    done = subprocess.run(["chroot", tmp_path, "/cavi", "run", "/study.yaml", "-o", "/out"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert same_but_for(OF_THE_BUILD, tmp_path / "out", small / "out")


# --- scripts of schedulers, with the variables that those set ---

ARRAYS = {
    "pbs_array.sh": lambda study, out, task: ((), {"PBS_ARRAY_INDEX": task, "TASKS": "2", "STUDY": study, "OUT": out, "NCPUS": "1"}),
    "grid_engine_array.sh": lambda study, out, task: ((study, out), {"SGE_TASK_ID": task, "SGE_TASK_LAST": "2", "NSLOTS": "1"}),
    "slurm_array.sh": lambda study, out, task: ((study, out), {"SLURM_ARRAY_TASK_ID": task, "SLURM_ARRAY_TASK_COUNT": "2",
                                                               "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_STEP": "1"}),
}


def task(script, toy, study, out, number):
    words, variables = ARRAYS[script](str(study), str(out), str(number))
    return subprocess.Popen(["bash", ROOT / "configs/cluster" / script, *words], stderr=subprocess.PIPE, text=True, cwd=ROOT,
                            env={**toy.environment, "CAVI": str(toy.path), **variables})


@pytest.mark.parametrize("script", ARRAYS)
def test_two_tasks_of_an_array_share_the_work_and_give_the_same_bytes(script, toy, whole, tmp_path):
    for process in [task(script, toy, whole / "study.yaml", tmp_path / "out", number) for number in (1, 2)]:
        _, complaints = process.communicate(timeout=300)
        assert process.returncode == 0, complaints
    assert results(tmp_path / "out") == results(whole / "out")
    told = (tmp_path / "out" / "log").read_text()
    assert "shard 1 of 2, 1 threads" in told and "shard 2 of 2, 1 threads" in told, told


def test_a_task_that_grid_engine_warns_stops_and_asks_to_be_queued_again(toy, tmp_path):
    (tmp_path / "study.yaml").write_text("months: 1310\nreplicates: 1000000\nhistories: none\n")
    process = task("grid_engine_array.sh", toy, tmp_path / "study.yaml", tmp_path / "out", 1)
    while not (tmp_path / "out" / "log").exists():
        time.sleep(0.01)
    process.send_signal(signal.SIGUSR2)
    _, complaints = process.communicate(timeout=300)
    assert process.returncode == 99 and "repeat the command to go on" in complaints
