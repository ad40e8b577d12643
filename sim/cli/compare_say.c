/* compare_say.c - a comparison on the screen. Files have every row; here rows in which nothing differs are named in one
 * line. */
#include <stdlib.h>
#include <string.h>

#include "compare_tables.h"

/* Columns that are left out on a screen. */
#define QUIET "against", "p_holm", "negative_share", "resolvable", "low_missing", "high_missing", "method", "over"
static const char *const quiet[] = { QUIET, NULL }, *const quieter[] = { QUIET, "point", NULL };

/* With more rows it would take long to find those that say the same. */
enum { MOST_ROWS = 4000 };

static int column_of(const struct sim_sheet *sheet, const char *name)
{
    for (int c = 0; c < sheet->columns_count; c++)
        if (strcmp(sheet->columns[c], name) == 0) {
            return c;
        }
    return -1;
}

static const char *at(const struct sim_sheet *sheet, long row, int column)
{
    return column < 0 ? "" : sheet->cells[row * sheet->columns_count + column];
}

/** Columns that say what a row is about, beside its arm. */
struct about {
    int outcome, regime, entity;
};

static struct about about_of(const struct sim_sheet *sheet)
{
    return (struct about){ column_of(sheet, "outcome"), column_of(sheet, "regime"), column_of(sheet, "entity") };
}

static bool are_alike(const struct sim_sheet *sheet, const struct about *about, long a, long b, bool entities)
{
    return strcmp(at(sheet, a, about->outcome), at(sheet, b, about->outcome)) == 0 &&
           strcmp(at(sheet, a, about->regime), at(sheet, b, about->regime)) == 0 &&
           (!entities || strcmp(at(sheet, a, about->entity), at(sheet, b, about->entity)) == 0);
}

static bool is_none(const struct sim_sheet *sheet, long row, const char *column)
{
    int found = column_of(sheet, column);
    return found >= 0 && strcmp(at(sheet, row, found), "0") == 0;
}

/** Does a row say that nothing differs: no pair, and no run without a pair; or that no run ended in this word? */
static bool is_idle(const struct sim_sheet *sheet, long row)
{
    bool alike =
        strcmp(at(sheet, row, column_of(sheet, "mean")), at(sheet, row, column_of(sheet, "mean_against"))) == 0;
    return is_none(sheet, row, "count") ||
           (alike && is_none(sheet, row, "positive_share") && is_none(sheet, row, "negative_share"));
}

/** Mark the rows of things that are idle in every arm. */
static void mark_idle(const struct sim_sheet *sheet, long rows, bool *idle)
{
    const struct about about = about_of(sheet);

    for (long row = 0; row < rows; row++)
        idle[row] = is_idle(sheet, row);
    for (long row = 0; row < rows; row++)
        for (long other = 0; other < rows && !idle[row]; other++)
            idle[other] = idle[other] && !are_alike(sheet, &about, row, other, true);
}

/** Is it the first row about this? */
static bool is_first(const struct sim_sheet *sheet, long row, const bool *idle, bool entities)
{
    const struct about about = about_of(sheet);

    for (long before = 0; before < row; before++)
        if (idle[before] && are_alike(sheet, &about, before, row, entities)) {
            return false;
        }
    return true;
}

/** "deliveries (board, hub)", or "(all)" where no entity has a row that is not idle. */
static void name_group(const struct sim_sheet *sheet, long rows, long first, const bool *idle)
{
    const struct about about = about_of(sheet);
    const char *separator = "";
    bool all = true;

    printf("%s%s%s", at(sheet, first, about.outcome), about.regime < 0 ? "" : "=", at(sheet, first, about.regime));
    if (about.entity < 0) {
        return;
    }
    for (long row = 0; row < rows; row++)
        all = all && (idle[row] || !are_alike(sheet, &about, first, row, false));
    fputs(all ? " (all)" : " (", stdout);
    for (long row = first; row < rows && !all; row++)
        if (idle[row] && are_alike(sheet, &about, first, row, false) && is_first(sheet, row, idle, true)) {
            printf("%s%s", separator, at(sheet, row, about.entity));
            separator = ", ";
        }
    fputs(all ? "" : ")", stdout);
}

