"""/snapshots and /events of results.h5: single runs to the number, through every reader of Debian 12."""

import subprocess

import h5py
import netCDF4
import numpy as np
import pytest
import xarray

from programs import results

# Red, green and blue take 2, 4 and 6 litres a month; the leaky green one loses half of what it holds from month 2 on.
# The wet yard has luck. Two buckets are green and blue.
STUDY = """
title: Buckets
months: 6
replicates: 4
rain: 2
arms:
  dry: {}
  leaky: { leak: { path: [[0, 0], [2, 0.5]], steps: true } }
  wet: { rain: 9, luck: 0.7 }
  two: { buckets: 2 }
snapshots: { months: [0, 3], replicates: [1, 3] }
events: { replicates: [2] }
"""
RUNS = [4, 5, 6, 7, 12, 13, 14, 15]  # of replicates 1 and 3
GREEN = {"leaky": [4, 8, 6, 5, 4.5, 4.25]}  # 4 litres come, then half goes, from month 2 on


@pytest.fixture(scope="module")
def file(told, tmp_path_factory):
    return told.finish(tmp_path_factory.mktemp("close_up") / "a", STUDY) / "results.h5"


def wanted_levels():
    """Level of each bucket of each snapshot of the arms without luck, by hand: {(arm, month): levels}."""
    for month in (0, 3):
        n = month + 1
        yield ("dry", month), [2 * n, 4 * n, 6 * n]
        yield ("leaky", month), [2 * n, GREEN["leaky"][month], 6 * n]
        yield ("two", month), [4 * n, 6 * n]


def check_snapshots(get):
    arms = ["dry", "leaky", "wet", "two"]
    assert list(get("run")) == [run for run in RUNS for _ in range(2)]
    assert list(get("month")) == [0, 3] * 8
    counts = [3, 3, 3, 3, 3, 3, 2, 2] * 2
    assert list(get("bucket_count")) == list(get("gap_count")) == counts
    ends = np.cumsum(counts)
    wanted = dict(wanted_levels())
    for i, (run, month) in enumerate(zip(get("run"), get("month"))):
        part = slice(ends[i] - counts[i], ends[i])
        assert [str(word) for word in get("bucket_name")[part]] == ["red", "green", "blue"][3 - counts[i] :]
        assert list(get("gap_left")[part]) == list(range(counts[i]))
        assert list(get("gap_right")[part]) == [*range(1, counts[i]), -1]
        if (arms[run % 4], month) in wanted:
            assert list(get("bucket_level")[part]) == wanted[arms[run % 4], month]
        np.testing.assert_allclose(get("yard_sum")[i], np.sum(get("bucket_level")[part]), rtol=1e-6)


def check_events(get):
    """Replicate 2 has runs 8 to 11. In the leaky one green falls in months 2 to 5 and every month is measured."""
    rows = list(zip(get("run"), get("month"), get("kind"), map(str, get("entity_name")), get("now")))
    assert [row[:4] for row in rows if row[0] == 8] == [(8, month, 2, "the yard") for month in range(6)]
    assert [row[1:] for row in rows if row[0] == 9 and row[2] == 0] == [
        (month, 0, "green", GREEN["leaky"][month]) for month in range(2, 6)
    ]
    assert [row[4] for row in rows if row[0] == 11] == [10 * month for month in range(1, 7)]
    assert len(rows) == 4 * 6 + 4
    assert list(get("other")) == [-1] * 28 and {str(name) for name in get("other_name")} == {""}


def test_h5py_reads_the_state_and_events_worked_out_by_hand(file):
    with h5py.File(file) as whole:
        for name, check in (("snapshots", check_snapshots), ("events", check_events)):
            group = whole[name]
            check(lambda of: group[of].asstr()[...] if of.endswith("name") else group[of][...])


def test_netcdf4_reads_the_same_numbers(file):
    with netCDF4.Dataset(file) as whole:
        for name, check in (("snapshots", check_snapshots), ("events", check_events)):
            check(lambda of: whole[name].variables[of][...])


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_xarray_reads_the_same_numbers_by_group(file, engine):
    for name, check, size in (("snapshots", check_snapshots, "bucket"), ("events", check_events, "event")):
        with xarray.open_dataset(file, engine=engine, group=name) as data:
            check(lambda of: data[of].values)
            assert data.sizes[size] == {"bucket": 44, "event": 28}[size]
    with xarray.open_dataset(file, engine=engine) as root:
        assert root["water"].dims == ("run",)


