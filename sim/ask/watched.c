/* watched.c - reads "mean(HISTORY,MONTHS)" and the like, and computes it. */
#include "watched.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "../run/scan.h"
#include "names.h"

static const char *const words[] = { [SIM_VALUE] = "", [SIM_MEAN] = "mean", [SIM_CHANGE] = "change" };

/** The word before the bracket; SIM_VALUE where there is none. */
static enum sim_watching word_of(const char *text, size_t length)
{
    for (int what = SIM_MEAN; what <= SIM_CHANGE; what++)
        if (strlen(words[what]) == length && strncmp(text, words[what], length) == 0) {
            return (enum sim_watching)what;
        }
    return SIM_VALUE;
}

enum sim_status sim_watched_read(struct sim_watched *self, const struct sim_plan *plan, const char *text, size_t length,
                                 struct sim_errors *errors)
{
    char all[160], name[128] = "", end[2] = "";
    int last = plan->study->months - 1;

    snprintf(all, sizeof all, "%.*s", (int)(length < sizeof all ? length : sizeof all - 1), text);
    size_t word = strcspn(all, "(");
    *self = (struct sim_watched){ .what = all[word] == '(' ? word_of(all, word) : SIM_VALUE, .months = 1 };
    if (all[word] == '\0') {
        snprintf(name, sizeof name, "%.127s", all);
    } else if (self->what == SIM_VALUE ||
               sscanf(all + word, "(%127[^,()],%d%c%c", name, &self->months, &end[0], &end[1]) != 3 || end[0] != ')') {
        return sim_fail(errors, SIM_USAGE, "'%s' is not HISTORY, mean(HISTORY,MONTHS) or change(HISTORY,MONTHS)", all);
    }
    if (self->months < 1 || self->months > (last > 1 ? last : 1)) {
        return sim_fail(errors, SIM_USAGE, "'%s': the months are a whole number from 1 to %d", all,
                        last > 1 ? last : 1);
    }
    self->history = sim_find_history(plan, name, errors);
    self->kept = self->history < 0 ? -1 : sim_kept_history(plan, self->history);
    return self->history < 0 ? SIM_USAGE : SIM_OK;
}

double sim_watched_at(const struct sim_watched *self, const float *history, int month)
{
    double sum = 0;

    switch (self->what) {
    case SIM_VALUE:
        return (double)history[month];
    case SIM_CHANGE:
        return month < self->months ? (double)NAN : (double)history[month] - (double)history[month - self->months];
    default:
        for (int m = month; m > month - self->months && m >= 0; m--)
            sum += (double)history[m];
        return month + 1 < self->months ? (double)NAN : sum / self->months;
    }
}
