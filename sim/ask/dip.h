/* dip.h - does a sample have two or more regimes? Hartigan's dip (Hartigan & Hartigan 1985; AS 217 as mended by
 * Maechler, R's diptest): the distance of the sample from the nearest distribution with one peak. A skewed sample has
 * one peak. */
#ifndef SIM_DIP_H
#define SIM_DIP_H

#include "resample.h"

/** The dip of n sorted numbers, 1 / (2 n) to 1 / 4. NAN without memory or numbers. */
double sim_dip(const double *sorted, long n);

/** Dip that one in twenty samples of n uniform numbers exceeds. Of all distributions with one peak, the uniform one
 * dips most. From a table; sqrt(n) dip is interpolated between its sizes. */
double sim_dip_bar(long n);

enum sim_regimes { SIM_REGIMES_UNTOLD, SIM_ONE_REGIME, SIM_TWO_REGIMES };

/** Regimes of n numbers, which are sorted in place. SIM_REGIMES_UNTOLD with under 20 numbers, or under three different
 * ones. Equal numbers are first spread over the smallest step between any two: whole numbers (months, persons) would
 * otherwise dip only because they are whole. */
enum sim_regimes sim_regimes_of(double *x, long n);

#endif
