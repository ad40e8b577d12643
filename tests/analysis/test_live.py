"""The page of `cavi live` in a browser: its runs are those of `cavi run` to the bit, its numbers those of `cavi compare`,
and its settings can be carried away and brought back.
"""

import csv
import io
import json
import sys
import time
from pathlib import Path

import browser
import cavi_results
import h5py
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from programs import BUILD, Program  # noqa: E402

RUNS = 32
COMPARED = ("synergy", "conflict", "delivered", "trust")
STUDY = """title: "A <b>bold</b> & 'plain' question"
question: What if?
months: 30
seed: 7
replicates: 32
world.forums: 2
arms:
  "as it is": {}
  "less <i>money": { context.funding.council: { path: [[0, 1], [24, 0.6]] } }
"""


@pytest.fixture(scope="module")
def cavi():
    return Program(BUILD / "cavi")


@pytest.fixture(scope="module")
def page(cavi, tmp_path_factory):
    """The study's file and its page."""
    folder = tmp_path_factory.mktemp("live")
    (folder / "study.yaml").write_text(STUDY)
    done = cavi("live", folder / "study.yaml", "-o", folder / "page.html", expect=None)
    if "built without the page" in done.stderr:
        pytest.skip("clang makes no WebAssembly here")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def driver():
    with browser.chromium() as started:
        yield started


def ready(driver, path, width=1280):
    """Open a page and wait until all its runs are there."""
    driver.get("about:blank")
    browser.show(driver, path, width)
    return settled(driver)


def settled(driver):
    for _ in range(1200):
        state = driver.find_element("id", "state").text
        if state.startswith(f"{RUNS} of {RUNS}") or "could not" in state or "cannot" in state:
            return state
        time.sleep(0.05)
    raise AssertionError(f"the page came to no end: {state}")


def results_of(path):
    return cavi_results.open(path)


def same(a, b):
    """Equal to the bit, or both absent."""
    return np.float64(a).tobytes() == np.float64(b).tobytes() or (np.isnan(a) and np.isnan(b))


def set_lever(driver, name, value):
    driver.execute_script(
        "const input = document.getElementById('lever.' + arguments[0]); input.value = arguments[1];"
        "input.dispatchEvent(new Event('input'))", name, value)
    time.sleep(0.1)
    return settled(driver)


def test_the_study_that_the_page_saves_gives_its_runs_to_the_bit(driver, page, cavi, tmp_path):
    ready(driver, page / "page.html")
    set_lever(driver, "leaders.acts", 0.5)
    text = driver.execute_script(f"return studyText(about, settings, {RUNS}, byName)")
    table = list(csv.DictReader(io.StringIO(driver.execute_script("return csvText()"))))
    months = driver.execute_script("return settings.map((one) => one.months.map((run) => Array.from(run)))")
    (tmp_path / "saved.yaml").write_text(text)
    cavi("run", tmp_path / "saved.yaml", "-o", tmp_path / "out", "--quiet")
    results = results_of(tmp_path / "out" / "results.h5")
    about = driver.execute_script("return about")
    assert [row["setting"] for row in table[::RUNS]] == ["as it is", "less <i>money", "mine"]
    names = [row["setting"] for row in table[::RUNS]]
    for run, (name, replicate) in enumerate(zip(results["scenario"].values, results["replicate"].values)):
        arm = names.index(name)
        row = table[arm * RUNS + replicate]
        for outcome in about["outcomes"]:
            if not outcome["choices"]:
                assert same(results[outcome["name"]].values[run], float(row[outcome["name"]] or "nan")), (run, outcome["name"])
        page_months = np.array(months[arm][replicate], dtype=np.float32).reshape(len(about["histories"]), -1)
        for place, one in enumerate(about["histories"]):
            name = one["name"] + "_by_month" if one["name"] + "_by_month" in results else one["name"]
            assert np.array_equal(page_months[place], results[name].values[run]), (run, name)
    assert not np.array_equal(months[1][0], months[2][0]), "the moved lever changed something"


def test_means_and_differences_are_those_of_compare(driver, page, cavi, tmp_path):
    ready(driver, page / "page.html")
    cavi("run", page / "study.yaml", "-o", tmp_path / "out", "--quiet")
    told = json.loads(cavi("compare", tmp_path / "out", *(word for name in COMPARED for word in ("--outcome", name)), "--json").stdout)
    rows = told["effects"]
    shown = driver.execute_script(
        "return Array.from(document.querySelectorAll('#table tbody tr')).map((row) => Array.from(row.children).map((cell) => cell.textContent))")
    for outcome in COMPARED:
        cells = next(row for row in shown if row[0].startswith(outcome.replace("_", " ") + ","))
        row = next(row for row in rows if row.get("outcome") == outcome and row.get("arm") == "less <i>money")
        said = driver.execute_script("return arguments[0].map(said)", [row["mean"], row["difference"], row["low"], row["high"]])
        assert cells[2:4] == [said[0], f"{said[1]} ({said[2]} to {said[3]})"], (cells, row)


