/* blocks.c - blocks and their files. A block's file is its HDF5 image and behind it a seal: magic, plan, block, size,
 * where the numbers stand in the image, and checksum. A block is read by its seal; HDF5 sees none of it again, since a
 * flipped bit can crash the library or fool it. */
#include "blocks.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "../files.h"
#include "store.h"
#include "until.h"

enum { MAGIC_SIZE = 16, LARGEST_BLOCK_FILE = 1 << 30 };
static const char magic[MAGIC_SIZE + 1] = "cavi block 2\n\0\0\0";

/** Stands at the end of a block's file; the checksum covers the image and the seal before it. `failed`: how many runs.
 */
struct seal {
    char magic[MAGIC_SIZE];
    uint64_t plan[2], block, failed, size;
    struct sim_place places[SIM_BLOCK_PARTS];
    uint64_t checksum[2];
};

enum sim_status sim_block_init(struct sim_block *self, const struct sim_plan *plan, long block,
                               struct sim_errors *errors)
{
    long left = plan->most_runs - block * plan->block_runs;
    size_t runs, outcomes, histories;

    *self = (struct sim_block){ .first = block * plan->block_runs,
                                .count = left < plan->block_runs ? left : plan->block_runs,
                                .outcomes_count = plan->model->outcomes_count,
                                .months = plan->study->months };
    for (int i = 0; i < plan->model->histories_count; i++)
        self->histories_count += plan->study->histories[i];
    runs = (size_t)self->count;
    outcomes = runs * (size_t)self->outcomes_count;
    histories = runs * (size_t)self->histories_count * (size_t)self->months;
    self->status = calloc(runs, 1);
    self->reason = calloc(runs, 1);
    self->outcomes = malloc((outcomes + 1) * sizeof *self->outcomes);
    self->histories = malloc((histories + 1) * sizeof *self->histories);
    if (self->status == NULL || self->reason == NULL || self->outcomes == NULL || self->histories == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a block of %ld runs", self->count);
    }
    return SIM_OK;
}

void sim_block_blank(struct sim_block *self, long run)
{
    for (int i = 0; i < self->outcomes_count; i++)
        self->outcomes[i * self->count + run] = (double)NAN;
    for (int i = 0; i < self->histories_count; i++)
        for (int month = 0; month < self->months; month++)
            self->histories[((long)i * self->count + run) * self->months + month] = NAN;
}

void sim_block_free(struct sim_block *self)
{
    free(self->status);
    free(self->reason);
    free(self->outcomes);
    free(self->histories);
    *self = (struct sim_block){ 0 };
}

/* --- names --- */

/** out/blocks/000017.h5; the caller frees it. */
static char *block_path(const char *out, long block)
{
    char name[48];
    snprintf(name, sizeof name, "blocks/%06ld.h5", block);
    return sim_path_join(out, name);
}

bool sim_blocks_has(const char *out, long block)
{
    char *path = block_path(out, block);
    bool has = path == NULL || access(path, F_OK) == 0; /* without memory it may be: reading it will tell */
    free(path);
    return has;
}

/* --- sealing --- */

/** Of an image of `size` bytes and the beginning of the seal that stands behind it. */
static void checksum(const char *bytes, size_t size, uint64_t sum[2])
{
    XXH128_hash_t hash = XXH3_128bits(bytes, size + offsetof(struct seal, checksum));
    sum[0] = hash.low64;
    sum[1] = hash.high64;
}

/** Is this the seal of this block of this plan, behind a file of `size` bytes? */
static bool seal_fits(const struct seal *seal, const struct sim_plan *plan, long block, size_t size)
{
    return memcmp(seal->magic, magic, MAGIC_SIZE) == 0 && seal->size == size - sizeof *seal &&
           seal->block == (uint64_t)block && memcmp(seal->plan, plan->hash, sizeof seal->plan) == 0;
}

bool sim_blocks_peek(const struct sim_plan *plan, const char *out, long block, long *failed)
{
    struct seal seal;
    char *path = block_path(out, block);
    FILE *file = path == NULL ? NULL : fopen(path, "rb");
    bool fits = file != NULL && fseek(file, -(long)sizeof seal, SEEK_END) == 0 &&
                fread(&seal, sizeof seal, 1, file) == 1 && seal_fits(&seal, plan, block, (size_t)ftell(file));

    if (file != NULL) {
        fclose(file);
    }
    free(path);
    *failed = fits ? (long)seal.failed : 0;
    return fits;
}

bool sim_block_is_sealed(const struct sim_plan *plan, long block, const char *bytes, size_t size)
{
    struct seal seal;
    uint64_t sum[2];

    if (size <= sizeof seal) {
        return false;
    }
    memcpy(&seal, bytes + size - sizeof seal, sizeof seal);
    if (!seal_fits(&seal, plan, block, size)) {
        return false;
    }
    checksum(bytes, (size_t)seal.size, sum);
    return memcmp(sum, seal.checksum, sizeof sum) == 0;
}

