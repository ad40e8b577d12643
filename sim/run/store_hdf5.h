/* store_hdf5.h - HDF5 functions that the files store*.c share. */
#ifndef SIM_STORE_HDF5_H
#define SIM_STORE_HDF5_H

#include <hdf5.h>
#include <stdbool.h>
#include <stdint.h>

#include "../error.h"

/** Stop HDF5 from printing its own messages, since this program reports failures by status; and from cleaning up at the
 * end of the program, since HDF5 may crash there after a failure. */
static inline void sim_store_quiet(void)
{
    H5dont_atexit();
    H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

/** Close with H5Sclose() or its like what HDF5 gave; a negative number is nothing. */
static inline void sim_hdf5_close(hid_t one, herr_t (*close)(hid_t one))
{
    if (one >= 0) {
        close(one);
    }
}

enum { SIM_IMAGE_STEP = 1 << 20 }; /* by which a file in memory grows */

/** Make a new file in memory, -1 on failure; and copy out its bytes, which the caller frees, false on failure. */
hid_t sim_hdf5_memory(void);
bool sim_hdf5_image(hid_t file, void **bytes, size_t *size);

/** The type of a text: UTF-8 of any length. */
hid_t sim_hdf5_words(void);

/** A results file that is being written. Any failure sets `good` to false, and it stays false: check it at the end. */
struct sim_sink {
    hid_t file, text; /* text: variable-length UTF-8 */
    bool good;
};

/** Attributes of an object: a text; numbers; long_name, units (NULL: none) and role; and flag_values with flag_meanings
 * where numbers name something. */
void sim_hdf5_text(struct sim_sink *self, hid_t object, const char *name, const char *value);
void sim_hdf5_numbers(struct sim_sink *self, hid_t object, const char *name, hid_t type, const void *values, int count);
void sim_hdf5_describe(struct sim_sink *self, hid_t set, const char *meaning, const char *unit, const char *role);
void sim_hdf5_flags(struct sim_sink *self, hid_t object, hid_t type, const char *words, int first);

/** A group of the file whose members keep their order, or -1. */
hid_t sim_hdf5_group(struct sim_sink *self, const char *name);

enum { SIM_GROWING = -1, SIM_GROWS_BY = 1024 };

/** A dimension of netCDF that is no variable, of `size` places or SIM_GROWING. */
hid_t sim_hdf5_dimension(struct sim_sink *self, hid_t group, const char *name, long size);
/** Set the number of places of a growing dimension. */
void sim_hdf5_grow(struct sim_sink *self, hid_t dimension, long size);

/** A variable along a dimension. `fill` is the value of places that are never written; NULL: HDF5's default. */
hid_t sim_hdf5_along(struct sim_sink *self, hid_t group, hid_t dimension, const char *name, hid_t type,
                     const void *fill);
/** Write `count` values from place `first` on. A growing variable is extended first. */
void sim_hdf5_put(struct sim_sink *self, hid_t set, hid_t type, long first, long count, const void *data);

/** The type in memory of a dataset that holds bytes, floats or doubles; -1 for any other dataset. */
hid_t sim_hdf5_type(hid_t set);
/** Read `count` rows from row `first` on: `columns` numbers each from number `column` on, or one where `columns` is 0.
 * False where HDF5 fails. */
bool sim_hdf5_rows(hid_t set, hid_t type, long first, long count, long column, long columns, void *to);

/** Look at every object of the open file `path`, and read all that this program reads of its `size` bytes, in a child
 * process: somebody may have made it so that HDF5 crashes, reads for hours or takes all memory. SIM_DATA where it does,
 * and where a link, external storage, a virtual dataset or a filter leads out of the file. */
SIM_MUST_USE enum sim_status sim_foreign_check(const char *path, int file, uint64_t size, struct sim_errors *errors);

#endif
