/* compare_points.c - what the points or levels of a comparison are, and at which level each arm does best. */
#include <stdlib.h>

#include "compare_tables.h"

static bool is_word(const struct sim_param *param)
{
    return param->kind == SIM_CHOICE || param->kind == SIM_FLAG;
}

/** Factors of the rows: all of the design, or those whose levels are printed. */
static int factors_of(const struct sim_compare *compare)
{
    return compare->over != NULL ? compare->over->count : compare->plan->study->design.factors_count;
}

static int factor_of(const struct sim_compare *compare, int i)
{
    return compare->over != NULL ? compare->over->factors[i] : i;
}

enum sim_status sim_points_fill(struct sim_sheet *sheet, const struct sim_compare *compare, struct sim_errors *errors)
{
    int width = factors_of(compare), all = compare->plan->study->design.factors_count;
    bool levels = compare->over != NULL;
    const char **columns = calloc((size_t)width + 2, sizeof *columns);
    double *row = calloc((size_t)all + 1, sizeof *row);
    bool good = columns != NULL && row != NULL;

    *sheet = (struct sim_sheet){ .title = "points", .columns = columns, .columns_count = width + 1 + levels };
    for (int i = 0; good && i < width + 2; i++)
        columns[i] = i == 0      ? "point"
                     : i > width ? "points"
                                 : sim_plan_factor(compare->plan, factor_of(compare, i - 1))->name;
    for (long group = 0; good && width > 0 && group < compare->groups; group++) {
        sim_sheet_number(sheet, (double)group);
        if (!levels) {
            sim_plan_rows(compare->plan, group, 1, row);
        }
        for (int i = 0; i < width; i++)
            sim_sheet_value(sheet, sim_plan_factor(compare->plan, factor_of(compare, i)),
                            levels ? compare->over->level[group * width + i] : row[i]);
        if (levels) {
            sim_sheet_number(sheet, (double)compare->over->size[group]);
        }
    }
    free(row);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for %ld points", compare->groups);
}

/* --- peaks --- */

static const char *const peak_columns[] = { "outcome", "best", "arm", "parameter", "beside", "at", "low", "high" };

/** Room for the levels of the first parameter that are met at one level of the second. */
struct line {
    long *groups;
    double *places;
    int count;
};

/** The levels beside `group`. */
static void line_fill(struct line *self, const struct sim_margin *over, long group)
{
    self->count = 0;
    for (long other = 0; other < over->groups; other++)
        if (over->count < 2 || over->level[other * 2 + 1] == over->level[group * 2 + 1]) {
            self->groups[self->count] = other;
            self->places[self->count++] = over->level[other * over->count];
        }
}

static bool put_peak(struct sim_sheet *sheet, const struct sim_compare *compare, const struct line *line, int arm,
                     int outcome, bool low)
{
    const struct sim_margin *over = compare->over;
    struct sim_peak peak;
    bool good = sim_compare_peak(compare, line->groups, line->places, line->count, arm, outcome, low, &peak);

    sim_sheet_word(sheet, compare->compared[outcome].outcome->name);
    sim_sheet_word(sheet, low ? "lowest" : "highest");
    sim_sheet_word(sheet, compare->plan->study->arms[arm].name);
    sim_sheet_word(sheet, sim_plan_factor(compare->plan, over->factors[0])->name);
    if (over->count > 1) {
        sim_sheet_value(sheet, sim_plan_factor(compare->plan, over->factors[1]), over->level[line->groups[0] * 2 + 1]);
    } else {
        sim_sheet_number(sheet, (double)NAN);
    }
    SIM_SHEET_PUT(sheet, peak.place, peak.interval.low, peak.interval.high);
    return good;
}

/** Is a group the first with its level of the second parameter? */
static bool is_first(const struct sim_margin *over, long group)
{
    for (long before = 0; before < group; before++)
        if (over->count < 2 || over->level[before * 2 + 1] == over->level[group * 2 + 1]) {
            return false;
        }
    return true;
}

enum sim_status sim_peaks_fill(struct sim_sheet *sheet, const struct sim_compare *compare,
                               const struct sim_compare_wish *wish, struct sim_errors *errors)
{
    const struct sim_margin *over = compare->over;
    struct line line = { calloc((size_t)compare->groups, sizeof *line.groups),
                         calloc((size_t)compare->groups, sizeof *line.places), 0 };
    bool good = line.groups != NULL && line.places != NULL;

    *sheet = SIM_SHEET("peaks", peak_columns);
    for (long group = 0; good && over != NULL && group < over->groups; group++) {
        if (is_word(sim_plan_factor(compare->plan, over->factors[0])) || !is_first(over, group)) {
            continue;
        }
        line_fill(&line, over, group);
        for (int i = 0; i < compare->outcomes && line.count > 1; i++)
            for (int arm = 0; arm < 2 * compare->arms; arm++)
                if (wish->wanted[i] && compare->compared[i].number->choices == NULL) {
                    good = good && put_peak(sheet, compare, &line, arm / 2, i, arm % 2 == 1);
                }
    }
    free(line.groups);
    free(line.places);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory to find the best levels");
}
