/* tell_world.c - who is there, and how links bring them together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lookup.h"
#include "../read/reading.h"
#include "../run/worlds.h"
#include "tell.h"

enum { MOST_NAMES = 8, MOST_PARTS = 6 };

/** The rows of all tables of one arm as one list, for walking along their links. */
struct rows {
    const struct sim_model *model;
    const struct sim_arm *arm;
    int *first; /* [table]: number of its first row in the list */
    int *part;  /* [row]: another row of the same part, or itself */
    bool *met;  /* [row]: is it an end of some link between two tables? */
    int count;
};

/* --- counts --- */

/** Entities that a made world has in place of a table's rows; -1 where the model counts none by this name. */
static int made_count(const struct sim_model *model, const void *world, const struct sim_table_spec *spec)
{
    for (int e = 0; world != NULL && model->rows != NULL && e < model->extents_count; e++) {
        size_t length = strlen(model->extents[e].name);
        if (model->extents[e].named && strncasecmp(spec->name, model->extents[e].name, length) == 0 &&
            strcmp(spec->name + length, "s") == 0) {
            return model->rows(world, e);
        }
    }
    return -1;
}

static void say_counts(const struct sim_session *session, const void *world)
{
    const struct sim_model *model = session->study.model;
    const struct sim_table *tables = session->study.arms[0].tables;
    int said = 0;

    for (int t = 0; t < model->tables_count; t++) {
        int made = tables[t].rows > 0 ? -1 : made_count(model, world, &model->tables[t]);
        if (tables[t].rows > 0 || made > 0) {
            printf("%s%s %d%s", said++ > 0 ? ", " : "", model->tables[t].name, made > 0 ? made : tables[t].rows,
                   made > 0 ? " (made)" : "");
        }
    }
    printf(said > 0 ? "\n" : "");
}

/* --- parts --- */

static int part_of(struct rows *self, int row)
{
    while (self->part[row] != row)
        row = self->part[row] = self->part[self->part[row]];
    return row;
}

/** Table that a link's end is in, or -1 for a table that holds no links. */
static int end_table(const struct sim_model *model, int table, int end)
{
    const struct sim_table_spec *spec = &model->tables[table];
    return spec->links ? sim_table_named(model, spec->columns[end].table) : -1;
}

/** Number in the list of an end of a link. */
static int end_of(const struct rows *self, int table, int link, int end)
{
    return self->first[end_table(self->model, table, end)] +
           (int)sim_cell(&self->arm->tables[table], &self->model->tables[table], link, end);
}

/** Links between two tables, as seats between organisations and forums, bring their rows together. */
static void parts_join(struct rows *self)
{
    for (int t = 0; t < self->model->tables_count; t++)
        for (int link = 0;
             end_table(self->model, t, 0) != end_table(self->model, t, 1) && link < self->arm->tables[t].rows; link++) {
            int a = end_of(self, t, link, 0), b = end_of(self, t, link, 1);
            self->met[a] = self->met[b] = true;
            self->part[part_of(self, a)] = part_of(self, b);
        }
}

static const char *name_of(const struct rows *self, int row)
{
    int t = self->model->tables_count - 1;
    while (t > 0 && (self->model->tables[t].links || self->first[t] > row || self->arm->tables[t].rows == 0))
        t--;
    return self->arm->tables[t].names[row - self->first[t]];
}

/** Names of the rows that are in a part; with `part` -1 of those that no link reaches. Returns how many. */
static int put_part(struct rows *self, int part)
{
    int count = 0;
    for (int row = 0; row < self->count; row++)
        if (part < 0 ? !self->met[row] : self->met[row] && part_of(self, row) == part) {
            if (count < MOST_NAMES) {
                printf("%s%s", count > 0 ? ", " : "", name_of(self, row));
            }
            count++;
        }
    if (count > MOST_NAMES) {
        printf(", ... (%d)", count);
    }
    printf("\n");
    return count;
}

static void say_parts(struct rows *self)
{
    int parts = 0, met = 0, said = 0;

    for (int row = 0; row < self->count; row++) {
        parts += self->met[row] && part_of(self, row) == row;
        met += self->met[row];
    }
    if (parts > 1) {
        printf("look: there are %d parts that never meet:\n", parts);
    }
    for (int row = 0; parts > 1 && row < self->count && said < MOST_PARTS; row++)
        if (self->met[row] && part_of(self, row) == row) {
            printf("  ");
            put_part(self, row);
            said++;
        }
    if (met > 0 && met < self->count) {
        printf("look: linked to nobody: ");
        put_part(self, -1);
    }
}

/* --- links within a table --- */

/** Does some link between tables connect both rows to a third one? A plain search will do: there are few links. */
static bool meet(const struct rows *self, const bool *beside, int a, int b)
{
    for (int row = 0; row < self->count; row++)
        if (beside[a * self->count + row] && beside[b * self->count + row]) {
            return true;
        }
    return false;
}

