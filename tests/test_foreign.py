"""Files, names and descriptors that somebody else chose: nothing is replaced, escaped or obeyed."""

import errno
import os
import platform
import random
import shutil
import stat
import struct
import subprocess
import sys
import threading

import h5py
import numpy
import pytest

from programs import ROOT, kernel_without, results, seal_results

sys.path.insert(0, str(ROOT / "analysis"))
import cavi_results

STUDY = "months: 24\nreplicates: 5\narms: { up: {}, down: { walk.way: down } }\n"


@pytest.fixture
def out(toy, tmp_path):
    toy.finish(tmp_path, STUDY)
    return tmp_path / "out"


WORDS = {
    "export": ["export", "OUT", "--to", "csv", "-o", "FILE"],
    "csv": ["compare", "OUT", "--csv", "FILE"],
    "hdf5": ["compare", "OUT", "--hdf5", "FILE"],
}


def written(toy, words, out, path, **more):
    return toy(*[{"OUT": out, "FILE": path}.get(word, word) for word in words], **more)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_fifo_is_written_to_and_stays(toy, out, tmp_path, words):
    written(toy, words, out, tmp_path / "plain")
    os.mkfifo(tmp_path / "fifo")
    seen = []
    reader = threading.Thread(target=lambda: seen.append((tmp_path / "fifo").read_bytes()))
    reader.start()
    written(toy, words, out, tmp_path / "fifo")
    reader.join()
    assert len(seen) == 1 and seen[0].startswith((tmp_path / "plain").read_bytes())  # further tables follow
    assert stat.S_ISFIFO(os.stat(tmp_path / "fifo").st_mode)


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_device_is_written_to_and_stays(toy, out, tmp_path, words):
    before = os.stat("/dev/null").st_rdev
    written(toy, words, out, "/dev/null")
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode) and os.stat("/dev/null").st_rdev == before
    assert [name for name in os.listdir("/dev") if name.startswith("null") and name != "null"] == []


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_link_is_followed_and_stays_also_where_it_leads_to_nothing_yet(toy, out, tmp_path, words):
    written(toy, words, out, tmp_path / "plain")
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "old").write_text("old")
    for name in ("old", "new"):
        (tmp_path / f"link to {name}").symlink_to(f"far/{name}")
        written(toy, words, out, tmp_path / f"link to {name}")
        assert (tmp_path / f"link to {name}").is_symlink()
        assert (tmp_path / "far" / name).read_bytes() == (tmp_path / "plain").read_bytes()


def test_the_standard_output_by_name_gets_the_text_in_its_place(toy, out, tmp_path):
    written(toy, WORDS["export"], out, tmp_path / "plain")
    assert written(toy, WORDS["export"], out, "/dev/stdout").stdout == (tmp_path / "plain").read_text()
    with open(tmp_path / "caught", "a") as caught:
        caught.write("before\n")
        caught.flush()
        subprocess.run([toy.path, "export", out, "--to", "csv", "-o", "/dev/stdout"], stdout=caught, check=True)
    assert (tmp_path / "caught").read_text() == "before\n" + (tmp_path / "plain").read_text()


def test_a_full_device_is_an_error(toy, out):
    assert "/dev/full: cannot be written: No space left on device" in written(
        toy, WORDS["export"], out, "/dev/full", expect=74).stderr


def test_what_a_dead_process_left_beside_a_file_is_removed_with_the_next_one(toy, out, tmp_path):
    dead = subprocess.Popen(["true"])
    dead.wait()
    left = tmp_path / f"plain.{os.uname().nodename}.{dead.pid}.tmp"
    other = tmp_path / f"other.{os.uname().nodename}.{dead.pid}.tmp"
    left.write_text("half")
    other.write_text("of another file")
    written(toy, WORDS["export"], out, tmp_path / "plain")
    assert not left.exists() and other.exists()


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_closed_descriptors_get_no_file_of_the_study(toy, out, tmp_path, closed):
    done = subprocess.run(f"exec '{toy.path}' run '{tmp_path}/study.yaml' -o '{tmp_path}/again' --progress json {closed}",
                          shell=True, env=toy.environment)
    assert done.returncode == 0 and results(tmp_path / "again") == results(out)
    toy("status", tmp_path / "again", "--verify")


