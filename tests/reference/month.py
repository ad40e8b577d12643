"""The month written again from models/README.md alone, one run at a time, slow and plain.

Names and order of statements are those of the description; its section numbers stand in the comments.
"""

import copy

import numpy as np

from .agenda import Agenda
from .area import Area
from .arithmetic import N, SECTORS, apart, clamp01, maximum, minimum, one, or_none, threefry
from .issues import Issues
from .leaders import Leaders
from .outcomes import Outcomes
from .people import People


# How many numbers of a draw an entity has, where there are more than one.
NUMBERS = {"FIRST_ORGANISATION": 3, "FIRST_SEAT": 6, "FIRST_LEADER": 5, "MODE": 6, "SUCCESS": 4, "COMER": 8, "AIRING": 3, "ISSUE": 8,
           "OUTSIDER": 2, "BACKTRACK": 2, "LEAVES": 2, "NEWCOMER": 8, "REORGANISATION": 2}


class Columns:
    """State: self.name[row] is an array of one element."""

    def __init__(self, state, rows):
        for extent, names in state.items():
            for name in names:
                setattr(self, name, np.zeros((rows[extent], 1), dtype=np.float32))

    def take(self, values):
        """Start from the state of a snapshot: name -> values of all rows."""
        for name, column in values.items():
            getattr(self, name)[:] = column.reshape(-1, 1)


class Parameters:
    """Values of parameters by month. `paths` are those that change: name -> (points, stepped); `cells` those of cells of tables."""

    def __init__(self, values, paths, choices, cells=None):
        self.values, self.paths, self.choices, self.cells = values, paths, choices, cells or {}

    def at(self, name, month):
        return one(self.values[name]) if name not in self.paths else self.along(*self.paths[name], month)

    @staticmethod
    def along(path, stepped, month):
        before = [i for i, (when, _) in enumerate(path) if when <= month]
        if not before:
            return one(path[0][1])
        i = before[-1]
        if stepped or i == len(path) - 1:
            return one(path[i][1])
        (m0, v0), (m1, v1) = path[i], path[i + 1]
        return one(v0 + (month - m0) / (m1 - m0) * (v1 - v0))


