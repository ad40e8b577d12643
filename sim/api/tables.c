/* tables.c - the words of a question, and the tables of an answer as texts. */
#include "tables.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 4096 };

enum sim_status sim_api_line(char ***line, const char *const *head, int head_count, const char *const *words, int count,
                             struct sim_errors *errors)
{
    bool there = count == 0 || words != NULL;

    *line = NULL;
    if (count < 0 || count > MOST_WORDS) {
        return sim_fail(errors, SIM_USAGE, "a question has 0 to %d words, and not %d", MOST_WORDS, count);
    }
    for (int i = 0; there && i < count; i++)
        there = words[i] != NULL;
    if (!there) {
        return sim_fail(errors, SIM_USAGE, "a word of the question is NULL");
    }
    const char **all = calloc((size_t)(head_count + count) + 1, sizeof *all);
    for (int i = 0; all != NULL && i < head_count + count; i++)
        all[i] = i < head_count ? head[i] : words[i - head_count];
    *line = (char **)(uintptr_t)all;
    return all != NULL ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for %d words", count);
}

/** One table of an answer, with memory of its own. */
struct table {
    char *name;
    int columns;
    long cells_count;
    char **headings, **cells;
    unsigned char *words;
};

static char **texts_copy(const char *const *from, long count)
{
    char **to = calloc((size_t)count + 1, sizeof *to);
    for (long i = 0; to != NULL && i < count; i++)
        to[i] = strdup(from[i]);
    return to;
}

static void texts_free(char **texts, long count)
{
    for (long i = 0; texts != NULL && i < count; i++)
        free(texts[i]);
    free(texts);
}

static bool are_there(char *const *texts, long count)
{
    for (long i = 0; texts != NULL && i < count; i++)
        if (texts[i] == NULL) {
            return false;
        }
    return texts != NULL;
}

void cavi_tables_free(cavi_tables *tables)
{
    for (int i = 0; tables != NULL && i < tables->count; i++) {
        struct table *table = &tables->list[i];
        texts_free(table->headings, table->columns);
        texts_free(table->cells, table->cells_count);
        free(table->words);
        free(table->name);
    }
    if (tables != NULL) {
        free(tables->list);
        free(tables);
    }
}

enum sim_status sim_api_tables(void *tables, const struct sim_sheet *sheets, int count, struct sim_errors *errors)
{
    cavi_tables *self = tables;
    bool good = (self->list = calloc((size_t)count + 1, sizeof *self->list)) != NULL;

    for (int i = 0; good && i < count; i++) {
        struct table *table = &self->list[self->count];
        if (sheets[i].columns_count == 0) {
            continue;
        }
        self->count++;
        *table = (struct table){ .name = strdup(sheets[i].title),
                                 .columns = sheets[i].columns_count,
                                 .cells_count = sheets[i].used,
                                 .headings = texts_copy(sheets[i].columns, sheets[i].columns_count),
                                 .cells = texts_copy((const char *const *)sheets[i].cells, sheets[i].used),
                                 .words = calloc((size_t)sheets[i].used + 1, 1) };
        good = !sheets[i].lost && table->name != NULL && table->words != NULL &&
               are_there(table->headings, table->columns) && are_there(table->cells, table->cells_count);
        for (long k = 0; good && k < table->cells_count; k++)
            table->words[k] = sheets[i].words[k];
    }
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for an answer");
}

int cavi_tables_at(const cavi_tables *tables, int index, struct cavi_table *about)
{
    *about = (struct cavi_table){ 0 };
    if (tables == NULL || index < 0 || index >= tables->count) {
        return 0;
    }
    const struct table *table = &tables->list[index];
    *about = (struct cavi_table){ .name = table->name,
                                  .rows = table->cells_count / table->columns,
                                  .columns = table->columns,
                                  .headings = (const char *const *)table->headings,
                                  .cells = (const char *const *)table->cells,
                                  .words = table->words };
    return 1;
}
