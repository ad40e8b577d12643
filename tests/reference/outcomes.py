"""What is read of a month and of a run: section 7.11 of models/README.md."""

import itertools
import math

from .arithmetic import N, maximum, one


FATES = ("advantage", "hard_won", "slow", "painful", "dead", "merged")


def ratio(part, whole):
    return float(part) / float(whole) if float(whole) > 0 else math.nan


class Outcomes:
    # --- 7.11 outcomes ---

    def outcomes(self):
        self.read = self.histories()
        self.month_is_kept(self.read)
        self.is_summed()
        if (self.month + 1) % 12 == 0:
            self.year_closes()

    def histories(self):
        s, w, p = self.s, self.w, self.p
        filled = maximum(1, sum((s.filled[i] for i in range(len(w.seats))), one(0)))
        hand = [k for k in range(len(s.stage)) if s.stage[k] > 0]

        def mean(column):
            return sum((s.filled[i] * column[i] for i in range(len(w.seats))), one(0)) / filled

        still = sum((one(s.still[k] > p("agenda.stall_months")) for k in hand), one(0))
        read = {name: mean(getattr(s, name)) for name in ("conflict", "frustration", "commitment", "hope")}
        read["synergy"] = (s.relief[0] - s.relief_alone[0]) / maximum(s.arisen[0], 0.000001)
        read["age_in_hand"] = sum((s.age[k] for k in hand), one(0)) / len(hand) if hand else one(0)
        read["standing_still"] = still / len(hand) if hand else one(0)
        read["trust"] = (sum((s.members[f] * s.trust_mean[f] for f in range(len(w.forums))), one(0))
                         / maximum(1, sum((s.members[f] for f in range(len(w.forums))), one(0))))
        weights = [s.filled[i] * (1 + s.led[i]) for i in range(len(w.seats))]
        read["energy"] = sum((weight * energy for weight, energy in zip(weights, s.energy)), one(0)) / maximum(1, sum(weights, one(0)))
        begun = maximum(1, sum(bool(life > 0) for life in s.life))
        read["forums_alive"] = one(sum(bool(s.life[f] > 0 and s.first_life[f] > 0) for f in range(len(w.forums)))) / begun
        read["live_plans"] = one(sum(bool(s.alive[f] > 0) and any(s.stage[k] >= 2 and s.still[k] <= p("agenda.stall_months") for k in self.slots(f))
                                     for f in range(len(w.forums)))) / begun
        read["seats"] = sum((s.filled[i] for i in range(len(w.seats))), one(0))
        read["service"] = sum((s.service[r] / 6 for r in range(N)), one(0))
        read["need"] = sum((s.open_need[r] + s.open_crisis[r] for r in range(N)), one(0))
        read["relief"], read["relief_alone"] = s.relief[0] - s.relief_before[0], s.relief_alone[0] - s.alone_before[0]
        staff = maximum(sum((one(org.share) for org in w.organisations), one(0)), 0.000001)
        read["funding"] = sum((s.staff[o] for o in range(len(w.organisations))), one(0)) / staff
        read["joint_time"] = sum((s.joint[o] * one(org.share) for o, org in enumerate(w.organisations)), one(0)) / staff
        helped, treated = s.treated_early[0] - s.early_before[0], s.treated_crisis[0] - s.crisis_before[0]
        read["early_share"] = helped / maximum(helped + treated, 0.000001)
        read["in_sight"] = self.mean_of_stances(1, lambda x: s.resistance[x] == 0)
        for name in ("exits", "delivered", "agreed", "sent_back", "dropped", "acts_facilitative", "acts_directive", "moved_structure", "moved_process", "moved_participant"):
            read[name] = getattr(s, name)[0].copy()
        return read

    def mean_of_stances(self, most, holds):
        """Share of the stances of members, on slots in stage 1 to `most`, of which something holds."""
        s, w = self.s, self.w
        stances = [self.stance(i, k) for i, seat in enumerate(w.seats) for k in self.slots(seat.f) if s.filled[i] > 0 and 1 <= s.stage[k] <= most]
        return one(sum(bool(holds(x)) for x in stances)) / maximum(1, len(stances))

    def month_is_kept(self, read):
        """Sums and memories of the month, for the outcomes of the run."""
        s = self.s
        s.conflict_sum[0] += read["conflict"]
        s.trust_sum[0] += read["trust"]
        s.conflict_year[0] = s.conflict_year[0] + (read["conflict"] - s.conflict_year[0]) / 12
        s.early_year[0] = s.early_year[0] + (read["early_share"] - s.early_year[0]) / 12
        s.early_before[0], s.crisis_before[0] = s.treated_early[0], s.treated_crisis[0]
        s.relief_before[0], s.alone_before[0] = s.relief[0], s.relief_alone[0]
        s.joint_sum[0] += read["joint_time"]

    def is_summed(self):
        """Sums that only the ledger reads."""
        s, w = self.s, self.w
        s.seat_months[0] += sum(s.filled, one(0))
        for i, seat in enumerate(w.seats):
            s.contacted[seat.o] += s.contacts[i]
        for f in range(len(w.forums)):
            if s.dormant[f] >= 6 if s.alive[f] > 0 else s.lived[f] > 0 and s.merged[f] == 0:
                s.trouble[f] = 1
            s.lived[f] = s.alive[f]

    def year_closes(self):
        s = self.s
        for f, forum in enumerate(self.w.forums):
            self.year_of(f, forum)
            s.forum_years[0] += s.alive[f] > 0 or s.trouble[f] > 0
            s.forum_years_troubled[0] += s.trouble[f]
            s.trouble[f] = 0
            for i in forum.seats:
                s.called_before[i], s.attended_before[i], s.gave[i] = s.called_here[i], s.attended_here[i], 0

    def year_of(self, f, forum):
        s, p = self.s, self.p
        n, total, squares, chance = (one(0) for _ in range(4))
        for i in forum.seats:
            c, a = s.called_here[i] - s.called_before[i], s.attended_here[i] - s.attended_before[i]
            if c >= 2:
                r = a / c
                n, total, squares, chance = n + 1, total + r, squares + r * r, chance + r * (1 - r) / (c - 1)
                s.seat_years[0] += 1
                s.seat_years_never[0] += a == 0
                s.seat_years_idle[0] += s.gave[i] == 0
        if n >= 2:
            s.rates_within[0] += squares - total * total / n
            s.rates_chance[0] += chance * (n - 1) / n
            s.rates_free[0] += n - 1
        for i in forum.seats:
            if s.filled[i] > 0 and s.alive[f] > 0:
                vague = bool(self.unclear(i) > 0) or bool(s.purpose[f] * s.identification[i] < p("fates.sense"))
                years, unclear = (s.lead_years, s.lead_years_unclear) if i == forum.lead else (s.other_years, s.other_years_unclear)
                years[0] += 1
                unclear[0] += vague

    def ends(self):
        """Outcomes of the run, in double precision."""
        s, w, p = self.s, self.w, self.p
        last = self.histories()

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
            evenness = evenness + C * C / (maximum(Q, 0.000001) * one(forum.n))
        end = {name: total(name) for name in ("delivered", "agreed")}
        end |= {"synergy": ratio(total("relief") - total("relief_alone"), total("arisen")),
               "stall": ratio((s.dropped[0] + still)[0], total("raised")), "energy": float(last["energy"][0]),
               "coverage": float(covered[0]), "evenness": float((evenness / one(len(w.forums)))[0]),
               "own_ends": ratio(total("own_ends_sum"), total("acts_directive")),
               "converted": float(self.mean_of_stances(3, lambda x: s.held[x] > 0.5)[0]), "early_share": total("early_year"),
               "worn_out": ratio(12 * total("worn_out"), len(w.forums) * self.months),
               "sent_back": ratio(total("sent_back"), total("sent_back") + total("ratified")),
               "pilots": 12 * ratio(total("pilots"), self.months), "thwarted": ratio(total("thwarted"), acts),
               "directive_share": ratio(total("acts_directive"), acts), "participation": 1 - ratio(total("acts_first"), acts),
               "abstained": ratio(total("abstained"), acts + total("abstained")), "realised": 1 - ratio(total("wanted_near"), total("wanted_far")),
               "moved_by_structure": ratio(total("moved_structure"), moved), "moved_by_process": ratio(total("moved_process"), moved),
               "moved_by_participant": ratio(total("moved_participant"), moved), "moved_facilitative": ratio(total("moved_facilitative"), moved),
               "moved_directive": ratio(total("moved_directive"), moved), "moved_by_outsiders": ratio(total("moved_outsiders"), moved)}
        for name, part, whole in (("delay", "age_delivered", "delivered"), ("months_per_delivery", "months_in_hand", "delivered"),
                                  ("dropped_early", "dropped_early", "raised"), ("late", "late", "delivered"), ("delayed", "delayed", "delivered"),
                                  ("agreed_delivered", "followed_delivered", "followed"), ("never_came", "seat_years_never", "seat_years"),
                                  ("idle_members", "seat_years_idle", "seat_years"), ("troubled", "forum_years_troubled", "forum_years"), ("broken", "broken", "promises"),
                                  ("disagreement", "pairs_apart", "pairs_heard"), ("slipped", "slipped", "won_over"), ("exits", "exits", "filled_first"), ("dismissed", "dismissals", "filled_first"),
                                  ("novelty", "novelty_sum", "delivered"), ("backtracks", "backtracks", "delivered"),
                                  ("attendance", "attended", "called"), ("contracts_lost", "contracts_lost", "renewals")):
            end[name] = ratio(total(part), total(whole))
        for name in ("conflict", "trust", "joint_time"):
            end[name] = ratio(total({"joint_time": "joint_sum"}.get(name, name + "_sum")), self.months)
        gains, hurts = end["synergy"] > float(p("fates.worth")[0]), total("conflict_year") > float(p("fates.pain")[0])
        collapses = ratio(last["seats"][0], total("filled_first")) < 1 / 3
        end["regime"] = 4 if collapses else (int(hurts) if gains else 2 + int(hurts))
        end |= self.patterns(total)
        fates = self.forums_end()["forum_fate"]
        for n, name in enumerate(FATES):
            end[name + "_share"] = fates.count(n) / len(fates)
        return end

    def forums_end(self):
        """Outcomes of each forum, in double precision."""
        s, found = self.s, {}
        for f in range(len(self.w.forums)):
            at = {name: float(getattr(s, name)[f][0]) for name in ("first_life", "added", "forgone", "life", "conflict_life", "attended_life", "called_life",
                                                                    "first_agreed", "first_delivered", "agreements", "deliveries", "lead_changes", "began", "merged")}
            gains, hurts = at["added"] > at["forgone"], at["conflict_life"] / max(1, at["life"]) > float(self.p("fates.pain")[0])
            if at["life"] == 0 and at["first_life"] > 0:  # never there
                row = dict.fromkeys(("fate", "net_relief", "conflict", "attendance", "agreements", "deliveries", "life", "lead_changes", "first_agreed", "first_delivered"), math.nan)
                for name, value in row.items():
                    found.setdefault("forum_" + name, []).append(value)
                continue
            fate = FATES.index("merged" if at["merged"] == 1 else "dead") if at["first_life"] == 0 else int(hurts) if gains else 2 + int(hurts)
            row = {"fate": fate, "net_relief": at["added"] - at["forgone"], "conflict": ratio(at["conflict_life"], at["life"]),
                   "attendance": ratio(at["attended_life"], at["called_life"]),
                   **{name: at[name] for name in ("agreements", "deliveries", "life", "lead_changes")},
                   **{name: at[name] - at["began"] if at[name] else math.nan for name in ("first_agreed", "first_delivered")}}
            for name, value in row.items():
                found.setdefault("forum_" + name, []).append(value)
        return found

    # --- patterns ---

    def patterns(self, total):
        """Outcomes for patterns of real collaborations."""
        s = self.s
        sectors = [x for x in self.sectors_end()["sector_attendance"] if not math.isnan(x)]
        network = Network(self)
        life, changes = (sum(float(x[0]) for x in column) for column in (s.life, s.lead_changes))
        x, y, members = network.contacts, network.influence, network.members
        return {"agreed_never_begun": 1 - ratio(total("followed_begun"), total("followed")),
                "attendance_spread": math.sqrt(max(0, (total("rates_within") - total("rates_chance")) / total("rates_free"))) if total("rates_free") > 0 else math.nan,
                "attendance_gap": max(sectors) - min(sectors) if len(sectors) > 1 else math.nan,
                "turnover": 12 * ratio(total("left"), total("seat_months")), "lead_turnover": 12 * ratio(changes, life),
                "unclear": ratio(total("lead_years_unclear") + total("other_years_unclear"), total("lead_years") + total("other_years")),
                "unclear_gap": ratio(total("other_years_unclear"), total("other_years")) - ratio(total("lead_years_unclear"), total("lead_years")),
                "monthly_contact": network.monthly(), "purpose_between": self.purpose_between(), "density": network.density(), "centralisation": network.centralisation(),
                "influence_by_contact": correlation([x[o] for o in members], [y[o] for o in members]),
                "influence_by_staff": correlation([float(one(self.w.organisations[o].share)[0]) for o in members], [y[o] for o in members])}

    def living_members(self, f):
        return [i for i in self.w.forums[f].seats if self.s.alive[f] > 0 and self.s.filled[i] > 0]

    def purpose_between(self):
        """Fisher's intraclass correlation of members' sense of purpose."""
        s, forums = self.s, []
        for f in range(len(self.w.forums)):
            x = [float((s.purpose[f] * s.identification[i])[0]) for i in self.living_members(f)]
            if x:
                forums.append((len(x), added(x), added(a * a for a in x)))
        k, all_ = len(forums), sum(n for n, _, _ in forums)
        if k < 2 or all_ <= k:
            return math.nan
        whole, of_forums = added(S for _, S, _ in forums), added(S * S / n for n, S, _ in forums)
        within, sizes = added(Q - S * S / n for n, S, Q in forums), added(float(n * n) for n, _, _ in forums)
        between, size = of_forums - whole * whole / all_, (all_ - sizes / all_) / (k - 1)
        MB, MW = between / (k - 1), within / (all_ - k)
        divisor = MB + (size - 1) * MW
        return (MB - MW) / divisor if divisor > 0 else math.nan

    def sectors_end(self):
        s, w = self.s, self.w
        seats = [[i for i, seat in enumerate(w.seats) if w.organisations[seat.o].sector == c] for c in range(8)]
        return {"sector_attendance": [ratio(sum(float(s.attended_here[i][0]) for i in some), sum(float(s.called_here[i][0]) for i in some)) for some in seats]}

    def organisations_end(self):
        s, w = self.s, self.w
        influence = [0.0] * len(w.organisations)
        for f in range(len(w.forums)):
            members = self.living_members(f)
            all_ = added(float(s.influence[i][0]) for i in members)
            for i in members:
                influence[w.seats[i].o] += float(s.influence[i][0]) / all_ if all_ else 0.0
        return {"organisation_contacts": [float(x[0]) / self.months for x in s.contacted], "organisation_influence": influence}


