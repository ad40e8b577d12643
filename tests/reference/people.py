"""People meet, trust and change: sections 7.4, 7.5 and 7.8 of models/README.md."""

from .arithmetic import apart, clamp01, maximum, minimum, one, or_none, stock


class People:
    # --- 7.4 processes ---

    def processes(self):
        s, p, u = self.s, self.p, self.u
        for seats in self.w.persons:
            self.attends_to(seats)
        for f, forum in enumerate(self.w.forums):
            fabric = forum.governance == "fabric"
            half, s.items[f] = 0.5 if fabric else 1, 0
            clock = s.clock[f] + s.alive[f] * p("processes.meetings") * one(forum.meetings)
            skips = clamp01(p("processes.called_off") * maximum(0, s.pressure[forum.r] - 1))
            due = bool(clock >= 12)
            s.clock[f] = minimum(clock - 12, 12) if due else clock
            called = s.alive[f] * maximum(fabric, due and bool(u("AIRING", 3 * f + 2) >= skips))
            present, on_list = one(0), one(0)
            for i in forum.seats:
                part = s.time[i] / (s.time[i] + p("processes.seat_time"))
                able = 1 - (1 - part) * (1 - s.commitment[i])
                chance = p("processes.attendance") * able * (0.5 + 0.5 * s.belongs[i]) * self.heeds(i)
                asked = called * s.filled[i] * s.listed[i]
                s.came[i] = asked * (u("ATTENDS", i) < chance * half)
                on_list = on_list + s.listed[i]
                self.is_waited_for(i, called)
                s.called[0] += asked
                s.attended[0] += s.came[i]
                s.called_here[i] += asked
                s.attended_here[i] += s.came[i]
                s.called_life[f] += s.first_life[f] * asked
                s.attended_life[f] += s.first_life[f] * s.came[i]
                present = present + s.came[i]
            s.meets[f] = called * (present >= p("structure.quorum") * on_list * half) * (present > 1)
            for i in forum.seats:
                s.time[i] = s.time[i] * (1 - p("processes.meeting_cost") * s.came[i])
                s.came[i] = s.came[i] * s.meets[f]
            self.airs(f, forum)

    def attends_to(self, seats):
        """A person's attention goes to its seats."""
        s, w = self.s, self.w
        weights = [s.filled[i] * s.alive[w.seats[i].f] * one(w.seats[i].salience) * (0.5 + 0.5 * s.salience[i]) for i in seats]
        for i, weight in zip(seats, weights):
            s.attention[i] = weight / maximum(sum(weights, one(0)), 0.000001)

    def heeds(self, i):
        return 1 - self.p("people.divided") * (1 - self.s.attention[i])

    def is_waited_for(self, i, called):
        """Who is on the list and no member is struck off after two meetings."""
        s = self.s
        wrong = s.listed[i] * (1 - s.filled[i] * s.belongs[i])
        waits = s.awaited[i] + called * wrong * (1 - s.came[i])
        struck = wrong > 0 and waits >= 2
        s.listed[i], s.awaited[i] = (0, 0) if struck else (s.listed[i], waits)

    def fellows(self, trust, i, j, part):
        return trust + 0.5 * part * minimum(self.s.frustration[i], self.s.frustration[j]) * maximum(0, self.p("trust.ceiling") - trust)

    def airs(self, f, forum):
        s, p, u = self.s, self.p, self.u
        airs = self.on("airing") * s.meets[f] * (u("AIRING", 3 * f) < s.frustration_mean[f])
        good = one(u("AIRING", 3 * f + 1) < 0.5 + 0.5 * s.trust_mean[f])
        helps, hurts = airs * good, airs * (1 - good)
        kept = 0.5 * s.said[f]
        s.said[f] = or_none(kept + 0.5 * airs * (1 - kept))
        for i in forum.seats:
            for j in forum.seats:
                if i != j:
                    t = forum.tie(i - forum.first, j - forum.first)
                    s.trust[t] = self.fellows(s.trust[t], i, j, helps * s.came[i] * s.came[j])
        for i in forum.seats:
            came = s.came[i]
            opens = p("people.identification_gain") * came * helps * (1 - s.closed[i])
            s.frustration[i] = s.frustration[i] * (1 - 0.5 * came * helps)
            s.openness[i] = s.openness[i] + opens * (1 - s.openness[i])
            s.identification[i] = s.identification[i] + p("people.identification_gain") * came * helps * (1 - s.identification[i])
            s.conflict[i] = s.conflict[i] + came * hurts * p("people.conflict_gain") * (1 - s.conflict[i])

    # --- 7.5 trust ---

    def strange(self, a, b):
        s, w = self.s, self.w
        x, y = w.seats[a].o, w.seats[b].o
        of, to = w.organisations[x], w.organisations[y]
        blind = 1 - 0.5 * (s.experience[a] + s.experience[b])
        if of.sector != to.sector:
            return blind
        together = (of.parent >= 0 and of.parent == to.parent) or of.parent == y or to.parent == x
        return self.p("sectors.two_countries") * blind if together else one(0)

    def trust(self):
        s, p, w = self.s, self.p, self.w
        self.able, self.reached, self.explains = {}, {}, {}
        for i, seat in enumerate(w.seats):
            self.is_known(i, seat)
        for f, forum in enumerate(w.forums):
            for j in range(1, forum.n):
                for i in range(j):
                    self.pair(f, forum, i, j)
            if self.on("small_wins") > 0:
                for i in forum.seats:
                    for j in forum.seats:
                        if i != j and s.filled[i] > 0 and s.filled[j] > 0:
                            t = self.tie(i, j)
                            s.trust[t] = s.trust[t] + p("trust.win") * s.success[f] * maximum(0, p("trust.ceiling") - s.trust[t])
        for f in range(len(w.forums)):
            for a in w.forums[f].seats:
                for b in w.forums[f].seats:
                    if a != b:
                        self.news(f, a, b)

    def is_known(self, i, seat):
        """What others may expect of a seat this month."""
        s, p, name = self.s, self.p, self.sector_name(self.w.organisations[seat.o].sector)
        surprise = s.turbulence[0] * (1 - p("people.expectation"))
        usual = (p("trust.keeps_word") * (1 - one(0.5) * s.load[i]) * (1 - (name in ("national", "funders")) * p("context.discord"))
                 * (1 - 0.5 * surprise))
        self.able[i] = 1 - s.broke[i] if s.kept[i] > 0 else usual
        prominence = s.influence[i] / (1 + s.influence[i])
        self.reached[i] = (s.openness[i] * (0.5 + (1 - self.ruled("hierarchy", self.w.organisations[self.w.seats[i].o].sector)))
                           * (1 + p("processes.contact_bias") * (2 * prominence - 1)))
        self.explains[i] = ((p("people.understanding") + (1 - p("people.understanding")) * s.said[seat.f])
                            * s.openness[i] * (1 - s.feigned[seat.f]))
        for column in (s.contacts, s.relied, s.let_down, s.trust_given, s.trust_received, s.near_trust, s.opinion):
            column[i] = 0

    def news(self, f, a, b):
        s, w = self.s, self.w
        for g in (*range(f + 1, len(w.forums)), *range(f)):
            there = [[i for i in w.forums[g].seats if w.seats[i].o == w.seats[x].o][:1] for x in (a, b)]
            if all(there):
                (c,), (d,) = there
                t, other = (w.forums[h].tie(x - w.forums[h].first, y - w.forums[h].first) for h, x, y in ((f, a, b), (g, c, d)))
                both = s.filled[a] * s.filled[b] * s.alive[f] * (s.filled[c] * s.filled[d] * s.alive[g])
                s.trust[t] = s.trust[t] + both * self.p("trust.memory") * (s.trust[other] - s.trust[t])
                return

    def learnt(self, trust, met, relied, kept, fine):
        p = self.p
        if not met > 0:
            return trust - p("trust.decay") * trust
        if not relied > 0:
            return trust
        if kept > 0:
            return trust + p("trust.gain") * maximum(0, p("trust.ceiling") - trust)
        return trust - p("trust.loss") * trust * (1 - fine)

    def pair(self, f, forum, i, j):
        s, p, a, b, pair = self.s, self.p, forum.first + i, forum.first + j, forum.pair(i, j)
        ab, ba, u, v = forum.tie(i, j), forum.tie(j, i), self.u("CONTACT", pair), self.u("CONTACT", self.w.pairs + pair)
        there, stake = s.filled[a] * s.filled[b] * s.alive[f], p("trust.stake") * s.attempts[f]
        talk = forum.informal * clamp01(p("processes.informal") * 0.5 * (self.reached[a] + self.reached[b]) * (1 - 0.5 * self.strange(a, b)))
        chance = one(1) if s.came[a] * s.came[b] > 0 else one(talk)
        met = there * (u < chance)
        leans_a, leans_b = (0.5 + 0.5 * x / (p("trust.width") + abs(x)) for x in (s.trust[ab] - stake, s.trust[ba] - stake))
        good_a, good_b = (self.able[x] + (1 - self.able[x]) * self.explains[x] for x in (a, b))
        rely_a, rely_b = there * (u < chance * leans_a), met * (v < leans_b)
        kept_b, fine_b = one(u < chance * leans_a * self.able[b]), one(u < chance * leans_a * good_b)
        kept_a, fine_a = one(v < leans_b * self.able[a]), one(v < leans_b * good_a)
        s.trust[ab] = there * self.learnt(s.trust[ab], met, rely_a, kept_b, fine_b)
        s.trust[ba] = there * self.learnt(s.trust[ba], met, rely_b, kept_a, fine_a)
        for t in (ab, ba):
            s.institution[t] = s.institution[t] + there * p("trust.memory") * (s.trust[t] - s.institution[t])
        s.since[ab] = 0 if met > 0 else s.since[ab] + 1
        s.often[ab] = s.often[ab] + (met - s.often[ab]) / 12
        near = there * (apart(s.position[a], s.position[b]) < p("agenda.confidence"))
        for x, y, mine, its, rely, fine in ((a, b, ab, ba, rely_a, fine_b), (b, a, ba, ab, rely_b, fine_a)):
            for column, amount in ((s.contacts, met), (s.relied, rely), (s.let_down, rely * (1 - fine)), (s.trust_given, s.trust[mine]),
                                   (s.trust_received, s.trust[its]), (s.near_trust, near * s.trust[mine]),
                                   (s.opinion, near * s.trust[mine] * s.position[y])):
                column[x] = column[x] + amount

    # --- 7.8 people ---

    def people(self):
        s, w = self.s, self.w
        for f, forum in enumerate(w.forums):
            self.means_of(f, forum)
            self.mirrors(f)
            self.waits(f, forum)
        for f, forum in enumerate(w.forums):
            weakest = one(1)
            for i in forum.seats:
                weakest = minimum(weakest, s.commitment[i]) if s.filled[i] > 0 else weakest
            for i in forum.seats:
                self.moves(i)
                self.commits(i, weakest)
        for i, seat in enumerate(w.seats):
            holds = one(w.forums[seat.f].lead == i or any(s.stage[k] > 0 and s.champion[k] == 1 + i for k in self.slots(seat.f)))
            s.position[i] = s.position[i] + holds * s.tenacity[i] * (s.cause[i] - s.position[i])
            s.cause[i] = s.cause[i] + (1 - s.tenacity[i]) * (s.position[i] - s.cause[i])
        for i, seat in enumerate(w.seats):
            self.rests(i, seat.f)

    def waits(self, f, forum):
        """How far a success is overdue."""
        s = self.s
        s.since_success[f] = 0 if s.success[f] > 0 else s.since_success[f] + s.alive[f]
        left = min((s.due[k] - s.worked[k] for k in self.slots(f) if s.stage[k] == 3), key=lambda x: x[0], default=one(0))
        by_itself = self.p("people.pace") * one(forum.pace)
        expects = maximum(by_itself, s.since_success[f] + left) if left > 0 else by_itself
        s.overdue[f] = clamp01(s.since_success[f] / expects - 1)

    def rests(self, i, f):
        s, p = self.s, self.p
        heart = self.on("small_wins") * p("users.reward") * s.success[f] * (0.5 + 0.5 * p("users.broadcast"))
        back = p("leaders.recovery") * (1 - 0.5 * s.frustration_mean[f])
        drift = 1 - minimum(1, p("leaders.skill_drift") * (1 + s.turbulence[0]))
        energy = clamp01(stock(s.energy[i], back, one(0)) + heart)
        s.skill_facilitative[i] = s.skill_facilitative[i] * drift
        s.skill_directive[i] = s.skill_directive[i] * drift
        away = bool(s.away[i] > 0)
        goes = not away and bool(s.filled[i] > 0) and bool(s.energy[i] < p("leaders.energy_floor"))
        s.away[i] = p("leaders.away_months") if goes else maximum(0, s.away[i] - 1)
        s.energy[i] = maximum(energy, one(0.5)) if away and s.away[i] == 0 else energy
        s.worn_out[0] += goes

    def means_of(self, f, forum):
        s = self.s

        def total(column):
            return sum((s.filled[i] * column[i] for i in forum.seats), one(0))

        members = sum((s.filled[i] for i in forum.seats), one(0))
        by = maximum(1, members)
        s.members[f] = members
        s.common[f] = total(s.position) / by if members > 0 else one(0.5)
        for name in ("commitment", "frustration", "conflict", "openness", "hope"):
            getattr(s, name + "_mean")[f] = total(getattr(s, name)) / by
        s.trust_mean[f] = total(s.trust_given) / (by * maximum(1, members - 1))

    def mirrors(self, f):
        s, p = self.s, self.p
        s.practice[f] = s.practice[f] + p("people.identification_gain") * (0.5 * (s.openness_mean[f] + s.trust_mean[f]) - s.practice[f])

    def moves(self, i):
        s, p, seat = self.s, self.p, self.w.seats[i]
        position, given = s.position[i].copy(), s.near_trust[i]
        opinion = s.opinion[i] / given if given > one(0.000001) else position
        talked = s.contacts[i] / (1 + s.contacts[i])
        free = (1 - s.strange[i]) * (1 - 0.5 * s.identification[i])
        anchor = s.home[seat.o] if seat.speaks_for < 0 else s.common[seat.speaks_for]
        pull = self.on("home_pull") * p("people.home_pull")
        s.position[i] = clamp01(position + p("people.social_pull") * talked * (0.5 + s.openness[i]) * (opinion - position)
                              + pull * free * (anchor - position))
        s.comfort[i] = or_none(s.comfort[i] * (1 - pull))
        received = s.trust_received[i] / maximum(1, s.members[seat.f] - 1)
        s.influence[i] = s.influence[i] + p("trust.memory") * (one(seat.influence) * (0.5 + received) - s.influence[i])

    def commits(self, i, weakest):
        s, p, seat = self.s, self.p, self.w.seats[i]
        f, filled, came = seat.f, s.filled[i], s.came[i]
        c = self.w.organisations[seat.o].sector
        bad = s.let_down[i] / maximum(1, s.relied[i])
        trust = s.trust_given[i] / maximum(1, s.members[f] - 1)
        interest = s.interest[seat.o] if seat.speaks_for < 0 else s.commitment_mean[seat.speaks_for]
        cool = (1 - 0.5 * trust) * (1 - 0.5 * s.purpose[f]) * (1 - 0.5 * weakest) * (1 - 0.5 * interest) * (1 - 0.5 * s.identification[i])
        target = (1 - cool) * (1 - 0.5 * s.frustration[i]) * (1 - 0.5 * s.conflict[i])
        zeal = (1 - 0.5 * p("people.expectation")) * (1 - self.on("hope") * (1 - minimum(1, 2 * s.hope[i])))
        joy = self.on("small_wins") * s.success[f] * (0.5 + 0.5 * p("users.broadcast"))
        shown = self.on("mirroring") * p("people.identification_gain") * (s.contacts[i] > 0) * (1 - s.closed[i])
        s.commitment[i] = filled * clamp01(s.commitment[i] + p("people.commitment_gain") * (target * zeal - s.commitment[i]) + p("users.reward") * joy)
        met_with = 0.5 * (1 - 2 * bad) + 0.5 * s.openness_mean[f]
        s.openness[i] = clamp01(s.openness[i] + 0.5 * shown * (met_with - s.openness[i]))
        s.hope[i] = filled * stock(s.hope[i], joy, s.overdue[f] / p("people.pace"))
        its_own = one(self.w.forums[f].governance == "shared") + (self.w.forums[f].origin == "emerged")
        gain = p("people.identification_gain") * (1 + its_own * one(0.5))
        s.identification[i] = filled * stock(s.identification[i], gain * came, 0.5 * gain * (1 - came))
        s.salience[i] = stock(s.salience[i], 0.5 * came, p("users.purpose_decay"))
        order = self.ruled("hierarchy", c)
        waits = s.stuck[f] / (s.stuck[f] + p("agenda.stall_months"))
        surprise = s.turbulence[0] * (1 - p("people.expectation")) * (1 - 0.5 * order) + s.anger[c]
        upset = minimum(1, p("people.frustration_gain") * (waits + surprise))
        eased = minimum(1, p("people.healing") + 0.5 * (self.on("small_wins") * s.success[f] * p("users.broadcast")))
        s.frustration[i] = filled * stock(s.frustration[i], upset, eased)
        s.conflict[i] = filled * stock(s.conflict[i], 0, p("people.healing"))
