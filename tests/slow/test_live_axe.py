"""The page of `cavi live` before axe, the checker of accessibility, which npm brings: no violation in light and dark, wide
and narrow, as it begins, with a moved lever and all that can be unfolded, and after a broken address.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "analysis"))
import browser  # noqa: E402
from programs import BUILD, Program  # noqa: E402


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    """The text of axe-core; the tests are skipped, and say so, where npm cannot bring it."""
    folder = tmp_path_factory.mktemp("axe")
    if not shutil.which("npm"):
        pytest.skip("npm is not installed, and brings axe-core")
    done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, "axe-core@4"],
                          capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        pytest.skip("npm cannot bring axe-core: " + done.stderr[-200:])
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("live") / "page.html"
    Program(BUILD / "cavi")("live", "configs/studies/first_look.yaml", "--replicates", "32", "-o", path)
    return path


MOVED = """const lever = document.getElementById('lever.leaders.acts');
lever.value = 0.4;
lever.dispatchEvent(new Event('input'));
document.querySelectorAll('details').forEach((one) => { one.open = true; });"""


def until_all_is_there(driver):
    time.sleep(0.5)
    for _ in range(1200):
        if driver.execute_script("return settings.every((one) => one.done >= most && one.obstacles) && told.length > 0"):
            return
        time.sleep(0.1)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("state", ["begun", "moved", "told"])
def test_axe_finds_no_violation(axe, page, theme, width, state):
    with browser.chromium() as driver:
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": theme}]})
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False})
        driver.get(f"file://{page}" + ("#v=1&s=mine" if state == "told" else ""))
        until_all_is_there(driver)
        if state == "moved":
            driver.execute_script(MOVED)
            until_all_is_there(driver)
        driver.execute_script(axe)
        driver.set_script_timeout(120)
        found = driver.execute_async_script(
            "const done = arguments[0]; axe.run().then((seen) => done(seen.violations.map((one) =>"
            " [one.id, one.help, one.nodes.map((node) => node.html.slice(0, 200))])))")
        assert found == []