def added(numbers):
    """From the left; `sum` may do better than plain additions."""
    total = 0.0
    for number in numbers:
        total = total + number
    return total


def correlation(x, y):
    N = len(x)
    if N < 3:
        return math.nan
    mx, my = added(x) / N, added(y) / N
    cov, vx, vy = (added((a - p) * (b - q) for a, b, p, q in of) for of in (zip(x, y, [mx] * N, [my] * N), zip(x, x, [mx] * N, [mx] * N), zip(y, y, [my] * N, [my] * N)))
    return cov / math.sqrt(vx * vy) if vx * vy > 0 else math.nan


class Network:
    """Organisations of living forums at the end of a run, and which of them are in contact."""

    def __init__(self, run):
        s, w = run.s, run.w
        self.contact, self.p, there = {}, run.p, set()
        for f in range(len(w.forums)):
            members = run.living_members(f)
            there |= {w.seats[i].o for i in members}
            for i, j in itertools.combinations(members, 2):
                if s.since[run.tie(i, j)] < 12:
                    pair = tuple(sorted((w.seats[i].o, w.seats[j].o)))
                    self.contact[pair] = self.contact.get(pair, one(0)) + s.often[run.tie(i, j)]
        self.members = sorted(there)
        self.contacts, self.influence = run.organisations_end().values()
        tied = [pair for pair, often in self.contact.items() if often > run.p("fates.contact")]
        self.degrees = [sum(o in pair for pair in tied) for o in self.members]

    def monthly(self):
        return ratio(sum(bool(often >= one(0.5)) for often in self.contact.values()), len(self.contact))

    def density(self):
        N = len(self.members)
        return sum(self.degrees) / (N * (N - 1)) if N > 1 else math.nan

    def centralisation(self):
        N = len(self.members)
        return sum(max(self.degrees) - d for d in self.degrees) / ((N - 1) * (N - 2)) if N > 2 else math.nan
