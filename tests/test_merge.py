"""Runs that were computed in several places become one study: the bytes of computing it whole, or a refusal that says why."""

import shutil

import h5py
import pytest

from programs import UNTIL, blocks, results, seal_results

BASE = "title: Merged\nmonths: 600\nseed: 4711\n"  # 64 runs are a block
DRAWN = "design: {{ random: {{ points: {}, factors: {{ walk.gain: {{ from: 0.1, to: 0.7 }} }} }} }}\n"
# Of each merger: what was computed here and there, and what that is together.
MERGERS = {
    "replicates": (["replicates: 70\n", "replicates: 201\n"], "replicates: 201\n"),
    "points": (["replicates: 3\n" + DRAWN.format(77), "replicates: 3\n" + DRAWN.format(30)], "replicates: 3\n" + DRAWN.format(77)),
    "disjoint arms": (["replicates: 50\narms: { a: {}, b: { walk.gain: 0.3 } }\n", "replicates: 50\narms: { c: { walk.loud: true } }\n"],
                      "replicates: 50\narms: { a: {}, b: { walk.gain: 0.3 }, c: { walk.loud: true } }\n"),
    "overlapping arms": (["replicates: 50\narms: { a: {}, b: { walk.gain: 0.3 } }\n", "replicates: 50\narms: { d: { walk.steps: 5 }, b: { walk.gain: 0.3 } }\n",
                          "replicates: 50\narms: { a: {}, e: { walk.way: down } }\n"],
                         "replicates: 50\narms: { a: {}, b: { walk.gain: 0.3 }, d: { walk.steps: 5 }, e: { walk.way: down } }\n"),
    "the same": (["replicates: 70\n", "replicates: 70\n"], "replicates: 70\n"),
    "histories": (["replicates: 70\nhistories: all\n", "replicates: 70\nhistories: all\n"], "replicates: 70\nhistories: all\n"),
    "until": ([UNTIL, UNTIL], UNTIL),
}


def computed(program, folder, texts, whole=None):
    """Each study in a folder of its own, and the whole one."""
    outs = []
    for name, text in [*enumerate(texts), *([("whole", whole)] if whole else [])]:
        (folder / f"{name}.yaml").write_text(("" if "title" in text else BASE) + text)
        program("run", folder / f"{name}.yaml", "-o", folder / f"{name}")
        outs.append(folder / f"{name}")
    return outs


@pytest.mark.parametrize("name, kept", [(name, "blocks") for name in sorted(MERGERS)] + [
    (name, kept) for name in ("overlapping arms", "until") for kept in ("results alone", "one file")])
def test_what_was_computed_in_several_places_is_the_bytes_of_the_whole(toy, tmp_path, name, kept):
    *parts, whole = computed(toy, tmp_path, *MERGERS[name])
    for i, part in enumerate(parts):
        if kept != "blocks":
            toy("collect", part, "--only")
        if kept == "one file":
            parts[i] = part.with_suffix(".h5")
            shutil.move(part / "results.h5", parts[i])
    before = [path.read_bytes() for part in parts for path in sorted(part.rglob("*")) if path.is_file()]
    assert toy("collect", *parts, "-o", tmp_path / "merged").stderr.endswith(f"runs in {tmp_path}/merged\n")
    toy("collect", *parts, "-o", tmp_path / "merged.h5")
    assert results(tmp_path / "merged") == results(whole) and (tmp_path / "merged.h5").read_bytes() == results(whole)
    assert blocks(tmp_path / "merged") == blocks(whole) and not (tmp_path / "merged.h5.parts").exists()
    assert [path.read_bytes() for part in parts for path in sorted(part.rglob("*")) if path.is_file()] == before
    toy("status", tmp_path / "merged", "--verify")


def test_two_halves_of_one_study_are_the_whole(toy, tmp_path):
    """Each place has only some blocks, as tasks of a cluster that share no folder leave them."""
    *parts, whole = computed(toy, tmp_path, ["replicates: 201\n"] * 2, "replicates: 201\n")
    for i, part in enumerate(parts):
        (part / "results.h5").unlink()
        for number in range(4):
            if number % 2 == i:
                (part / "blocks" / f"{number:06}.block").unlink()
    toy("collect", *parts, "-o", tmp_path / "merged")
    assert results(tmp_path / "merged") == results(whole) and blocks(tmp_path / "merged") == blocks(whole)


