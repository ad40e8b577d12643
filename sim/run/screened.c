/* screened.c - files of chunks. */
#include "screened.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "../memory.h"
#include "arrays.h"

enum { ARRAYS = 5, NAMES = 1 << 16 }; /* bytes of names and gaps in a file, at most */

enum sim_status sim_screened_init(struct sim_screened *self, const struct sim_wave *wave, int patterns, long chunk,
                                  struct sim_errors *errors)
{
    size_t count = (size_t)sim_wave_worlds_in(wave, chunk);

    *self = (struct sim_screened){ .first = wave->first + chunk * wave->chunk,
                                   .count = (long)count,
                                   .patterns = patterns,
                                   .fell = calloc(count, sizeof *self->fell),
                                   .out = calloc(count, sizeof *self->out),
                                   .missed = calloc(count, sizeof *self->missed),
                                   .far = calloc(count, sizeof *self->far),
                                   .values = calloc(count * (size_t)patterns, sizeof *self->values) };
    return self->fell != NULL && self->out != NULL && self->missed != NULL && self->far != NULL && self->values != NULL
               ? SIM_OK
               : sim_fail(errors, SIM_MEMORY, "no memory for %zu worlds", count);
}

void sim_screened_free(struct sim_screened *self)
{
    SIM_FREE(self->fell, self->out, self->missed, self->far, self->values);
    *self = (struct sim_screened){ 0 };
}

/* --- as arrays --- */

static void arrays_set(const struct sim_screened *self, struct sim_array list[ARRAYS])
{
    uint64_t count = (uint64_t)self->count, patterns = (uint64_t)self->patterns;
    const struct sim_array all[ARRAYS] = { { "fell", SIM_ARRAY_U8, 1, { count }, self->fell },
                                           { "out", SIM_ARRAY_U64, 1, { count }, self->out },
                                           { "missed", SIM_ARRAY_U64, 1, { count }, self->missed },
                                           { "far", SIM_ARRAY_F4, 1, { count }, self->far },
                                           { "values", SIM_ARRAY_F8, 2, { patterns, count }, self->values } };
    memcpy(list, all, sizeof all);
}

/** What the head of a file says: which worlds it holds, and what they depend on. */
static void words_set(const struct sim_wave *wave, long first, long count, uint64_t words[SIM_ARRAYS_WORDS])
{
    memset(words, 0, SIM_ARRAYS_WORDS * sizeof words[0]);
    memcpy(words, wave->family, sizeof wave->family);
    memcpy(words + 2, wave->hash, sizeof wave->hash);
    words[4] = (uint64_t)first;
    words[5] = (uint64_t)count;
}

/** Takes `path`, which may be NULL where there was no memory for it. */
static enum sim_status publish(const struct sim_wave *wave, long first, long count, const struct sim_array *list,
                               int arrays, char *path, struct sim_errors *errors)
{
    uint64_t words[SIM_ARRAYS_WORDS];
    void *bytes = NULL;
    size_t size = 0;
    enum sim_status status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    words_set(wave, first, count, words);
    if (status == SIM_OK) {
        status = sim_arrays_seal(list, arrays, words, &bytes, &size, errors);
    }
    if (status == SIM_OK) {
        status = sim_file_publish(path, bytes, size, true, errors);
    }
    free(bytes);
    free(path);
    return status;
}

/** Put a file out of the way that cannot be used: rename a damaged one, remove one of the same matching with fewer
 * worlds or other ranges. */
static enum sim_status discard(const struct sim_wave *wave, const char *path, bool damaged, const uint64_t *words,
                               struct sim_errors *errors)
{
    char *aside = damaged ? malloc(strlen(path) + sizeof ".bad") : NULL;
    enum sim_status status = SIM_OK;

