"""Outcomes of entities: one number a run and bucket, from the end of a run to every answer."""

import csv
import json
import shutil

import h5py
import netCDF4
import numpy as np
import pytest
import xarray

from programs import OF_ITS_GROWTH, same_but_for

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


@pytest.fixture(scope="module")
def out(told, tmp_path_factory):
    return told.finish(tmp_path_factory.mktemp("of") / "a", STUDY)


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
    one = told.finish(tmp_path / "a", f"months: 1\nreplicates: 1\n{design}")
    with h5py.File(one / "results.h5") as file:
        assert list(file["bucket"].asstr()[...]) == ["blue", "green", "red"]
        np.testing.assert_array_equal(file["bucket_level"][...], [[3, NONE, NONE], [3, 2, NONE], [3, 2, 1]])


def test_among_many_points_each_number_of_buckets_is_met(told, tmp_path):
    design = "design: { latin_hypercube: { points: 300, factors: { buckets: { from: 1, to: 3 }, rain: { from: 1, to: 2 } } } }\n"
    out = told.finish(tmp_path / "a", f"months: 1\nreplicates: 1\nhistories: none\n{design}")
    with h5py.File(out / "results.h5") as file:
        names = list(file["bucket"].asstr()[...])
        there = ~np.isnan(file["bucket_level"][...])
        assert sorted(names) == ["blue", "green", "red"]
        np.testing.assert_array_equal(there.sum(axis=1), file["buckets"][...])


def test_a_study_that_grows_by_arms_with_other_buckets_has_the_runs_of_one_computed_in_one_go(told, tmp_path):
    small = STUDY.replace("  three: {}\n", "  one: { buckets: 1 }\n")
    large = STUDY.replace("replicates: 3", "replicates: 150").replace("arms:\n", "arms:\n  one: { buckets: 1 }\n")
    grown = told.finish(tmp_path / "a", small)
    told("collect", grown, "--only")
    told.finish(tmp_path / "a", large)
    whole = told.finish(tmp_path / "b", large, "--shard", "1/2")
    assert same_but_for(OF_ITS_GROWTH, grown, whole)
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


# --- answers ---

# Luck adds up to 0.3 litres a month, the same to each namesake, so that steps and levels differ by what can be counted.
PAIRED = """
title: Rain
months: 4
replicates: 8
luck: 0.3
arms:
  once: {}
  thrice: { rain: 3 }
  two: { buckets: 2, rain: 2 }
"""


@pytest.fixture(scope="module")
def paired(told, tmp_path_factory):
    return told.finish(tmp_path_factory.mktemp("of") / "b", PAIRED)


def tables(told, out, *words):
    return json.loads(told("compare", out, *words, "--json").stdout)


def test_each_bucket_is_compared_with_its_namesake_on_the_same_luck(told, paired):
    """Three times the rain is 2 more a month for red, 4 for green, 6 for blue, over four months, whatever the luck."""
    effects = tables(told, paired, "--of", "bucket", "--outcome", "level")["effects"]
    thrice = {row["entity"]: row for row in effects if row["arm"] == "thrice"}
    for name, wanted in (("red", 8), ("green", 16), ("blue", 24)):
        assert thrice[name]["difference"] == pytest.approx(wanted, abs=1e-5) and thrice[name]["n"] == 8
        assert thrice[name]["low"] is thrice[name]["high"] is None and thrice[name]["method"] == "all equal"
    two = {row["entity"]: row for row in effects if row["arm"] == "two"}
    assert two["red"]["difference"] is None and two["red"]["missing"] == 8
    assert two["blue"]["difference"] == pytest.approx(12, abs=1e-5)
    assert {row["outcome"] for row in effects} == {"level"}


