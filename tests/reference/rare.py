"""What happened in the months of a study, from its state alone: name -> [arm][month]. Months to compare are chosen by it, and the test
asks that all of REQUIRED happened in them."""

import numpy as np

POLICIES = "fixed alternating switching facilitative_until_stuck directive_first learning".split()
TACTICS = "any challenge route_around isolate reseat dismiss".split()
INITIATIVES = "heroic shared distributed".split()

REQUIRED = ["a partner is missing", "the second need is refused", "the third need is refused", "a home sends an issue back", "a home refuses what its member accepts",
            "a member refuses what its table agreed", "a need is cut", "a promise falls short", "a promise is kept", "a delivery is late",
            "a member is won over", "a member slips", "somebody is slipping", "a leader wears out", "a leader comes back", "one acts for who is away",
            "a fabric hears", "consensus passes", "consensus fails", "one who is wholly against stops a consensus", "three quarters passes",
            "three quarters fails though half say yes", "majority passes", "majority fails", "a meeting does not reach an issue", "an act takes an item",
            "an issue is hopeless", "a home is gone over", "an issue comes back too often", "a champion goes", "a consent lapses", "a first life ends",
            "a forum is begun anew", "who has promised is busier", "a commissioner takes offence", "both modes at once", "a fellow forum shares a field",
            "a member is on no list", "somebody who is no member is waited for", "who was waited for in vain is struck off", "a member does not belong in its own view",
            "a home does not know of its member", "a consent is missing", "a member comes to be listed", "a person has several seats", "a person leaves several seats at once",
            "another than the lead acts", "a lead acts", "a success is overdue", "a forum is founded", "a forum merges", "people go over", "an issue is taken over",
            "joint service goes over", "a lead changes", "a forum is in trouble", "who comes is as told", "a delivery is delayed", "a year closes in trouble", "a year of directive_first is over",
            *(f"{policy} policy" for policy in POLICIES), *(f"{tactic} tactic" for tactic in TACTICS), *(f"{initiative} initiative" for initiative in INITIATIVES)]


def grows(column):
    """Whether any row is greater than the month before; before the first month all are 0."""
    return (np.diff(column, axis=1, prepend=0) > 0).any(axis=2)


def ends(column):
    return ((column == 0) & (np.roll(column, 1, axis=1) > 0)).any(axis=2) & (np.arange(column.shape[1]) > 0)


def acts(model, state):
    things = {}
    for mode in ("facilitative", "directive"):
        for number, act in enumerate(model.acts, 1):
            if act["mode"] == mode.upper():
                for worked in (0, 1):
                    things[act["act"], worked] = ((state[f"did_{mode}"] == number) & (state[f"worked_{mode}"] == worked)).any(axis=2)
    return things


def columns(state):
    """State that changes, begins or ends."""
    things = {}
    for name, value in state.items():
        before, now = value[:, :-1], value[:, 1:]
        for what, where in (("changes", before != now), ("begins", (before == 0) & (now != 0)), ("ends", (before != 0) & (now == 0))):
            things[name, what] = np.pad(where.any(axis=2), ((0, 0), (1, 0)))
    return things


def table(world, state):
    """Hearings by decision rule. `heard`: [arm][month][slot]."""
    rules = np.repeat([forum.rule for forum in world.forums], world.slots)
    fabric = np.repeat([forum.governance == "fabric" for forum in world.forums], world.slots)
    meets, support, passes = np.repeat(state["meets"], world.slots, axis=2), state["support"], state["passes"]
    heard = (meets > 0) & (state["waited"] == 0) & (state["stage"] > 0) & (np.diff(support, axis=1, prepend=0) != 0)
    things = {"a fabric hears": heard & fabric, "a meeting does not reach an issue": (meets > 0) & (state["waited"] > 0),
              "one who is wholly against stops a consensus": heard & (rules == "consensus") & (support >= 0.75) & (passes == 0) & (state["refused"] == 0),
              "three quarters fails though half say yes": heard & (rules == "three_quarters") & (support > 0.5) & (passes == 0) & (state["refused"] == 0)}
    for rule in ("majority", "three_quarters", "consensus"):
        things[f"{rule} passes".replace("_", " ")] = heard & (rules == rule) & (passes > 0)
        things[f"{rule} fails".replace("_", " ")] = heard & (rules == rule) & (passes == 0)
    return {name: where.any(axis=2) for name, where in things.items()}


