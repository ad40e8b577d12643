"""A world and a model as models/README.md has them: who is there (sections 5 and 7.0), and the lists that the program prints."""

import re
from dataclasses import dataclass, field

from .arithmetic import N, RESOURCES, SECTORS


@dataclass
class Organisation:
    name: str
    sector: int
    fte: float
    first: int
    second: int = -1
    parent: int = -1
    commissioner: int = -1
    interest: float = 1
    present: int = 1
    staff: float = 0
    share: float = 0

    def gives(self, r):
        return (1 if self.second < 0 else 2 / 3) if r == self.first else 1 / 3 if r == self.second else 0


@dataclass
class Seat:
    f: int
    o: int
    mandate: float = 1
    influence: float = 1
    salience: float = 1
    filled: int = 1
    present: int = 1
    person: int = 0
    speaks_for: int = -1
    who: int = 0
    stands: float = -1
    commitment: float = -1
    openness: float = -1
    feigns: float = -1
    tenacity: float = -1


@dataclass
class Forum:
    name: str
    r: int
    rule: str = "majority"
    governance: str = "shared"
    origin: str = "designed"
    lead: int = -1
    meetings: float = 6
    pace: float = 1
    joins: int = -1
    merged: int = 0
    formality: float = 0.5
    working_group: int = 0
    informal: int = 1
    shared_assessment: int = 0
    hub: int = 0
    training: int = 0
    present: int = 1
    first: int = 0
    n: int = 0
    first_tie: int = 0
    first_pair: int = 0
    founders: list = field(default_factory=list)

    @property
    def seats(self):
        return range(self.first, self.first + self.n)

    def tie(self, i, j):
        return self.first_tie + i * self.n + j

    def pair(self, i, j):
        i, j = min(i, j), max(i, j)
        return self.first_pair + j * (j - 1) // 2 + i


class World:
    """From the tables of a study, as dictionaries."""

    def __init__(self, tables, slots):
        self.slots, names = slots, list(tables["organisations"])
        forums = list(tables["forums"])
        self.organisations = []
        for name, row in tables["organisations"].items():
            of = {key: names.index(row[key]) for key in ("parent", "commissioner") if key in row}
            second = RESOURCES.index(row["second"]) if row.get("second", row["resource"]) != row["resource"] else -1
            self.organisations.append(Organisation(name, SECTORS.index(row["sector"]), row["staff"], RESOURCES.index(row["resource"]), second,
                                                   interest=row.get("interest", 1), present=row.get("present", 1), **of))
        self.fte = 0.0
        for organisation in self.organisations:
            self.fte += organisation.fte
        for organisation in self.organisations:
            organisation.staff = organisation.fte
            organisation.share = organisation.fte / self.fte
        self.field = [0.0] * 6
        for organisation in self.organisations:
            for r in range(6):
                self.field[r] += organisation.share * organisation.gives(r)
        self.ties_between = {(names.index(a), names.index(b)): rank for a, row in tables.get("ties", {}).items() for b, rank in row.items()}
        self.forums, self.seats, self.ties, self.pairs = [], [], 0, 0
        for f, (name, row) in enumerate(tables["forums"].items()):
            forum = Forum(name, RESOURCES.index(row["resource"]), **{k: forums.index(v) if k == "joins" else v for k, v in row.items() if k not in ("resource", "lead")})
            forum.first, forum.first_tie, forum.first_pair = len(self.seats), self.ties, self.pairs
            for organisation, seat in tables["seats"][name].items():
                known = {k: v for k, v in seat.items() if k != "speaks_for"}
                self.seats.append(Seat(f, names.index(organisation), speaks_for=forums.index(seat["speaks_for"]) if "speaks_for" in seat else -1, **known))
            forum.n = len(self.seats) - forum.first
            self.ties += forum.n**2
            self.pairs += forum.n * (forum.n - 1) // 2
            if "lead" in row:
                forum.founders = [i for i in forum.seats if self.seats[i].o == names.index(row["lead"])][:1]
            while len(forum.founders) < 3:
                left = [i for i in forum.seats if i not in forum.founders]
                forum.founders.append(max(left, key=lambda i: self.seats[i].influence) if left else forum.founders[0])
            forum.lead = forum.founders[0]
            self.forums.append(forum)
        # persons with several seats, which share attention and leaving
        held = {}
        for i, seat in enumerate(self.seats):
            if seat.who > 0:
                held.setdefault((seat.o, seat.who), []).append(i)
        self.persons = [seats for seats in held.values() if len(seats) > 1]

    def entity(self, table, row):
        """Row of a table by its name; a seat's is that of its forum and of its organisation."""
        if table == "seats":
            f, o = row.split(".")
            return next(seat for seat in self.seats if (self.forums[seat.f].name, self.organisations[seat.o].name) == (f, o))
        return next(one for one in getattr(self, table) if one.name == row)

    def has_merged(self, f):
        return self.forums[f].joins >= 0 and self.forums[f].merged == 1

    def forum_is_here(self, f):
        return self.forums[f].present * (not self.has_merged(f))

    def seat_is_there(self, i):
        seat = self.seats[i]
        return seat.present * self.forum_is_here(seat.f) * self.organisations[seat.o].present

    def contract_is_there(self, o):
        org = self.organisations[o]
        return org.present * (org.commissioner < 0 or self.organisations[org.commissioner].present)

    def contact(self, f, i, j):
        """Acquaintance on the first day, 0..1."""
        rank = self.ties_between.get(tuple(self.seats[self.forums[f].first + n].o for n in (i, j)), 0)
        return 0 if rank == 0 else 1 if rank <= 1 else (5 - rank) / 4


