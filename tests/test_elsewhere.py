"""Other kernels and other file systems: the program without libraries, and folders without hard links."""

import errno
import os
import platform
import subprocess

import pytest

from programs import BUILD, Program, blocks, kernel_without, results

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of system calls are those of x86-64")
STUDY = "months: 120\nreplicates: 1500\narms: { a: {}, b: { walk.way: down } }\n"  # several blocks
LINKS, NEW_RENAME = (86, 265), (316,)
CENTOS_7 = 313  # the last system call that Linux 3.10 knew


@pytest.fixture(scope="module")
def whole(toy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    (folder / "study.yaml").write_text(STUDY)
    toy("run", folder / "study.yaml", "-o", folder / "out")
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


@pytest.fixture(scope="module")
def static():
    return Program(BUILD / "cavi-static")


@pytest.fixture(scope="module")
def small(cavi, tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    (folder / "study.yaml").write_text("months: 60\nreplicates: 20\nhistories: all\narms: { a: {}, b: { without: [trust] } }\n")
    cavi("run", folder / "study.yaml", "-o", folder / "out")
    return folder


def test_the_static_file_needs_no_library(static):
    parts = subprocess.run(["readelf", "--wide", "--program-headers", static.path], capture_output=True, text=True, check=True).stdout
    assert "LOAD" in parts and "INTERP" not in parts and "DYNAMIC" not in parts


def test_the_static_file_gives_the_same_bytes_on_a_kernel_of_2013(static, small, tmp_path):
    static("run", small / "study.yaml", "-o", tmp_path / "out", before=kernel_without((), newer_than=CENTOS_7))
    assert results(tmp_path / "out") == results(small / "out")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can change the root folder")
def test_the_static_file_gives_the_same_bytes_in_an_empty_root_folder(static, small, tmp_path):
    for name, source in {"cavi": static.path, "study.yaml": small / "study.yaml"}.items():
        (tmp_path / name).write_bytes(source.read_bytes())
    (tmp_path / "cavi").chmod(0o755)
    done = subprocess.run(["chroot", tmp_path, "/cavi", "run", "/study.yaml", "-o", "/out"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert results(tmp_path / "out") == results(small / "out")
