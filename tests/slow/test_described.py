"""models/README.md is exact: the month written again from it alone gives the same bits."""

import pathlib
import sys
import tempfile

import h5py
import numpy as np
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import described  # noqa: E402
import described_world  # noqa: E402

TABLES = {
    "organisations": {
        "council": {"sector": "council", "staff": 20, "resource": "care"},
        "social_work": {"sector": "council", "staff": 90, "resource": "care", "second": "safety", "parent": "council", "interest": 0.8},
        "education": {"sector": "council", "staff": 40, "resource": "learning", "parent": "council"},
        "health_trust": {"sector": "health", "staff": 70, "resource": "health", "second": "home"},
        "police": {"sector": "justice", "staff": 60, "resource": "safety"},
        "charity": {"sector": "voluntary", "staff": 7, "resource": "livelihood", "second": "care", "commissioner": "council", "interest": 1.4},
        "housing": {"sector": "housing", "staff": 30, "resource": "home", "second": "livelihood"},
        "jobcentre": {"sector": "national", "staff": 25, "resource": "livelihood", "commissioner": "housing"},
    },
    "forums": {
        "board": {"resource": "care", "rule": "consensus", "governance": "shared", "origin": "imposed", "formality": 0.8, "training": 1},
        "hub": {"resource": "safety", "rule": "majority", "governance": "lead_organisation", "lead": "police", "meetings": 12,
                "shared_assessment": 1, "hub": 1},
        "group": {"resource": "home", "rule": "three_quarters", "governance": "administrator", "meetings": 9, "working_group": 1, "informal": 0},
        "fabric": {"resource": "livelihood", "rule": "majority", "governance": "fabric", "origin": "emerged", "formality": 0.2},
    },
    "seats": {
        "board": {"council": {"influence": 2, "mandate": 1.5}, "social_work": {}, "health_trust": {"influence": 1.3}, "police": {"speaks_for": "hub"},
                  "charity": {"mandate": 1.2, "influence": 0.6}, "education": {"filled": 0}, "jobcentre": {"salience": 0.4}},
        "hub": {"police": {"influence": 1.6}, "social_work": {}, "health_trust": {}, "education": {"salience": 0.6}, "council": {"filled": 0}},
        "group": {"housing": {"influence": 1.8}, "charity": {}, "council": {}, "social_work": {"mandate": 0.7}},
        "fabric": {"jobcentre": {}, "charity": {"influence": 1.2}, "housing": {}, "education": {}, "council": {"salience": 0.5}},
    },
}
# Each arm: what is set, what follows a path, what is left out. Together they reach every policy, tactic, act and mechanism.
ARMS = {
    "plain": ({}, {}, []),
    "stormy": ({"context.turbulence": 0.4, "context.reorganisation": 0.2, "people.airing": 0.9, "structure.exit": 0.8, "structure.birth": 0.3,
                "people.excuse_share": 0.5, "people.closed_share": 0.3, "leaders.acts": 2.5, "leaders.initiative": "distributed",
                "leaders.policy": "alternating", "people.difficult": "true_blocker", "organisations.contract_months": 5, "organisations.renewal": 0.5,
                "leaders.accuracy": 0.0, "leaders.bravery": 1, "people.commitment": 0.25, "structure.ambiguity": 0.7},
               {"context.funding.council": [[0, 1.0], [20, 0.5]], "context.brexit": [[5, 0.0], [15, 1.0]]}, []),
    "bold": ({"leaders.policy": "learning", "leaders.tactic": "dismiss", "leaders.acts": 3, "leaders.initiative": "heroic", "leaders.bravery": 1,
              "leaders.battles": 0, "agenda.ladder": 0.7, "people.difficult": "principled_dissenter", "context.need": 1.4, "leaders.compound": 0.6},
             {}, ["hope", "overload", "novelty", "airing"]),
    "reseated": ({"leaders.policy": "fixed", "leaders.directive_share": 0.9, "leaders.tactic": "reseat", "leaders.acts": 2, "leaders.battles": 0.02,
                  "people.difficult": "key_resource_holder", "agenda.backtrack": 0.3}, {}, ["ambiguity", "contracts", "practice"]),
    "alone": ({}, {}, ["collaboration"]),
    "quiet": ({"leaders.policy": "directive_first", "leaders.tactic": "isolate", "leaders.acts": 2},
              {}, ["energy_drain", "home_pull", "small_wins", "outsiders", "mirroring", "safeguards", "excuse", "conflict_from_acts",
                   "trust_loss_from_acts", "exit", "turnover"]),
    "stuck": ({"leaders.policy": "facilitative_until_stuck", "agenda.talk": 0.1, "leaders.acts": 2, "leaders.stuck_months": 2, "agenda.raise": 1, "agenda.drop": 0.01},
              {}, ["structure_leads", "processes_lead", "escalation", "backtrack", "reorganisation"]),
}
# State that no rule reads: what the month's reading and the telling of acts need.
UNDESCRIBED = {"relief_before", "alone_before", *(f"{what}_{mode}" for what in ("did", "at") for mode in ("facilitative", "directive"))}
MONTHS, REPLICATES, SEED = 40, 2, 987654321987


