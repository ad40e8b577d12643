/* group_data.h - how much an outcome depends on several parameters together, from any random sample of worlds. */
#ifndef SIM_GROUP_DATA_H
#define SIM_GROUP_DATA_H

#include "resample.h"

enum { SIM_MOST_NEIGHBOURS = 4096 }; /* worlds that are used */

/** Parameters that are treated as one group. */
struct sim_part_of {
    char name[128];
    int *factors, count;
};

/** First-order index of each group into first[groups]: the part of the variance that its parameters explain, alone and
 * with each other. The estimate needs pairs of worlds with equal values of these parameters; nearest neighbours in the
 * ranks of the parameters take their place (Broto, Bachoc & Depecker 2020): S = (mean of y y' - mean^2) / V. With many
 * parameters the nearest world is far away, and the index is too low. *line: the value that the largest of all groups
 * stays under in 19 of 20 permutations of the answers. x[n][factors], y[n]: as in sim_given_data(); only the first
 * SIM_MOST_NEIGHBOURS worlds with an answer count. False without memory. NAN with under 20 answers, or without
 * spread. */
bool sim_group_data(const double *x, const double *y, long n, int factors, const struct sim_part_of *groups, int count,
                    struct sim_stream stream, double *first, double *line);

#endif
