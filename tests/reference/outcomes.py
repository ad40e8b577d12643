"""What is read of a month and of a run: section 7.11 of models/README.md."""

import math

from .arithmetic import N, maximum, one


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
        read["delay"] = sum((s.age[k] for k in hand), one(0)) / len(hand) if hand else one(0)
        read["stall"] = still / len(hand) if hand else one(0)
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
        alive = range(len(w.forums))
        read["in_sight"] = sum((s.alive[f] * s.in_sight[f] for f in alive), one(0)) / maximum(1, sum((s.alive[f] for f in alive), one(0)))
        for name in ("exits", "delivered", "acts_facilitative", "acts_directive", "moved_structure", "moved_process", "moved_participant"):
            read[name] = getattr(s, name)[0].copy()
        return read

    def month_is_kept(self, read):
        """Sums and memories of the month, for the outcomes of the run."""
        s, w = self.s, self.w
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
        seats = range(len(w.seats))
        last = self.histories()

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
            evenness = evenness + C * C / (maximum(Q, 0.000001) * one(forum.n))
        won = sum((s.filled[i] * s.converted[i] for i in seats), one(0)) / maximum(1, last["seats"])
        end = {"synergy": ratio(total("relief") - total("relief_alone"), total("arisen")),
               "stall": ratio((s.dropped[0] + still)[0], total("raised")), "energy": float(last["energy"][0]),
               "coverage": float(covered[0]), "evenness": float((evenness / one(len(w.forums)))[0]),
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
        return {**end, **self.forums_end()}

    def forums_end(self):
        """What each forum came to: name -> [forum]."""
        s, forums = self.s, range(len(self.w.forums))
        return {"forum_members": [float(s.members[f][0]) for f in forums],
                "forum_conflict": [math.nan if s.members[f] < 1 else float(s.conflict_mean[f][0]) for f in forums],
                "forum_end": [0 if s.alive[f] == 0 else 1 if s.stuck[f] > self.p("agenda.stall_months") else 2 for f in forums]}
