/* bytes.c - a study's arms as bytes, and back. Writer and reader go through the same parts in the same order. */
#include "bytes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../memory.h"
#include "../read/reading.h"

static const char MARK[8] = "cavilive";
enum { MOST_ARMS = 256, MOST_POINTS = 1 << 20, MOST_TEXT = 1 << 12, MOST_PLACES = 1 << 24, MOST_CELLS = 4096 };

/** Bytes that grow while they are written, or are walked through while they are read. */
struct tape {
    unsigned char *bytes;
    size_t size, room, at;
    bool good; /* false: no memory, or the bytes ended too early or said something impossible */
};

static void grow(struct tape *tape, size_t size)
{
    size_t room = 2 * (tape->size + size);
    tape->good = SIM_RESIZE(tape->bytes, room);
    tape->room = tape->good ? room : tape->room;
}

static void put(struct tape *tape, const void *from, size_t size)
{
    if (tape->good && tape->size + size > tape->room) {
        grow(tape, size);
    }
    if (tape->good && size > 0) {
        memcpy(tape->bytes + tape->size, from, size);
        tape->size += size;
    }
}

static void take(struct tape *tape, void *to, size_t size)
{
    tape->good = tape->good && size <= tape->size - tape->at;
    if (tape->good) {
        memcpy(to, tape->bytes + tape->at, size);
        tape->at += size;
    }
}

static void put_count(struct tape *tape, long count)
{
    uint32_t number = (uint32_t)count;
    put(tape, &number, sizeof number);
}

/** A count of at most `most`; 0 where the bytes say another. */
static int take_count(struct tape *tape, int most)
{
    uint32_t number = 0;
    take(tape, &number, sizeof number);
    tape->good = tape->good && number <= (uint32_t)most;
    return tape->good ? (int)number : 0;
}

static void put_text(struct tape *tape, const char *text)
{
    put_count(tape, (long)strlen(text));
    put(tape, text, strlen(text));
}

/** A text; the caller frees it. NULL where there is none. */
static char *take_text(struct tape *tape)
{
    int size = take_count(tape, MOST_TEXT);
    char *text = calloc((size_t)size + 1, 1);
    tape->good = tape->good && text != NULL;
    if (tape->good) {
        take(tape, text, (size_t)size);
    }
    return text;
}

/** `count` numbers; the caller frees them. NULL where there are none. */
static double *take_numbers(struct tape *tape, size_t count)
{
    double *numbers =
        tape->good && count <= (tape->size - tape->at) / sizeof(double) ? calloc(count + 1, sizeof(double)) : NULL;
    tape->good = tape->good && numbers != NULL;
    if (tape->good) {
        take(tape, numbers, count * sizeof(double));
    }
    return numbers;
}

static void put_path(struct tape *tape, const struct sim_path *path)
{
    put_count(tape, path->count);
    put_count(tape, path->linear);
    put(tape, path->month, (size_t)path->count * sizeof(double));
    put(tape, path->value, (size_t)path->count * sizeof(double));
}

static void take_path(struct tape *tape, struct sim_path *path)
{
    path->count = take_count(tape, MOST_POINTS);
    path->linear = take_count(tape, 1);
    path->month = take_numbers(tape, (size_t)path->count);
    path->value = take_numbers(tape, (size_t)path->count);
}

/** Places among the rows of all arms; `count` of them, or none. */
static void put_places(struct tape *tape, const int *places, int count)
{
    put_count(tape, places != NULL);
    for (int i = 0; places != NULL && i < count; i++)
        put_count(tape, places[i]);
}

/** The caller frees them; NULL where there are none. */
static int *take_places(struct tape *tape, int count)
{
    bool there = take_count(tape, 1) != 0;
    int *places = there ? calloc((size_t)count + 1, sizeof *places) : NULL;

    tape->good = tape->good && (!there || places != NULL);
    for (int i = 0; tape->good && there && i < count; i++)
        places[i] = take_count(tape, MOST_PLACES);
    return places;
}

static void put_table(struct tape *tape, const struct sim_table *table, int columns)
{
    put_count(tape, table->rows);
    put_count(tape, table->names != NULL);
    put(tape, table->cells, (size_t)table->rows * (size_t)columns * sizeof(double));
    for (int i = 0; table->names != NULL && i < table->rows; i++)
        put_text(tape, table->names[i]);
    put_count(tape, table->first_rows);
    put_places(tape, table->place, table->rows);
    put_places(tape, table->first, table->first_rows);
}

/** Into the arm's table, and with its places into `placed`, which shares names and cells with it. */
static void take_table(struct tape *tape, struct sim_table *table, const struct sim_table_spec *spec,
                       struct sim_table *placed)
{
    int rows = take_count(tape, spec->rows_limit);
    bool named = take_count(tape, 1) != 0;

