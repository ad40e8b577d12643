"""What a change touches: docs/extending.md says it, and here one of each is added to a copy of the sources."""

import platform
import re
import shutil
import subprocess

import h5py
import pytest

from programs import BUILD, ROOT, Program

KERNEL = "v3_1" if platform.machine() == "x86_64" else "generic_1"
REFERENCE = "tests/reference/*.py"
STUDY = """
title: One of each
months: 6
replicates: 1
histories: all
events: {}
leaders.policy: fixed
leaders.directive_share: 0
leaders.acts: 3
arms:
  all: {}
  calm: { people.calm: 1 }
  no feast: { without: [feast] }
"""


def places():
    """Files of each kind of change, from the table of the page."""
    table = (ROOT / "docs/extending.md").read_text().split("## What a change touches")[1].split("\n## ")[0]
    return {name: set(re.findall(r"`([^`]+)`", files)) for name, files in re.findall(r"^\| ([a-z ]+) \| (`.*) \|$", table, re.M)}


class Sources:
    """A copy of the sources, which notes the files that are changed by the names that the page has for them."""

    def __init__(self, root):
        self.root, self.touched = root, set()
        for folder in (".ci", "sim", "models", "analysis/live", "tests/models", "tests/reference", "tests/slow"):
            shutil.copytree(ROOT / folder, root / folder)
        for file in ("Makefile", "tests/test_command.py"):
            shutil.copy2(ROOT / file, root / file)

    def after(self, place, line, text):
        """Add text behind the one line that begins so."""
        self.touched.add(place)
        path = next(self.root.glob(place))
        begin, found, rest = path.read_text().partition("\n" + line)
        assert found and "\n" + line not in rest, f"{place} has not one line '{line}'"
        end, _, rest = rest.partition("\n")
        path.write_text(f"{begin}{found}{end}\n{text}\n{rest}")

    def append(self, place, text):
        self.touched.add(place)
        path = next(self.root.glob(place))
        path.write_text(f"{path.read_text()}\n{text}\n")

    def create(self, place, name, text):
        self.touched.add(place)
        (self.root / place.replace("NAME", name)).write_text(text)

    def rule(self, section, text, reference, test, case):
        """What each change of results touches too: the version, the ODD, the reference and a test."""
        path = self.root / "models/parameters.def"
        self.touched.add("models/parameters.def")
        path.write_text(re.sub(r"^VERSION\((\d+)\)$", lambda m: f"VERSION({int(m[1]) + 1})", path.read_text(), flags=re.M))
        self.after("models/README.md", section, text)
        self.append(REFERENCE, reference)
        self.append(test, case)


def add_act(to):
    to.after("models/acts.def", "ACT(pilot, ",
             'ACT(rest, FACILITATIVE, empty_table, PARTICIPANT, HOME, OPEN, lets_all_rest, "2c", "Rest together")')
    to.after("models/acts.c", "/* --- unclear standing --- */", "static void act_rest(const struct deed *d)\n{\n    AT(language, d->f) = R(1);\n}\n")
    to.rule("### 7.6 ", "\n`rest` makes language 1.", "def act_rest(forum):\n    forum.language = 1",
            "tests/models/test_acts.c", "Test(acts, rest_gives_a_common_language)\n{\n    ACT_DOES(rest);\n    cr_expect(IT(language, FORUM_A) == 1);\n}")


def add_rule(to):
    to.after("models/parameters.def", "REAL(people, healing, ",
             'REAL(people, calm, 0.0, 0.0, 1.0, 0.0, 0.5, "share", UNCERTAINTY, "Frustration that goes at once", "assumed")')
    to.after("models/people.h", '#include "../sim/lanes.h"',
             "\n/** Frustration that is left. */\nRULE real people_calmed(real frustration, real calm)\n{\n    return frustration * (R(1) - calm);\n}")
    to.after("models/people.c", "        now->frustration[s][lane] = filled * people_stock(",
             "        now->frustration[s][lane] = people_calmed(now->frustration[s][lane], p->people_calm[lane]);")
    to.rule("### 7.8 ", "\n`frustration = frustration * (1 - people.calm)`", "def calmed(frustration, calm):\n    return frustration * (1 - calm)",
            "tests/models/test_people.c", "Test(people, are_calmed)\n{\n    expect_is(people_calmed(0.43f, 0.2f), 0.344);\n}")


def add_outcome(to):
    to.after("models/outcomes.def", "OUTCOME(moved_directive, ", 'OUTCOME(length, "months", 0.0, INFINITY, "Months of the run")')
    to.after("models/fates.c", "    out[OUTCOME_stall][lane] = ", "    out[OUTCOME_length][lane] = months;")
    to.rule("### 7.11 ", "\n`length = months`", "def length(months):\n    return months",
            "tests/models/test_outcomes.c", "Test(outcomes, have_the_length_of_the_run)\n{\n}")


def add_outcome_of_an_entity(to):
    to.after("models/outcomes.def", "OUTCOME_OF(FORUM, attendance, ", 'OUTCOME_OF(FORUM, places, "seats", 0.0, INFINITY, "Seats, filled or not")')
    to.after("models/fates.c", "        life[f][lane] = now->life[f][lane];", "        outcome_of(pack, OUTCOME_OF_FORUM_places)[f][lane] = w->forum[f].seats;")
    to.rule("| agreements, deliveries, life |", "\nplaces = seats of the forum.", "def places(forum):\n    return forum.n",
            "tests/models/test_chapters.c", "Test(outcomes, have_the_places_of_a_forum)\n{\n}")


