/* store_listings.c - tables as a file: a group for each, and in it a variable for each column. */
#include <math.h>
#include <stdlib.h>

#include "../target.h"
#include "store.h"
#include "store_hdf5.h"

static void close_set(hid_t set)
{
    sim_hdf5_close(set, H5Dclose);
}

static void put_words(struct sim_sink *sink, hid_t group, hid_t row, const struct sim_listing *listing, int column)
{
    hid_t set = sim_hdf5_along(sink, group, row, listing->columns[column], sink->text, NULL);
    const char **words = calloc((size_t)listing->rows, sizeof *words);

    sink->good = sink->good && words != NULL;
    for (long i = 0; sink->good && i < listing->rows; i++)
        words[i] = listing->cells[i * listing->columns_count + column];
    sim_hdf5_put(sink, set, sink->text, 0, listing->rows, words);
    close_set(set);
    free(words);
}

/** An empty cell is no number: NAN. */
static void put_numbers(struct sim_sink *sink, hid_t group, hid_t row, const struct sim_listing *listing, int column)
{
    hid_t set = sim_hdf5_along(sink, group, row, listing->columns[column], H5T_NATIVE_DOUBLE, NULL);
    double *numbers = calloc((size_t)listing->rows, sizeof *numbers);

    sink->good = sink->good && numbers != NULL;
    for (long i = 0; sink->good && i < listing->rows; i++) {
        const char *cell = listing->cells[i * listing->columns_count + column];
        numbers[i] = cell[0] == '\0' ? (double)NAN : strtod(cell, NULL);
    }
    sim_hdf5_put(sink, set, H5T_NATIVE_DOUBLE, 0, listing->rows, numbers);
    close_set(set);
    free(numbers);
}

static void put_listing(struct sim_sink *sink, const struct sim_listing *listing)
{
    hid_t group = sim_hdf5_group(sink, listing->name);
    hid_t row = sink->good ? sim_hdf5_dimension(sink, group, "row", listing->rows) : -1;

    for (int c = 0; sink->good && c < listing->columns_count; c++)
        (listing->words[c] ? put_words : put_numbers)(sink, group, row, listing, c);
    close_set(row);
    sim_hdf5_close(group, H5Gclose);
}

enum sim_status sim_store_listings(const struct sim_listing *listings, int count, const char *title, const char *path,
                                   struct sim_errors *errors)
{
    struct sim_sink sink = { .good = true };
    void *bytes = NULL;
    size_t size = 0;
    enum sim_status status;

    sim_store_quiet();
    sink.file = sim_hdf5_memory();
    sink.text = sim_hdf5_words();
    sink.good = sink.file >= 0 && sink.text >= 0;
    if (sink.good) {
        sim_hdf5_text(&sink, sink.file, "title", title);
    }
    for (int i = 0; sink.good && i < count; i++)
        if (listings[i].rows > 0) {
            put_listing(&sink, &listings[i]);
        }
    sink.good = sink.good && sim_hdf5_image(sink.file, &bytes, &size);
    sim_hdf5_close(sink.text, H5Tclose);
    if (sink.file >= 0) {
        sink.good = H5Fclose(sink.file) >= 0 && sink.good;
    }
    status = sink.good ? sim_target_write(path, bytes, size, errors)
                       : sim_fail(errors, SIM_MEMORY, "no memory for %s", path);
    free(bytes);
    return status;
}
