/* test_groups.c - one value or path for all members of a group, what wins over it, and copies of a study. */
#include <string.h>

#include "../../sim/read/reading.h"
#include "support.h"

#define MONEY(name, unit, shapes)                                                                                      \
    {                                                                                                                  \
        name, SIM_REAL, 1, 0, 2, 0.5, 1, unit, SIM_LEVER, shapes, NULL, "Money", "assumed", NULL                       \
    }
static const struct sim_param params[] = {
    MONEY("area.money.council", "share", false), MONEY("area.money.health", "share", false),
    MONEY("area.money.police", "share", false),  MONEY("area.size", "people", false),
    MONEY("other.share", "share", false),
};
enum { COUNCIL, HEALTH, POLICE, SIZE, OTHER, PARAMS };
static const struct sim_group groups[] = { { "area", "An area" }, { "other", "The rest" } };
static const struct sim_series outcomes[] = { { "synergy", "1", 0, 1, NULL, "What is won" } };
static const struct sim_model model = {
    .name = "groups",
    .params = { params, PARAMS, groups, 2 },
    .outcomes = outcomes,
    .outcomes_count = 1,
    .start = "2010-04",
};

static struct trial t; /* a test is a process of its own */

/** Read a study of this model, with at most one --set. */
static enum sim_status read_study(const char *text, const char *set)
{
    const struct sim_overrides overrides = { .set = &set, .set_count = set != NULL };

    cr_assert(trial_read(&t, "title: x\n") == SIM_OK);
    sim_plan_free(&t.plan);
    t.plan = (struct sim_plan){ 0 };
    sim_study_free(&t.study, &toy);
    trial_write(&t, "groups.yaml", text);
    return sim_study_init(&t.study, &model, trial_path(&t, "groups.yaml"), &overrides, &t.errors);
}

static void done(void)
{
    sim_study_free(&t.study, &model);
    trial_free(&t);
}

TestSuite(groups, .fini = done);

Test(groups, a_path_of_a_group_is_the_path_of_every_member_and_of_nobody_else)
{
    cr_assert(read_study("area.money: { path: [[0, 1], [10, 0.5]] }\n", NULL) == SIM_OK, "%s", t.errors.text);
    for (int i = COUNCIL; i <= POLICE; i++)
        cr_expect(sim_arm_value(&t.study.arms[0], i, 4) == 0.8); /* 1 - 4 / 10 of the half that goes */
    cr_expect(!t.study.arms[0].given[SIZE] && !t.study.arms[0].given[OTHER]);
}

Test(groups, the_more_specific_of_two_settings_wins_in_either_order)
{
    static const char *const texts[] = { "area.money: 0.25\narea.money.health: 1.5\n",
                                         "area.money.health: 1.5\narea.money: 0.25\n",
                                         "area: { money: 0.25, money.health: 1.5 }\n" };
    for (int i = 0; i < 3; i++) {
        cr_assert(read_study(texts[i], NULL) == SIM_OK, "%s", t.errors.text);
        cr_expect(t.study.arms[0].values[COUNCIL] == 0.25 && t.study.arms[0].values[HEALTH] == 1.5);
        done();
    }
}

Test(groups, the_resolved_study_says_its_members_one_by_one)
{
    cr_assert(read_study("area.money: 0.25\n", NULL) == SIM_OK);
    cr_expect(strstr(t.study.text, "    area.money.council: 0.25\n    area.money.health: 0.25\n") != NULL);
    cr_expect(strstr(t.study.text, "area.money:") == NULL);
}

Test(groups, of_several_units_are_refused)
{
    cr_expect(read_study("area: 0.25\n", NULL) == SIM_USAGE);
    complains(t.errors, "groups.yaml:1:1: error: 'area' is a group with members of several kinds or units");
}

Test(groups, a_value_outside_the_range_is_complained_of_once)
{
    cr_expect(read_study("area.money: 3\n", NULL) == SIM_USAGE);
    complains(t.errors, "groups.yaml:1:13: error: 'area.money.council' = 3 is outside 0..2 (share)");
    cr_expect(t.errors.count == 1);
}