def add_phase(to):
    to.after("models/schedule.def", "PHASE_OF(structure, ", 'PHASE_OF(feast, people_feast, "People feast, and are committed again (H4)")')
    to.append("models/users.c", "PHASE people_feast(struct sim_pack *pack)\n{\n    HERE(pack);\n    for (int s = 0; s < w->seats; s++)\n"
              "        LANES\n            now->commitment[s][lane] = now->filled[s][lane];\n}")
    to.rule("### 7.10 ", "\n`commitment = filled`", "def feast(seat):\n    seat.commitment = seat.filled",
            "tests/models/test_chapters.c", "Test(people, are_committed_after_a_feast)\n{\n}")


def add_event(to):
    to.after("models/events.def", "EVENT(begun, ", 'EVENT(full, FORUM, NOBODY, "{entity} is full", "All seats of a forum are filled")')
    to.after("models/events.c", "    leader_events(m);",
             "    for (int f = 0; f < m->w->forums; f++)\n        if (IS(members, f) == m->w->forum[f].seats) {\n"
             "            report_plain(m, EVENT_full, f, -1);\n        }")
    to.append("tests/models/test_events.c", "Test(events, tell_of_forums_that_are_full)\n{\n}")


def add_command(to):
    to.create("sim/cli/NAME.c", "greet", '#include <stdio.h>\n\n#include "commands.h"\n\n'
              "enum sim_status sim_command_greet(const struct sim_model *model, int argc, char **argv)\n{\n"
              '    (void)argc;\n    (void)argv;\n    printf("this is %s\\n", model->name);\n    return SIM_OK;\n}\n')
    to.after("sim/cli/commands.h", "enum sim_status sim_command_version(",
             "enum sim_status sim_command_greet(const struct sim_model *model, int argc, char **argv);")
    to.after("sim/cli/commands.c", "const struct sim_command sim_commands[] = {", '    { "greet", "", "say who is there", "", sim_command_greet },')
    to.append("tests/test_command.py", "def test_greet_says_the_name_of_the_model(cavi):\n    assert 'collaboration' in cavi('greet').stdout")


CHANGES = {"act": add_act, "rule with a parameter": add_rule, "outcome": add_outcome, "outcome of an entity": add_outcome_of_an_entity, "phase": add_phase, "event": add_event, "command": add_command}


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The copy with all changes made, and what each of them touched."""
    sources, touched = Sources(tmp_path_factory.mktemp("sources")), {}
    for name, add in CHANGES.items():
        sources.touched = set()
        add(sources)
        touched[name] = sources.touched
    return sources, touched


@pytest.fixture(scope="module")
def results(changed):
    """The changed program, built from the objects that are there and one small kernel, and a study that it computed."""
    root = changed[0].root
    for folder in ("models", "sim"):
        shutil.copytree(BUILD / folder, root / "build" / folder)
    shutil.copy2(BUILD / "libsim.a", root / "build/libsim.a")
    done = subprocess.run(["make", "-j2", "-o", "build/command", "B=build", f"KERNELS={KERNEL}", "CFLAGS=-O0", "WASM=false", "build/cavi"], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    cavi = Program(root / "build/cavi")
    cavi.finish(root, STUDY)
    with h5py.File(root / "out/results.h5") as file:
        yield cavi, file


def test_the_page_names_every_kind_of_change():
    assert set(places()) == set(CHANGES)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_touches_the_files_that_the_page_names_and_no_others(name, changed):
    assert changed[1][name] == places()[name]


@pytest.mark.parametrize("name", ["act", "rule with a parameter"])
def test_an_act_or_a_rule_with_a_parameter_touches_at_most_six_files(name):
    assert len(places()[name]) <= 6


def test_a_new_act_is_chosen_and_its_numbers_are_parameters(results):
    cavi, _ = results
    assert " lets all rest: " in cavi("story", cavi.path.parent.parent / "out", "--run", 0).stdout
    assert "| rest |" in cavi("describe", "--markdown").stdout.replace("`", "")


def test_a_new_rule_does_what_its_parameter_says(results):
    frustration = results[1]["frustration"][:]
    assert frustration[0].max() > 0 and frustration[1].max() == 0


def test_a_new_outcome_is_in_the_results(results):
    assert list(results[1]["length"]) == [6, 6, 6]


def test_a_new_outcome_of_a_forum_is_in_the_results(results):
    assert results[1]["forum_places"][:].tolist() == [[12], [12], [12]]


def test_a_new_phase_changes_the_month_and_can_be_left_out(results):
    commitment = results[1]["commitment"][:]
    assert (commitment[0] == 1).all() and (commitment[2] < 1).all()


def test_a_new_event_is_told(results):
    cavi, file = results
    assert "is full" in cavi("story", cavi.path.parent.parent / "out", "--run", 0).stdout


def test_a_new_command_answers(results):
    assert results[0]("greet").stdout == "this is collaboration\n"
