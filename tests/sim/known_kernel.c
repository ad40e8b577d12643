/* known_kernel.c - the functions, lane by lane. A test's kernel may call sin: only its own numbers hang on it. */
#include "sim/kernel.h"

#include "known.h"

static size_t state_bytes(const void *world)
{
    (void)world;
    return sizeof(real[SIM_LANES]);
}

static void nothing(struct sim_pack *pack)
{
    (void)pack;
}

static double ishigami(const double *x)
{
    double z1 = M_PI * (2 * x[0] - 1), z2 = M_PI * (2 * x[1] - 1), z3 = M_PI * (2 * x[2] - 1);
    return sin(z1) + 7 * sin(z2) * sin(z2) + 0.1 * z3 * z3 * z3 * z3 * sin(z1);
}

static double g(const double *x)
{
    static const double a[] = { 0, 1, 4.5, 9 };
    double product = 1;
    for (int i = 0; i < KNOWN_PARAMS; i++) {
        double own = i < 4 ? a[i] : 99;
        product *= (fabs(4 * x[i] - 2) + own) / (1 + own);
    }
    return product;
}

static void finish(struct sim_pack *pack)
{
    const real(*params)[SIM_LANES] = pack->params;
    for (int lane = 0; lane < SIM_LANES; lane++) {
        double x[KNOWN_PARAMS];
        double luck =
            (double)chance_cell(chance_block(pack, pack->replicate[lane], pack->drawn[lane], KNOWN_DRAW_LUCK, 0).v[0]);
        for (int i = 0; i < KNOWN_PARAMS; i++)
            x[i] = (double)params[i][lane];
        pack->outcomes[KNOWN_ISHIGAMI * SIM_LANES + lane] = ishigami(x);
        pack->outcomes[KNOWN_G * SIM_LANES + lane] = g(x);
        pack->outcomes[KNOWN_PLANE * SIM_LANES + lane] = 3 * x[0] - 2 * x[1] + x[0] * x[2];
        pack->outcomes[KNOWN_LUCKY * SIM_LANES + lane] = ishigami(x) + 10 * (luck - 0.5);
    }
}

SIM_KERNEL(known, .state_bytes = state_bytes, .first_day = nothing, .finish = finish, .check = nothing);
