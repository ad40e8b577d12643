/* fuzz_block.c - the check of a block's seal reads nothing that is not there, whatever the bytes. (That it takes no
 * harmed block is shown by test_blocks.c; the fuzzer can follow the checksum and forge one.) */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../sim/run/blocks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct sim_plan plan = { .hash = { 0x243f6a8885a308d3, 0x13198a2e03707344 } };
    char *copy = malloc(size > 0 ? size : 1); /* so that reading beyond it is found */

    if (copy == NULL) {
        abort();
    }
    memcpy(copy, data, size);
    (void)sim_block_is_sealed(&plan, 0, copy, size);
    free(copy);
    return 0;
}
