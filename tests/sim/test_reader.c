/* test_reader.c - YAML as a tree of places, and what is a number. */
#include <string.h>

#include "../../sim/read/reader.h"
#include "support.h"

static bool is(const char *text, double value)
{
    double got = -99;
    return sim_number(text, &got) && got == value;
}

static bool refused(const char *text)
{
    double got;
    return !sim_number(text, &got);
}

Test(reader, takes_what_a_person_writes_for_a_number)
{
    cr_expect(is("0", 0) && is("-0.43", -0.43) && is("+17", 17) && is("1e3", 1000) && is("2.5E-2", 0.025));
}

Test(reader, takes_nothing_else_for_a_number)
{
    static const char *const texts[] = { "",     "-",     "100k",  "0100",  "00", "0x10", "nan",  "inf",
                                         "-inf", "1_000", ".5",    "5.",    "1e", "1e+",  "1 ",   " 1",
                                         "1,5",  "--1",   "1e999", "1.2.3", "٣",  "1f",   "1e1.5" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        cr_expect(refused(texts[i]), "'%s'", texts[i]);
}

Test(reader, knows_the_place_of_every_key_and_value)
{
    struct trial trial = { 0 };
    struct sim_node *root = NULL;
    cr_expect(trial_read(&trial, "title: x\n") == SIM_OK);
    trial_write(&trial, "tree.yaml", "a: 1\nb:\n  - 2.5\n  - { c: \"three\" }\n");
    cr_assert(sim_read_yaml(trial_path(&trial, "tree.yaml"), 1000, &root, &trial.errors) == SIM_OK);
    const struct sim_node *b = sim_node_get(root, "b"), *second = b->first->next, *c = sim_node_get(second, "c");
    cr_expect(b->kind == SIM_LIST && sim_node_count(b) == 2 && b->key_line == 2 && b->key_column == 1);
    cr_expect(strcmp(b->first->text, "2.5") == 0 && !b->first->quoted && b->first->line == 3 && b->first->column == 5);
    cr_expect(second->kind == SIM_MAP && second->line == 4);
    cr_expect(strcmp(c->text, "three") == 0 && c->quoted && c->key_column == 7 && c->column == 10);
    cr_expect(sim_node_get(root, "c") == NULL && sim_node_get(NULL, "a") == NULL);
    sim_node_free(root);
    trial_free(&trial);
}
