"""Families, seats and forums: sections 7.9 and 7.10 of models/README.md."""

from .arithmetic import N, clamp01, maximum, minimum, one, or_none


class Area:
    # --- 7.9 users ---

    def users(self):
        s, w = self.s, self.w
        total, members = one(0), one(0)
        for f in range(len(w.forums)):
            total = total + s.members[f] * s.alive[f] * s.practice[f]
            members = members + s.members[f] * s.alive[f]
        practice = total / maximum(1, members) if self.on("practice") > 0 and members > 0 else one(0.5)
        for r in range(N):
            left = one(1)
            for f in self.serving(r):
                left = left * (1 - s.built[f])
            s.service[r] = 1 - left
        for r in range(N):
            self.field(r, practice)
        for f, forum in enumerate(w.forums):
            community = one(any(s.filled[i] > 0 and self.sector_name(w.organisations[w.seats[i].o].sector) == "voluntary" for i in forum.seats))
            s.built[f] = or_none(s.built[f] * (1 - self.p("users.service_decay") * (1 - one(0.5) * community)))

    def serving(self, r):
        return [f for f, forum in enumerate(self.w.forums) if forum.r == r]

    def field(self, r, practice):
        s, p, w = self.s, self.p, self.w
        both, alone = one(0), one(0)
        for o, org in enumerate(w.organisations):
            if org.gives(r) > 0:
                both = both + one(org.gives(r)) * s.staff[o] * (1 - s.joint[o])
                alone = alone + one(org.gives(r)) * s.staff_alone[o]
        hard, cap = p("users.complex"), p("users.solo_cap")
        reached = 1 - p("context.brexit") * p("users.unsure")
        each_alone = ((1 - hard) + hard * (cap + (1 - cap) * 0)) * reached
        each = minimum(1, ((1 - hard) + hard * (cap + (1 - cap) * s.service[r])) * (1 + p("users.practice") * (practice - 0.5)) * reached)
        early, crisis, helped, treated, relieved, pressure = self.side(r, s.open_need[r], s.open_crisis[r], both, each, alone)
        missed = clamp01((pressure * alone - both) / maximum(alone - both, 0.000001))
        self.is_credited(r, helped + treated / p("users.crisis_cost"), each, each_alone, missed)
        s.open_need[r], s.open_crisis[r] = early, crisis
        s.relief[0] = s.relief[0] + relieved
        s.treated_early[0] += helped
        s.treated_crisis[0] += treated
        early, crisis, _, _, relieved, _ = self.side(r, s.open_alone[r], s.crisis_alone[r], alone, each_alone, alone)
        s.open_alone[r], s.crisis_alone[r] = early, crisis
        s.relief_alone[0] = s.relief_alone[0] + relieved
        s.pressure[r] = pressure

    def is_credited(self, r, cases, each, each_alone, missed):
        """What forums added to the relief of a field, and what their seats' time would have given alone, as far as it is missed."""
        s, w = self.s, self.w
        total = sum((s.built[f] for f in self.serving(r)), one(0))
        gained = cases * maximum(0, each - each_alone)
        for f, forum in enumerate(w.forums):
            lent = one(0)
            for i in forum.seats:
                lent = lent + s.filled[i] * s.alive[f] * s.time[i] / one(w.fte) * self.gives(i, r)
            if forum.r == r:
                s.added[f] = s.added[f] + s.first_life[f] * (gained * s.built[f] / maximum(total, 0.000001))
            s.forgone[f] = s.forgone[f] + s.first_life[f] * (lent * missed * each_alone)

    def side(self, r, early, crisis, capacity, each, alone):
        p, arisen, K = self.p, self.s.arisen_field[r], self.p("users.crisis_cost")
        E = early + arisen * (1 - p("users.crisis_share"))
        Z = crisis + arisen * p("users.crisis_share")
        wanted = Z * K
        pressure = (E + Z * K) / maximum(alone, 0.000001)
        excess = maximum(0, pressure - 1)
        capacity = capacity * maximum(0, 1 - 2 * (self.on("overload") * p("organisations.overload")) * excess / (1 + excess))
        first = p("users.duty") + (1 - p("users.duty")) * wanted / maximum(E + wanted, 0.000001)
        helped = minimum(E, capacity - minimum(wanted, capacity * first))
        treated = minimum(wanted, capacity - helped)
        cases, back = treated / K, p("users.returns") * (1 - each)
        left_early, left_crisis = maximum(0, E - helped * (1 - back)), maximum(0, Z - cases * (1 - back))
        X = self.on("escalation") * p("users.escalation")
        crisis = left_crisis * (1 - 0.5 * p("users.lapse")) + X * left_early
        early = left_early * (1 - X) * (1 - p("users.lapse"))
        return early, crisis, helped, treated, (helped + cases) * each, pressure

    # --- 7.10 structure ---

    def structure(self):
        s, p, u, w = self.s, self.p, self.u, self.w
        if self.on("collaboration") > 0:
            for f, forum in enumerate(w.forums):
                if s.alive[f] == 0 and w.forum_is_here(f) and u("BIRTH", f) < p("structure.birth"):
                    self.born(f, forum)
        leaves = self.who_leaves()
        for i, seat in enumerate(w.seats):
            self.turns_over(i, seat, leaves[i])
        for f, forum in enumerate(w.forums):
            s.life[f] += s.first_life[f] * s.alive[f]
            s.conflict_life[f] += s.first_life[f] * s.conflict_mean[f]
            s.members[f] = sum((s.filled[i] for i in forum.seats), one(0))
            learns = p("people.identification_gain") * (s.meets[f] + one(forum.training) * p("processes.training"))
            s.dormant[f] = 0 if s.meets[f] > 0 else s.dormant[f] + 1
            ends = one(bool(s.members[f] < 2) or bool(s.dormant[f] > 24))
            s.formality[f] = s.formality[f] + p("structure.formalisation") * (1 - (forum.origin == "emerged") * one(0.5)) * (1 - s.formality[f])
            s.language[f] = s.language[f] + learns * (1 - s.language[f]) - 0.5 * p("people.identification_gain") * s.language[f]
            for i in forum.seats:
                s.extra[i] = or_none(s.extra[i] * (1 - p("organisations.memory")))
            s.alive[f] = s.alive[f] * (1 - ends)
            if s.life[f] > 0:
                s.first_life[f] = s.first_life[f] * s.alive[f]

    def born(self, f, forum):
        s = self.s
        s.alive[f] = 1
        for column in (s.dormant, s.stuck, s.language, s.built, s.rung, s.said, s.since_success, s.overdue):
            column[f] = 0
        self.is_new(f)
        for i in forum.seats:
            if not s.filled[i] > 0:
                s.listed[i] = s.awaited[i] = 0
        if s.life[f] == 0:
            s.began[f] = self.month
        else:
            s.formality[f] = 0
            for i in forum.founders:
                s.joining[i] = 1
        self.issues_are_dropped(f)

    def issues_are_dropped(self, f):
        s, forum = self.s, self.w.forums[f]
        for k in self.slots(f):
            s.dropped[0] += s.stage[k] > 0
            s.stage[k] = s.progress[k] = 0
        for i in forum.seats:
            for k in self.slots(f):
                s.promised[self.stance(i, k)] = 0

    def goes(self, i):
        """Chance that the person in a seat leaves."""
        s, p, c = self.s, self.p, self.w.organisations[self.w.seats[i].o].sector
        worn = one(1) if s.away[i] > 0 else 1 - minimum(1, s.energy[i] / one(0.5))
        return self.on("turnover") * clamp01(p("people.turnover") / 12 * (1 + 0.5 * (s.frustration[i] + s.conflict[i]) + worn))

    def who_leaves(self):
        """By seat; a person leaves all its seats at once."""
        leaves = [bool(self.u("LEAVES", 2 * i) < self.goes(i)) for i in range(len(self.w.seats))]
        for seats in self.w.persons:
            most = max((self.goes(i) for i in seats if self.s.filled[i] > 0), key=lambda x: x[0], default=one(0))
            for i in seats:
                leaves[i] = bool(self.u("LEAVES", 2 * seats[0]) < most)
        return leaves

    def turns_over(self, i, seat, leaves):
        s, p, f, v1 = self.s, self.p, seat.f, self.u("LEAVES", 2 * i + 1)
        s.tenure[i] = s.tenure[i] + s.filled[i]
        misery = 0.5 * (s.frustration[i] + s.conflict[i])
        quits = v1 < self.on("exit") * p("structure.exit") * misery * misery * (1 - s.commitment[i]) or s.alive[f] == 0
        filled = bool(s.filled[i] > 0)
        joins = not filled and s.alive[f] > 0 and self.w.seat_is_there(i) and (v1 < p("structure.pace") * (0.5 + 0.5 * s.built[f]) or s.joining[i] > 0)
        s.joining[i] = one(bool(joins))
        ends = filled and (s.leaving[i] > 0 or quits)
        if ends or (filled and leaves):
            self.takes_along(i, f)
        if ends:
            s.dismissals[0] += s.leaving[i] == 1
            if quits and s.alive[f] > 0 and s.conflict[i] > p("fates.pain"):
                s.trouble[f] = 1
            self.seat_ends(i, self.w.forums[f])
        elif (filled and leaves) or joins:
            self.seat_begins(i, seat, self.w.forums[f])

    def seat_ends(self, i, forum, over=False):
        """`over`: its person has gone over to a seat of another forum."""
        s = self.s
        for column in (s.filled, s.commitment, s.time, s.came, s.frustration, s.conflict, s.identification, s.hope, s.belongs, s.sent,
                       s.awaited, s.comfort, s.extra, s.load, s.kept, s.broke):
            column[i] = 0
        if not self.on("ambiguity") or forum.governance == "fabric":
            s.listed[i] = 0
        for j in range(forum.n):
            s.trust[forum.tie(i - forum.first, j)] = s.trust[forum.tie(j, i - forum.first)] = 0
        s.exits[0] += not over
        self.is_forgotten(i, forum, 0)

    def is_forgotten(self, i, forum, resistance):
        """Stances and contacts of a seat begin anew."""
        s, f = self.s, self.w.seats[i].f
        for j in forum.seats:
            if j != i:
                t = self.tie(min(i, j), max(i, j))
                s.since[t], s.often[t] = 99, 0
        for k in self.slots(f):
            x = self.stance(i, k)
            s.resistance[x], s.held[x], s.promised[x], s.given[x] = resistance, 0, 0, 0

    def takes_along(self, i, f):
        """Who leaves takes along consents still to be given, and a cause."""
        s, forum = self.s, self.w.forums[f]
        s.left[0] += 1
        for k in self.slots(f):
            champions = s.stage[k] in (1, 2) and s.champion[k] == 1 + i
            consents = s.stage[k] == 2 and i in [self.holder(forum, q) for q in self.needs(k)]
            if champions or consents:
                s.moved_back[0] += s.progress[k]
                s.progress[k] = 0
            if champions:
                s.champion[k] = 0

    def seat_begins(self, i, seat, forum, draw="NEWCOMER"):
        s, p, f = self.s, self.p, seat.f
        d = [self.u(draw, 8 * i + n) for n in range(8)]
        s.filled[i], s.tenure[i] = 1, -1
        s.excuse[i], s.closed[i] = d[4] < p("people.excuse_share"), d[5] < p("people.closed_share")
        s.mandate[i], s.influence[i], s.position[i] = clamp01(p("people.mandate") * one(seat.mandate)), one(seat.influence), s.home[seat.o]
        s.commitment[i] = clamp01(p("people.commitment") + p("people.spread") * (d[0] - 0.5))
        s.openness[i] = (1 - s.closed[i]) * clamp01(p("people.openness") + p("people.spread") * (d[1] - 0.5))
        s.experience[i] = clamp01(p("people.experience") + p("people.spread") * (d[2] - 0.5))
        self.is_marked(i, d[3])
        s.awaited[i] = 0
        for column in (s.identification, s.isolation, s.strange, s.comfort, s.extra, s.load, s.kept, s.broke):
            column[i] = 0
        s.frustration[i], s.conflict[i] = 0.5 * s.frustration[i], 0.5 * s.conflict[i]
        s.hope[i], s.salience[i] = 1, 1
        s.language[f] = s.language[f] * (1 - 1 / maximum(2, s.members[f]))
        part = p("trust.institution")
        for j in range(forum.n):
            n = i - forum.first
            for t in (forum.tie(n, j), forum.tie(j, n)):
                there = j != n and s.filled[forum.first + j] > 0
                s.trust[t] = s.institution[t] * part + (1 - part) * 0.5 * p("trust.start") if there else 0
        s.energy[i], s.worth_facilitative[i], s.worth_directive[i] = 1, 0.5, 0.5
        s.acted[i] = s.obstacle[i] = s.failed[i] = s.away[i] = s.led[i] = 0
        s.skill_facilitative[i] = s.skill_directive[i] = p("leaders.skill")
        s.unease[i] = p("leaders.ideology")
        s.loyalty[i] = clamp01(p("leaders.loyalty") + p("people.spread") * (d[6] - 0.5))
        s.tenacity[i] = clamp01(p("leaders.tenacity") + p("people.spread") * (d[7] - 0.5))
        s.cause[i] = s.position[i]
        self.is_forgotten(i, forum, 1)
        if i == forum.lead and s.life[f] > 0:
            s.lead_changes[f] += s.first_life[f]

    # --- 7.12 presence ---

    def presence(self):
        s, w, last, p = self.s, self.w, self.last, self.p
        for f, (now, then) in enumerate(zip(w.forums, last.forums)):
            s.formality[f] = clamp01(s.formality[f] + (one(now.formality) - one(then.formality)))
        for i, (now, then) in enumerate(zip(w.seats, last.seats)):
            s.mandate[i] = clamp01(s.mandate[i] + p("people.mandate") * (one(now.mandate) - one(then.mandate)))
            s.influence[i] = maximum(0, s.influence[i] + (one(now.influence) - one(then.influence)))
        for o in range(len(w.organisations)):
            if w.contract_is_there(o) != last.contract_is_there(o):
                s.contract[o] = s.contract_alone[o] = w.contract_is_there(o)
                s.to_renewal[o] = p("organisations.contract_months")
        if self.on("collaboration") == 0:
            return
        forums = [(f, w.forum_is_here(f), last.forum_is_here(f)) for f in range(len(w.forums))]
        for f, here, was in forums:
            if here > was:
                self.born(f, w.forums[f])
        for f, here, was in forums:
            g = w.forums[f].joins
            if here < was and w.has_merged(f) > last.has_merged(f) and s.alive[f] > 0 and w.forum_is_here(g) and s.alive[g] > 0:
                self.merges(f, g)
        for f, here, was in forums:
            if here < was:
                self.issues_are_dropped(f)
                s.alive[f] = 0
        for i in range(len(w.seats)):
            self.comes_or_goes(i)
        for f, forum in enumerate(w.forums):
            s.members[f] = sum((s.filled[i] for i in forum.seats), one(0))

    def comes_or_goes(self, i):
        s, w, now, then = self.s, self.w, self.w.seats[i], self.last.seats[i]
        there, was = w.seat_is_there(i), self.last.seat_is_there(i)
        filled = bool(s.filled[i] > 0)
        goes = not there and filled
        returns = not filled and not was and (now.filled or not then.present)
        comes = there and s.alive[now.f] > 0 and (now.person != then.person or returns)
        if filled and (goes or comes):
            self.takes_along(i, now.f)
        if goes:
            self.seat_ends(i, w.forums[now.f])
        elif comes:
            self.seat_begins(i, now, w.forums[now.f], "COMER")
            self.is_as_told(i)
            self.holds_on_as_told(i)
            s.cause[i] = s.position[i]
            s.filled_first[0] += s.life[now.f] == 0

    # --- a forum merges into another ---

    def merges(self, f, g):
        s, w, into = self.s, self.w, {}
        for i in w.forums[f].seats:
            t = next((t for t in w.forums[g].seats if w.seats[t].o == w.seats[i].o), None)
            if s.filled[i] > 0 and t is not None and w.seat_is_there(t) and not s.filled[t] > 0:
                self.goes_over(i, t)
                into[i] = t
        for a, b in ((a, b) for a in into for b in into if a != b):
            for column in (s.trust, s.institution):
                column[self.tie(into[a], into[b])] = column[self.tie(a, b)]
            for column in (s.since, s.often):
                column[self.tie(*sorted((into[a], into[b])))] = column[self.tie(*sorted((a, b)))]
        for k in self.slots(f):
            n = next((n for n in self.slots(g) if s.stage[n] == 0), None)
            if s.stage[k] > 0 and n is not None:
                self.is_brought(k, n, into)
        if w.forums[f].r == w.forums[g].r:
            s.built[g] = s.built[g] + s.built[f] * (1 - s.built[g])
            s.built[f] = 0
        for i in into:
            self.seat_ends(i, w.forums[f], over=True)
        s.merged[f] = s.first_life[f]

    def goes_over(self, i, t):
        s, w = self.s, self.w
        self.seat_begins(t, w.seats[t], w.forums[w.seats[t].f], "COMER")
        for column in (s.tenure, s.position, s.commitment, s.openness, s.experience, s.excuse, s.closed, s.strange, s.salience, s.hope, s.frustration,
                       s.conflict, s.comfort, s.listed, s.belongs, s.sent, s.energy, s.away, s.skill_facilitative, s.skill_directive, s.unease,
                       s.loyalty, s.tenacity, s.worth_facilitative, s.worth_directive):
            column[t] = column[i]
        s.cause[t] = s.position[t]

    def is_brought(self, k, n, into):
        """Issue k of a forum begins anew in slot n of the one that it merges into."""
        s = self.s
        champion = int(s.champion[k][0]) - 1
        self.clears(n)
        s.stage[n] = 1
        for column in (s.place, s.extent, s.needs_first, s.needs_second, s.needs_third, s.copied, s.wanted, s.first_far, s.age, s.by_structure,
                       s.by_process, s.by_participant, s.agreed_on, s.planned, s.begun):
            column[n] = column[k]
        s.champion[n] = 1 + into[champion] if champion in into else 0
        s.moved_back[0] += (s.stage[k] - 1) + s.progress[k]
        self.clears(k)
        for column in (s.stage, s.place, s.extent, s.needs_first, s.needs_second, s.needs_third, s.wanted):
            column[k] = 0