/** [row][row]: are they ends of one link between two tables? NULL without memory. */
static bool *beside_of(const struct rows *self)
{
    bool *beside = calloc((size_t)self->count * (size_t)self->count + 1, sizeof *beside);
    for (int t = 0; beside != NULL && t < self->model->tables_count; t++)
        for (int link = 0;
             end_table(self->model, t, 0) != end_table(self->model, t, 1) && link < self->arm->tables[t].rows; link++)
            beside[end_of(self, t, link, 0) * self->count + end_of(self, t, link, 1)] =
                beside[end_of(self, t, link, 1) * self->count + end_of(self, t, link, 0)] = true;
    return beside;
}

/** How many links go both ways, and how many join rows that never meet. */
static void say_links(const struct rows *self, int table)
{
    int links = self->arm->tables[table].rows, both = 0, apart = 0, own = 0;
    bool *beside = beside_of(self), any = false;
    bool *linked = calloc((size_t)self->count * (size_t)self->count + 1, sizeof *linked);

    for (int row = 0; row < self->count; row++)
        any = any || self->met[row];
    for (int i = 0; linked != NULL && i < links; i++)
        linked[end_of(self, table, i, 0) * self->count + end_of(self, table, i, 1)] = true;
    for (int i = 0; linked != NULL && beside != NULL && i < links; i++) {
        int a = end_of(self, table, i, 0), b = end_of(self, table, i, 1);
        own += a == b;
        both += a != b && linked[b * self->count + a];
        apart += a != b && any && !meet(self, beside, a, b);
    }
    if (linked != NULL && beside != NULL) {
        printf("%s: %d of %d go both ways, %d one way, from the first to the second\n", self->model->tables[table].name,
               both, links, links - both - own);
        if (own > 0) {
            printf("look: %d of %d %s join a row with itself\n", own, links, self->model->tables[table].name);
        }
        if (apart > 0) {
            printf("look: %d of %d %s join rows that no other link brings together\n", apart, links,
                   self->model->tables[table].name);
        }
    }
    free(beside);
    free(linked);
}

/** A name without what a reader may not notice: capitals of ASCII, and spaces of any kind. */
static void plain_name(const char *name, char *plain)
{
    static const char *const unseen[] = { " ", "\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf" };
    while (*name != '\0') {
        size_t pass = 0;
        for (int i = 0; pass == 0 && i < 4; i++)
            pass = strncmp(name, unseen[i], strlen(unseen[i])) == 0 ? strlen(unseen[i]) : 0;
        if (pass == 0) {
            *plain++ = (char)(*name >= 'A' && *name <= 'Z' ? *name + 'a' - 'A' : *name);
        }
        name += pass == 0 ? 1 : pass;
    }
    *plain = '\0';
}

/** Rows of a table whose names look alike. */
static void say_alike(const struct sim_table_spec *spec, const struct sim_table *table)
{
    struct sim_lookup seen = { 0 };
    char(*plain)[SIM_ENTITY_SIZE] = calloc((size_t)table->rows + 1, sizeof *plain);

    for (int row = 0; plain != NULL && row < table->rows; row++) {
        plain_name(table->names[row], plain[row]);
        int other = sim_lookup_find(&seen, plain[row]);
        if (other >= 0) {
            printf("look: %s: '%s' and '%s' are two rows, and differ in capitals or blanks alone\n", spec->name,
                   table->names[other], table->names[row]);
        } else {
            sim_lookup_add(&seen, plain[row], row);
        }
    }
    sim_lookup_free(&seen);
    free(plain);
}

static void say_rows(const struct sim_study *study)
{
    struct rows rows = { .model = study->model, .arm = &study->arms[0] };
    int tables = study->model->tables_count;

    rows.first = calloc((size_t)tables + 1, sizeof *rows.first);
    for (int t = 0; rows.first != NULL && t < tables; t++) {
        rows.first[t] = rows.count;
        rows.count += study->model->tables[t].links ? 0 : rows.arm->tables[t].rows;
    }
    rows.part = malloc(((size_t)rows.count + 1) * sizeof *rows.part);
    rows.met = calloc((size_t)rows.count + 1, sizeof *rows.met);
    if (rows.first != NULL && rows.part != NULL && rows.met != NULL) {
        for (int row = 0; row < rows.count; row++)
            rows.part[row] = row;
        parts_join(&rows);
        for (int t = 0; t < tables; t++)
            if (end_table(rows.model, t, 0) >= 0 && rows.arm->tables[t].rows > 0 &&
                end_table(rows.model, t, 0) == end_table(rows.model, t, 1)) {
                say_links(&rows, t);
            }
        for (int t = 0; t < tables; t++)
            if (!study->model->tables[t].links) {
                say_alike(&study->model->tables[t], &rows.arm->tables[t]);
            }
        say_parts(&rows);
    }
    free(rows.first);
    free(rows.part);
    free(rows.met);
}

void sim_tell_world(const struct sim_session *session)
{
    struct sim_errors errors = { 0 };
    void *world = NULL;

    if (sim_world_make(&world, &session->plan, 0, session->study.arms[0].values, &errors) == SIM_OK) {
        say_counts(session, world);
    }
    session->model->world_free(world);
    sim_errors_free(&errors);
    printf("%s", session->study.notes.text == NULL ? "" : session->study.notes.text);
    say_rows(&session->study);
}
