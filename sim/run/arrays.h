/* arrays.h - a file of named arrays: a head, a directory, the arrays, and a checksum over everything before it. Each
 * block of results is such a file. These functions work on bytes in memory; blocks.h reads and writes the files.
 * Layout: see "Blocks" in sim/README.md. */
#ifndef SIM_ARRAYS_H
#define SIM_ARRAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../error.h"

enum sim_array_type { SIM_ARRAY_U8 = 1, SIM_ARRAY_F4, SIM_ARRAY_F8, SIM_ARRAY_U64, SIM_ARRAY_TYPES };

enum {
    SIM_ARRAY_NAME = 80,      /* bytes of a name, its zero byte included */
    SIM_ARRAY_DIMENSIONS = 6, /* most dimensions of an array */
    SIM_ARRAYS_WORDS = 12     /* numbers in the head whose meaning the caller chooses */
};

/** One array, in C order: the last dimension runs fastest. An extent may be 0; the array is then empty. */
struct sim_array {
    char name[SIM_ARRAY_NAME];
    enum sim_array_type type;
    int rank; /* number of dimensions, 0 .. SIM_ARRAY_DIMENSIONS; 0 for a single number */
    uint64_t extent[SIM_ARRAY_DIMENSIONS];
    const void *data; /* belongs to the caller, or to the bytes of the file that was opened */
};

/** Size of an array's data in bytes; SIZE_MAX if it would exceed SIZE_MAX / 2. */
size_t sim_array_bytes(const struct sim_array *array);

/** Build the bytes of a file from `count` arrays. `words` go into the head, where sim_arrays_peek() finds them. The
 * caller frees *bytes. Too long a name is cut off. SIM_MEMORY without memory, and for arrays that no memory can hold.
 */
SIM_MUST_USE enum sim_status sim_arrays_seal(const struct sim_array *list, int count,
                                             const uint64_t words[SIM_ARRAYS_WORDS], void **bytes, size_t *size,
                                             struct sim_errors *errors);

/** A file that sim_arrays_open() has checked. It allocates nothing, so there is nothing to free. */
struct sim_arrays {
    const char *bytes; /* the caller's; they must outlive this */
    int count;
    uint64_t words[SIM_ARRAYS_WORDS];
};

/** Check the bytes of a whole file: version, checksum, and that every array lies within the file. Returns false if
 * anything is wrong; `self` must then not be used. */
bool sim_arrays_open(struct sim_arrays *self, const void *bytes, size_t size);

/** Array number i, 0 <= i < count. Its `data` points into the bytes of the file. */
struct sim_array sim_arrays_at(const struct sim_arrays *self, int i);

/** Data of the array that has the name, type and shape of `wanted`; NULL if there is none. The search starts at array
 * number `hint`, 0 or more: give the expected number to make it fast. */
const void *sim_arrays_find(const struct sim_arrays *self, const struct sim_array *wanted, int hint);

/** Size in bytes of the head, with which a file begins. */
enum { SIM_ARRAYS_HEAD = 32 + 8 * SIM_ARRAYS_WORDS };

/** Read the caller's words from the head of a file that is `size` bytes long. Returns false if `head` is not the head
 * of a file of this size; `words` are then undefined. The rest of the file is not checked. */
bool sim_arrays_peek(const char head[SIM_ARRAYS_HEAD], size_t size, uint64_t words[SIM_ARRAYS_WORDS]);

#endif