    table->cells = take_numbers(tape, (size_t)rows * (size_t)spec->columns_count);
    table->names = named ? calloc((size_t)rows + 1, sizeof *table->names) : NULL;
    tape->good = tape->good && (!named || table->names != NULL);
    for (; tape->good && table->rows < rows; table->rows++)
        if (named) {
            table->names[table->rows] = take_text(tape);
        }
    *placed = *table;
    placed->first_rows = take_count(tape, spec->rows_limit);
    placed->place = take_places(tape, rows);
    placed->first = take_places(tape, placed->first_rows);
}

static void put_arm(struct tape *tape, const struct sim_arm *arm, const struct sim_table *tables,
                    const struct sim_model *model)
{
    put_text(tape, arm->name);
    put(tape, arm->without, sizeof arm->without);
    put(tape, arm->values, (size_t)model->params.count * sizeof(double));
    for (int i = 0; i < model->params.count; i++)
        put_path(tape, &arm->paths[i]);
    for (int t = 0; t < model->tables_count; t++)
        put_table(tape, &tables[t], model->tables[t].columns_count);
}

static void take_arm(struct tape *tape, struct sim_arm *arm, struct sim_table *tables, const struct sim_model *model)
{
    char *name = take_text(tape);

    tape->good = sim_arm_init(arm, model, name == NULL ? "" : name) && tape->good;
    free(name);
    take(tape, arm->without, sizeof arm->without);
    for (int i = 0; tape->good && i < model->params.count; i++)
        take(tape, &arm->values[i], sizeof(double));
    for (int i = 0; tape->good && i < model->params.count; i++)
        take_path(tape, &arm->paths[i]);
    for (int t = 0; tape->good && t < model->tables_count; t++)
        take_table(tape, &arm->tables[t], &model->tables[t], &tables[t]);
}

/** The cells that the study names, as parameters behind the model's own. */
static void put_cells(struct tape *tape, const struct sim_study *study)
{
    put_count(tape, study->model->params.count - study->own_params);
    for (int i = study->own_params; i < study->model->params.count; i++) {
        const struct sim_cell_name *cell = study->model->params.list[i].cell;
        put_count(tape, cell->table);
        put_count(tape, cell->column);
        put_count(tape, cell->hint);
        put_text(tape, cell->name);
    }
}

/** The name of a cell of the model, as the parameter wants it; NULL where the bytes say something impossible. */
static struct sim_cell_name *take_cell(struct tape *tape, const struct sim_model *model)
{
    int table = take_count(tape, model->tables_count - 1);
    int column = take_count(tape, model->tables[table].columns_count - 1), hint = take_count(tape, MOST_PLACES);
    char *name = take_text(tape), *dot = name == NULL ? NULL : strchr(name, '.');
    struct sim_cell_name *cell = name == NULL ? NULL : malloc(sizeof *cell + strlen(name) + 1);

    tape->good = tape->good && cell != NULL && dot != NULL && strrchr(name, '.') > dot;
    if (tape->good) {
        *cell = (struct sim_cell_name){ table, column, hint };
        strcpy(cell->name, name);
    } else {
        free(cell);
        cell = NULL;
    }
    free(name);
    return cell;
}

/** The model with the cells behind its own parameters: only what a run asks of them. */
static void take_cells(struct tape *tape, struct sim_live_study *self, const struct sim_model *model)
{
    int cells = take_count(tape, MOST_CELLS), own = model->params.count;
    struct sim_param *list = calloc((size_t)(own + cells) + 1, sizeof *list);

    self->model = *model;
    self->params = list;
    self->own_params = own;
    tape->good = tape->good && list != NULL;
    if (list != NULL) {
        memcpy(list, model->params.list, (size_t)own * sizeof *list);
        self->model.params.list = list;
    }
    for (int i = 0; tape->good && i < cells; i++) {
        const struct sim_cell_name *cell = take_cell(tape, model);
        list[own + i] = (struct sim_param){ .cell = cell, .low = -INFINITY, .high = INFINITY };
        if (cell != NULL) {
            bool real = model->tables[cell->table].columns[cell->column].kind == SIM_COLUMN_REAL;
            list[own + i].name = cell->name;
            list[own + i].kind = real ? SIM_REAL : SIM_WHOLE;
            self->model.params.count++;
        }
    }
}

/** The drawn worlds that the study runs over: the first of them. */
static void put_worlds(struct tape *tape, const struct sim_study *study)
{
    const struct sim_design *design = &study->design;
    int worlds = sim_live_worlds(study);

    put_count(tape, worlds);
    put_count(tape, worlds > 0 ? design->factors_count : 0);
    for (int i = 0; worlds > 0 && i < design->factors_count; i++) {
        put_count(tape, design->factors[i].param);
        put(tape, design->factors[i].levels, (size_t)worlds * sizeof(double));
    }
    for (int w = 0; w < worlds; w++) {
        uint32_t luck = (uint32_t)design->worlds[w] | SIM_LUCK_OF_NAMED_WORLDS;
        put(tape, &luck, sizeof luck);
    }
}

