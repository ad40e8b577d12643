/* page.c - writes the page: its beginning, three scripts of data that the code reads, its code. */
#include "page.h"

#include <math.h>
#include <stdlib.h>

#include "assets.h"
#include "bytes.h"
#include "first.h"

bool sim_live_page_is_built(void)
{
    return sim_live_wasm_size > 0;
}

/** A text in quotes; nothing in it can end the script that holds it. */
static void put_text(FILE *file, const char *text)
{
    putc('"', file);
    for (const unsigned char *at = (const unsigned char *)(text == NULL ? "" : text); *at != '\0'; at++)
        if (*at < 0x20 || *at == '"' || *at == '\\' || *at == '<' || *at == '>' || *at == '&') {
            fprintf(file, "\\u%04x", *at);
        } else {
            putc(*at, file);
        }
    putc('"', file);
}

/** A number; null where it is none or infinite. */
static void put_number(FILE *file, double value)
{
    char text[64];
    sim_number_text(value, text, sizeof text);
    fputs(isfinite(value) ? text : "null", file);
}

static void put_member(FILE *file, const char *key, const char *text)
{
    fprintf(file, "\"%s\":", key);
    put_text(file, text);
    putc(',', file);
}

static void put_numbered(FILE *file, const char *key, double value)
{
    fprintf(file, "\"%s\":", key);
    put_number(file, value);
    putc(',', file);
}

static void put_base64(FILE *file, const unsigned char *bytes, size_t size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < size; i += 3) {
        unsigned word = (unsigned)bytes[i] << 16 | (i + 1 < size ? (unsigned)bytes[i + 1] << 8 : 0) |
                        (i + 2 < size ? bytes[i + 2] : 0);
        putc(digits[word >> 18], file);
        putc(digits[word >> 12 & 63], file);
        putc(i + 1 < size ? digits[word >> 6 & 63] : '=', file);
        putc(i + 2 < size ? digits[word & 63] : '=', file);
    }
}

/** Can the page let this cell of a table follow a path? */
static bool moves(const struct sim_param *param, const struct sim_model *model)
{
    return param->cell != NULL && model->tables[param->cell->table].columns[param->cell->column].motion != SIM_FIXED;
}

static void put_param(FILE *file, const struct sim_param *param, const struct sim_model *model)
{
    static const char *const kinds[] = { "real", "whole", "flag", "choice" };
    putc('{', file);
    put_member(file, "name", param->name);
    put_member(file, "kind", kinds[param->kind]);
    put_numbered(file, "value", param->value);
    put_numbered(file, "low", param->low);
    put_numbered(file, "high", param->high);
    put_numbered(file, "from", param->from);
    put_numbered(file, "to", param->to);
    put_member(file, "unit", param->unit);
    put_member(file, "role", sim_role_text(param->role));
    put_member(file, "choices", param->choices);
    put_member(file, "meaning", param->meaning);
    put_member(file, "cell", param->cell == NULL ? "" : moves(param, model) ? "moves" : "fixed");
    fputs("\"source\":", file);
    put_text(file, param->source);
    putc('}', file);
}

static void put_series(FILE *file, const struct sim_series *series)
{
    putc('{', file);
    put_member(file, "name", series->name);
    put_member(file, "unit", series->unit);
    put_member(file, "choices", series->choices);
    put_numbered(file, "low", series->low);
    put_numbered(file, "high", series->high);
    fputs("\"meaning\":", file);
    put_text(file, series->meaning);
    putc('}', file);
}

#define PUT_LIST(file, key, count, put)                                                                                \
    do {                                                                                                               \
        fprintf(file, "\"%s\":[", key);                                                                                \
        for (int i = 0; i < (count); i++) {                                                                            \
            fputs(i > 0 ? "," : "", file);                                                                             \
            put;                                                                                                       \
        }                                                                                                              \
        fputs("],", file);                                                                                             \
    } while (0)

/** Parameters of an arm as they are in month 0, and the points of those that follow a path. */
static void put_arm(FILE *file, const struct sim_arm *arm, const struct sim_model *model)
{
    putc('{', file);
    put_member(file, "name", arm->name);
    fputs("\"paths\":{", file);
    for (int i = 0, paths = 0; i < model->params.count; i++) {
        const struct sim_path *path = &arm->paths[i];
        if (path->count == 0) {
            continue;
        }
        fprintf(file, "%s\"%d\":[", paths++ > 0 ? "," : "", i);
        for (int k = 0; k < path->count; k++)
            fprintf(file, "%s[%.17g,%.17g]", k > 0 ? "," : "", path->month[k], path->value[k]);
        putc(']', file);
    }
    fputs("},\"values\":[", file);
    for (int i = 0; i < model->params.count; i++) {
        fputs(i > 0 ? "," : "", file);
        put_number(file, sim_arm_value(arm, i, 0));
    }
    fputs("]}", file);
}

static void put_name(FILE *file, const struct sim_model *model, const void *world, int extent, int row)
{
    char text[SIM_ENTITY_SIZE];
    model->entity(world, extent, row, text, sizeof text);
    put_text(file, text);
}

