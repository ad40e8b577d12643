/* test_study.c - arms, paths, what is extended and left out, tables. */
#include <math.h>
#include <string.h>

#include "support.h"

TRIAL_OF(study);

Test(study, without_a_word_has_one_arm_of_defaults)
{
    trial_init(&t, "title: Nothing else\n");
    cr_expect(t.study.months == 120 && t.study.replicates == 100 && t.study.seed == 1);
    cr_expect(strcmp(t.study.start, "2001-02") == 0);
    cr_expect(t.study.arms_count == 1 && strcmp(t.study.arms[0].name, "only") == 0);
    cr_expect(t.study.arms[0].values[TOY_GAIN] == 0.25 && !t.study.arms[0].given[TOY_GAIN]);
}

Test(study, an_arm_differs_from_the_study_only_where_it_says_so)
{
    trial_init(
        &t,
        "walk: { gain: 0.43, luck: 0.17 }\narms: { a: {}, b: { walk.gain: -1.5, walk.way: down, walk.loud: true } }\n");
    cr_expect(t.study.arms[0].values[TOY_GAIN] == 0.43 && t.study.arms[1].values[TOY_GAIN] == -1.5);
    cr_expect(t.study.arms[0].values[TOY_LUCK] == 0.17 && t.study.arms[1].values[TOY_LUCK] == 0.17);
    cr_expect(t.study.arms[0].values[TOY_WAY] == 0 && t.study.arms[1].values[TOY_WAY] == 1);
    cr_expect(t.study.arms[1].values[TOY_LOUD] == 1);
}

Test(study, a_path_is_straight_between_its_points_and_level_outside)
{
    trial_init(&t, "walk.gain: { path: [[6, 0.2], [16, 0.7]] }\n");
    const struct sim_arm *arm = &t.study.arms[0];
    cr_expect(sim_arm_value(arm, TOY_GAIN, 0) == 0.2 && sim_arm_value(arm, TOY_GAIN, 6) == 0.2);
    /* 3 of 10 months on: 0.2 + 0.3 * 0.5 */
    cr_expect(fabs(sim_arm_value(arm, TOY_GAIN, 9) - 0.35) < 1e-12);
    cr_expect(sim_arm_value(arm, TOY_GAIN, 16) == 0.7 && sim_arm_value(arm, TOY_GAIN, 900) == 0.7);
}

Test(study, steps_hold_the_last_value_until_the_next)
{
    trial_init(&t,
               "walk.gain: { path: [[6, 0.2], [16, 0.7]], steps: true }\nwalk.way: { path: [[0, up], [5, down]] }\n");
    const struct sim_arm *arm = &t.study.arms[0];
    cr_expect(sim_arm_value(arm, TOY_GAIN, 15) == 0.2 && sim_arm_value(arm, TOY_GAIN, 16) == 0.7);
    cr_expect(sim_arm_value(arm, TOY_WAY, 4) == 0 && sim_arm_value(arm, TOY_WAY, 5) == 1); /* words only step */
}

Test(study, a_value_in_an_arm_ends_the_path_of_the_study)
{
    trial_init(&t, "walk.gain: { path: [[0, 0.2], [16, 0.7]] }\narms: { a: {}, b: { walk.gain: 0.3 } }\n");
    cr_expect(sim_arm_value(&t.study.arms[0], TOY_GAIN, 16) == 0.7);
    cr_expect(sim_arm_value(&t.study.arms[1], TOY_GAIN, 16) == 0.3);
}

Test(study, what_extends_overrides_what_is_extended_and_its_arms_replace_the_others)
{
    cr_assert(trial_read(&t, "title: x\n") == SIM_OK);
    trial_write(&t, "old.yaml", "title: Old\nmonths: 7\nwalk: { gain: 0.43, luck: 0.17 }\narms: { p: {}, q: {} }\n");
    trial_write(&t, "mid.yaml", "extends: old.yaml\nwalk.luck: 0.29\n");
    sim_study_free(&t.study, &toy);
    cr_assert(trial_read(&t, "extends: mid.yaml\ntitle: New\narms: { r: {} }\n") == SIM_OK, "%s", t.errors.text);
    cr_expect(strcmp(t.study.title, "New") == 0 && t.study.months == 7);
    cr_expect(t.study.arms_count == 1 && strcmp(t.study.arms[0].name, "r") == 0);
    cr_expect(t.study.arms[0].values[TOY_GAIN] == 0.43 && t.study.arms[0].values[TOY_LUCK] == 0.29);
}

