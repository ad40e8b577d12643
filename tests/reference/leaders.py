"""Leaders look for what holds up an issue and choose an answer: the first half of section 7.6 of models/README.md."""

from .acts import Deed
from .arithmetic import apart, clamp01, maximum, minimum, nearer, one, or_none, rising

MODES = ("facilitative", "directive")
MEASURES = ("challenge", "persist", "isolate", "reseat", "dismiss", "involve", "build_trust", "nurture", "sideline", "politick")


class Leaders:
    def leaders(self):
        s = self.s
        for f, forum in enumerate(self.w.forums):
            for i in forum.seats:
                s.leaving[i] = 0
                s.isolation[i] = or_none(s.isolation[i] * (1 - self.p("people.healing")))
            grants = self.granted(forum)
            for l in range(3 * f, 3 * f + 3):
                self.leader(f, forum, l, grants)

    def see(self, x, u):
        return x + (1 - self.p("leaders.accuracy")) * (u - 0.5)

    def is_there(self, i):
        return one(self.s.filled[i] == 1 and self.s.away[i] == 0)

    def granted(self, forum):
        """Initiative that is granted to each seat of a forum, by its partners and its home."""
        s, p = self.s, self.p
        return {i: self.is_there(i) * s.influence[i] * (0.5 + 0.5 * s.mandate[i]) * self.heeds(i)
                * minimum(1, s.energy[i] / one(0.5)) for i in forum.seats}

    def who_acts(self, forum, l, grants):
        """The seat that begins something, or None."""
        u, present = self.u("MODE", 6 * l), self.p("leaders.first_present")
        own_part = {"heroic": 1, "shared": 0.5, "distributed": 0}[self.word("leaders.initiative")]
        budget = clamp01(self.p("leaders.acts") - l % 3)
        mine = self.is_there(forum.lead) * own_part * budget
        rest = budget - mine
        if u < mine:
            return forum.lead if u < mine * present else None
        if not u < budget:
            return None
        reach, upto = (u - mine) * sum(grants.values(), one(0)), one(0)
        for i, grant in grants.items():
            before, upto = upto, upto + grant
            if reach < rest * upto:
                absent = i == forum.lead and not reach < rest * (before + grant * present)
                return None if absent else i
        return None

    def leader(self, f, forum, l, grants):
        s = self.s
        own = self.who_acts(forum, l, grants)
        does = own is not None and bool(s.alive[f] > 0) and self.word("leaders.policy") != "none"
        s.who[l] = 1 + own if does else 0
        for mode in MODES:
            for name in ("did", "worked", "at"):
                getattr(s, f"{name}_{mode}")[l] = 0
        s.about[l] = 0
        if does:
            self.does(Occasion(self, f, forum, l, own))

    def does(self, occasion):
        s, u, l = self.s, self.u, occasion.l
        if occasion.obstacle is None:
            s.abstained[0] += 1
            return
        pushes, both = u("MODE", 6 * l + 1) < occasion.chance(), u("MODE", 6 * l + 2) < self.p("leaders.compound")
        if self.on("facilitative_acts") > 0 and (both or not pushes):
            occasion.answers(0)
        if self.on("directive_acts") > 0 and (both or pushes):
            occasion.answers(1)
        self.learns(occasion)

    def learns(self, occasion):
        s, p, l, own = self.s, self.p, occasion.l, occasion.own
        soft, hard = one(s.did_facilitative[l] > 0), one(s.did_directive[l] > 0)
        moves = 1 - minimum(1, s.stuck[occasion.f] / (0.5 * p("agenda.stall_months")))
        if soft + hard > 0:
            s.obstacle[own] = 1 + self.model.obstacles.index(occasion.obstacle)
            s.failed[own] = not (s.worked_facilitative[l] > 0 or s.worked_directive[l] > 0)
            s.acted[own] = soft + 2 * hard
        for done, worked, skill, worth in ((soft, s.worked_facilitative[l], s.skill_facilitative, s.worth_facilitative),
                                           (hard, s.worked_directive[l], s.skill_directive, s.worth_directive)):
            skill[own] = nearer(skill[own], p("leaders.learning") * worked)
            worth[own] = worth[own] + p("leaders.learning") * done * (worked * moves - worth[own])


