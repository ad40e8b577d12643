"""Outcomes of entities: one number a run and bucket, from the end of a run to every answer."""

import shutil

import h5py
import netCDF4
import numpy as np
import pytest
import xarray

from programs import results

# In four months red, green and blue take 4, 8 and 12 litres; two buckets are green and blue, in twice the rain. A bucket
# with twenty litres or more is high. Behind each but the last stands another, which holds more by the step of the gap.
STUDY = """
title: Buckets
months: 4
replicates: 3
arms:
  three: {}
  two: { buckets: 2, rain: 2 }
"""
NONE = np.nan
LEVEL = [[4, 8, 12], [NONE, 16, 24]]
FULL = [[0, 0, 0], [NONE, 0, 1]]
STEP = [[4, 4, NONE], [NONE, 8, NONE]]


def computed(told, folder, text, *words):
    folder.mkdir(exist_ok=True)
    (folder / "study.yaml").write_text(text)
    told("run", folder / "study.yaml", "-o", folder / "out", *words)
    return folder / "out"


@pytest.fixture(scope="module")
def out(told, tmp_path_factory):
    return computed(told, tmp_path_factory.mktemp("of") / "a", STUDY)


def check(get, names):
    assert list(names("bucket")) == list(names("gap")) == ["red", "green", "blue"]
    for name, wanted in (("bucket_level", LEVEL), ("bucket_full", FULL), ("gap_step", STEP)):
        np.testing.assert_array_equal(get(name), np.tile(wanted, (3, 1)))


def test_each_bucket_has_its_own_number_and_none_in_an_arm_without_it_through_every_reader(out):
    path = out / "results.h5"
    with h5py.File(path) as file:
        check(lambda name: file[name][...], lambda name: file[name].asstr()[...])
        assert file["bucket_level"].attrs["units"] == "litres" and list(file["bucket_level"].attrs["valid_range"]) == [0, 1e6]
        assert file["bucket_full"].attrs["flag_meanings"] == "low high" and list(file["bucket_full"].attrs["flag_values"]) == [0, 1]
        assert [file["gap_step"].dims[i][0].name for i in (0, 1)] == ["/run", "/gap"]
    with netCDF4.Dataset(path) as file:
        file.set_auto_mask(False)
        check(lambda name: file[name][...], lambda name: file[name][...])
    for engine in ("h5netcdf", "netcdf4"):
        with xarray.open_dataset(path, engine=engine) as file:
            check(lambda name: file[name].values, lambda name: file[name].values)
            assert float(file["bucket_level"].sel(bucket="blue").max()) == 24


def test_entities_of_all_points_have_their_places_where_the_design_changes_how_many_there_are(told, tmp_path):
    """With one bucket there is blue alone; green stands before it in the second point, red in the third."""
    design = "design: { list: { buckets: [1, 2, 3] } }\n"
    one = computed(told, tmp_path / "a", f"months: 1\nreplicates: 1\n{design}")
    with h5py.File(one / "results.h5") as file:
        assert list(file["bucket"].asstr()[...]) == ["blue", "green", "red"]
        np.testing.assert_array_equal(file["bucket_level"][...], [[3, NONE, NONE], [3, 2, NONE], [3, 2, 1]])


def test_among_many_points_each_number_of_buckets_is_met(told, tmp_path):
    design = "design: { latin_hypercube: { points: 300, factors: { buckets: { from: 1, to: 3 }, rain: { from: 1, to: 2 } } } }\n"
    out = computed(told, tmp_path / "a", f"months: 1\nreplicates: 1\nhistories: none\n{design}")
    with h5py.File(out / "results.h5") as file:
        names = list(file["bucket"].asstr()[...])
        there = ~np.isnan(file["bucket_level"][...])
        assert sorted(names) == ["blue", "green", "red"]
        np.testing.assert_array_equal(there.sum(axis=1), file["buckets"][...])


def test_a_study_that_grows_by_arms_with_other_buckets_has_the_bytes_of_one_computed_in_one_go(told, tmp_path):
    small = STUDY.replace("  three: {}\n", "  one: { buckets: 1 }\n")
    large = STUDY.replace("replicates: 3", "replicates: 150").replace("arms:\n", "arms:\n  one: { buckets: 1 }\n")
    grown = computed(told, tmp_path / "a", small)
    told("collect", grown, "--only")
    computed(told, tmp_path / "a", large)
    whole = computed(told, tmp_path / "b", large, "--shard", "1/2")
    assert results(grown) == results(whole)
    with h5py.File(grown / "results.h5") as file:
        assert list(file["bucket"].asstr()[...]) == ["blue", "red", "green"]


def test_blocks_may_go_once_the_results_hold_the_same_outcomes_of_entities(told, out, tmp_path):
    shutil.copytree(out, tmp_path / "b", copy_function=shutil.copy2)
    told("collect", tmp_path / "b", "--only")
    assert not (tmp_path / "b" / "blocks").exists()
    (tmp_path / "study.yaml").write_text(STUDY.replace("Buckets", "Pails"))
    told("run", tmp_path / "study.yaml", "-o", tmp_path / "b")
    with h5py.File(tmp_path / "b" / "results.h5") as file:  # written anew from itself
        check(lambda name: file[name][...], lambda name: file[name].asstr()[...])