def test_ncdump_shows_dimensions_and_numbers(file):
    header = subprocess.run(["ncdump", "-h", file], capture_output=True, text=True, check=True).stdout
    assert "\tsnapshot = 16 ;\n" in header and "\tbucket = 44 ;\n" in header and "\tgap = 44 ;\n" in header
    assert "\tfloat bucket_level(bucket) ;" in header and "\tint gap_right(gap) ;" in header
    assert "\tevent = UNLIMITED ; // (28 currently)" in header and "\tubyte kind(event) ;" in header
    numbers = subprocess.run(["ncdump", "-v", "snapshots/yard_sum", file], capture_output=True, text=True, check=True).stdout
    # dry: 12 and 48; leaky: 12, then 8 + 5 + 24; the wet yard has luck
    assert "yard_sum = 12, 48, 12, 37, " in numbers


def test_units_meanings_and_the_layout_of_ragged_arrays_stand_in_the_file(file):
    with h5py.File(file) as whole:
        group = whole["snapshots"]
        assert group["bucket_count"].attrs["sample_dimension"] == "bucket"
        assert group["bucket_level"].attrs["units"] == "litres"
        assert group["bucket_level"].attrs["long_name"] == "Water of a bucket"
        assert group["gap_right"].attrs["refers_to"] == "bucket"
        assert group["month"].attrs["long_name"] == "Month, at whose end it is: months since 2010-04"
        assert "gap_name" not in group and "yard_name" not in group and "yard_count" not in group
        kind = whole["events"]["kind"]
        assert kind.attrs["flag_meanings"] == "fell passed holds" and list(kind.attrs["flag_values"]) == [0, 1, 2]
        assert kind.attrs["entities"] == "bucket bucket yard" and kind.attrs["others"] == "none bucket none"
        way = whole["events"]["way"]
        assert way.attrs["flag_meanings"] == "just_barely by_far" and set(way[...]) == {way.attrs["_FillValue"]} == {255}
        assert np.isnan(whole["events"]["before"][...]).sum() == 24 and whole["events"]["now"].attrs["units"] == "litres"


def test_the_first_replicate_is_seen_where_none_is_named_and_nothing_where_nothing_is_asked(told, tmp_path):
    out = told.finish(tmp_path / "a", "months: 3\nreplicates: 5\nsnapshots: { months: [2] }\nevents: {}\n")
    with h5py.File(out / "results.h5") as whole:
        assert list(whole["snapshots"]["run"][...]) == [0] and set(whole["events"]["run"][...]) == {0}
    child = f"extends: {tmp_path}/a/study.yaml\nsnapshots: none\nevents: none\n"
    with h5py.File(told.finish(tmp_path / "b", child) / "results.h5") as whole:
        assert "snapshots" not in whole and "events" not in whole
    with h5py.File(told.finish(tmp_path / "c", f"extends: {tmp_path}/a/study.yaml\n") / "results.h5") as whole:
        assert list(whole["snapshots"]["month"][...]) == [2]


def test_runs_that_failed_are_not_looked_at(told, tmp_path):
    # (1 + 2 + 3) x 9 litres a month are 648 in twelve, and 500 are a flood.
    out = told.finish(tmp_path / "a", "months: 12\nreplicates: 2\narms: { dry: {}, wet: { rain: 9 } }\n"
                                      "snapshots: { months: [0], replicates: [0, 1] }\nevents: { replicates: [1] }\n", expect=65)
    with h5py.File(out / "results.h5") as whole:
        assert list(whole["status"][...]) == [1, 2, 1, 2]
        assert list(whole["snapshots"]["run"][...]) == [0, 2] and set(whole["events"]["run"][...]) == {2}


def test_replicates_that_until_did_not_take_are_not_looked_at(told, tmp_path):
    # With little luck the first blocks settle it, long before the last replicate.
    out = told.finish(tmp_path / "a", "months: 600\nrain: 0.1\nluck: 0.01\narms: { dry: {}, leaky: { leak: 0.1 } }\n"
                                      "until: { outcome: water, half_width: 1, at_most: 5000 }\n"
                                      "snapshots: { months: [0], replicates: [2, 4999] }\nevents: { replicates: [4999] }\n")
    with h5py.File(out / "results.h5") as whole:
        assert len(whole["run"]) < 1000
        assert list(whole["snapshots"]["run"][...]) == [4, 5] and whole["events"]["run"].shape == (0,)


