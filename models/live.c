/* live.c - hands the collaboration model to the engine of the page. */
#include "collaboration.h"

extern const struct sim_model *const live_model;
const struct sim_model *const live_model = &collaboration;
