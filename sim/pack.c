/* pack.c - memory of a pack, and the loop over its months. */
#include "pack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 64 };

static size_t aligned(size_t bytes)
{
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

enum sim_status sim_room_init(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel,
                              size_t state_bytes, struct sim_errors *errors)
{
    size_t lanes = (size_t)kernel->lanes, real = (size_t)kernel->real_bytes;
    size_t state = aligned(state_bytes), params = aligned((size_t)model->params.count * lanes * real);
    size_t histories = aligned((size_t)model->histories_count * lanes * real);
    size_t outcomes = aligned((size_t)model->outcomes_count * lanes * sizeof(double));
    size_t replicate = aligned(lanes * sizeof(uint32_t)), failed = aligned(lanes * sizeof(int));
    char *at;

    *self = (struct sim_room){ .state_bytes = state_bytes };
    self->memory = aligned_alloc(ALIGNMENT, state + params + histories + outcomes + 2 * replicate + failed);
    if (self->memory == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a pack of %zu bytes", state_bytes);
    }
    at = self->memory;
    self->pack.state = at;
    self->pack.params = at += state;
    self->pack.histories = at += params;
    self->pack.outcomes = (double *)(at += histories);
    self->pack.replicate = (uint32_t *)(at += outcomes);
    self->pack.drawn = (uint32_t *)(at += replicate);
    self->pack.failed = (int *)(at + replicate);
    return SIM_OK;
}

void sim_room_free(struct sim_room *self)
{
    free(self->memory);
    *self = (struct sim_room){ 0 };
}

void sim_pack_put_cell(const struct sim_pack *pack, const struct sim_kernel *kernel, const struct sim_model *model,
                       int param, int row)
{
    const struct sim_cell_name *cell = model->params.list[param].cell;
    size_t bytes = (size_t)kernel->lanes * (size_t)kernel->real_bytes;
    const char *values = (const char *)pack->params + (size_t)param * bytes;

    if (row >= 0) {
        char *now = (char *)kernel->cells(pack, cell->table, cell->column, false) + (size_t)row * bytes;
        char *last = (char *)kernel->cells(pack, cell->table, cell->column, true) + (size_t)row * bytes;
        memcpy(last, pack->month > 0 ? now : values, bytes);
        memcpy(now, values, bytes);
    }
}

void sim_pack_enter(struct sim_pack *pack, const struct sim_model *model, const void *world)
{
    pack->world = world;
    pack->places = model->places == NULL ? NULL : model->places(world);
}

void sim_pack_first_day(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel,
                        sim_month_begins begins, void *context)
{
    struct sim_pack *pack = &self->pack;

    memset(pack->state, 0, kernel->state_bytes(pack->world));
    memset(pack->failed, 0, (size_t)kernel->lanes * sizeof *pack->failed);
    memset(pack->histories, 0, (size_t)model->histories_count * (size_t)kernel->lanes * (size_t)kernel->real_bytes);
    pack->month = 0;
    if (kernel->prepare != NULL) {
        kernel->prepare(pack);
    }
    begins(pack, (void *)(uintptr_t)pack->params, context);
    kernel->first_day(pack);
}

/** One month: every phase that is not left out, in order. */
static void pack_month(struct sim_pack *pack, const struct sim_model *model, const struct sim_kernel *kernel)
{
    for (int i = 0; i < model->phases_count; i++)
        if (!sim_left_out(pack, i)) {
            kernel->phases[i](pack);
        }
}

/** An outcome may be "none" (NAN), but not infinite. */
static void refuse_infinite(struct sim_pack *pack, const struct sim_model *model, int lanes)
{
    for (int i = 0; i < model->outcomes_count; i++)
        for (int lane = 0; lane < lanes; lane++)
            if (isinf(pack->outcomes[i * lanes + lane]) && pack->failed[lane] == 0) {
                pack->failed[lane] = SIM_REASON_INFINITE;
            }
}

void sim_pack_run(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel,
                  sim_month_begins begins, sim_month_ends ends, void *context)
{
    struct sim_pack *pack = &self->pack;

    self->stopped = false;
    sim_pack_first_day(self, model, kernel, begins, context);
    for (; pack->month < pack->months && !self->stopped; pack->month++) {
        if (pack->month > 0) {
            begins(pack, (void *)(uintptr_t)pack->params, context);
        }
        pack_month(pack, model, kernel);
        ends(pack, pack->histories, context);
    }
    if (self->stopped) {
        return;
    }
    kernel->finish(pack);
    kernel->check(pack);
    refuse_infinite(pack, model, kernel->lanes);
}
