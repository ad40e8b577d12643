"""Cells of tables by name: what is wrong with one is said, and very many of them are bounded."""

import re
import resource
import subprocess

import pytest
from programs import BUILD, ROOT

AREA = f"extends: {ROOT}/configs/scenarios/childrens_services.yaml\nmonths: 48\nreplicates: 1\n"
BOARD = "forums.safeguarding_board"


def checked(folder, text, *options, status=2):
    study = folder / "study.yaml"
    study.write_text(AREA + text)
    done = subprocess.run([BUILD / "cavi", "check", study.name, *options], cwd=folder, capture_output=True, text=True, timeout=100,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)))
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("text, said", [
    ("forums.safegarding_board.meetings: 3", f"no such row; did you mean '{BOARD}.meetings'?"),
    ("seats.safeguarding_board.polise.mandate: 1", "no such row; did you mean 'seats.safeguarding_board.police.mandate'?"),
    (f"{BOARD}.meting: 3", "'meting' is no column of forums; did you mean 'meetings'?"),
    (f"{BOARD}.meetings: 99", "= 99 is outside 0..52 (a year)"),
    (f"{BOARD}.rule: {{ path: [[0, consensus], [9, majority]] }}", "is structure, which is the same in all months"),
    (f"{BOARD}.lead: {{ path: [[0, police]] }}", "is structure, which is the same in all months"),
    (f"design: {{ grid: {{ {BOARD}.lead: [police] }} }}", "says who belongs to whom"),
    (f"design: {{ grid: {{ {BOARD}.meetings: [3, 6] }} }}\narms: {{ a: {{}}, b: {{ {BOARD}.meetings: 3 }} }}", "is varied by the design and set by arm 'b'"),
    (f"{BOARD}.meetings: 3\n{BOARD}.meetings: 4", "study.yaml:5"),
    ("contxt.funding: 1", "did you mean 'context.funding'?"),
    ("monts: 3", "'monts' is no key here; did you mean 'months'?"),
])
def test_what_is_wrong_with_a_name_is_said(tmp_path, text, said):
    assert said in checked(tmp_path, text + "\n")


def test_a_design_over_a_path_says_where_the_path_stands(tmp_path):
    text = f"{BOARD}.meetings: {{ path: [[0, 3]] }}\ndesign: {{ grid: {{ {BOARD}.meetings: [3, 6] }} }}\n"
    assert f"follows a path in arm 'only' (study.yaml:4:{len(BOARD) + 20})" in checked(tmp_path, text)


def test_a_cell_is_set_on_the_command_line(tmp_path):
    assert f"by name: {BOARD}.meetings\n" in checked(tmp_path, "", "--set", f"{BOARD}.meetings=3", status=0)
    assert "is outside 0..52" in checked(tmp_path, "", "--set", f"{BOARD}.meetings=99")


def test_check_says_which_path_reaches_beyond_the_run(tmp_path):
    text = f"arms: {{ a: {{}}, b: {{ {BOARD}.meetings: {{ path: [[30, 3], [90, 2]] }} }} }}\n"
    assert f"'{BOARD}.meetings' follows a path to month 90; the last month of the run is 47" in checked(tmp_path, text, status=0)


def test_check_says_nothing_of_a_path_that_only_the_scenario_lets_go_on_after_the_run(tmp_path):
    assert "beyond" not in checked(tmp_path, "title: Four years of ten\n", status=0)
    assert "follows a path" not in checked(tmp_path, "title: Four years of ten\n", status=0)


def test_check_says_in_one_line_which_of_a_studys_own_paths_go_on_after_the_run(tmp_path):
    text = "arms: { a: { context.demand: { path: [[0, 1], [60, 2]] } }, b: { trust.start: { path: [[40, 0.2], [99, 0.4]] } } }\n"
    said = [line for line in checked(tmp_path, text, status=0).splitlines() if "follows a path" in line]
    assert [line.partition(": ")[2] for line in said] == [
        "'context.demand' (and 1 more) follows a path to month 60; the last month of the run is 47"]


def test_tens_of_thousands_of_cells_are_refused_and_a_path_of_a_hundred_thousand_points_is_too(tmp_path):
    rows = "".join(f"  o{i}: {{ staff: 5 }}\n" for i in range(200))
    seats = "".join(f"  f{f}: {{ {', '.join(f'o{i}: {{}}' for i in range(200))} }}\n" for f in range(10))
    forums = "".join(f"  f{f}: {{}}\n" for f in range(10))
    (tmp_path / "area.yaml").write_text(f"organisations:\n{rows}forums:\n{forums}seats:\n{seats}")
    cells = [f"seats.f{f}.o{i}.{column}" for f in range(10) for i in range(200) for column in ("mandate", "salience", "influence", "present")]
    arms = "".join(f"  a{a}:\n" + "".join(f"    {cell}: 1\n" for cell in cells[a % 2 * 4000:][:4000]) for a in range(8))
    study = tmp_path / "many.yaml"
    study.write_text(f"extends: area.yaml\nmonths: 12\narms:\n{arms}")
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))  # noqa: E731
    done = subprocess.run([BUILD / "cavi", "check", study], capture_output=True, text=True, timeout=200, preexec_fn=limit)
    assert done.returncode == 2 and "a study names at most 4096 cells of tables" in done.stderr
    points = ",".join(f"[{i},3]" for i in range(100000))
    assert "a path is a list of 1 to 10000 points" in checked(tmp_path, f"{BOARD}.meetings: {{ path: [{points}] }}\n") or len(points) > 1 << 20


def test_no_number_in_a_story_has_more_than_three_figures(tmp_path):
    (tmp_path / "study.yaml").write_text(AREA.replace("months: 48", "months: 120"))
    cavi = [BUILD / "cavi", "run", "study.yaml", "-o", "out", "--quiet"]
    subprocess.run(cavi, cwd=tmp_path, check=True)
    told = subprocess.run([BUILD / "cavi", "story", "out", "--run", "0"], cwd=tmp_path, check=True, capture_output=True, text=True)
    numbers = re.findall(r"(?<![\w-])\d+(?:\.\d+)?(?![\w-])", "\n".join(line.partition("): ")[2] for line in told.stdout.splitlines()))
    assert len(numbers) > 2 and all(len(number.replace(".", "").lstrip("0")) <= 3 for number in numbers), numbers
