/* test_parameters.c - nothing is there without use: every parameter, mechanism, phase and act changes some run. */
#include "whole.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Money, nerves and patience are short, so that forums die too. */
static const char *const hard_times =
    "months: 84\nreplicates: 48\nseed: 11\ncontext: { brexit: 0.25, turbulence: 0.2, "
    "need: 0.85 }\nstructure: { exit: 0.12, ambiguity: 0.5 }\n"
    "people: { difficult: principled_dissenter, frustration_gain: 0.2, conflict_gain: 0.4, mandate: 0.25 "
    "}\ntrust.keeps_word: 0.8\nleaders: { acts: 2.5, battles: 0.1 }\n";

/** Does any replicate of an arm differ from that of the first? */
static bool moves(const struct whole *w, int arm)
{
    for (long r = 0; r < w->study.replicates; r++)
        if (!whole_same(w, whole_run(w, r, 0, 0), whole_run(w, r, 0, arm))) {
            return true;
        }
    return false;
}

static bool begins(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

/** Another value that is allowed. */
static double another(const struct sim_param *param)
{
    if (param->kind == SIM_CHOICE) {
        return param->value < param->high ? param->value + 1 : param->low;
    }
    double other = param->value < (param->low + param->high) / 2 ? param->value + 0.4 * (param->high - param->value)
                                                                 : param->value - 0.4 * (param->value - param->low);
    return param->kind == SIM_WHOLE ? (double)(long)other : other;
}

enum part { OF_WORLD, OF_CHALLENGES, OF_PUSHING, OF_ACTS, OF_THE_REST };

static enum part part_of(const struct sim_param *param)
{
    const char *last = strrchr(param->name, '.');
    bool challenges = strcmp(last, ".upward") == 0;
    bool answers = begins(param->name, "answers."), directive = strcmp(last, ".directive") == 0;
    bool pushes = directive && strstr(param->name, ".slipping_convert.") != NULL;
    return begins(param->name, "world.") ? OF_WORLD
           : challenges                  ? OF_CHALLENGES
           : pushes                      ? OF_PUSHING
           : answers                     ? OF_ACTS
                                         : OF_THE_REST;
}

/** An arm for each parameter of a part of the list, which it alone changes. */
static char *one_after_the_other(enum part part, const char *area)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fprintf(out, "%s%sarms:\n  as_it_is: {}\n", hard_times, area);
    for (int i = 0; i < collaboration.params.count; i++) {
        const struct sim_param *param = &collaboration.params.list[i];
        char value[64];
        if (part_of(param) == part) {
            sim_param_text(param, another(param), value, sizeof value);
            fprintf(out, "  %s: { %s: %s }\n", param->name, param->name, value);
        }
    }
    fclose(out);
    return text;
}

/** Every arm differs from the first. */
static void expect_all_move(const char *text)
{
    struct whole w;
    whole_init(&w, "%s", text);
    for (int arm = 1; arm < w.study.arms_count; arm++)
        cr_expect(moves(&w, arm), "%s moves nothing", w.study.arms[arm].name);
    whole_free(&w);
}

/** ... in hard times and this area. */
static void expect_part_moves(enum part part, const char *area)
{
    char *text = one_after_the_other(part, area);
    expect_all_move(text);
    free(text);
}

Test(parameters, of_the_core_are_at_most_sixty)
{
    static const char *const core[] = {
#define CORE(group, name) #group "." #name,
#include "../../models/core.def"
    };
    cr_expect(sizeof core / sizeof core[0] <= 60);
    for (size_t i = 0; i < sizeof core / sizeof core[0]; i++)
        cr_expect(sim_params_find(&collaboration.params, core[i]) >= 0, "%s", core[i]);
}

Test(parameters, each_moves_something_in_an_area_where_everything_can_happen)
{
    expect_part_moves(OF_THE_REST, rich_area());
}

Test(parameters, of_acts_each_move_something)
{
    expect_part_moves(OF_ACTS, rich_area());
}

