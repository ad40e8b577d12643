/* new.c - `new DIR`: a folder with the tables of a world to fill in, and a study that reads them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../csv.h"
#include "../files.h"
#include "commands.h"
#include "options.h"

enum { MOST_FILES = 32, FURTHER = 2 };

/** One file of the folder while it is written. */
struct page {
    char *path, *text;
    size_t size;
    FILE *file; /* writes into `text` */
};

/* --- tables --- */

/** The value of a column in "column=value;column=value", printed as a cell; nothing where it is not said. */
static void put_cell(FILE *file, const char *cells, const char *column)
{
    size_t length = strlen(column);
    char value[128];

    for (const char *at = cells; *at != '\0'; at += strcspn(at, ";"), at += *at == ';')
        if (strncmp(at, column, length) == 0 && at[length] == '=') {
            snprintf(value, sizeof value, "%.*s", (int)strcspn(at + length + 1, ";"), at + length + 1);
            sim_csv_put(file, value);
            return;
        }
}

static void put_table(FILE *file, const struct sim_model *model, const struct sim_table_spec *spec)
{
    const struct sim_sample_row none = { 0 }, *row = model->sample == NULL ? &none : model->sample->rows;

    fprintf(file, "%s", spec->links ? "" : "name");
    for (int c = 0; c < spec->columns_count; c++)
        fprintf(file, "%s%s", c > 0 || !spec->links ? "," : "", spec->columns[c].name);
    fprintf(file, "\n");
    for (; row->table != NULL; row++) {
        if (strcmp(row->table, spec->name) != 0) {
            continue;
        }
        sim_csv_put(file, row->row);
        for (int c = spec->links ? 1 : 0; c < spec->columns_count; c++) {
            fputc(',', file);
            if (spec->links && c == 1) {
                sim_csv_put(file, row->to);
            } else {
                put_cell(file, row->cells, spec->columns[c].name);
            }
        }
        fprintf(file, "\n");
    }
}

/** What may stand in a column, in words. */
static void put_allowed(FILE *file, const struct sim_column *column)
{
    switch (column->kind) {
    case SIM_COLUMN_CHOICE:
        fprintf(file, "one of: %s", column->choices);
        break;
    case SIM_COLUMN_FLAG:
        fprintf(file, "true or false");
        break;
    case SIM_COLUMN_ROW:
        fprintf(file, "a name of %s%s", column->table, column->value < 0 ? ", or nothing" : "");
        break;
    case SIM_COLUMN_REAL:
    case SIM_COLUMN_WHOLE:
        fprintf(file, "%s, %g..%g %s", column->kind == SIM_COLUMN_REAL ? "a number" : "a whole number", column->low,
                column->high, column->unit);
        break;
    }
}

static void put_default(FILE *file, const struct sim_column *column)
{
    char word[64];
    if (column->kind == SIM_COLUMN_CHOICE) {
        sim_word_at(column->choices, (int)column->value, word, sizeof word);
        fprintf(file, "%s", word);
    } else if (column->kind == SIM_COLUMN_ROW) {
        fprintf(file, "%s", column->value < 0 ? "none" : "must be given");
    } else if (column->kind == SIM_COLUMN_FLAG) {
        fprintf(file, "%s", column->value != 0 ? "true" : "false");
    } else {
        fprintf(file, "%g", column->value);
    }
}

static void put_columns(FILE *file, const struct sim_model *model)
{
    fprintf(file,
            "# What the columns mean\n\nAn empty cell takes the default. Names are yours: any text without a slash, "
            "the same in every table. Columns that you do not need may go.\n");
    for (int t = 0; t < model->tables_count; t++) {
        const struct sim_table_spec *spec = &model->tables[t];
        fprintf(file,
                "\n## %s.csv\n\n%s.\n\n| column | what may stand there | default | meaning |\n|---|---|---|---|\n",
                spec->name, spec->meaning);
        if (!spec->links) {
            fprintf(file, "| `name` | a text | must be given | What it is called in the other tables |\n");
        }
        for (int c = 0; c < spec->columns_count; c++) {
            fprintf(file, "| `%s` | ", spec->columns[c].name);
            put_allowed(file, &spec->columns[c]);
            fprintf(file, " | ");
            put_default(file, &spec->columns[c]);
            fprintf(file, " | %s |\n", spec->columns[c].meaning);
        }
    }
}

/* --- the study --- */

