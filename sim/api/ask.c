/* ask.c - questions to results in memory, in the words of the command line. */
#include <stdlib.h>
#include <string.h>

#include "../cli/commands.h"
#include "../cli/host.h"
#include "results.h"

enum { MOST_WORDS = 4096, HEAD = 3 };

/** One table of an answer, with memory of its own. */
struct table {
    char *name;
    int columns;
    long cells_count;
    char **headings, **cells;
    unsigned char *words;
};

struct cavi_tables {
    struct table *list;
    int count;
};

typedef enum sim_status (*command)(const struct sim_model *model, int argc, char **argv);

static const struct {
    const char *word;
    command ask;
} questions[] = {
    { "compare", sim_command_compare },
    { "discover", sim_command_discover },
    { "sensitivity", sim_command_sensitivity },
};
enum { QUESTIONS = sizeof questions / sizeof questions[0] };

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

/** Copy the tables that have rows. */
static enum sim_status take(void *context, const struct sim_sheet *sheets, int count, struct sim_errors *errors)
{
    cavi_tables *self = context;
    bool good = (self->list = calloc((size_t)count + 1, sizeof *self->list)) != NULL;

    for (int i = 0; good && i < count; i++) {
        struct table *table = &self->list[self->count];
        if (sheets[i].used == 0) {
            good = !sheets[i].lost;
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

static command find(const char *word, struct sim_errors *errors)
{
    const struct sim_names names = { questions, sizeof questions[0], QUESTIONS };
    int index = sim_name_index(names, word);
    if (index < 0) {
        sim_complain(errors, NULL, 0, 0, "'%.64s' is no question%s", word, sim_hint(word, &names, 1).text);
    }
    return index < 0 ? NULL : questions[index].ask;
}

/** The words as a command line: the question, what it is asked of, and the options. NULL without memory. */
static char **line_of(const char *question, const char *const *words, int count)
{
    char **line = texts_copy(words, count);
    char **all = calloc((size_t)count + HEAD + 1, sizeof *all);
    bool good = line != NULL && all != NULL && are_there(line, count);

    if (good) {
        memcpy(all + HEAD, line, (size_t)count * sizeof *line);
        all[0] = strdup(question);
        all[1] = strdup("results");
        all[2] = strdup("--json"); /* so that nothing is said to people */
        free(line);
        return all;
    }
    texts_free(line, count);
    free(all);
    return NULL;
}

int cavi_ask(const cavi_results *results, const char *question, const char *const *words, int count,
             cavi_tables **tables, struct cavi_error *error)
{
    struct sim_errors errors = { 0 };
    void *entered = sim_api_enter();
    struct sim_session session = results->session; /* read only: what it points to is shared, and not freed here */
    struct sim_host host = {
        .session = &session, .errors = &errors, .take = take, .context = calloc(1, sizeof **tables)
    };
    command ask = find(question, &errors);
    char **line = count < 0 || count > MOST_WORDS ? NULL : line_of(question, words, count);
    enum sim_status status = ask == NULL ? SIM_USAGE : SIM_OK;

    if (line == NULL || host.context == NULL) {
        status = sim_fail(&errors, SIM_MEMORY, "no memory for a question of %d words", count);
    } else if (status == SIM_OK) {
        sim_host = &host;
        status = ask(session.model, count + HEAD, line);
        sim_host = NULL;
    }
    texts_free(line, count + HEAD);
    *tables = host.context;
    if (status != SIM_OK) {
        cavi_tables_free(*tables);
        *tables = NULL;
    }
    sim_api_leave(entered);
    return sim_api_end(error, &errors, status);
}

int cavi_tables_at(const cavi_tables *tables, int index, struct cavi_table *about)
{
    *about = (struct cavi_table){ 0 };
    if (index < 0 || index >= tables->count) {
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
