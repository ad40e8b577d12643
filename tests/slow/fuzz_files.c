/* fuzz_files.c - a fuzzer that opens, writes and closes a file for each of its trials spends its time there. */
#include "fuzz_files.h"

#include <stdlib.h>
#include <string.h>

#include "../../sim/files.h"

enum sim_status __wrap_sim_file_read(const char *path, size_t limit, char **bytes, size_t *size,
                                     struct sim_errors *errors);
int __wrap_access(const char *path, int mode);
const char *__asan_default_options(void);

static const uint8_t *file, *other;
static size_t file_size, other_size;

/** Most of a trial is allocation: no stack is kept for each, and freed memory is held back for some trials only. */
const char *__asan_default_options(void)
{
    return "malloc_context_size=2:quarantine_size_mb=2:max_malloc_fill_size=64";
}

void fuzz_files(const uint8_t *data, size_t size)
{
    const uint8_t *end = memchr(data, 0, size);
    file = data;
    file_size = end == NULL ? size : (size_t)(end - data);
    other = end == NULL ? data : end + 1;
    other_size = end == NULL ? 0 : size - file_size - 1;
}

enum sim_status __wrap_sim_file_read(const char *path, size_t limit, char **bytes, size_t *size,
                                     struct sim_errors *errors)
{
    const uint8_t *from = strcmp(path, FUZZ_FILE) == 0 ? file : other;
    *size = from == file ? file_size : other_size;
    *bytes = *size > limit ? NULL : malloc(*size + 1); /* no longer, so that reading beyond it is found */
    if (*bytes == NULL) {
        return sim_fail(errors, SIM_IO, "%s: is too large", path);
    }
    memcpy(*bytes, from, *size);
    (*bytes)[*size] = '\0';
    return SIM_OK;
}

int __wrap_access(const char *path, int mode)
{
    (void)path;
    (void)mode;
    return 0;
}
