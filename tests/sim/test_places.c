/* test_places.c - rows of all arms as one list: who is absent in one arm, or new in another, moves nobody. */
#include <stdio.h>
#include <string.h>

#include "support.h"

/** Are these the places of an arm's rows in a table? */
static void expect_places(const struct trial *t, int arm, int table, int rows, const int *places)
{
    const struct sim_table *got = &sim_plan_tables(&t->plan, arm)[table];
    cr_assert(got->rows == rows, "arm %d has %d rows", arm, got->rows);
    for (int i = 0; i < rows; i++)
        cr_expect(sim_place(got, i) == places[i], "row %d of arm %d stands at %d", i, arm, sim_place(got, i));
}

/* Scenarios, since an arm can add rows to those of its study, but not take one away. */
static const char three[] = "places: { a: {}, b: {}, c: {} }\nroads: { b: [a, c], a: [c], c: [b] }\n";
static const char two[] = "places: { a: {}, c: {} }\nroads: { a: [c], c: [a] }\n";
static const char four[] = "places: { d: {}, c: {}, b: {}, a: {} }\nroads: { a: [d, c], c: [a], b: [a] }\n";

static void read_arms(struct trial *t, const char *arms)
{
    char text[512];
    trial_init(t, "{}");
    trial_write(t, "three.yaml", three);
    trial_write(t, "two.yaml", two);
    trial_write(t, "four.yaml", four);
    snprintf(text, sizeof text, "arms: { %s }\n", arms);
    sim_plan_free(&t->plan);
    sim_study_free(&t->study, &toy);
    cr_assert(trial_read(t, text) == SIM_OK, "%s", t->errors.text);
}

TRIAL_OF(places);

Test(places, of_rows_are_those_of_the_first_arm_and_then_what_each_arm_adds)
{
    read_arms(&t, "x: { extends: three.yaml }, y: { extends: two.yaml }, z: { extends: four.yaml }");
    expect_places(&t, 0, TOY_PLACES, 3, (const int[]){ 0, 1, 2 });
    expect_places(&t, 1, TOY_PLACES, 2, (const int[]){ 0, 2 });
    expect_places(&t, 2, TOY_PLACES, 4, (const int[]){ 3, 2, 1, 0 });
    /* x walks its roads by their first end: a-c 0, b-a 1, b-c 2, c-b 3. y has a-c, and adds c-a 4. z walks c, b, a:
     * c-a, b-a, and adds a-d 5; then a-c. Its rows are a-d, a-c, c-a, b-a. */
    cr_expect(sim_plan_tables(&t.plan, 0)[TOY_ROADS].place == NULL);
    expect_places(&t, 1, TOY_ROADS, 2, (const int[]){ 0, 4 });
    expect_places(&t, 2, TOY_ROADS, 4, (const int[]){ 5, 0, 4, 1 });
}

Test(places, are_none_where_all_arms_have_the_same_rows_and_their_hashes_do_not_hang_on_each_other)
{
    struct trial alone;
    read_arms(&t, "x: { extends: three.yaml }, y: { extends: three.yaml, places: { b: { weight: 7 } } }");
    read_arms(&alone, "y: { extends: three.yaml, places: { b: { weight: 7 } } }");
    cr_expect(sim_plan_tables(&t.plan, 1)[TOY_PLACES].place == NULL &&
              sim_plan_tables(&t.plan, 1)[TOY_ROADS].place == NULL);
    cr_expect(memcmp(t.plan.arm_hashes[1], alone.plan.arm_hashes[0], sizeof t.plan.arm_hashes[1]) == 0);
    trial_free(&alone);
}

Test(places, enter_the_hash_of_an_arm_but_arms_behind_it_do_not)
{
    struct trial few, more, other;
    size_t size = sizeof few.plan.arm_hashes[0];
    read_arms(&few, "x: { extends: three.yaml }, y: { extends: two.yaml }");
    read_arms(&more, "x: { extends: three.yaml }, y: { extends: two.yaml }, z: { extends: four.yaml }");
    read_arms(&other, "z: { extends: four.yaml }, y: { extends: two.yaml }");
    cr_expect(memcmp(few.plan.arm_hashes[0], more.plan.arm_hashes[0], size) == 0);
    cr_expect(memcmp(few.plan.arm_hashes[1], more.plan.arm_hashes[1], size) == 0);
    cr_expect(memcmp(few.plan.arm_hashes[1], other.plan.arm_hashes[1], size) != 0);
    trial_free(&few);
    trial_free(&more);
    trial_free(&other);
}