def consents(state):
    back, refused, home = grows(state["sent_back"]), np.diff(state["refused"], axis=1, prepend=0) != 0, state["at_home"] > 0
    things = {"a home sends an issue back": back, "a home refuses what its member accepts": back & (refused & home & (state["refused"] > 0)).any(axis=2),
              "a member refuses what its table agreed": back & (refused & ~home & (state["refused"] > 0)).any(axis=2)}
    for number, name in ((2, "second"), (3, "third")):
        things[f"the {name} need is refused"] = back & (refused & (state["refused"] == number)).any(axis=2)
    lapsed = (state["stage"] == 2) & (np.roll(state["stage"], 1, axis=1) == 2) & (state["progress"] == 0) & (np.roll(state["progress"], 1, axis=1) > 0)
    lapsed[:, 0] = False
    return {**things, "a consent lapses": lapsed.any(axis=2), "a home is gone over": (state["over"] > 0).any(axis=2)}


def leaders(study, state):
    did = (state["did_facilitative"] > 0) | (state["did_directive"] > 0)
    things = {"a leader wears out": grows(state["worn_out"]), "a leader comes back": ends(state["away"]),
              "both modes at once": ((state["did_facilitative"] > 0) & (state["did_directive"] > 0)).any(axis=2),
              "an act takes an item": (state["items"] > 0).any(axis=2)}
    refusing = np.isin(state["did_directive"], [1 + n for n, act in enumerate(study.model.acts)
                                                if act["obstacle"] == "refusing_partner" and act["mode"] == "DIRECTIVE"])
    chosen = {key: [arm.values.get(key, study.model.choices[key][int(study.model.defaults[key])]) for arm in study.arms.values()]
              for key in ("leaders.policy", "leaders.tactic", "leaders.initiative")}
    for key, words, done in (("policy", POLICIES, did), ("tactic", TACTICS, refusing), ("initiative", INITIATIVES, did)):
        for word in words:
            things[f"{word} {key}"] = done.any(axis=2) & (np.array(chosen[f"leaders.{key}"]) == word)[:, None]
    first = np.array(chosen["leaders.policy"]) == "directive_first"
    things["a year of directive_first is over"] = done_in(did, 12) & first[:, None]
    lead = leads(study, state["who"].shape)
    others = (state["who"] > 0) & (state["who"] - 1 != lead)
    return {**things, "one acts for who is away": others.any(axis=2) & (np.array(chosen["leaders.initiative"]) == "heroic")[:, None],
            "another than the lead acts": (did & others).any(axis=2), "a lead acts": (did & ~others).any(axis=2)}


def done_in(did, month):
    """Whether anything was done, in this month alone."""
    return did.any(axis=2) & (np.arange(did.shape[1]) == month)


def leads(study, shape):
    """The lead of the forum of each leader: [arm][1][leader]."""
    found = np.full((shape[0], 1, shape[2]), -1)
    for n, arm in enumerate(study.arms):
        for f, forum in enumerate(study.world(arm).forums):
            found[n, 0, 3 * f:3 * f + 3] = forum.lead
    return found


