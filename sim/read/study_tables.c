/* study_tables.c - a world's table, from a file or from the study's own lines. */
#include "table_rows.h"

void sim_read_table(struct sim_reading *reading, struct sim_arm *arm, int table, const struct sim_node *node)
{
    struct sim_filling at = {
        .reading = reading, .arm = arm, .spec = &reading->model->tables[table], .table = &arm->tables[table]
    };
    const struct sim_node *rows = node, *file = sim_key_node(node, SIM_KEY_table_file);

    if (node->kind != SIM_MAP) {
        sim_at(reading, node, "%s is a table: { name: { column: value, ... }, ... }", at.spec->name);
        return;
    }
    if (file != NULL && file->kind == SIM_SCALAR) { /* a map would be a row of that name */
        if (!sim_read_table_file(&at, node)) {
            reading->lost |= (uint64_t)1 << table;
        }
        sim_refuse_unknown(reading, node, SIM_SCOPE_table, NULL);
        rows = sim_key_node(node, SIM_KEY_table_rows);
    }
    if (rows != NULL) {
        sim_read_rows(&at, rows);
    }
    sim_filling_free(&at);
}
