/* store.c - blocks as HDF5 images in memory.
 * HDF5 never touches a disk here: a full disk makes it fail once, then claim success, then crash. See sim/README.md. */
#include "store.h"

#include <hdf5.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_hdf5.h"

void sim_store_version(char *text, int size)
{
    unsigned major = 0, minor = 0, release = 0;
    sim_store_quiet();
    H5get_libversion(&major, &minor, &release);
    snprintf(text, (size_t)size, "HDF5 %u.%u.%u", major, minor, release);
}

/* HDF5 asks for room for an image and copies it there; it is handed the image itself, which stays its owner's. */

static void *image_in_its_place(size_t size, H5FD_file_image_op_t operation, void *image)
{
    (void)size;
    (void)operation;
    return image;
}

static void *image_is_there(void *to, const void *from, size_t size, H5FD_file_image_op_t operation, void *image)
{
    (void)from;
    (void)size;
    (void)operation;
    (void)image;
    return to;
}

static herr_t image_stays(void *bytes, H5FD_file_image_op_t operation, void *image)
{
    (void)bytes;
    (void)operation;
    (void)image;
    return 0;
}

static void *owner_is_the_same(void *image)
{
    return image;
}

static herr_t owner_stays(void *image)
{
    (void)image;
    return 0;
}

/** The file whose image these bytes are. HDF5 reads them where they stand, and leaves them: three copies of a block
 * cost more than its reading, and H5LTopen_file_image() leaks. */
static hid_t image_file(const void *bytes, size_t size)
{
    void *image = (void *)(uintptr_t)bytes;
    hid_t access = H5Pcreate(H5P_FILE_ACCESS), file = -1;
    H5FD_file_image_callbacks_t calls = { .image_malloc = image_in_its_place,
                                          .image_memcpy = image_is_there,
                                          .image_free = image_stays,
                                          .udata_copy = owner_is_the_same,
                                          .udata_free = owner_stays,
                                          .udata = image };

    if (H5Pset_fapl_core(access, SIM_IMAGE_STEP, 0) >= 0 && H5Pset_file_image_callbacks(access, &calls) >= 0 &&
        H5Pset_file_image(access, image, size) >= 0) {
        file = H5Fopen("block", H5F_ACC_RDONLY, access);
    }
    H5Pclose(access);
    return file;
}

/** One dataset of up to three extents, written or read whole; its name, type and shape stand in one place. */
struct part {
    const char *name;
    hid_t type;
    int rank;
    hsize_t extent[3];
    void *data;
};

static void block_parts(const struct sim_block *block, struct part parts[SIM_BLOCK_PARTS])
{
    hsize_t runs = (hsize_t)block->count, outcomes = (hsize_t)block->outcomes_count;
    hsize_t histories = (hsize_t)block->histories_count, months = (hsize_t)block->months;

    parts[0] = (struct part){ "status", H5T_NATIVE_UCHAR, 1, { runs }, block->status };
    parts[1] = (struct part){ "reason", H5T_NATIVE_UCHAR, 1, { runs }, block->reason };
    parts[2] = (struct part){ "outcomes", H5T_NATIVE_DOUBLE, 2, { outcomes, runs }, block->outcomes };
    parts[3] = (struct part){ "histories", H5T_NATIVE_FLOAT, 3, { histories, runs, months }, block->histories };
}

static bool part_write(hid_t file, const struct part *part)
{
    hid_t space = H5Screate_simple(part->rank, part->extent, NULL), create = H5Pcreate(H5P_DATASET_CREATE);
    hid_t set = -1;
    bool good = H5Pset_obj_track_times(create, 0) >= 0;

    if (good) {
        set = H5Dcreate2(file, part->name, part->type, space, H5P_DEFAULT, create, H5P_DEFAULT);
        good = set >= 0 && H5Dwrite(set, part->type, H5S_ALL, H5S_ALL, H5P_DEFAULT, part->data) >= 0;
    }
    if (set >= 0) {
        good = H5Dclose(set) >= 0 && good;
    }
    H5Pclose(create);
    H5Sclose(space);
    return good;
}