def membership(study, state):
    """Marks of membership, and persons with several seats."""
    filled, listed, before = state["filled"] > 0, state["listed"] > 0, np.roll(state["filled"], 1, axis=1) > 0
    stays = filled & before
    persons = np.zeros(filled.shape[:2], bool)
    at_once = np.zeros_like(persons)
    for n, arm in enumerate(study.arms):
        for seats in study.world(arm).persons:
            persons[n] |= filled[n][:, seats].sum(axis=1) > 1
            at_once[n] |= ((state["tenure"][n][:, seats] < 1) & before[n][:, seats]).sum(axis=1) > 1
    grown = np.diff(listed.astype(int), axis=1, prepend=0)
    return {"a member is on no list": (filled & ~listed).any(axis=2), "somebody who is no member is waited for": grows(state["awaited"]),
            "who was waited for in vain is struck off": ((grown < 0) & (stays | ~filled & ~before)).any(axis=2),
            "a member comes to be listed": ((grown > 0) & stays).any(axis=2), "a member does not belong in its own view": (filled & (state["belongs"] == 0)).any(axis=2),
            "a home does not know of its member": (filled & (state["sent"] == 0)).any(axis=2), "a consent is missing": (state["missing"] > 0).any(axis=2),
            "a person has several seats": persons, "a person leaves several seats at once": at_once}


def forums(study, state):
    """Forums that come, merge and hurt."""
    merges = np.diff(state["merged"], axis=1, prepend=0) > 0
    fields = [[forum.r for forum in study.world(arm).forums] for arm in study.arms]
    same = np.zeros(merges.shape[:2], bool)
    for n, arm in enumerate(study.arms):
        for f, forum in enumerate(study.world(arm).forums):
            if forum.joins >= 0 and fields[n][f] == fields[n][forum.joins]:
                same[n] |= merges[n, :, f]
    taken = (np.diff(state["age"], axis=1, prepend=0) > 1) & (state["stage"] == 1)
    over = (np.diff(state["tenure"], axis=1, prepend=0) > 1) & (np.roll(state["filled"], 1, axis=1) == 0)
    comes = ((state["tenure"] < 1) & (state["filled"] > 0) & (state["strange"] > 0) & (np.roll(state["filled"], 1, axis=1) == 0)).any(axis=2)
    comes[:, 0] = False
    return {"a success is overdue": (state["overdue"] > 0).any(axis=2), "a forum is founded": grows(state["began"]), "a forum merges": merges.any(axis=2),
            "people go over": merges.any(axis=2) & over.any(axis=2), "an issue is taken over": merges.any(axis=2) & taken.any(axis=2), "joint service goes over": same,
            "a lead changes": grows(state["lead_changes"]), "a forum is in trouble": (state["trouble"] > 0).any(axis=2), "who comes is as told": comes,
            "a delivery is delayed": grows(state["delayed"]), "a year closes in trouble": grows(state["forum_years_troubled"])}


def happened(study, state):
    model, world = study.model, max((study.world(arm) for arm in study.arms), key=lambda one: len(one.forums))
    broken, due = grows(state["broken"]), grows(state["promises"])
    anew = (np.diff(state["alive"], axis=1, prepend=1) > 0).any(axis=2)
    fields = np.array([forum.r for forum in world.forums])
    fellow = [[f, g] for f in range(len(fields)) for g in range(f) if fields[f] == fields[g]]
    shared = np.zeros_like(anew)
    for f, g in fellow:
        shared |= (state["built"][..., f] > 0) & (state["built"][..., g] > 0)
    return {**acts(model, state), **columns(state), **table(world, state), **consents(state), **leaders(study, state), **membership(study, state),
            **forums(study, state), "a partner is missing": (state["lacks"] > 0).any(axis=2), "a need is cut": grows(state["cut"]),
            "a promise falls short": broken, "a promise is kept": due & ~broken, "a delivery is late": grows(state["late"]),
            "a member is won over": grows(state["won_over"]), "a member slips": grows(state["slipped"]), "somebody is slipping": (state["slipping"] > 0).any(axis=2),
            "an issue is hopeless": (state["hopeless"] > 0).any(axis=2), "an issue comes back too often": (state["tries"] >= 3).any(axis=2),
            "a champion goes": ends(state["champion"]), "a first life ends": ends(state["first_life"]), "a forum is begun anew": anew,
            "a commissioner takes offence": grows(state["offence"]),
            "who has promised is busier": (state["load"] > 0).any(axis=2), "a fellow forum shares a field": shared}
