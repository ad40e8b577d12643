/* oracle_acts.c - what acts of leaders do where they work, and where they fail (section 7.4, consequences). */
#include "oracle_leaders.h"

static const enum act_failure failure_of_act[ACTS_COUNT] = {
#define ACT(name, mode, medium, target, fails, ...) [ACT_##name] = fails,
#include "models/acts.def"
};

/** The run, the forum as its leaders saw it, and the act. */
struct scene {
    struct oracle *self;
    const struct view *view;
    const struct deed *deed;
    struct forum *forum;
    struct seat *own, *target; /* target NULL: none */
    int first, end;            /* seats of the forum */
};

static struct tie *trust_in_own(const struct scene *scene, int s)
{
    return tie_between(scene->self, scene->view->forum, s, scene->deed->own);
}

static void hurt(const struct scene *scene, struct seat *seat, float x)
{
    if (oracle_on(scene->self, MECHANISM_conflict_from_acts)) {
        seat->conflict = toward_one(seat->conflict, x);
    }
}

static void distrust(const struct scene *scene, int s, float x)
{
    if (s != scene->deed->own && oracle_on(scene->self, MECHANISM_trust_loss_from_acts)) {
        struct tie *tie = trust_in_own(scene, s);
        tie->trust = tie->trust * (1 - MIN(1, x));
    }
}

/** For every member `s` of the scene's forum, as `seat`. */
#define MEMBERS(scene)                                                                                                 \
    for (int s = (scene)->first; s < (scene)->end; s++)                                                                \
        for (struct seat *seat = &(scene)->self->seat[s]; seat != NULL && seat->filled > 0; seat = NULL)

/* --- effects, an act each --- */

/** Puts up an issue where there is room for it; returns whether there was. */
static bool put_up(const struct scene *scene, float place, float extent, bool copied, bool pushed)
{
    struct oracle *self = scene->self;
    int f = scene->view->forum, field = self->world->forum[f].resource, slots = self->world->slots, k = f * slots;
    int second = self->world->organisation[scene->deed->home].resource;
    while (k < (f + 1) * slots && self->issue[k].stage > 0)
        k++;
    if (k == (f + 1) * slots) {
        return false;
    }
    second = second == field ? (second + 1) % RESOURCES_COUNT : second;
    int third = (second + 1) % RESOURCES_COUNT;
    third = third == field ? (third + 1) % RESOURCES_COUNT : third;
    self->issue[k] = (struct issue){ .stage = 1,
                                     .copied = copied,
                                     .place = place,
                                     .wanted = place,
                                     .extent = extent * P(agenda_size),
                                     .needs_second = (float)second,
                                     .needs_third = (float)third,
                                     .by_participant = 1,
                                     .support = self->issue[k].support };
    self->area.raised += 1;
    self->area.moved += 1;
    self->area.moved_participant += 1;
    self->area.moved_facilitative += !pushed;
    self->area.moved_directive += pushed;
    return true;
}

static void embrace(const struct scene *scene)
{
    const struct oracle *self = scene->self;
    int o = self->world->seat[scene->deed->target].organisation;
    scene->target->joining = self->organisation[o].interest > 0.3f;
}

static void empower(const struct scene *scene)
{
    int f = scene->view->forum;
    float S = scene->deed->strength;
    scene->target->influence += S;
    scene->target->commitment = toward_one(scene->target->commitment, S);
    for (int l = f * LEADERS_A_FORUM; l < (f + 1) * LEADERS_A_FORUM; l++)
        if (l != scene->deed->leader) {
            struct leader *other = &scene->self->leader[l];
            other->skill_facilitative = toward_one(other->skill_facilitative, 0.2f * S);
        }
}

static void involve(const struct scene *scene)
{
    float S = scene->deed->strength;
    scene->target->frustration *= 1 - MIN(1, S);
    scene->target->converted = toward_one(scene->target->converted, S);
    scene->target->position += 0.5f * S * (scene->deed->aim - scene->target->position);
}

