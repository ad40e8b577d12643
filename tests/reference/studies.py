"""Random studies: made areas and areas from tables, parameters over all that is allowed, paths, mechanisms and phases left out.

The same number gives the same study.
"""

import copy
import random
from dataclasses import dataclass

from .arithmetic import N, RESOURCES, SECTORS
from .month import Parameters, Run
from .world import Places, World, made

ARMS = 6
# Where much is done and much goes wrong, rare things happen: an arm may be of one of these kinds. In all of them leaders answer whatever they see.
LED = {"leaders.acts": (2, 3), "leaders.battles": (0, 0.1), "leaders.accuracy": (0, 0.7), "leaders.recovery": (0.1, 0.4), "leaders.compound": (0, 1),
       "leaders.directive_share": (0.3, 0.9), "leaders.upward": (0.3, 1), "processes.informal": (0.3, 1), "people.openness": (0.3, 1), "agenda.raise": (0.1, 0.6),
       "people.mandate": (0.2, 1), "structure.birth": (0.05, 0.4), "processes.attendance": (0.8, 1), "structure.exit": (0, 0.4),
       "leaders.skill": (0.6, 1), "leaders.energy_floor": (0, 0.1), "processes.meetings": (1, 4),
       "processes.seat_time": (0.001, 0.1), "organisations.joint_share": (0.05, 0.5)}
MOODS = {
    "busy": {"leaders.loyalty": (0, 1), "leaders.credit": (0, 1), "processes.items": (4, 12), "people.excuse_share": (0.2, 1), "structure.pace": (0.05, 0.5),
             "structure.exit": (0.5, 1), "organisations.contract_months": (3, 6), "organisations.contract_share": (0.3, 1)},
    # Issues come through, and are worked on by people who promise more than they will have.
    "overcommitted": {"agenda.tolerance": (0.5, 1), "agenda.yes": (0.2, 0.5), "agenda.talk": (1, 2), "agenda.ratify": (1, 2), "agenda.work": (0.5, 6),
                      "agenda.backtrack": (0, 0.03), "processes.meeting_cost": (0.2, 0.5),
                      "people.commitment_gain": (0.1, 0.5), "trust.forgiven": (0, 0.2), "structure.pace": (0.1, 0.5)},
    # Members stand apart; talk moves them, and they fall back. Here leaders may do but one thing about who refuses.
    "contested": {"agenda.tolerance": (0.1, 0.5), "agenda.yes": (0.4, 0.7), "agenda.talk": (1, 2), "agenda.persuade": (1, 4), "agenda.confidence": (0.4, 1),
                  "people.home_pull": (0.02, 0.3), "organisations.diversity": (0.1, 0.7), "trust.start": (0.5, 1), "processes.meetings": (1.5, 4),
                  "processes.items": (4, 12), "leaders.aftercare": (0.7, 1), "agenda.care_beyond": (0.3, 1), "agenda.stall_months": (9, 30),
                  "leaders.accuracy": (0, 0.4), "people.openness": (0.5, 1), "structure.quorum": (0, 0.3), "processes.called_off": (0, 0.1)},
    # The table agrees and homes refuse.
    "refused": {"agenda.tolerance": (0.2, 0.6), "agenda.yes": (0.4, 0.7), "agenda.talk": (1, 2), "agenda.persuade": (2, 4), "agenda.confidence": (0.5, 1),
                "agenda.ratify": (1, 2), "agenda.tries": (1, 3), "organisations.manager_interest": (0, 0.3), "organisations.home_doubt": (0.5, 1),
                "people.mandate": (0, 0.4), "leaders.energy_floor": (0.1, 0.6)},
}