class Occasion:
    """One leader who does something this month: what it looks at, what it sees, and how it answers."""

    def __init__(self, run, f, forum, l, own):
        self.run, self.s, self.w, self.p, self.u = run, run.s, run.w, run.p, run.u
        self.f, self.forum, self.l, self.own, self.h = f, forum, l, own, run.w.seats[own].o
        s, loyalty = run.s, run.s.loyalty[own]
        wants = loyalty * s.home[self.h] + (1 - loyalty) * s.common[f]
        self.aim = wants + s.tenacity[own] * (s.cause[own] - wants)
        self.k = self.issue()
        self.took = False
        self.obstacle = self.seen()

    def members(self):
        return [i for i in self.forum.seats if self.s.filled[i] > 0]

    def others(self):
        return [i for i in self.members() if i != self.own]

    def gives(self, i, q):
        return self.run.gives(i, q) > 0

    # --- the issue that matters, and what holds it up ---

    def issue(self):
        s = self.s
        hand = [k for k in self.run.slots(self.f) if s.stage[k] > 0]
        return max(hand, key=lambda k: (s.extent[k] * (1 - apart(s.place[k], self.aim)) * (1 + s.age[k]))[0], default=-1)

    def strengths(self):
        s, f, slots = self.s, self.f, self.run.slots(self.f)
        found = {"unclear_standing": s.unclear_share[f],
                 "empty_table": one(sum(bool(s.stage[k] == 0) for k in slots)) / one(len(slots))}
        if self.k >= 0:
            found["bad_blood"] = 1 - s.efficiency[f]
            found.update((self.on_the_table, self.agreed, self.in_work)[int(s.stage[self.k][0]) - 1]())
        return found

    def on_the_table(self):
        s, k = self.s, self.k
        refuser = int(s.refuser[k][0]) - 1
        found = {"not_reached": s.waited[k] / (1 + s.waited[k])}
        if refuser >= 0 and s.at_home[k] > 0:
            found["refusing_partner"] = s.against[k]
        elif refuser >= 0:
            found.update(refusing_partner=s.openness[refuser], hidden_aim=1 - s.openness[refuser])
        return {**found, **self.before_work()}

    def agreed(self):
        s, k = self.s, self.k
        return {**({"no_authority": s.slowness[k]} if s.slowest[k] > 0 else {}), **self.before_work()}

    def before_work(self):
        s, k = self.s, self.k
        lacks = int(s.lacks[k][0])
        found = {"missing_partner": one(lacks > 0 and self.run.holder(self.forum, self.run.need(k, lacks)) is None), "hopeless_issue": s.hopeless[k]}
        if s.doubtful[k] > 0:
            found["line_manager"] = s.home_doubt[k]
        if s.slipping[k] > 0:
            held = s.held[self.run.stance(int(s.slipping[k][0]) - 1, k)]
            found["slipping_convert"] = self.p("leaders.aftercare") * (2 * (1 - held)) if held > 0.5 else one(0)
        return found

    def in_work(self):
        return {"no_effort": 1 - self.s.commitment_mean[self.f], "no_means": 1 - self.s.scarce[self.k]}

    def seen(self):
        best, most = None, self.p("leaders.battles")
        strengths = self.strengths()
        for n, name in enumerate(self.run.model.obstacles):
            if name in strengths and strengths[name] > 0:
                seen = self.run.see(strengths[name], self.u("SENSING", len(self.run.model.obstacles) * self.l + n))
                if seen > most:
                    best, most = name, seen
        return best

    # --- in which mode ---

    def chance(self):
        s, p, l = self.s, self.p, self.l
        share, own = p("leaders.directive_share"), self.own
        acted, worths = int(s.acted[own][0]), s.worth_directive[own] + s.worth_facilitative[own]
        same = bool(s.obstacle[own] == 1 + self.run.model.obstacles.index(self.obstacle)) and bool(s.failed[own] > 0)
        still = maximum(0, self.run.see(s.stuck[self.f] / (0.5 * p("agenda.stall_months")), self.u("MODE", 6 * l + 5)))
        return {"fixed": share, "alternating": one(acted == 1), "switching": one(acted == 1) if same and acted in (1, 2) else share,
                "facilitative_until_stuck": one(still > 1), "directive_first": one(self.run.month < 12),
                "learning": s.worth_directive[own] / worths if worths > 0 else one(0.5)}[self.run.word("leaders.policy")]

    # --- which answer ---

    def answers(self, mode):
        acts = [act for act in self.run.model.acts if act["obstacle"] == self.obstacle and act["mode"] == MODES[mode].upper()]
        possible = [act for act in acts if self.possible(act)]
        if not possible:
            self.s.abstained[0] += 1
            return
        act = possible[int((self.u("MODE", 6 * self.l + 3 + mode) * len(possible))[0])]
        if act["scope"] == "MEETING" and not self.took:
            self.s.items[self.f] += 1
            self.took = True
        Deed(self, act, mode, self.target(act["act"])).done()

    def possible(self, act):
        target = self.target(act["act"])
        if target is not None and self.obstacle != "missing_partner" and (target < 0 or not self.s.filled[target] > 0):
            return False
        return self.has_occasion(act, target) and self.has_what_it_needs(act, target)

    def has_occasion(self, act, target):
        s = self.s
        if act["scope"] == "MEETING":
            return bool(s.came[self.own] > 0) and (self.took or bool(s.items[self.f] + 1 <= self.p("processes.items")))
        return act["scope"] == "HOME" or target == self.own or self.met(target)

    def met(self, target):
        i, j = sorted((self.own - self.forum.first, target - self.forum.first))
        return bool(self.s.since[self.forum.tie(i, j)] == 0)

    def has_what_it_needs(self, act, target):
        s, name = self.s, act["act"]
        if target == self.own and name in MEASURES:
            return False
        if self.obstacle == "refusing_partner" and act["mode"] == "DIRECTIVE" and self.run.word("leaders.tactic") not in ("any", name):
            return False
        if name == "manage_contract":
            return self.run.on("contracts") > 0 and self.w.organisations[self.w.seats[target].o].commissioner >= 0
        if name in ("pilot", "spread", "put_up"):
            return any(s.stage[k] == 0 for k in self.run.slots(self.f))
        if name in ("embrace", "demand_seat"):
            return bool(s.lacks[self.k] > 0)
        return self.forum.origin != "imposed" if name == "dismiss" else bool(s.refused[self.k] > 0) if name == "route_around" else True

    def target(self, name):
        """The seat; -1 nobody; None where no target is needed."""
        s = self.s
        pointers = {"refusing_partner": s.refuser, "no_authority": s.slowest, "line_manager": s.doubtful, "slipping_convert": s.slipping}
        finders = {"embrace": self.lacking, "demand_seat": self.lacking, "demand_money": self.richest, "clarify": self.most_weighty_unclear, "nurture": self.most_worn,
                   "build_trust": lambda: min(self.others(), key=lambda i: s.trust[self.run.tie(i, self.own)][0], default=-1),
                   "sideline": lambda: min(self.others(), key=lambda i: s.trust_received[i][0], default=-1)}
        if self.obstacle in pointers or name == "politick":
            return int(pointers.get(self.obstacle, s.refuser)[self.k][0]) - 1
        return finders[name]() if name in finders else None

    def lacking(self):
        number = int(self.s.lacks[self.k][0])
        field = self.run.need(self.k, number)
        return next((i for i in self.forum.seats if number > 0 and not self.s.filled[i] > 0 and self.gives(i, field)), -1)

    def richest(self):
        field = int(self.s.scarcest[self.k][0])
        return max((i for i in self.others() if self.gives(i, field)), key=lambda i: self.s.time[i][0], default=-1)

    def most_weighty_unclear(self):
        return max((i for i in self.others() if self.run.unclear(i) > 0), key=lambda i: self.s.influence[i][0], default=-1)

    def most_worn(self):
        worn = [i for i in self.others() if self.s.frustration[i] > 0]
        return max(worn, key=lambda i: self.s.frustration[i][0], default=-1)