def test_more_threads_than_can_start_are_fewer_with_the_same_results(toy, out, tmp_path):
    done = subprocess.run(f"ulimit -v 3000000; exec '{toy.path}' run '{tmp_path}/study.yaml' -o '{tmp_path}/again' --threads 1024",
                          shell=True, env=toy.environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert results(tmp_path / "again") == results(out)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of system calls are those of x86-64")
def test_where_no_thread_can_start_one_computes_all(toy, tmp_path):
    """Four packs that are each worth a thread."""
    (tmp_path / "study.yaml").write_text("months: 12000\nreplicates: 64\nwalk.gain: 0\nhistories: none\n")
    clone = kernel_without((56, 435), error=errno.EAGAIN)
    for name, before in (("four", None), ("one", clone)):
        toy("run", tmp_path / "study.yaml", "-o", tmp_path / name, "--threads", 4, before=before)
    assert results(tmp_path / "one") == results(tmp_path / "four")


CLAIM = """months: 12
replicates: 3
arms: { up: {}, down: { walk.way: down } }
claim: { id: "ID", says: x, expected: y, tests: [{ higher: { outcome: height, arms: [up, down] } }], ablation: { walk.way: up } }
"""


@pytest.mark.parametrize("name", ["../../escaped", "..", ".", "a/b", "/tmp/escaped", ".hidden", "a\\e[31m", "", "x" * 200])
def test_the_id_of_a_claim_is_a_name_and_no_path(toy, tmp_path, name):
    (tmp_path / "claim.yaml").write_text(CLAIM.replace("ID", name))
    said = toy("claims", tmp_path / "claim.yaml", "-o", tmp_path / "deep" / "out", expect=2).stderr
    assert "cannot be the id of a claim" in said or "id" in said
    assert sorted(os.listdir(tmp_path)) == ["claim.yaml"] and "\033" not in said


@pytest.mark.parametrize("name", ["../up", "a/b", "..", "."])
def test_the_name_of_an_arm_is_no_path(toy, tmp_path, name):
    (tmp_path / "study.yaml").write_text(f'arms: {{ "{name}": {{}} }}\n')
    assert "the name of an arm begins with a dot or holds a slash" in toy("check", tmp_path / "study.yaml", expect=2).stderr


@pytest.mark.parametrize("text", ["\\e]0;owned\\a", "\\e[2J", "\\b\\b", "\\u009b31m", "\\u202edrow", "\\r\\nerror: forged"])
def test_complaints_show_what_would_steer_a_terminal_and_do_not_obey_it(toy, tmp_path, text):
    (tmp_path / "study.yaml").write_text(f'"{text}": 1\nwalk.gain: "{text}"\narms: {{ "{text}": 3 }}\n')
    said = subprocess.run([toy.path, "check", tmp_path / "study.yaml"], capture_output=True).stderr.decode()
    assert "\\x" in said and not any(c < " " and c != "\n" or "\x7f" <= c <= "\x9f" or c == "\u202e" for c in said)
    assert all(line.startswith(str(tmp_path)) for line in said.splitlines())


def test_a_text_in_a_table_is_no_formula_for_a_spreadsheet(toy, tmp_path):
    toy.finish(tmp_path, 'months: 9\nreplicates: 2\narms: { "=1+1": {}, "@x": {}, "-2": {}, "+a": {}, "b": {} }\n')
    for form in ("csv", "behaviorspace"):
        toy("export", tmp_path / "out", "--to", form, "-o", tmp_path / form)
        cells = (tmp_path / form).read_text().replace('"', "").replace("\n", ",").split(",")
        assert {"'=1+1", "'@x", "-2", "'+a", "b"} <= set(cells) and not {"=1+1", "@x", "+a"} & set(cells)


def external(file, secret):
    del file["height"]
    file.create_dataset("height", (10,), "u1", external=[(str(secret), 0, 10)])


def linked(file, secret):
    with h5py.File(secret.with_suffix(".h5"), "w") as other:
        other["height"] = numpy.arange(10.0)
    del file["height"]
    file["height"] = h5py.ExternalLink(str(secret.with_suffix(".h5")), "height")


def soft(file, secret):
    del file["height"]
    file["height"] = h5py.SoftLink("/crossing")


def virtual(file, secret):
    with h5py.File(secret.with_suffix(".h5"), "w") as other:
        other["height"] = numpy.arange(10.0)
    layout = h5py.VirtualLayout((10,), "f8")
    layout[:] = h5py.VirtualSource(str(secret.with_suffix(".h5")), "height", (10,))
    del file["height"]
    file.create_virtual_dataset("height", layout)


def deep(file, secret):
    file.create_dataset("provenance/more/secret", (10,), "u1", external=[(str(secret), 0, 10)])


def filtered(file, secret):
    del file["height"]
    made = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    made.set_chunk((10,))
    made.set_filter(32001, h5py.h5z.FLAG_OPTIONAL, (1,))
    h5py.h5d.create(file.id, b"height", h5py.h5t.NATIVE_DOUBLE, h5py.h5s.create_simple((10,)), made)


def huge(file, secret):
    del file["height"]
    file.create_dataset("height", (1 << 50,), "f8", chunks=(1 << 20,))


@pytest.mark.parametrize("change", [external, linked, soft, virtual, deep, filtered, huge])
@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "unsealed"])
def test_a_results_file_that_shows_what_lies_elsewhere_is_refused(toy, out, tmp_path, change, sealed):
    secret, bad = tmp_path / "secret", tmp_path / "bad.h5"
    secret.write_bytes(b"root:x:0:0")
    shutil.copy(out / "results.h5", bad)
    with h5py.File(bad, "r+") as file:
        change(file, secret)
    if sealed:
        seal_results(bad, out / "results.h5")
    for words in (["compare", bad], ["status", "--verify", bad]):
        said = toy(*words, expect=65).stderr
        assert ("part of its data lies in another file" if sealed else "has no seal at its end") in said
    with pytest.raises(cavi_results.Unusable, match="cannot be read: "):
        cavi_results.open(bad)


