/* sectors.c - sectors pass on anger from above (F6) and reorganise their organisations (A21). */
#include "sectors.h"

#include "state.h"

PHASE sectors_press_down(struct sim_pack *pack)
{
    HERE(pack);
    real on = ON(reorganisation);

    chance_fill(now->dice, pack, DRAW_ANGER, SECTORS_COUNT);
    for (int s = 0; s < SECTORS_COUNT; s++)
        LANES
            now->anger[s][lane] = now->dice[s][lane] < p->sectors_anger[lane] ? p->context_shock[lane] : R(0);

    chance_fill(now->dice, pack, DRAW_REORGANISATION, 2 * w->organisations);
    for (int o = 0; o < w->organisations; o++) {
        LANES {
            bool starts = now->dice[2 * o][lane] < on * p->context_reorganisation[lane];
            real left = max(R(0), now->reorganising[o][lane] - R(1));
            real position = now->home[o][lane];
            now->reorganising[o][lane] = starts ? p->organisations_reorganisation_months[lane] : left;
            now->home[o][lane] = starts ? sectors_new_position(position, now->dice[2 * o + 1][lane]) : position;
        }
    }
}
