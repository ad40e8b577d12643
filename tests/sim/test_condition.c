/* test_condition.c - conditions as people write them. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "sim/ask/condition.h"
#include "support.h"

#define STUDY "months: 4\narms: { quiet: {}, \"loud, [or] so\": { walk.loud: true } }\n"

/** Read a condition of the study above; its answer where the outcomes that it names, in order, are `now`. */
static double answer(const char *text, int count, const double *now)
{
    struct trial trial;
    struct sim_condition *condition = calloc(1, sizeof *condition);
    trial_init(&trial, STUDY);
    cr_assert(sim_condition_init(condition, &trial.plan, 0, text, &trial.errors) == SIM_OK, "%s: %s", text,
              trial.errors.text);
    cr_assert(condition->values_count == count, "%s", text);
    for (int i = 0; i < count; i++)
        condition->now[i] = now[i];
    double holds = sim_condition_holds(condition);
    sim_condition_free(condition);
    free(condition);
    trial_free(&trial);
    return holds;
}
#define ANSWER(text, ...)                                                                                              \
    answer(text, (int)(sizeof(double[]){ __VA_ARGS__ } / sizeof(double)), (double[]){ __VA_ARGS__ })

Test(conditions, bind_as_in_arithmetic_and_logic)
{
    cr_expect(ANSWER("height > 1 + 2 * 3", 7.1) == 1);
    cr_expect(ANSWER("height > (1 + 2) * 3", 7.1) == 0);
    cr_expect(ANSWER("-height / 2 - 1 <= -4.5", 7) == 1);
    cr_expect(ANSWER("height > 1 or height > 1 and speed > 1", 2, 2, 0) == 1, "and binds more than or");
    cr_expect(ANSWER("(height > 1 or height > 1) and speed > 1", 2, 2, 0) == 0);
    cr_expect(ANSWER("not height > 1 or speed > 1", 2, 2) == 1, "not binds more than or");
    cr_expect(ANSWER("side == above", 1) == 1);
    cr_expect(ANSWER("side != above", 1) == 0);
}

Test(conditions, name_an_arm_in_brackets_whatever_signs_are_in_its_name)
{
    cr_expect(ANSWER("height[loud, [or] so] - height[ quiet ] > 0.7", 3, 2.1) == 1);
}

Test(conditions, are_known_where_the_known_side_decides)
{
    cr_expect(isnan(ANSWER("crossing > 2", NAN)));
    cr_expect(isnan(ANSWER("not crossing > 2", NAN)));
    cr_expect(ANSWER("crossing > 2 or height > 1", NAN, 2) == 1);
    cr_expect(isnan(ANSWER("crossing > 2 or height > 1", NAN, 0)));
    cr_expect(ANSWER("crossing > 2 and height > 1", NAN, 0) == 0);
    cr_expect(isnan(ANSWER("height / speed > 1", 3, 0)), "nothing is divided by 0");
}

/** What is said of a condition that is none. */
static void refused(const char *text, const char *words)
{
    struct trial trial;
    struct sim_condition *condition = calloc(1, sizeof *condition);
    trial_init(&trial, STUDY);
    cr_expect(sim_condition_init(condition, &trial.plan, 0, text, &trial.errors) == SIM_USAGE);
    complains(trial.errors, words);
    sim_condition_free(condition);
    free(condition);
    trial_free(&trial);
}

Test(conditions, that_are_none_are_answered_with_the_place)
{
    refused("hieght > 1", "--when:1:1: error: 'hieght' is no outcome; did you mean 'height'?");
    refused("height > 1 and side == abov", "--when:1:24: error: 'abov' is no word of side (below above)");
    refused("height[loud] > 1", "--when:1:8: error: 'loud' is no arm of this study");
    refused("walk.gain > 1", "'walk.gain' is a parameter");
    refused("height", "is a number and no condition");
    refused("height = 1", "--when:1:8: error: '=' sets nothing here");
    refused("1 < height < 2", "--when:1:12: error: one comparison after another");
    refused("side > above", "compared with == or !=");
    refused("(height > 1", "--when:1:12: error: ')' is missing");
    refused("height > 1)", "--when:1:11: error: ')' cannot stand here");
    refused("", "--when:1:1: error: the condition ends");
}

Test(conditions, that_nest_without_end_are_refused_at_the_sixty_fifth_level)
{
    char text[4001] = "";
    for (int i = 0; i < 4000; i++)
        text[i] = '(';
    refused(text, "--when:1:65: error: is nested more than 64 levels deep");
    for (int i = 0; i < 4000; i++)
        text[i] = '-';
    refused(text, "--when:1:65: error: is nested more than 64 levels deep");
}
