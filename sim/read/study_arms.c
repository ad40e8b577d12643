/* study_arms.c - the worlds that a study compares. */
#include <stdlib.h>
#include <string.h>

#include "../csv.h"
#include "../memory.h"
#include "chain.h"
#include "reading.h"

/** One more arm that is like `base`; NULL without memory. */
static struct sim_arm *arm_add(struct sim_reading *reading, const struct sim_arm *base, const char *name)
{
    struct sim_study *study = reading->study;
    if (!SIM_RESIZE(study->arms, study->arms_count + 1)) {
        return NULL;
    }
    if (!sim_arm_copy(&study->arms[study->arms_count], base, reading->model, name)) {
        sim_arm_free(&study->arms[study->arms_count], reading->model);
        return NULL;
    }
    return &study->arms[study->arms_count++];
}

/** The scenario that the last arms extended: read once, however many arms follow each other with it. More than one are
 * not kept, since they may be large. */
struct scenario {
    char *path;
    struct sim_chain chain;
};

static void scenario_free(struct scenario *self)
{
    sim_chain_free(&self->chain);
    free(self->path);
    *self = (struct scenario){ 0 };
}

/** The scenario that an arm extends, with all that extends in turn, into the arm. */
static void arm_extend(struct sim_reading *reading, struct scenario *last, struct sim_arm *arm,
                       const struct sim_node *extends)
{
    const char *own_path = reading->path;
    char *path = sim_path_beside(own_path, extends, reading->errors);

    if (path == NULL) {
        return;
    }
    if (last->path == NULL || strcmp(last->path, path) != 0) {
        scenario_free(last);
        last->path = path;
        sim_chain_init(&last->chain, path, NULL, SIM_LARGEST_FILE, reading->errors);
    } else {
        free(path);
    }
    for (int i = last->chain.count - 1; i >= 0; i--) {
        reading->path = last->chain.paths[i];
        sim_read_world(reading, arm, last->chain.roots[i], SIM_OF_SCENARIO);
    }
    reading->path = own_path;
}

/** Is this an arm, and is there room for it? Complains where not. */
static bool may_be_arm(struct sim_reading *reading, const struct sim_node *member)
{
    bool empty = member->kind == SIM_SCALAR && member->text[0] == '\0' && !member->quoted;

    if (member->key[0] == '\0' || member->key[sim_first_characters(member->key, SIM_LONGEST_ARM)] != '\0') {
        sim_at_key(reading, member, "an arm has a name of 1 to %d characters", SIM_LONGEST_ARM);
        return false;
    }
    if (!sim_is_plain_text(member->key, false)) {
        sim_at_key(reading, member, "the name of an arm holds a control character or a line break");
    }
    if (strchr(member->key, '/') != NULL || member->key[0] == '.') {
        sim_at_key(reading, member, "the name of an arm begins with a dot or holds a slash, as paths do");
    }
    if (member->kind != SIM_MAP && !empty) {
        sim_at(reading, member, "arm '%s' wants settings: { parameter: value, ... }, or {}", member->key);
    }
    return member->kind == SIM_MAP || empty;
}

static void arm_read(struct sim_reading *reading, struct scenario *last, const struct sim_arm *base,
                     const struct sim_node *member)
{
    const struct sim_node *extends = sim_key_node(member, SIM_KEY_arm_extends);
    struct sim_arm *arm = arm_add(reading, base, member->key);

    if (arm == NULL) {
        sim_at(reading, member, "no memory for another arm");
        return;
    }
    if (extends != NULL) {
        arm_extend(reading, last, arm, extends);
    }
    sim_read_world(reading, arm, member, SIM_OF_ARM);
}

long sim_path_points(const struct sim_reading *reading, const struct sim_arm *arm)
{
    long points = 0;
    for (int i = 0; i < reading->model->params.count; i++)
        points += arm->paths[i].count;
    return points;
}

/** The arms while they are read. */
struct arms {
    struct sim_reading *reading;
    const struct sim_arm *base;
    struct scenario last;
    long points; /* of all paths so far */
};

/** One arm. False, with a complaint, where there is no room for more. */
static bool take(struct arms *self, const struct sim_node *member)
{
    struct sim_reading *reading = self->reading;
    int before = reading->study->arms_count;

    if (self->points > SIM_MOST_POINTS_IN_ALL) {
        sim_at_key(reading, member, "paths of all arms so far have more than %d points", SIM_MOST_POINTS_IN_ALL);
        return false;
    }
    if (before == SIM_MOST_ARMS) {
        sim_at_key(reading, member, "a study has at most %d arms", SIM_MOST_ARMS);
        return false;
    }
    if (may_be_arm(reading, member)) {
        arm_read(reading, &self->last, self->base, member);
        self->points +=
            reading->study->arms_count == before ? 0 : sim_path_points(reading, &reading->study->arms[before]);
    }
    return true;
}