# Cells that may move, with the range of what is drawn for them.
CELLS = {"organisations": {"staff": (0.5, 160), "interest": (0, 2), "present": (0, 1)},
         "forums": {"meetings": (0, 24), "formality": (0, 1), "present": (0, 1), "working_group": (0, 1), "informal": (0, 1),
                    "shared_assessment": (0, 1), "hub": (0, 1), "training": (0, 1), "pace": (0.1, 10), "merged": (0, 1)},
         "seats": {"mandate": (0, 2), "influence": (0, 10), "salience": (0, 2), "present": (0, 1), "person": (0, 3), "stands": (-1, 1),
                   "commitment": (-1, 1), "openness": (-1, 1), "feigns": (-1, 1), "tenacity": (-1, 1)}}
WHOLE = {"present", "working_group", "informal", "shared_assessment", "hub", "training", "person", "merged", "feigns"}
TRAITS = {"stands": (0, 1), "commitment": (0, 1), "openness": (0, 1), "feigns": (0, 1), "tenacity": (0, 1)}


@dataclass
class Arm:
    values: dict
    paths: dict
    without: list
    cells: dict
    joins: dict  # rows of tables that only this arm has


class Study:
    def __init__(self, model, number):
        self.model, self.number, self.chance = model, number, random.Random(number)
        self.months, self.seed = self.chance.randint(24, 60), self.chance.getrandbits(52)
        self.shape = self.shaped()
        self.tables = None if number % 2 else self.drawn()
        tables = self.tables or made(self.shape, self.shape)
        if "forums" not in tables:
            tables = {**made(self.shape, self.shape, tables["organisations"]), "ties": tables["ties"]}
        self.whole = tables
        self.arms = {f"arm{n}": self.arm(bold=n == 0) for n in range(ARMS)}
        if self.tables and "forums" in self.tables:
            for n in self.chance.sample(range(ARMS), self.chance.randint(1, 2)):
                self.arms[f"arm{n}"].joins = self.joining(f"late{n}")
        self.places, known = {}, {"organisation": {}, "forum": {}, "seat": {}}
        for name in self.arms:
            self.places[name] = Places(self.world(name), known, self.places.get("arm0"))

    def one_in(self, n):
        return self.chance.randrange(n) == 0

    # --- worlds ---

    def shaped(self):
        whole, choices = self.chance.randint, self.model.choices
        # More than twelve in one forum crowd it, but not where it is a fabric. Five hold all that an issue may need.
        size = {"world.organisations": 15, "world.forums": 1, "world.seats": whole(13, 15)} if self.one_in(4) else {
            "world.organisations": whole(5, 12), "world.forums": whole(2, 4), "world.seats": whole(5, 7)} if not self.one_in(4) else {
            "world.organisations": whole(2, 12), "world.forums": whole(1, 4), "world.seats": whole(2, 7)}
        governance = "fabric" if size["world.seats"] > 12 and self.one_in(2) else self.chance.choice(choices["world.governance"])
        return {"world.issues": whole(1, 6), **size, "world.mix": self.chance.choice(choices["world.mix"]), "world.governance": governance}

    def drawn(self):
        whole, chance = not self.one_in(4), self.chance
        count = chance.randint(6, 10) if whole else chance.randint(2, 10)
        names = [f"o{n}" for n in range(count)]
        organisations = {}
        for n, name in enumerate(names):
            row = organisations[name] = {"sector": chance.choice(SECTORS), "staff": chance.uniform(0.5, 160),
                                         "resource": RESOURCES[n % N] if whole else chance.choice(RESOURCES),
                                         "interest": chance.uniform(0, 2)}
            if self.one_in(2):
                row["second"] = chance.choice(RESOURCES)
            for key in ("parent", "commissioner"):
                if n > 0 and self.one_in(3 if key == "parent" else 2):
                    row[key] = names[chance.randrange(n)]
        ties = {name: {names[(n + chance.randint(1, count - 1)) % count]: chance.randint(0, 4)} for n, name in enumerate(names)}
        if self.one_in(6):
            return {"organisations": organisations, "ties": ties}
        forums, seats, fields = {}, {}, chance.sample(RESOURCES, 3)
        for f in range(chance.randint(1, 4)):
            members = chance.sample(names, chance.randint(2, min(count, 7)))
            if whole and not self.one_in(4):
                members = list(dict.fromkeys([*chance.sample(names[:N], N), *members]))
            seats[f"f{f}"] = {name: self.seat() for name in members}
            forums[f"f{f}"] = self.forum(members, fields)
        for f, rows in seats.items():
            others = [g for g in seats if g != f]
            for row in rows.values():
                if others and self.one_in(6):
                    row["speaks_for"] = chance.choice(others)
            later = [g for g in others if g > f]
            if later and not self.one_in(3):
                forums[f]["joins"] = chance.choice(later)
        return {"organisations": organisations, "forums": forums, "seats": seats, "ties": ties}

    def joining(self, name):
        """An organisation that sits in some forums, or in none, and sometimes a forum of its own with two others."""
        chance, forums, members = self.chance, list(self.tables["forums"]), list(self.tables["organisations"])
        joins = {"organisations": {name: {"sector": chance.choice(SECTORS), "staff": chance.uniform(0.5, 160), "resource": chance.choice(RESOURCES)}},
                 "seats": {f: {name: self.seat()} for f in chance.sample(forums, chance.randint(0, len(forums)))}}
        if len(members) > 1 and self.one_in(2):
            members = [name, *chance.sample(members, 2)]
            joins["forums"] = {f"f_{name}": self.forum(members, RESOURCES)}
            joins["seats"][f"f_{name}"] = {member: self.seat() for member in members}
        return joins

    def seat(self):
        uniform = self.chance.uniform
        told = {name: self.chance.randint(*span) if name in WHOLE else uniform(*span) for name, span in TRAITS.items() if self.one_in(12)}
        if "openness" in told and self.one_in(3):
            told["openness"] = 0
        return {"mandate": uniform(0, 2), "influence": uniform(0, 10 if self.one_in(6) else 2), "salience": uniform(0, 2), "filled": not self.one_in(6),
                "who": self.chance.choice((0, 1, 1, 2)), **told}

    def forum(self, members, fields):
        chance = self.chance
        row = {"resource": chance.choice(fields), "rule": chance.choice(("majority", "three_quarters", "consensus", "consensus")),
               "governance": chance.choice(("shared", "lead_organisation", "administrator", "fabric")),
               "origin": chance.choice(("imposed", "designed", "emerged")), "meetings": chance.uniform(0, 52 if self.one_in(5) else 12),
               "formality": chance.random(), "training": self.one_in(2), "lead": chance.choice(members), "pace": chance.uniform(0.1, 2)}
        row.update((tool, self.one_in(2)) for tool in ("working_group", "informal", "shared_assessment", "hub"))
        if self.one_in(2):
            del row["lead"]
        return row

    # --- arms ---

    def value(self, name, bold):
        allowed, plausible = self.model.ranges[name]
        if bold and self.one_in(12):
            return self.chance.choice(allowed)
        return self.chance.uniform(*(allowed if bold else plausible))

    def path(self, name, bold):
        months = sorted(self.chance.sample(range(self.months), self.chance.randint(1, 4)))
        return [[month, self.value(name, bold)] for month in months], self.one_in(2)

    def arm(self, bold):
        values, paths, kind = {}, {}, self.chance.choice(["any", *MOODS, "contested", "contested"])
        mood = {} if kind == "any" else {**LED, **MOODS[kind]}
        for name in self.model.defaults:
            if name.startswith("world."):
                continue
            if name in mood:
                values[name] = self.chance.uniform(*mood[name])
            elif mood and name in ("leaders.policy", "leaders.tactic"):
                words = [word for word in self.model.choices[name] if word not in ("none", "keep")]
                settled = name == "leaders.tactic" and (kind != "contested" or self.one_in(4))
                values[name] = "any" if settled else self.chance.choice(words)
            elif bold or self.chance.random() < (0.2 if name.startswith("answers.") else 0.6):
                risky = bold or self.one_in(8)
                if name in self.model.choices:
                    values[name] = self.chance.choice(self.model.choices[name])
                elif self.one_in(10):
                    paths[name] = self.path(name, risky)
                else:
                    values[name] = self.value(name, risky)
        left_out = [name for name in self.model.mechanisms if self.one_in(20)] + [name for name in self.model.phases[:-1] if self.one_in(100)]
        return Arm(values, paths, left_out if self.one_in(2) else [], self.cells() if self.tables and "seats" in self.tables else {}, {})

    def cells(self):
        """Paths of some cells, from chance of their own."""
        self.moving = getattr(self, "moving", 0) + 1
        chance = random.Random(f"cells of arm {self.moving} of study {self.number}")
        rows = {"organisations": list(self.tables["organisations"]), "forums": list(self.tables["forums"]),
                "seats": [f"{f}.{o}" for f, row in self.tables["seats"].items() for o in row]}
        cells = {}
        for _ in range(chance.choice((0, 0, 3, 12))):
            table = chance.choice(("organisations", "forums", "seats", "seats"))
            column = chance.choice(("present", *CELLS[table]))
            draw = chance.randint if column in WHOLE else chance.uniform
            months = sorted(chance.sample(range(self.months), chance.randint(1, 4)))
            row = chance.choice(rows[table])
            if column != "merged" or "joins" in self.tables["forums"][row]:
                cells[f"{table}.{row}.{column}"] = [[month, draw(*CELLS[table][column])] for month in months], column in WHOLE or chance.random() < 0.5
        for forum, row in self.tables["forums"].items():
            first, then = sorted(chance.sample(range(1, self.months), 2))
            if chance.random() < 0.3:
                cells[f"forums.{forum}.present"] = [[0, 0], [first, 1]], True
            if "joins" in row and chance.random() < 0.9:
                cells[f"forums.{forum}.merged"] = [[0, 0], [then, 1]], True
        return cells

    def world(self, arm):
        """The area as it is in the first month of an arm."""
        joins = self.arms[arm].joins
        tables = {key: {**copy.deepcopy(row), **joins.get(key, {})} for key, row in self.whole.items()}
        for forum, seats in joins.get("seats", {}).items():
            tables["seats"][forum] = {**copy.deepcopy(self.whole["seats"].get(forum, {})), **copy.deepcopy(seats)}
        for name, (path, _) in self.arms[arm].cells.items():
            table, *row, column = name.split(".")
            at = tables[table]
            for key in row:
                at = at[key]
            at[column] = path[0][1]
        return World(tables, self.shape["world.issues"])

    # --- for the program, and for the reference ---

    def text(self):
        def yaml(value):
            if isinstance(value, dict):
                return "{ " + ", ".join(f"{key}: {yaml(inner)}" for key, inner in value.items()) + " }"
            if isinstance(value, list):
                return f"[{', '.join(map(yaml, value))}]"
            return str(value).lower() if isinstance(value, bool) else str(value)

        ties = {a: {b: {"contact": rank} for b, rank in row.items()} for a, row in (self.tables or {}).get("ties", {}).items()}
        whole = {"title": "drawn", "months": self.months, "replicates": 1, "seed": self.seed, "histories": "all", **self.shape,
                 "snapshots": {"months": list(range(self.months)), "replicates": [0]}, **(self.tables or {}), **({"ties": ties} if ties else {}),
                 "arms": {name: {**arm.values, **{key: {"path": path, "steps": stepped} for key, (path, stepped) in {**arm.paths, **arm.cells}.items()},
                                 "without": arm.without, **{key: rows for key, rows in arm.joins.items() if rows}} for name, arm in self.arms.items()}}
        return "".join(f"{key}: {yaml(value)}\n" for key, value in whole.items())

    def run(self, arm):
        """The run of an arm in the reference, before its first day."""
        words = {name: word for name, word in self.arms[arm].values.items() if name in self.model.choices}
        values = {**self.model.defaults, **self.arms[arm].values, **{name: self.model.choices[name].index(word) for name, word in words.items()}}
        return Run(self.world(arm), self.places[arm], self.model, Parameters(values, self.arms[arm].paths, self.model.choices, self.arms[arm].cells), self.arms[arm].without, self.seed, 0, self.months)
