/* toy.h - a model of walkers on a slope, small enough to work out by hand; it stands in for a theory in the engine's
 * tests. Walker i starts at the weight of place i (0 without places), climbs `gain` a month, up or down, and is thrown
 * by luck * (u - 1/2). A study can make it break: 13 walkers are no world, a ceiling that is passed fails the run, and
 * 9 steps make one outcome endless. */
#ifndef TOY_H
#define TOY_H

#include "../../sim/model.h"

enum { TOY_WALKERS, TOY_GAIN, TOY_LUCK, TOY_CEILING, TOY_STEPS, TOY_WAY, TOY_LOUD, TOY_FIXED, TOY_PARAMS };
enum { TOY_HEIGHT, TOY_CROSSING, TOY_SIDE, TOY_SPEED, TOY_OUTCOMES };
enum { TOY_MEAN_HEIGHT, TOY_FIRST_LUCK, TOY_LAST_LUCK, TOY_HISTORIES };
enum { TOY_DRAW_THROW, TOY_DRAWS };
enum { TOY_UNDER_CEILING, TOY_INVARIANTS };
enum { TOY_PLACES, TOY_ROADS, TOY_TABLES };
enum { TOY_PLACE_WEIGHT, TOY_PLACE_KIND, TOY_PLACE_HOME, TOY_PLACE_OPEN, TOY_PLACE_SIZE };
enum { TOY_PHASE_CLIMB, TOY_PHASE_THROW, TOY_PHASE_READ, TOY_MECHANISM_LOUDNESS };

struct toy_world {
    int walkers;
    double start[64]; /* [walker] */
};

extern const struct sim_model toy;

#endif