Test(study, phases_and_mechanisms_are_left_out_by_name_and_an_arm_adds_its_own)
{
    trial_init(&t, "without: [throw]\narms: { a: {}, b: { without: [loudness] } }\n");
    cr_expect(t.study.arms[0].without[0] == (uint64_t)1 << TOY_PHASE_THROW);
    cr_expect(t.study.arms[1].without[0] == ((uint64_t)1 << TOY_PHASE_THROW | (uint64_t)1 << TOY_MECHANISM_LOUDNESS));
}

Test(study, keeps_the_histories_that_are_asked_for)
{
    trial_init(&t, "histories: [last_luck]\n");
    cr_expect(!t.study.histories[TOY_MEAN_HEIGHT] && !t.study.histories[TOY_FIRST_LUCK] &&
              t.study.histories[TOY_LAST_LUCK]);
}

Test(study, rows_of_a_table_point_to_each_other_by_name_also_forward)
{
    trial_init(&t, "places: { low: { home: top, size: 7 }, top: { weight: 2.5, kind: hill, open: false } }\n"
                   "roads: { low: [top], top: { low: { length: 3.5 }, top: {} } }\n");
    const struct sim_table *places = &t.study.arms[0].tables[TOY_PLACES], *roads = &t.study.arms[0].tables[TOY_ROADS];
    const struct sim_table_spec *place = &toy.tables[TOY_PLACES], *road = &toy.tables[TOY_ROADS];
    cr_assert(places->rows == 2 && roads->rows == 3);
    cr_expect(sim_cell(places, place, 0, TOY_PLACE_HOME) == 1 && sim_cell(places, place, 1, TOY_PLACE_HOME) == -1);
    cr_expect(sim_cell(places, place, 0, TOY_PLACE_WEIGHT) == 1 && sim_cell(places, place, 1, TOY_PLACE_WEIGHT) == 2.5);
    cr_expect(sim_cell(places, place, 1, TOY_PLACE_KIND) == 1 && sim_cell(places, place, 1, TOY_PLACE_OPEN) == 0);
    cr_expect(sim_cell(places, place, 0, TOY_PLACE_SIZE) == 7);
    cr_expect(sim_cell(roads, road, 0, 2) == 2 && sim_cell(roads, road, 1, 2) == 3.5);
}

Test(study, an_arm_adds_to_a_table_and_changes_single_cells)
{
    trial_init(
        &t, "places: { low: { size: 7, weight: 3 } }\narms: { a: {}, b: { places: { low: { size: 8 }, top: {} } } }\n");
    const struct sim_table_spec *place = &toy.tables[TOY_PLACES];
    cr_expect(t.study.arms[0].tables[TOY_PLACES].rows == 1 && t.study.arms[1].tables[TOY_PLACES].rows == 2);
    cr_expect(sim_cell(&t.study.arms[0].tables[TOY_PLACES], place, 0, TOY_PLACE_SIZE) == 7);
    cr_expect(sim_cell(&t.study.arms[1].tables[TOY_PLACES], place, 0, TOY_PLACE_SIZE) == 8);
    cr_expect(sim_cell(&t.study.arms[1].tables[TOY_PLACES], place, 0, TOY_PLACE_WEIGHT) == 3);
}

