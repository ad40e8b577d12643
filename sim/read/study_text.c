/* study_text.c - a study as resolved: one file that says everything, and loads to the same study. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reading.h"

struct text {
    FILE *file;
    const struct sim_model *model;
};

void sim_put_quoted(FILE *file, const char *text)
{
    fputc('"', file);
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\') {
            fprintf(file, "\\%c", *at);
        } else if (*at == '\n') {
            fputs("\\n", file);
        } else if (*at < ' ') {
            fprintf(file, "\\x%02x", *at);
        } else {
            fputc(*at, file);
        }
    }
    fputc('"', file);
}

/** A name; one that YAML might read as something else is quoted. */
static void put_name(FILE *file, const char *name)
{
    bool plain = name[strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")] == '\0';
    if (!plain || name[0] == '-' || name[0] == '.') {
        sim_put_quoted(file, name);
    } else {
        fputs(name, file);
    }
}

/** "  NAME:", a level below `indent`. */
static void put_row_name(const struct text *text, const char *indent, const char *name)
{
    fprintf(text->file, "%s  ", indent);
    put_name(text->file, name);
    fputc(':', text->file);
}

static void put_value(const struct text *text, int param, double value)
{
    char word[128];
    sim_param_text(&text->model->params.list[param], value, word, sizeof word);
    fputs(word, text->file);
}

static void put_setting(const struct text *text, const char *indent, const struct sim_arm *arm, int param)
{
    const struct sim_path *path = &arm->paths[param];
    fputs(indent, text->file);
    put_name(text->file, text->model->params.list[param].name);
    fputs(": ", text->file);
    if (path->count == 0) {
        put_value(text, param, arm->values[param]);
    } else {
        fputs("{ path: [", text->file);
        for (int i = 0; i < path->count; i++) {
            char month[64];
            sim_number_text(path->month[i], month, sizeof month);
            fprintf(text->file, "%s[%s, ", i > 0 ? ", " : "", month);
            put_value(text, param, path->value[i]);
            fputc(']', text->file);
        }
        fprintf(text->file, "]%s }", path->linear ? "" : ", steps: true");
    }
    fputc('\n', text->file);
}

static void put_cell(const struct text *text, const struct sim_arm *arm, const struct sim_column *column, double value)
{
    char word[128];
    if (column->kind == SIM_COLUMN_ROW) {
        int other = sim_table_named(text->model, column->table);
        put_name(text->file, value < 0 ? "none" : arm->tables[other].names[(int)value]);
    } else if (column->kind == SIM_COLUMN_CHOICE) {
        sim_word_at(column->choices, (int)value, word, sizeof word);
        fputs(word, text->file);
    } else if (column->kind == SIM_COLUMN_FLAG) {
        fputs(value != 0 ? "true" : "false", text->file);
    } else {
        sim_number_text(value, word, sizeof word);
        fputs(word, text->file);
    }
}

/** Columns of one row that differ from their defaults. */
static void put_cells(const struct text *text, const struct sim_arm *arm, int table, int row)
{
    const struct sim_table_spec *spec = &text->model->tables[table];
    int put = 0;
    fputs("{", text->file);
    for (int c = spec->links ? 2 : 0; c < spec->columns_count; c++) {
        double value = sim_cell(&arm->tables[table], spec, row, c);
        if (value != spec->columns[c].value) {
            fprintf(text->file, "%s %s: ", put++ > 0 ? "," : "", spec->columns[c].name);
            put_cell(text, arm, &spec->columns[c], value);
        }
    }
    fputs(" }\n", text->file);
}

/** Links that begin at row `from` of the outer table. */
static void put_links(const struct text *text, const char *indent, const struct sim_arm *arm, int table, int from)
{
    const struct sim_table_spec *spec = &text->model->tables[table];
    const struct sim_table *rows = &arm->tables[table];
    const struct sim_table *outer = &arm->tables[sim_table_named(text->model, spec->columns[0].table)];
    const struct sim_table *inner = &arm->tables[sim_table_named(text->model, spec->columns[1].table)];
    bool begun = false;

    for (int r = 0; r < rows->rows; r++) {
        if (sim_cell(rows, spec, r, 0) != from) {
            continue;
        }
        if (!begun) {
            put_row_name(text, indent, outer->names[from]);
            fputc('\n', text->file);
            begun = true;
        }
        fputs("  ", text->file);
        put_row_name(text, indent, inner->names[(int)sim_cell(rows, spec, r, 1)]);
        fputc(' ', text->file);
        put_cells(text, arm, table, r);
    }
}

static void put_table(const struct text *text, const char *indent, const struct sim_arm *arm, int table)
{
    const struct sim_table_spec *spec = &text->model->tables[table];
    const struct sim_table *rows = &arm->tables[table];

    if (rows->rows == 0) {
        return;
    }
    fprintf(text->file, "%s%s:\n", indent, spec->name);
    for (int r = 0; !spec->links && r < rows->rows; r++) {
        put_row_name(text, indent, rows->names[r]);
        fputc(' ', text->file);
        put_cells(text, arm, table, r);
    }
    const int outer = spec->links ? arm->tables[sim_table_named(text->model, spec->columns[0].table)].rows : 0;
    for (int o = 0; o < outer; o++)
        put_links(text, indent, arm, table, o);
}

static void put_without(const struct text *text, const char *indent, const struct sim_arm *arm)
{
    const struct sim_model *model = text->model;
    int put = 0;
    for (int i = 0; i < model->phases_count + model->mechanisms_count; i++)
        if (arm->without[i >> 6] >> (i & 63) & 1) {
            fprintf(text->file, "%s%s", put++ > 0 ? ", " : indent,
                    i < model->phases_count ? model->phases[i].name : model->mechanisms[i - model->phases_count].name);
        }
    if (put > 0) {
        fputs("]\n", text->file);
    }
}

/** What an arm's tables make idle is written for all arms, where it was given: of an arm alone it would be refused. */
static void put_idle(const struct text *text, const struct sim_study *study)
{
    for (int i = 0; i < study->own_params; i++)
        for (int a = 0; a < study->arms_count; a++)
            if (study->arms[a].given[i] && !sim_arm_reads(study, &study->arms[a], i)) {
                put_setting(text, "", &study->arms[a], i);
                break;
            }
}

static void put_arms(const struct text *text, const struct sim_study *study)
{
    fputs("arms:\n", text->file);
    for (int a = 0; a < study->arms_count && ftell(text->file) <= SIM_LARGEST_RESOLVED; a++) {
        fputs("  ", text->file);
        sim_put_quoted(text->file, study->arms[a].name);
        fputs(":\n", text->file);
        for (int i = 0; i < text->model->params.count; i++)
            if (study->arms[a].given[i] && !sim_is_varied(study, i) && sim_arm_reads(study, &study->arms[a], i)) {
                put_setting(text, "    ", &study->arms[a], i);
            }
        put_without(text, "    without: [", &study->arms[a]);
        for (int t = 0; t < text->model->tables_count; t++)
            put_table(text, "    ", &study->arms[a], t);
    }
}

static void put_factor(const struct text *text, const char *indent, const struct sim_factor *factor)
{
    char a[64], b[64];

    fputs(indent, text->file);
    put_name(text->file, text->model->params.list[factor->param].name);
    fputs(": ", text->file);
    if (factor->levels_count > 0) {
        for (int i = 0; i < factor->levels_count && ftell(text->file) <= SIM_LARGEST_RESOLVED; i++) {
            fputs(i > 0 ? ", " : "[", text->file);
            put_value(text, factor->param, factor->levels[i]);
        }
        fputs("]\n", text->file);
        return;
    }
    sim_number_text(factor->low, a, sizeof a);
    sim_number_text(factor->high, b, sizeof b);
    fprintf(text->file, "{ from: %s, to: %s, distribution: %s", a, b,
            sim_name_at(sim_kinds(SIM_KINDS_distributions), (int)factor->distribution));
    sim_number_text(factor->a, a, sizeof a);
    sim_number_text(factor->b, b, sizeof b);
    if (factor->distribution == SIM_NORMAL) {
        fprintf(text->file, ", mean: %s, sd: %s", a, b);
    } else if (factor->distribution == SIM_TRIANGULAR) {
        fprintf(text->file, ", mode: %s", a);
    } else if (factor->distribution == SIM_BETA) {
        fprintf(text->file, ", alpha: %s, beta: %s", a, b);
    }
    fputs(" }\n", text->file);
}

/** Each group where its first factor stands. */
static void put_groups(const struct text *text, const struct sim_design *design)
{
    int next = 0;

    if (design->parts == 0) {
        return;
    }
    fputs("    groups:\n", text->file);
    for (int i = 0; i < design->factors_count; i++) {
        const char *group = design->factors[i].group;
        if (design->factors[i].part < next || group[0] == '\0') {
            next += design->factors[i].part == next;
            continue;
        }
        fprintf(text->file, "      %s: [", group);
        for (int k = i; k < design->factors_count; k++)
            if (design->factors[k].part == next) {
                fputs(k > i ? ", " : "", text->file);
                put_name(text->file, text->model->params.list[design->factors[k].param].name);
            }
        fputs("]\n", text->file);
        next++;
    }
}

static void put_design(const struct text *text, const struct sim_study *study)
{
    const struct sim_design *design = &study->design;
    bool sampled = sim_design_is_sampled(design->kind);

    if (design->kind == SIM_DESIGN_NONE) {
        return;
    }
    fprintf(text->file, "design:\n  %s:\n",
            sim_name_at(sim_kinds(SIM_KINDS_designs), (int)design->kind - SIM_DESIGN_GRID));
    if (sampled) {
        fprintf(text->file, "    %s: %ld\n", design->kind == SIM_DESIGN_MORRIS ? "trajectories" : "points",
                design->points);
        if (design->randomisations > 1) {
            fprintf(text->file, "    randomisations: %ld\n", design->randomisations);
        }
        if (design->kind == SIM_DESIGN_MORRIS) {
            fprintf(text->file, "    levels: %d\n", design->levels);
        }
        if (design->kind == SIM_DESIGN_SALTELLI) {
            fprintf(text->file, "    second_order: %s\n", design->second_order ? "true" : "false");
        }
        put_groups(text, design);
        fputs("    factors:\n", text->file);
    }
    for (long r = 0; design->worlds != NULL && r < design->points; r++)
        fprintf(text->file, "%s%.0f%s", r > 0 ? ", " : "    world: [", design->worlds[r],
                r == design->points - 1 ? "]\n" : "");
    for (int i = 0; i < design->factors_count; i++)
        put_factor(text, sampled ? "      " : "    ", &design->factors[i]);
}

static void put_list(const struct text *text, const char *name, const long *numbers, int count)
{
    fprintf(text->file, "%s: [", name);
    for (int i = 0; i < count; i++)
        fprintf(text->file, "%s%ld", i > 0 ? ", " : "", numbers[i]);
    fputc(']', text->file);
}

static void put_close_ups(const struct text *text, const struct sim_study *study)
{
    if (study->snapshots.replicates_count > 0) {
        fputs("snapshots: { ", text->file);
        put_list(text, "months", study->snapshots.months, study->snapshots.months_count);
        put_list(text, ", replicates", study->snapshots.replicates, study->snapshots.replicates_count);
        fputs(" }\n", text->file);
    }
    if (study->events.replicates_count > 0) {
        fputs("events: { ", text->file);
        put_list(text, "replicates", study->events.replicates, study->events.replicates_count);
        fputs(" }\n", text->file);
    }
}

/** What is said of the runs, and which are looked at closely: no run depends on it. */
static void put_saying(const struct text *text, const struct sim_study *study)
{
    fputs("title: ", text->file);
    sim_put_quoted(text->file, study->title);
    if (study->question != NULL) {
        fputs("\nquestion: ", text->file);
        sim_put_quoted(text->file, study->question);
    }
    fprintf(text->file, "\nstart: \"%s\"\n", study->start);
    put_close_ups(text, study);
}

static void put_essence(const struct text *text, const struct sim_study *study)
{
    const struct sim_model *model = text->model;
    int put = 0;

    fprintf(text->file, "months: %d\nseed: %llu\n", study->months, (unsigned long long)study->seed);
    if (study->until.outcome < 0) {
        fprintf(text->file, "replicates: %ld\n", study->replicates);
    } else {
        char width[64];
        sim_number_text(study->until.half_width, width, sizeof width);
        fprintf(text->file, "until: { outcome: %s, half_width: %s, at_most: %ld }\n",
                model->outcomes[study->until.outcome].name, width, study->until.at_most);
    }
    fputs("histories: [", text->file);
    for (int i = 0; i < model->histories_count; i++)
        if (study->histories[i]) {
            fprintf(text->file, "%s%s", put++ > 0 ? ", " : "", model->histories[i].name);
        }
    fputs("]\n", text->file);
    put_design(text, study);
    for (int i = 0; i < study->design.factors_count; i++) /* what it is where the design does not say */
        if (study->arms[0].given[study->design.factors[i].param] &&
            study->design.factors[i].param < study->own_params) {
            put_setting(text, "", &study->arms[0], study->design.factors[i].param);
        }
    put_idle(text, study);
    put_arms(text, study);
}

bool sim_study_write_out(struct sim_study *study)
{
    char *bytes = NULL;
    size_t size = 0, said = 0;
    struct text text = { open_memstream(&bytes, &size), study->model };
    bool good = text.file != NULL;

    if (good) {
        put_saying(&text, study);
        good = fflush(text.file) == 0; /* sets the size */
        said = size;
        put_essence(&text, study);
        good = fclose(text.file) == 0 && good;
    }
    if (!good) {
        free(bytes);
        return false;
    }
    free(study->text);
    study->text = bytes;
    study->essence = bytes + said;
    return true;
}