static void mobilise(const struct scene *scene)
{
    float S = scene->deed->strength;
    MEMBERS(scene)
    {
        float follows = s == scene->deed->own ? 1 : trust_in_own(scene, s)->trust;
        seat->commitment = toward_one(seat->commitment, S * follows * scene->forum->purpose);
    }
    scene->forum->push_facilitative += S;
}

static void clarify(const struct scene *scene)
{
    float S = scene->deed->strength;
    scene->target->unclear = 0;
    scene->forum->language = toward_one(scene->forum->language, 0.1f * S);
    hurt(scene, scene->target, 0.2f * S * between(scene->target->position, scene->forum->common));
    if (scene->target->commitment < 0.25f) {
        scene->target->leaving = 1;
    }
}

static void build_trust(const struct scene *scene)
{
    const struct oracle *self = scene->self;
    struct tie *to = trust_in_own(scene, scene->deed->target);
    struct tie *back = tie_between(self, scene->view->forum, scene->deed->own, scene->deed->target);
    float part = MIN(1, scene->deed->strength);
    to->trust += part * most_of(0, P(trust_ceiling) - to->trust);
    back->trust += part * most_of(0, P(trust_ceiling) - back->trust);
}

static void nurture(const struct scene *scene)
{
    float S = scene->deed->strength;
    scene->target->comfort = toward_one(scene->target->comfort, 0.5f * S);
    scene->target->frustration *= 1 - MIN(1, S);
    scene->target->hope = toward_one(scene->target->hope, 0.5f * S);
    scene->target->commitment = toward_one(scene->target->commitment, 0.3f * S);
}

static void air(const struct scene *scene)
{
    struct oracle *self = scene->self;
    float S = scene->deed->strength;
    for (int a = scene->first; a < scene->end; a++)
        for (int b = scene->first; b < scene->end; b++)
            if (a != b && self->seat[a].filled > 0 && self->seat[b].filled > 0) {
                oracle_fellows(self, scene->view->forum, a, b, MIN(1, S));
            }
    scene->forum->said = toward_one(scene->forum->said, S);
    MEMBERS(scene)
    {
        seat->frustration *= 1 - MIN(1, S);
        seat->identification = toward_one(seat->identification, 0.1f * S);
        if (seat->closed == 0) {
            seat->openness = toward_one(seat->openness, 0.1f * S);
        }
    }
}

static void model(const struct scene *scene)
{
    float visible = MIN(1, scene->own->contacts / most_of(1, scene->forum->members - 1));
    float S = MIN(1, scene->deed->strength) * visible;
    MEMBERS(scene)
    if (seat->closed == 0) {
        seat->openness += S * most_of(0, scene->own->openness - seat->openness);
    }
    scene->forum->practice += 0.3f * S * (scene->own->openness - scene->forum->practice);
}

static void spread(const struct scene *scene)
{
    const struct oracle *self = scene->self;
    float loyalty = self->leader[scene->deed->leader].loyalty;
    float place = loyalty * scene->own->position + (1 - loyalty) * scene->forum->common;
    put_up(scene, place, scene->deed->strength, true, false);
}

static void refocus(const struct scene *scene)
{
    float S = scene->deed->strength;
    scene->forum->purpose = toward_one(scene->forum->purpose, S);
    MEMBERS(scene)
    seat->salience = toward_one(seat->salience, S);
}

static void disclose(const struct scene *scene)
{
    struct oracle *self = scene->self;
    float S = scene->deed->strength;
    scene->own->openness = toward_one(scene->own->openness, S);
    MEMBERS(scene)
    if (s != scene->deed->own) {
        struct tie *tie = trust_in_own(scene, s);
        tie->trust += 0.5f * (S * seat->openness) * most_of(0, P(trust_ceiling) - tie->trust);
    }
    scene->own->position += 0.2f * S * (scene->forum->common - scene->own->position);
    struct issue *top = scene->view->top_issue < 0 ? NULL : &self->issue[scene->view->top_issue];
    if (top == NULL || top->stage != 1) {
        return;
    }
    MEMBERS(scene)
    if (s != scene->deed->own) {
        float uses = 0.5f * MIN(1, S) * (1 - seat->openness) / most_of(1, scene->forum->members);
        top->place += uses * (seat->position - top->place);
    }
}