def test_a_setting_comes_back_from_the_address(driver, page):
    ready(driver, page / "page.html")
    set_lever(driver, "leaders.acts", 0.4)
    address = driver.current_url
    before = driver.execute_script("return settings[2].runs.map((run) => run[0])")
    driver.get("about:blank")
    driver.get(address)
    settled(driver)
    assert driver.execute_script("return settings[2].changes") == {"leaders.acts": 0.4}
    assert driver.execute_script("return settings[2].runs.map((run) => run[0])") == before


@pytest.mark.parametrize("address, said", [
    ("v=1&s=mine%0Aas it is%0A", "is of version 1 of the model"),
    ("v={version}&s=mine%0Aas it is%0Aleaders.actz=1", 'there is no setting "leaders.actz"'),
    ("v={version}&s=mine%0Aas it is%0Aleaders.acts=9", 'leaders.acts cannot be "9": it lies between 0 and 3'),
    ("v={version}&s=mine%0Anobody%0A", 'the study has no arm "nobody"'),
])
def test_a_broken_address_is_told_and_the_study_is_shown(driver, page, address, said):
    version = driver.execute_script("return typeof about === 'undefined' ? null : about.version") or ready(driver, page / "page.html") and \
        driver.execute_script("return about.version")
    driver.get("about:blank")
    driver.get(f"file://{page / 'page.html'}#" + address.format(version=version).replace(" ", "%20"))
    state = settled(driver)
    assert said in state and "The page shows the study as it is" in state
    assert driver.execute_script("return settings.map((one) => one.name)") == ["as it is", "less <i>money", "mine"]


def test_names_stay_text_and_nothing_complains(driver, page):
    driver.get_log("browser")
    ready(driver, page / "page.html")
    assert driver.find_element("id", "title").text == "A <b>bold</b> & 'plain' question"
    assert driver.execute_script("return document.querySelectorAll('main b, main i.i, header b').length") == 0
    assert browser.complaints(driver) == []


@pytest.mark.parametrize("width", [360, 768, 1920])
def test_nothing_is_wider_than_the_window(driver, page, width):
    ready(driver, page / "page.html", width)
    assert driver.execute_script("return document.documentElement.scrollWidth") <= width


def test_the_page_is_small_and_loads_nothing(driver, page):
    """Its size, and what the browser says that it fetched."""
    assert (page / "page.html").stat().st_size < 2_000_000
    ready(driver, page / "page.html")
    fetched = driver.execute_script("return performance.getEntriesByType('resource').map((one) => one.name)")
    assert [name for name in fetched if not name.startswith(("blob:", "data:"))] == []


def test_the_map_shows_each_board_with_its_seats_month_by_month(driver, page):
    """Two boards of 12 seats, all filled in the first month; trust on them is that of the curve's first month."""
    ready(driver, page / "page.html")
    for _ in range(200):
        if driver.find_elements("css selector", "#story li"):
            break
        time.sleep(0.05)
    assert len(driver.find_elements("css selector", "#map .board")) == 2
    assert len(driver.find_elements("css selector", "#map .seat")) == 24
    trust = driver.execute_script("const h = about.histories.findIndex((one) => one.name === 'trust'); return settings[0].months[0][h * about.months]")
    shown = driver.execute_script("return [0, 1].map((f) => mapped.kept.trust_mean.values[f])")
    assert abs(sum(shown) / 2 - trust) < 1e-6
    assert driver.execute_script("return mapped.kept.filled.values.slice(0, 24).every((one) => one === 1)")


def test_a_run_is_told_in_the_words_of_story(driver, page, cavi, tmp_path):
    ready(driver, page / "page.html")
    cavi("run", page / "study.yaml", "-o", tmp_path / "out", "--quiet")
    lines = cavi("story", tmp_path / "out", "--run", "0").stdout.splitlines()[2:]
    for _ in range(200):
        if driver.find_elements("css selector", "#story li"):
            break
        time.sleep(0.05)
    told = driver.execute_script("return Array.from(document.querySelectorAll('#story li')).map((one) => one.textContent)")
    assert len(told) > 10 and told == lines


