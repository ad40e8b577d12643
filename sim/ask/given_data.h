/* given_data.h - which parameters an outcome hangs on, from any sample of worlds: no design but chance is needed.
 * Each parameter is cut into slices of equal counts (or its own few values); a parameter that matters gives its slices
 * other outcomes. What a ranking of parameters without meaning would reach is told beside. */
#ifndef SIM_GIVEN_DATA_H
#define SIM_GIVEN_DATA_H

#include "resample.h"

enum { SIM_PERMUTATIONS = 200, SIM_MOST_SLICES = 10 };

/** How much an outcome hangs on a parameter. */
struct sim_hang {
    double first; /* share of the variance between the means of slices, less what chance makes of it (Kelley 1935): the
                     first-order index (Pearson's correlation ratio; Plischke 2012) */
    double pawn;  /* median over slices of the greatest distance between the distribution in the slice and in all
                     (Pianosi & Wagener 2018): sees any difference, also of spread */
    double delta; /* half of the mean distance between the distribution in a slice and in all, over ten classes of
                     answers (Borgonovo 2007; Plischke, Borgonovo & Smith 2013), less what permutations of the answers
                     find; 1: the parameter alone tells the class. As pawn, but of the mean slice */
};

/** Of parameters x[n][factors] and answers y[n], NAN where there is none: those worlds do not count. `lines`: what the
 * largest of all parameters stays under in 19 of 20 permutations of the answers; what does not pass its line is not
 * told from nothing. False without memory; NAN of under 20 answers or without spread. */
bool sim_given_data(const double *x, const double *y, long n, int factors, struct sim_lot lot, struct sim_hang *hangs,
                    struct sim_hang *lines);

#endif
