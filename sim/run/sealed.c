/* sealed.c - writes and verifies the checksum line of a text. */
#include "sealed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "../files.h"

enum { LINE = sizeof "# checksum: 0123456789abcdef0123456789abcdef\n" - 1 };

/** The last line, for the `size` bytes of text before it. */
static void checksum_line(const char *text, size_t size, char line[LINE + 1])
{
    XXH128_hash_t sum = XXH3_128bits(text, size);
    snprintf(line, LINE + 1, "# checksum: %016llx%016llx\n", (unsigned long long)sum.high64,
             (unsigned long long)sum.low64);
}

enum sim_status sim_sealed_publish(const char *path, const char *text, bool keep, struct sim_errors *errors)
{
    size_t size = strlen(text);
    char *whole = malloc(size + LINE + 1);
    enum sim_status status;

    if (whole == NULL) {
        return sim_fail(errors, SIM_MEMORY, "%s: no memory to write it", path);
    }
    memcpy(whole, text, size + 1);
    checksum_line(text, size, whole + size);
    status = sim_file_publish(path, whole, size + LINE, keep, errors);
    free(whole);
    return status;
}

enum sim_status sim_sealed_read(const char *path, size_t limit, char **text, struct sim_errors *errors)
{
    char line[LINE + 1];
    size_t size = 0;
    enum sim_status status = sim_file_read(path, limit + LINE, text, &size, errors);

    if (status != SIM_OK) {
        return status == SIM_USAGE ? SIM_DATA : status; /* longer than any such text */
    }
    size -= size < LINE ? size : LINE;
    checksum_line(*text, size, line);
    if (strcmp(*text + size, line) != 0) {
        free(*text);
        *text = NULL;
        return sim_fail(errors, SIM_DATA, "%s: is damaged; `run` of its study makes it again", path);
    }
    (*text)[size] = '\0';
    return SIM_OK;
}

enum sim_status sim_sealed_verify(const char *out, const char *name, size_t limit, struct sim_errors *errors)
{
    char *path = sim_path_join(out, name), *text = NULL;
    enum sim_status status = path == NULL                 ? sim_fail(errors, SIM_MEMORY, "no memory")
                             : !sim_folder_has(out, name) ? SIM_OK
                                                          : sim_sealed_read(path, limit, &text, errors);

    free(text);
    free(path);
    return status;
}

void sim_sealed_mended(const char *out, const char *path)
{
    char *log = sim_path_join(out, "log");
    if (log != NULL) {
        sim_log(log, "%s was damaged, and has been written again", path);
    }
    fprintf(stderr, "%s: was damaged, and has been written again\n", path);
    free(log);
}
