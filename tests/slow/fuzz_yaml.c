/* fuzz_yaml.c - any bytes are a tree of nodes or are refused with a word. */
#include <stdlib.h>

#include "../../sim/read/reader.h"
#include "fuzz_files.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sim_node *root = NULL;
    struct sim_errors errors = { 0 };
    enum sim_status status;

    fuzz_files(data, size);
    status = sim_read_yaml(FUZZ_FILE, 1 << 20, &root, &errors);
    if ((status == SIM_OK) != (errors.count == 0) || (status == SIM_OK && root == NULL)) {
        abort();
    }
    sim_node_free(root);
    sim_errors_free(&errors);
    return 0;
}
