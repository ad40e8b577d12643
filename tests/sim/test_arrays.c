/* test_arrays.c - sealed files of named arrays: what is written comes back, and what cannot be is refused. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "sim/run/arrays.h"

/* Places in the file, from the layout in sim/README.md: a head of 128 bytes, then entries of 144. */
enum { VERSION = 12, SIZE = 16, COUNT = 24, ENTRY = 128, TYPE = 80, RANK = 84, EXTENT = 88, AT = 136, CHECKSUM = 16 };

static const double numbers[6] = { 0.13, -2.9, 4.7, 0.0, 1e300, 3.1 };
static const unsigned char flags[3] = { 1, 0, 255 };

/** A file of four arrays: of three, one, no and two dimensions, the last of them empty. */
static char *made(size_t *size)
{
    static const struct sim_array list[] = {
        { "cube", SIM_ARRAY_F8, 3, { 1, 2, 3 }, numbers },
        { "flags", SIM_ARRAY_U8, 1, { 3 }, flags },
        { "alone", SIM_ARRAY_F8, 0, { 0 }, &numbers[2] },
        { "nothing", SIM_ARRAY_F4, 2, { 7, 0 }, NULL },
    };
    const uint64_t words[SIM_ARRAYS_WORDS] = { 17, 23 };
    struct sim_errors errors = { 0 };
    void *bytes = NULL;
    cr_assert(eq(int, sim_arrays_seal(list, 4, words, &bytes, size, &errors), SIM_OK));
    return bytes;
}

Test(arrays, come_back_with_name_type_shape_and_numbers)
{
    size_t size;
    char *bytes = made(&size);
    struct sim_arrays file;
    cr_assert(sim_arrays_open(&file, bytes, size));
    cr_expect(eq(int, file.count, 4));
    cr_expect(all(eq(u64, file.words[0], 17), eq(u64, file.words[1], 23), eq(u64, file.words[2], 0)));
    struct sim_array cube = sim_arrays_at(&file, 0), alone = sim_arrays_at(&file, 2);
    cr_expect(all(eq(str, cube.name, "cube"), eq(int, cube.type, SIM_ARRAY_F8), eq(int, cube.rank, 3)));
    cr_expect(all(eq(u64, cube.extent[0], 1), eq(u64, cube.extent[1], 2), eq(u64, cube.extent[2], 3)));
    cr_expect(memcmp(cube.data, numbers, sizeof numbers) == 0);
    cr_expect(eq(long, ((const char *)cube.data - bytes) % 64, 0), "numbers are aligned within the file");
    cr_expect(memcmp(alone.data, &numbers[2], sizeof numbers[2]) == 0);
    free(bytes);
}

Test(arrays, are_found_by_name_type_and_shape_together)
{
    size_t size;
    char *bytes = made(&size);
    struct sim_arrays file;
    cr_assert(sim_arrays_open(&file, bytes, size));
    cr_expect(sim_arrays_find(&file, &(struct sim_array){ "flags", SIM_ARRAY_U8, 1, { 3 }, NULL }, 3) != NULL);
    cr_expect(sim_arrays_find(&file, &(struct sim_array){ "nothing", SIM_ARRAY_F4, 2, { 7, 0 }, NULL }, 0) != NULL);
    cr_expect(sim_arrays_find(&file, &(struct sim_array){ "flag", SIM_ARRAY_U8, 1, { 3 }, NULL }, 0) == NULL);
    cr_expect(sim_arrays_find(&file, &(struct sim_array){ "flags", SIM_ARRAY_F4, 1, { 3 }, NULL }, 0) == NULL);
    cr_expect(sim_arrays_find(&file, &(struct sim_array){ "flags", SIM_ARRAY_U8, 1, { 2 }, NULL }, 0) == NULL);
    cr_expect(sim_arrays_find(&file, &(struct sim_array){ "flags", SIM_ARRAY_U8, 2, { 3, 1 }, NULL }, 0) == NULL);
    free(bytes);
}

/** Put a number into a file and a right checksum behind it, as a forger would. */
static void forge(char *bytes, size_t size, size_t at, uint64_t value, size_t width)
{
    XXH128_canonical_t sum;
    memcpy(bytes + at, &value, width);
    XXH128_canonicalFromHash(&sum, XXH3_128bits(bytes, size - CHECKSUM));
    memcpy(bytes + size - CHECKSUM, &sum, CHECKSUM);
}

Test(arrays, that_reach_beyond_their_file_are_refused_though_the_checksum_is_right)
{
    const struct {
        size_t at, width;
        uint64_t value;
    } forgeries[] = {
        { 0, 1, 'C' },                             /* another kind of file */
        { VERSION, 4, 2 },                         /* another version */
        { VERSION, 4, 1 << 24 },                   /* another byte order */
        { SIZE, 8, 1 },                            /* of another size */
        { COUNT, 8, 8 },                           /* more entries than there is room for */
        { COUNT, 8, UINT64_MAX },                  /* so many that their size overflows */
        { ENTRY + 79, 1, 'x' },                    /* a name without an end */
        { ENTRY + TYPE, 4, 0 },                    /* no type */
        { ENTRY + TYPE, 4, SIM_ARRAY_TYPES },      /* an unknown type */
        { ENTRY + RANK, 4, 7 },                    /* more dimensions than there are */
        { ENTRY + EXTENT, 8, 1000 },               /* longer than the file */
        { ENTRY + EXTENT, 8, UINT64_MAX / 6 + 1 }, /* so long that its size overflows to a small one */
        { ENTRY + AT, 8, 64 },                     /* in the directory */
        { ENTRY + AT, 8, 1 << 20 },                /* behind the end */
        { ENTRY + AT, 8, UINT64_MAX - 63 },        /* so far behind that its end overflows */
        { ENTRY + AT, 8, 712 },                    /* not aligned */
    };
    for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
        size_t size;
        char *bytes = made(&size);
        struct sim_arrays file;
        forge(bytes, size, 0, 0, 0); /* changes nothing: the forger knows how the checksum is made */
        cr_assert(sim_arrays_open(&file, bytes, size));
        forge(bytes, size, forgeries[i].at, forgeries[i].value, forgeries[i].width);
        cr_expect(not(sim_arrays_open(&file, bytes, size)), "forgery %zu", i);
        cr_expect(eq(int, file.count, 0));
        free(bytes);
    }
}

Test(arrays, may_be_asked_for_their_words_by_the_head_alone)
{
    size_t size;
    char *bytes = made(&size);
    uint64_t words[SIM_ARRAYS_WORDS];
    cr_expect(sim_arrays_peek(bytes, size, words));
    cr_expect(all(eq(u64, words[0], 17), eq(u64, words[1], 23)));
    cr_expect(not(sim_arrays_peek(bytes, size - 1, words)), "cut short");
    bytes[0] = 'x';
    cr_expect(not(sim_arrays_peek(bytes, size, words)), "another kind of file");
    free(bytes);
}
