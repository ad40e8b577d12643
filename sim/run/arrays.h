/* arrays.h - a sealed file of named arrays: a head, a directory, the arrays, and a checksum over all of it.
 * Every block of results is one. Layout: see "Blocks" in sim/README.md. */
#ifndef SIM_ARRAYS_H
#define SIM_ARRAYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../error.h"

enum sim_array_type { SIM_ARRAY_U8 = 1, SIM_ARRAY_F4, SIM_ARRAY_F8, SIM_ARRAY_U64, SIM_ARRAY_TYPES };

/** Most characters of a name, its end included; most dimensions; words of the owner in the head. */
enum { SIM_ARRAY_NAME = 80, SIM_ARRAY_DIMENSIONS = 6, SIM_ARRAYS_WORDS = 12 };

/** The last dimension runs fastest. An extent of 0 is allowed: the array then holds nothing. */
struct sim_array {
    char name[SIM_ARRAY_NAME];
    enum sim_array_type type;
    int rank; /* 0 .. SIM_ARRAY_DIMENSIONS; 0 is a single number */
    uint64_t extent[SIM_ARRAY_DIMENSIONS];
    const void *data;
};

/** Bytes of all numbers of an array; 0 where they would be more than a file can hold. */
size_t sim_array_bytes(const struct sim_array *array);

/** Build the file in memory. `words` are the owner's: they can be read without the rest. *bytes is the caller's to
 * free. SIM_MEMORY where there is no room. */
SIM_MUST_USE enum sim_status sim_arrays_seal(const struct sim_array *list, int count,
                                             const uint64_t words[SIM_ARRAYS_WORDS], void **bytes, size_t *size,
                                             struct sim_errors *errors);

/** A file whose seal and directory were found to be right. */
struct sim_arrays {
    const char *bytes; /* the caller's; they must outlive this */
    int count;
    uint64_t words[SIM_ARRAYS_WORDS];
};

/** Check the bytes of a whole file: version, checksum, and that every array lies within it. False where anything is
 * wrong; nothing of such a file may be used. Allocates nothing. */
bool sim_arrays_open(struct sim_arrays *self, const void *bytes, size_t size);

/** Array number i, 0 <= i < count. Its data stands within the bytes of the file. */
struct sim_array sim_arrays_at(const struct sim_arrays *self, int i);

/** Data of the array with the name, type and shape of `wanted`; NULL where there is none. Looks at number `hint` first.
 */
const void *sim_arrays_find(const struct sim_arrays *self, const struct sim_array *wanted, int hint);

/** Bytes of the head, which stands first. */
enum { SIM_ARRAYS_HEAD = 32 + 8 * SIM_ARRAYS_WORDS };

/** The owner's words of a file of `size` bytes, from its head alone. The rest of the file may still be damaged. False
 * where this is no head, or that of a file of another size. */
bool sim_arrays_peek(const char head[SIM_ARRAYS_HEAD], size_t size, uint64_t words[SIM_ARRAYS_WORDS]);

#endif
