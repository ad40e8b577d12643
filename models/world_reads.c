/* world_reads.c - which parameters the tables of a scenario make idle. */
#include "world.h"

bool world_reads(const struct sim_table *tables, int param)
{
    bool organisations = tables[WORLD_TABLE_organisations].rows > 0, forums = tables[WORLD_TABLE_forums].rows > 0;

    switch (param) {
    case PARAM_world_organisations:
    case PARAM_world_mix:
    case PARAM_world_forums:
    case PARAM_world_seats:
        return !organisations;
    case PARAM_world_governance:
        return !organisations || !forums;
    default:
        return true;
    }
}