Test(study, a_table_comes_from_a_file_whose_columns_and_words_are_translated)
{
    cr_assert(trial_read(&t, "title: x\n") == SIM_OK);
    sim_study_free(&t.study, &toy);
    trial_write(&t, "places.tsv",
                "Nr\tOrt\tHoehe\tArt\n3\tBad Tal\t2.5\tBerg\n1\tL'\xc3\x89tang\tNA\tFlach\n2\tAu\t7\t\n");
    trial_write(&t, "roads.csv", "from,to\n3,2\nBad Tal,1\n");
    cr_assert(trial_read(&t, "places:\n  file: places.tsv\n  columns: { id: Nr, name: Ort, weight: Hoehe, kind: Art }\n"
                             "  words: { kind: { Berg: hill, Flach: plain } }\nroads: { file: roads.csv }\n") == SIM_OK,
              "%s", t.errors.text);
    const struct sim_table *places = &t.study.arms[0].tables[TOY_PLACES], *roads = &t.study.arms[0].tables[TOY_ROADS];
    const struct sim_table_spec *place = &toy.tables[TOY_PLACES], *road = &toy.tables[TOY_ROADS];
    cr_assert(places->rows == 3 && roads->rows == 2);
    cr_expect(strcmp(places->names[0], "Bad Tal") == 0 && strcmp(places->names[1], "L'\xc3\x89tang") == 0);
    cr_expect(strcmp(places->names[2], "Au") == 0);
    cr_expect(sim_cell(places, place, 0, TOY_PLACE_WEIGHT) == 2.5 && sim_cell(places, place, 0, TOY_PLACE_KIND) == 1);
    cr_expect(sim_cell(places, place, 1, TOY_PLACE_WEIGHT) == 1); /* NA: the default */
    cr_expect(sim_cell(roads, road, 0, 1) == 2 && sim_cell(roads, road, 1, 1) == 1);
}

/** The resolved text of a resolved text is itself. */
static void stays(const char *text)
{
    trial_init(&t, text);
    char *first = strdup(t.study.text);
    sim_study_free(&t.study, &toy);
    cr_assert(trial_read(&t, first) == SIM_OK, "%s\n%s", t.errors.text, first);
    cr_expect(strcmp(first, t.study.text) == 0, "%s\nbecame\n%s", first, t.study.text);
    free(first);
    trial_free(&t);
}

Test(study, as_resolved_reads_back_to_itself)
{
    stays("title: 'Say \"no\" \\ # twice: é'\nquestion: |\n  Two\n  lines?\nseed: 9007199254740991\nmonths: "
          "13\nhistories: none\n");
    stays("walk.gain: { path: [[0, 0.1], [2.5, 0.30000000000000004]] }\nwalk.way: { path: [[0, up], [7, down]] }\n"
          "arms: { 'a b': {}, \"# c\": { walk.loud: true, without: [read, loudness] } }\n");
    stays("places: { -: { weight: 3 }, file: { home: '-' }, true: {}, \"1\": { kind: hill } }\nroads: { file: [true, "
          "'-'], '-': { '1': { length: 5 } } }\n");
    stays("walk.gain: 0.3\ndesign: { grid: { walk.gain: [0.1, 0.2], walk.way: [down, up], walk.loud: [true] } }\n");
    stays("walk.gain: 0.3\narms: { a: {}, b: { walk.luck: 0.1 } }\ndesign: { one_at_a_time: { walk.gain: [0.1, 0.2], "
          "walk.steps: { from: 2, to: 6, count: 3 } } }\n");
    stays("design: { saltelli: { points: 8, second_order: true, factors: { walk.gain: { distribution: normal, mean: "
          "0.4, sd: 0.2 }, walk.luck: { distribution: beta, alpha: 2.5, beta: 3 }, walk.ceiling: { distribution: "
          "log_uniform, from: 1, to: 100 }, walk.steps: plausible, walk.way: [up, down] } } }\n");
    stays("walk.luck: 0.3\ndesign: { random: { points: 5, factors: { levers: plausible, uncertainties: plausible } } "
          "}\n");
    stays("design: { morris: { trajectories: 5, levels: 6, factors: { walk.gain: { distribution: triangular, mode: 0.5 "
          "}, walk.luck: plausible } } }\n");
}
