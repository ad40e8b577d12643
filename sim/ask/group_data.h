/* group_data.h - how much an outcome hangs on several parameters together, from any sample of worlds. */
#ifndef SIM_GROUP_DATA_H
#define SIM_GROUP_DATA_H

#include "resample.h"

enum { SIM_MOST_NEIGHBOURS = 4096 }; /* worlds that are looked at */

/** Parameters that are asked about together. */
struct sim_part_of {
    char name[128];
    int *factors, count;
};

/** First-order index of each group into first[groups]: the part of the variance that its parameters explain, alone and
 * with each other. Worlds that lie next to each other in the ranks of the group's parameters take the place of worlds
 * that are equal in them (Broto, Bachoc & Depecker 2020): S = (mean of y y' - mean^2) / V. With many parameters the
 * nearest world is far, and the index too low. *line: what the largest of all groups stays under in 19 of 20
 * permutations of the answers. x[n][factors], y[n], NAN where there is none; the first SIM_MOST_NEIGHBOURS that have an
 * answer count. False without memory; NAN of under 20 answers or without spread. */
bool sim_group_data(const double *x, const double *y, long n, int factors, const struct sim_part_of *groups, int count,
                    struct sim_lot lot, double *first, double *line);

#endif
