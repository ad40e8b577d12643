/* story.c - the months of one run as sentences, from the state alone. */
#include "story.h"

#include <stdarg.h>
#include <stdio.h>

#include "theory.h"
#include "world.h"

enum { LINE = 320, NAME = 160 };

/** Who tells, of what, to whom. */
struct teller {
    const struct world *w;
    const double *const *before, *const *now;
    sim_say say;
    void *context;
};

static const char *const acts[ACTS_COUNT] = {
#define ACT(name, mode, medium, target, fails, energy, time, chance, effect, backlash, unease, concept, meaning) #name,
#include "acts.def"
#undef ACT
};

#define WAS(name, row) (t->before[STATE_##name][row])
#define IS(name, row)  (t->now[STATE_##name][row])

static void line(const struct teller *t, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void line(const struct teller *t, const char *format, ...)
{
    char text[LINE];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    t->say(t->context, text);
}

static const char *organisation_of(const struct teller *t, int seat)
{
    return t->w->organisation[t->w->seat[seat].organisation].name;
}

static void tell_context(const struct teller *t)
{
    char name[NAME];
    if (IS(turbulence, 0) > 0) {
        line(t, "something unexpected happens, size %.2f", IS(turbulence, 0));
    }
    for (int s = 0; s < SECTORS_COUNT; s++)
        if (IS(anger, s) > 0) {
            world_entity(t->w, EXTENT_SECTOR, s, name, sizeof name);
            line(t, "anger from above flows down on the people of sector %s", name);
        }
}

static void tell_organisations(const struct teller *t)
{
    for (int o = 0; o < t->w->organisations; o++) {
        const struct world_organisation *own = &t->w->organisation[o];
        if (IS(reorganising, o) > WAS(reorganising, o)) {
            line(t, "%s is reorganised", own->name);
        }
        if (own->commissioner >= 0 && IS(contract, o) != WAS(contract, o)) {
            line(t, IS(contract, o) > 0 ? "%s wins its contract with %s again" : "%s loses its contract with %s",
                 own->name, t->w->organisation[own->commissioner].name);
        }
    }
}

static void tell_act(const struct teller *t, int leader, int act, int aimed_at, bool worked)
{
    int seat = t->w->leader_seat[leader];
    line(t, "%s, for %s: %s%s%s%s", t->w->forum[t->w->seat[seat].forum].name, organisation_of(t, seat), acts[act],
         aimed_at >= 0 ? " towards " : "", aimed_at >= 0 ? organisation_of(t, aimed_at) : "",
         worked ? "" : " (in vain)");
}

static void tell_leaders(const struct teller *t)
{
    for (int l = 0; l < t->w->leaders; l++) {
        if (IS(did_facilitative, l) > 0) {
            tell_act(t, l, (int)IS(did_facilitative, l) - 1, (int)IS(at_facilitative, l) - 1,
                     IS(worked_facilitative, l) > 0);
        }
        if (IS(did_directive, l) > 0) {
            tell_act(t, l, (int)IS(did_directive, l) - 1, (int)IS(at_directive, l) - 1, IS(worked_directive, l) > 0);
        }
    }
}

/** What became of an issue; NULL where it is where it was. */
static const char *issue_fate(double was, double is, bool success)
{
    static const char *const reached[] = { NULL, "is put on the table", "is agreed", "is ratified" };
    if (is == was) {
        return NULL;
    }
    return is == 0 ? (was == 3 && success ? "is delivered" : "is dropped") : is < was ? "falls back" : reached[(int)is];
}

static void tell_issues(const struct teller *t)
{
    for (int k = 0; k < t->w->issues; k++) {
        int f = k / t->w->slots;
        const char *fate = issue_fate(WAS(stage, k), IS(stage, k), IS(success, f) > 0);
        if (fate != NULL) {
            line(t, "%s: issue %d %s, after %.0f months", t->w->forum[f].name, k % t->w->slots + 1, fate,
                 IS(stage, k) > 0 ? IS(age, k) : WAS(age, k) + 1);
        }
    }
}

static void tell_seats(const struct teller *t)
{
    for (int s = 0; s < t->w->seats; s++) {
        const char *forum = t->w->forum[t->w->seat[s].forum].name;
        if (IS(filled, s) < WAS(filled, s)) {
            line(t, "%s: %s %s", forum, organisation_of(t, s),
                 IS(leaving, s) > 0 ? "is made to leave" : "gives up its seat");
        } else if (IS(filled, s) > WAS(filled, s)) {
            line(t, "%s: %s takes a seat", forum, organisation_of(t, s));
        } else if (IS(filled, s) > 0 && IS(tenure, s) < WAS(tenure, s)) {
            line(t, "%s: somebody new comes for %s", forum, organisation_of(t, s));
        }
    }
    for (int f = 0; f < t->w->forums; f++)
        if (IS(alive, f) != WAS(alive, f)) {
            line(t, IS(alive, f) > 0 ? "%s is begun anew" : "%s comes to an end", t->w->forum[f].name);
        }
}

void story_tell(const void *world, int month, const double *const *before, const double *const *now, sim_say say,
                void *context)
{
    const struct teller teller = { world, before, now, say, context };

    (void)month;
    tell_context(&teller);
    tell_organisations(&teller);
    tell_leaders(&teller);
    tell_issues(&teller);
    tell_seats(&teller);
}