class Run(People, Leaders, Agenda, Issues, Area, Outcomes):
    def __init__(self, world, places, model, parameters, without, seed, replicate, months):
        self.w, self.last, self.places = copy.deepcopy(world), copy.deepcopy(world), places
        self.model, self.parameters, self.off = model, parameters, set(without)
        self.seed, self.replicate, self.months, self.month = seed, replicate, months, 0
        rows = {"run": 1, "sector": 8, "resource": N, "organisation": len(world.organisations), "forum": len(world.forums),
                "seat": len(world.seats), "tie": world.ties, "stance": len(world.seats) * world.slots, "issue": world.slots * len(world.forums),
                "leader": 3 * len(world.forums)}
        self.s = Columns(model.state, rows)
        self.begins(0)

    # --- what is asked for again and again ---

    def u(self, name, k):
        kind, each = self.model.drawn_by[name], NUMBERS.get(name, 1 if name != "SENSING" else len(self.model.obstacles))
        n, k = (k % self.w.pairs, k // self.w.pairs) if kind == "pair" else divmod(k, each)
        k = self.places.number(kind, n, k, each)
        counter = (self.month, self.model.draws.index(name), k // 8 % 2**32, k // 8 // 2**32)
        if counter not in self.cache:
            self.cache[counter] = threefry(counter, (self.seed & 0xFFFFFFFF, self.seed >> 32, self.replicate, 0))
        word = self.cache[counter][k % 8 // 2]
        return one(((word >> (16 * (k % 2)) & 0xFFFF) + 0.5) / 65536)

    def on(self, name):
        return one(name not in self.off)

    def p(self, name):
        if name not in self.now:
            self.now[name] = self.parameters.at(name, self.month)
        return self.now[name]

    def word(self, name):
        return self.parameters.choices[name][int(self.p(name)[0])]

    def begins(self, month):
        self.month, self.cache, self.now = month, {}, {}
        for name, path in self.parameters.cells.items():
            table, row = name.split(".", 1)
            row, column = row.rsplit(".", 1)
            for world, when in ((self.w, month), (self.last, max(0, month - 1))):
                setattr(world.entity(table, row), column, self.parameters.along(*path, when)[0])

    @staticmethod
    def sector_name(c):
        return SECTORS[c]

    def ruled(self, name, c):
        return clamp01(self.p(f"sectors.{name}.{SECTORS[c]}") * self.p("sectors.rules"))

    def tie(self, i, j):
        """Number of what seat i thinks of seat j."""
        forum = self.w.forums[self.w.seats[i].f]
        return forum.tie(i - forum.first, j - forum.first)

    def advance(self, month):
        """One month; returns its histories."""
        self.begins(month)
        for phase in self.model.phases:
            if phase not in self.off:
                getattr(self, phase)()
        return self.read

    # --- 5 first day ---

    def first_day(self):
        s, w, p, u = self.s, self.w, self.p, self.u
        for o, org in enumerate(w.organisations):
            d = [u("FIRST_ORGANISATION", 3 * o + i) for i in range(3)]
            near, far = 0.5 + p("organisations.diversity") * (d[0] - 0.5), p("organisations.first_apart")
            s.home[o] = clamp01(near + far * (1 - near) if o == 0 else near * (1 - far))
            s.interest[o] = clamp01(p("organisations.manager_interest") * one(org.interest) + p("people.spread") * (d[1] - 0.5))
            s.staff[o] = one(org.share) * org.present
            s.contract[o] = s.contract_alone[o] = w.contract_is_there(o)
            s.to_renewal[o] = one(int((d[2] * p("organisations.contract_months"))[0])) + 1
        s.pressure[:] = 1
        for i, seat in enumerate(w.seats):
            d = [u("FIRST_SEAT", 6 * i + n) for n in range(6)]
            s.filled[i] = self.on("collaboration") * seat.filled * w.seat_is_there(i)
            s.closed[i] = d[5] < p("people.closed_share")
            s.mandate[i] = clamp01(p("people.mandate") * one(seat.mandate))
            s.influence[i] = one(seat.influence)
            s.position[i] = s.home[seat.o]
            s.commitment[i] = s.filled[i] * clamp01(p("people.commitment") + p("people.spread") * (d[0] - 0.5))
            s.openness[i] = (1 - s.closed[i]) * clamp01(p("people.openness") + p("people.spread") * (d[1] - 0.5))
            s.experience[i] = clamp01(p("people.experience") + p("people.spread") * (d[2] - 0.5))
            s.excuse[i] = d[3] < p("people.excuse_share")
            s.hope[i] = s.filled[i]
            s.salience[i], s.attention[i] = 1, 1
            self.is_marked(i, d[4])
            s.filled_first[0] += s.filled[i]
            if i == w.forums[seat.f].first + 1:
                self.difficult(i)
            self.is_as_told(i)
        for f, forum in enumerate(w.forums):
            for i in range(forum.n):
                for j in range(forum.n):
                    if i != j:
                        t = p("trust.start") + p("people.spread") * (u("FIRST_TIE", forum.pair(i, j)) - 0.5)
                        t = clamp01(t + 0.5 * one(w.contact(f, i, j)) * (1 - t))
                        s.institution[forum.tie(i, j)] = t
                        s.trust[forum.tie(i, j)] = s.filled[forum.first + i] * s.filled[forum.first + j] * t
                        s.since[forum.tie(i, j)] = 99 if i < j else 0
            s.alive[f] = s.lived[f] = self.on("collaboration") * w.forum_is_here(f)
            s.members[f], s.first_life[f] = sum((s.filled[i] for i in forum.seats), one(0)), self.on("collaboration")
            self.is_new(f)
        for i in range(len(w.seats)):
            d = [u("FIRST_LEADER", 5 * i + n) for n in range(5)]
            s.loyalty[i] = clamp01(p("leaders.loyalty") + p("people.spread") * (d[3] - 0.5))
            s.tenacity[i] = clamp01(p("leaders.tenacity") + p("people.spread") * (d[4] - 0.5))
            s.cause[i] = s.position[i]
            s.energy[i], s.worth_facilitative[i], s.worth_directive[i] = 1, 0.5, 0.5
            s.skill_facilitative[i] = clamp01(p("leaders.skill") + p("people.spread") * (d[0] - 0.5))
            s.skill_directive[i] = clamp01(p("leaders.skill") + p("people.spread") * (d[1] - 0.5))
            s.unease[i] = clamp01(p("leaders.ideology") + p("people.spread") * (d[2] - 0.5))
            self.holds_on_as_told(i)

    def is_new(self, f):
        s, p, forum = self.s, self.p, self.w.forums[f]
        s.formality[f], s.purpose[f] = one(forum.formality), p("users.purpose")
        s.clock[f] = one(4) * one(f % 3)
        s.common[f], s.trust_mean[f], s.openness_mean[f] = 0.5, p("trust.start"), p("people.openness")
        s.hope_mean[f], s.practice[f], s.commitment_mean[f] = 1, 0.5, p("people.commitment")
        s.attempts[f], s.efficiency[f] = p("agenda.size"), 1

    def is_marked(self, i, u):
        """The three marks of somebody who begins, where the seat is filled."""
        s, forum = self.s, self.w.forums[self.w.seats[i].f]
        a = one(0) if forum.governance == "fabric" or i == forum.lead else self.on("ambiguity") * self.p("structure.ambiguity")
        s.listed[i] = s.filled[i] * (3 * u >= a)
        s.belongs[i] = s.filled[i] * bool(3 * u < a or 3 * u >= 2 * a)
        s.sent[i] = s.filled[i] * bool(3 * u < 2 * a or 3 * u >= 3 * a)

    def unclear(self, i):
        return 1 - self.s.listed[i] * self.s.belongs[i] * self.s.sent[i]

    def is_as_told(self, i):
        """What the table says of a person; below 0 nothing."""
        s, seat = self.s, self.w.seats[i]
        if seat.stands >= 0:
            s.position[i], s.strange[i] = one(seat.stands), 1
        if seat.commitment >= 0:
            s.commitment[i] = s.filled[i] * one(seat.commitment)
        if seat.openness >= 0:
            s.openness[i], s.closed[i] = one(seat.openness), seat.openness == 0
        if seat.feigns >= 0:
            s.excuse[i] = seat.feigns > 0

    def holds_on_as_told(self, i):
        if self.w.seats[i].tenacity >= 0:
            self.s.tenacity[i] = one(self.w.seats[i].tenacity)

    def difficult(self, i):
        s, kind = self.s, self.word("people.difficult")
        if kind in ("true_blocker", "principled_dissenter"):
            s.position[i] = 1 if s.position[i] < 0.5 else 0
            s.strange[i] = 1
            s.commitment[i] = 0 if kind == "true_blocker" else s.filled[i]
        if kind == "true_blocker":
            s.excuse[i] = 1
        if kind == "key_resource_holder":
            s.commitment[i] = 0.5 * s.commitment[i]

    # --- 7.1 to 7.3 ---

    def context(self):
        s, p, u = self.s, self.p, self.u
        u0, u1 = u("TURBULENCE", 0), u("TURBULENCE", 1)
        s.turbulence[0] = minimum(p("context.shock") * (0.5 + u1), 1) if u0 < p("context.turbulence") else 0
        s.arisen_now[0] = 0
        for c, name in enumerate(SECTORS):
            s.noise[c] = 0.5 * s.noise[c] + p("context.turbulence") * (u("FUNDING", c) - 0.5)
            s.money[c] = maximum(0, p(f"context.funding.{name}") * (1 - p("context.brexit") * (name in ("voluntary", "funders")) * p("sectors.exposure")) * (1 + s.noise[c]))
        for r in range(N):
            s.arisen_field[r] = p("context.need") * p("context.demand") * one(self.w.field[r]) * (1 + p("context.brexit") * p("users.unsure"))
            s.arisen_now[0] = s.arisen_now[0] + s.arisen_field[r]
        s.arisen[0] = s.arisen[0] + s.arisen_now[0]

    def sectors(self):
        s, p, u = self.s, self.p, self.u
        for c in range(8):
            s.anger[c] = p("context.shock") if u("ANGER", c) < p("sectors.anger") else 0
        for o in range(len(self.w.organisations)):
            starts = u("REORGANISATION", 2 * o) < self.on("reorganisation") * p("context.reorganisation")
            s.reorganising[o] = p("organisations.reorganisation_months") if starts else maximum(0, s.reorganising[o] - 1)
            s.home[o] = 0.5 * s.home[o] + 0.5 * u("REORGANISATION", 2 * o + 1) if starts else s.home[o]

    def contracts(self):
        s, p, u = self.s, self.p, self.u
        for o, org in enumerate(self.w.organisations):
            provider = self.on("contracts") * (org.commissioner >= 0) * self.w.contract_is_there(o)
            left = s.to_renewal[o] - 1
            due = provider * (left <= 0)
            renewed = one(u("RENEWAL", o) < p("organisations.renewal") * (1 - s.offence[o]))
            s.renewals[0] = s.renewals[0] + due * s.contract[o]
            s.contracts_lost[0] = s.contracts_lost[0] + due * s.contract[o] * (1 - renewed)
            s.contract[o] = renewed if due > 0 else s.contract[o]
            s.contract_alone[o] = (u("RENEWAL", o) < p("organisations.renewal")) if due > 0 else s.contract_alone[o]
            s.to_renewal[o] = p("organisations.contract_months") if due > 0 else left
            s.offence[o] = or_none(s.offence[o] * (1 - p("organisations.memory")))
            s.flex[o] = or_none(s.flex[o] * (1 - p("organisations.memory")))

    def organisations(self):
        s, p, w = self.s, self.p, self.w
        self.contracts()
        n = len(w.organisations)
        weight, full, seats, told, belonging = ([one(0) for _ in range(n)] for _ in range(5))
        weights = []
        for i, seat in enumerate(w.seats):
            o, f = seat.o, seat.f
            here = s.filled[i] * s.alive[f]
            weights.append(here * s.sent[i] * one(seat.salience) * (0.5 + 0.5 * s.salience[i]))
            weight[o] = weight[o] + weights[i]
            full[o] = full[o] + here * s.sent[i] * one(seat.salience)
            seats[o] = seats[o] + here
            told[o] = maximum(told[o], p("users.broadcast") * s.success[f] * here)
            belonging[o] = belonging[o] + here * s.identification[i]
        for o, org in enumerate(w.organisations):
            pressure = (2 * s.pressure[org.first] + s.pressure[org.first if org.second < 0 else org.second]) / 3
            excess, pull = maximum(0, pressure - 1), p("organisations.pressure_pull")
            nature = clamp01(p("organisations.manager_interest") * one(org.interest))
            objects = p("organisations.home_objects") * belonging[o] / maximum(1, seats[o])
            strain = 0.5 * pull * excess / (1 + excess)
            target = clamp01(nature - strain - objects + 0.5 * told[o])
            s.interest[o] = s.interest[o] + p("organisations.memory") * (target - s.interest[o])
            slack = 1 / (1 + pull * excess)
            slack = 0.5 * slack if s.reorganising[o] > 0 else slack
            minded = weight[o] / maximum(full[o], 0.000001)
            money, part = s.money[org.sector], p("organisations.contract_share")
            staff = one(org.share) * (one(org.staff) / one(org.fte) if one(org.fte) > 0 else one(1)) * org.present
            s.staff[o] = staff * money * (1 - (1 - s.contract[o]) * part)
            s.staff_alone[o] = staff * money * (1 - (1 - s.contract_alone[o]) * part)
            s.joint[o] = self.on("collaboration") * p("organisations.joint_share") * s.interest[o] * slack * minded
        s.feigned[:] = s.held_back[:] = 0
        for i, seat in enumerate(w.seats):
            o, f = seat.o, seat.f
            forum = w.forums[f]
            here = s.filled[i] * s.alive[f]
            part = weights[i] / maximum(weight[o], 0.000001)
            left = clamp01(1 - p("organisations.overhead") * maximum(0, seats[o] - 1))
            against = one(apart(s.position[i], s.common[f]) > p("agenda.confidence"))
            held = self.on("excuse") * s.excuse[i] * against * (1 - 0.5 * s.openness[i])
            tools = forum.working_group + forum.shared_assessment + forum.hub + forum.training + (forum.governance == "administrator")
            leads = forum.governance == "lead_organisation" and forum.lead == i
            run = one(0.5) if leads else one(1)
            s.time[i] = (one(w.fte) * s.staff[o] * s.joint[o] * part * left * (1 - held) * (1 + s.extra[i])
                         * maximum(0, 1 - tools * p("processes.meeting_cost")) * run)
            s.held_back[o] = s.held_back[o] + held * part
            s.feigned[f] = s.feigned[f] + here * (held > 0) / maximum(1, s.members[f])
        for o in range(n):
            s.joint[o] = s.joint[o] * (1 - s.held_back[o])
