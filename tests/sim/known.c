/* known.c - the record of the model of known functions. */
#include "known.h"

#include "sim/kernels.h"

SIM_KERNELS(known);

#define X(n)                                                                                                           \
    {                                                                                                                  \
        "x" #n, SIM_REAL, 0.5, 0, 1, 0, 1, "1", SIM_LEVER, false, NULL, "A number", "definition", NULL                 \
    }
static const struct sim_param params[KNOWN_PARAMS] = { X(1),  X(2),  X(3),  X(4),  X(5),  X(6),  X(7),  X(8),
                                                       X(9),  X(10), X(11), X(12), X(13), X(14), X(15), X(16),
                                                       X(17), X(18), X(19), X(20), X(21), X(22), X(23), X(24) };

static const struct sim_series outcomes[KNOWN_OUTCOMES] = {
    { "ishigami", "1", -100, 100, NULL, "Ishigami's function" },
    { "g", "1", -100, 100, NULL, "Sobol's G function" },
    { "plane", "1", -100, 100, NULL, "A bent plane" },
    { "lucky", "1", -100, 100, NULL, "Ishigami's function and luck" },
};

static const struct sim_name draws[KNOWN_DRAWS] = { { "luck", "What is added" } };

static enum sim_status world_new(void **world, const struct sim_table *tables, const double *values, uint64_t seed,
                                 struct sim_errors *errors)
{
    static int nothing;
    (void)tables;
    (void)values;
    (void)seed;
    (void)errors;
    *world = &nothing;
    return SIM_OK;
}

static void world_free(void *world)
{
    (void)world;
}

const struct sim_model known = {
    .name = "known",
    .version = "1",
    .title = "Known functions",
    .meaning = "Functions whose sensitivities are known",
    .params = { .list = params, .count = KNOWN_PARAMS },
    .outcomes = outcomes,
    .outcomes_count = KNOWN_OUTCOMES,
    .draws = draws,
    .draws_count = KNOWN_DRAWS,
    .kernels = known_kernels,
    .start = "2010-04",
    .world_new = world_new,
    .world_free = world_free,
};
