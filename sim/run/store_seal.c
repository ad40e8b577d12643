/* store_seal.c - writing, reading and verifying the seal of a results file. No byte is given to HDF5 before. */
#include "store_seal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "../files.h"

enum { PIECE = 1 << 20 }; /* bytes read at a time */
static const char magic[SIM_SEAL_MAGIC + 1] = "cavi results 1\n\0";

/** The seal's bytes that the checksum covers. */
enum { COVERED = offsetof(struct sim_seal, checksum) };

static void hash_of_study(const char *text, uint64_t hash[2])
{
    XXH128_hash_t sum = XXH3_128bits(text, strlen(text));
    hash[0] = sum.low64;
    hash[1] = sum.high64;
}

bool sim_seal_is_of_plan(const struct sim_seal *seal, const struct sim_plan *plan)
{
    return memcmp(seal->plan, plan->hash, sizeof seal->plan) == 0;
}

bool sim_seal_is_of_text(const struct sim_seal *seal, const char *text)
{
    uint64_t hash[2];
    hash_of_study(text, hash);
    return memcmp(seal->study, hash, sizeof hash) == 0;
}

bool sim_seal_is_of_study(const struct sim_seal *seal, const struct sim_plan *plan)
{
    return sim_seal_is_of_plan(seal, plan) && sim_seal_is_of_text(seal, plan->study->text);
}

/* --- reading --- */

/** Open a file that may be sealed; never waits, as it would for a pipe. -1 on failure. */
static int open_plain(const char *path, off_t *size)
{
    struct stat about;
    int file;

    do {
        file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    } while (file < 0 && errno == EINTR);
    if (file >= 0 && (fstat(file, &about) != 0 || !S_ISREG(about.st_mode))) {
        close(file);
        errno = S_ISDIR(about.st_mode) ? EISDIR : EINVAL;
        return -1;
    }
    *size = file < 0 ? 0 : about.st_size;
    return file;
}

