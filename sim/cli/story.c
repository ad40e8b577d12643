/* story.c - `story OUT --run N`: prints what happened in one run, month by month, or what happened to one of those in
 * it. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "../names.h"
#include "../run/watch.h"
#include "../sentence.h"
#include "commands.h"
#include "options.h"
#include "session.h"

struct request {
    struct sim_request shared;
    const char *run_text, *from_text, *to_text, *about;
    long run, from, to;
};

static enum sim_status check(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct sim_plan *plan = &session->plan;
    struct request *self = context;
    long last = plan->study->months - 1;
    self->run = sim_option_whole("--run", self->run_text, 0, plan->runs - 1, 0, errors);
    self->from = sim_option_whole("--from", self->from_text, 0, last, 0, errors);
    self->to = sim_option_whole("--to", self->to_text, 0, last, last, errors);
    if (errors->count == 0 && self->from > self->to) {
        sim_complain(errors, NULL, 0, 0, "--from %ld comes after --to %ld", self->from, self->to);
    }
    if (plan->model->occasions_count == 0) {
        sim_complain(errors, NULL, 0, 0, "the model '%s' reports no events", plan->model->name);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

enum { MOST_TABLES = 16 };

/** The month that is being printed. */
struct place {
    const struct sim_watch *watch;
    char about[SIM_ENTITY_SIZE]; /* its name in sentences; empty: all events */
    int month;
    char last[SIM_SENTENCE_SIZE]; /* the last sentence of the month; empty before the first */
};

/** Where a sentence has this name; NULL: nowhere. A longer name that contains it does not count. */
static char *named(char *sentence, const char *name)
{
    size_t length = strlen(name);
    for (char *at = strstr(sentence, name); at != NULL; at = strstr(at + 1, name))
        if ((at == sentence || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[length])) {
            return at;
        }
    return NULL;
}

/** In a story about a forum the forum's name is left out behind its members and issues. */
static void leave_out(char *sentence, const char *name)
{
    size_t length = strlen(name);
    for (char *at = named(sentence, name); at != NULL; at = named(at, name)) {
        bool of = at - sentence >= 4 && (strncmp(at - 4, " in ", 4) == 0 || strncmp(at - 4, " of ", 4) == 0);
        char *from = of ? at - 4 : at, *to = at + length;
        at = to;
        if (of) {
            memmove(from, to, strlen(to) + 1);
            at = from;
        }
    }
}

/** Length of what two sentences begin with and share up to a colon, such as "somebody new comes:"; 0: nothing. */
static size_t shared(const char *one, const char *other)
{
    const char *colon = strstr(other, ": ");
    size_t length = colon == NULL ? 0 : (size_t)(colon - other) + 1;
    return length > 0 && strncmp(one, other, length) == 0 ? length : 0;
}

/** A month is a paragraph. An event like the one before joins its sentence. */
static void say_more(struct place *place, const char *calendar, const char *sentence)
{
    size_t alike = shared(place->last, sentence);
    if (place->last[0] == '\0') {
        printf("%s: %c%s", calendar, toupper((unsigned char)sentence[0]), sentence + 1);
    } else if (alike > 0) {
        printf(",%s", sentence + alike);
    } else {
        printf(". %c%s", toupper((unsigned char)sentence[0]), sentence + 1);
    }
    snprintf(place->last, sizeof place->last, "%s", sentence);
}

static void say(void *context, const struct sim_happening *event)
{
    struct place *place = context;
    const struct sim_plan *plan = place->watch->replay.plan;
    char calendar[32], sentence[SIM_SENTENCE_SIZE];
    sim_month_text(plan->study, place->month, calendar, sizeof calendar);
    sim_happening_sentence(plan->model, place->watch->replay.world, event, sentence, sizeof sentence);
    if (place->about[0] == '\0') {
        printf("%s (month %d): %s\n", calendar, place->month, sentence);
    } else if (named(sentence, place->about) != NULL) {
        leave_out(sentence, place->about);
        say_more(place, calendar, sentence);
    }
}

static void tell(struct sim_watch *watch, const struct request *request)
{
    struct place place = { .watch = watch };
    snprintf(place.about, sizeof place.about, "%s", request->about == NULL ? "" : request->about);
    for (char *at = strchr(place.about, '_'); at != NULL; at = strchr(at, '_'))
        *at = ' ';
    for (; place.month <= request->to; place.month++) {
        sim_watch_month(watch);
        if (place.month >= request->from) {
            sim_watch_happened(watch, say, &place);
            printf("%s", place.last[0] == '\0' ? "" : ".\n\n");
            place.last[0] = '\0';
        }
    }
}

/** Is there something in the run that is called so? Complains otherwise. */
static bool is_there(const struct sim_watch *watch, const char *about, struct sim_errors *errors)
{
    const struct sim_plan *plan = watch->replay.plan;
    const struct sim_model *model = plan->model;
    const struct sim_table *table = sim_plan_tables(plan, watch->replay.run.arm);
    struct sim_names rows[MOST_TABLES];
    int lists = 0;

    for (int extent = 0; extent < model->extents_count; extent++)
        for (int row = 0; row < model->rows(watch->replay.world, extent); row++) {
            char name[SIM_ENTITY_SIZE];
            model->entity(watch->replay.world, extent, row, name, sizeof name);
            if (strcmp(name, about) == 0) {
                return true;
            }
        }
    for (int t = 0; t < model->tables_count && t < MOST_TABLES; t++)
        if (table[t].names != NULL) {
            rows[lists++] = SIM_NAMES(table[t].names, table[t].rows);
        }
    sim_complain(errors, NULL, 0, 0, "--about: there is no '%s' in this run%s", about,
                 sim_hint(about, rows, lists).text);
    return false;
}

static enum sim_status answer(void *context, const struct sim_session *session, struct sim_errors *errors)
{
    const struct request *request = context;
    struct sim_watch watch = { 0 };
    enum sim_status status = sim_watch_init(&watch, &session->plan, sim_plan_run(&session->plan, request->run), errors);

    if (status == SIM_OK && request->about != NULL && !is_there(&watch, request->about, errors)) {
        status = SIM_USAGE;
    }
    if (status == SIM_OK) {
        printf("%s\nrun %ld: arm '%s', point %ld, replicate %ld\n%s", session->study.title, request->run,
               session->study.arms[watch.replay.run.arm].name, watch.replay.run.point, watch.replay.run.replicate,
               request->about == NULL ? "" : "\n");
        tell(&watch, request);
    }
    sim_watch_free(&watch);
    return status;
}

enum sim_status sim_command_story(const struct sim_model *model, int argc, char **argv)
{
    struct request request = { 0 };
    const struct sim_option own[] = {
        { .name = "--run", .value = &request.run_text, .needed = true },
        { .name = "--from", .value = &request.from_text },
        { .name = "--to", .value = &request.to_text },
        { .name = "--about", .value = &request.about },
        { .name = NULL },
    };
    return sim_ask(model, argc, argv, "", own, &request, check, answer);
}
