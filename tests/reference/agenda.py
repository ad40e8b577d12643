"""What gets on a forum's agenda, and what its members say to it: the first half of section 7.7 of models/README.md."""

from types import SimpleNamespace

from .arithmetic import N, apart, clamp01, maximum, minimum, one, or_none


class Agenda:
    def agenda(self):
        s = self.s
        s.kept[:] = s.broke[:] = s.load[:] = 0
        for f, forum in enumerate(self.w.forums):
            m = self.means(f, forum)
            for step in (self.fills, self.stances):
                for k in m.slots:
                    step(m, k)
            self.orders(m)
            for k in m.heard:
                self.talks(m, k)
                self.votes(m, k)
            m.n = {stage: one(sum(bool(s.stage[k] == stage) for k in m.slots)) for stage in (1, 2, 3)}
            for step in (self.issue_moves, self.may_be_lost):
                for k in m.slots:
                    step(m, k)
            self.is_blamed(m)
            for k in m.slots:
                self.is_held_up(m, k)
            self.remembers(m)

    # --- words of 7.6 and 7.7 ---

    def slots(self, f):
        return range(f * self.w.slots, (f + 1) * self.w.slots)

    def stance(self, i, k):
        return i * self.w.slots + k - self.w.seats[i].f * self.w.slots

    def needs(self, k):
        return [int(column[k][0]) for column in (self.s.needs_first, self.s.needs_second, self.s.needs_third)]

    def need(self, k, number):
        return self.needs(k)[number - 1]

    def gives(self, i, q):
        return one(self.w.organisations[self.w.seats[i].o].gives(q))

    def holder(self, forum, q):
        """The seat that holds a field, or None."""
        def holds(i):
            return (self.gives(i, q) * one(self.w.organisations[self.w.seats[i].o].share))[0]

        return max((i for i in forum.seats if self.s.filled[i] > 0 and holds(i) > 0), key=holds, default=None)

    def size(self, f):
        ladder = self.p("agenda.ladder")
        return self.p("agenda.size") * (1 - ladder / (2 + self.s.rung[f]))

    def clears(self, k):
        """A slot as it is before anything is put up."""
        s = self.s
        for column in ("progress", "age", "still", "waited", "boost", "first_far", "by_structure", "by_process", "by_participant", "support", "passes",
                       "against", "refuser", "refused", "at_home", "lacks", "slowest", "slowness", "home_doubt", "doubtful", "slipping", "hopeless",
                       "scarcest", "over", "tries", "due", "worked", "champion", "copied", "missing", "agreed_on", "planned", "begun"):
            getattr(s, column)[k] = 0
        s.scarce[k] = 1
        for i in self.w.forums[k // self.w.slots].seats:
            x = self.stance(i, k)
            s.resistance[x], s.held[x], s.promised[x], s.given[x] = 1, 0, 0, 0

    def remit(self, o, k):
        organisation, needs = self.w.organisations[o], self.needs(k)
        return one(max(organisation.gives(q) for q in needs))

    def cares(self, o, k):
        beyond = self.p("agenda.care_beyond")
        return beyond + (1 - beyond) * self.remit(o, k)

    def tau(self, i):
        s, p, f = self.s, self.p, self.w.seats[i].f
        return p("agenda.tolerance") * (1 + p("agenda.widening") * (s.purpose[f] * s.identification[i] + s.language[f])) * (1 + s.comfort[i])

    def accepts(self, i, k):
        s = self.s
        return 1 - self.cares(self.w.seats[i].o, k) * (0.5 + 0.5 * s.salience[i]) * minimum(1, apart(s.position[i], s.place[k]) / self.tau(i))

    def says_yes(self, i, k):
        return bool(self.s.filled[i] > 0) and bool(self.s.resistance[self.stance(i, k)] == 0)

    # --- means, and what fills the slots ---

    def means(self, f, forum):
        s, p, u = self.s, self.p, self.u
        m = SimpleNamespace(f=f, forum=forum, slots=self.slots(f), home={}, speed={}, effort={}, heard=[], ok={},
                            order=one(0), unclear=one(0), spread=one(0), present=one(0), flexible=one(0),
                            successes=one(0), moved=one(0), blame=one(0), outcry=one(0), size=self.size(f))
        for i in forum.seats:
            self.means_of_seat(m, i)
        by = maximum(1, s.members[f])
        m.borrowed = 0.5 * s.trust_mean[f] * m.flexible
        m.order, m.present, m.unclear = m.order / by, m.present / by, m.unclear / by
        m.spread = minimum(1, 2 * m.spread / by)
        cost, beyond = p("structure.inclusion_cost"), maximum(0, s.members[f] / 12 - 1)
        m.fabric = one(forum.governance == "fabric")
        m.crowding = one(1) if m.fabric else 1 / (1 + beyond * cost)
        relied = s.trust_mean[f] + 0.5 * (self.on("safeguards") * p("structure.safeguards")) * (1 - s.trust_mean[f])
        s.efficiency[f] = (0.5 + 0.5 * relied) * (1 - 0.5 * s.conflict_mean[f])
        s.unclear_share[f] = m.unclear
        comes = self.on("outsiders") * s.alive[f] * (u("OUTSIDER", 2 * f) < p("leaders.outsiders"))
        pushes = one(u("OUTSIDER", 2 * f + 1) < one(0.5))
        m.pushed, m.blocked = p("agenda.talk") * comes * pushes, comes * (1 - pushes)
        m.tools = one(0.5) * (forum.shared_assessment + forum.hub)
        return m

    def means_of_seat(self, m, i):
        s, p, w, f, seat = self.s, self.p, self.w, m.f, self.w.seats[i]
        org, filled, mandate, g, busy = w.organisations[seat.o], s.filled[i], s.mandate[i], seat.speaks_for, s.reorganising[seat.o] > 0
        red = order = self.ruled("hierarchy", org.sector)
        name = self.sector_name(org.sector)
        provider = self.on("contracts") * s.contract[seat.o] if org.commissioner >= 0 else one(0)
        flexibility = (1 - red) * (1 - provider * p("organisations.contract_share") * (1 - s.flex[seat.o]))
        sits = s.alive[f] if g < 0 else minimum(1, one(w.forums[g].meetings) / 12) * s.alive[g]
        home = one(0) if busy else (1 - red) * (0.5 + 0.5 * flexibility) * (1 - one(0.5) * (org.parent >= 0) * red)
        m.home[i] = home * sits
        m.speed[i] = (mandate + (1 - mandate) * m.home[i]) * sits
        works = mandate if busy else one(1)
        m.effort[i] = or_none(filled * s.time[i] * s.commitment[i] * (0.5 + p(f"sectors.experts.{name}")) * works)
        s.contributed[i] = s.contributed[i] + m.effort[i]
        m.order, m.unclear = m.order + filled * order, m.unclear + filled * self.unclear(i)
        m.spread, m.present = m.spread + filled * apart(s.position[i], s.common[f]), m.present + s.came[i]
        m.flexible = maximum(m.flexible, filled * flexibility)

    def fills(self, m, k):
        s, p, f = self.s, self.p, m.f
        luck, gate = self.u("RAISED", k), 1 - self.on("structure_leads") * p("structure.gatekeeping") * s.formality[f]
        structure = self.on("structure_leads") * (m.forum.origin == "imposed") * p("structure.duty")
        process = structure + self.on("processes_lead") * m.tools * p("processes.hub") * gate
        outsider = process + self.on("outsiders") * gate * 0.5 * p("leaders.outsiders")
        drive = 1 + one(0.5) * s.frustration_mean[f]
        anyone = outsider + self.on("participants_lead") * gate * s.meets[f] * p("agenda.raise") * (0.5 + m.present) * drive
        if s.stage[k] == 0 and s.alive[f] > 0 and luck < anyone:
            self.raised(m, k, bool(luck < structure), bool(structure <= luck < process), bool(process <= luck < outsider))

    def raised(self, m, k, duty, brought, outside):
        s, p, f, r, lead = self.s, self.p, m.f, m.forum.r, m.forum.lead
        z = [self.u("ISSUE", 8 * k + n) for n in range(5)]
        self.clears(k)
        place = 0.5 * z[0] + 0.5 * s.position[lead] if duty else z[0]
        second, third = (r + 1 + int((z[n] * 4)[0]) for n in (2, 3))
        third += third == second
        copied, extent, loyalty = z[4] < p("agenda.copying"), m.size * (0.5 + z[1]), s.loyalty[lead]
        s.wanted[k] = loyalty * s.position[lead] + (1 - loyalty) * s.common[f]
        s.first_far[k] = apart(place, s.wanted[k])
        s.stage[k], s.place[k], s.extent[k], s.copied[k] = 1, place, extent, copied
        s.needs_first[k], s.needs_second[k], s.needs_third[k] = r, second % N, third % N
        s.by_structure[k], s.by_process[k], s.by_participant[k] = duty, brought, not (duty or brought)
        for book in (s.raised, s.moved, s.moved_structure if duty else s.moved_process if brought else s.moved_participant):
            book[0] += 1
        s.moved_outsiders[0] += outside

    # --- stances, and the order of the table ---

    def stances(self, m, k):
        s, p, pull = self.s, self.p, self.on("home_pull") * self.p("people.home_pull")
        for i in m.forum.seats:
            x, loose = self.stance(i, k), 1 - 0.5 * s.identification[i]
            if not (s.stage[k] > 0 and s.filled[i] > 0):
                s.resistance[x] = s.held[x] = 0
                continue
            doubt, r, holds = clamp01(1 - self.accepts(i, k) / p("agenda.yes")), s.resistance[x].copy(), s.held[x] > 0.5
            held = s.held[x] * (1 - pull * loose) if holds else one(0)
            slips = holds and held <= 0.5
            s.resistance[x] = 0 if holds else doubt if r > doubt else r + pull * loose * (doubt - r)
            s.held[x] = 0 if slips else held
            s.slipped[0] += bool(slips)

    def orders(self, m):
        """Which slots are heard."""
        s, p, lead = self.s, self.p, m.forum.lead
        chairs = s.filled[lead] * (m.forum.governance == "lead_organisation")
        table = [k for k in m.slots if s.stage[k] == 1]
        urgent = {k: (s.waited[k] + s.boost[k] + self.on("structure_leads")
                      * (p("structure.first") * (s.by_structure[k] > 0.5)
                         + p("structure.first") * chairs * (1 - apart(s.position[lead], s.place[k]))))[0] for k in table}
        for k in table:
            rank = sum(urgent[j] > urgent[k] or (urgent[j] == urgent[k] and j < k) for j in table)
            if s.meets[m.f] > 0 and (m.fabric or bool(rank + s.items[m.f] + 1 <= p("processes.items"))):
                m.heard.append(k)
                s.heard[0] += 1
                s.waited[k] = s.boost[k] = 0
            else:
                s.waited[k] += 1

    # --- a hearing ---

    def talks(self, m, k):
        s, p, f = self.s, self.p, m.f
        yes = {i: self.says_yes(i, k) for i in m.forum.seats}
        for i in m.forum.seats:
            swayed = one(0)
            for j in m.forum.seats:
                if j != i:
                    near = apart(s.position[i], s.position[j]) < p("agenda.confidence")
                    swayed = swayed + s.came[j] * yes[j] * near * s.trust[self.tie(i, j)]
            lower = p("agenda.persuade") * (0.5 + 0.5 * s.openness[i]) * swayed / maximum(1, s.members[f] - 1)
            x = self.stance(i, k)
            new = maximum(0, s.resistance[x] - s.came[i] * lower)
            if s.resistance[x] > 0 and not new > 0:
                s.held[x] = 1
                s.won_over[0] += 1
            s.resistance[x] = new

    def votes(self, m, k):
        s, came = self.s, [i for i in m.forum.seats if self.s.came[i] > 0]
        has = {i: s.came[i] * s.influence[i] * ((1 - s.isolation[i]) * s.belongs[i]) for i in m.forum.seats}
        weight, for_it = sum(has.values(), one(0)), sum((has[i] * self.says_yes(i, k) for i in m.forum.seats), one(0))
        wholly = any(has[i] > 0 and s.resistance[self.stance(i, k)] > 0.5 for i in m.forum.seats)
        n, y = len(came), sum(self.says_yes(i, k) for i in came)
        s.pairs_heard[0] += n * (n - 1) // 2
        s.pairs_apart[0] += y * (n - y)
        s.support[k] = support = for_it / weight if weight > one(0.000001) else one(0)
        passes = bool(support > 0.5 if m.forum.rule == "majority" else 4 * support >= 3) and not (m.forum.rule == "consensus" and wholly)
        s.passes[k], s.against[k], s.refuser[k], s.at_home[k] = passes, 0, 0, 0
        if passes:
            s.refused[k] = 0
            return
        for i in came:
            resistance = s.resistance[self.stance(i, k)]
            if has[i] > 0 and not self.says_yes(i, k) and resistance > s.against[k]:
                s.against[k], s.refuser[k] = resistance, 1 + i