def test_obstacles_are_counted_as_the_events_say(driver, page, cavi, tmp_path):
    ready(driver, page / "page.html")
    for _ in range(200):
        if driver.find_elements("css selector", ".obstacle"):
            break
        time.sleep(0.05)
    counts = driver.execute_script("return settings[0].obstacles.rows.reduce((sum, row) => sum + row[3], 0)")
    (tmp_path / "events.yaml").write_text(STUDY + "events: { replicates: [" + ", ".join(str(k) for k in range(16)) + "] }\n")
    cavi("run", tmp_path / "events.yaml", "-o", tmp_path / "out", "--quiet")
    with h5py.File(tmp_path / "out" / "results.h5") as file:
        kinds = file["/events/kind"].attrs["flag_meanings"].split()
        acts = file["/events/kind"][:] == kinds.index("act")
        runs = file["/events/run"][:]
    first_arm = results_of(tmp_path / "out" / "results.h5")["scenario"].values[runs] == "as it is"
    assert counts == (acts & first_arm).sum() > 0


def test_over_drawn_worlds_runs_are_those_of_run_and_signs_are_counted(driver, cavi, tmp_path):
    (tmp_path / "worlds.csv").write_text("world,trust.gain\n" + "".join(f"{7 * k + 1},{0.05 + 0.001 * k}\n" for k in range(20)))
    (tmp_path / "study.yaml").write_text(STUDY + "worlds: worlds.csv\n")
    cavi("live", tmp_path / "study.yaml", "-o", tmp_path / "page.html")
    cavi("run", tmp_path / "study.yaml", "-o", tmp_path / "out", "--quiet", "--replicates", "8")
    ready(driver, tmp_path / "page.html")
    driver.execute_script("worldsRun()")
    for _ in range(400):
        if driver.execute_script("return many && many.each === 8"):
            break
        time.sleep(0.05)
    results = results_of(tmp_path / "out" / "results.h5")
    synergy = np.array(results["synergy"].values).reshape(8, 20, 2)
    means = (synergy[:, :, 1] - synergy[:, :, 0]).mean(axis=0)
    page_means = driver.execute_script("return Array.from(many.sums[1][outcomeAt('synergy')], (sum) => sum / 8)")
    assert np.allclose(means, page_means, atol=1e-12)
    own = driver.execute_script(
        "return estimate(differences(column(settings[1], outcomeAt('synergy'), 32), column(settings[0], outcomeAt('synergy'), 32))).mean")
    same = int((np.sign(means) == np.sign(own)).sum())
    assert f"in {same} of 20 plausible worlds the sign is the same" in driver.find_element("id", "worlds").text


def test_a_cell_that_follows_a_path_does_so_in_the_page(driver, cavi, tmp_path):
    study = STUDY.replace("world.forums: 2\n", "").replace(
        "  \"as it is\": {}\n", "  \"as it is\": { forums.safeguarding_board.meetings: { path: [[0, 12], [20, 2]] } }\n")
    (tmp_path / "study.yaml").write_text("extends: %s\n" % (Path("configs/scenarios/childrens_services.yaml").resolve()) + study)
    done = cavi("live", tmp_path / "study.yaml", "-o", tmp_path / "page.html", expect=None)
    assert done.returncode == 0, done.stderr
    cavi("run", tmp_path / "study.yaml", "-o", tmp_path / "out", "--quiet", "--replicates", "16")
    ready(driver, tmp_path / "page.html")
    results = results_of(tmp_path / "out" / "results.h5")
    page = driver.execute_script("return settings[0].runs.slice(0, 16).map((run) => run[outcomeAt('synergy')])")
    assert [same(a, b) for a, b in zip(results["synergy"].values[results["scenario"].values == "as it is"], page)] == [True] * 16


def test_every_control_has_a_name(driver, page):
    ready(driver, page / "page.html")
    unnamed = driver.execute_script(
        "return Array.from(document.querySelectorAll('input, select, button')).filter((one) => !(one.textContent.trim() && one.tagName === 'BUTTON')"
        " && !one.getAttribute('aria-label') && !(one.labels && one.labels.length)).map((one) => one.id)")
    assert unnamed == []


def test_a_design_is_refused_in_words(cavi, tmp_path):
    (tmp_path / "study.yaml").write_text("title: T\nmonths: 3\ndesign: { grid: { leaders.acts: [0.1, 0.2] } }\n")
    done = cavi("live", tmp_path / "study.yaml", "-o", tmp_path / "page.html", expect=2)
    assert "a page has sliders instead" in done.stderr and not (tmp_path / "page.html").exists()
