/* test_pack.c - one pack through its months. */
#include <math.h>

#include "../../sim/kernels.h"
#include "../../sim/pack.h"
#include "support.h"
#include "told.h"

struct diary {
    int begun, ended, months[8];
};

static void begins(struct sim_pack *pack, void *params, void *context)
{
    const struct sim_kernel *kernel = toy.kernels[0];
    float *real = params; /* [parameter][lane] */
    ((struct diary *)context)->months[((struct diary *)context)->begun++] = pack->month;
    for (int i = 0; i < TOY_PARAMS; i++)
        for (int lane = 0; lane < kernel->lanes; lane++)
            real[i * kernel->lanes + lane] = (float)toy.params.list[i].value;
}

static void ends(const struct sim_pack *pack, const void *histories, void *context)
{
    (void)pack;
    (void)histories;
    ((struct diary *)context)->ended++;
}

Test(pack, begins_and_ends_each_month_once_and_starts_afresh_when_used_again)
{
    const struct sim_kernel *kernel = sim_kernel_choose(&toy, NULL);
    struct toy_world world = { .walkers = 5 };
    struct sim_errors errors = { 0 };
    struct sim_room room;
    struct diary diary = { 0 };
    double first;
    if (kernel->real_bytes != 4 || kernel != toy.kernels[0]) {
        return; /* the diary writes floats for the widest kernel */
    }
    cr_assert(sim_room_init(&room, &toy, kernel, sim_pack_bytes(&toy, kernel, &world), &errors) == SIM_OK);
    room.pack.world = &world;
    room.pack.months = 4;
    for (int lane = 0; lane < kernel->lanes; lane++)
        room.pack.replicate[lane] = (uint32_t)lane;
    sim_pack_run(&room, &toy, kernel, begins, ends, &diary);
    first = room.pack.outcomes[TOY_HEIGHT * kernel->lanes + 3];
    cr_expect(diary.begun == 4 && diary.ended == 4 && diary.months[0] == 0 && diary.months[3] == 3);
    diary = (struct diary){ 0 };
    sim_pack_run(&room, &toy, kernel, begins, ends, &diary);
    cr_expect(room.pack.outcomes[TOY_HEIGHT * kernel->lanes + 3] == first);
    cr_expect(room.pack.outcomes[TOY_HEIGHT * kernel->lanes + 2] != first);
    cr_expect(((uintptr_t)room.pack.state & 63) == 0);
    sim_room_free(&room);
}

Test(kernels, are_chosen_by_name_or_the_best_that_runs)
{
    char name[16];
    const struct sim_kernel *best = sim_kernel_choose(&toy, NULL);
    cr_assert(best != NULL);
    sim_kernel_name(best, name, sizeof name);
    cr_expect(sim_kernel_choose(&toy, name) == best);
    cr_expect(sim_kernel_choose(&toy, "v9_64") == NULL && sim_kernel_choose(&toy, "") == NULL);
}

Test(kernels, that_compute_fewer_runs_at_once_follow_one_another_down_to_the_least)
{
    const struct sim_kernel *kernel = sim_kernel_choose(&toy, NULL), *smaller;
    int least = kernel->lanes;
    for (int i = 0; toy.kernels[i] != NULL; i++)
        least = toy.kernels[i]->lanes < least ? toy.kernels[i]->lanes : least;
    while ((smaller = sim_kernel_smaller(&toy, kernel)) != NULL) {
        cr_assert(smaller->lanes < kernel->lanes);
        kernel = smaller;
    }
    cr_expect(kernel->lanes == least);
}

static void rains(struct sim_pack *pack, void *params, void *context)
{
    const struct sim_kernel *kernel = told.kernels[0];
    (void)pack;
    (void)context;
    for (int i = 0; i < TOLD_PARAMS; i++)
        for (int lane = 0; lane < kernel->lanes; lane++) {
            ((float *)params)[i * kernel->lanes + lane] = i == TOLD_RAIN ? (float)(1 + lane) : 0;
        }
}

/* Of three buckets the last takes three times the rain, two months long; with rain 2 that is 12 litres. Two buckets are
 * green and blue. The gap behind the last bucket has no step. */
Test(pack, gives_an_outcome_to_each_entity_of_a_world_and_none_to_what_is_not_there)
{
    const struct sim_kernel *kernel = told.kernels[0];
    struct sim_errors errors = { 0 };
    struct sim_room room;
    if (kernel->real_bytes != 4) {
        return; /* rains() writes floats */
    }
    cr_assert(sim_room_init(&room, &told, kernel, sim_pack_bytes(&told, kernel, &(struct told_world){ 3 }), &errors) ==
              SIM_OK);
    for (int buckets = 3; buckets >= 2; buckets--) {
        struct told_world world = { buckets };
        const double *const *of = (const double *const *)room.pack.outcomes_of;
        room.pack.world = &world;
        room.pack.months = 2;
        sim_pack_run(&room, &told, kernel, rains, ends, &(struct diary){ 0 });
        cr_expect(of[TOLD_EACH_LEVEL][(buckets - 1) * kernel->lanes + 1] == 12);
        cr_expect(of[TOLD_EACH_FULL][(buckets - 1) * kernel->lanes + 1] == 0);
        cr_expect(of[TOLD_EACH_FULL][(buckets - 1) * kernel->lanes + 3] == 1, "24 litres are twenty or more");
        cr_expect(of[TOLD_PAIR_STEP][1] == 4 && isnan(of[TOLD_PAIR_STEP][(buckets - 1) * kernel->lanes + 1]));
    }
    sim_room_free(&room);
}