static void bid(const struct scene *scene)
{
    const struct oracle *self = scene->self;
    float held[RESOURCES_COUNT] = { 0 }, mix = 0;
    MEMBERS(scene)
    held[self->world->organisation[self->world->seat[s].organisation].resource] = 1;
    for (int r = 0; r < RESOURCES_COUNT; r++)
        mix += held[r] / RESOURCES_COUNT;
    scene->forum->grant = toward_one(scene->forum->grant, scene->deed->strength * mix);
}

static void manipulate(const struct scene *scene)
{
    struct issue *issue = &scene->self->issue[scene->view->top_issue];
    issue->place += 0.5f * scene->deed->strength * (scene->deed->aim - issue->place);
    scene->forum->push_directive += scene->deed->strength;
}

static void politick(const struct scene *scene)
{
    scene->forum->push_directive += scene->deed->strength;
    MEMBERS(scene)
    distrust(scene, s, 0.3f * scene->deed->strength * (1 - MIN(1, seat->influence)));
}

static void challenge(const struct scene *scene)
{
    float yields = MIN(1, scene->deed->strength * scene->target->mandate);
    scene->target->converted = toward_one(scene->target->converted, yields);
    scene->target->position += yields * (scene->deed->aim - scene->target->position);
}

static void persist(const struct scene *scene)
{
    struct oracle *self = scene->self;
    int f = scene->view->forum, slots = self->world->slots;
    float S = scene->deed->strength, cause = self->leader[scene->deed->leader].cause;
    float reach = self->world->forum[f].informal ? S : S * 0.5f;
    scene->target->converted = toward_one(scene->target->converted, reach);
    scene->target->position += MIN(1, reach) * (scene->deed->aim - scene->target->position);
    scene->target->frustration = toward_one(scene->target->frustration, 0.3f * S);
    for (int k = f * slots; k < (f + 1) * slots; k++)
        if (self->issue[k].stage > 0 && between(self->issue[k].place, cause) < 0.5f * P(agenda_tolerance)) {
            return;
        }
    put_up(scene, cause, 1, false, true);
}

static void strip_away(const struct scene *scene)
{
    scene->forum->bypass += 0.7f * scene->deed->strength;
    scene->target->influence *= 1 - 0.5f * MIN(1, scene->deed->strength);
}

static void isolate(const struct scene *scene)
{
    float S = scene->deed->strength;
    scene->target->isolation = toward_one(scene->target->isolation, S);
    MEMBERS(scene)
    if (seat != scene->target && seat != scene->own) {
        seat->position += 0.2f * MIN(1, S) * trust_in_own(scene, s)->trust * (scene->deed->aim - seat->position);
    }
}

static void reseat(const struct scene *scene)
{
    struct oracle *self = scene->self;
    int organisation = self->world->seat[scene->deed->target].organisation;
    scene->target->leaving = 2;
    for (int s = 0; s < self->world->seats; s++) {
        const struct world_seat *other = &self->world->seat[s];
        if (other->organisation == organisation && other->forum != scene->view->forum && self->seat[s].filled == 0) {
            self->seat[s].joining = 1;
            return;
        }
    }
}

static void dismiss(const struct scene *scene)
{
    scene->target->leaving = 1;
    MEMBERS(scene)
    if (seat != scene->target && seat != scene->own) {
        hurt(scene, seat, 0.15f);
        distrust(scene, s, 0.15f);
    }
}

static void move_on(const struct scene *scene)
{
    struct issue *issue = &scene->self->issue[scene->view->stuck_issue];
    issue->stage = issue->progress = 0;
    scene->self->area.dropped += 1;
}

