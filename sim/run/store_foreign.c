/* store_foreign.c - looks at every object of a file before anything is read: somebody may have made it to show the
 * reader's own files, or to start a program. */
#include <hdf5.h>

#include "store_hdf5.h"

enum { MOST_PACKED = 1100, SMALL = 1 << 20 }; /* deflate makes at most so many bytes of one */

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

    if (space >= 0) {
        H5Sclose(space);
    }
    if (type >= 0) {
        H5Tclose(type);
    }
    return fits;
}

static bool is_plain_set(hid_t set, uint64_t size)
{
    hid_t create = H5Dget_create_plist(set);
    bool plain = create >= 0 && H5Pget_layout(create) != H5D_VIRTUAL && H5Pget_external_count(create) == 0 &&
                 has_plain_filters(create) && has_room(set, size);

    if (create >= 0) {
        H5Pclose(create);
    }
    return plain;
}

/** One link: below 0 ends the visit. */
static herr_t look(hid_t file, const char *name, const H5L_info_t *link, void *size)
{
    hid_t one = link->type == H5L_TYPE_HARD ? H5Oopen(file, name, H5P_DEFAULT) : -1;
    bool plain = one >= 0 && (H5Iget_type(one) != H5I_DATASET || is_plain_set(one, *(const uint64_t *)size));

    if (one >= 0) {
        H5Oclose(one);
    }
    return plain ? 0 : -1;
}

bool sim_hdf5_is_self_contained(hid_t file, uint64_t size)
{
    return H5Lvisit(file, H5_INDEX_NAME, H5_ITER_NATIVE, look, &size) >= 0;
}
