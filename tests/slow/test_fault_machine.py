"""Random faults: kills at any write, changed bytes in any file, full disks, limits, several writers, collectors and readers,
and studies that grow meanwhile. Each trial ends with the bytes of an unbroken run. CAVI_FAULTS says how many trials
(500), CAVI_FAULT_SEED with which seed, and CAVI_FAULT=NUMBER repeats one by its number.
"""

import concurrent.futures
import os

from fault_trials import trial, wholes

SEED = int(os.environ.get("CAVI_FAULT_SEED", 20103))
ONE = os.environ.get("CAVI_FAULT")
NUMBERS = [int(ONE)] if ONE else range(int(os.environ.get("CAVI_FAULTS", 500)))


def test_random_faults_end_with_the_bytes_of_an_unbroken_run_or_with_one_true_sentence(tmp_path):
    whole = wholes(tmp_path)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [said for said in pool.map(lambda number: trial(whole, tmp_path, SEED, number), NUMBERS) if said]
    assert not found, f"seed {SEED}, {len(found)} of {len(NUMBERS)} trials:\n" + "\n".join(found)