def test_a_partial_collection_holds_what_is_there_and_a_whole_one_the_same_bytes(told, tmp_path):
    text = ("months: 12000\nrain: 0.005\nreplicates: 200\nsnapshots: { months: [7, 599], replicates: [3, 180] }\n"
            "events: { replicates: [3, 199] }\n")
    out = told.finish(tmp_path / "a", text)  # blocks of 128 runs: 12,000 months at 4 bytes, and 8 MiB
    whole = results(out)
    told("collect", out, "--partial")
    assert results(out) == whole
    (out / "blocks" / "000000.block").rename(tmp_path / "kept")
    told("collect", out, "--partial")
    assert results(out) == whole  # a whole file is not replaced by a part of it
    (out / "results.h5").unlink()
    told("collect", out, "--partial")
    with h5py.File(out / "results.h5") as part:
        assert list(part["snapshots"]["run"][...]) == [180, 180] and set(part["events"]["run"][...]) == {199}
        assert part["events"]["now"].shape == (12000,)
    (out / "blocks" / "000001.block").unlink()
    told("collect", out, "--partial")
    with h5py.File(out / "results.h5") as part:
        assert "snapshots" not in part and part["events"]["run"].shape == (0,)
    told("run", tmp_path / "a" / "study.yaml", "-o", out)
    assert results(out) == whole


def test_a_dry_run_says_what_single_runs_will_take(told, tmp_path):
    (tmp_path / "study.yaml").write_text(STUDY)
    said = told("run", tmp_path / "study.yaml", "--dry-run").stdout
    # A snapshot of n buckets: the sum, n levels, n names at 68 bytes with what belongs to them, two links for n gaps.
    rows = 2 * 2 * (3 + 3 + 3 + 2)
    yard = 2 * 2 * 4
    snapshots = (4 + 64 + 4) * yard + (4 + 64 + 4) * rows + (4 + 8) * rows
    # An event: four whole numbers, its kind, two names at 80, two numbers and a word. The first run asked for is dry.
    events = 6 * 4 * (16 + 1 + 160 + 8 + 1)
    assert f"the results include {snapshots} bytes of snapshots and about {events} bytes of events\n" in said


def test_snapshots_beyond_four_gigabytes_are_refused_before_anything_is_computed(told, tmp_path):
    # 72 bytes of the yard, 3 buckets of 72 and 3 gaps of 12 are 324 a snapshot; 10,000 runs x 1,300 months of them.
    numbers = [", ".join(map(str, range(count))) for count in (1300, 10000)]
    text = "months: 1300\nreplicates: 10000\nsnapshots: {{ months: [{}], replicates: [{}] }}\n".format(*numbers)
    (tmp_path / "study.yaml").write_text(text)
    done = told("run", tmp_path / "study.yaml", "-o", tmp_path / "out", expect=2)
    assert done.stderr == "error: snapshots would take 4.21 GB; the most is 4 GB: name fewer months or replicates\n"
    assert not (tmp_path / "out").exists()


def test_snapshots_leave_the_rest_of_the_results_as_it_was(told, tmp_path):
    plain = told.finish(tmp_path / "a", STUDY.replace("snapshots", "# snapshots").replace("events", "# events"))
    seen = told.finish(tmp_path / "b", STUDY)
    for engine in ("h5netcdf", "netcdf4"):
        xarray.testing.assert_identical(
            xarray.load_dataset(plain / "results.h5", engine=engine), xarray.load_dataset(seen / "results.h5", engine=engine)
        )


def test_a_finished_study_that_says_or_shows_something_else_is_collected_anew_and_not_computed(told, tmp_path):
    text = "title: Bukets\nmonths: 6\nreplicates: 3\nrain: 2\n"
    out = told.finish(tmp_path / "a", text)
    block = out / "blocks" / "000000.block"
    before, plain = block.stat(), results(out)
    more = text.replace("Bukets", "Buckets") + "start: '2013-07'\nsnapshots: { months: [5], replicates: [2] }\nevents: { replicates: [1] }\n"
    (tmp_path / "a" / "study.yaml").write_text(more)
    told("run", tmp_path / "a" / "study.yaml", "-o", out)
    after = block.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert (out / "log").read_text().count("0 blocks computed") == 1
    assert results(out) == results(told.finish(tmp_path / "b", more))
    with h5py.File(out / "results.h5") as whole:
        assert list(whole["snapshots"]["run"][...]) == [2] and len(whole["events"]["run"]) == 6
    (tmp_path / "a" / "study.yaml").write_text(text)
    told("run", tmp_path / "a" / "study.yaml", "-o", out)
    assert results(out) == plain


def test_results_collected_for_what_a_study_no_longer_shows_do_not_stay(told, tmp_path):
    text = "months: 6\nreplicates: 3\n"
    out = told.finish(tmp_path / "a", text)
    (tmp_path / "a" / "study.yaml").write_text(text + "events: { replicates: [1] }\n")
    told("run", tmp_path / "a" / "study.yaml", "-o", out, "--no-collect")
    assert not (out / "results.h5").exists()
    told("collect", out)
    with h5py.File(out / "results.h5") as whole:
        assert len(whole["events"]["run"]) == 6
