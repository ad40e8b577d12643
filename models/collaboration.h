/* collaboration.h - the theory of collaborative advantage and inertia as one constant record for the engine. */
#ifndef COLLABORATION_H
#define COLLABORATION_H

#include "../sim/model.h"

extern const struct sim_model collaboration;

#endif
