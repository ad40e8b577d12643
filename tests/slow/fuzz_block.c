/* fuzz_block.c - reading a sealed file of arrays touches nothing outside of it, whatever its bytes. The checksum is
 * made right here, since otherwise hardly a trial would get behind it. (That a damaged file is refused is shown by
 * test_blocks.c.) */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "../../sim/run/arrays.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Read every number of every array. */
static unsigned read_all(const struct sim_arrays *file)
{
    unsigned sum = 0;
    for (int i = 0; i < file->count; i++) {
        struct sim_array array = sim_arrays_at(file, i);
        size_t bytes = sim_array_bytes(&array);
        sum += (unsigned)strlen(array.name);
        for (size_t at = 0; at < bytes; at++)
            sum += ((const unsigned char *)array.data)[at];
        if (sim_arrays_find(file, &array, i + 1) == NULL) {
            abort();
        }
    }
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static volatile unsigned sum;
    char *copy = malloc(size > 0 ? size : 1); /* no longer, so that reading beyond it is found */
    XXH128_canonical_t checksum;
    struct sim_arrays file;

    if (copy == NULL) {
        abort();
    }
    memcpy(copy, data, size);
    if (size > 32) {
        uint64_t whole = size; /* the fuzzer must not guess this either */
        memcpy(copy + 16, &whole, sizeof whole);
        XXH128_canonicalFromHash(&checksum, XXH3_128bits(copy, size - sizeof checksum));
        memcpy(copy + size - sizeof checksum, &checksum, sizeof checksum);
    }
    if (sim_arrays_open(&file, copy, size)) {
        sum = read_all(&file);
    }
    free(copy);
    return 0;
}
