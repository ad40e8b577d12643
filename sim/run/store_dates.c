/* store_dates.c - the months as dates, in the words of CF: readers of netCDF decode them. Months as such, "months
 * since", they decode wrongly or not at all. */
#include <stdio.h>
#include <stdlib.h>

#include "store_layout.h"

/** Days from 1 March of year 0 to the first of a month, in the calendar of today reckoned back. The year begins in
 * March, so that the day more of a leap year is its last. */
static long days_to(long month)
{
    long marches = month - 2, year = marches / 12, of_year = marches % 12;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * of_year + 2) / 5;
}

void sim_layout_dates(struct sim_layout *self)
{
    const struct sim_study *study = self->plan->study;
    int *days = malloc((size_t)study->months * sizeof *days);
    hid_t set = sim_hdf5_along(self->sink, self->sink->file, self->month, "date", H5T_STD_I32LE, NULL);
    char units[64];
    long year = 0, month = 1;

    sscanf(study->start, "%ld-%ld", &year, &month);
    month += 12 * (year + 400) - 1; /* 400 years, after which the calendar repeats, leave no month before its first */
    for (int i = 0; days != NULL && i < study->months; i++)
        days[i] = (int)(days_to(month + i) - days_to(month));
    self->sink->good = self->sink->good && days != NULL;
    if (self->sink->good) {
        sim_hdf5_put(self->sink, set, H5T_NATIVE_INT, 0, study->months, days);
        snprintf(units, sizeof units, "days since %s-01", study->start);
        sim_hdf5_describe(self->sink, set, "First day of the month", units, "calendar");
        sim_hdf5_text(self->sink, set, "standard_name", "time");
        sim_hdf5_text(self->sink, set, "calendar", "proleptic_gregorian");
    }
    free(days);
    self->date = set;
}
