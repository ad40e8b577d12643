/* events.h - what happened in a month of one run: who acted, what moved, who came and went. */
#ifndef EVENTS_H
#define EVENTS_H

#include "../sim/model.h"

/** See sim_model.happened: compares the state at the end of two months. */
void events_of_month(const void *world, const double *const *before, const double *const *now, sim_report callback,
                     void *context);

#endif
