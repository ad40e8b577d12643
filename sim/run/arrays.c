/* arrays.c - writes sealed files of named arrays, and believes none that it has not checked. */
#include "arrays.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

enum { ALIGNED = 64, MAGIC_SIZE = 12, VERSION = 1, CHECKSUM_SIZE = 16, MOST_ARRAYS = 1 << 20 };
static const char magic[MAGIC_SIZE + 1] = "cavi arrays\n";

/** The beginning of a file. Numbers have the byte order of the machine; read with the other order, the version is
 * another number. */
struct head {
    char magic[MAGIC_SIZE];
    uint32_t version;
    uint64_t size, count; /* of the file, checksum included; of its arrays */
    uint64_t words[SIM_ARRAYS_WORDS];
};
_Static_assert(sizeof(struct head) == SIM_ARRAYS_HEAD, "the head has no gaps");

/** One for each array, behind the head. `at`: where its numbers begin. */
struct entry {
    char name[SIM_ARRAY_NAME];
    uint32_t type, rank;
    uint64_t extent[SIM_ARRAY_DIMENSIONS];
    uint64_t at;
};
_Static_assert(sizeof(struct entry) == SIM_ARRAY_NAME + 16 + 8 * SIM_ARRAY_DIMENSIONS, "an entry has no gaps");

static const size_t bytes_of_type[SIM_ARRAY_TYPES] = {
    [SIM_ARRAY_U8] = 1, [SIM_ARRAY_F4] = 4, [SIM_ARRAY_F8] = 8, [SIM_ARRAY_U64] = 8
};

static uint64_t aligned(uint64_t at)
{
    return (at + ALIGNED - 1) / ALIGNED * ALIGNED;
}

/** Bytes of an array into *bytes; false where they would be more than `most`. */
static bool count_bytes(enum sim_array_type type, uint32_t rank, const uint64_t *extent, uint64_t most, uint64_t *bytes)
{
    bool empty = false;
    uint64_t all = bytes_of_type[type];

    for (uint32_t i = 0; i < rank; i++)
        empty = empty || extent[i] == 0;
    for (uint32_t i = 0; i < rank && !empty; i++) {
        if (all > most / extent[i]) {
            return false;
        }
        all *= extent[i];
    }
    *bytes = empty ? 0 : all;
    return *bytes <= most;
}

size_t sim_array_bytes(const struct sim_array *array)
{
    uint64_t bytes = 0;
    return count_bytes(array->type, (uint32_t)array->rank, array->extent, SIZE_MAX / 2, &bytes) ? (size_t)bytes
                                                                                                : SIZE_MAX;
}

/* --- writing --- */

static void checksum(const char *bytes, size_t size, char sum[CHECKSUM_SIZE])
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, size));
    memcpy(sum, &canonical, CHECKSUM_SIZE);
}

static void put_array(char *file, int i, const struct sim_array *array, size_t at)
{
    struct entry entry = { .type = array->type, .rank = (uint32_t)array->rank, .at = at };
    size_t bytes = sim_array_bytes(array);

    memcpy(entry.name, array->name, strnlen(array->name, SIM_ARRAY_NAME - 1));
    memcpy(entry.extent, array->extent, (size_t)array->rank * sizeof entry.extent[0]);
    memcpy(file + sizeof(struct head) + (size_t)i * sizeof entry, &entry, sizeof entry);
    if (bytes > 0) {
        memcpy(file + at, array->data, bytes);
    }
    memset(file + at + bytes, 0, aligned(at + bytes) - at - bytes);
}

enum sim_status sim_arrays_seal(const struct sim_array *list, int count, const uint64_t words[SIM_ARRAYS_WORDS],
                                void **bytes, size_t *size, struct sim_errors *errors)
{
    struct head head = { .version = VERSION, .count = (uint64_t)count };
    size_t directory = sizeof head + (size_t)count * sizeof(struct entry), at = aligned(directory);
    bool fits = true;
    char *file;

    *size = at;
    for (int i = 0; i < count && fits; i++) {
        size_t more = sim_array_bytes(&list[i]);
        fits = more <= SIZE_MAX / 2 - *size;
        *size += fits ? aligned(more) : 0;
    }
    *size += CHECKSUM_SIZE;
    *bytes = file = fits ? malloc(*size) : NULL;
    if (file == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a file of %zu bytes", *size);
    }
    memcpy(head.magic, magic, MAGIC_SIZE);
    memcpy(head.words, words, sizeof head.words);
    head.size = *size;
    memcpy(file, &head, sizeof head);
    memset(file + directory, 0, at - directory);
    for (int i = 0; i < count; at += aligned(sim_array_bytes(&list[i])), i++)
        put_array(file, i, &list[i], at);
    checksum(file, at, file + at);
    return SIM_OK;
}