def test_single_runs_are_looked_at_in_the_whole(told, tmp_path):
    tale = "title: Merged\nmonths: 5\nluck: 0.31\nsnapshots: { months: [2], replicates: [0] }\nevents: {}\n"
    *parts, whole = computed(told, tmp_path, [f"{tale}replicates: 3\narms: {{ {arm} }}\n" for arm in ("a: {}", "b: { leak: 0.5 }")],
                             tale + "replicates: 3\narms: { a: {}, b: { leak: 0.5 } }\n")
    told("collect", *parts, "-o", tmp_path / "merged")
    assert results(tmp_path / "merged") == results(whole)


def test_cells_of_tables_are_matched_by_name(cavi, tmp_path):
    """Each part names other cells, which stand in another order in the whole."""
    area = """title: Merged
months: 6
replicates: 3
organisations: { yard: { sector: justice }, hall: { sector: council } }
forums: { board: { resource: safety } }
seats: { board: { yard: {}, hall: {} } }
arms: { %s }
"""
    arms = ("a: {}, b: { forums.board.meetings: 3 }", "c: { organisations.yard.staff: 9 }, d: { seats.board.hall.mandate: { path: [[0, 1], [4, 0.5]] } }")
    *parts, whole = computed(cavi, tmp_path, [area % arm for arm in arms], area % ", ".join(arms))
    cavi("collect", *parts, "-o", tmp_path / "merged")
    assert results(tmp_path / "merged") == results(whole)
    cavi("status", tmp_path / "merged", "--verify")


def test_several_places_without_an_output_are_told_what_is_wanting(toy, tmp_path):
    said = toy("collect", tmp_path / "a", tmp_path / "b", expect=2).stderr
    assert "needs -o" in said and "too many" not in said


REFUSED = {
    "seed": (["replicates: 3\n", BASE.replace("4711", "5") + "replicates: 3\n"], 2, "{1}: seed is 5 there and 4711 here"),
    "months": (["replicates: 3\n", BASE.replace("600", "24") + "replicates: 3\n"], 2, "{1}: months is 24 there and 600 here"),
    "parameter": (["replicates: 3\narms: { a: {} }\n", "replicates: 3\narms: { a: { walk.gain: 0.3 } }\n"], 2,
                  "{1}: 'walk.gain' of arm \"a\" is 0.3 there and 0.25 here"),
    "history": (["replicates: 3\nhistories: none\n", "replicates: 3\nhistories: [height]\n"], 2,
                "{1}: keeps history 'height', which the study does not"),
    "replicates of an arm": (["replicates: 5\narms: { a: {} }\n", "replicates: 3\narms: { b: { walk.gain: 0.3 } }\n"], 65,
                             'replicate 3, point 0, arm "b" is in none of the places to merge'),
    "points": (["replicates: 3\ndesign: { latin_hypercube: { points: %d, factors: { walk.gain: plausible } } }\n" % n for n in (5, 6)], 2,
               "{0}: design: all points of a latin_hypercube change with their number (5 there, 6 here)"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_of_no_one_study_is_refused_with_all_that_differs(toy, tmp_path, name):
    texts, status, sentence = REFUSED[name]
    parts = computed(toy, tmp_path, texts)
    said = toy("collect", *parts, "-o", tmp_path / "merged", expect=status).stderr
    assert sentence.format(*parts) in said, said
    assert not (tmp_path / "merged").exists()


def test_runs_that_two_places_hold_must_have_the_same_numbers(toy, tmp_path):
    one, other = computed(toy, tmp_path, ["replicates: 70\n"] * 2)
    toy("collect", other, "--only")
    with h5py.File(other / "results.h5", "r+") as file:
        file["speed"][66] += 1
    seal_results(other / "results.h5", one / "results.h5")
    said = toy("collect", one, other, "-o", tmp_path / "merged", expect=65).stderr
    assert said == (f"error: replicate 66, point 0, arm \"only\" has another 'speed' in {other} than in the places before it; "
                    "nothing is merged\n")
    assert not (tmp_path / "merged").exists()


def test_a_damaged_part_is_not_believed(toy, tmp_path):
    one, other = computed(toy, tmp_path, ["replicates: 70\n", "replicates: 150\n"])
    block = other / "blocks" / "000001.block"
    data = block.read_bytes()
    block.write_bytes(data[:5000] + b"\x55" + data[5001:])
    said = toy("collect", one, other, "-o", tmp_path / "merged", expect=65).stderr
    assert "replicate 70" in said and "block is damaged" in said and not (tmp_path / "merged").exists()
    block.write_bytes(data)
    toy("collect", one, other, "-o", tmp_path / "merged")


def test_the_output_of_a_merger_is_none_of_its_parts(toy, tmp_path):
    one, other = computed(toy, tmp_path, ["replicates: 7\n", "replicates: 15\n"])
    before = results(one)
    assert "is merged, and cannot be the output too" in toy("collect", one, other, "-o", one, expect=2).stderr
    assert results(one) == before
