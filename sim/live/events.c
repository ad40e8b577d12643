/* events.c - state of each wanted lane at the end of two months, and the events that the model sees between them. */
#include "events.h"

#include <stdlib.h>

#include "../memory.h"

static int width(const struct sim_live *live)
{
    return SIM_LIVE_EVENT + live->model->fields_count;
}

static int rows_of(const struct sim_live *live, int state)
{
    return live->model->rows(live->world, live->model->state[state].extent);
}

void sim_live_tell(struct sim_live *self, int lanes, int occasion)
{
    self->events.lanes = lanes;
    self->events.occasion = occasion;
}

void sim_live_events_free(struct sim_live_events *self)
{
    SIM_FREE(self->numbers, self->columns, self->rows);
    *self = (struct sim_live_events){ 0 };
}

/** [state variable] of a lane in this month, or the month before. */
static double **columns_of(const struct sim_live *live, int lane, int turn)
{
    return live->events.columns + ((long)lane * 2 + turn) * live->model->state_count;
}

static void state_copy(const struct sim_live *live, int lane, int turn)
{
    const struct sim_kernel *kernel = live->kernel;

    for (int s = 0; s < live->model->state_count; s++) {
        const void *column = kernel->column(&live->room.pack, s);
        double *to = columns_of(live, lane, turn)[s];
        int rows = rows_of(live, s);
        for (int row = 0; row < rows; row++)
            to[row] = sim_real_at(kernel, column, (long)row * kernel->lanes + lane);
    }
}

/** Room for two months of each wanted lane. */
static bool states_make(struct sim_live *live)
{
    struct sim_live_events *self = &live->events;
    size_t months = (size_t)self->lanes * 2, states = (size_t)live->model->state_count, numbers = 0;

    for (int s = 0; s < live->model->state_count; s++)
        numbers += (size_t)rows_of(live, s);
    free(self->numbers);
    free(self->columns);
    self->numbers = calloc(months * numbers + 1, sizeof *self->numbers);
    self->columns = calloc(months * states + 1, sizeof *self->columns);
    double *at = self->numbers;
    for (size_t i = 0; at != NULL && self->columns != NULL && i < months * states; i++) {
        self->columns[i] = at;
        at += rows_of(live, (int)(i % states));
    }
    return self->numbers != NULL && self->columns != NULL;
}

enum sim_status sim_live_events_begin(struct sim_live *live, sim_month_begins begins, struct sim_errors *errors)
{
    struct sim_live_events *self = &live->events;

    self->count = 0;
    self->turn = 0;
    self->good = true;
    self->lanes = live->model->occasions_count == 0 ? 0 : self->lanes;
    self->lanes = self->lanes < live->kernel->lanes ? self->lanes : live->kernel->lanes;
    if (self->lanes == 0) {
        return SIM_OK;
    }
    if (!states_make(live)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for the state of %d runs", self->lanes);
    }
    sim_pack_first_day(&live->room, live->model, live->kernel, begins, live);
    for (int lane = 0; lane < self->lanes; lane++)
        state_copy(live, lane, 0);
    return SIM_OK;
}

/** Room for another event. */
static bool widen(struct sim_live *live)
{
    struct sim_live_events *self = &live->events;
    long room = self->room == 0 ? 256 : 2 * self->room;

    if (self->count < self->room) {
        return true;
    }
    if (!SIM_RESIZE(self->rows, (size_t)room * (size_t)width(live))) {
        return self->good = false;
    }
    self->room = room;
    return true;
}

static void keep(void *context, const struct sim_happening *event)
{
    struct sim_live *live = context;
    struct sim_live_events *self = &live->events;

    if ((self->occasion >= 0 && event->occasion != self->occasion) || !widen(live)) {
        return;
    }
    double *to = self->rows + self->count++ * width(live);
    to[SIM_LIVE_LANE] = self->lane;
    to[SIM_LIVE_MONTH] = live->room.pack.month;
    to[SIM_LIVE_OCCASION] = event->occasion;
    to[SIM_LIVE_ENTITY] = event->entity;
    to[SIM_LIVE_OTHER] = event->other;
    for (int i = 0; i < live->model->fields_count; i++)
        to[SIM_LIVE_EVENT + i] = event->fields[i];
}

void sim_live_events_month(struct sim_live *live)
{
    struct sim_live_events *self = &live->events;

    self->turn = 1 - self->turn;
    for (self->lane = 0; self->lane < self->lanes; self->lane++) {
        state_copy(live, self->lane, self->turn);
        live->model->happened(live->world, (const double *const *)columns_of(live, self->lane, 1 - self->turn),
                              (const double *const *)columns_of(live, self->lane, self->turn), keep, live);
    }
}

void sim_live_sentence(const struct sim_live *self, long i, char *text, size_t size)
{
    const double *at = self->events.rows + i * width(self);
    const struct sim_happening event = { (int)at[SIM_LIVE_OCCASION], (int)at[SIM_LIVE_ENTITY], (int)at[SIM_LIVE_OTHER],
                                         at + SIM_LIVE_EVENT };

    sim_happening_sentence(self->model, self->world, &event, text, size);
}