Test(groups, are_set_on_the_command_line_and_end_the_paths_of_the_file)
{
    cr_assert(read_study("area.money: { path: [[0, 1], [10, 0.5]] }\n", "area.money=0.75") == SIM_OK);
    cr_expect(sim_arm_value(&t.study.arms[0], COUNCIL, 20) == 0.75 &&
              sim_arm_value(&t.study.arms[0], POLICE, 20) == 0.75);
}

Test(groups, are_a_factor_for_each_member_that_is_none_already)
{
    cr_assert(read_study("design: { random: { points: 3, factors: { area.money: { from: 0.25 }, area.money.health: "
                         "plausible } } }\n",
                         NULL) == SIM_OK,
              "%s", t.errors.text);
    const struct sim_design *design = &t.study.design;
    cr_assert(design->factors_count == 3);
    cr_expect(design->factors[0].param == COUNCIL && design->factors[0].low == 0.25);
    cr_expect(design->factors[1].param == POLICE && design->factors[2].param == HEALTH &&
              design->factors[2].low == 0.5);
}

Test(groups, of_a_grid_are_refused_since_their_product_would_be_meant)
{
    cr_expect(read_study("design: { grid: { area.money: [0.5, 1] } }\n", NULL) == SIM_USAGE);
    complains(t.errors, "'area.money' is a group of parameters, such as 'area.money.council'");
}

Test(groups, a_copy_of_a_study_is_the_same_study_with_numbers_of_its_own)
{
    struct sim_study copy;
    trial_init(&t, "title: One\nquestion: Which?\nuntil: { outcome: height, half_width: 0.5, at_most: 9 }\n"
                   "walk.gain: { path: [[0, 0.2], [16, 0.7]] }\nplaces: { low: { size: 7 } }\nwithout: [throw]\n"
                   "arms: { a: {}, b: { walk.luck: 0.3 } }\ndesign: { grid: { walk.steps: [2, 3] } }\n"
                   "histories: [last_luck]\nsnapshots: none\n");
    cr_assert(sim_study_copy(&copy, &t.study, &toy));
    cr_expect(strcmp(copy.text, t.study.text) == 0);
    copy.arms[1].values[TOY_LUCK] = 0.9;
    copy.arms[0].paths[TOY_GAIN].value[0] = 0.9;
    copy.design.factors[0].levels[0] = 9;
    copy.arms[0].tables[TOY_PLACES].cells[0] = 9;
    sim_study_free(&copy, &toy);
    cr_assert(sim_study_write_out(&t.study));
    cr_expect(strstr(t.study.text, "walk.luck: 0.3") != NULL && strstr(t.study.text, "[0, 0.2]") != NULL);
    cr_expect(strstr(t.study.text, "walk.steps: [2, 3]") != NULL && strstr(t.study.text, "size: 7") != NULL);
    trial_free(&t);
}

Test(groups, a_dotted_name_is_a_parameter_a_group_a_cell_or_nothing)
{
    cr_expect(sim_resolve(&toy, "walk.gain").is == SIM_NAMES_PARAM && sim_resolve(&toy, "walk.gain").param == TOY_GAIN);
    cr_expect(sim_resolve(&model, "area").is == SIM_NAMES_GROUP &&
              sim_resolve(&model, "area.money").is == SIM_NAMES_GROUP);
    cr_expect(sim_resolve(&model, "are").is == SIM_NAMES_NOTHING &&
              sim_resolve(&model, "area.").is == SIM_NAMES_NOTHING);
    struct sim_resolved cell = sim_resolve(&toy, "places.a.row.size");
    cr_expect(cell.is == SIM_NAMES_CELL && cell.table == TOY_PLACES && cell.column == TOY_PLACE_SIZE);
    cr_expect(sim_resolve(&toy, "places.low.sise").is == SIM_NAMES_NOTHING);
    cr_expect(sim_resolve(&toy, "places.size").is == SIM_NAMES_NOTHING);
}
