"""results.h5 as its readers see it: the same numbers, labels and units through every reader of Debian 12."""

import subprocess

import h5py
import netCDF4
import numpy as np
import pytest
import xarray

from programs import text_of

# Without luck the height after n months is n * gain; song adds an eighth a month.
STUDY = """
title: Slopes
question: How high?
months: 6
seed: 9007199254740991
replicates: 3
walk.luck: 0
arms:
  still: {}
  song: { walk.loud: true, walk.way: down }
  path: { walk.ceiling: 3, walk.luck: 0 }
design: { list: { walk.gain: [0.25, 0.5, 1.0], walk.walkers: [2, 13, 5] } }
"""
GAIN, WALKERS, ARMS = [0.25, 0.5, 1.0], [2, 13, 5], ["still", "song", "path"]


@pytest.fixture(scope="module")
def results(toy, tmp_path_factory):
    return toy.finish(tmp_path_factory.mktemp("results"), STUDY, expect=65) / "results.h5"  # 13 walkers are no world


def wanted():
    """Arm, point, replicate, status, stop_reason, height of each run, by hand."""
    for run in range(27):
        arm, point, replicate = run % 3, run // 3 % 3, run // 9
        height = 6 * GAIN[point] if arm != 1 else -6 * (GAIN[point] + 0.125)
        if point == 1:
            yield ARMS[arm], point, replicate, 2, 254, np.nan
        elif arm == 2 and height > 3:
            yield ARMS[arm], point, replicate, 2, 1, height
        else:
            yield ARMS[arm], point, replicate, 1, 0, height


def check_numbers(get):
    """`get(name)` gives the whole variable as an array."""
    arm, point, replicate, status, reason, height = map(list, zip(*wanted()))
    assert [str(word) for word in get("scenario")] == arm
    assert list(get("point")) == point
    assert list(get("replicate")) == replicate
    assert list(get("status")) == status
    assert list(get("stop_reason")) == reason
    np.testing.assert_array_equal(np.ma.filled(get("height"), np.nan), height)
    np.testing.assert_array_equal(get("walk__gain"), [GAIN[p] for p in point])
    np.testing.assert_array_equal(get("walk__walkers"), [WALKERS[p] for p in point])
    np.testing.assert_array_equal(get("walk__loud"), [int(word == "song") for word in arm])
    assert [str(word) for word in get("walk__way")] == ["down" if word == "song" else "up" for word in arm]
    monthly = np.ma.filled(get("height_by_month"), np.nan)
    assert monthly.shape == (27, 6)
    for run, last in enumerate(height):
        np.testing.assert_allclose(monthly[run], [last * (month + 1) / 6 for month in range(6)], rtol=1e-6)


def test_h5py_reads_the_numbers_worked_out_by_hand(results):
    with h5py.File(results) as file:
        text = {"scenario", "walk__way"}
        check_numbers(lambda name: file[name].asstr()[...] if name in text else file[name][...])


def test_netcdf4_reads_the_same_numbers(results):
    with netCDF4.Dataset(results) as file:
        check_numbers(lambda name: file.variables[name][...])


@pytest.mark.parametrize("engine", ["h5netcdf", "netcdf4"])
def test_xarray_reads_the_same_numbers_lazily_and_labelled(results, engine):
    with xarray.open_dataset(results, engine=engine) as data:
        check_numbers(lambda name: data[name].values)
        assert data["height_by_month"].dims == ("run", "month")
        assert {"scenario", "point", "replicate", "walk__gain", "walk__walkers"} <= set(data["height"].coords)
        assert {"scenario", "point", "replicate"} <= set(data["height_by_month"].coords) and "scenario" not in data.data_vars
        assert list(data["month"].values) == list(range(6))