/** One line on the idle rows: how many things they are about, and which. */
static void name_idle(const struct sim_sheet *sheet, long rows, const bool *idle)
{
    long count = 0;
    const char *separator = "";

    for (long row = 0; row < rows; row++)
        count += idle[row] && is_first(sheet, row, idle, true);
    if (count == 0) {
        return;
    }
    printf("  %ld not shown, %s: ", count,
           column_of(sheet, "count") >= 0 ? "because no run of any arm ended so" : "because they differ in no pair");
    for (long row = 0; row < rows; row++)
        if (idle[row] && is_first(sheet, row, idle, false)) {
            printf("%s", separator);
            name_group(sheet, rows, row, idle);
            separator = "; ";
        }
    printf("\n");
}

/** The rows that are not idle, and then the line. */
static void print_shown(const struct sim_sheet *sheet, const char *const *skip)
{
    long rows = sheet->used / sheet->columns_count, kept = 0;
    int width = sheet->columns_count;
    bool *idle = calloc((size_t)rows + 1, sizeof *idle), *words = calloc((size_t)sheet->used + 1, sizeof *words);
    char **cells = calloc((size_t)sheet->used + 1, sizeof *cells);
    struct sim_sheet shown = *sheet;

    if (idle != NULL && words != NULL && cells != NULL && rows <= MOST_ROWS) {
        mark_idle(sheet, rows, idle);
        for (long cell = 0; cell < sheet->used; cell++)
            if (!idle[cell / width]) {
                words[kept] = sheet->words[cell];
                cells[kept++] = sheet->cells[cell];
            }
        shown.words = words;
        shown.cells = cells;
        shown.used = kept;
    }
    printf("\n");
    if (shown.used > 0) {
        sim_sheet_print(&shown, skip);
    } else {
        printf("%s\n", sheet->title);
    }
    if (shown.cells == cells) {
        name_idle(sheet, rows, idle);
    }
    free(idle);
    free(words);
    free(cells);
}

/** What the rows are of. */
static const char *groups_word(const struct sim_session *session, const struct sim_compare *compare)
{
    return compare->over != NULL      ? ", each level by itself"
           : compare->by_group        ? ", each point by itself"
           : compare->by_world        ? compare->arms < 2 ? "" : " and world"
           : session->plan.points > 1 ? ", averaged over the points of a replicate"
                                      : "";
}

void sim_compare_say(const struct sim_session *session, const struct sim_compare *compare,
                     const struct sim_sheet *sheets, int count)
{
    const char *over = sim_compare_over(compare);
    bool alone = compare->arms < 2;

    printf("%s\n", session->study.title);
    printf(alone ? "the only arm is '%s'" : "against '%s', paired by replicate",
           session->study.arms[compare->against].name);
    printf("%s; %ld replicates, %ld points, %ld runs failed\n", groups_word(session, compare), session->plan.replicates,
           session->plan.points, compare->failed);
    if (compare->absent > 0) {
        printf("%ld of %ld runs are missing, or belong to the same %s as missing ones, and are left out\n",
               compare->absent, session->plan.runs, compare->by_world ? "world" : "replicate");
    }
    if (compare->over != NULL && compare->over->left_out > 0) {
        printf("%ld points are left out: their other parameters do not occur at every level\n",
               compare->over->left_out);
    }
    sim_say_over(over, compare->by_world, session->plan.points);
    printf(alone || over[0] == '\0' ? "\n" : "; low_all and high_all hold for all %ld together\n", compare->together);
    sim_session_say_looks(session);
    for (int i = 0; i < count; i++)
        if (sheets[i].used > 0 &&
            (alone || strcmp(sheets[i].title, "levels") != 0)) { /* the means are in the rows of the effects */
            print_shown(&sheets[i], compare->by_group ? quiet : quieter);
        }
}
