/* store_foreign.c - reads a file in a child process before this one does: somebody may have made it to show the
 * reader's own files, to start a program, or so that HDF5 crashes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../child.h"
#include "store_driver.h"
#include "store_hdf5.h"
#include "store_provenance.h"

enum { MOST_PACKED = 1100, SMALL = 1 << 20 }; /* deflate makes at most so many bytes of one */
enum { PIECE = 8 << 20 };                     /* bytes of numbers read at a time */

/* What the child may take. On one core a file of 250 MB is read in a second. */
static const double SECONDS = 3, SECONDS_A_BYTE = 1e-7, BYTES = 512 << 20;

struct foreign {
    const char *path;
    int file;
    uint64_t size;
};

static bool has_plain_filters(hid_t create)
{
    bool plain = true;
    for (int i = 0; i < H5Pget_nfilters(create); i++) {
        size_t none = 0;
        H5Z_filter_t filter = H5Pget_filter2(create, (unsigned)i, NULL, &none, NULL, 0, NULL, NULL);
        plain =
            plain && (filter == H5Z_FILTER_DEFLATE || filter == H5Z_FILTER_SHUFFLE || filter == H5Z_FILTER_FLETCHER32);
    }
    return plain;
}

/** May a dataset hold so many numbers in a file of `size` bytes? */
static bool has_room(hid_t set, uint64_t size)
{
    hid_t space = H5Dget_space(set), type = H5Dget_type(set);
    hssize_t points = space < 0 ? -1 : H5Sget_simple_extent_npoints(space);
    double bytes = (double)points * (double)(type < 0 ? 0 : H5Tget_size(type));
    bool fits = points >= 0 && type >= 0 && bytes <= (double)size * MOST_PACKED + SMALL;

    sim_hdf5_close(space, H5Sclose);
    sim_hdf5_close(type, H5Tclose);
    return fits;
}

static bool is_plain_set(hid_t set, uint64_t size)
{
    hid_t create = H5Dget_create_plist(set);
    bool plain = create >= 0 && H5Pget_layout(create) != H5D_VIRTUAL && H5Pget_external_count(create) == 0 &&
                 has_plain_filters(create) && has_room(set, size);

    sim_hdf5_close(create, H5Pclose);
    return plain;
}

/** Read all numbers of a dataset, as the reader of results does. */
static bool is_readable(hid_t set)
{
    hid_t type = sim_hdf5_type(set), space = H5Dget_space(set);
    hsize_t extent[2] = { 0, 0 };
    int rank = space < 0 ? 0 : H5Sget_simple_extent_ndims(space);
    bool good = true;

    if (type >= 0 && (rank == 1 || rank == 2) && H5Sget_simple_extent_dims(space, extent, NULL) == rank) {
        hsize_t row = (rank == 1 ? 1 : extent[1]) * H5Tget_size(type), rows = row == 0 ? 0 : PIECE / row + 1;
        char *piece = malloc((size_t)(rows * row) + 1);
        good = piece != NULL;
        for (hsize_t at = 0; good && row > 0 && at < extent[0]; at += rows)
            good = sim_hdf5_rows(set, type, (long)at, (long)(extent[0] - at < rows ? extent[0] - at : rows), 0,
                                 rank == 1 ? 0 : (long)extent[1], piece);
        free(piece);
    }
    sim_hdf5_close(space, H5Sclose);
    return good;
}

/** One link: below 0 ends the visit. Numbers that this program reads lie outside all groups. */
static herr_t look(hid_t file, const char *name, const H5L_info_t *link, void *size)
{
    hid_t one = link->type == H5L_TYPE_HARD ? H5Oopen(file, name, H5P_DEFAULT) : -1;
    bool plain = one >= 0 && (H5Iget_type(one) != H5I_DATASET || (is_plain_set(one, *(const uint64_t *)size) &&
                                                                  (strchr(name, '/') != NULL || is_readable(one))));

    sim_hdf5_close(one, H5Oclose);
    return plain ? 0 : -1;
}

/** In the child. */
static enum sim_status read_all(void *context, struct sim_errors *errors)
{
    struct foreign *self = context;
    struct sim_provenance origin = { 0 };
    hid_t access = sim_driver_reads(self->file, self->size);
    hid_t file = access < 0 ? -1 : H5Fopen(self->path, H5F_ACC_RDONLY, access);

    if (file < 0) {
        return sim_fail(errors, SIM_DATA, "%s: its seal is right, but HDF5 cannot open it", self->path);
    }
    if (H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, look, &self->size) < 0) {
        return sim_fail(errors, SIM_DATA,
                        "%s: was not written by this program: part of its data lies in another file, needs a filter "
                        "that this program does not use, or cannot be read",
                        self->path);
    }
    return sim_provenance_read(&origin, file)
               ? SIM_OK
               : sim_fail(errors, SIM_DATA, "%s: its seal is right, but it holds no study", self->path);
}

enum sim_status sim_foreign_check(const char *path, int file, uint64_t size, struct sim_errors *errors)
{
    struct foreign self = { path, file, size };
    char *what = malloc(strlen(path) + 128);
    enum sim_status status;

    if (what == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory");
    }
    sprintf(what, "%s: cannot be read: another program made it, or memory is short; the process that read it", path);
    status = sim_child(what, read_all, &self, SECONDS + (double)size * SECONDS_A_BYTE, BYTES + (double)size, errors);
    free(what);
    return status;
}