def test_what_was_only_copied_and_sealed_again_is_read(toy, out, tmp_path):
    bad = tmp_path / "again.h5"
    shutil.copy(out / "results.h5", bad)
    with h5py.File(bad, "r+"):
        pass
    seal_results(bad, out / "results.h5")
    assert toy("compare", bad).stdout == toy("compare", out).stdout


def forged(out, path, change):
    """The results with other bytes and a right seal."""
    path.write_bytes(change((out / "results.h5").read_bytes()[:-96]))
    seal_results(path, out / "results.h5")
    return path


def astray(data):
    """A group says that its links stand in a heap, at a place where there is none: HDF5 1.10 crashes of it, 1.14 refuses it."""
    begin = b"\x02\x00\x28\x00\x00\x00\x00\x00\x00\x03" + struct.pack("<Q", 1)
    assert data.count(begin + b"\xff" * 8) == 1
    return data.replace(begin + b"\xff", begin + b"\xbf")


ASTRAY = ("was not written by this program: part of its data lies in another file, needs a filter that this program does not use, or cannot be read\n"
          if h5py.version.hdf5_version_tuple >= (1, 14)
          else "cannot be read: another program made it, or memory is short; the process that read it was ended by signal 11 (Segmentation fault)\n")


def test_a_sealed_file_of_which_hdf5_dies_is_refused_in_a_sentence(toy, out, tmp_path):
    bad = forged(out, tmp_path / "bad.h5", astray)
    for words in (["compare", bad], ["status", "--verify", bad], ["export", bad, "--to", "csv", "-o", "-"]):
        done = toy(*words, expect=65)
        assert done.stderr == f"error: {bad}: {ASTRAY}" and done.stdout == ""


def test_in_a_folder_such_a_file_is_made_again(toy, out, tmp_path):
    whole = results(out)
    toy("collect", out, "--only")
    forged(out, tmp_path / "bad.h5", astray).replace(out / "results.h5")
    assert ASTRAY in toy("compare", out, expect=65).stderr
    toy("run", tmp_path / "study.yaml", "-o", out)
    assert results(out) == whole


def test_no_byte_that_is_changed_under_a_right_seal_ends_the_program_without_a_word(toy, out, tmp_path):
    chance = random.Random(20104)
    for _ in range(100):
        def change(data):
            at = chance.randrange(len(data) // 2)  # where most of what describes the data lies
            return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1:]
        done = toy("compare", forged(out, tmp_path / "bad.h5", change), expect=None)
        assert done.returncode in (0, 2, 65) and (done.returncode == 0) == (done.stderr == ""), done
