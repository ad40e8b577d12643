/* store_hdf5.c - attributes, groups and variables along one dimension, as the parts of a results file have them. */
#include "store_hdf5.h"

#include <hdf5_hl.h>
#include <stdio.h>
#include <stdlib.h>

#include "store.h"

/* The format is the earliest: the image of later ones is broken in HDF5 1.10. */
hid_t sim_hdf5_memory(void)
{
    hid_t access = H5Pcreate(H5P_FILE_ACCESS), create = H5Pcreate(H5P_FILE_CREATE), file = -1;
    if (H5Pset_fapl_core(access, SIM_IMAGE_STEP, 0) >= 0 &&
        H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V110) >= 0 &&
        H5Pset_obj_track_times(create, 0) >= 0) {
        file = H5Fcreate("block", H5F_ACC_TRUNC, create, access);
    }
    H5Pclose(access);
    H5Pclose(create);
    return file;
}

bool sim_hdf5_image(hid_t file, void **bytes, size_t *size)
{
    ssize_t length = H5Fflush(file, H5F_SCOPE_GLOBAL) < 0 ? -1 : H5Fget_file_image(file, NULL, 0);

    *bytes = length <= 0 ? NULL : malloc((size_t)length);
    *size = (size_t)(length < 0 ? 0 : length);
    return *bytes != NULL && H5Fget_file_image(file, *bytes, *size) == length;
}

hid_t sim_hdf5_words(void)
{
    hid_t text = H5Tcopy(H5T_C_S1);
    return H5Tset_size(text, H5T_VARIABLE) >= 0 && H5Tset_cset(text, H5T_CSET_UTF8) >= 0 ? text : -1;
}

void sim_hdf5_text(struct sim_sink *self, hid_t object, const char *name, const char *value)
{
    hid_t space = H5Screate(H5S_SCALAR),
          attribute = H5Acreate2(object, name, self->text, space, H5P_DEFAULT, H5P_DEFAULT);
    self->good = self->good && attribute >= 0 && H5Awrite(attribute, self->text, &value) >= 0;
    sim_hdf5_close(attribute, H5Aclose);
    H5Sclose(space);
}

void sim_hdf5_numbers(struct sim_sink *self, hid_t object, const char *name, hid_t type, const void *values, int count)
{
    hsize_t extent = (hsize_t)count;
    hid_t space = count == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &extent, NULL);
    hid_t attribute = H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    self->good = self->good && attribute >= 0 && H5Awrite(attribute, type, values) >= 0;
    sim_hdf5_close(attribute, H5Aclose);
    H5Sclose(space);
}

void sim_hdf5_flags(struct sim_sink *self, hid_t object, hid_t type, const char *words, int first)
{
    unsigned char bytes[256];
    double numbers[256];
    int count = 1;
    for (const char *at = words; *at != '\0'; at++)
        count += *at == ' ';
    for (int i = 0; i < count && i < 256; i++) {
        bytes[i] = (unsigned char)(first + i);
        numbers[i] = first + i;
    }
    bool small = H5Tequal(type, H5T_NATIVE_UCHAR) > 0;
    sim_hdf5_numbers(self, object, "flag_values", type, small ? (const void *)bytes : (const void *)numbers, count);
    sim_hdf5_text(self, object, "flag_meanings", words);
}

void sim_hdf5_describe(struct sim_sink *self, hid_t set, const char *meaning, const char *unit, const char *role)
{
    sim_hdf5_text(self, set, "long_name", meaning);
    if (unit != NULL) {
        sim_hdf5_text(self, set, "units", unit);
    }
    sim_hdf5_text(self, set, "role", role);
}

