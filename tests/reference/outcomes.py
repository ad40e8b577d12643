"""What is read of a month and of a run: section 7.11 of models/README.md."""

import math

from .arithmetic import N, maximum, one


FATES = ("advantage", "hard_won", "slow", "painful", "dead")


def ratio(part, whole):
    return float(part) / float(whole) if float(whole) > 0 else math.nan


class Outcomes:
    # --- 7.11 outcomes ---

    def outcomes(self):
        self.read = self.histories()
        self.month_is_kept(self.read)

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
        there = [k for k in range(3 * len(w.forums)) if s.filled[w.forums[k // 3].leaders[k % 3]] > 0]
        read["energy"] = sum((s.energy[k] for k in there), one(0)) / maximum(1, len(there))
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
                                  ("dropped_early", "dropped_early", "raised"), ("late", "late", "delivered"), ("broken", "broken", "promises"),
                                  ("disagreement", "pairs_apart", "pairs_heard"), ("slipped", "slipped", "won_over"), ("exits", "exits", "filled_first"), ("dismissed", "dismissals", "filled_first"),
                                  ("novelty", "novelty_sum", "delivered"), ("backtracks", "backtracks", "delivered"),
                                  ("attendance", "attended", "called"), ("contracts_lost", "contracts_lost", "renewals")):
            end[name] = ratio(total(part), total(whole))
        for name in ("conflict", "trust", "joint_time"):
            end[name] = ratio(total({"joint_time": "joint_sum"}.get(name, name + "_sum")), self.months)
        gains, hurts = end["synergy"] > float(p("fates.worth")[0]), total("conflict_year") > float(p("fates.pain")[0])
        collapses = ratio(last["seats"][0], total("filled_first")) < 1 / 3
        end["regime"] = 4 if collapses else (int(hurts) if gains else 2 + int(hurts))
        fates = self.forums_end()["forum_fate"]
        for n, name in enumerate(FATES):
            end[name + "_share"] = fates.count(n) / len(fates)
        return end

    def forums_end(self):
        """Outcomes of each forum, in double precision."""
        s, found = self.s, {}
        for f in range(len(self.w.forums)):
            at = {name: float(getattr(s, name)[f][0]) for name in ("first_life", "added", "forgone", "life", "conflict_life", "attended_life", "called_life",
                                                                    "first_agreed", "first_delivered", "agreements", "deliveries")}
            gains, hurts = at["added"] > at["forgone"], at["conflict_life"] / max(1, at["life"]) > float(self.p("fates.pain")[0])
            if at["life"] == 0 and at["first_life"] > 0:  # never there
                row = dict.fromkeys(("fate", "net_relief", "conflict", "attendance", "agreements", "deliveries", "life", "first_agreed", "first_delivered"), math.nan)
                for name, value in row.items():
                    found.setdefault("forum_" + name, []).append(value)
                continue
            fate = FATES.index("dead") if at["first_life"] == 0 else int(hurts) if gains else 2 + int(hurts)
            row = {"fate": fate, "net_relief": at["added"] - at["forgone"], "conflict": ratio(at["conflict_life"], at["life"]),
                   "attendance": ratio(at["attended_life"], at["called_life"]),
                   **{name: at[name] for name in ("agreements", "deliveries", "life")},
                   **{name: at[name] or math.nan for name in ("first_agreed", "first_delivered")}}
            for name, value in row.items():
                found.setdefault("forum_" + name, []).append(value)
        return found
