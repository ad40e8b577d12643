/* box.c - finds one box: peels, chooses a step, and mends it. */
#include "box.h"

#include <math.h>

#include "box_peel.h"

/** The step that parts the worlds best; or the first that is dense enough, 0 where none is. */
static int step_chosen(const struct sim_peel *steps, int count, const struct sim_box_wish *wish)
{
    int best = 0;
    for (int s = 1; s < count; s++) {
        if (!isnan(wish->density) && steps[s].box.hits >= wish->density * steps[s].box.worlds) {
            return s;
        }
        if (isnan(wish->density) &&
            sim_parting(steps[s].box, steps[0].box) > sim_parting(steps[best].box, steps[0].box)) {
            best = s;
        }
    }
    return best;
}

void sim_box_find(struct sim_box *box, struct sim_box_room *room, const struct sim_load *loads,
                  const struct sim_box_wish *wish)
{
    *box = (struct sim_box){ .ranges = room->ranges, .steps = room->steps };
    box->steps_count = sim_peel_all(room, loads, wish);
    box->all = box->load = room->steps[0].box;
    box->chosen = step_chosen(room->steps, box->steps_count, wish);
    sim_peel_replay(room, box->chosen);
    if (box->chosen > 0) {
        box->load = sim_box_mend(room, loads, box->all, wish);
        box->found = sim_box_limits(room->field, room->ranges, room->limits) > 0;
    }
}