/** A cell of a table of arms. */
struct cell {
    struct sim_node node;
    char room[64]; /* for a number with a decimal comma */
};

/** One row of a table as an arm; `cells` is room for its settings. */
static bool row_take(struct arms *self, const struct sim_csv *csv, int row, int name, struct cell *cells)
{
    int line = csv->lines[row + 1];
    struct sim_node arm = { .kind = SIM_MAP, .key_line = line, .key_column = name + 1, .line = line, .column = 1 };
    struct sim_node **end = &arm.first;

    arm.key = csv->cells[(row + 1) * csv->columns + name];
    for (int c = 0; c < csv->columns; c++) {
        char *text = csv->cells[(row + 1) * csv->columns + c];
        if (c == name || csv->cells[c][0] == '\0' || sim_csv_is_nothing(text)) {
            continue;
        }
        text = sim_csv_number(csv, text, cells[c].room) == text ? text : cells[c].room;
        cells[c].node = (struct sim_node){ .text = text, .key = csv->cells[c], .line = line, .column = c + 1 };
        cells[c].node.key_line = line;
        cells[c].node.key_column = c + 1;
        *end = &cells[c].node;
        end = &cells[c].node.next;
    }
    for (const struct sim_arm *before = self->reading->study->arms;
         before != NULL && before < self->reading->study->arms + self->reading->study->arms_count; before++)
        if (strcmp(before->name, arm.key) == 0) {
            sim_at_key(self->reading, &arm, "there is an arm '%s' already", arm.key);
        }
    return take(self, &arm);
}

/** Say once of each header that it sets nothing, and not in each row: its cells are passed over. Cells of tables are
 * looked at row by row. */
static void headers_check(struct sim_reading *reading, struct sim_csv *csv, int name)
{
    static char passed[] = "";
    for (int c = 0; c < csv->columns; c++)
        if (c != name && csv->cells[c][0] != '\0' && sim_scope_key(SIM_SCOPE_arm, csv->cells[c]) == NULL &&
            sim_table_named(reading->model, csv->cells[c]) < 0 &&
            sim_resolve(reading->model, csv->cells[c]).is == SIM_NAMES_NOTHING) {
            sim_complain(reading->errors, reading->path, csv->lines[0], c + 1, "%s",
                         sim_no_parameter(reading->model, csv->cells[c], NULL, 0).text);
            csv->cells[c] = passed;
        }
}

/** A row an arm: the column `arm` has its name, and every other column is what it sets. */
static void table_read(struct arms *self, const struct sim_node *file)
{
    struct sim_reading *reading = self->reading;
    const char *own_path = reading->path;
    char *path = sim_path_beside(own_path, file, reading->errors);
    struct sim_csv csv = { 0 };
    bool good = path != NULL && sim_read_sheet(reading, path, &csv) == SIM_OK;
    int name = good ? sim_csv_column(&csv, "arm") : -1;
    struct cell *cells = good ? calloc((size_t)csv.columns, sizeof *cells) : NULL;

    if (good && (name < 0 || csv.rows == 0)) {
        sim_at(reading, file, "a table of arms wants a column called arm, and a row for each");
    } else if (good && cells == NULL) {
        sim_at(reading, file, "no memory for its arms");
    } else if (good) {
        reading->path = path;
        headers_check(reading, &csv, name);
        for (int row = 0; row < csv.rows && row_take(self, &csv, row, name, cells); row++)
            ;
    }
    reading->path = own_path;
    free(cells);
    sim_csv_free(&csv);
    free(path);
}

void sim_read_arms(struct sim_reading *reading, const struct sim_arm *base, const struct sim_node *node)
{
    if (node == NULL) {
        if (arm_add(reading, base, "only") == NULL) {
            sim_fail(reading->errors, SIM_MEMORY, "no memory");
        }
        return;
    }
    if (node->kind != SIM_MAP || node->first == NULL) {
        sim_at(reading, node, "arms are { name: { setting: value, ... }, ... }");
        return;
    }
    struct arms arms = { .reading = reading, .base = base };
    const struct sim_node *file = sim_key_node(node, SIM_KEY_arms_file);
    if (file != NULL && file->kind == SIM_SCALAR && file->text[0] != '\0') { /* a map would be an arm of that name */
        sim_refuse_unknown(reading, node, SIM_SCOPE_arms, NULL);
        table_read(&arms, file);
    } else {
        for (const struct sim_node *member = node->first; member != NULL && take(&arms, member); member = member->next)
            ;
    }
    scenario_free(&arms.last);
}