Test(parameters, of_challenges_move_something_where_leaders_do_nothing_else_about_a_blocker)
{
    char area[4200];
    snprintf(area, sizeof area,
             "leaders.policy: fixed\nleaders.directive_share: 1\nleaders.tactic: challenge\norganisations.diversity: "
             "0.9\npeople.openness: 0.9\nprocesses.informal: 0.5\n%s",
             rich_area());
    expect_part_moves(OF_CHALLENGES, area);
}

Test(parameters, of_pushing_move_something_where_leaders_push)
{
    char area[4200];
    snprintf(area, sizeof area,
             "leaders.policy: fixed\nleaders.directive_share: 1\norganisations.diversity: 0.9\npeople.openness: "
             "0.9\nprocesses.informal: 0.5\n%s",
             rich_area());
    expect_part_moves(OF_PUSHING, area);
}

Test(parameters, of_a_made_area_each_move_something_in_one)
{
    expect_part_moves(OF_WORLD, "world: { organisations: 20, forums: 3 }\n");
}

Test(parts, phases_and_mechanisms_are_each_missed_when_they_are_left_out)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    fprintf(out, "%s%sseats.board.police.person: { path: [[0, 0], [12, 1]] }\narms:\n  as_it_is: {}\n", hard_times,
            rich_area());
    for (int i = 0; i < collaboration.phases_count; i++)
        fprintf(out, "  phase %s: { without: [%s] }\n", collaboration.phases[i].name, collaboration.phases[i].name);
    for (int i = 0; i < collaboration.mechanisms_count; i++)
        fprintf(out, "  mechanism %s: { without: [%s] }\n", collaboration.mechanisms[i].name,
                collaboration.mechanisms[i].name);
    fclose(out);
    expect_all_move(text);
    free(text);
}

/** How often each act was done in a run of the first arm. */
static void count_acts(const struct whole *w, long replicate, long counts[ACTS_COUNT])
{
    struct sim_replay replay;
    whole_replay(w, replicate, &replay);
    for (int month = 0; month < w->study.months; month++) {
        sim_replay_month(&replay);
        for (int l = 0; l < sim_replay_rows(&replay, STATE_did_directive); l++) {
            int soft = (int)sim_replay_value(&replay, STATE_did_facilitative, l);
            int hard = (int)sim_replay_value(&replay, STATE_did_directive, l);
            counts[soft > 0 ? soft - 1 : 0] += soft > 0;
            counts[hard > 0 ? hard - 1 : 0] += hard > 0;
        }
    }
    sim_replay_free(&replay);
}

static const char *const act_names[ACTS_COUNT] = {
#define ACT(name, ...) #name,
#include "../../models/acts.def"
};

/** Acts that nobody did in 64 runs of a made area, as words. */
static const char *never_done(const char *area)
{
    static char text[512];
    struct whole w;
    long counts[ACTS_COUNT] = { 0 };

    whole_read(&w, "replicates: 64\n%s", area);
    for (long r = 0; r < 64; r++)
        count_acts(&w, r, counts);
    text[0] = '\0';
    for (int a = 0; a < ACTS_COUNT; a++)
        if (counts[a] == 0) {
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s ", act_names[a]);
        }
    whole_free(&w);
    return text;
}

/* The one forum of the default area holds all that issues need, is imposed, so that a duty keeps its members, and its
 * organisations stand so near that some place would suit all. No home there that doubts is a provider's. */
Test(acts, are_all_done_in_the_default_area_but_for_those_that_nothing_there_calls_for)
{
    const char *never = never_done("");
    cr_expect(strcmp(never, "embrace demand_seat dismiss manage_contract refocus move_on ") == 0, "never done: %s",
              never);
}

Test(acts, are_all_done_where_some_forums_are_no_duty_and_organisations_stand_far_apart)
{
    char area[4200];
    snprintf(area, sizeof area, "organisations.diversity: 0.9\n%s", rich_area());
    const char *never = never_done(area);
    cr_expect(never[0] == '\0', "never done: %s", never);
}
