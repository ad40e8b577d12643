/* study_tables.c - a world's table, from a file or from the study's own lines. */
#include <string.h>

#include "table_rows.h"

/** What is no map is no table. */
static void refuse(const struct sim_filling *at, const struct sim_node *node)
{
    const struct sim_column *ends = at->spec->columns;
    const char *file = node->kind == SIM_SCALAR && strchr(node->text, '.') != NULL ? node->text : "table.csv";
    if (at->spec->links) {
        sim_at(at->reading, node, "%s is a table of links: { %s: [%s, ...], ... }, or { file: %s }", at->spec->name,
               ends[0].name, ends[1].name, file);
    } else {
        sim_at(at->reading, node, "%s is a table: { name: { column: value, ... }, ... }, or { file: %s }",
               at->spec->name, file);
    }
}

/** Are links written as rows, { forum: .., organisation: .. }? The complaint says how they are written. */
static bool links_are_rows(const struct sim_filling *at, const struct sim_node *node)
{
    const struct sim_column *ends = at->spec->columns;
    const struct sim_node *row = node->first == NULL || node->first->kind != SIM_MAP ? node : node->first;
    bool rows = at->spec->links && sim_node_get(row, ends[0].name) != NULL && sim_node_get(row, ends[1].name) != NULL;

    if (rows) {
        sim_at(at->reading, row,
               "%s: links stand here by their names alone: { %s: [%s, ...] }, or with cells { %s: { %s: { column: "
               "value } } }; one row for each stands in a file",
               at->spec->name, ends[0].name, ends[1].name, ends[0].name, ends[1].name);
    }
    return rows;
}

/** Note what a list of links names twice: perhaps another was meant. */
static void say_twice(const struct sim_filling *at, const struct sim_node *rows)
{
    for (const struct sim_node *outer = at->spec->links ? rows->first : NULL; outer != NULL; outer = outer->next) {
        struct sim_lookup lines = { 0 };
        for (const struct sim_node *to = outer->kind == SIM_LIST ? outer->first : NULL; to != NULL; to = to->next) {
            int before = to->kind == SIM_SCALAR ? sim_lookup_find(&lines, to->text) : -1;
            if (before >= 0) {
                sim_note(&at->reading->study->notes,
                         "look: %s:%d: %s: '%s' stands in the list of '%s' twice, first in line %d", at->reading->path,
                         to->line, at->spec->name, to->text, outer->key, before);
            } else if (to->kind == SIM_SCALAR) {
                sim_lookup_add(&lines, to->text, to->line);
            }
        }
        sim_lookup_free(&lines);
    }
}

void sim_read_table(struct sim_reading *reading, struct sim_arm *arm, int table, const struct sim_node *node)
{
    struct sim_filling at = {
        .reading = reading, .arm = arm, .spec = &reading->model->tables[table], .table = &arm->tables[table]
    };
    const struct sim_node *rows = node, *file = sim_key_node(node, SIM_KEY_table_file);

    if (node->kind != SIM_MAP) {
        refuse(&at, node);
        return;
    }
    if (file != NULL && file->kind == SIM_SCALAR) { /* a map would be a row of that name */
        if (!sim_read_table_file(&at, node)) {
            reading->lost |= (uint64_t)1 << table;
        }
        sim_refuse_unknown(reading, node, SIM_SCOPE_table, NULL);
        rows = sim_key_node(node, SIM_KEY_table_rows);
    }
    if (rows != NULL && !links_are_rows(&at, rows)) {
        say_twice(&at, rows);
        sim_read_rows(&at, rows);
    }
    sim_filling_free(&at);
}
