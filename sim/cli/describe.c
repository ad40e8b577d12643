/* describe.c - `describe`: what the model is made of, from its own lists. */
#include <stdio.h>
#include <string.h>

#include "../run/entities.h"
#include "commands.h"
#include "options.h"

static bool markdown;

static void heading(const char *title, const char *columns)
{
    printf(markdown ? "\n## %s\n\n" : "\n%s\n", title);
    if (markdown) {
        printf("|");
        for (const char *at = columns; *at != '\0'; at += strcspn(at, " "), at += *at == ' ')
            printf(" %.*s |", (int)strcspn(at, " "), at);
        printf("\n|");
        for (const char *at = columns; *at != '\0'; at += strcspn(at, " "), at += *at == ' ')
            printf("---|");
        printf("\n");
    }
}

static void names_print(const char *title, const struct sim_name *names, int count)
{
    if (count == 0) {
        return;
    }
    heading(title, "name meaning");
    for (int i = 0; i < count; i++)
        printf(markdown ? "| `%s` | %s |\n" : "  %-22s %s\n", names[i].name, names[i].meaning);
}

static void one_series_print(const struct sim_series *series)
{
    printf(markdown ? "| `%s` | %s | %s%s%s |\n" : "  %-22s %-24s %s%s%s\n", series->name, series->unit,
           series->meaning, series->choices == NULL ? "" : ": ", series->choices == NULL ? "" : series->choices);
}

static void series_print(const char *title, const struct sim_series *series, int count)
{
    heading(title, "name unit meaning");
    for (int i = 0; i < count; i++)
        one_series_print(&series[i]);
}

/** Outcomes of entities by their kind; those of one kind stand together. */
static void outcomes_of_print(const struct sim_model *model)
{
    for (int i = 0; i < model->outcomes_of_count; i++) {
        char name[64], title[256];
        if (i == 0 || model->outcomes_of[i].extent != model->outcomes_of[i - 1].extent) {
            sim_extent_name(model, model->outcomes_of[i].extent, "", name, sizeof name);
            snprintf(title, sizeof title, "Outcomes of each %s: one number a run and %s", name, name);
            heading(title, "name unit meaning");
        }
        one_series_print(&model->outcomes_of[i].series);
    }
}

/** State by the kind of entity that it belongs to. */
static void state_print(const struct sim_model *model)
{
    for (int e = 0; e < model->extents_count; e++) {
        char title[256];
        snprintf(title, sizeof title, "State of %s", model->extents[e].meaning);
        heading(title, "name unit meaning");
        for (int i = 0; i < model->state_count; i++)
            if (model->state[i].extent == e) {
                printf(markdown ? "| `%s` | %s | %s |\n" : "  %-22s %-24s %s\n", model->state[i].name,
                       model->state[i].unit, model->state[i].meaning);
            }
    }
}

static void occasions_print(const struct sim_model *model)
{
    heading("Events: what may happen in a month", "name sentence meaning");
    for (int i = 0; i < model->occasions_count; i++)
        printf(markdown ? "| `%s` | %s | %s |\n" : "  %-22s %s\n                         %s\n",
               model->occasions[i].name, model->occasions[i].sentence, model->occasions[i].meaning);
    series_print("What is said of events", model->fields, model->fields_count);
}

static void table_print(const struct sim_table_spec *table)
{
    char title[256];
    snprintf(title, sizeof title, "Table %s: %s", table->name, table->meaning);
    heading(title, "column default unit moves meaning");
    for (int i = 0; i < table->columns_count; i++) {
        const struct sim_column *c = &table->columns[i];
        char value[64];
        if (c->kind == SIM_COLUMN_CHOICE) {
            sim_word_at(c->choices, (int)c->value, value, sizeof value);
        } else if (c->kind == SIM_COLUMN_ROW) {
            snprintf(value, sizeof value, "%s", c->value < 0 ? "none" : "must be given");
        } else {
            snprintf(value, sizeof value, "%g", c->value);
        }
        printf(markdown ? "| `%s` | %s | %s | %s | %s |\n" : "  %-18s %-14s %-24s %-10s %s\n", c->name, value,
               c->choices != NULL ? c->choices
               : c->table != NULL ? c->table
                                  : c->unit,
               c->motion == SIM_FIXED ? "structure" : "moves", c->meaning);
    }
}

static void page_print(const struct sim_page *page)
{
    int columns = 0;
    char all[512] = "";
    while (page->columns[columns] != NULL) {
        strncat(all, columns > 0 ? " " : "", sizeof all - strlen(all) - 1);
        strncat(all, page->columns[columns++], sizeof all - strlen(all) - 1);
    }
    heading(page->title, all);
    for (int i = 0; page->cells[i] != NULL; i++) {
        bool last = (i + 1) % columns == 0;
        printf(markdown ? (i % columns == 0 ? "| %s" : " | %s") : "  %s", page->cells[i]);
        if (last) {
            printf(markdown ? " |\n" : "\n");
        }
    }
}

static void model_print(const struct sim_model *model)
{
    printf(markdown ? "# %s, version %s\n\n%s.\n" : "%s, version %s\n%s\n", model->title, model->version,
           model->meaning);
    names_print("Schedule: the phases of a month, in order", model->phases, model->phases_count);
    names_print("Mechanisms that can be left out by name", model->mechanisms, model->mechanisms_count);
    state_print(model);
    for (int i = 0; i < model->pages_count; i++)
        page_print(&model->pages[i]);
    for (int i = 0; i < model->tables_count; i++)
        table_print(&model->tables[i]);
    series_print("Outcomes: one number a run", model->outcomes, model->outcomes_count);
    outcomes_of_print(model);
    series_print("Histories: one number a month", model->histories, model->histories_count);
    if (model->occasions_count > 0) {
        occasions_print(model);
    }
    names_print("Draws: every use of chance", model->draws, model->draws_count);
    names_print("Invariants", model->invariants, model->invariants_count);
}

enum sim_status sim_command_describe(const struct sim_model *model, int argc, char **argv)
{
    bool study_file = false;
    const struct sim_option options[] = { { .name = "--markdown", .flag = &markdown },
                                          { .name = "--study-file", .flag = &study_file } };
    struct sim_errors errors = { 0 };
    int count = 0;
    enum sim_status status = sim_options_read(argc, argv, options, 2, NULL, 0, &count, &errors);

    if (status == SIM_OK && study_file) {
        status = sim_print_study_file(model, &errors);
    } else if (status == SIM_OK) {
        model_print(model);
    }
    return sim_end(&errors, status);
}
