"""The kernel and the month written again from models/README.md alone (tests/reference) give the same bits.

The program computes REFERENCE_STUDIES random studies (12 unless it is set). The reference computes REFERENCE_MONTHS of each again (24
unless it is set), each from the program's own state of the month before: of all months, those in which the rarest things happen.
"""

import itertools
import os

import pytest
from reference.comparison import Comparison
from reference.rare import REQUIRED
from reference.studies import Study
from reference.world import Model

STUDIES = int(os.environ.get("REFERENCE_STUDIES", 12))
MONTHS_A_STUDY = int(os.environ.get("REFERENCE_MONTHS", 24))


@pytest.fixture(scope="module")
def comparison(cavi):
    return Comparison(Model(cavi("describe", "--markdown").stdout, cavi("params", "--markdown").stdout), MONTHS_A_STUDY)


@pytest.mark.parametrize("number", sorted({*range(STUDIES), 18}))  # in 18 a forum merges that has issues in hand
def test_the_kernel_and_the_reference_agree_to_the_bit(cavi, comparison, number):
    comparison.known.clear()
    assert list(itertools.islice(comparison.differences(cavi, Study(comparison.model, number)), 10)) == []


def test_every_act_has_been_compared_working_and_failing(comparison):
    assert [(act["act"], worked) for act in comparison.model.acts for worked in (0, 1) if not comparison.seen[act["act"], worked]] == []


def test_months_in_which_what_is_rare_happens_have_been_compared(comparison):
    assert [thing for thing in REQUIRED if not comparison.seen[thing]] == []


def test_everything_that_changes_during_a_run_has_been_compared_while_it_changed(comparison):
    state = [name for names in comparison.model.state.values() for name in names]
    assert [name for name in state if not comparison.seen[name, "changes"]] == []