def test_names_units_and_roles_stand_in_the_file(results):
    with h5py.File(results) as file:
        attributes = {key: value for key, value in file.attrs.items() if not key.startswith("_")}
        assert attributes == {"Conventions": "CF-1.8", "schema": "cavi results 1", "title": "Slopes",
                              "question": "How high?", "source": "Walkers on a slope", "start": "2001-02"}
        assert file["month"].attrs["long_name"] == "Months since 2001-02"
        assert file["walk__gain"].attrs["units"] == "metres a month"
        assert file["walk__gain"].attrs["parameter"] == "walk.gain"
        assert file["walk__gain"].attrs["parameter_role"] == "lever"
        assert file["height"].attrs["role"] == "outcome" and file["height_by_month"].attrs["role"] == "history"
        assert list(file["height"].attrs["valid_range"]) == [-1000, 1000]
        assert file["side"].attrs["flag_meanings"] == "below above" and list(file["side"].attrs["flag_values"]) == [0, 1]
        assert file["stop_reason"].attrs["flag_meanings"] == "none under_ceiling endless_outcome impossible_world"
        assert list(file["stop_reason"].attrs["flag_values"]) == [0, 1, 253, 254]
        assert file["status"].attrs["flag_meanings"] == "absent done failed"
        assert "valid_range" not in file["speed"].attrs  # it has no bounds
        assert file["height"].attrs["coordinates"].split() == ["scenario", "point", "replicate", "walk__walkers", "walk__gain",
                                                               "walk__ceiling", "walk__way", "walk__loud"]


def test_a_parameter_whose_path_differs_between_arms_is_there_and_says_where_it_follows_one(toy, tmp_path):
    toy.finish(tmp_path, """months: 3
replicates: 1
arms:
  level: { walk.gain: { path: [[0, 0.1], [2, 0.2]] }, walk.steps: 3 }
  steep: { walk.gain: { path: [[0, 0.1], [2, 0.7]] }, walk.steps: 4 }
""")
    runs = xarray.load_dataset(tmp_path / "out" / "results.h5")
    assert list(runs["walk__gain"]) == [0.1, 0.1]
    assert runs["walk__gain"].attrs["comment"] == "value in the first month; follows a path in 'level', 'steep'"
    assert list(runs["walk__steps"]) == [3, 4] and "comment" not in runs["walk__steps"].attrs


def test_provenance_holds_the_study_and_what_made_the_results(results):
    with h5py.File(results) as file:
        origin = file["provenance"]
        assert origin.attrs["seed"] == "9007199254740991"
        assert origin.attrs["model"] == "toy" and origin.attrs["model_version"] == "3"
        text = origin["study"].asstr()[()]
        assert text == text_of(results.parent / "plan" / "study.yaml")
        note = (results.parent / "plan" / "plan.txt").read_text()
        assert f"plan: {origin.attrs['plan_hash']}\n" in note


def test_variables_come_in_the_order_of_the_model(results):
    with netCDF4.Dataset(results) as file:
        names = list(file.variables)
    assert names[:6] == ["run", "month", "date", "scenario", "point", "replicate"]
    assert names[-7:] == ["height", "crossing", "side", "speed", "height_by_month", "first_luck", "last_luck"]


def test_ncdump_shows_header_and_numbers(results):
    header = subprocess.run(["ncdump", "-h", results], capture_output=True, text=True, check=True).stdout
    assert "\trun = 27 ;\n\tmonth = 6 ;\n" in header
    assert "\tdouble height(run) ;" in header and "\tfloat height_by_month(run, month) ;" in header
    assert "\tstring scenario(run) ;" in header and "\tubyte status(run) ;" in header
    numbers = subprocess.run(["ncdump", "-v", "height", results], capture_output=True, text=True, check=True).stdout
    # still, song, path at gain 0.25: 1.5, -2.25, 1.5; three runs of no world; at gain 1: 6, -6.75, 6
    assert "height = 1.5, -2.25, 1.5, _, _, _, 6, -6.75, 6," in numbers.replace("NaN", "_").replace("\n    ", " ")