/** The dataset of a part, if it has the part's shape; below 0 otherwise. */
static hid_t part_open(hid_t file, const struct part *part)
{
    hsize_t extent[3] = { 0 };
    hid_t set = H5Dopen2(file, part->name, H5P_DEFAULT);
    hid_t space = set < 0 ? -1 : H5Dget_space(set);
    bool good = space >= 0 && H5Sget_simple_extent_ndims(space) == part->rank &&
                H5Sget_simple_extent_dims(space, extent, NULL) == part->rank;

    for (int i = 0; good && i < part->rank; i++)
        good = extent[i] == part->extent[i];
    if (space >= 0) {
        H5Sclose(space);
    }
    if (set >= 0 && !good) {
        H5Dclose(set);
    }
    return good ? set : -1;
}

/** Bytes of a part. */
static size_t part_bytes(const struct part *part)
{
    size_t bytes = H5Tget_size(part->type);
    for (int i = 0; i < part->rank; i++)
        bytes *= part->extent[i];
    return bytes;
}

static bool place_is_in(const struct sim_place *place, size_t size)
{
    return place->at <= size && place->bytes <= size - place->at;
}

/** Does the image hold the part, bit for bit? Datasets are contiguous: they can be looked at in place, and read without
 * HDF5. */
static bool part_is_in(hid_t file, const struct part *part, const char *bytes, size_t size, struct sim_place *place)
{
    hid_t set = part_open(file, part);
    haddr_t offset = set < 0 ? HADDR_UNDEF : H5Dget_offset(set);

    *place = (struct sim_place){ .at = offset, .bytes = set < 0 ? 0 : H5Dget_storage_size(set) };
    if (set >= 0) {
        H5Dclose(set);
    }
    return offset != HADDR_UNDEF && place->bytes == part_bytes(part) && place_is_in(place, size) &&
           memcmp(bytes + place->at, part->data, place->bytes) == 0;
}

/** The parts that hold anything: a study may keep no histories. */
static bool part_is_empty(const struct part *part)
{
    for (int i = 0; i < part->rank; i++)
        if (part->extent[i] == 0) {
            return true;
        }
    return false;
}

/** Read back before anybody relies on it. */
static bool image_holds(const void *bytes, size_t size, const struct part parts[SIM_BLOCK_PARTS],
                        struct sim_place places[SIM_BLOCK_PARTS])
{
    hid_t file = image_file(bytes, size);
    bool good = file >= 0;
    for (int i = 0; good && i < SIM_BLOCK_PARTS; i++) {
        places[i] = (struct sim_place){ 0 };
        good = part_is_empty(&parts[i]) || part_is_in(file, &parts[i], bytes, size, &places[i]);
    }
    return (file < 0 || H5Fclose(file) >= 0) && good;
}

enum sim_status sim_store_image(const struct sim_plan *plan, const struct sim_block *block, void **bytes, size_t *size,
                                struct sim_place places[SIM_BLOCK_PARTS], struct sim_errors *errors)
{
    struct part parts[SIM_BLOCK_PARTS];
    hid_t file;
    bool good;

    sim_store_quiet();
    *bytes = NULL;
    block_parts(block, parts);
    file = sim_hdf5_memory();
    good = file >= 0;
    for (int i = 0; good && i < SIM_BLOCK_PARTS; i++)
        good = part_is_empty(&parts[i]) || part_write(file, &parts[i]);
    good = good && sim_hdf5_image(file, bytes, size);
    if (file >= 0) {
        good = H5Fclose(file) >= 0 && good;
    }
    if (!good || !image_holds(*bytes, *size, parts, places)) {
        free(*bytes);
        *bytes = NULL;
        return sim_fail(errors, SIM_MEMORY, "the image of block %ld could not be built in memory",
                        block->first / plan->block_runs);
    }
    return SIM_OK;
}

enum sim_status sim_store_read(const struct sim_plan *plan, const void *bytes, size_t size,
                               const struct sim_place places[SIM_BLOCK_PARTS], struct sim_block *block,
                               struct sim_errors *errors)
{
    struct part parts[SIM_BLOCK_PARTS];
    bool good = true;

    block_parts(block, parts);
    for (int i = 0; i < SIM_BLOCK_PARTS; i++)
        good = good && places[i].bytes == part_bytes(&parts[i]) && place_is_in(&places[i], size);
    for (int i = 0; good && i < SIM_BLOCK_PARTS; i++)
        memcpy(parts[i].data, (const char *)bytes + places[i].at, places[i].bytes);
    return good ? SIM_OK
                : sim_fail(errors, SIM_DATA, "block %ld does not hold what its plan says",
                           block->first / plan->block_runs);
}
