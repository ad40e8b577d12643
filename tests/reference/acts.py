"""What leaders do, from section 7.4 of models/README.md."""

from .arithmetic import N, apart, clamp01, maximum, minimum, nearer, one

FACILITATIVE, DIRECTIVE = 0, 1


class Deed:
    """One occasion of one leader in one mode."""

    def __init__(self, run, f, forum, leader, own, view):
        self.run, self.s, self.w, self.p, self.u = run, run.s, run.w, run.p, run.u
        self.f, self.forum, self.k, self.own, self.view = f, forum, leader, own, view
        self.h = run.w.seats[own].o
        loyalty = self.s.loyalty[leader]
        wants = loyalty * self.s.home[self.h] + (1 - loyalty) * view["top"]
        self.aim = wants + self.s.tenacity[leader] * (self.s.cause[leader] - wants)
        self.t = -1

    def members(self):
        return [i for i in self.forum.seats if self.s.filled[i] > 0]

    def others(self):
        return [i for i in self.members() if i != self.own]

    def trust_in_me(self, i):
        return self.forum.tie(i - self.forum.first, self.own - self.forum.first)

    # --- 1 choice ---

    def seat_aimed_at(self, target):
        if target == "DISTANT":
            found = min(self.others(), key=lambda i: self.s.trust[self.trust_in_me(i)][0], default=-1)
        else:
            found = self.view["who"].get(target, -1)
        return -1 if found == self.own else found

    def has_aim(self, act, target):
        if act == "dismiss" and self.forum.origin == "imposed":
            return False
        if target in ("ISSUE", "STUCK"):
            k = self.view["top_issue" if target == "ISSUE" else "stuck_issue"]
            return k >= 0 and bool(self.s.stage[k] > 0)
        return target in ("FORUM", "HOME") or self.seat_aimed_at(target) >= 0

    def urge(self, act, urges):
        commissioner = self.w.organisations[self.h].commissioner
        if act == "manage_manager":
            return 0.6 * (1 - self.s.interest[self.h])
        if act == "manage_contract":
            return 0.5 * (1 - self.s.flex[self.h]) if commissioner >= 0 else None
        if act not in urges:
            return None
        blocker = self.view["who"].get("BLOCKER", -1)
        if act == "challenge" and commissioner >= 0 and blocker >= 0 and self.w.seats[blocker].o == commissioner:
            return urges[act] * self.p("leaders.upward")
        if act == "persist":
            return urges[act] * (1 + self.s.tenacity[self.k])
        return urges[act]

    def chosen(self, mode, urges):
        best, called = None, self.p("leaders.battles")
        for n, act in enumerate(self.run.model.acts):
            if act["mode"] != ("FACILITATIVE", "DIRECTIVE")[mode] or not self.has_aim(act["act"], act["target"]):
                continue
            urge = self.urge(act["act"], urges)
            if urge is None or urge <= -5:
                continue
            seen = self.run.see(urge, self.u("SENSING", len(self.run.model.acts) * self.k + n))
            if seen > called:
                best, called = act, seen
        return best

    # --- 2 odds and price, 3 consequences, 4 books ---

    def done(self, mode, urges, meeting):
        s, p, u, k, f = self.s, self.p, self.u, self.k, self.f
        act = self.chosen(mode, urges)
        if act is None:
            s.abstained[0] += 1
            return
        name = act["act"]
        skill = (s.skill_facilitative, s.skill_directive)[mode][k].copy()
        odds = clamp01(p(f"acts.chance.{name}") * (0.4 + 0.8 * skill) * (0.6 + 0.5 * p("leaders.accuracy")) * (0.9 + 0.3 * s.prepared[f]))
        hidden = clamp01(p("leaders.detection") * (1.3 - s.trust_mean[f]) * (0.7 + 0.6 * s.formality[f]))
        price = p(f"acts.energy.{name}") * (1 + one(float(act["unease"])) * s.unease[k])
        worked, found = u("SUCCESS", 5 * k + mode) < odds, u("SUCCESS", 5 * k + 2 + mode) < hidden
        self.t = self.seat_aimed_at(act["target"])
        self.S = None if act["effect"] == "-" else p(f"acts.effect.{name}") * (0.5 + 0.5 * skill)
        self.B = minimum(1, p(f"acts.backlash.{name}") * (1.5 - 0.5 * (s.trust_mean[f] + s.purpose[f])))
        if self.run.on("energy_drain") > 0:
            s.energy[k] = maximum(0, s.energy[k] - price * (1 + (one(0) if worked else 0.5 * p("leaders.bravery"))))
        s.time[self.own] = s.time[self.own] * (1 - p(f"acts.time.{name}") * meeting)
        self.follows(act, mode, worked, found)
        s.thwarted[0] += not worked
        place = 1 + [one["act"] for one in self.run.model.acts].index(name)
        for column, value in (("did", place), ("at", 1 + self.t), ("worked", one(worked))):
            getattr(s, f"{column}_{('facilitative', 'directive')[mode]}")[k] = value
        (s.acts_facilitative, s.acts_directive)[mode][0] += 1
        s.own_ends_sum[0] += mode * apart(self.aim, s.common[f])
        s.acts_first[0] += k % 3 == 0

    def follows(self, act, mode, worked, found):
        s, fails = self.s, act["fails"]
        if worked:
            getattr(self, act["act"])()
            if fails != "EXPOSED":
                for i in self.others():
                    self.hurt(i, self.B * (1 if i == self.t else one(0.2)))
        elif fails == "OFFENDS" and self.t >= 0:
            self.hurt(self.t, self.B)
        elif fails == "OFFENDS":
            s.interest[self.h] = s.interest[self.h] * (1 - minimum(1, 3 * self.B))
        elif fails == "DISAPPOINTS":
            for i in self.members():
                s.hope[i] = s.hope[i] * (1 - self.B)
        elif fails == "INFLAMES":
            for i in self.members():
                self.hurt(i, 0.5 * self.B)
        if fails == "EXPOSED" and found:
            for i in self.members():
                self.distrust(i, 3 * self.B)
        commissioner = self.w.organisations[self.h].commissioner
        if mode == DIRECTIVE and commissioner >= 0 and self.t >= 0 and self.w.seats[self.t].o == commissioner:
            s.offence[self.h] = nearer(s.offence[self.h], 0.4)

    def hurt(self, i, pain):
        if self.run.on("conflict_from_acts") > 0:
            self.s.conflict[i] = nearer(self.s.conflict[i], pain)

    def distrust(self, i, part):
        if self.run.on("trust_loss_from_acts") > 0 and i != self.own:
            t = self.trust_in_me(i)
            self.s.trust[t] = self.s.trust[t] * (1 - minimum(1, part))

    # --- the table of effects ---

    def embrace(self):
        self.s.joining[self.t] = self.s.interest[self.w.seats[self.t].o] > one(0.3)

    def empower(self):
        s = self.s
        s.influence[self.t] += self.S
        s.commitment[self.t] = nearer(s.commitment[self.t], self.S)
        for k in range(3 * self.f, 3 * self.f + 3):
            if k != self.k:
                s.skill_facilitative[k] = nearer(s.skill_facilitative[k], 0.2 * self.S)

    def involve(self):
        s, t = self.s, self.t
        s.frustration[t] *= 1 - minimum(1, self.S)
        s.converted[t] = nearer(s.converted[t], self.S)
        s.position[t] += 0.5 * self.S * (self.aim - s.position[t])

    def mobilise(self):
        s = self.s
        for i in self.members():
            follows = one(1) if i == self.own else s.trust[self.trust_in_me(i)]
            s.commitment[i] = nearer(s.commitment[i], self.S * follows * s.purpose[self.f])
        s.push_facilitative[self.f] += self.S

    def clarify(self):
        s, t = self.s, self.t
        s.unclear[t] = 0
        s.language[self.f] = nearer(s.language[self.f], 0.1 * self.S)
        self.hurt(t, 0.2 * self.S * apart(s.position[t], s.common[self.f]))
        if s.commitment[t] < 0.25:
            s.leaving[t] = 1

    def build_trust(self):
        s, there = self.s, self.trust_in_me(self.t)
        back = self.forum.tie(self.own - self.forum.first, self.t - self.forum.first)
        for tie in (there, back):
            s.trust[tie] += minimum(1, self.S) * maximum(0, self.p("trust.ceiling") - s.trust[tie])

    def nurture(self):
        s, t = self.s, self.t
        s.comfort[t] = nearer(s.comfort[t], 0.5 * self.S)
        s.frustration[t] *= 1 - minimum(1, self.S)
        s.hope[t] = nearer(s.hope[t], 0.5 * self.S)
        s.commitment[t] = nearer(s.commitment[t], 0.3 * self.S)

    def prepare(self):
        self.s.prepared[self.f] = nearer(self.s.prepared[self.f], self.S)

    def air(self):
        s = self.s
        for i in self.members():
            for j in self.members():
                if i != j:
                    t = self.forum.tie(i - self.forum.first, j - self.forum.first)
                    s.trust[t] = self.run.fellows(s.trust[t], i, j, minimum(1, self.S))
        s.said[self.f] = nearer(s.said[self.f], self.S)
        for i in self.members():
            s.frustration[i] *= 1 - minimum(1, self.S)
            s.identification[i] = nearer(s.identification[i], 0.1 * self.S)
            if s.closed[i] == 0:
                s.openness[i] = nearer(s.openness[i], 0.1 * self.S)

    def put_up(self, extent, place, copied, pushed=False):
        s, r, first = self.s, self.forum.r, self.w.organisations[self.h].first
        second = (r + 1) % N if first == r else first
        third = (second + 1) % N
        third = (third + 1) % N if third == r else third
        empty = [k for k in range(self.f * self.w.slots, (self.f + 1) * self.w.slots) if s.stage[k] == 0]
        if not empty:
            return 0
        k = empty[0]
        s.stage[k], s.copied[k] = 1, copied
        s.progress[k] = s.age[k] = s.still[k] = s.first_far[k] = s.by_structure[k] = s.by_process[k] = 0
        s.by_participant[k] = 1
        s.place[k] = s.wanted[k] = place
        s.extent[k] = extent * self.p("agenda.size")
        s.needs_second[k], s.needs_third[k] = second, third
        for book in (s.raised, s.moved, s.moved_participant, s.moved_directive if pushed else s.moved_facilitative):
            book[0] += 1
        return 1

    def pilot(self):
        self.s.pilots[0] += self.put_up(self.S, self.s.common[self.f], 0)

    def model(self):
        s = self.s
        part = minimum(1, self.S) * minimum(1, s.contacts[self.own] / maximum(1, s.members[self.f] - 1))
        for i in self.members():
            s.openness[i] += part * (maximum(0, s.openness[self.own] - s.openness[i]) * (1 - s.closed[i]))
        s.practice[self.f] += 0.3 * part * (s.openness[self.own] - s.practice[self.f])

    def manage_manager(self):
        s, f = self.s, self.f
        s.purpose[f] = s.purpose[f] * (1 - 0.3 * minimum(1, self.S) * s.interest[self.h])
        s.interest[self.h] = nearer(s.interest[self.h], self.S)

    def manage_contract(self):
        self.s.flex[self.h] = nearer(self.s.flex[self.h], self.S)

    def spread(self):
        loyalty = self.s.loyalty[self.k]
        self.put_up(self.S, loyalty * self.s.position[self.own] + (1 - loyalty) * self.s.common[self.f], 1)

    def refocus(self):
        s = self.s
        s.purpose[self.f] = nearer(s.purpose[self.f], self.S)
        for i in self.members():
            s.salience[i] = nearer(s.salience[i], self.S)

    def aftercare(self):
        self.s.converted[self.t] = nearer(self.s.converted[self.t], self.S)

    def disclose(self):
        s, own = self.s, self.own
        s.openness[own] = nearer(s.openness[own], self.S)
        for i in self.others():
            t = self.trust_in_me(i)
            s.trust[t] += 0.5 * (self.S * s.openness[i]) * maximum(0, self.p("trust.ceiling") - s.trust[t])
        s.position[own] += 0.2 * self.S * (s.common[self.f] - s.position[own])
        k = self.view["top_issue"]
        if k >= 0 and s.stage[k] == 1:
            for i in self.others():
                s.place[k] += 0.5 * minimum(1, self.S) * (1 - s.openness[i]) / maximum(1, s.members[self.f]) * (s.position[i] - s.place[k])

    def bid(self):
        firsts = {self.w.organisations[self.w.seats[i].o].first for i in self.members()}
        mix = sum((one(r in firsts) / 6 for r in range(N)), one(0))
        self.s.grant[self.f] = nearer(self.s.grant[self.f], self.S * mix)

    def manipulate(self):
        s, k = self.s, self.view["top_issue"]
        s.place[k] += 0.5 * self.S * (self.aim - s.place[k])
        s.push_directive[self.f] += self.S

    def politick(self):
        self.s.push_directive[self.f] += self.S
        for i in self.members():
            self.distrust(i, 0.3 * self.S * (1 - minimum(1, self.s.influence[i])))

    def challenge(self):
        s, t = self.s, self.t
        yields = minimum(1, self.S * s.mandate[t])
        s.converted[t] = nearer(s.converted[t], yields)
        s.position[t] += yields * (self.aim - s.position[t])

    def persist(self):
        s, t = self.s, self.t
        tires = self.S * (0.5 + 0.5 * one(self.forum.informal))
        s.converted[t] = nearer(s.converted[t], tires)
        s.position[t] += minimum(1, tires) * (self.aim - s.position[t])
        s.frustration[t] = nearer(s.frustration[t], 0.3 * self.S)
        cause, near = s.cause[self.k].copy(), 0.5 * self.p("agenda.tolerance")
        slots = range(self.f * self.w.slots, (self.f + 1) * self.w.slots)
        if not any(s.stage[k] > 0 and apart(s.place[k], cause) < near for k in slots):
            self.put_up(one(1), cause, 0, pushed=True)

    def route_around(self):
        self.s.bypass[self.f] += self.S

    def strip_away(self):
        self.s.bypass[self.f] += 0.7 * self.S
        self.s.influence[self.t] *= 1 - 0.5 * minimum(1, self.S)

    def isolate(self):
        s = self.s
        s.isolation[self.t] = nearer(s.isolation[self.t], self.S)
        for i in self.others():
            if i != self.t:
                s.position[i] += 0.2 * minimum(1, self.S) * s.trust[self.trust_in_me(i)] * (self.aim - s.position[i])

    def reseat(self):
        s, seats = self.s, self.w.seats
        s.leaving[self.t] = 2
        for i, seat in enumerate(seats):
            if seat.o == seats[self.t].o and seat.f != self.f and s.filled[i] == 0:
                s.joining[i] = 1
                return

    def dismiss(self):
        self.s.leaving[self.t] = 1
        for i in self.others():
            if i != self.t:
                self.hurt(i, 0.15)
                self.distrust(i, 0.15)

    def move_on(self):
        k = self.view["stuck_issue"]
        self.s.stage[k] = self.s.progress[k] = 0
        self.s.dropped[0] += 1

    def press(self):
        s = self.s
        for i in self.members():
            deaf = one(0) if i == self.own else 1 - s.trust[self.trust_in_me(i)]
            s.commitment[i] = nearer(s.commitment[i], self.S * deaf * s.purpose[self.f])

    def demand(self):
        s, t = self.s, self.t
        s.mandate[t] = nearer(s.mandate[t], self.S * s.interest[self.w.seats[t].o])
