"""The month written again from models/README.md alone, one run at a time, slow and plain.

Names and order of statements are those of the description; its section numbers stand in the comments.
"""

import copy

import numpy as np

from .acts import Deed
from .agenda import Agenda
from .area import Area
from .arithmetic import N, SECTORS, apart, clamp01, maximum, minimum, nearer, one, or_none, rising, threefry
from .outcomes import Outcomes
from .people import People


# How many numbers of a draw an entity has, where there are more than one.
NUMBERS = {"FIRST_ORGANISATION": 3, "FIRST_SEAT": 6, "FIRST_LEADER": 6, "MODE": 4, "SUCCESS": 5, "AIM": 2, "AIRING": 3, "ISSUE": 8,
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


class Run(People, Agenda, Area, Outcomes):
    def __init__(self, world, places, model, parameters, without, seed, replicate, months):
        self.w, self.last, self.places = copy.deepcopy(world), copy.deepcopy(world), places
        self.model, self.parameters, self.off = model, parameters, set(without)
        self.seed, self.replicate, self.months, self.month = seed, replicate, months, 0
        rows = {"run": 1, "sector": 8, "resource": N, "organisation": len(world.organisations), "forum": len(world.forums),
                "seat": len(world.seats), "tie": world.ties, "issue": world.slots * len(world.forums), "leader": 3 * len(world.forums)}
        self.s = Columns(model.state, rows)
        self.begins(0)

    # --- what is asked for again and again ---

    def u(self, name, k):
        kind, each = self.model.drawn_by[name], NUMBERS.get(name, 1 if name != "SENSING" else len(self.model.acts))
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
            s.interest[o] = clamp01(p("organisations.manager_interest") * one(org.interest) + 0.3 * (d[1] - 0.5))
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
            s.commitment[i] = s.filled[i] * clamp01(p("people.commitment") + 0.4 * (d[0] - 0.5))
            s.openness[i] = (1 - s.closed[i]) * clamp01(p("people.openness") + 0.4 * (d[1] - 0.5))
            s.experience[i] = clamp01(p("people.experience") + 0.4 * (d[2] - 0.5))
            s.excuse[i] = d[3] < p("people.excuse_share")
            s.unclear[i] = s.filled[i] * (d[4] < p("structure.ambiguity"))
            s.hope[i] = s.filled[i] * 0.8
            s.salience[i] = 0.7
            s.filled_first[0] += s.filled[i]
            if i == w.forums[seat.f].first + 1:
                self.difficult(i)
        for f, forum in enumerate(w.forums):
            for i in range(forum.n):
                for j in range(forum.n):
                    if i != j:
                        t = clamp01(p("trust.start") + 0.3 * (u("FIRST_TIE", forum.pair(i, j)) - 0.5) + 0.3 * one(w.contact(f, i, j)))
                        s.institution[forum.tie(i, j)] = t
                        s.trust[forum.tie(i, j)] = s.filled[forum.first + i] * s.filled[forum.first + j] * t
            s.alive[f], s.formality[f], s.purpose[f] = self.on("collaboration") * forum.present, one(forum.formality), p("users.purpose")
            s.clock[f] = one(4) * one(f % 3)
            s.members[f] = sum((s.filled[i] for i in forum.seats), one(0))
            s.common[f], s.trust_mean[f], s.openness_mean[f] = 0.5, p("trust.start"), p("people.openness")
            s.hope_mean[f], s.practice[f], s.commitment_mean[f] = 0.8, 0.45, p("people.commitment")
        for k in range(3 * len(w.forums)):
            d = [u("FIRST_LEADER", 6 * k + n) for n in range(6)]
            s.loyalty[k] = clamp01(p("leaders.loyalty") + p("leaders.loyalty_spread") * (d[4] - 0.5))
            s.tenacity[k] = clamp01(p("leaders.tenacity") + 0.3 * (d[5] - 0.5))
            s.cause[k] = s.position[w.forums[k // 3].leaders[k % 3]]
            s.energy[k], s.worth_facilitative[k], s.worth_directive[k] = 0.8, 0.5, 0.5
            s.directive[k] = d[3] < p("leaders.directive_share")
            s.skill_facilitative[k] = clamp01(p("leaders.skill") + 0.3 * (d[0] - 0.5))
            s.skill_directive[k] = clamp01(p("leaders.skill") + 0.3 * (d[1] - 0.5))
            s.unease[k] = clamp01(p("leaders.ideology") + 0.3 * (d[2] - 0.5))

    def difficult(self, i):
        s, kind = self.s, self.word("people.difficult")
        if kind in ("true_blocker", "principled_dissenter"):
            s.position[i] = 0.95 if s.position[i] < 0.5 else 0.05
            s.strange[i] = 1
            s.commitment[i] = 0.1 if kind == "true_blocker" else 0.8
        if kind == "true_blocker":
            s.excuse[i] = 1
        if kind == "key_resource_holder":
            s.commitment[i] = 0.2

    # --- 7.1 to 7.3 ---

    def context(self):
        s, p, u = self.s, self.p, self.u
        u0, u1 = u("TURBULENCE", 0), u("TURBULENCE", 1)
        s.turbulence[0] = minimum(p("context.shock") * (0.5 + u1), 1) if u0 < p("context.turbulence") else 0
        s.arisen_now[0] = 0
        for c, name in enumerate(SECTORS):
            s.noise[c] = 0.8 * s.noise[c] + 0.6 * p("context.uncertainty") * 3.4641016 * (u("FUNDING", c) - 0.5)
            s.money[c] = maximum(0, p(f"context.funding.{name}") * (1 - p("context.brexit") * p(f"sectors.exposure.{name}")) * (1 + s.noise[c]))
        for r in range(N):
            s.arisen_field[r] = p("context.need") * p("context.demand") * one(self.w.field[r]) * (1 + p("context.brexit") * p("users.unsure"))
            s.arisen_now[0] = s.arisen_now[0] + s.arisen_field[r]
        s.arisen[0] = s.arisen[0] + s.arisen_now[0]

    def sectors(self):
        s, p, u = self.s, self.p, self.u
        for c in range(8):
            s.anger[c] = p("context.shock") if u("ANGER", c) < p("sectors.anger") else 0
        for o, org in enumerate(self.w.organisations):
            whole = o if org.parent < 0 else org.parent
            starts = u("REORGANISATION", 2 * whole) < self.on("reorganisation") * p("context.reorganisation")
            s.reorganising[o] = p("organisations.reorganisation_months") if starts else maximum(0, s.reorganising[o] - 1)
            s.home[o] = 0.7 * s.home[o] + 0.3 * u("REORGANISATION", 2 * o + 1) if starts else s.home[o]

    def contracts(self):
        s, p, u = self.s, self.p, self.u
        for o, org in enumerate(self.w.organisations):
            provider = self.on("contracts") * (org.commissioner >= 0) * self.w.contract_is_there(o)
            left = s.to_renewal[o] - 1
            due = provider * (left <= 0)
            renewed = one(u("RENEWAL", o) < p("organisations.renewal") * (1 - 0.8 * s.offence[o]))
            s.renewals[0] = s.renewals[0] + due * s.contract[o]
            s.contracts_lost[0] = s.contracts_lost[0] + due * s.contract[o] * (1 - renewed)
            s.contract[o] = renewed if due > 0 else s.contract[o]
            s.contract_alone[o] = (u("RENEWAL", o) < p("organisations.renewal")) if due > 0 else s.contract_alone[o]
            s.to_renewal[o] = p("organisations.contract_months") if due > 0 else left
            s.offence[o] = or_none(s.offence[o] * 0.96)
            s.flex[o] = or_none(s.flex[o] * 0.97)

    def organisations(self):
        s, p, w = self.s, self.p, self.w
        self.contracts()
        n = len(w.organisations)
        weight, full, seats, told, belonging = ([one(0) for _ in range(n)] for _ in range(5))
        weights = []
        for i, seat in enumerate(w.seats):
            o, f = seat.o, seat.f
            here = s.filled[i] * s.alive[f]
            weights.append(here * one(seat.salience) * (0.3 + 0.7 * s.salience[i]))
            weight[o] = weight[o] + weights[i]
            full[o] = full[o] + here * one(seat.salience)
            seats[o] = seats[o] + here
            told[o] = maximum(told[o], p("users.broadcast") * s.success[f] * here)
            belonging[o] = belonging[o] + here * s.identification[i]
        for o, org in enumerate(w.organisations):
            pressure = 0.75 * s.pressure[org.first] + 0.25 * s.pressure[org.first if org.second < 0 else org.second]
            excess, pull = maximum(0, pressure - 1), p("organisations.pressure_pull")
            nature = clamp01(p("organisations.manager_interest") * one(org.interest))
            objects = p("organisations.home_objects") * belonging[o] / maximum(1, seats[o])
            strain = 0.5 * pull * excess / (1 + excess)
            target = clamp01(nature - strain - objects + 0.5 * told[o])
            s.interest[o] = s.interest[o] + p("organisations.manager_memory") * (target - s.interest[o])
            slack = 1 / (1 + pull * excess)
            slack = 0.5 * slack if s.reorganising[o] > 0 else slack
            guarded = 1 - 0.1 * (self.on("safeguards") * p("structure.safeguards"))
            minded = weight[o] / maximum(full[o], 0.000001)
            money, part = s.money[org.sector], p("organisations.contract_share")
            staff = one(org.share) * (one(org.staff) / one(org.fte)) * org.present
            s.staff[o] = staff * money * (1 - (1 - s.contract[o]) * part)
            s.staff_alone[o] = staff * money * (1 - (1 - s.contract_alone[o]) * part)
            s.joint[o] = self.on("collaboration") * guarded * p("organisations.joint_share") * s.interest[o] * slack * minded
        s.feigned[:] = s.held_back[:] = 0
        for i, seat in enumerate(w.seats):
            o, f = seat.o, seat.f
            forum = w.forums[f]
            here = s.filled[i] * s.alive[f]
            part = weights[i] / maximum(weight[o], 0.000001)
            left = clamp01(1 - p("organisations.overhead") * maximum(0, seats[o] - 1))
            against = one(apart(s.position[i], s.common[f]) > one(0.2))
            held = self.on("excuse") * s.excuse[i] * against * (1 - 0.5 * s.openness[i])
            tools = forum.working_group + forum.shared_assessment + forum.hub + forum.training
            leads = forum.governance == "lead_organisation" and forum.leaders[0] == i
            run = one(0.95) if forum.governance == "administrator" else one(0.7) if leads else one(1)
            s.time[i] = (one(w.fte) * s.staff[o] * s.joint[o] * part * left * (1 - 0.8 * held) * (1 + s.grant[f])
                         * maximum(0, 1 - tools * p("processes.tool_cost")) * run)
            s.held_back[o] = s.held_back[o] + 0.8 * held * part
            s.feigned[f] = s.feigned[f] + here * (held > 0) / maximum(1, s.members[f])
        for o in range(n):
            s.joint[o] = s.joint[o] * (1 - s.held_back[o])

    # --- 7.4 leaders ---

    def see(self, x, u, accuracy=None):
        accuracy = self.p("leaders.accuracy") if accuracy is None else accuracy
        return x + (1 - accuracy) * (u - 0.5) * 1.2

    def leaders(self):
        s = self.s
        for f, forum in enumerate(self.w.forums):
            s.push_facilitative[f] = s.push_directive[f] = s.bypass[f] = 0
            for i in forum.seats:
                s.leaving[i] = 0
                s.isolation[i] = or_none(s.isolation[i] * 0.85)
            view = self.view(f, forum)
            urges = self.urges(f, view)
            for rank in range(3):
                self.leader(f, forum, rank, view, urges)

    def view(self, f, forum):
        s, p, u, slots = self.s, self.p, self.u, range(f * self.w.slots, (f + 1) * self.w.slots)
        v = {name: sum((one(s.stage[k] == stage) * (1 / one(len(slots))) for k in slots), one(0))
             for stage, name in ((1, "table"), (2, "agreed"), (3, "ratified"))}
        for stage in (2, 1):
            ages = [k for k in slots if s.stage[k] == stage]
            if ages or "top_issue" not in v:
                v["top_issue"] = max(ages, key=lambda k: s.age[k][0], default=-1)
        v["top"] = s.place[v["top_issue"]].copy() if v["top_issue"] >= 0 else s.common[f].copy()
        v["stuck_issue"], v["still"] = -1, one(0)
        for k in slots:
            if s.stage[k] >= 1 and s.still[k] > v["still"]:
                v["stuck_issue"], v["still"] = k, s.still[k].copy()
        v["best"] = one(max(s.service[r][0] for r in range(N)))
        v["who"], v["much"], v["held"] = {}, {}, one(0)
        missing, unclear, mandate = one(0), one(0), one(0)

        def take(target, fits, i, amount):
            if fits and amount > v["much"].get(target, one(0)):
                v["who"][target], v["much"][target] = i, amount
                return True
            return False

        told = p("leaders.accuracy") + (1 - p("leaders.accuracy")) * s.said[f]
        for n, i in enumerate(forum.seats):
            here, other = s.filled[i] > 0, i != forum.leaders[0]
            off = minimum(1, apart(s.position[i], v["top"]) / p("agenda.tolerance"))
            resists = self.see(0.6 * off + 0.4 * (1 - s.commitment[i]), u("AIM", 2 * i), told)
            weary = self.see(s.frustration[i], u("AIM", 2 * i + 1), told)
            if take("BLOCKER", here and other, i, resists):
                v["held"] = s.mandate[i].copy()
            take("WEAKEST", here, i, 1.001 - s.mandate[i])
            take("EMPTY_SEAT", not here, i, 1 - one(0.001) * one(n))
            take("UNCLEAR", s.unclear[i] * s.filled[i] > 0, i, 1 - one(0.001) * one(n))
            take("WEARY", here, i, weary)
            take("CONVERT", here and s.converted[i] > one(0.02), i, 1 - s.converted[i])
            missing = missing + (1 - s.filled[i]) / one(forum.n)
            unclear = unclear + s.unclear[i] * s.filled[i] / one(forum.n)
            mandate = mandate + s.filled[i] * s.mandate[i]
        v.update(missing=missing, unclear=unclear, mandate=mandate / maximum(1, s.members[f]))
        return v

    def urges(self, f, v):
        s, p = self.s, self.p
        r = self.w.forums[f].r
        waits = minimum(1, s.stuck[f] / p("leaders.stuck_months"))
        old = minimum(1, v["still"] / p("agenda.stall_months"))
        table, agreed, ratified = v["table"], v["agreed"], v["ratified"]
        busy = table + agreed + ratified
        blocks, weary, convert = (v["much"].get(t, one(0)) for t in ("BLOCKER", "WEARY", "CONVERT"))
        closed, held, powerless = 1 - s.openness_mean[f], v["held"], 1 - v["mandate"]
        C, F, P = s.commitment_mean[f], s.frustration_mean[f], s.purpose[f]
        who, conflict, trust = v["who"], s.conflict_mean[f], s.trust_mean[f]
        x = {"empower": 0.7 * powerless, "mobilise": 0.5 * (1 - C) + 0.3 * ratified, "build_trust": 0.5 * (1 - trust),
             "nurture": 1.2 * weary, "prepare": 0.5 * table * (1 - s.prepared[f]) + 0.1, "air": 1.4 * F + 0.4 * conflict,
             "model": 0.5 * closed, "refocus": 0.5 * (1 - P), "disclose": 0.5 * closed + 0.3 * (1 - trust),
             "bid": 0.2 * minimum(2, s.pressure[r]) * (1 - minimum(1, 3 * s.grant[f])),
             "press": 0.45 * (1 - C) * (0.4 + P), "demand": 0.6 * powerless * (0.5 + 0.5 * waits)}
        if "EMPTY_SEAT" in who:
            x["embrace"] = 0.15 + v["missing"]
        if "UNCLEAR" in who:
            x["clarify"] = 0.2 + 0.5 * v["unclear"]
        if "CONVERT" in who:
            x["aftercare"] = p("leaders.aftercare") * (0.3 + 0.6 * convert)
        if busy < one(0.99):
            x["pilot"] = 0.4 * (1 - busy) + 0.2 * (1 - s.hope_mean[f])
            x["spread"] = 0.3 * (1 - busy) + 0.5 * (v["best"] - s.service[r])
        if table > 0:
            x["manipulate"] = 0.4 * table + 0.4 * waits
            x["politick"] = 0.5 * table + 0.3 * waits * powerless
        if agreed > 0:
            x["route_around"] = 0.9 * agreed + 0.2 * agreed * waits
        if v["stuck_issue"] >= 0:
            x["move_on"] = 0.6 * old
        if "BLOCKER" in who:
            x.update(involve=0.3 * blocks + 0.5 * F, challenge=0.5 * blocks * (0.4 + held), persist=0.4 * blocks + 0.1 * table,
                     strip_away=0.45 * blocks * (0.4 + agreed), isolate=0.5 * blocks * (0.5 + 0.5 * waits),
                     reseat=0.45 * blocks * (0.3 + 0.7 * waits), dismiss=0.45 * blocks * waits * (1.1 - held))
        tactic = self.word("leaders.tactic")
        for act in ("challenge", "route_around", "isolate", "reseat", "dismiss", "strip_away", "persist"):
            if tactic not in ("any", act):
                x.pop(act, None)
        return {act: urge * (1 - 2 * minimum(0.5, p(f"acts.backlash.{act}")) * (1 - p("leaders.bravery"))) if urge >= 0 else urge
                for act, urge in x.items()}

    def leader(self, f, forum, rank, view, urges):
        s, p, u = self.s, self.p, self.u
        k, own = 3 * f + rank, forum.leaders[rank]
        stuck = p("leaders.stuck_months")
        still = maximum(0, self.see(s.stuck[f] / stuck, u("MODE", 4 * k + 3)) * stuck)
        conflict = self.see(s.conflict_mean[f], u("SUCCESS", 5 * k + 4))
        enough = 0.5 * stuck if s.directive[k] > 0.5 else stuck
        s.directive[k] = (still > enough) & (conflict < p("leaders.relent"))
        granted = s.influence[own] / maximum(sum((s.influence[i] for i in forum.leaders), one(0)), 0.000001)
        part = {"heroic": one(rank == 0), "shared": one((0.6, 0.25, 0.15)[rank]), "distributed": granted}[self.word("leaders.initiative")]
        vigour = minimum(1, s.energy[k] / one(0.4)) if s.energy[k] > one(0.05) else one(0)
        budget = p("leaders.acts") * part * (p("leaders.first_present") if rank == 0 else one(1)) * vigour
        policy, wanted = self.word("leaders.policy"), p("leaders.directive_share")
        does = s.filled[own] * s.alive[f] * (policy != "none") * (u("MODE", 4 * k) < budget)
        chance = {"fixed": wanted, "none": wanted, "alternating": one(s.acted[k] == 1),
                  "switching": 0.5 + 0.5 * wanted if s.directive[k] > 0.5 else 0.5 * wanted,
                  "facilitative_until_stuck": one(still > stuck), "directive_first": one(self.month < 12),
                  "learning": rising(8 * (s.worth_directive[k] - s.worth_facilitative[k]))}[policy]
        pushes = one(u("MODE", 4 * k + 1) < chance)
        both = one(u("MODE", 4 * k + 2) < p("leaders.compound"))
        soft = self.on("facilitative_acts") * does * maximum(both, 1 - pushes)
        hard = self.on("directive_acts") * does * maximum(both, pushes)
        s.did_facilitative[k] = s.did_directive[k] = s.worked_facilitative[k] = s.worked_directive[k] = 0
        if soft + hard > 0:
            meeting = 0.75 if soft > 0 and hard > 0 else 1
            for mode, acts in ((0, soft), (1, hard)):
                if acts > 0:
                    Deed(self, f, forum, k, own, view).done(mode, urges, meeting)
            self.learn(f, k)

    def learn(self, f, k):
        s, p = self.s, self.p
        soft, hard = one(s.did_facilitative[k] > 0), one(s.did_directive[k] > 0)
        moves, gain = 1 - minimum(1, s.stuck[f] / 6), p("leaders.learning")
        s.skill_facilitative[k] = nearer(s.skill_facilitative[k], gain * s.worked_facilitative[k])
        s.skill_directive[k] = nearer(s.skill_directive[k], gain * s.worked_directive[k])
        s.worth_facilitative[k] += 0.1 * soft * (s.worked_facilitative[k] * moves - s.worth_facilitative[k])
        s.worth_directive[k] += 0.1 * hard * (s.worked_directive[k] * moves - s.worth_directive[k])
        s.acted[k] = soft + 2 * hard if soft + hard > 0 else s.acted[k]
