"""What is believed of a results file before it is read."""

import shutil
import signal
import warnings

import cavi_results as cavi
import h5py
import matplotlib.pyplot as plt
import numpy as np
import pytest
import style
import tiny_study
import verified


def changed(first_look, tmp_path, change):
    path = tmp_path / "changed.h5"
    path.write_bytes(change((first_look / "results.h5").read_bytes()))
    return path


DAMAGED = {
    "empty": lambda whole: b"",
    "cut by a byte": lambda whole: whole[:-1],
    "a byte more": lambda whole: whole + b"x",
    "cut by half": lambda whole: whole[: len(whole) // 2],
    "a bit in the numbers": lambda whole: whole[:9000] + bytes([whole[9000] ^ 4]) + whole[9001:],
    "a bit in the superblock": lambda whole: whole[:9] + bytes([whole[9] ^ 1]) + whole[10:],
    "a bit in the seal": lambda whole: whole[:-50] + bytes([whole[-50] ^ 1]) + whole[-49:],
    "a bit in the checksum": lambda whole: whole[:-1] + bytes([whole[-1] ^ 1]),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_file_is_refused_in_one_sentence(first_look, tmp_path, what):
    path = changed(first_look, tmp_path, DAMAGED[what])
    with pytest.raises(cavi.Unusable, match="^[^\n]* cannot be read: [^\n]*damaged[^\n]*$"):
        cavi.open(path)


def test_a_file_that_lost_its_seal_to_another_program_is_read_with_a_warning(first_look, tmp_path):
    with pytest.warns(UserWarning, match="has no seal"):
        cavi.open(changed(first_look, tmp_path, lambda whole: whole[:-96]))


def test_a_whole_file_of_cavi_is_read_without_a_warning(first_look):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cavi.open(first_look)


def test_without_libxxhash_the_size_in_the_seal_still_counts(first_look, tmp_path, monkeypatch):
    monkeypatch.setattr(verified, "checksum", lambda *_: None)
    assert verified.sealed(first_look / "results.h5") == (True, None)
    assert verified.sealed(changed(first_look, tmp_path, lambda whole: whole[:5000] + whole[-96:])) == (
        True, "it is damaged: it is cut short, or something stands behind its seal")


def test_a_file_that_kills_its_reader_is_a_sentence():
    def dies():
        signal.raise_signal(signal.SIGKILL)

    assert "broke HDF5" in verified._in_a_child(dies)
    assert verified._in_a_child(lambda: None) is None and verified._in_a_child(lambda: "so") == "so"


def test_a_file_is_read_while_another_program_reads_it_and_not_while_one_may_write(first_look, tmp_path):
    path = shutil.copy(first_look / "results.h5", tmp_path)
    with h5py.File(path, "r"):
        assert len(cavi.arms(cavi.open(path))) == 2
    path = tiny_study.two_arms(tmp_path / "tiny.h5")
    with h5py.File(path, "r+"), pytest.raises(cavi.Unusable, match="has it open for writing"):
        cavi.open(path)


@pytest.mark.parametrize("start, last", [("0001-01", "0001-04"), ("2262-03", "2262-06"), ("9999-11", "10000-02"), ("1677-09", "1677-12")])
def test_months_beyond_the_calendar_of_datetimes_are_periods_and_have_an_axis(tmp_path, start, last):
    path = tiny_study.write(tmp_path / "results.h5", ["one"], 2, months=4, outcomes={"synergy": [1, 2]})
    with h5py.File(path, "r+") as file:
        file.attrs["start"] = start
    results = cavi.open(path)
    date = results["date"].values[-1]
    year, month = (int(part) for part in last.split("-"))
    assert (date.year, date.month) == (year, month)
    axis = style.time_axis(plt.figure().gca(), results)
    assert np.allclose(np.diff(axis), 1 / 12) and axis[-1] == year + (month - 1) / 12
