/* fuzz_block.c - reading a sealed file of arrays touches nothing outside of it, whatever its bytes. The fuzzer's bytes
 * are changes to a good file, three each: where (two bytes) and what. The checksum is made right again, since otherwise
 * no trial would get behind it. (That a damaged file is refused is shown by test_arrays.c and test_blocks.c.) */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "../../sim/run/arrays.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** A new copy of a good file; no longer than it is, so that reading beyond it is found. */
static char *good_file(size_t *size)
{
    static const double numbers[6] = { 1, 2, 3, 4, 5, 6 };
    static const struct sim_array list[] = {
        { "cube", SIM_ARRAY_F8, 3, { 1, 2, 3 }, numbers },
        { "bytes", SIM_ARRAY_U8, 1, { 48 }, numbers },
        { "nothing", SIM_ARRAY_F4, 2, { 7, 0 }, NULL },
    };
    static const uint64_t words[SIM_ARRAYS_WORDS];
    struct sim_errors errors = { 0 };
    void *bytes = NULL;
    if (sim_arrays_seal(list, 3, words, &bytes, size, &errors) != SIM_OK) {
        abort();
    }
    return bytes;
}

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
    size_t length;
    char *bytes = good_file(&length);
    XXH128_canonical_t checksum;
    struct sim_arrays file;

    for (; size >= 3; data += 3, size -= 3)
        bytes[(data[0] | data[1] << 8) % (length - sizeof checksum)] = (char)data[2];
    XXH128_canonicalFromHash(&checksum, XXH3_128bits(bytes, length - sizeof checksum));
    memcpy(bytes + length - sizeof checksum, &checksum, sizeof checksum);
    if (sim_arrays_open(&file, bytes, length)) {
        sum = read_all(&file);
    }
    free(bytes);
    return 0;
}
