/* store_variables.c - slices of variables, whatever they are. */
#include "store_variables.h"

#include <stdlib.h>
#include <string.h>

#include "store_hdf5.h"

hid_t sim_variable_open(hid_t file, const char *name)
{
    return H5Lexists(file, name, H5P_DEFAULT) > 0 ? H5Dopen2(file, name, H5P_DEFAULT) : -1;
}

int sim_variable_shape(hid_t set, hsize_t extent[2])
{
    hid_t space = set < 0 ? -1 : H5Dget_space(set);
    int rank = space < 0 ? -1 : H5Sget_simple_extent_ndims(space);

    extent[0] = extent[1] = 0;
    if (rank == 1 || rank == 2) {
        rank = H5Sget_simple_extent_dims(space, extent, NULL);
    }
    sim_hdf5_close(space, H5Sclose);
    return rank;
}

bool sim_variable_numbers(hid_t set, const char *name, double *values, int count)
{
    hid_t attribute = H5Aexists(set, name) > 0 ? H5Aopen(set, name, H5P_DEFAULT) : -1;
    hid_t space = attribute < 0 ? -1 : H5Aget_space(attribute);
    bool good = space >= 0 && H5Sget_simple_extent_npoints(space) == count &&
                H5Aread(attribute, H5T_NATIVE_DOUBLE, values) >= 0;

    sim_hdf5_close(space, H5Sclose);
    sim_hdf5_close(attribute, H5Aclose);
    return good;
}

bool sim_variable_along(hid_t set, hid_t type, long first, long count, void *to)
{
    hsize_t start = (hsize_t)first, extent = (hsize_t)count, whole[2];
    hid_t space = sim_variable_shape(set, whole) != 1 ? -1 : H5Dget_space(set);
    hid_t memory = H5Screate_simple(1, &extent, NULL);
    bool good = space >= 0 && start + extent <= whole[0] &&
                H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL, &extent, NULL) >= 0 &&
                H5Dread(set, type, memory, space, H5P_DEFAULT, to) >= 0;

    H5Sclose(memory);
    sim_hdf5_close(space, H5Sclose);
    return good;
}

bool sim_variable_texts(hid_t set, hid_t type, long count, char **texts)
{
    char **read = calloc((size_t)count, sizeof *read);
    hid_t own = set < 0 ? -1 : H5Dget_type(set);
    bool good =
        read != NULL && own >= 0 && H5Tget_class(own) == H5T_STRING && sim_variable_along(set, type, 0, count, read);

    for (long i = 0; good && i < count; i++)
        good = read[i] != NULL && (texts[i] = strdup(read[i])) != NULL;
    for (long i = 0; read != NULL && i < count; i++)
        H5free_memory(read[i]);
    free(read);
    sim_hdf5_close(own, H5Tclose);
    return good;
}
