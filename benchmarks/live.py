#!/usr/bin/python3
"""The model in a page, beside the native program, in one run: live.py BUILD [ROUNDS].

Runs a second of CPU time of one thread of the page and of the native kernel without lanes (v3_1), in turn, and the median
of their ratios; the same of two threads against one; then the time from opening the page to the first curve, and from
moving a lever to its curve. CPU time is that of the threads that compute, so that a busy machine disturbs it little; the
times to a curve are by the clock, and the least of all rounds is the one to look at. The first curve shows runs that
were computed when the page was made; the page's own first runs take its place.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "tests" / "analysis"))
import browser  # noqa: E402

STUDY = HERE / "configs" / "studies" / "first_look.yaml"
RUNS = 96
WATCH = """new MutationObserver(() => {
  const drawn = document.querySelector('#curves svg');
  if (!drawn || drawn === window.drawnLast) return;
  window.drawnLast = drawn;
  (window.curvesAt ??= []).push(performance.now());
}).observe(document, { childList: true, subtree: true });"""
COMPUTE = """const [threads, runs, done] = arguments;
(async () => {
  const pool = new Pool(startThreads(threads), { kind: "open", wasm: bytes("wasm"), study: bytes("study"), series });
  const share = async (from, until) => {
    for (let first = from; first < until; first += LANES) await pool.one({ kind: "run", arm: 0, first });
  };
  const half = () => Promise.all(pool.members.map((_, k) => share(k * runs, (k + 1) * runs)));
  await half(); // until the browser has compiled what is called often
  window.went = null;
  window.go = async () => { const began = performance.now(); await half(); window.went = (performance.now() - began) / 1000; };
  done(pool.members.length);
})();"""
MOVE = """const [value, done] = arguments, began = performance.now();
const seen = new MutationObserver(() => { seen.disconnect(); done((performance.now() - began) / 1000); });
seen.observe(at('curves'), { childList: true });
const lever = document.getElementById('lever.leaders.acts');
lever.value = value;
lever.dispatchEvent(new Event('input'));"""


def native_seconds(build, folder, replicates):
    """CPU seconds of the native program, without lanes, on one thread."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([build / "cavi", "run", STUDY, "-o", folder / f"out{time.monotonic_ns()}", "--replicates", str(replicates),
                    "--threads", "1", "--kernel", "v3_1", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def threads_of(driver):
    """CPU seconds so far of each thread that computes, in all processes of the browser."""
    seconds = {}
    for task in Path("/proc").glob("[0-9]*/task/[0-9]*"):
        try:
            if (task / "comm").read_text().startswith("DedicatedWorker"):
                seconds[task] = int((task / "schedstat").read_text().split()[0]) / 1e9
        except OSError:  # it has ended
            pass
    return seconds


def page_rates(driver, page, threads):
    """Runs a second of CPU time and by the clock, of so many threads at once."""
    browser.show(driver, page, 1280)
    while not driver.execute_script("return typeof pool !== 'undefined' && pool && settings.every((one) => one.done >= most)"):
        time.sleep(0.2)
    known = threads_of(driver)
    driver.execute_async_script(COMPUTE, threads, RUNS)
    before = {task: seconds for task, seconds in threads_of(driver).items() if task not in known}
    driver.execute_script("go()")
    while (went := driver.execute_script("return went")) is None:
        time.sleep(0.1)
    after = threads_of(driver)
    return sum(RUNS / (after[task] - seconds) for task, seconds in before.items() if after[task] - seconds > 0.05), threads * RUNS / went


def opening(driver, page):
    """Seconds from opening to the first curve and to that of the page's own runs; and from each of three moves to its curve."""
    driver.get("about:blank")
    browser.show(driver, page, 1280)
    while not driver.execute_script("return window.curvesAt && settings.every((one) => one.done >= most)"):
        time.sleep(0.2)
    moves = []
    for value in (0.4, 0.6, 0.8):
        moves.append(driver.execute_async_script(MOVE, value))
        time.sleep(0.5)
    first, own = driver.execute_script("return curvesAt.slice(0, 2)")
    return first / 1000, own / 1000, moves


def main(build, rounds):
    with tempfile.TemporaryDirectory() as name, browser.chromium() as driver:
        folder, rows, opened, own, moved = Path(name), [], [], [], []
        driver.set_script_timeout(600)
        page = folder / "page.html"
        subprocess.run([build / "cavi", "live", STUDY, "--replicates", "16", "-o", page], check=True)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        for _ in range(rounds):
            idle = native_seconds(build, folder, 1)
            native = 2 * (RUNS - 1) / (native_seconds(build, folder, RUNS) - idle)
            rows.append((native, page_rates(driver, page, 1), page_rates(driver, page, 2)))
            first, second, moves = opening(driver, page)
            opened.append(first)
            own.append(second)
            moved += moves
        ratios = [one[0] / native for native, one, _ in rows], [two[0] / one[0] for _, one, two in rows], [two[1] / one[1] for _, one, two in rows]
        print(f"first look, 120 months, {page.stat().st_size} bytes; {rounds} rounds, load {os.getloadavg()[0]:.0f} on {os.cpu_count()} cores")
        print(f"runs a second of CPU time, greatest: native without lanes {max(row[0] for row in rows):.0f}, page {max(row[1][0] for row in rows):.0f}")
        print(f"one thread of the page against native without lanes: {statistics.median(ratios[0]):.2f} (from {min(ratios[0]):.2f} to {max(ratios[0]):.2f})")
        print(f"two threads against one: {statistics.median(ratios[1]):.2f} in CPU time, {statistics.median(ratios[2]):.2f} by the clock (needs two idle cores)")
        print(f"first curve after opening: {min(opened):.2f} s at best, median {statistics.median(opened):.2f} s")
        print(f"curves of the page's own first runs: {min(own):.2f} s at best, median {statistics.median(own):.2f} s")
        print(f"curve after a move: {min(moved):.2f} s at best, median {statistics.median(moved):.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