    if (!damaged) {
        return memcmp(words, wave->family, sizeof wave->family) == 0
                   ? sim_file_remove(path, errors)
                   : sim_fail(errors, SIM_USAGE,
                              "%s: holds worlds of another study, or matched to other patterns; choose another output",
                              path);
    }
    if (aside == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory");
    }
    sprintf(aside, "%s.bad", path);
    if (rename(path, aside) != 0 && errno != ENOENT) {
        status = sim_fail(errors, SIM_IO, "%s: is damaged, and cannot be renamed to *.bad: %s", path, strerror(errno));
    }
    free(aside);
    return status;
}

/** Copy the arrays of a file into where `list` points, if it is whole and says the right words. Takes `path`, as
 * publish() does. */
static enum sim_status take(const struct sim_wave *wave, long first, long count, struct sim_array *list, int arrays,
                            char *path, bool *there, struct sim_errors *errors)
{
    uint64_t words[SIM_ARRAYS_WORDS];
    struct sim_arrays file;
    char *bytes = NULL;
    size_t size = 0, most = NAMES;
    bool whole;
    enum sim_status status = path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : SIM_OK;

    *there = false;
    if (status != SIM_OK || access(path, F_OK) != 0) {
        goto out;
    }
    for (int i = 0; i < arrays; i++)
        most += sim_array_bytes(&list[i]);
    status = sim_file_read_own(path, most, &bytes, &size, errors);
    if (status != SIM_OK && status != SIM_DATA) {
        goto out;
    }
    words_set(wave, first, count, words);
    whole = status == SIM_OK && sim_arrays_open(&file, bytes, size);
    status = SIM_OK;
    *there = whole && memcmp(words, file.words, sizeof words) == 0;
    for (int i = 0; i < arrays && *there; i++) {
        const void *data = sim_arrays_find(&file, &list[i], i);
        *there = data != NULL;
        if (data != NULL) {
            memcpy((void *)(uintptr_t)list[i].data, data, sim_array_bytes(&list[i]));
        }
    }
    if (!*there) {
        status = discard(wave, path, !whole, file.words, errors);
    }
out:
    free(bytes);
    free(path);
    return status;
}

/* --- chunks --- */

/** OUT/worlds/NAME; the caller frees it. */
static char *path_of(const char *out, const char *name)
{
    char text[96];
    snprintf(text, sizeof text, "worlds/%.80s", name);
    return sim_path_join(out, text);
}

static char *chunk_path(const struct sim_screened *self, const char *out)
{
    char name[48];
    snprintf(name, sizeof name, "%010ld.worlds", self->first);
    return path_of(out, name);
}

enum sim_status sim_screened_publish(const struct sim_screened *self, const struct sim_wave *wave, const char *out,
                                     struct sim_errors *errors)
{
    struct sim_array list[ARRAYS];

    arrays_set(self, list);
    return publish(wave, self->first, self->count, list, ARRAYS, chunk_path(self, out), errors);
}

enum sim_status sim_screened_read(struct sim_screened *self, const struct sim_wave *wave, const char *out, bool *there,
                                  struct sim_errors *errors)
{
    struct sim_array list[ARRAYS];

    arrays_set(self, list);
    return take(wave, self->first, self->count, list, ARRAYS, chunk_path(self, out), there, errors);
}

/* --- numbers of the whole wave --- */

static struct sim_array numbers_array(const double *numbers, int count)
{
    return (struct sim_array){ "numbers", SIM_ARRAY_F8, 1, { (uint64_t)count }, numbers };
}

enum sim_status sim_wave_numbers_publish(const struct sim_wave *wave, const char *out, const char *name,
                                         const double *numbers, int count, struct sim_errors *errors)
{
    const struct sim_array array = numbers_array(numbers, count);
    return publish(wave, wave->first, wave->count, &array, 1, path_of(out, name), errors);
}

enum sim_status sim_wave_numbers_read(const struct sim_wave *wave, const char *out, const char *name, double *numbers,
                                      int count, bool *there, struct sim_errors *errors)
{
    struct sim_array array = numbers_array(numbers, count);
    return take(wave, wave->first, wave->count, &array, 1, path_of(out, name), there, errors);
}