def made(values, words, organisations=None):
    """Tables of a made area; of `organisations`, where there are some, with one forum for all of them."""
    mix, rules, forms = words["world.mix"], ("majority", "three_quarters", "consensus"), ("shared", "lead_organisation", "administrator")
    if organisations is None:
        organisations = {}
        for i in range(values["world.organisations"]):
            row = {"sector": SECTORS[i % 8] if mix == "mixed" else mix, "staff": (80, 70, 60, 70, 40, 15, 60, 10)[i % 8],
                   "resource": RESOURCES[i % N], "second": RESOURCES[(i + 1) % N]}
            if mix == "council" and i > 0:
                row["parent"] = "o0"
            if mix == "mixed" and i % 8 == 5:
                row["commissioner"] = f"o{i - 5}"
            organisations[f"o{i}"] = row
        forums, each = values["world.forums"], min(values["world.seats"], len(organisations))
    else:
        forums, each = 1, len(organisations)
    names, governance = list(organisations), words["world.governance"]
    return {"organisations": organisations,
            "forums": {f"f{f}": {"resource": RESOURCES[f % N], "rule": rules[f % 3], "governance": forms[f % 3] if governance == "mixed" else governance,
                                 "origin": ("imposed", "designed")[f % 2], "meetings": 8, "formality": 0.5, "working_group": 1, "shared_assessment": 1}
                       for f in range(forums)},
            "seats": {f"f{f}": {names[(5 * f + i) % len(names)]: {"influence": 2 if i == 0 else 1} for i in range(each)} for f in range(forums)}}


class Places:
    """Whose luck the entities of a world have (section 7.0, chance): places among the entities of all worlds of a study."""

    def __init__(self, world, known, first):
        def placed(kind, keys):
            return [known[kind].setdefault(key, len(known[kind])) for key in keys]

        self.first = first or self
        self.organisation = placed("organisation", (organisation.name for organisation in world.organisations))
        self.forum = placed("forum", (forum.name for forum in world.forums))
        self.seat = placed("seat", ((world.forums[seat.f].name, world.organisations[seat.o].name) for seat in world.seats))
        self.slots, self.pair = world.slots, []
        self.both = {}  # of the first world: seats of a pair -> its number
        for forum in world.forums:
            for j in range(forum.n):
                for i in range(j):
                    a, b = sorted((self.seat[forum.first + i], self.seat[forum.first + j]))
                    self.both[a, b] = len(self.pair)
                    self.pair.append((a, b))

    def number(self, kind, n, k, each):
        """Number in the draw of the k-th of the `each` numbers of the n-th entity."""
        if kind == "issue":
            return (self.forum[n // self.slots] * self.slots + n % self.slots) * each + k
        if kind == "leader":
            return (self.forum[n // 3] * 3 + n % 3) * each + k
        if kind in ("tie", "pair"):
            (a, b), pairs = self.pair[n], len(self.first.pair)
            return self.first.both[a, b] + k * pairs if (a, b) in self.first.both else 2 * (pairs + b * (b - 1) // 2 + a) + k
        return getattr(self, kind)[n] * each + k if kind in ("organisation", "forum", "seat") else n * each + k


class Model:
    """Lists of the model, from `describe --markdown` and `params --markdown`."""

    def __init__(self, describe, params):
        section = {}
        for title, body in re.findall(r"^## (.*?)\n\n(.*?)(?=^## |\Z)", describe, re.M | re.S):
            section[title] = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in body.strip().splitlines()[2:]]
        self.phases = [row[0] for row in section["Schedule: the phases of a month, in order"]]
        self.mechanisms = [row[0] for row in section["Mechanisms that can be left out by name"]]
        self.draws = [row[0] for row in section["Draws: every use of chance"]]
        self.drawn_by = {row[0]: row[1].split(":")[0] for row in section["Draws: every use of chance"]}
        keys = "act mode obstacle medium scope exposure size concept meaning".split()
        self.acts = [dict(zip(keys, row)) for row in section["Acts of leaders"]]
        self.obstacles = list(dict.fromkeys(act["obstacle"] for act in self.acts))
        extents = {"the whole area": "run", "a sector": "sector", "a field of need and the resource that meets it": "resource",
                   "an organisation": "organisation", "a forum": "forum", "a seat of a forum, and the person in it": "seat",
                   "what one member of a forum thinks of another": "tie", "what a member holds of a slot of its forum's agenda": "stance", "a slot of a forum's agenda": "issue", "one of up to three who act in a forum in a month": "leader"}
        self.state = {extents[title[len("State of "):]]: [row[0] for row in rows] for title, rows in section.items() if title.startswith("State of ")}
        self.defaults, self.choices, self.ranges = {}, {}, {}
        for name, value, allowed, unit in re.findall(r"^\| `([^`]+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|", params, re.M):
            if unit.strip() == "choice":
                self.choices[name] = allowed.split()
                self.defaults[name] = self.choices[name].index(value)
            else:
                self.defaults[name] = float(value)
                # allowed, and plausible where that is less
                self.ranges[name] = [tuple(map(float, part.split(".."))) for part in (allowed.split(", plausible ") * 2)[:2]]
