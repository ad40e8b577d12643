"""Issues, families, structure and what is read of them: sections 7.8 to 7.11 of models/README.md."""

import math

from described_numbers import N, apart, least, most, one, or_none, share


class Work:
    # --- 7.8 agenda ---

    def agenda(self):
        s = self.s
        for f, forum in enumerate(self.w.forums):
            m = self.means(f, forum)
            blame, m["successes"], m["moved"] = one(0), one(0), one(0)
            for k in range(f * self.w.slots, (f + 1) * self.w.slots):
                self.fills(f, forum, k, m)
                self.weighed(f, forum, k)
                self.issue_moves(f, forum, k, m)
                blame = blame + self.lost(f, forum, k, m)
            for i in forum.seats:
                s.conflict[i] = s.conflict[i] + 0.3 * least(1, blame) * s.filled[i] * (1 - s.conflict[i])
            self.remembers(f, m)

    def means(self, f, forum):
        s, p, u, w = self.s, self.p, self.u, self.w
        m = {name: one(0) for name in ("order", "home", "speed", "present", "unclear", "spread", "flexible")}
        m["supply"], slowest, slowest_home = [one(0) for _ in range(N)], one(1), one(1)
        for i in forum.seats:
            seat = w.seats[i]
            org, filled, mandate, g = w.organisations[seat.o], s.filled[i], s.mandate[i], seat.speaks_for
            red, order = self.ruled("red_tape", org.sector), self.ruled("order", org.sector)
            provider = (org.commissioner >= 0) * self.on("contracts") * s.contract[seat.o]
            flexibility = p(f"sectors.flexibility.{self.sector_name(org.sector)}") * (1 - provider * p("organisations.contract_rigidity") * (1 - s.flex[seat.o]))
            home = (1 - red) * (0.5 + 0.5 * flexibility) * (1 - one(0.4) * (org.parent >= 0) * red)
            sits = s.alive[f] if g < 0 else least(1, one(w.forums[g].meetings) / 12) * s.alive[g]
            speed = (mandate + (1 - mandate) * home) * sits
            effort = filled * s.time[i] * s.commitment[i] * (0.8 + 0.4 * p(f"sectors.experts.{self.sector_name(org.sector)}"))
            home = home * sits
            s.contributed[i] = s.contributed[i] + effort
            second = org.first if org.second < 0 else org.second
            m["supply"][org.first] = m["supply"][org.first] + one(0.7) * effort
            m["supply"][second] = m["supply"][second] + one(0.3) * effort
            for name, value in (("order", order), ("home", home), ("speed", speed), ("unclear", s.unclear[i]), ("spread", apart(s.position[i], s.common[f]))):
                m[name] = m[name] + filled * value
            m["present"] = m["present"] + s.came[i]
            m["flexible"] = most(m["flexible"], filled * flexibility)
            if filled > 0:
                slowest, slowest_home = least(slowest, speed), least(slowest_home, home)
        by, there = most(1, s.members[f]), (s.members[f] > 1) * s.alive[f]
        m["borrowed"] = 0.5 * s.trust_mean[f] * m["flexible"] * (1 - slowest)
        slowest = slowest + m["borrowed"]
        m["order"] = m["order"] / by
        m["home"] = there * (0.5 * m["home"] / by + 0.5 * slowest_home)
        m["speed"] = most(there * (0.5 * m["speed"] / by + 0.5 * slowest), m["home"])
        m["present"], m["unclear"] = m["present"] / by, self.on("ambiguity") * m["unclear"] / by
        m["spread"] = least(1, 3 * m["spread"] / by)
        cost, beyond = p("structure.inclusion_cost"), most(0, s.members[f] / 12 - 1)
        m["crowding"] = one(1) if forum.governance == "fabric" else 1 / (1 + beyond * cost / (1 - least(cost, 0.99)))
        relied = s.trust_mean[f] + 0.5 * (self.on("safeguards") * p("structure.safeguards")) * (1 - s.trust_mean[f])
        m["efficiency"] = (0.4 + 0.6 * relied) * (1 - 0.6 * s.conflict_mean[f])
        slots = range(f * w.slots, (f + 1) * w.slots)
        m["n"] = {stage: one(sum(bool(s.stage[k] == stage) for k in slots)) for stage in (1, 2, 3)}
        comes = self.on("outsiders") * s.alive[f] * (u("OUTSIDER", 2 * f) < p("leaders.outsiders"))
        pushes = one(u("OUTSIDER", 2 * f + 1) < one(0.6))
        m["pushed"], m["blocked"] = 0.3 * comes * pushes, comes * (1 - pushes)
        return m

    def fills(self, f, forum, k, m):
        s, p, u = self.s, self.p, self.u
        z, luck, lead = [u("ISSUE", 8 * k + n) for n in range(5)], u("RAISED", k), forum.leaders[0]
        tools = one(0.5) * (forum.shared_assessment + forum.hub)
        gate = 1 - self.on("structure_leads") * p("structure.gatekeeping") * s.formality[f]
        structure = self.on("structure_leads") * (forum.origin == "imposed") * p("structure.duty")
        process = structure + self.on("processes_lead") * tools * p("processes.hub") * gate
        outsider = process + self.on("outsiders") * gate * 0.5 * p("leaders.outsiders")
        drive = 1 + p("people.frustration_drive") * s.frustration_mean[f]
        anyone = outsider + self.on("participants_lead") * gate * s.meets[f] * p("agenda.raise") * (0.5 + m["present"]) * drive
        if not (s.stage[k] == 0 and s.alive[f] > 0 and luck < anyone):
            return
        duty, brought, outside = luck < structure, structure <= luck < process, process <= luck < outsider
        place = 0.5 * z[0] + 0.5 * s.position[lead] if duty else z[0]
        ladder = p("agenda.ladder")
        extent = p("agenda.size") * (1 - ladder + ladder * (0.4 + 0.3 * least(3, s.rung[f]))) * (0.5 + z[1])
        second, third = (forum.r + 1 + int((z[n] * 4)[0]) for n in (2, 3))
        third += third == second
        copied = z[4] < p("agenda.copying")
        loyalty = s.loyalty[3 * f]
        s.wanted[k] = loyalty * s.position[lead] + (1 - loyalty) * s.common[f]
        s.first_far[k] = apart(place, s.wanted[k])
        s.stage[k], s.place[k], s.extent[k], s.copied[k] = 1, place, 0.7 * extent if copied else extent, copied
        s.needs_second[k], s.needs_third[k] = second % N, third % N
        s.progress[k] = s.age[k] = s.still[k] = 0
        s.raised[0] += 1
        s.moved[0] += 1
        (s.moved_structure if duty else s.moved_process if brought else s.moved_participant)[0] += 1
        s.by_structure[k], s.by_process[k], s.by_participant[k] = duty, brought, not (duty or brought)
        s.moved_outsiders[0] += outside

    def weighed(self, f, forum, k):
        s, p = self.s, self.p
        total, weight, lowest = one(0), one(0), one(1)
        tolerance = p("agenda.tolerance") * (0.8 + 0.4 * s.language[f])
        for i in forum.seats:
            accepts = most(0, 1 - apart(s.position[i], s.place[k]) / (tolerance * (1 + s.comfort[i])))
            has = s.came[i] * s.influence[i] * ((1 - s.isolation[i]) * (1 - 0.5 * self.on("ambiguity") * s.unclear[i]))
            total, weight = total + has * accepts, weight + has
            lowest = least(lowest, accepts) if has > one(0.1) else lowest
        mean = total / most(weight, 0.000001)
        if weight > one(0.000001):
            s.support[k] = 0.6 * mean + 0.4 * lowest if forum.rule == "consensus" else mean

    def issue_moves(self, f, forum, k, m):
        s, p, r, lead = self.s, self.p, forum.r, forum.leaders[0]
        stage, progress, support, meets = s.stage[k].copy(), s.progress[k].copy(), s.support[k], s.meets[f]
        T, A, W, open_ = (one(x) for x in (stage == 1, stage == 2, stage == 3, stage > 0))
        leads = forum.governance == "lead_organisation"
        run = one(1 if leads or forum.governance == "administrator" else 0.3)
        asks = one({"majority": 0.30, "three_quarters": 0.40, "consensus": 0.35}[forum.rule])
        threshold = 2 * p("agenda.agreement") * asks
        shared = most(1, m["n"][1])
        over = most(0, support - threshold) / (1 - threshold) * meets / shared
        orderly = m["order"] * s.formality[f] * (1 - (forum.governance == "fabric"))
        guided = p("structure.order_push") * (0.3 + (run - 0.3) * s.filled[lead])
        early = 1 - p("users.early_cost") * (1 - progress) * (1 - s.copied[k])
        supply = m["supply"]
        scarcest = least(supply[r], least(supply[int(s.needs_second[k][0])], supply[int(s.needs_third[k][0])]))
        work = m["efficiency"] * early * (0.4 + 0.6 * support) / most(1, m["n"][3]) * (p("agenda.work") * scarcest / most(s.extent[k], 0.1))
        ratify = p("agenda.ratify") * m["crowding"] * (1 - 0.2 * (self.on("safeguards") * p("structure.safeguards")))
        drive, prep = 1 + p("people.frustration_drive") * s.frustration_mean[f], p("processes.prepare")
        wg, inf, tools = forum.working_group, forum.informal, one(0.5) * (forum.shared_assessment + forum.hub)
        structure = (T * over * guided * (orderly + 0.3) + A * ratify * m["home"] + W * work * guided * orderly) * self.on("structure_leads")
        process = (T * over * prep * (wg + one(0.5) * inf) + A * 0.3 * prep * (wg + inf) + W * work * p("processes.fidelity") * tools) * self.on("processes_lead")
        own = (T * over * p("agenda.talk") * m["crowding"] * drive + A * ratify * (m["speed"] - m["home"]) + W * work) * self.on("participants_lead")
        facilitative = s.push_facilitative[f] * W * work
        directive = s.push_directive[f] * T / shared + T * over * 0.3 * s.prepared[f] + s.bypass[f] * A / most(1, m["n"][2])
        outside = m["pushed"] * (T + A) / most(1, m["n"][1] + m["n"][2])
        rate = structure + process + own + facilitative + directive + outside
        step = open_ * least(rate * (1 - m["blocked"]), 1 - progress)
        part = step / rate if rate > one(0.000000001) else one(0)
        done = bool(progress + step >= one(0.99999)) and bool(stage > 0)
        delivered = W if done else one(0)
        quality = one(0.8) if s.copied[k] > 0 else 1 + self.on("novelty") * p("agenda.novelty") * m["spread"]
        gain = least(1, p("users.service_gain") * s.extent[k] * quality)
        gives = meets * T * p("agenda.give")
        place = s.place[k] + gives * (s.common[f] - s.place[k])
        place = place + meets * T * self.on("structure_leads") * p("structure.lead_pull") * leads * s.filled[lead] * (s.position[lead] - place)
        s.place[k] = place
        s.progress[k] = 0 if done else progress + step
        s.stage[k] = (0 if delivered > 0 else stage + 1) if done else stage
        s.age[k] += open_
        s.still[k] = 0 if step > one(0.01) else s.still[k] + open_
        for book, amount in ((s.moved, step), (s.moved_structure, part * structure), (s.moved_process, part * process),
                             (s.moved_participant, part * (own + facilitative + directive + outside)),
                             (s.moved_facilitative, part * facilitative), (s.moved_directive, part * directive),
                             (s.moved_outsiders, part * outside), (s.delivered, delivered), (s.months_in_hand, open_),
                             (s.wanted_far, delivered * s.first_far[k]), (s.wanted_near, delivered * apart(place, s.wanted[k])),
                             (s.novelty_sum, delivered * m["spread"] * (1 - s.copied[k]))):
            book[0] = book[0] + amount
        for book, amount in ((s.by_structure, structure), (s.by_process, process), (s.by_participant, own + facilitative + directive + outside)):
            book[k] = book[k] + part * amount
        s.service[r] = s.service[r] + delivered * gain * (1 - s.service[r])
        m["successes"] = m["successes"] + delivered * (0.4 + 0.3 * least(2, s.extent[k]))
        m["moved"] = m["moved"] + step

    def lost(self, f, forum, k, m):
        s, p, u = self.s, self.p, self.u
        stage, progress = s.stage[k].copy(), s.progress[k].copy()
        loose = 1 - m["order"] * s.formality[f] * (1 - m["borrowed"])
        bound = 1 - p("agenda.binding") * (stage == 3)
        chance = self.on("backtrack") * bound * share(p("agenda.backtrack") * (loose + m["unclear"] + 2 * s.turbulence[0]) * (0.5 + (1 - s.support[k])))
        stalls = stage > 0 and s.still[k] > p("agenda.stall_months")
        drop = bool(stalls) and bool(u("BACKTRACK", 2 * k + 1) < p("agenda.drop") * bound)
        back = not drop and bool(stage >= 2) and bool(u("BACKTRACK", 2 * k) < chance)
        s.stage[k] = 0 if drop else stage - back
        s.progress[k] = 0 if drop or back else progress
        s.dropped[0] += drop
        s.backtracks[0] += back
        s.moved_back[0] += back * (1 + progress)
        return one(drop * (stage == 3) + back) * (1 - p("sectors.risk_licence")) * least(1, 0.3 * s.pressure[forum.r])

    def remembers(self, f, m):
        s, p = self.s, self.p
        s.success[f] = least(1, m["successes"])
        s.rung[f] = s.rung[f] + s.success[f]
        s.stuck[f] = 0 if m["moved"] > one(0.02) else s.stuck[f] + s.alive[f]
        s.prepared[f] = or_none(s.prepared[f] * (0.3 if s.meets[f] > 0 else 0.8))
        kept = s.purpose[f] * (1 - p("users.purpose_decay"))
        s.purpose[f] = share(kept + self.on("small_wins") * 0.15 * s.success[f] * (1 - kept))

    # --- 7.9 users ---

    def users(self):
        s, w = self.s, self.w
        total, members = one(0), one(0)
        for f in range(len(w.forums)):
            total = total + s.members[f] * s.alive[f] * s.practice[f]
            members = members + s.members[f] * s.alive[f]
        practice = total / most(1, members) if self.on("practice") > 0 and members > 0 else one(0.45)
        for r in range(N):
            self.field(r, practice)

    def field(self, r, practice):
        s, p, w = self.s, self.p, self.w
        both, alone = one(0), one(0)
        for o, org in enumerate(w.organisations):
            if org.gives(r) > 0:
                both = both + one(org.gives(r)) * s.staff[o] * (1 - s.joint[o])
                alone = alone + one(org.gives(r)) * s.staff_alone[o]
        community = one(any(w.forums[seat.f].r == r and self.sector_name(w.organisations[seat.o].sector) == "voluntary" and s.filled[i] > 0
                            for i, seat in enumerate(w.seats)))
        hard, cap = p("users.complex"), p("users.solo_cap")
        reached = 1 - p("context.brexit") * p("users.unsure")
        each_alone = ((1 - hard) + hard * (cap + (1 - cap) * 0)) * reached
        each = least(1, ((1 - hard) + hard * (cap + (1 - cap) * s.service[r])) * (1 + p("users.practice") * (practice - 0.45)) * reached)
        early, crisis, helped, treated, relieved, pressure = self.side(r, s.open_need[r], s.open_crisis[r], both, each, alone)
        s.open_need[r], s.open_crisis[r] = early, crisis
        s.relief[0] = s.relief[0] + relieved
        s.treated_early[0] += helped
        s.treated_crisis[0] += treated
        early, crisis, _, _, relieved, _ = self.side(r, s.open_alone[r], s.crisis_alone[r], alone, each_alone, alone)
        s.open_alone[r], s.crisis_alone[r] = early, crisis
        s.relief_alone[0] = s.relief_alone[0] + relieved
        s.pressure[r] = least(pressure, 4)
        s.service[r] = or_none(s.service[r] * (1 - p("users.service_decay") * (1 - p("users.community") * community)))

    def side(self, r, early, crisis, capacity, each, alone):
        p, arisen, K = self.p, self.s.arisen_field[r], self.p("users.crisis_cost")
        E = early + arisen * (1 - p("users.crisis_share"))
        Z = crisis + arisen * p("users.crisis_share")
        wanted = Z * K
        pressure = (E + Z * K) / most(alone, 0.001)
        excess = most(0, pressure - 1)
        capacity = capacity * most(0, 1 - 2 * (self.on("overload") * p("organisations.overload")) * excess / (1 + excess))
        first = p("users.duty") + (1 - p("users.duty")) * wanted / most(E + wanted, 0.000001)
        helped = least(E, capacity - least(wanted, capacity * first))
        treated = least(wanted, capacity - helped)
        cases, back = treated / K, p("users.returns") * (1 - each)
        left_early, left_crisis = most(0, E - helped * (1 - back)), most(0, Z - cases * (1 - back))
        X = self.on("escalation") * p("users.escalation")
        crisis = left_crisis * (1 - 0.25 * p("users.lapse")) + X * left_early
        early = left_early * (1 - X) * (1 - p("users.lapse"))
        return early, crisis, helped, treated, (helped + cases) * each, pressure

    # --- 7.10 structure ---

    def structure(self):
        s, p, u, w = self.s, self.p, self.u, self.w
        if self.on("collaboration") > 0:
            for f, forum in enumerate(w.forums):
                if s.alive[f] == 0 and u("BIRTH", f) < p("structure.birth"):
                    self.born(f, forum)
        for i, seat in enumerate(w.seats):
            self.turns_over(i, seat)
        for f, forum in enumerate(w.forums):
            s.members[f] = sum((s.filled[i] for i in forum.seats), one(0))
            learns = 0.02 * s.meets[f] + 0.06 * one(forum.training) * p("processes.training")
            s.dormant[f] = 0 if s.meets[f] > 0 else s.dormant[f] + 1
            ends = one(bool(s.members[f] < 2) or bool(s.dormant[f] > 24))
            s.formality[f] = s.formality[f] + p("structure.formalisation") * (1 - (forum.origin == "emerged") * p("structure.emergence")) * (1 - s.formality[f])
            s.language[f] = s.language[f] + learns * (1 - s.language[f]) - 0.015 * s.language[f]
            s.grant[f] = or_none(s.grant[f] * 0.95)
            s.alive[f] = s.alive[f] * (1 - ends)

    def born(self, f, forum):
        s = self.s
        s.alive[f] = 1
        for column in (s.dormant, s.stuck, s.formality, s.language, s.prepared, s.grant, s.rung, s.said):
            column[f] = 0
        s.purpose[f] = self.p("users.purpose")
        for i in forum.leaders:
            s.joining[i] = 1
        for k in range(f * self.w.slots, (f + 1) * self.w.slots):
            s.dropped[0] += s.stage[k] > 0
            s.stage[k] = s.progress[k] = 0

    def turns_over(self, i, seat):
        s, p, u, f = self.s, self.p, self.u, seat.f
        c = self.w.organisations[seat.o].sector
        v0, v1 = u("LEAVES", 2 * i), u("LEAVES", 2 * i + 1)
        s.tenure[i] = s.tenure[i] + s.filled[i]
        worn = one(0)
        for rank, own in enumerate(self.w.forums[f].leaders):
            energy = s.energy[3 * f + rank]
            if own == i:
                worn = most(worn, 1 - (least(1, energy / one(0.4)) if energy > one(0.05) else one(0)))
        leaves = v0 < self.on("turnover") * share(p(f"sectors.turnover.{self.sector_name(c)}") / 12
                                                  * (1 + 0.25 * (s.frustration[i] + s.conflict[i]) + worn))
        misery = 0.5 * (s.frustration[i] + s.conflict[i])
        quits = v1 < self.on("exit") * share(4 * p("structure.exit") * misery * misery * (1 - s.commitment[i]) * 2) or s.alive[f] == 0
        filled = bool(s.filled[i] > 0)
        joins = not filled and s.alive[f] > 0 and (v1 < p("structure.pace") * (0.3 + s.service[self.w.forums[f].r]) or s.joining[i] > 0)
        s.joining[i] = one(bool(joins))
        if filled and (s.leaving[i] > 0 or quits):
            s.dismissals[0] += s.leaving[i] == 1
            self.seat_ends(i, self.w.forums[f])
        elif (filled and leaves) or joins:
            self.seat_begins(i, seat, self.w.forums[f])

    def seat_ends(self, i, forum):
        s = self.s
        for column in (s.filled, s.commitment, s.time, s.came, s.frustration, s.conflict, s.identification, s.hope, s.converted, s.unclear, s.comfort):
            column[i] = 0
        for j in range(forum.n):
            s.trust[forum.tie(i - forum.first, j)] = s.trust[forum.tie(j, i - forum.first)] = 0
        s.exits[0] += 1

    def seat_begins(self, i, seat, forum):
        s, p, f = self.s, self.p, seat.f
        d = [self.u("NEWCOMER", 8 * i + n) for n in range(8)]
        s.filled[i], s.tenure[i] = 1, -1
        s.excuse[i], s.closed[i] = d[4] < p("people.excuse_share"), d[5] < p("people.closed_share")
        s.mandate[i], s.influence[i], s.position[i] = share(p("people.mandate") * one(seat.mandate)), one(seat.influence), s.home[seat.o]
        s.commitment[i] = share(p("people.commitment") + 0.4 * (d[0] - 0.5))
        s.openness[i] = (1 - s.closed[i]) * share(p("people.openness") + 0.4 * (d[1] - 0.5))
        s.experience[i] = share(p("people.experience") + 0.4 * (d[2] - 0.5))
        s.unclear[i] = d[3] < p("structure.ambiguity")
        s.identification[i] = s.converted[i] = s.isolation[i] = s.strange[i] = s.comfort[i] = 0
        s.frustration[i], s.conflict[i] = 0.5 * s.frustration[i], 0.5 * s.conflict[i]
        s.hope[i], s.salience[i] = 0.8, 0.7
        s.language[f] = s.language[f] * (1 - 1 / most(2, s.members[f]))
        part = p("trust.institution")
        for j in range(forum.n):
            n = i - forum.first
            for t in (forum.tie(n, j), forum.tie(j, n)):
                there = j != n and s.filled[forum.first + j] > 0
                s.trust[t] = s.institution[t] * part + (1 - part) * 0.5 * p("trust.start") if there else 0
        for rank, own in enumerate(forum.leaders):
            if own == i:
                k = 3 * f + rank
                s.energy[k], s.worth_facilitative[k], s.worth_directive[k], s.directive[k], s.acted[k] = 0.8, 0.5, 0.5, 0, 0
                s.skill_facilitative[k] = s.skill_directive[k] = p("leaders.skill")
                s.loyalty[k] = share(p("leaders.loyalty") + p("leaders.loyalty_spread") * (d[6] - 0.5))
                s.tenacity[k] = share(p("leaders.tenacity") + 0.3 * (d[7] - 0.5))
                s.cause[k] = s.position[i]

    # --- 7.11 outcomes ---

    def outcomes(self):
        """What the month reads: the histories that are not plain state."""
        s, w, p = self.s, self.w, self.p
        filled = most(1, sum((s.filled[i] for i in range(len(w.seats))), one(0)))
        hand = [k for k in range(len(s.stage)) if s.stage[k] > 0]

        def mean(column):
            return sum((s.filled[i] * column[i] for i in range(len(w.seats))), one(0)) / filled

        still = sum((one(s.still[k] > p("agenda.stall_months")) for k in hand), one(0))
        read = {name: mean(getattr(s, name)) for name in ("conflict", "frustration", "commitment", "hope")}
        read["synergy"] = (s.relief[0] - s.relief_alone[0]) / most(s.arisen[0], 0.000001)
        read["delay"] = sum((s.age[k] for k in hand), one(0)) / len(hand) if hand else one(0)
        read["stall"] = still / len(hand) if hand else one(0)
        read["trust"] = (sum((s.members[f] * s.trust_mean[f] for f in range(len(w.forums))), one(0))
                         / most(1, sum((s.members[f] for f in range(len(w.forums))), one(0))))
        there = [k for k in range(3 * len(w.forums)) if s.filled[w.forums[k // 3].leaders[k % 3]] > 0]
        read["energy"] = sum((s.energy[k] for k in there), one(0)) / most(1, len(there))
        read["seats"] = sum((s.filled[i] for i in range(len(w.seats))), one(0))
        read["service"] = sum((s.service[r] / 6 for r in range(N)), one(0))
        for name in ("exits", "delivered", "acts_facilitative", "acts_directive", "moved_structure", "moved_process", "moved_participant"):
            read[name] = getattr(s, name)[0].copy()
        return read

    def month_is_kept(self, read):
        """Sums and memories of the month, for the outcomes of the run."""
        s, w = self.s, self.w
        s.conflict_sum[0] += read["conflict"]
        s.trust_sum[0] += read["trust"]
        s.conflict_year[0] = s.conflict_year[0] + (read["conflict"] - s.conflict_year[0]) / 12
        helped, treated = s.treated_early[0] - s.early_before[0], s.treated_crisis[0] - s.crisis_before[0]
        s.early_year[0] = s.early_year[0] + (helped / most(helped + treated, 0.000001) - s.early_year[0]) / 12
        s.early_before[0], s.crisis_before[0] = s.treated_early[0], s.treated_crisis[0]
        joint = sum((s.joint[o] * one(org.share) for o, org in enumerate(w.organisations)), one(0))
        s.joint_sum[0] += joint / most(sum((one(org.share) for org in w.organisations), one(0)), 0.000001)

    def ends(self):
        """Outcomes of the run, in double precision."""
        s, w, p = self.s, self.w, self.p
        seats = range(len(w.seats))
        last = self.outcomes()

        def ratio(part, whole):
            return float(part) / float(whole) if float(whole) > 0 else math.nan

        def total(name):
            return float(getattr(s, name)[0][0])

        acts = total("acts_facilitative") + total("acts_directive")
        moved = total("moved_structure") + total("moved_process") + total("moved_participant")
        hand = [k for k in range(len(s.stage)) if s.stage[k] > 0]
        still = sum((one(s.still[k] > p("agenda.stall_months")) for k in hand), one(0))
        held = [{w.organisations[w.seats[i].o].first for i in forum.seats if s.filled[i] > 0} for forum in w.forums]
        covered = sum((one(r in there) / 6 for there in held for r in range(N)), one(0)) / one(len(w.forums))
        evenness = one(0)
        for forum in w.forums:
            given = [s.contributed[i] for i in forum.seats]
            C, Q = sum(given, one(0)), sum((x * x for x in given), one(0))
            evenness = evenness + C * C / (most(Q, 0.000001) * one(forum.n))
        won = sum((s.filled[i] * s.converted[i] for i in seats), one(0)) / most(1, last["seats"])
        end = {"synergy": ratio(total("relief") - total("relief_alone"), total("arisen")),
               "stall": ratio((s.dropped[0] + still)[0], total("raised")), "energy": float(last["energy"][0]), "coverage": float(covered[0]), "evenness": float((evenness / one(len(w.forums)))[0]),
               "own_ends": ratio(total("own_ends_sum"), total("acts_directive")),
               "converted": float(won[0]), "early_share": total("early_year"), "delivered": total("delivered"),
               "pilots": 12 * ratio(total("pilots"), self.months), "thwarted": ratio(total("thwarted"), acts),
               "directive_share": ratio(total("acts_directive"), acts), "participation": 1 - ratio(total("acts_first"), acts),
               "abstained": ratio(total("abstained"), acts + total("abstained")), "realised": 1 - ratio(total("wanted_near"), total("wanted_far")),
               "moved_by_structure": ratio(total("moved_structure"), moved), "moved_by_process": ratio(total("moved_process"), moved),
               "moved_by_participant": ratio(total("moved_participant"), moved), "moved_facilitative": ratio(total("moved_facilitative"), moved),
               "moved_directive": ratio(total("moved_directive"), moved), "moved_by_outsiders": ratio(total("moved_outsiders"), moved)}
        for name, part, whole in (("delay", "months_in_hand", "delivered"), ("exits", "exits", "filled_first"), ("dismissed", "dismissals", "filled_first"),
                                  ("novelty", "novelty_sum", "delivered"), ("backtracks", "backtracks", "delivered"),
                                  ("attendance", "attended", "called"), ("contracts_lost", "contracts_lost", "renewals")):
            end[name] = ratio(total(part), total(whole))
        for name in ("conflict", "trust", "joint_time"):
            end[name] = ratio(total({"joint_time": "joint_sum"}.get(name, name + "_sum")), self.months)
        gains, hurts = end["synergy"] > 0.01, total("conflict_year") > 0.25
        collapses = ratio(last["seats"][0], total("filled_first")) < 1 / 3
        end["regime"] = 4 if collapses else (int(hurts) if gains else 2 + int(hurts))
        return end
