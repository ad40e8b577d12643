/* places.c - one table at a time: a list of the rows that any arm has, in which each arm's rows are looked up. */
#include "places.h"

#include <search.h>
#include <stdlib.h>
#include <string.h>

/** A row as all arms know it: by name, or by the places of its two ends. */
struct known {
    const char *name;
    int ends[2], place;
};

/** Places in one table. */
struct placing {
    const struct sim_model *model;
    const struct sim_study *study;
    struct sim_table *tables; /* of all arms */
    int table, arm;
    void *tree; /* of struct known */
    int count;  /* rows known */
};

static int by_name_or_ends(const void *a, const void *b)
{
    const struct known *x = a, *y = b;
    if (x->name != NULL) {
        return strcmp(x->name, y->name);
    }
    int end = x->ends[0] != y->ends[0] ? 0 : 1;
    return (x->ends[end] > y->ends[end]) - (x->ends[end] < y->ends[end]);
}

static struct sim_table *table_of(const struct placing *at, int table)
{
    return &at->tables[at->arm * at->model->tables_count + table];
}

/** Place of the row that a cell of a link points to. */
static int end_place(const struct placing *at, const struct sim_table_spec *spec, int row, int column)
{
    int end = (int)sim_cell(table_of(at, at->table), spec, row, column), behind = 0;
    while (strcmp(at->model->tables[behind].name, spec->columns[column].table) != 0)
        behind++;
    const struct sim_table *table = table_of(at, behind);
    return table->place == NULL ? end : table->place[end];
}

/** Place of a row, which is known from now on; -1 without memory. */
static int place_of(struct placing *at, const struct sim_table_spec *spec, int row)
{
    struct known *known = malloc(sizeof *known), **found = NULL;

    if (known != NULL) {
        *known = (struct known){ .place = at->count };
        known->name = spec->links ? NULL : table_of(at, at->table)->names[row];
        for (int end = 0; spec->links && end < 2; end++)
            known->ends[end] = end_place(at, spec, row, end);
        found = (struct known **)tsearch(known, &at->tree, by_name_or_ends);
    }
    if (found == NULL || *found != known) {
        free(known);
    }
    if (found == NULL) {
        return -1;
    }
    at->count += *found == known;
    return (*found)->place;
}

/** Rows of links by their first end, all others in their order. */
static int by_first_end(const void *a, const void *b, void *context)
{
    const double *cells = ((const double *const *)context)[0];
    long columns = *((const int *const *)context)[1], x = *(const int *)a, y = *(const int *)b;
    double from = cells[x * columns], to = cells[y * columns];
    return from != to ? (from < to ? -1 : 1) : (x > y) - (x < y);
}

/** Places of the rows of one arm's table, in the order in which they are walked. *same: they are those of the first arm
 * in its order. False without memory. */
static bool arm_place(struct placing *at, int *place, bool *same)
{
    const struct sim_table_spec *spec = &at->model->tables[at->table];
    struct sim_table *table = table_of(at, at->table);
    const void *context[] = { table->cells, &spec->columns_count };
    int *order = calloc((size_t)table->rows + 1, sizeof *order);
    bool good = order != NULL;

    for (int i = 0; good && i < table->rows; i++)
        order[i] = i;
    if (good && spec->links) {
        qsort_r(order, (size_t)table->rows, sizeof *order, by_first_end, context);
    }
    *same = table->rows == at->tables[at->table].rows;
    for (int i = 0; good && i < table->rows; i++) {
        place[order[i]] = place_of(at, spec, order[i]);
        good = place[order[i]] >= 0;
        *same = *same && place[order[i]] == i;
    }
    free(order);
    return good;
}

static int ascending(const void *a, const void *b)
{
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

/** For each link of the first arm, by its place, the row of its first end. NULL without memory. */
static int *first_ends(const struct placing *at)
{
    const struct sim_table *table = &at->tables[at->table];
    int *ends = calloc((size_t)table->rows + 1, sizeof *ends);

    for (int row = 0; ends != NULL && row < table->rows; row++)
        ends[row] = (int)sim_cell(table, &at->model->tables[at->table], row, 0);
    if (ends != NULL) {
        qsort(ends, (size_t)table->rows, sizeof *ends, ascending);
    }
    return ends;
}

/** Places in one table of all arms. False without memory. */
static bool table_place(struct placing *at)
{
    bool links = at->model->tables[at->table].links, same;
    int *first = links ? first_ends(at) : NULL;
    bool good = first != NULL || !links;

    at->tree = NULL;
    at->count = 0;
    at->tables[at->table].first = first; /* the first arm's table owns it */
    for (at->arm = 0; good && at->arm < at->study->arms_count; at->arm++) {
        struct sim_table *table = table_of(at, at->table);
        table->first = first;
        table->first_rows = at->tables[at->table].rows;
        table->place = calloc((size_t)table->rows + 1, sizeof *table->place);
        good = table->place != NULL && arm_place(at, table->place, &same);
        if (good && same) {
            free(table->place);
            table->place = NULL;
        }
    }
    tdestroy(at->tree, free);
    return good;
}

struct sim_table *sim_places_init(const struct sim_model *model, const struct sim_study *study)
{
    size_t tables = (size_t)model->tables_count, all = (size_t)study->arms_count * tables;
    struct placing at = { model, study, calloc(all + 1, sizeof *at.tables), 0, 0, NULL, 0 };
    bool good = at.tables != NULL;

    for (int a = 0; good && a < study->arms_count; a++)
        for (int t = 0; t < model->tables_count; t++)
            at.tables[a * model->tables_count + t] = study->arms[a].tables[t];
    for (int links = 0; links < 2; links++) /* links last: they are known by the places of their ends */
        for (at.table = 0; good && at.table < model->tables_count; at.table++)
            if (model->tables[at.table].links == links) {
                good = table_place(&at);
            }
    if (!good && at.tables != NULL) {
        sim_places_free(at.tables, model, study->arms_count);
    }
    return good ? at.tables : NULL;
}

void sim_places_free(struct sim_table *tables, const struct sim_model *model, int arms)
{
    for (int i = 0; tables != NULL && i < arms * model->tables_count; i++) {
        free(tables[i].place);
        free(i < model->tables_count ? tables[i].first : NULL);
    }
    free(tables);
}

bool sim_places_differ(const struct sim_table *tables, const struct sim_model *model)
{
    bool differ = false, some = false;
    for (int t = 0; t < model->tables_count; t++) {
        differ = differ || tables[t].place != NULL;
        some = some || tables[t].rows > 0;
    }
    return differ && some;
}
