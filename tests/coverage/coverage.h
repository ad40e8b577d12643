/* coverage.h - what the parts of the simulation share: how many studies, chance, and how a line is told. */
#ifndef COVERAGE_H
#define COVERAGE_H

#include <stdio.h>
#include <stdlib.h>

#include "sim/ask/resample.h"
#include "sim/error.h"

extern long studies;
extern uint64_t seed;

/** Chance of one simulated study, by a name and its number. */
struct sim_stream lot_of(const char *name, long study);
double normal(struct sim_stream *stream);

/** Heading and table of one part. */
void head(const char *title);
/** One line: how often something was so, in per cent; what it was is a format and what it takes. */
void tell(const char *promised, long hits, long n, const char *format, ...) SIM_PRINTF(4, 5);

/** The interval of a mean of numbers within low..high, as all answers have it. */
struct sim_interval interval_of(const double *x, long n, double low, double high);
bool holds(struct sim_interval interval, double truth);

/** Fewer studies of what takes long: one in `part`, and 20 at least. */
long some_of(long part);

/* Parts of the simulation, beside those in coverage.c. */
void cover_claims(void);
void cover_compare(void);
void cover_sensitivity(void);

#endif
