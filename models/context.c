/* context.c - the outside world moves on. Writes turbulence, money and arisen need; reads nothing that people do. */
#include "context.h"

#include "state.h"

/** Money of each sector, around its plan. */
static void money_comes(struct sim_pack *pack)
{
    HERE(pack);
    real dice[CHANCE_ROWS(SECTORS_COUNT)][SIM_LANES];

    chance_fill(dice, pack, DRAW_FUNDING, SECTORS_COUNT);
    for (int s = 0; s < SECTORS_COUNT; s++) {
        real exposed = one_if((s == SECTOR_voluntary) | (s == SECTOR_funders));
        LANES {
            real noise = context_noise(now->noise[s][lane], dice[s][lane], p->context_turbulence[lane]);
            now->noise[s][lane] = noise;
            now->money[s][lane] = context_money(p->context_funding[s][lane], p->context_brexit[lane],
                                                exposed * p->sectors_exposure[lane], noise);
        }
    }
}

PHASE context_moves_on(struct sim_pack *pack)
{
    HERE(pack);
    real dice[CHANCE_ROWS(2)][SIM_LANES];

    chance_fill(dice, pack, DRAW_TURBULENCE, 2);
    LANES {
        bool strikes = dice[0][lane] < p->context_turbulence[lane];
        real size = p->context_shock[lane] * (R(0.5) + dice[1][lane]);
        now->turbulence[0][lane] = strikes ? min(size, R(1)) : R(0);
        now->arisen_now[0][lane] = R(0);
    }
    money_comes(pack);
    for (int r = 0; r < RESOURCES_COUNT; r++)
        LANES {
            real need = context_need(p->context_need[lane], p->context_demand[lane], (real)w->field[r],
                                     p->context_brexit[lane], p->users_unsure[lane]);
            now->arisen_field[r][lane] = need;
            now->arisen_now[0][lane] += need;
        }
    LANES
        now->arisen[0][lane] += now->arisen_now[0][lane];
}