def test_shares_are_of_the_buckets_that_are_there(told, paired):
    """Twenty litres are many: in `thrice` green and blue of three have them, in `two` blue of two."""
    answer = tables(told, paired, "--of", "bucket")
    shares = {(row["arm"], row["regime"]): row for row in answer["shares"]}
    for arm, high in (("thrice", 2 / 3), ("two", 1 / 2)):
        assert shares[arm, "high"]["mean"] == pytest.approx(high) == pytest.approx(shares[arm, "high"]["difference"])
        assert shares[arm, "low"]["mean"] == pytest.approx(1 - high) and shares[arm, "low"]["mean_against"] == 1
        assert -1 <= shares[arm, "high"]["low"] <= high <= shares[arm, "high"]["high"] <= 1
    regimes = {(row["entity"], row["arm"], row["regime"]): row["count"] for row in answer["regimes"]}
    assert regimes["blue", "two", "high"] == 8 and regimes["green", "two", "high"] == 0 and regimes["red", "two", "low"] == 0


def test_tables_of_entities_go_to_csv_and_hdf5(told, paired, tmp_path):
    told("compare", paired, "--of", "BUCKET", "--csv", tmp_path / "t.csv", "--hdf5", tmp_path / "t.h5")
    with open(tmp_path / "t_shares.csv") as file:
        rows = list(csv.DictReader(file))
    assert [(row["regime"], row["arm"]) for row in rows] == [
        (word, arm) for word in ("low", "high") for arm in ("thrice", "two")]
    with open(tmp_path / "t.csv") as file:
        assert next(csv.DictReader(file))["entity"] == "red"
    with h5py.File(tmp_path / "t.h5") as file:
        assert list(file["effects"]["entity"].asstr()[:2]) == ["red", "red"] and "shares" in file


def test_comparing_runs_knows_nothing_of_entities(told, paired):
    answer = tables(told, paired)
    assert answer["shares"] == [] and "entity" not in answer["effects"][0]


@pytest.mark.parametrize("words, said", [
    (["compare", "OUT", "--of", "pail"], "'pail' is not a kind of entity that has outcomes; those that have are bucket, gap"),
    (["compare", "OUT", "--of", "gap", "--outcome", "steps"], "'steps' is no outcome of a gap; did you mean 'step'?"),
    (["export", "OUT", "--to", "entities", "-o", "-"], "--to entities wants --of KIND"),
    (["export", "OUT", "--to", "entities", "--of", "pail", "-o", "-"], "those that have are bucket, gap"),
    (["check", "UNTIL"], "'level' is an outcome of each BUCKET; here one number a run is wanted"),
])
def test_what_cannot_be_asked_of_entities_is_refused_in_words(told, paired, tmp_path, words, said):
    (tmp_path / "until.yaml").write_text("months: 3\nuntil: { outcome: level, half_width: 1, at_most: 20 }\n")
    places = {"OUT": paired, "UNTIL": tmp_path / "until.yaml"}
    assert said in told(*[places.get(word, word) for word in words], expect=2).stderr


def test_a_model_without_such_outcomes_says_so(toy, tmp_path):
    toy.finish(tmp_path, "months: 2\nreplicates: 2\narms: { a: {}, b: { walk.gain: 0.5 } }\n")
    assert "this model has none" in toy("compare", tmp_path / "out", "--of", "walker", expect=2).stderr


def test_a_row_is_exported_for_each_bucket_that_is_there(told, out):
    lines = told("export", out, "--to", "entities", "--of", "bucket", "-o", "-").stdout.splitlines()
    assert lines[0] == "run,scenario,point,replicate,bucket,level,full"
    assert lines[1:6] == ["0,three,0,0,red,4,low", "0,three,0,0,green,8,low", "0,three,0,0,blue,12,low",
                          "1,two,0,0,green,16,low", "1,two,0,0,blue,24,high"]
    assert len(lines) == 1 + 3 * 5


def test_failed_runs_have_no_entities(told, tmp_path):
    """Nine times the rain is 54 litres a month: more than 500 in twelve months are a flood, which fails the run."""
    text = "months: 12\nreplicates: 2\narms: { calm: {}, flood: { rain: 9 } }\n"
    out = told.finish(tmp_path, text, expect=65)
    lines = told("export", out, "--to", "entities", "--of", "bucket", "-o", "-").stdout.splitlines()
    assert {line.split(",")[1] for line in lines[1:]} == {"calm"}
    assert all(row["n"] == 0 for row in tables(told, out, "--of", "bucket")["effects"])