/** `size` bytes from place `at`; false with errno where they cannot be read, 0 where the file ends before. */
static bool read_all(int file, off_t at, void *bytes, size_t size)
{
    for (char *to = bytes; size > 0;) {
        ssize_t got = pread(file, to, size, at);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            errno = got == 0 ? 0 : errno;
            return false;
        }
        to += got;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

/** Is there a seal at the end of a file of `size` bytes, and does it say that size? */
static bool read_seal(int file, off_t size, struct sim_seal *seal)
{
    off_t before = size - (off_t)sizeof *seal;
    errno = 0;
    return before >= 0 && read_all(file, before, seal, sizeof *seal) &&
           memcmp(seal->magic, magic, SIM_SEAL_MAGIC) == 0 && seal->size == (uint64_t)before;
}

/** XXH3-128 of the file's first `size` bytes and of the covered part of the seal. False as read_all(), or without
 * memory. */
static bool sum_up(int file, const struct sim_seal *seal, uint64_t sum[2])
{
    XXH3_state_t *state = XXH3_createState();
    char *piece = malloc(PIECE);
    bool good = state != NULL && piece != NULL && XXH3_128bits_reset(state) == XXH_OK;

    for (uint64_t at = 0; good && at < seal->size; at += PIECE) {
        size_t size = seal->size - at < PIECE ? (size_t)(seal->size - at) : PIECE;
        good = read_all(file, (off_t)at, piece, size) && XXH3_128bits_update(state, piece, size) == XXH_OK;
    }
    if (good) {
        XXH3_128bits_update(state, seal, COVERED);
        XXH128_hash_t hash = XXH3_128bits_digest(state);
        sum[0] = hash.low64;
        sum[1] = hash.high64;
    }
    free(piece);
    XXH3_freeState(state);
    return good;
}

bool sim_seal_peek(const char *path, struct sim_seal *seal)
{
    off_t size = 0;
    int file = open_plain(path, &size);
    bool good = file >= 0 && read_seal(file, size, seal);

    if (file >= 0) {
        close(file);
    }
    return good;
}

/** `errno` says why; 0: a byte was not there. */
static enum sim_status cannot_read(const char *path, struct sim_errors *errors)
{
    return sim_fail(errors, errno == ENOMEM ? SIM_MEMORY : SIM_IO, "%s: cannot be read: %s", path,
                    errno == EINVAL ? "it is no plain file"
                    : errno != 0    ? strerror(errno)
                                    : "it ends too soon");
}

/** HDF5 marks a file in its 21st byte while a program has it open for writing (superblocks of version 0 and 1). */
static bool is_being_written(int file)
{
    unsigned char head[21];
    return read_all(file, 0, head, sizeof head) && head[8] < 2 && head[20] != 0;
}

/** Where HDF5 says that its part of the file ends (superblocks of version 0); 0 where the file is none. */
static uint64_t end_of_hdf5(int file)
{
    unsigned char head[48];
    uint64_t end = 0;

    if (!read_all(file, 0, head, sizeof head) || memcmp(head, "\211HDF\r\n\032\n", 8) != 0 || head[8] != 0) {
        return 0;
    }
    for (int i = 7; i >= 0; i--)
        end = end << 8 | head[40 + i];
    return end;
}

/** There is no seal at the end of a file of `size` bytes: say what happened to it, as far as can be told. */
static enum sim_status refuse_unsealed(const char *path, int file, off_t size, struct sim_errors *errors)
{
    uint64_t end = end_of_hdf5(file);
    return sim_fail(errors, SIM_DATA, "%s: has no seal at its end: %s", path,
                    end == 0                ? "it was not written by this program, or it is damaged"
                    : (uint64_t)size == end ? "another program opened it for writing, which cuts the seal off, and may "
                                              "have changed it; `run` of its study makes it again, or `collect` if its "
                                              "blocks exist; open results for reading only"
                    : (uint64_t)size < end
                        ? "the file is cut short; `run` of its study makes it again, or `collect` if its blocks exist"
                        : "another program added bytes at its end; `run` of its study makes it again, or `collect` if "
                          "its blocks exist");
}

/** The bytes do not fit the checksum: say whether another program may still be changing them. */
static enum sim_status refuse_changed(const char *path, int file, struct sim_errors *errors)
{
    return is_being_written(file)
               ? sim_fail(errors, SIM_DATA,
                          "%s: another program has it open for writing, or ended without closing it; open results for "
                          "reading only",
                          path)
               : sim_fail(errors, SIM_DATA, "%s: is damaged: its checksum is wrong; `run` of its study makes it again",
                          path);
}

/** Compare an open file of `size` bytes with its seal. */
static enum sim_status check(const char *path, int file, off_t size, struct sim_seal *seal, struct sim_errors *errors)
{
    uint64_t sum[2];

    if (!read_seal(file, size, seal)) {
        return errno != 0 ? cannot_read(path, errors) : refuse_unsealed(path, file, size, errors);
    }
    if (!sum_up(file, seal, sum)) {
        return cannot_read(path, errors);
    }
    return memcmp(sum, seal->checksum, sizeof sum) == 0 ? SIM_OK : refuse_changed(path, file, errors);
}

/* The last file whose checksum was right. While nobody has written to it, it need not be read again. */
static struct stat verified;

static bool is_verified(int file)
{
    struct stat now;
    return fstat(file, &now) == 0 && now.st_dev == verified.st_dev && now.st_ino == verified.st_ino &&
           now.st_size == verified.st_size && memcmp(&now.st_ctim, &verified.st_ctim, sizeof now.st_ctim) == 0;
}

enum sim_status sim_seal_verify(const char *path, struct sim_seal *seal, int *file, struct sim_errors *errors)
{
    off_t size = 0;
    int opened = open_plain(path, &size);
    enum sim_status status = opened < 0 ? cannot_read(path, errors) : SIM_OK;

    if (status == SIM_OK && !(is_verified(opened) && read_seal(opened, size, seal))) {
        struct stat before;
        bool known = fstat(opened, &before) == 0;
        status = check(path, opened, size, seal, errors);
        verified = status == SIM_OK && known ? before : (struct stat){ 0 };
    }

    if (opened >= 0 && (status != SIM_OK || file == NULL)) {
        close(opened);
    }
    if (file != NULL) {
        *file = status == SIM_OK ? opened : -1;
    }
    return status;
}

/* --- writing --- */

enum sim_status sim_seal_write(const char *path, const struct sim_plan *plan, const struct sim_seal *counts,
                               struct sim_errors *errors)
{
    struct sim_seal seal = *counts;
    off_t size = 0;
    int file = open_plain(path, &size);
    enum sim_status status;

    memcpy(seal.magic, magic, SIM_SEAL_MAGIC);
    memcpy(seal.plan, plan->hash, sizeof seal.plan);
    hash_of_study(plan->study->text, seal.study);
    seal.size = (uint64_t)size;
    if (file < 0) {
        return cannot_read(path, errors);
    }
    sim_file_claim(file);
    status = sum_up(file, &seal, seal.checksum) ? sim_file_append(path, &seal, sizeof seal, errors)
                                                : cannot_read(path, errors);
    close(file);
    return status;
}