def test_h5dump_shows_header_and_numbers(results):
    header = subprocess.run(["h5dump", "-H", results], capture_output=True, text=True, check=True).stdout
    assert 'DATASET "height_by_month"' in header and "SIMPLE { ( 27, 6 ) / ( 27, 6 ) }" in header
    numbers = subprocess.run(["h5dump", "-d", "/height", "-s", "6", "-c", "3", results], capture_output=True, text=True,
                             check=True).stdout
    assert "(6): 6, -6.75, 6" in numbers


def test_absent_runs_of_a_partial_collection_are_marked_and_hold_no_numbers(toy, tmp_path):
    toy.finish(tmp_path, "months: 600\nreplicates: 100\nhistories: [height]\n", "--no-collect")  # blocks of 64
    (tmp_path / "out" / "blocks" / "000000.block").unlink()
    toy("collect", tmp_path / "out", "--partial")
    with h5py.File(tmp_path / "out" / "results.h5") as file:
        assert list(file["status"][...]) == [0] * 64 + [1] * 36
        assert np.isnan(file["height"][:64]).all() and np.isfinite(file["height"][64:]).all()
        assert np.isnan(file["height_by_month"][:64]).all()
        assert list(file["replicate"][...]) == list(range(100))


def test_compressed_results_hold_the_same_numbers_in_fewer_bytes(toy, tmp_path):
    toy.finish(tmp_path, "months: 600\nreplicates: 100\n")
    plain = xarray.load_dataset(tmp_path / "out" / "results.h5")
    size = (tmp_path / "out" / "results.h5").stat().st_size
    assert toy("collect", tmp_path / "out", "--compress", "10", expect=2).stderr == "error: --compress 10 is not a whole number from 0 to 9\n"
    toy("collect", tmp_path / "out", "--compress", "9")
    xarray.testing.assert_identical(plain, xarray.load_dataset(tmp_path / "out" / "results.h5"))
    assert (tmp_path / "out" / "results.h5").stat().st_size < size


def test_a_block_larger_than_a_chunk_of_the_file_is_taken_chunk_by_chunk(toy, tmp_path):
    # Three months of 25,000 numbers: 16,384 runs a block, and chunks of 8,192; points stand in front of replicates.
    toy.finish(tmp_path, "months: 3\nreplicates: 10\nhistories: none\nwalk.luck: 0\n"
                         "design: { grid: { walk.gain: { from: 0, to: 1, count: 2001 } } }\n")
    assert len(list((tmp_path / "out" / "blocks").iterdir())) == 2
    with h5py.File(tmp_path / "out" / "results.h5") as whole:
        assert whole["status"].chunks == (8192,) and set(whole["status"][...]) == {1}
        assert np.array_equal(whole["point"][...], np.tile(np.arange(2001), 10))
        assert np.array_equal(whole["replicate"][...], np.repeat(np.arange(10), 2001))
        assert np.array_equal(whole["walk__gain"][...], np.tile(np.arange(2001) / 2000, 10))
        assert np.allclose(whole["height"][...], 3 * np.tile(np.arange(2001) / 2000, 10), rtol=0, atol=1e-6)


def test_months_are_dates_of_cf_that_plain_xarray_and_netcdf_decode(toy, tmp_path):
    """From December 2099 on: 2100 is no leap year, 2104 is one; days by Python's own calendar."""
    (tmp_path / "study.yaml").write_text("months: 60\nstart: 2099-12\nreplicates: 1\n")
    toy("run", "study.yaml", "-o", "out", cwd=tmp_path)
    with xarray.open_dataset(tmp_path / "out/results.h5", engine="h5netcdf") as data:
        assert [str(day)[:10] for day in data["height_by_month"]["date"].values[[0, 1, 3, 51, 59]]] == ["2099-12-01", "2100-01-01", "2100-03-01", "2104-03-01", "2104-11-01"]
    with netCDF4.Dataset(tmp_path / "out/results.h5") as file:
        days = file["date"]
        assert days.standard_name == "time" and [day.isoformat()[:10] for day in netCDF4.num2date(days[:3], days.units, days.calendar)] == ["2099-12-01", "2100-01-01", "2100-02-01"]
