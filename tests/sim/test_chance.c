/* test_chance.c - draws are Threefry's, and every name has its own. */
#include <string.h>

#include "../../sim/chance.h"
#include "support.h"

/** Lines of Random123's own kat_vectors: threefry4x32, 20 rounds; counter, key, answer. */
static const struct {
    uint32_t counter[4], key[4], answer[4];
} known[] = {
    { { 0 }, { 0 }, { 0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8 } },
    { { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
      { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff },
      { 0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732 } },
    { { 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344 },
      { 0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89 },
      { 0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84 } },
};

Test(chance, gives_the_known_answers_of_threefry4x32_20)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        threefry4x32_ctr_t counter;
        threefry4x32_key_t key;
        memcpy(counter.v, known[i].counter, sizeof counter.v);
        memcpy(key.v, known[i].key, sizeof key.v);
        threefry4x32_ctr_t answer = threefry4x32_R(20, counter, key);
        cr_expect(memcmp(answer.v, known[i].answer, sizeof answer.v) == 0, "vector %zu", i);
    }
}

/** The block named by these, straight from Threefry. */
static threefry4x32_ctr_t named(uint32_t low, uint32_t high, uint32_t replicate, uint32_t world, uint32_t month,
                                uint32_t purpose, uint32_t entity)
{
    threefry4x32_ctr_t counter = { { month, purpose, entity, 0 } };
    threefry4x32_key_t key = { { low, high, replicate, world } };
    return threefry4x32_R(20, counter, key);
}

Test(chance, is_keyed_by_seed_replicate_and_drawn_world_and_counted_by_month_purpose_and_entity)
{
    struct sim_pack pack = { .seed = { 0x2c4f, 0x11 }, .month = 37 };
    threefry4x32_ctr_t got = chance_block(&pack, 5081, 63, 9, 412), want = named(0x2c4f, 0x11, 5081, 63, 37, 9, 412);
    cr_expect(memcmp(&got, &want, sizeof got) == 0);
}

Test(chance, changes_with_every_part_of_its_name)
{
    threefry4x32_ctr_t base = named(1, 2, 3, 8, 4, 5, 6);
    threefry4x32_ctr_t others[] = { named(7, 2, 3, 8, 4, 5, 6), named(1, 7, 3, 8, 4, 5, 6), named(1, 2, 7, 8, 4, 5, 6),
                                    named(1, 2, 3, 8, 7, 5, 6), named(1, 2, 3, 8, 4, 7, 6), named(1, 2, 3, 8, 4, 5, 7),
                                    named(1, 2, 3, 7, 4, 5, 6) };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct sim_pack pack = { .seed = { i == 0 ? 7 : 1, i == 1 ? 7 : 2 }, .month = i == 3 ? 7 : 4 };
        threefry4x32_ctr_t got = chance_block(&pack, i == 2 ? 7 : 3, i == 6 ? 7 : 8, i == 4 ? 7 : 5, i == 5 ? 7 : 6);
        cr_expect(memcmp(&got, &others[i], sizeof got) == 0);
        cr_expect(memcmp(&got, &base, sizeof got) != 0);
    }
}

Test(chance, a_number_is_the_middle_of_its_cell_and_never_0_or_1)
{
    cr_expect(chance_cell(0) == R(0.5) / R(65536));
    cr_expect(chance_cell(0xffff) == R(65535.5) / R(65536));
    cr_expect(chance_cell(0xabcd0000) == chance_cell(0));   /* the low 16 bits alone count */
    cr_expect(chance_cell(0x1f3a) == R(7994.5) / R(65536)); /* 0x1f3a is 7994 */
}

/** The i-th of the eight 16-bit numbers of a block: low half first. */
static uint32_t half(threefry4x32_ctr_t words, int i)
{
    return words.v[i / 2] >> (i % 2 * 16) & 0xffff;
}

