/* components.c - mean squares solved for their parts. */
#include "components.h"

#include <math.h>

struct sim_components sim_components_of(const struct sim_margins *margins, bool shared)
{
    double points = margins->points, replicates = margins->replicates;
    /* A point's replicates differ by luck and rest, the means of replicates by luck and rest / P. */
    double rest = shared ? (margins->within - margins->of_replicates) * points / (points - 1) : margins->within;
    rest = rest < 0 ? 0 : rest;
    double luck = shared ? margins->within - rest : 0, between = margins->of_points - rest / replicates;
    bool enough = points > 1 && replicates > 1;

    return enough ? (struct sim_components){ between < 0 ? 0 : between, luck < 0 ? 0 : luck, rest }
                  : (struct sim_components){ (double)NAN, (double)NAN, (double)NAN };
}
