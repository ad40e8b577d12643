"""What an act costs and does: the second half of section 7.6 of models/README.md."""

from .arithmetic import N, apart, clamp01, maximum, minimum, nearer, one


class Deed:
    """An act that is done: its odds, price and books, and its effect, a method of the act's name."""

    def __init__(self, occasion, act, mode, target):
        self.o, self.act, self.name, self.directive = occasion, act, act["act"], mode == 1
        self.mode = "directive" if self.directive else "facilitative"
        self.run, self.s, self.w, self.p = occasion.run, occasion.s, occasion.w, occasion.p
        self.f, self.forum, self.l, self.own, self.k, self.h = occasion.f, occasion.forum, occasion.l, occasion.own, occasion.k, occasion.h
        self.t = -1 if target is None else target
        self.members, self.others = occasion.members, occasion.others

    def home(self):
        """Organisation of the target."""
        return self.w.seats[self.t].o

    def trust_in_me(self, i):
        return self.run.tie(i, self.own)

    # --- odds, price and books ---

    def done(self):
        s, p, u, l, own = self.s, self.p, self.run.u, self.l, self.own
        skill = (s.skill_directive if self.directive else s.skill_facilitative)[own]
        vigour = minimum(1, s.energy[own] / one(0.5))
        odds = clamp01(p(f"answers.chance.{self.mode}") * (0.5 + 0.5 * skill) * (0.5 + 0.5 * p("leaders.accuracy"))
                       * (1 + p("leaders.credit") * (self.credit() - 0.5)) * vigour * self.gate())
        hidden = 0.5 * (1 - 0.5 * s.trust_mean[self.f]) * (0.5 + 0.5 * s.formality[self.f])
        price = p(f"answers.energy.{self.mode}") * (1 + self.directive * s.unease[own])
        vain = self.o.obstacle == "missing_partner" and self.t < 0
        size = p(f"answers.effect.{self.act['obstacle']}.{self.mode}") * (0.5 + 0.5 * skill) * vigour
        whole = self.act["size"] == "whole"
        worked = bool(u("SUCCESS", 4 * l + self.directive) < odds * (minimum(1, size) if whole else one(size > 0))) and not vain
        found = bool(u("SUCCESS", 4 * l + 2 + self.directive) < hidden)
        self.S = one(1) if whole else size
        if self.run.on("energy_drain") > 0:
            s.energy[own] = maximum(0, s.energy[own] - price * (1 if worked else 2))
        self.follows(worked, found)
        self.books(worked)

    def credit(self):
        s = self.s
        if self.t >= 0 and self.t != self.own and s.filled[self.t] > 0:
            return s.trust[self.trust_in_me(self.t)]
        if self.act["scope"] == "MEETING":
            return s.trust_received[self.own] / maximum(1, s.members[self.f] - 1)
        return one(0.5)

    def gate(self):
        s, name = self.s, self.name
        if name == "embrace":
            return s.interest[self.home()] if self.t >= 0 else one(1)
        if name in ("empower", "manage_manager"):
            return 0.5 + 0.5 * s.interest[self.home()]
        if name == "demand_seat":
            return s.mandate[self.own]
        if name == "challenge":
            return s.mandate[self.t] * (self.p("leaders.upward") if self.commissions(self.t) else one(1))
        return 0.5 + 0.5 * s.tenacity[self.own] if name == "persist" else one(1)

    def commissions(self, i):
        """A seat of the commissioner of the leader's organisation."""
        return self.w.seats[i].o == self.w.organisations[self.h].commissioner

    def follows(self, worked, found):
        s, p = self.s, self.p
        if worked:
            getattr(self, self.name)()
        elif self.name in ("embrace", "demand_seat"):
            s.tries[self.k] += 1
            if s.tries[self.k] >= p("agenda.tries"):
                self.cut(int(s.lacks[self.k][0]))
        if self.act["exposure"] == "COVERT" and found:
            for i in self.members():
                self.distrust(i, p("leaders.credit_price"))

    def books(self, worked):
        s, mode = self.s, "directive" if self.directive else "facilitative"
        s.thwarted[0] += not worked
        getattr(s, f"acts_{mode}")[0] += 1
        s.acts_first[0] += self.own == self.forum.lead
        s.led[self.own] += 1
        place = 1 + [act["act"] for act in self.run.model.acts].index(self.name)
        for column, value in (("did", place), ("at", 1 + self.t), ("worked", worked)):
            getattr(s, f"{column}_{mode}")[self.l] = value
        s.about[self.l] = 1 + self.k
        if self.directive:
            s.own_ends_sum[0] += apart(self.o.aim, s.common[self.f])

    # --- words ---

    def distrust(self, i, x):
        if self.run.on("trust_loss_from_acts") > 0 and i != self.own:
            t = self.trust_in_me(i)
            self.s.trust[t] = self.s.trust[t] * (1 - minimum(1, x))

    def hurt(self, i, x):
        if self.run.on("conflict_from_acts") > 0:
            self.s.conflict[i] = nearer(self.s.conflict[i], x)

    def against_will(self, i, m):
        if i != self.own and m > 0:
            self.distrust(i, self.p("leaders.credit_price") * m)
            self.hurt(i, self.p("people.conflict_gain") * m)
            if self.commissions(i):
                self.s.offence[self.h] = nearer(self.s.offence[self.h], m)

    def is_moved(self, y):
        s, k = self.s, self.k
        for i in self.members():
            further = apart(s.position[i], y) - apart(s.position[i], s.place[k])
            if further > one(0.000001):
                x = self.run.stance(i, k)
                s.held[x], s.resistance[x] = 0, 1
                self.against_will(i, further)
        s.place[k] = y
        if s.stage[k] == 2:
            s.moved_back[0] += 1 + s.progress[k]
            s.stage[k], s.progress[k] = 1, 0

    def cut(self, number):
        s, k = self.s, self.k
        field = self.run.need(k, number)
        held = [q for q in self.run.needs(k) if q != field and self.run.holder(self.forum, q) is not None]
        if not held:
            return
        (s.needs_first, s.needs_second, s.needs_third)[number - 1][k] = held[0]
        s.extent[k] = s.extent[k] * one(0.5)
        s.cut[0] += 1
        s.tries[k] = s.refused[k] = 0
        if s.lacks[k] == number:
            s.lacks[k] = 0

    def is_put_up(self, y, z):
        """Returns the slot."""
        s, r, first = self.s, self.forum.r, self.w.organisations[self.h].first
        k = next(k for k in self.run.slots(self.f) if s.stage[k] == 0)
        self.run.clears(k)
        second = (r + 1) % N if first == r else first
        third = (second + 1) % N
        s.stage[k] = s.by_participant[k] = 1
        s.place[k] = s.wanted[k] = y
        s.extent[k] = z * self.run.size(self.f)
        s.needs_first[k], s.needs_second[k], s.needs_third[k] = r, second, (third + 1) % N if third == r else third
        for book in (s.raised, s.moved, s.moved_participant, s.moved_directive if self.name == "put_up" else s.moved_facilitative):
            book[0] += 1
        return k

    def yields(self):
        """Resistance of the target is lowered. Returns by how much."""
        s, x = self.s, self.run.stance(self.t, self.k)
        d = minimum(minimum(1, self.S), s.resistance[x])
        s.resistance[x] -= d
        if d > 0 and not s.resistance[x] > 0:
            s.held[x] = 1
            s.won_over[0] += 1
        return d

    def loses_interest(self, price):
        self.s.interest[self.home()] *= 1 - minimum(1, price)

    # --- the table of effects ---

    def embrace(self):
        self.s.joining[self.t] = 1

    def demand_seat(self):
        self.s.joining[self.t] = 1
        self.loses_interest(self.p("leaders.credit_price"))

    def involve(self):
        s, t, k = self.s, self.t, self.k
        s.frustration[t] *= 1 - minimum(1, self.S)
        self.is_moved(s.place[k] + 0.5 * self.S * (s.position[t] - s.place[k]))

    def challenge(self):
        self.against_will(self.t, self.yields())

    persist = challenge

    def isolate(self):
        s = self.s
        s.isolation[self.t] = nearer(s.isolation[self.t], self.S)
        self.against_will(self.t, minimum(1, self.S))

    def reseat(self):
        s, seats = self.s, self.w.seats
        s.leaving[self.t] = 2
        elsewhere = [i for i, seat in enumerate(seats) if seat.o == self.home() and seat.f != self.f and s.filled[i] == 0]
        for i in elsewhere[:1]:
            s.joining[i] = 1
        self.turns_away()

    def turns_away(self):
        for i in self.others():
            if i != self.t:
                self.distrust(i, self.p("leaders.credit_price") * self.s.trust[self.run.tie(i, self.t)])

    def dismiss(self):
        self.s.leaving[self.t] = 1
        self.turns_away()
        for i in self.others():
            if i != self.t:
                self.hurt(i, self.p("people.conflict_gain") * self.s.trust[self.run.tie(i, self.t)])

    def route_around(self):
        self.cut(int(self.s.refused[self.k][0]))

    def empower(self):
        self.s.mandate[self.t] = nearer(self.s.mandate[self.t], self.S)

    def demand(self):
        self.empower()
        self.loses_interest(self.p("leaders.credit_price") * self.S)

    def manage_manager(self):
        self.s.interest[self.home()] = nearer(self.s.interest[self.home()], self.S)

    def manage_contract(self):
        self.s.flex[self.home()] = nearer(self.s.flex[self.home()], self.S)

    def go_over(self):
        self.s.over[self.k] = 1
        self.loses_interest(self.p("leaders.credit_price"))

    def prepare(self):
        self.s.boost[self.k] += self.S * self.p("agenda.stall_months")

    def manipulate(self):
        self.prepare()
        place = self.s.place[self.k]
        self.is_moved(place + 0.5 * self.S * (self.o.aim - place))

    def mobilise(self):
        s = self.s
        for i in self.others():
            s.commitment[i] = nearer(s.commitment[i], self.S * s.purpose[self.f] * s.trust[self.trust_in_me(i)])

    def press(self):
        s = self.s
        for i in self.others():
            before = s.commitment[i].copy()
            s.commitment[i] = nearer(before, self.S * s.purpose[self.f])
            self.against_will(i, (s.commitment[i] - before) * (1 - s.trust[self.trust_in_me(i)]))

    def bid(self):
        s, firsts = self.s, {self.w.organisations[self.w.seats[i].o].first for i in self.members()}
        mix = sum((one(r in firsts) / 6 for r in range(N)), one(0))
        for i in self.members():
            if self.run.gives(i, int(s.scarcest[self.k][0])) > 0:
                s.extra[i] = nearer(s.extra[i], self.S * mix)

    def demand_money(self):
        self.s.extra[self.t] = nearer(self.s.extra[self.t], self.S)
        self.loses_interest(self.p("leaders.credit_price") * self.S)
        self.against_will(self.t, minimum(1, self.S))

    def air(self):
        s, part = self.s, minimum(1, self.S)
        for i in self.members():
            for j in self.members():
                if i != j:
                    t = self.run.tie(i, j)
                    s.trust[t] = self.run.fellows(s.trust[t], i, j, part)
        s.said[self.f] = nearer(s.said[self.f], self.S)
        for i in self.members():
            s.frustration[i] *= 1 - part
            s.conflict[i] *= 1 - part

    def nurture(self):
        s, t = self.s, self.t
        s.comfort[t] = nearer(s.comfort[t], 0.5 * self.S)
        s.frustration[t] *= 1 - minimum(1, self.S)
        s.conflict[t] *= 1 - minimum(1, self.S)
        s.hope[t] = nearer(s.hope[t], self.S)

    def build_trust(self):
        s = self.s
        for t in (self.trust_in_me(self.t), self.run.tie(self.own, self.t)):
            s.trust[t] += minimum(1, self.S) * maximum(0, self.p("trust.ceiling") - s.trust[t])

    def sideline(self):
        s = self.s
        s.isolation[self.t] = nearer(s.isolation[self.t], self.S)
        for i in self.members():
            if i != self.t:
                s.conflict[i] *= 1 - minimum(1, self.S)
        self.against_will(self.t, minimum(1, self.S))

    def clarify(self):
        s, t, f = self.s, self.t, self.f
        self.is_made_clear(t)
        s.language[f] = nearer(s.language[f], 0.5 * self.S / maximum(1, s.members[f]))
        if s.commitment[t] < 0.5 * s.commitment_mean[f]:
            s.leaving[t] = 1

    def declare(self):
        s = self.s
        for i in self.forum.seats:
            if not s.filled[i] > 0:
                s.listed[i] = s.awaited[i] = 0
            elif self.run.unclear(i) > 0:
                self.is_made_clear(i)
                self.against_will(i, minimum(1, self.S) * (1 - s.commitment[i]))

    def is_made_clear(self, i):
        s = self.s
        s.listed[i] = s.belongs[i] = s.sent[i] = 1
        s.awaited[i] = 0

    def aftercare(self):
        x = self.run.stance(self.t, self.k)
        self.s.held[x] = nearer(self.s.held[x], self.S)

    def hold_to_word(self):
        x = self.run.stance(self.t, self.k)
        d = minimum(1, self.S) * (1 - self.s.held[x])
        self.s.held[x] += d
        self.against_will(self.t, d)

    def disclose(self):
        s, own = self.s, self.own
        s.openness[own] = nearer(s.openness[own], self.S)
        for i in self.others():
            t = self.trust_in_me(i)
            s.trust[t] += minimum(1, self.S) * s.openness[i] * maximum(0, self.p("trust.ceiling") - s.trust[t])
            if not s.closed[i] > 0:
                s.openness[i] = nearer(s.openness[i], self.S * s.openness[own])

    def model(self):
        s, f, own = self.s, self.f, self.own
        part = minimum(1, self.S) * minimum(1, s.contacts[own] / maximum(1, s.members[f] - 1))
        for i in self.others():
            if not s.closed[i] > 0:
                s.openness[i] += part * maximum(0, s.openness[own] - s.openness[i])
        s.practice[f] += part * (s.openness[own] - s.practice[f])

    def politick(self):
        s = self.s
        self.yields()
        table = [k for k in self.run.slots(self.f) if k != self.k and s.stage[k] == 1]
        for k in sorted(table, key=lambda k: apart(s.place[k], s.position[self.t])[0])[:1]:
            s.boost[k] += self.S * self.p("agenda.stall_months")

    def refocus(self):
        s, f, place = self.s, self.f, self.s.place[self.k]
        s.purpose[f] = nearer(s.purpose[f], self.S)
        for i in self.members():
            s.salience[i] = nearer(s.salience[i], self.S)
        self.is_moved(place + minimum(1, self.S) * (s.common[f] - place))

    def move_on(self):
        s, k = self.s, self.k
        s.dropped[0] += 1
        s.dropped_early[0] += s.stage[k] == 1
        s.stage[k] = s.progress[k] = 0

    def pilot(self):
        self.is_put_up(self.s.common[self.f], self.S)
        self.s.pilots[0] += 1

    def spread(self):
        s, loyalty = self.s, self.s.loyalty[self.own]
        k = self.is_put_up(loyalty * s.position[self.own] + (1 - loyalty) * s.common[self.f], self.S)
        s.copied[k] = 1

    def put_up(self):
        k = self.is_put_up(self.s.cause[self.own], self.S)
        self.s.champion[k] = 1 + self.own
