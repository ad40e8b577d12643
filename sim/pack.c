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

/** Numbers of one outcome of an entity, of all lanes. */
static size_t numbers_of(const struct sim_model *model, const struct sim_kernel *kernel, const void *world, int outcome)
{
    return (size_t)model->rows(world, model->outcomes_of[outcome].extent) * (size_t)kernel->lanes;
}

size_t sim_pack_bytes(const struct sim_model *model, const struct sim_kernel *kernel, const void *world)
{
    size_t bytes = aligned(kernel->state_bytes(world));
    for (int i = 0; i < model->outcomes_of_count; i++)
        bytes += numbers_of(model, kernel, world, i) * sizeof(double);
    return bytes;
}

enum sim_status sim_room_init(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel,
                              size_t world_bytes, struct sim_errors *errors)
{
    size_t lanes = (size_t)kernel->lanes, real = (size_t)kernel->real_bytes;
    size_t state = aligned(world_bytes), params = aligned((size_t)model->params.count * lanes * real);
    size_t histories = aligned((size_t)model->histories_count * lanes * real);
    size_t outcomes = aligned((size_t)model->outcomes_count * lanes * sizeof(double));
    size_t replicate = aligned(lanes * sizeof(uint32_t)), failed = aligned(lanes * sizeof(int));
    char *at;

    *self = (struct sim_room){ 0 };
    self->memory = aligned_alloc(ALIGNMENT, state + params + histories + outcomes + 2 * replicate + failed);
    self->outcomes_of = calloc((size_t)model->outcomes_of_count + 1, sizeof *self->outcomes_of);
    if (self->memory == NULL || self->outcomes_of == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a pack of %zu bytes", world_bytes);
    }
    at = self->memory;
    self->pack.state = at;
    self->pack.params = at += state;
    self->pack.histories = at += params;
    self->pack.outcomes = (double *)(at += histories);
    self->pack.outcomes_of = self->outcomes_of;
    self->pack.replicate = (uint32_t *)(at += outcomes);
    self->pack.drawn = (uint32_t *)(at += replicate);
    self->pack.failed = (int *)(at + replicate);
    return SIM_OK;
}

void sim_room_free(struct sim_room *self)
{
    free(self->memory);
    free(self->outcomes_of);
    *self = (struct sim_room){ 0 };
}

/** Find the place of each outcome of an entity, behind the state, and say "none" of all. */
static void entities_begin(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel)
{
    const void *world = self->pack.world;
    double *at = (double *)(void *)((char *)self->pack.state + aligned(kernel->state_bytes(world)));

    for (int i = 0; i < model->outcomes_of_count; i++) {
        size_t count = numbers_of(model, kernel, world, i);
        self->outcomes_of[i] = at;
        for (size_t k = 0; k < count; k++)
            *at++ = (double)NAN;
    }
}

void sim_pack_first_day(struct sim_room *self, const struct sim_model *model, const struct sim_kernel *kernel,
                        sim_month_begins begins, void *context)
{
    struct sim_pack *pack = &self->pack;

    memset(pack->state, 0, kernel->state_bytes(pack->world));
    memset(pack->failed, 0, (size_t)kernel->lanes * sizeof *pack->failed);
    memset(pack->histories, 0, (size_t)model->histories_count * (size_t)kernel->lanes * (size_t)kernel->real_bytes);
    entities_begin(self, model, kernel);
    pack->month = 0;
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

/** An outcome may be "none" (NAN), but not infinite. `count`: numbers a lane. */
static void refuse_infinite(struct sim_pack *pack, const double *outcomes, size_t count, int lanes)
{
    for (size_t i = 0; i < count * (size_t)lanes; i++) {
        int *failed = &pack->failed[i % (size_t)lanes];
        if (isinf(outcomes[i]) && *failed == 0) {
            *failed = SIM_REASON_INFINITE;
        }
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
    refuse_infinite(pack, pack->outcomes, (size_t)model->outcomes_count, kernel->lanes);
    for (int i = 0; i < model->outcomes_of_count; i++)
        refuse_infinite(pack, pack->outcomes_of[i],
                        (size_t)numbers_of(model, kernel, pack->world, i) / (size_t)kernel->lanes, kernel->lanes);
}