hid_t sim_hdf5_group(struct sim_sink *self, const char *name)
{
    hid_t create = H5Pcreate(H5P_GROUP_CREATE), group = -1;

    if (H5Pset_obj_track_times(create, 0) >= 0 &&
        H5Pset_link_creation_order(create, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0) {
        group = H5Gcreate2(self->file, name, H5P_DEFAULT, create, H5P_DEFAULT);
    }
    H5Pclose(create);
    self->good = self->good && group >= 0;
    return group;
}

/** One dimension of `size` places, or one that grows, in chunks. */
static hid_t line(struct sim_sink *self, hid_t group, const char *name, hid_t type, hsize_t size, bool grows,
                  const void *fill)
{
    hsize_t most = grows ? H5S_UNLIMITED : size, chunk = SIM_GROWS_BY;
    hid_t space = H5Screate_simple(1, &size, &most), create = H5Pcreate(H5P_DATASET_CREATE), set = -1;
    bool good = H5Pset_obj_track_times(create, 0) >= 0 && H5Pset_attr_phase_change(create, 64, 0) >= 0;

    good = good && (!grows || H5Pset_chunk(create, 1, &chunk) >= 0);
    good = good && (fill == NULL || H5Pset_fill_value(create, type, fill) >= 0);
    if (good) {
        set = H5Dcreate2(group, name, type, space, H5P_DEFAULT, create, H5P_DEFAULT);
    }
    H5Pclose(create);
    H5Sclose(space);
    self->good = self->good && set >= 0;
    return set;
}

hid_t sim_hdf5_dimension(struct sim_sink *self, hid_t group, const char *name, long size)
{
    char netcdf[80]; /* how netCDF-4 marks a dimension without values of its own */
    long there = size == SIM_GROWING ? 0 : size;
    hid_t set = line(self, group, name, H5T_IEEE_F32BE, (hsize_t)there, size == SIM_GROWING, NULL);

    snprintf(netcdf, sizeof netcdf, "This is a netCDF dimension but not a netCDF variable.%10ld", there);
    self->good = self->good && H5DSset_scale(set, netcdf) >= 0;
    return set;
}

void sim_hdf5_grow(struct sim_sink *self, hid_t dimension, long size)
{
    hsize_t extent = (hsize_t)size;
    self->good = self->good && H5Dset_extent(dimension, &extent) >= 0;
}

/** Places of a variable by now, and whether there may be more. */
static hsize_t places(hid_t set, bool *grows)
{
    hsize_t size = 0, most = 0;
    hid_t space = H5Dget_space(set);
    H5Sget_simple_extent_dims(space, &size, &most);
    H5Sclose(space);
    *grows = most == H5S_UNLIMITED;
    return size;
}

hid_t sim_hdf5_along(struct sim_sink *self, hid_t group, hid_t dimension, const char *name, hid_t type,
                     const void *fill)
{
    bool grows = false;
    hsize_t size = self->good ? places(dimension, &grows) : 0;
    hid_t set = self->good ? line(self, group, name, type, size, grows, fill) : -1;
    self->good = self->good && H5DSattach_scale(set, dimension, 0) >= 0;
    return set;
}

void sim_hdf5_put(struct sim_sink *self, hid_t set, hid_t type, long first, long count, const void *data)
{
    hsize_t start = (hsize_t)first, extent = (hsize_t)count;
    bool grows = false;

    if (!self->good) {
        return;
    }
    if (places(set, &grows) < start + extent && grows) {
        sim_hdf5_grow(self, set, first + count);
    }
    hid_t space = H5Dget_space(set), memory = H5Screate_simple(1, &extent, NULL);
    self->good = self->good && H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL, &extent, NULL) >= 0 &&
                 H5Dwrite(set, type, memory, space, H5P_DEFAULT, data) >= 0;
    H5Sclose(memory);
    H5Sclose(space);
}

hid_t sim_hdf5_type(hid_t set)
{
    hid_t type = H5Dget_type(set);
    H5T_class_t kind = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
    size_t bytes = type < 0 ? 0 : H5Tget_size(type);

    sim_hdf5_close(type, H5Tclose);
    return kind == H5T_INTEGER && bytes == 1              ? H5T_NATIVE_UCHAR
           : kind == H5T_FLOAT && bytes == sizeof(float)  ? H5T_NATIVE_FLOAT
           : kind == H5T_FLOAT && bytes == sizeof(double) ? H5T_NATIVE_DOUBLE
                                                          : -1;
}

bool sim_hdf5_rows(hid_t set, hid_t type, long first, long count, long column, long columns, void *to)
{
    hsize_t start[2] = { (hsize_t)first, (hsize_t)column }, extent[2] = { (hsize_t)count, (hsize_t)columns };
    hid_t space = H5Dget_space(set), memory = H5Screate_simple(columns > 0 ? 2 : 1, extent, NULL);
    bool good = H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, extent, NULL) >= 0 &&
                H5Dread(set, type, memory, space, H5P_DEFAULT, to) >= 0;

    H5Sclose(memory);
    H5Sclose(space);
    return good;
}

void sim_store_version(char *text, int size)
{
    unsigned major = 0, minor = 0, release = 0;
    sim_store_quiet();
    H5get_libversion(&major, &minor, &release);
    snprintf(text, (size_t)size, "HDF5 %u.%u.%u", major, minor, release);
}
