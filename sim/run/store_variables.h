/* store_variables.h - variables of a results file that is read: for store*.c alone. */
#ifndef SIM_STORE_VARIABLES_H
#define SIM_STORE_VARIABLES_H

#include <hdf5.h>
#include <stdbool.h>

/** The variable of this name, or -1. */
hid_t sim_variable_open(hid_t file, const char *name);

/** Number of dimensions, and the lengths of one or two; otherwise they are 0. */
int sim_variable_shape(hid_t set, hsize_t extent[2]);

/** `count` numbers of an attribute; false, and nothing written, where there are not so many. */
bool sim_variable_numbers(hid_t set, const char *name, double *values, int count);

/** `count` values of a variable along the runs, from run `first` on, as HDF5's `type`. */
bool sim_variable_along(hid_t set, hid_t type, long first, long count, void *to);

/** The first `count` texts of such a variable into texts[count], each the caller's to free, NULL where there is none.
 * `type`: of texts. False where one is missing. */
bool sim_variable_texts(hid_t set, hid_t type, long count, char **texts);

#endif
