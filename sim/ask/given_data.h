/* given_data.h - which parameters an outcome depends on, from any random sample of worlds; no special design is needed.
 * The values of a parameter are cut into slices of equal counts, or into its own few values. If the parameter matters,
 * outcomes differ between its slices. Permutations show how large an index becomes by chance alone. */
#ifndef SIM_GIVEN_DATA_H
#define SIM_GIVEN_DATA_H

#include "resample.h"

enum { SIM_PERMUTATIONS = 200, SIM_MOST_SLICES = 10 };

/** How much an outcome depends on a parameter. */
struct sim_dependence {
    double first; /* the first-order index: the share of the variance that lies between the means of slices, less the
                     part that chance adds (Kelley 1935; Pearson's correlation ratio; Plischke 2012) */
    double pawn;  /* median over slices of the greatest distance between the distribution in the slice and in all
                     (Pianosi & Wagener 2018): shows any difference, also of spread */
    double delta; /* half of the mean distance between the distribution in a slice and in all, over ten classes of
                     answers (Borgonovo 2007; Plischke, Borgonovo & Smith 2013), less the mean over permutations of the
                     answers; 1: the parameter alone determines the class. Like pawn, but for the mean slice */
};

/** Compute the indices of all parameters, x[n][factors], for the answers y[n]; worlds whose answer is NAN do not count.
 * `lines`: for each index the value that the largest of all parameters stays under in 19 of 20 permutations of the
 * answers; an index below its line may be chance alone. False without memory. NAN with under 20 answers, or without
 * spread. */
bool sim_given_data(const double *x, const double *y, long n, int factors, struct sim_stream stream,
                    struct sim_dependence *depends, struct sim_dependence *lines);

#endif
