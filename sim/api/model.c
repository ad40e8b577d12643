/* model.c - what the model knows, entry by entry. */
#include <math.h>
#include <string.h>

#include "../model.h"
#include "../read/keys.h"
#include "cavi.h"

static const struct cavi_entry NONE = {
    .value = (double)NAN, .low = (double)NAN, .high = (double)NAN, .from = (double)NAN, .to = (double)NAN
};

static void named(struct cavi_entry *entry, const struct sim_name *name)
{
    entry->name = name->name;
    entry->meaning = name->meaning;
}

static void series(struct cavi_entry *entry, const struct sim_series *from)
{
    entry->name = from->name;
    entry->unit = from->unit;
    entry->meaning = from->meaning;
    entry->choices = from->choices;
    entry->low = from->low;
    entry->high = from->high;
}

static void parameter(struct cavi_entry *entry, const struct sim_param *from)
{
    static const char *const kinds[] = {
        [SIM_REAL] = "real", [SIM_WHOLE] = "whole", [SIM_FLAG] = "flag", [SIM_CHOICE] = "choice"
    };
    *entry = (struct cavi_entry){ .name = from->name,
                                  .unit = from->unit,
                                  .meaning = from->meaning,
                                  .choices = from->choices,
                                  .role = sim_role_text(from->role),
                                  .kind = kinds[from->kind],
                                  .source = from->source,
                                  .value = from->value,
                                  .low = from->low,
                                  .high = from->high,
                                  .from = from->from,
                                  .to = from->to };
}

static int count_of(const cavi_model *model, enum cavi_list list)
{
    switch (list) {
    case CAVI_MODEL:
        return 1;
    case CAVI_PARAMETERS:
        return model->params.count;
    case CAVI_OUTCOMES:
        return model->outcomes_count;
    case CAVI_OUTCOMES_OF:
        return model->outcomes_of_count;
    case CAVI_HISTORIES:
        return model->histories_count;
    case CAVI_EVENTS:
        return model->occasions_count;
    case CAVI_FIELDS:
        return model->fields_count;
    case CAVI_PHASES:
        return model->phases_count;
    case CAVI_MECHANISMS:
        return model->mechanisms_count;
    case CAVI_ENTITIES:
        return model->extents_count;
    }
    return 0;
}

/** Write an entry that is there. */
static void fill(const cavi_model *model, enum cavi_list list, int i, struct cavi_entry *entry)
{
    switch (list) {
    case CAVI_MODEL:
        entry->name = model->name;
        entry->source = model->version;
        entry->unit = model->title;
        entry->meaning = model->meaning;
        break;
    case CAVI_PARAMETERS:
        parameter(entry, &model->params.list[i]);
        break;
    case CAVI_OUTCOMES:
        series(entry, &model->outcomes[i]);
        break;
    case CAVI_OUTCOMES_OF:
        series(entry, &model->outcomes_of[i].series);
        entry->of = model->extents[model->outcomes_of[i].extent].name;
        break;
    case CAVI_HISTORIES:
        series(entry, &model->histories[i]);
        break;
    case CAVI_EVENTS:
        entry->name = model->occasions[i].name;
        entry->meaning = model->occasions[i].meaning;
        entry->of = model->extents[model->occasions[i].extent].name;
        break;
    case CAVI_FIELDS:
        series(entry, &model->fields[i]);
        break;
    case CAVI_PHASES:
        named(entry, &model->phases[i]);
        break;
    case CAVI_MECHANISMS:
        named(entry, &model->mechanisms[i]);
        break;
    case CAVI_ENTITIES:
        entry->name = model->extents[i].name;
        entry->meaning = model->extents[i].meaning;
        break;
    }
}

int cavi_list(const cavi_model *model, enum cavi_list list, int index, struct cavi_entry *entry)
{
    *entry = NONE;
    if (model == NULL || index < 0 || index >= count_of(model, list)) {
        return 0;
    }
    fill(model, list, index, entry);
    return 1;
}

const char *cavi_page(const cavi_model *model, const char *page, int row, int column)
{
    for (int i = 0; model != NULL && page != NULL && i < model->pages_count; i++)
        if (strcmp(model->pages[i].name, page) == 0) {
            const struct sim_page *found = &model->pages[i];
            long columns = 0, cells = 0;
            while (found->columns[columns] != NULL)
                columns++;
            while (found->cells[cells] != NULL)
                cells++;
            if (column < 0 || column >= columns || row < -1 || row >= cells / columns) {
                return NULL;
            }
            return row < 0 ? found->columns[column] : found->cells[row * columns + column];
        }
    return NULL;
}