def yaml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key}: {yaml(inner)}" for key, inner in value.items()) + " }"
    return f"[{', '.join(map(yaml, value))}]" if isinstance(value, list) else str(value)


def study():
    flags = {"filled", "training", "hub", "shared_assessment", "working_group", "informal"}

    def worded(row):
        return {key: ("true" if value else "false") if key in flags else value for key, value in row.items()}

    tables = {"organisations": TABLES["organisations"], "forums": {name: worded(row) for name, row in TABLES["forums"].items()},
              "seats": {name: {who: worded(row) for who, row in rows.items()} for name, rows in TABLES["seats"].items()}}
    arms = {name: {**values, **{key: {"path": path} for key, path in paths.items()}, **({"without": without} if without else {})}
            for name, (values, paths, without) in ARMS.items()}
    lines = [f"title: As described\nmonths: {MONTHS}\nreplicates: {REPLICATES}\nseed: {SEED}\nhistories: all",
             f"snapshots: {{ months: [{MONTHS - 1}], replicates: {list(range(REPLICATES))} }}"]
    lines += [f"{name}: {yaml(table)}" for name, table in tables.items()]
    return "\n".join([*lines, "arms:", *(f"  {name}: {yaml(arm)}" for name, arm in arms.items()), ""])


@pytest.fixture(scope="module")
def computed(cavi):
    with tempfile.TemporaryDirectory(prefix="cavi_described_") as folder:
        path = pathlib.Path(folder, "study.yaml")
        path.write_text(study())
        cavi("run", path, "-o", pathlib.Path(folder, "out"), "--quiet")
        with h5py.File(pathlib.Path(folder, "out/results.h5")) as file:
            yield {name: one[...] for name, one in file.items() if isinstance(one, h5py.Dataset)} | {
                f"snapshots/{name}": one[...] for name, one in file["snapshots"].items()}


@pytest.fixture(scope="module")
def model(cavi):
    return described_world.Model(cavi("describe", "--markdown").stdout, cavi("params", "--markdown").stdout)


@pytest.mark.parametrize("replicate", range(REPLICATES))
@pytest.mark.parametrize("arm", ARMS)
def test_the_month_written_again_from_its_description_gives_the_same_bits_and_leaves_the_same_state(computed, model, arm, replicate):
    values, paths, without = ARMS[arm]
    numbers = {key: model.choices[key].index(value) if isinstance(value, str) else value for key, value in values.items()}
    parameters = described.Parameters({**model.defaults, **numbers}, paths, model.choices)
    world = described_world.World(TABLES, int(model.defaults["world.issues"]))
    case = described.Run(world, model, parameters, without, SEED, replicate, MONTHS)
    months = case.run()
    run = [i for i in range(len(computed["replicate"])) if computed["replicate"][i] == replicate and computed["scenario"][i].decode() == arm][0]
    for month, read in enumerate(months):
        for name, value in read.items():
            series = computed[name + "_by_month"] if name + "_by_month" in computed else computed[name]
            there = series[run, month]
            assert np.float32(value[0]).tobytes() == there.tobytes(), f"month {month}: {name} is {there}, described as {value[0]}"
    for name, value in case.ends().items():
        there = computed[name][run]
        assert value == there or (np.isnan(value) and np.isnan(there)), f"{name} is {there}, described as {value}"
    at = list(computed["snapshots/run"]).index(run)
    for extent, names in model.state.items():
        counts = computed.get(f"snapshots/{extent}_count", np.ones(len(computed["snapshots/run"]), int))
        first = counts[:at].sum()
        for name in set(names) - UNDESCRIBED:
            there = computed[f"snapshots/{extent}_{name}"][first : first + counts[at]]
            value = np.array(getattr(case.s, name), dtype=np.float32).ravel()
            wrong = np.flatnonzero((there != value) & ~(np.isnan(there) & np.isnan(value)))
            assert len(value) == counts[at] and not len(wrong), f"{name} of {extent} {wrong[0]} is {there[wrong[0]]}, described as {value[wrong[0]]}"
