"""Issues: section 7.8 of models/README.md."""

from .arithmetic import N, apart, clamp01, maximum, minimum, one, or_none


class Agenda:
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
                s.conflict[i] = s.conflict[i] + 0.3 * minimum(1, blame) * s.filled[i] * (1 - s.conflict[i])
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
            sits = s.alive[f] if g < 0 else minimum(1, one(w.forums[g].meetings) / 12) * s.alive[g]
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
            m["flexible"] = maximum(m["flexible"], filled * flexibility)
            if filled > 0:
                slowest, slowest_home = minimum(slowest, speed), minimum(slowest_home, home)
        by, there = maximum(1, s.members[f]), (s.members[f] > 1) * s.alive[f]
        m["borrowed"] = 0.5 * s.trust_mean[f] * m["flexible"] * (1 - slowest)
        slowest = slowest + m["borrowed"]
        m["order"] = m["order"] / by
        m["home"] = there * (0.5 * m["home"] / by + 0.5 * slowest_home)
        m["speed"] = maximum(there * (0.5 * m["speed"] / by + 0.5 * slowest), m["home"])
        m["present"], m["unclear"] = m["present"] / by, self.on("ambiguity") * m["unclear"] / by
        m["spread"] = minimum(1, 3 * m["spread"] / by)
        cost, beyond = p("structure.inclusion_cost"), maximum(0, s.members[f] / 12 - 1)
        m["crowding"] = one(1) if forum.governance == "fabric" else 1 / (1 + beyond * cost / (1 - minimum(cost, 0.99)))
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
        extent = p("agenda.size") * (1 - ladder + ladder * (0.4 + 0.3 * minimum(3, s.rung[f]))) * (0.5 + z[1])
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
            accepts = maximum(0, 1 - apart(s.position[i], s.place[k]) / (tolerance * (1 + s.comfort[i])))
            has = s.came[i] * s.influence[i] * ((1 - s.isolation[i]) * (1 - 0.5 * self.on("ambiguity") * s.unclear[i]))
            total, weight = total + has * accepts, weight + has
            lowest = minimum(lowest, accepts) if has > one(0.1) else lowest
        mean = total / maximum(weight, 0.000001)
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
        shared = maximum(1, m["n"][1])
        over = maximum(0, support - threshold) / (1 - threshold) * meets / shared
        orderly = m["order"] * s.formality[f] * (1 - (forum.governance == "fabric"))
        guided = p("structure.order_push") * (0.3 + (run - 0.3) * s.filled[lead])
        early = 1 - p("users.early_cost") * (1 - progress) * (1 - s.copied[k])
        supply = m["supply"]
        scarcest = minimum(supply[r], minimum(supply[int(s.needs_second[k][0])], supply[int(s.needs_third[k][0])]))
        work = m["efficiency"] * early * (0.4 + 0.6 * support) / maximum(1, m["n"][3]) * (p("agenda.work") * scarcest / maximum(s.extent[k], 0.1))
        ratify = p("agenda.ratify") * m["crowding"] * (1 - 0.2 * (self.on("safeguards") * p("structure.safeguards")))
        drive, prep = 1 + p("people.frustration_drive") * s.frustration_mean[f], p("processes.prepare")
        wg, inf, tools = forum.working_group, forum.informal, one(0.5) * (forum.shared_assessment + forum.hub)
        structure = (T * over * guided * (orderly + 0.3) + A * ratify * m["home"] + W * work * guided * orderly) * self.on("structure_leads")
        process = (T * over * prep * (wg + one(0.5) * inf) + A * 0.3 * prep * (wg + inf) + W * work * p("processes.fidelity") * tools) * self.on("processes_lead")
        own = (T * over * p("agenda.talk") * m["crowding"] * drive + A * ratify * (m["speed"] - m["home"]) + W * work) * self.on("participants_lead")
        facilitative = s.push_facilitative[f] * W * work
        directive = s.push_directive[f] * T / shared + T * over * 0.3 * s.prepared[f] + s.bypass[f] * A / maximum(1, m["n"][2])
        outside = m["pushed"] * (T + A) / maximum(1, m["n"][1] + m["n"][2])
        rate = structure + process + own + facilitative + directive + outside
        step = open_ * minimum(rate * (1 - m["blocked"]), 1 - progress)
        part = step / rate if rate > one(0.000000001) else one(0)
        done = bool(progress + step >= one(0.99999)) and bool(stage > 0)
        delivered = W if done else one(0)
        quality = one(0.8) if s.copied[k] > 0 else 1 + self.on("novelty") * p("agenda.novelty") * m["spread"]
        gain = minimum(1, p("users.service_gain") * s.extent[k] * quality)
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
        m["successes"] = m["successes"] + delivered * (0.4 + 0.3 * minimum(2, s.extent[k]))
        m["moved"] = m["moved"] + step

    def lost(self, f, forum, k, m):
        s, p, u = self.s, self.p, self.u
        stage, progress = s.stage[k].copy(), s.progress[k].copy()
        loose = 1 - m["order"] * s.formality[f] * (1 - m["borrowed"])
        bound = 1 - p("agenda.binding") * (stage == 3)
        chance = self.on("backtrack") * bound * clamp01(p("agenda.backtrack") * (loose + m["unclear"] + 2 * s.turbulence[0]) * (0.5 + (1 - s.support[k])))
        stalls = stage > 0 and s.still[k] > p("agenda.stall_months")
        drop = bool(stalls) and bool(u("BACKTRACK", 2 * k + 1) < p("agenda.drop") * bound)
        back = not drop and bool(stage >= 2) and bool(u("BACKTRACK", 2 * k) < chance)
        s.stage[k] = 0 if drop else stage - back
        s.progress[k] = 0 if drop or back else progress
        s.dropped[0] += drop
        s.backtracks[0] += back
        s.moved_back[0] += back * (1 + progress)
        return one(drop * (stage == 3) + back) * (1 - p("sectors.risk_licence")) * minimum(1, 0.3 * s.pressure[forum.r])

    def remembers(self, f, m):
        s, p = self.s, self.p
        s.success[f] = minimum(1, m["successes"])
        s.rung[f] = s.rung[f] + s.success[f]
        s.stuck[f] = 0 if m["moved"] > one(0.02) else s.stuck[f] + s.alive[f]
        s.prepared[f] = or_none(s.prepared[f] * (0.3 if s.meets[f] > 0 else 0.8))
        kept = s.purpose[f] * (1 - p("users.purpose_decay"))
        s.purpose[f] = clamp01(kept + self.on("small_wins") * 0.15 * s.success[f] * (1 - kept))