static void put_study(FILE *file, const struct sim_model *model)
{
    fprintf(file,
            "# A study: what is asked, of whom, and what is compared. What stands behind a # is for people.\n"
            "# 1. Fill in the tables beside this file; columns.md says what each column means.\n"
            "# 2. `check` of this file says in words what it read, or everything that is wrong.\n"
            "# 3. `run` of it with -o OUT --dry-run says how long it takes; without --dry-run it is computed.\n"
            "title: My district\n"
            "question: What should we change, and what would it cost us?\n"
            "start: %s # the calendar month of month 0\n"
            "months: 60\n"
            "replicates: 100 # how often each arm is run, with other luck\n"
            "seed: 1 # the same seed gives the same results\n"
            "\n# --- who is there\n",
            model->start == NULL ? "2000-01" : model->start);
    for (int t = 0; t < model->tables_count; t++)
        fprintf(file, "%s: { file: %s.csv } # %s\n", model->tables[t].name, model->tables[t].name,
                model->tables[t].meaning);
    if (model->sample != NULL) {
        fprintf(file, "\n%s", model->sample->study);
    }
}

/* --- the folder --- */

/** Begin the next page. False without memory. */
static bool page_begin(struct page *page, const char *folder, const char *name, const char *ending)
{
    char file[128];
    snprintf(file, sizeof file, "%s%s", name, ending);
    page->path = sim_path_join(folder, file);
    page->file = open_memstream(&page->text, &page->size);
    return page->path != NULL && page->file != NULL;
}

/** All pages of the folder; returns how many, or 0 without memory. */
static int pages_make(struct page *pages, const struct sim_model *model, const char *folder)
{
    int count = 0;
    bool good = model->tables_count + FURTHER <= MOST_FILES;

    for (int t = 0; good && t < model->tables_count; t++) {
        good = page_begin(&pages[count], folder, model->tables[t].name, ".csv");
        if (good) {
            put_table(pages[count++].file, model, &model->tables[t]);
        }
    }
    good = good && page_begin(&pages[count], folder, "columns", ".md");
    if (good) {
        put_columns(pages[count++].file, model);
    }
    good = good && page_begin(&pages[count], folder, "study", ".yaml");
    if (good) {
        put_study(pages[count++].file, model);
    }
    return good ? count : 0;
}

/** Complain of each file that exists: none is overwritten. */
static enum sim_status refuse_there(const struct page *pages, int count, struct sim_errors *errors)
{
    for (int i = 0; i < count; i++)
        if (access(pages[i].path, F_OK) == 0) {
            sim_complain(errors, pages[i].path, 0, 0, "exists already; nothing was written");
        }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

static enum sim_status folder_write(const struct sim_model *model, const char *folder, struct sim_errors *errors)
{
    struct page pages[MOST_FILES] = { 0 };
    int count = pages_make(pages, model, folder);
    enum sim_status status = count > 0 ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for a folder");

    for (int i = 0; i < count; i++)
        if (fclose(pages[i].file) != 0) {
            status = sim_fail(errors, SIM_MEMORY, "no memory for a folder");
        }
    status = status == SIM_OK ? refuse_there(pages, count, errors) : status;
    status = status == SIM_OK ? sim_folder_make(folder, errors) : status;
    for (int i = 0; status == SIM_OK && i < count; i++)
        status = sim_file_publish(pages[i].path, pages[i].text, pages[i].size, true, errors);
    for (int i = 0; status == SIM_OK && i < count; i++)
        printf("%s\n", pages[i].path);
    if (status == SIM_OK) {
        printf("next: check %s/study.yaml says in words what it reads, also after each change of a table\n", folder);
    }
    for (int i = 0; i < MOST_FILES; i++) {
        free(pages[i].path);
        free(pages[i].text);
    }
    return status;
}

enum sim_status sim_command_new(const struct sim_model *model, int argc, char **argv)
{
    const char *words[1] = { NULL };
    struct sim_errors errors = { 0 };
    int count = 0;
    enum sim_status status = sim_options_read(argc, argv, NULL, 0, words, 1, &count, &errors);

    if (status == SIM_OK && count == 0) {
        status = sim_fail(&errors, SIM_USAGE, "new needs DIR; usage: new DIR");
    }
    if (status == SIM_OK) {
        status = folder_write(model, words[0], &errors);
    }
    return sim_end(&errors, status);
}