/** Names of all entities of the named kinds, and what is linked to what, in the world of an arm. */
static void put_world(FILE *file, const struct sim_model *model, const void *world)
{
    fputs("{\"entities\":{", file);
    for (int e = 1, kinds = 0; e < model->extents_count; e++) {
        if (!model->extents[e].named) {
            continue;
        }
        fprintf(file, "%s\"%s\":[", kinds++ > 0 ? "," : "", model->extents[e].name);
        for (int row = 0; row < model->rows(world, e); row++) {
            fputs(row > 0 ? "," : "", file);
            put_name(file, model, world, e, row);
        }
        putc(']', file);
    }
    fputs("},\"links\":{", file);
    for (int k = 0, links = 0; k < model->links_count; k++) {
        if (!model->extents[model->links[k].extent].named) {
            continue;
        }
        fprintf(file, "%s\"%s.%s\":[", links++ > 0 ? "," : "", model->extents[model->links[k].extent].name,
                model->links[k].name);
        for (int row = 0; row < model->rows(world, model->links[k].extent); row++)
            fprintf(file, "%s%d", row > 0 ? "," : "", model->linked(world, k, row));
        putc(']', file);
    }
    fputs("}}", file);
}

static enum sim_status put_worlds(FILE *file, const struct sim_study *study, const struct sim_model *model,
                                  struct sim_errors *errors)
{
    double *values = calloc((size_t)model->params.count + 1, sizeof *values);
    enum sim_status status = values == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for a world") : SIM_OK;

    fputs("\"worlds\":[", file);
    for (int a = 0; status == SIM_OK && a < study->arms_count; a++) {
        void *world = NULL;
        for (int i = 0; i < model->params.count; i++)
            values[i] = sim_arm_value(&study->arms[a], i, 0);
        status = model->world_new(&world, study->arms[a].tables, values, study->seed, errors);
        fputs(a > 0 ? "," : "", file);
        if (status == SIM_OK) {
            put_world(file, model, world);
        }
        model->world_free(world);
    }
    free(values);
    fputs("],", file);
    return status;
}

static enum sim_status put_about(FILE *file, const struct sim_study *study, const struct sim_model *model,
                                 const char *commit, const unsigned char *bytes, size_t size, struct sim_errors *errors)
{
    enum sim_status status;

    putc('{', file);
    put_member(file, "title", study->title);
    put_member(file, "question", study->question);
    put_member(file, "start", study->start);
    put_member(file, "model", model->title);
    put_member(file, "version", model->version);
    put_member(file, "commit", commit);
    put_member(file, "text", study->text);
    put_numbered(file, "months", study->months);
    put_numbered(file, "seed", (double)study->seed);
    put_numbered(file, "replicates", (double)study->replicates);
    put_numbered(file, "worlds_count", sim_live_worlds(study));
    put_numbered(file, "worlds_of", study->design.worlds == NULL ? 0 : (double)study->design.points);
    PUT_LIST(file, "groups", model->params.groups_count,
             fprintf(file, "{\"name\":\"%s\",\"meaning\":", model->params.groups[i].name);
             put_text(file, model->params.groups[i].meaning); putc('}', file));
    PUT_LIST(file, "params", study->model->params.count, put_param(file, &study->model->params.list[i], model));
    PUT_LIST(file, "outcomes", model->outcomes_count, put_series(file, &model->outcomes[i]));
    PUT_LIST(file, "histories", model->histories_count, put_series(file, &model->histories[i]));
    PUT_LIST(file, "fields", model->fields_count, put_series(file, &model->fields[i]));
    PUT_LIST(file, "occasions", model->occasions_count, fprintf(file, "\"%s\"", model->occasions[i].name));
    PUT_LIST(file, "states", model->state_count,
             fprintf(file, "{\"name\":\"%s\",\"extent\":\"%s\"}", model->state[i].name,
                     model->extents[model->state[i].extent].name));
    status = put_worlds(file, study, model, errors);
    PUT_LIST(file, "arms", study->arms_count, put_arm(file, &study->arms[i], study->model));
    fputs("\"first\":", file);
    status = status == SIM_OK ? sim_live_put_first(file, model, bytes, size, errors) : status;
    putc('}', file);
    return status;
}

enum sim_status sim_live_page(const struct sim_study *study, const struct sim_table *tables,
                              const struct sim_model *model, const char *commit, FILE *file, struct sim_errors *errors)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    enum sim_status status = sim_live_write(study, tables, model, &bytes, &size, errors);

    if (status == SIM_OK) {
        fwrite(sim_live_head, 1, sim_live_head_size, file);
        fputs("<script type=\"application/json\" id=\"about\">", file);
        status = put_about(file, study, model, commit, bytes, size, errors);
        fputs("</script>\n<script type=\"text/plain\" id=\"study\">", file);
        put_base64(file, bytes, size);
        fputs("</script>\n<script type=\"text/plain\" id=\"wasm\">", file);
        put_base64(file, sim_live_wasm, sim_live_wasm_size);
        fputs("</script>\n", file);
        fwrite(sim_live_tail, 1, sim_live_tail_size, file);
    }
    free(bytes);
    return status;
}