/* --- reading --- */

static bool head_is_good(const struct head *head, size_t size)
{
    return memcmp(head->magic, magic, MAGIC_SIZE) == 0 && head->version == VERSION && head->size == size &&
           size >= sizeof *head + CHECKSUM_SIZE && head->count <= MOST_ARRAYS &&
           head->count <= (size - sizeof *head - CHECKSUM_SIZE) / sizeof(struct entry);
}

bool sim_arrays_peek(const char bytes[SIM_ARRAYS_HEAD], size_t size, uint64_t words[SIM_ARRAYS_WORDS])
{
    struct head head;
    memcpy(&head, bytes, sizeof head);
    memcpy(words, head.words, sizeof head.words);
    return head_is_good(&head, size);
}

static struct entry entry_at(const char *bytes, int i)
{
    struct entry entry;
    memcpy(&entry, bytes + sizeof(struct head) + (size_t)i * sizeof entry, sizeof entry);
    return entry;
}

/** Does the array lie between the directory and the checksum, with a name and a shape that make sense? */
static bool entry_is_good(const struct entry *entry, uint64_t first, uint64_t end)
{
    uint64_t bytes = 0;
    return entry->name[SIM_ARRAY_NAME - 1] == '\0' && entry->type > 0 && entry->type < SIM_ARRAY_TYPES &&
           entry->rank <= SIM_ARRAY_DIMENSIONS && entry->at % ALIGNED == 0 && entry->at >= first && entry->at <= end &&
           count_bytes(entry->type, entry->rank, entry->extent, end - entry->at, &bytes);
}

bool sim_arrays_open(struct sim_arrays *self, const void *bytes, size_t size)
{
    struct head head;
    char sum[CHECKSUM_SIZE];
    const char *file = bytes;
    bool good = size >= sizeof head + CHECKSUM_SIZE;

    *self = (struct sim_arrays){ .bytes = file };
    if (!good) {
        return false;
    }
    memcpy(&head, file, sizeof head);
    if (!head_is_good(&head, size)) {
        return false;
    }
    checksum(file, size - CHECKSUM_SIZE, sum);
    good = memcmp(sum, file + size - CHECKSUM_SIZE, CHECKSUM_SIZE) == 0;
    for (int i = 0; good && i < (int)head.count; i++) {
        struct entry entry = entry_at(file, i);
        good = entry_is_good(&entry, sizeof head + head.count * sizeof entry, size - CHECKSUM_SIZE);
    }
    self->count = good ? (int)head.count : 0;
    memcpy(self->words, head.words, sizeof head.words);
    return good;
}

struct sim_array sim_arrays_at(const struct sim_arrays *self, int i)
{
    struct entry entry = entry_at(self->bytes, i);
    struct sim_array array = { .type = entry.type, .rank = (int)entry.rank, .data = self->bytes + entry.at };
    memcpy(array.name, entry.name, sizeof array.name);
    memcpy(array.extent, entry.extent, sizeof array.extent);
    return array;
}

static bool same_shape(const struct sim_array *a, const struct sim_array *b)
{
    return a->type == b->type && a->rank == b->rank &&
           memcmp(a->extent, b->extent, (size_t)a->rank * sizeof a->extent[0]) == 0 && strcmp(a->name, b->name) == 0;
}

const void *sim_arrays_find(const struct sim_arrays *self, const struct sim_array *wanted, int hint)
{
    for (int k = 0; k < self->count; k++) {
        struct sim_array array = sim_arrays_at(self, (hint + k) % self->count);
        if (same_shape(&array, wanted)) {
            return array.data;
        }
    }
    return NULL;
}
