/* match_tables.h - the tables of `match`. */
#ifndef SIM_MATCH_TABLES_H
#define SIM_MATCH_TABLES_H

#include "../ask/matching.h"
#include "sheet.h"

enum {
    SIM_MATCH_WORLDS,
    SIM_MATCH_VALUES,
    SIM_MATCH_PATTERNS,
    SIM_MATCH_PAIRS,
    SIM_MATCH_FACTORS,
    SIM_MATCH_WAVES,
    SIM_MATCH_SHEETS
};

/** Parts of the files' names: "worlds.csv", "worlds_values.csv" and so on. */
extern const char *const sim_match_suffixes[SIM_MATCH_SHEETS];

/** Fill all tables. The caller frees them with sim_match_tables_free(). */
SIM_MUST_USE enum sim_status sim_match_tables(struct sim_sheet *sheets, const struct sim_matching_run *found,
                                              struct sim_errors *errors);
void sim_match_tables_free(struct sim_sheet *sheets);

/** Number of factors about which something was learned; they are the first rows of their table. */
int sim_match_learned(const struct sim_matching_run *found);

/** What was found in sentences: how many worlds are kept, what was learned, and what else to do. */
void sim_match_say(const struct sim_matching_run *found);

#endif
