/* compare_tables.h - the tables of `compare`, for compare.c alone. */
#ifndef SIM_COMPARE_TABLES_H
#define SIM_COMPARE_TABLES_H

#include "../ask/compare.h"
#include "session.h"
#include "sheet.h"

/** What is asked of a comparison. */
struct sim_compare_wish {
    const bool *wanted;     /* [outcome], of what the comparison lists */
    bool entities;          /* the comparison is of entities: rows begin with one, or with the word of a share */
    const char *history;    /* the watched history, in words: rows begin with a month; NULL: no history */
    double quantile, worth; /* NAN: not asked for */
};

/** Means of the arms by themselves. */
void sim_levels_fill(struct sim_sheet *sheet, const struct sim_compare *compare, const struct sim_compare_wish *wish);

/** Differences of the wanted numbers, or of the wanted shares. */
void sim_effects_fill(struct sim_sheet *sheet, const struct sim_compare *compare, const struct sim_compare_wish *wish,
                      bool shares);
/** How often runs ended in each word of the wanted choices. */
void sim_regimes_fill(struct sim_sheet *sheet, const struct sim_compare *compare, const struct sim_compare_wish *wish);
/** If the points are worlds of a file, and taken together: the share of them in which each wanted difference is above
 * 0. */
SIM_MUST_USE enum sim_status sim_signs_fill(struct sim_sheet *sheet, const struct sim_compare *compare,
                                            const struct sim_compare_wish *wish, const char *out,
                                            struct sim_errors *errors);
/** Which arms may be the best, if there are three or more. */
SIM_MUST_USE enum sim_status sim_best_fill(struct sim_sheet *sheet, const struct sim_compare *compare,
                                           const struct sim_compare_wish *wish, struct sim_errors *errors);
/** At which level of the first parameter each arm has the most, or the least, for each level of the second. */
SIM_MUST_USE enum sim_status sim_peaks_fill(struct sim_sheet *sheet, const struct sim_compare *compare,
                                            const struct sim_compare_wish *wish, struct sim_errors *errors);
/** The values of the parameters at the points, or levels, that the rows name. Reads only plan, groups and levels of the
 * comparison. The caller frees the columns. */
SIM_MUST_USE enum sim_status sim_points_fill(struct sim_sheet *sheet, const struct sim_compare *compare,
                                             struct sim_errors *errors);
/** Differences of a quantile; no rows if none is asked for. */
void sim_quantiles_fill(struct sim_sheet *sheet, const struct sim_compare *compare,
                        const struct sim_compare_wish *wish);

/** Print what the repeats are, and then the tables. Outcomes in which no arms differ are left out, and named in one
 * line. */
void sim_compare_say(const struct sim_session *session, const struct sim_compare *compare,
                     const struct sim_sheet *sheets, int count);

#endif
