"""The order of rows is no part of the theory: the same area with its seats in another order has the same distributions.

Rows that are alike but for their order may take turns (the first of equals leads, holds or is spoken to), so that in this area
no two seats of a forum are alike.
"""

import h5py
import numpy as np
import pytest
from scipy.stats import ks_2samp

REPLICATES = 16000
ERROR = 0.001  # chance that the test of an order fails though no outcome differs
HEAD = f"title: Order of rows\nmonths: 60\nreplicates: {REPLICATES}\nhistories: none\nworld.issues: 3\n"
ORGANISATIONS = """organisations:
  council: { sector: council, staff: 83, resource: care, second: health, interest: 1.1 }
  housing: { sector: council, staff: 41, resource: home, second: livelihood, parent: council, interest: 0.8 }
  trust: { sector: health, staff: 71, resource: health }
  police: { sector: justice, staff: 63, resource: safety, interest: 0.9 }
  school: { sector: schools, staff: 52, resource: learning, second: care }
  charity: { sector: voluntary, staff: 13, resource: livelihood, second: home, commissioner: council, interest: 1.4 }
  hospice: { sector: voluntary, staff: 9, resource: health, second: care, interest: 1.2 }
"""
FORUMS = """forums:
  board: { resource: care, rule: three_quarters, meetings: 8, working_group: true, lead: council }
  panel: { resource: safety, rule: majority, meetings: 10, origin: imposed, governance: lead_organisation, lead: police }
  circle: { resource: home, rule: consensus, meetings: 9, origin: emerged, governance: fabric }
"""
# What a seat weighs, may decide and keeps in mind; one of each forum is empty at first.
SEATS = {
    "board": {"council": (2.0, 1.3, 1.0), "trust": (1.4, 1.1, 0.9), "school": (1.2, 0.7, 1.1), "police": (1.0, 0.9, 0.6),
              "charity": (0.8, 1.2, 1.3), "hospice": (0.6, 0.8, 1.2), "housing": (0.9, 0.6, 0)},
    "panel": {"police": (1.9, 1.2, 1.1), "council": (1.5, 1.0, 0.8), "housing": (1.1, 0.8, 0.9), "school": (0.9, 1.1, 0.7), "charity": (0.7, 1.3, 0)},
    "circle": {"charity": (1.6, 1.4, 1.2), "housing": (1.3, 0.9, 1.0), "hospice": (1.0, 1.2, 1.1), "trust": (0.7, 0.6, 0.8), "school": (0.8, 1.0, 0)},
}
WHO = {"council": 1, "charity": 1}  # one person in all seats of its organisation
ORDERS = {"as they are": list, "turned round": lambda rows: rows[::-1], "dealt out": lambda rows: rows[1::2] + rows[::2]}


def area(order, seats):
    rows = {forum: order(list(here.items())) for forum, here in seats.items()}
    text = "".join(f"  {forum}: {{ " + ", ".join(
        f"{name}: {{ influence: {weight}, mandate: {mandate}, salience: {mind or 1}, filled: {str(mind > 0).lower()}, who: {WHO.get(name, 0)} }}"
        for name, (weight, mandate, mind) in here) + " }\n" for forum, here in rows.items())
    return ORGANISATIONS + FORUMS + "seats:\n" + text


def outcomes(cavi, folder, name, seed, order, seats=SEATS):
    """name -> value of each run; none is a value too."""
    (folder / f"{name}.yaml").write_text(f"{HEAD}seed: {seed}\n{area(order, seats)}")
    cavi("run", folder / f"{name}.yaml", "-o", folder / f"{name}.h5", "--quiet")
    with h5py.File(folder / f"{name}.h5") as file:
        found = {key: data[...].reshape(REPLICATES, -1) for key, data in file.items()
                 if isinstance(data, h5py.Dataset) and data.attrs.get("role") in ("outcome", "outcome of an entity")}
    return {(key, n): np.nan_to_num(values[:, n].astype(float), nan=1e9) for key, values in found.items() for n in range(values.shape[1])}


@pytest.fixture(scope="module")
def first(cavi, tmp_path_factory):
    return outcomes(cavi, tmp_path_factory.mktemp("first"), "first", 4711, ORDERS["as they are"])


def differ(a, b):
    """Outcomes whose distributions differ: Kolmogorov and Smirnov's test of two samples, which takes ERROR in all by Bonferroni's
    bound, and less where an outcome has ties. Of 16,000 runs each it sees cumulative shares that are 0.027 apart."""
    assert set(a) == set(b) and len(a) > 60
    chances = {name: ks_2samp(a[name], b[name], method="asymp").pvalue for name in a}
    return {name: chance for name, chance in chances.items() if chance < ERROR / len(a)}


@pytest.mark.parametrize("order", list(ORDERS)[1:])
def test_seats_in_another_order_have_the_same_distributions(cavi, tmp_path, first, order):
    assert differ(first, outcomes(cavi, tmp_path, "other", 4712, ORDERS[order])) == {}


def test_the_same_rows_with_each_others_weights_have_others(cavi, tmp_path, first):
    """What the test of an order can see: two neighbours of the board and of the panel change their weights."""
    seats = {forum: dict(here) for forum, here in SEATS.items()}
    for forum, a, b in (("board", "police", "charity"), ("panel", "housing", "school")):
        seats[forum][a], seats[forum][b] = seats[forum][b], seats[forum][a]
    assert len(differ(first, outcomes(cavi, tmp_path, "weights", 4713, list, seats))) > 2
