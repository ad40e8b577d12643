/* fuzz_network.c - any bytes are a table, a matrix or a network, or are refused with a word: CSV, GraphML, Pajek, DL.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../sim/read/network.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Every cell of a table must be a text that can be read. */
static size_t look_at(const struct sim_csv *csv)
{
    size_t length = 0;
    for (int row = -1; row < csv->rows; row++)
        for (int column = 0; column < csv->columns; column++)
            length += strlen(sim_csv_cell(csv, row, column));
    return length;
}

static void read_as(const uint8_t *data, size_t size, bool links)
{
    struct sim_csv csv = { .bytes = malloc(size + 1) };
    struct sim_errors errors = { 0 };
    enum sim_status status;

    if (csv.bytes == NULL) {
        abort();
    }
    memcpy(csv.bytes, data, size);
    csv.bytes[size] = '\0';
    enum sim_network kind = sim_network_of(csv.bytes);
    status = kind == SIM_NETWORK_NONE ? sim_csv_cut(&csv, "file", &errors)
                                      : sim_network_cut(&csv, "file", kind, links, &errors);
    if ((status == SIM_OK) != (errors.count == 0)) {
        abort(); /* refused without a word, or taken with one */
    }
    if (status == SIM_OK) {
        look_at(&csv);
    }
    if (status == SIM_OK && kind == SIM_NETWORK_NONE && csv.columns > 1 && sim_network_matrix(&csv)) {
        look_at(&csv);
    }
    sim_csv_free(&csv);
    sim_errors_free(&errors);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_as(data, size, false);
    read_as(data, size, true);
    return 0;
}