static void press(const struct scene *scene)
{
    MEMBERS(scene)
    {
        float deaf = s == scene->deed->own ? 0 : 1 - trust_in_own(scene, s)->trust;
        seat->commitment = toward_one(seat->commitment, scene->deed->strength * deaf * scene->forum->purpose);
    }
}

static void demand(const struct scene *scene)
{
    const struct oracle *self = scene->self;
    float interest = self->organisation[self->world->seat[scene->deed->target].organisation].interest;
    scene->target->mandate = toward_one(scene->target->mandate, scene->deed->strength * interest);
}

static void pilot(const struct scene *scene)
{
    if (put_up(scene, scene->forum->common, scene->deed->strength, false, false)) {
        scene->self->area.pilots += 1;
    }
}

static void prepare(const struct scene *scene)
{
    scene->forum->prepared = toward_one(scene->forum->prepared, scene->deed->strength);
}

static void manage_manager(const struct scene *scene)
{
    struct organisation *home = &scene->self->organisation[scene->deed->home];
    scene->forum->purpose *= 1 - 0.3f * MIN(1, scene->deed->strength) * home->interest;
    home->interest = toward_one(home->interest, scene->deed->strength);
}

static void manage_contract(const struct scene *scene)
{
    struct organisation *home = &scene->self->organisation[scene->deed->home];
    home->flex = toward_one(home->flex, scene->deed->strength);
}

static void aftercare(const struct scene *scene)
{
    scene->target->converted = toward_one(scene->target->converted, scene->deed->strength);
}

static void route_around(const struct scene *scene)
{
    scene->forum->bypass += scene->deed->strength;
}

static void (*const effect_of[ACTS_COUNT])(const struct scene *) = {
#define ACT(name, ...) [ACT_##name] = name,
#include "models/acts.def"
};

/* --- consequences --- */

/** An open act that worked also stirs. */
static void stir(const struct scene *scene)
{
    float B = scene->deed->backlash;
    MEMBERS(scene)
    if (seat != scene->own) {
        hurt(scene, seat, seat == scene->target ? B : B * 0.2f);
    }
}

static void fail(const struct scene *scene)
{
    float B = scene->deed->backlash;
    switch (failure_of_act[scene->deed->act]) {
    case OFFENDS:
        if (scene->target != NULL) {
            hurt(scene, scene->target, B);
        } else {
            scene->self->organisation[scene->deed->home].interest *= 1 - MIN(1, 3 * B);
        }
        return;
    case DISAPPOINTS:
        MEMBERS(scene)
        seat->hope *= 1 - B;
        return;
    case INFLAMES:
        MEMBERS(scene)
        hurt(scene, seat, 0.5f * B);
        return;
    case WASTED:
    case EXPOSED:
        return;
    }
}

void oracle_act(struct oracle *self, const struct view *view, const struct deed *deed)
{
    struct scene scene = { self,
                           view,
                           deed,
                           &self->forum[view->forum],
                           &self->seat[deed->own],
                           deed->target < 0 ? NULL : &self->seat[deed->target],
                           FIRST_SEAT(view->forum),
                           END_SEAT(view->forum) };
    bool covert = failure_of_act[deed->act] == EXPOSED;
    int commissioner = self->world->organisation[deed->home].commissioner;
    if (!deed->worked) {
        fail(&scene);
    } else {
        effect_of[deed->act](&scene);
        if (!covert) {
            stir(&scene);
        }
    }
    if (covert && deed->found) {
        for (int s = scene.first; s < scene.end; s++)
            if (self->seat[s].filled > 0) {
                distrust(&scene, s, 3 * deed->backlash);
            }
    }
    if (deed->directive && deed->target >= 0 && commissioner >= 0 &&
        self->world->seat[deed->target].organisation == commissioner) {
        self->organisation[deed->home].offence = toward_one(self->organisation[deed->home].offence, 0.4f);
    }
}
