"""Issues move, are decided at home, worked on and lost: the second half of section 7.7 of models/README.md."""

from types import SimpleNamespace

import numpy as np

from .arithmetic import apart, clamp01, maximum, minimum, one


class Issues:
    def issue_moves(self, m, k):
        stage = int(self.s.stage[k][0])
        self.s.missing[k] = 0
        if stage == 0:
            return
        v = self.what_it_meets(m, k)
        structure, process, own, outside = self.pushes(m, k, v)
        rate, progress = structure + process + own + outside, self.s.progress[k].copy()
        step = minimum(rate * (1 - m.blocked), 1 - progress)
        part = step / rate if rate > one(0.000001) else one(0)
        full = bool(progress + step >= 1 - one(0.000001))
        self.s.progress[k] = progress + step
        if stage == 2 and full and not self.is_missing(m, k):
            self.is_decided_at_home(m, k, v)
        if stage == 3:
            self.is_followed(k)
            self.is_worked_on(m, k, v, full)
        self.is_booked(m, k, step, (part * structure, part * process, part * (own + outside), part * outside))
        if stage == 1 and full and k in m.heard and self.s.passes[k] > 0:
            self.is_agreed(m, k)
        if stage == 3 and full:
            self.is_delivered(m, k)

    def what_it_meets(self, m, k):
        """What an issue meets among the members: who holds its needs, and what they give."""
        s, needs = self.s, self.needs(k)
        holders = [i for q in needs if (i := self.holder(m.forum, q)) is not None]
        slow, home = one(1), one(1)
        for i in holders:
            slow, home = minimum(slow, m.speed[i]), minimum(home, m.home[i])
        slow = slow + m.borrowed * (1 - slow)
        supply = [self.supply(m, k, q) for q in needs]
        v = SimpleNamespace(holders=holders, slow=slow, slow_home=minimum(slow, home), lack=len(holders) < 3)
        v.least_of, v.most_of = minimum(supply[0], minimum(supply[1], supply[2])), maximum(supply[0], maximum(supply[1], supply[2]))
        v.pace = self.p("agenda.work") * v.least_of / maximum(s.extent[k], 0.000001)
        s.scarce[k] = v.least_of / maximum(v.most_of, 0.000001) if v.most_of > 0 else 1
        s.scarcest[k] = needs[min(range(3), key=lambda n: supply[n][0])]
        return v

    def ok(self, m, i, k):
        """What a member's word is worth in work."""
        if (i, k) not in m.ok:
            accepts = self.accepts(i, k)
            m.ok[i, k] = maximum(accepts, self.p("agenda.yes")) if self.says_yes(i, k) else accepts
        return m.ok[i, k]

    def supply(self, m, k, q):
        return sum((m.effort[i] * self.ok(m, i, k) * self.gives(i, q) for i in m.forum.seats), one(0))

    def pushes(self, m, k, v):
        s, p, forum, f, stage = self.s, self.p, m.forum, m.f, self.s.stage[k]
        T, A, W = (one(stage == n) for n in (1, 2, 3))
        heard, here = one(k in m.heard), one(not v.lack)
        run = one(forum.governance in ("lead_organisation", "administrator"))
        orderly = m.order * s.formality[f] * (1 - m.fabric)
        guided = p("structure.order_push") * (0.5 + 0.5 * run * s.filled[forum.lead])
        early = 1 - p("users.early_cost") * (1 - s.progress[k]) * (1 - s.copied[k])
        work, share = s.efficiency[f] * early * v.pace, W / maximum(1, m.n[3])
        ratify = here * p("agenda.ratify") * m.crowding * (1 - 0.5 * (self.on("safeguards") * p("structure.safeguards")))
        drive, prep, wg, inf = 1 + one(0.5) * s.frustration_mean[f], p("processes.prepare"), forum.working_group, forum.informal
        structure = self.on("structure_leads") * (T * heard * guided * (0.5 + 0.5 * orderly) + A * ratify * v.slow_home + share * work * guided * orderly)
        process = self.on("processes_lead") * (T * prep * (wg + one(0.5) * inf) + A * here * 0.5 * prep * (wg + inf)
                                               + share * work * p("processes.fidelity") * m.tools)
        own = self.on("participants_lead") * (T * heard * p("agenda.talk") * m.crowding * drive + A * ratify * (v.slow - v.slow_home) + share * work)
        return structure, process, own, m.pushed * (T + A * here) / maximum(1, m.n[1] + m.n[2])

    # --- decisions ---

    def is_booked(self, m, k, step, parts):
        s = self.s
        structure, process, participant, outside = parts
        s.age[k] += 1
        for book, amount in ((s.moved, step), (s.moved_structure, structure), (s.moved_process, process),
                             (s.moved_participant, participant), (s.moved_outsiders, outside), (s.months_in_hand, 1)):
            book[0] = book[0] + amount
        for book, amount in ((s.by_structure, structure), (s.by_process, process), (s.by_participant, participant)):
            book[k] = book[k] + amount
        s.still[k] = 0 if step * self.p("agenda.longest") > 1 else s.still[k] + 1
        m.moved = m.moved + step

    def is_agreed(self, m, k):
        s, f = self.s, m.f
        s.stage[k], s.progress[k] = 2, 0
        s.agreed[0] += 1
        s.agreements[f] += s.first_life[f]
        if s.first_agreed[f] == 0 and s.first_life[f] == 1:
            s.first_agreed[f] = self.month + 1
        if s.agreed_on[k] == 0:
            s.agreed_on[k] = self.month + 1
            s.followed[0] += s.agreed_on[k] + 24 <= self.months

    def in_its_two_years(self, k):
        on = int(self.s.agreed_on[k][0])
        return on > 0 and on + 24 <= self.months and self.month + 1 - on <= 24

    def is_followed(self, k):
        s = self.s
        if self.in_its_two_years(k) and s.begun[k] == 0:
            s.begun[k] = 1
            s.followed_begun[0] += 1

    def is_missing(self, m, k):
        """Whether anybody is missing who has to consent."""
        s, first = self.s, 0
        for q in self.needs(k):
            i = self.holder(m.forum, q)
            if i is None or (s.listed[i] > 0 and s.sent[i] > 0):
                continue
            if not s.listed[i] > 0:
                s.listed[i], s.belongs[i], s.awaited[i] = 1, 1, 0
            elif s.awaited[i] < 2:
                s.awaited[i] += 1
            else:
                s.sent[i], s.awaited[i] = 1, 0
                continue
            first = first or 1 + i
        if first:
            s.missing[k] = first
            s.moved_back[0] += s.progress[k]
            s.progress[k] = 0
        return first > 0

    def home_there(self, i, k):
        """How far the home of a seat accepts an issue."""
        s, p, o = self.s, self.p, self.w.seats[i].o
        if s.over[k] > 0:
            return one(1)
        doubt = self.cares(o, k) * minimum(1, apart(s.home[o], s.place[k]) / p("agenda.tolerance"))
        return (1 - doubt) * (1 - p("organisations.home_doubt") * (1 - s.interest[o]))

    def is_decided_at_home(self, m, k, v):
        s, yes = self.s, self.p("agenda.yes")
        for number, q in enumerate(self.needs(k), 1):
            i = self.holder(m.forum, q)
            if i is None:
                continue
            accepts = self.accepts(i, k)
            seat = maximum(accepts, yes) if self.says_yes(i, k) else minimum(accepts, (1 - one(0.000001)) * yes)
            h = s.mandate[i] * seat + (1 - s.mandate[i]) * self.home_there(i, k)
            if self.on("veto") > 0 and h < yes:
                self.is_sent_back(m, k, number, i, h)
                return
        s.stage[k], s.progress[k] = 3, 0
        s.ratified[0] += 1
        self.is_promised(m, k, v)

    def is_sent_back(self, m, k, number, i, h):
        s = self.s
        s.stage[k], s.progress[k], s.passes[k] = 1, 0.5, 0
        s.refused[k], s.refuser[k], s.against[k] = number, 1 + i, 1 - h / self.p("agenda.yes")
        s.at_home[k] = self.says_yes(i, k)
        s.tries[k] += 1
        s.sent_back[0] += 1
        s.moved_back[0] += 1.5
        for j in m.forum.seats:
            if self.says_yes(j, k):
                s.conflict[j] = s.conflict[j] + self.p("people.conflict_gain") * s.commitment[j] * (1 - s.conflict[j])

    # --- promises and work ---

    def given_by(self, m, i, k):
        most = one(0)
        for q in self.needs(k):
            most = maximum(most, self.gives(i, q))
        return m.effort[i] * self.ok(m, i, k) * most

    def is_promised(self, m, k, v):
        s, p, shared = self.s, self.p, maximum(1, m.n[3] + 1)
        pace = s.efficiency[m.f] * v.pace / shared
        months = (1 / maximum(pace, 0.000001))[0]
        s.due[k] = minimum(p("agenda.longest"), 1 + (int(months) if months < 1000 else 1000))
        s.worked[k] = 0
        if s.planned[k] == 0:
            s.planned[k] = self.month + 1 + s.due[k]
        for i in m.forum.seats:
            x = self.stance(i, k)
            s.promised[x] = self.on("promises") * (self.given_by(m, i, k) / shared) * s.due[k]
            s.given[x] = 0

    def is_worked_on(self, m, k, v, delivered):
        s = self.s
        s.worked[k] += 1
        for i in m.forum.seats:
            x = self.stance(i, k)
            given = self.given_by(m, i, k) / maximum(1, m.n[3])
            s.given[x] += given
            s.gave[i] += given
            if s.promised[x] > 0:
                s.load[i] = minimum(1, s.load[i] + s.promised[x] / s.due[k] / maximum(m.effort[i], 0.000001))
        if delivered or s.worked[k] >= s.due[k]:
            for i in m.forum.seats:
                self.falls_due(m, i, k, delivered)

    def falls_due(self, m, i, k, delivered):
        s, p, x, f = self.s, self.p, self.stance(i, k), m.f
        if not s.promised[x] > 0:
            return
        short = one(0) if delivered else clamp01(1 - s.given[x] / s.promised[x])
        broke = one(short > p("trust.forgiven"))
        s.promises[0] += 1
        s.broken[0] += broke
        s.kept[i], s.broke[i], s.promised[x] = 1, maximum(s.broke[i], broke * short), 0
        understood = (p("people.understanding") + (1 - p("people.understanding")) * s.said[f]) * s.openness[i] * (1 - s.feigned[f])
        m.blame = m.blame + broke * short * (1 - understood)

    def is_delivered(self, m, k):
        s, p, f = self.s, self.p, m.f
        s.stage[k] = s.progress[k] = 0
        s.followed_delivered[0] += self.in_its_two_years(k)
        s.delayed[0] += s.planned[k] > 0 and self.month + 1 > s.planned[k]
        for book, amount in ((s.delivered, 1), (s.age_delivered, s.age[k]), (s.late, s.worked[k] > s.due[k]), (s.wanted_far, s.first_far[k]),
                             (s.wanted_near, apart(s.place[k], s.wanted[k])), (s.novelty_sum, m.spread * (1 - s.copied[k]))):
            book[0] = book[0] + amount
        s.deliveries[f] += s.first_life[f]
        if s.first_delivered[f] == 0 and s.first_life[f] == 1:
            s.first_delivered[f] = self.month + 1
        quality = 1 + (1 - 2 * s.copied[k]) * (self.on("novelty") * p("agenda.novelty")) * m.spread
        gain = minimum(1, p("users.service_gain") * s.extent[k] * quality)
        s.built[f] = s.built[f] + gain * (1 - s.built[f])
        m.successes = m.successes + (0.5 + 0.5 * minimum(1, s.extent[k]))

    # --- what is lost ---

    def may_be_lost(self, m, k):
        s, p, u = self.s, self.p, self.u
        stage, progress = s.stage[k].copy(), s.progress[k].copy()
        loose = 1 - m.order * s.formality[m.f]
        bound = 1 - one(0.5) * (stage == 3)
        chance = self.on("backtrack") * bound * clamp01(p("agenda.backtrack") * (loose + m.unclear + s.turbulence[0]) * (0.5 + (1 - s.support[k])))
        stalls = bool(stage > 0) and (bool(s.still[k] > p("agenda.stall_months")) or bool(s.tries[k] >= p("agenda.tries")))
        drop = stalls and bool(u("BACKTRACK", 2 * k + 1) < p("agenda.drop") * bound)
        back = not drop and bool(stage >= 2) and bool(u("BACKTRACK", 2 * k) < chance)
        if not (drop or back):
            return
        s.stage[k], s.progress[k] = (0 if drop else stage - 1), 0
        s.dropped[0] += drop
        s.dropped_early[0] += drop and stage == 1
        s.backtracks[0] += back
        s.moved_back[0] += back * (1 + progress)
        for i in m.forum.seats:
            s.promised[self.stance(i, k)] = 0
        if back or stage == 3:
            m.outcry = m.outcry + (1 - p("sectors.risk_licence")) * (s.pressure[m.forum.r] / (1 + s.pressure[m.forum.r]))

    def is_blamed(self, m):
        s, gain = self.s, self.p("people.conflict_gain")
        for i in m.forum.seats:
            s.conflict[i] = s.conflict[i] + gain * minimum(1, m.outcry) * s.filled[i] * (1 - s.conflict[i])
        for i in m.forum.seats:
            if not s.broke[i] > 0:
                s.conflict[i] = s.conflict[i] + gain * s.commitment[i] * minimum(1, m.blame) * s.filled[i] * (1 - s.conflict[i])

    # --- what holds issues up, and what the forum remembers ---

    def is_held_up(self, m, k):
        s = self.s
        for column in (s.lacks, s.slowness, s.slowest, s.home_doubt, s.doubtful, s.slipping, s.hopeless):
            column[k] = 0
        if s.stage[k] == 0:
            s.scarce[k], s.scarcest[k] = 1, 0
            return
        holders = [self.holder(m.forum, q) for q in self.needs(k)]
        s.lacks[k] = 1 + holders.index(None) if None in holders else 0
        holders = [i for i in holders if i is not None]
        for i in holders:
            doubt = (1 - s.mandate[i]) * clamp01(1 - self.home_there(i, k) / self.p("agenda.yes"))
            if 1 - m.speed[i] > s.slowness[k]:
                s.slowness[k], s.slowest[k] = 1 - m.speed[i], 1 + i
            if doubt > s.home_doubt[k]:
                s.home_doubt[k], s.doubtful[k] = doubt, 1 + i
        held = {i: s.held[self.stance(i, k)][0] for i in m.forum.seats if s.held[self.stance(i, k)] > 0.5}
        s.slipping[k] = 1 + min(held, key=held.get) if held else 0
        s.hopeless[k] = self.suits_nobody(holders, k)

    def suits_nobody(self, holders, k):
        s, low, high, least = self.s, one(-np.inf), one(np.inf), 1 - self.p("agenda.yes")
        for i in holders:
            c = self.cares(self.w.seats[i].o, k) * (0.5 + 0.5 * s.salience[i])
            if c > least:
                half = self.tau(i) * least / c
                low, high = maximum(low, s.position[i] - half), minimum(high, s.position[i] + half)
        return low > high

    def remembers(self, m):
        s, p, f = self.s, self.p, m.f
        hand = [k for k in m.slots if s.stage[k] > 0]
        s.attempts[f] = sum((s.extent[k] for k in hand), one(0)) / maximum(1, len(hand)) if hand else m.size
        s.success[f] = minimum(1, m.successes)
        s.rung[f] = s.rung[f] + s.success[f]
        s.stuck[f] = 0 if m.moved * p("agenda.longest") > 1 else s.stuck[f] + s.alive[f]
        kept = s.purpose[f] * (1 - p("users.purpose_decay"))
        s.purpose[f] = clamp01(kept + self.on("small_wins") * p("users.reward") * s.success[f] * (1 - kept))