enum sim_status sim_blocks_publish(const struct sim_plan *plan, const char *out, const struct sim_block *block,
                                   struct sim_errors *errors)
{
    struct seal seal = { .plan = { plan->hash[0], plan->hash[1] },
                         .block = (uint64_t)(block->first / plan->block_runs) };
    char *path = block_path(out, (long)seal.block);
    void *image = NULL, *sealed = NULL;
    size_t size = 0;
    enum sim_status status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory")
                                          : sim_store_image(plan, block, &image, &size, seal.places, errors);

    if (status == SIM_OK) {
        sealed = realloc(image, size + sizeof seal);
        image = sealed == NULL ? image : NULL;
        status = sealed == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;
    }
    if (status == SIM_OK) {
        memcpy(seal.magic, magic, MAGIC_SIZE);
        seal.size = size;
        for (long i = 0; i < block->count; i++)
            seal.failed += block->status[i] == SIM_RUN_FAILED;
        memcpy((char *)sealed + size, &seal, sizeof seal);
        checksum(sealed, size, seal.checksum);
        memcpy((char *)sealed + size, &seal, sizeof seal);
        status = sim_file_publish(path, sealed, size + sizeof seal, true, errors);
    }
    free(path);
    free(image);
    free(sealed);
    return status;
}

/* --- finding and reading --- */

enum sim_status sim_blocks_read(const struct sim_plan *plan, const char *out, long index, struct sim_block *block,
                                struct sim_errors *errors)
{
    char *bytes = NULL, *path = block_path(out, index);
    size_t size = 0;
    enum sim_status status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory")
                                          : sim_file_read(path, LARGEST_BLOCK_FILE, &bytes, &size, errors);

    if (status == SIM_OK && !sim_block_is_sealed(plan, index, bytes, size)) {
        status = sim_fail(errors, SIM_DATA, "%s: is damaged or belongs to another study", path);
    }
    if (status == SIM_OK) {
        struct seal seal;
        memcpy(&seal, bytes + size - sizeof seal, sizeof seal);
        status = sim_store_read(plan, bytes, (size_t)seal.size, seal.places, block, errors);
    }
    free(bytes);
    free(path);
    return status;
}

/** Is the block there and whole? That it cannot be read says nothing of it, unless another process has just taken it.
 */
static enum sim_status block_look(const struct sim_plan *plan, const char *path, long block, bool *whole,
                                  struct sim_errors *errors)
{
    char *bytes = NULL;
    size_t size = 0;
    enum sim_status status;

    *whole = false;
    if (access(path, F_OK) != 0) {
        return SIM_OK;
    }
    status = sim_file_read(path, LARGEST_BLOCK_FILE, &bytes, &size, errors);
    *whole = status == SIM_OK && sim_block_is_sealed(plan, block, bytes, size);
    free(bytes);
    return status;
}

enum sim_status sim_blocks_set_aside(const char *out, long block, struct sim_errors *errors)
{
    char *path = block_path(out, block), *aside = path == NULL ? NULL : malloc(strlen(path) + 5);
    enum sim_status status = SIM_OK;

    if (aside == NULL) {
        free(path);
        return sim_fail(errors, SIM_MEMORY, "no memory");
    }
    sprintf(aside, "%s.bad", path);
    if (rename(path, aside) != 0 && errno != ENOENT) { /* another process may have been first */
        status =
            sim_fail(errors, SIM_IO, "%s: is damaged, and cannot be set aside as %s: %s", path, aside, strerror(errno));
    }
    free(aside);
    free(path);
    return status;
}

/** Number of the block whose file has this name, or -1. */
static long block_number(const char *name)
{
    char again[48];
    long block = -1;
    int end = 0;
    if (sscanf(name, "%12ld.h5%n", &block, &end) != 1 || end == 0 || block < 0) {
        return -1;
    }
    snprintf(again, sizeof again, "%06ld.h5", block);
    return strcmp(name, again) == 0 ? block : -1;
}

/** Look at one block that there is a file for. */
static enum sim_status block_list(const struct sim_plan *plan, const char *out, long block, bool *here,
                                  struct sim_errors *errors)
{
    char *path = block_path(out, block);
    enum sim_status status =
        path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : block_look(plan, path, block, here, errors);

    if (status == SIM_OK && !*here) {
        status = sim_blocks_set_aside(out, block, errors);
    }
    free(path);
    return status;
}

enum sim_status sim_blocks_list(const struct sim_plan *plan, const char *out, long blocks, bool *here,
                                struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    char *path = sim_path_join(out, "blocks");
    DIR *folder = path == NULL ? NULL : opendir(path);

    if (folder == NULL) {
        status =
            sim_fail(errors, path == NULL ? SIM_MEMORY : SIM_IO, "%s/blocks: cannot open: %s", out, strerror(errno));
    }
    for (const struct dirent *entry = NULL; status == SIM_OK && (entry = readdir(folder)) != NULL;) {
        long block = block_number(entry->d_name);
        if (block >= 0 && block < blocks && !here[block]) {
            status = block_list(plan, out, block, &here[block], errors);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    free(path);
    return status;
}