Test(chance, eight_entities_share_a_block_and_each_lane_follows_its_replicate_and_world)
{
    uint32_t replicate[SIM_LANES], world[SIM_LANES];
    real u[CHANCE_ROWS(19)][SIM_LANES];
    struct sim_pack pack = { .seed = { 20101, 0 }, .month = 11, .replicate = replicate, .drawn = world };
    for (int lane = 0; lane < SIM_LANES; lane++) {
        replicate[lane] = 100 + 7 * (uint32_t)lane;
        world[lane] = 3 * (uint32_t)lane;
    }
    chance_fill(u, &pack, 3, 19);
    for (int entity = 0; entity < 19; entity++)
        for (int lane = 0; lane < SIM_LANES; lane++) {
            threefry4x32_ctr_t words = named(20101, 0, replicate[lane], world[lane], 11, 3, (uint32_t)entity / 8);
            cr_expect(u[entity][lane] == chance_cell(half(words, entity % 8)), "entity %d lane %d", entity, lane);
        }
}

Test(chance, an_entity_keeps_its_luck_when_others_join)
{
    uint32_t replicate[SIM_LANES] = { 4 }, world[SIM_LANES] = { 0 };
    real few[CHANCE_ROWS(3)][SIM_LANES], many[CHANCE_ROWS(50)][SIM_LANES];
    struct sim_pack pack = { .seed = { 8, 0 }, .month = 2, .replicate = replicate, .drawn = world };
    chance_fill(few, &pack, 1, 3);
    chance_fill(many, &pack, 1, 50);
    for (int entity = 0; entity < 3; entity++)
        cr_expect(few[entity][0] == many[entity][0]);
}

/** The same luck with a list of places: in draw 1, three entities stand at 2, 9 and 40,000,000,000; in draw 0, each at
 * its own number. */
static void fill_placed(real (*out)[SIM_LANES], uint32_t purpose, int count)
{
    static const uint64_t place[] = { 2, 9, 40000000000 };
    const struct sim_places places[] = { { NULL, 3 }, { place, 3 } };
    uint32_t replicate[SIM_LANES] = { 4 }, world[SIM_LANES] = { 0 };
    struct sim_pack pack = { .seed = { 8, 0 }, .month = 2, .replicate = replicate, .drawn = world, .places = places };
    count > 0 ? chance_fill(out, &pack, purpose, count) : chance_eight(out, &pack, purpose, 1);
}

Test(chance, an_entity_with_a_place_has_the_luck_of_that_place_and_not_of_its_row)
{
    real got[CHANCE_ROWS(6)][SIM_LANES];

    fill_placed(got, 1, 6); /* two numbers each: 4 and 5, 18 and 19, 80,000,000,000 and the next */
    threefry4x32_ctr_t first = named(8, 0, 4, 0, 2, 1, 0), second = named(8, 0, 4, 0, 2, 1, 2);
    threefry4x32_ctr_t far = { { 2, 1, 1410065408, 2 } }; /* 80,000,000,000 / 8 is 2 * 2^32 + 1,410,065,408 */
    far = threefry4x32_R(20, far, (threefry4x32_key_t){ { 8, 0, 4, 0 } });
    cr_expect(got[0][0] == chance_cell(half(first, 4)) && got[1][0] == chance_cell(half(first, 5)));
    cr_expect(got[2][0] == chance_cell(half(second, 2)) && got[3][0] == chance_cell(half(second, 3)));
    cr_expect(got[4][0] == chance_cell(half(far, 0)) && got[5][0] == chance_cell(half(far, 1)));
    fill_placed(got, 0, 3); /* whoever has no place is known by its row */
    cr_expect(got[1][0] == chance_cell(half(named(8, 0, 4, 0, 2, 0, 0), 1)));
    fill_placed(got, 1, 0); /* the eight numbers of the second entity */
    cr_expect(got[7][0] == chance_cell(half(named(8, 0, 4, 0, 2, 1, 9), 7)));
}