static void take_worlds(struct tape *tape, struct sim_live_study *self)
{
    int worlds = take_count(tape, SIM_LIVE_MOST_WORLDS), factors = take_count(tape, MOST_CELLS);

    self->factors = calloc((size_t)factors + 1, sizeof *self->factors);
    tape->good = tape->good && self->factors != NULL;
    for (; tape->good && self->factors_count < factors; self->factors_count++) {
        self->factors[self->factors_count].param = take_count(tape, self->model.params.count - 1);
        self->factors[self->factors_count].values = take_numbers(tape, (size_t)worlds);
    }
    self->luck = calloc((size_t)worlds + 1, sizeof *self->luck);
    tape->good = tape->good && self->luck != NULL;
    for (int w = 0; tape->good && w < worlds; w++)
        take(tape, &self->luck[w], sizeof self->luck[w]);
    self->worlds_count = worlds;
}

int sim_live_worlds(const struct sim_study *study)
{
    long points = study->design.worlds == NULL ? 0 : study->design.points;
    return (int)(points < SIM_LIVE_MOST_WORLDS ? points : SIM_LIVE_MOST_WORLDS);
}

enum sim_status sim_live_write(const struct sim_study *study, const struct sim_table *tables,
                               const struct sim_model *model, unsigned char **bytes, size_t *size,
                               struct sim_errors *errors)
{
    struct tape tape = { .good = true };

    put(&tape, MARK, sizeof MARK);
    put_text(&tape, model->name);
    put_text(&tape, model->version);
    put_count(&tape, model->params.count);
    put_cells(&tape, study);
    put(&tape, &study->seed, sizeof study->seed);
    put_count(&tape, study->months);
    put_count(&tape, study->arms_count);
    for (int a = 0; a < study->arms_count; a++)
        put_arm(&tape, &study->arms[a], tables + a * model->tables_count, study->model);
    put_worlds(&tape, study);
    *bytes = tape.bytes;
    *size = tape.size;
    return tape.good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for the bytes of a study");
}

/** Are the bytes a study of this very model? */
static bool is_of_model(struct tape *tape, const struct sim_model *model)
{
    char mark[sizeof MARK] = { 0 }, *name, *version;
    bool same;

    take(tape, mark, sizeof mark);
    name = take_text(tape);
    version = take_text(tape);
    same = tape->good && memcmp(mark, MARK, sizeof MARK) == 0 && strcmp(name, model->name) == 0 &&
           strcmp(version, model->version) == 0 && take_count(tape, 1 << 20) == model->params.count;
    free(name);
    free(version);
    return same;
}

enum sim_status sim_live_read(struct sim_live_study *self, const struct sim_model *model, const unsigned char *bytes,
                              size_t size, struct sim_errors *errors)
{
    struct tape tape = { .bytes = (unsigned char *)(uintptr_t)bytes, .size = size, .good = true };
    int arms;

    *self = (struct sim_live_study){ 0 };
    if (!is_of_model(&tape, model)) {
        return sim_fail(errors, SIM_DATA, "these bytes are no study of model %s, version %s", model->name,
                        model->version);
    }
    take_cells(&tape, self, model);
    take(&tape, &self->seed, sizeof self->seed);
    self->months = take_count(&tape, 1 << 20);
    arms = take_count(&tape, MOST_ARMS);
    self->arms = calloc((size_t)arms + 1, sizeof *self->arms);
    self->tables_count = arms * model->tables_count;
    self->tables = calloc((size_t)self->tables_count + 1, sizeof *self->tables);
    tape.good = tape.good && self->arms != NULL && self->tables != NULL && arms > 0;
    for (int a = 0; tape.good && a < arms; a++, self->arms_count++)
        take_arm(&tape, &self->arms[a], self->tables + a * model->tables_count, &self->model);
    take_worlds(&tape, self);
    return tape.good && tape.at == size ? SIM_OK : sim_fail(errors, SIM_DATA, "the bytes of the study are damaged");
}

void sim_live_study_free(struct sim_live_study *self)
{
    for (int a = 0; a < self->arms_count; a++)
        sim_arm_free(&self->arms[a], &self->model);
    for (int t = 0; self->tables != NULL && t < self->tables_count; t++) {
        free(self->tables[t].place);
        free(self->tables[t].first);
    }
    for (int i = 0; i < self->factors_count; i++)
        free(self->factors[i].values);
    for (int i = self->own_params; i < self->model.params.count; i++)
        free((void *)(uintptr_t)self->params[i].cell);
    SIM_FREE(self->params, self->factors, self->luck, self->tables, self->arms);
    *self = (struct sim_live_study){ 0 };
}
