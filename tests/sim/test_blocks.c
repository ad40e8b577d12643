/* test_blocks.c - blocks are whole or refused, and the folder belongs to one plan. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../sim/files.h"
#include "../../sim/run/blocks.h"
#include "sim/run/output.h"
#include "support.h"

static const char study[] = "months: 3\nreplicates: 70\nhistories: [height]\n"; /* two blocks would need 1024 runs */

/** A block with numbers of its own, NAN among them. */
static void block_fill(struct sim_block *block, const struct trial *t)
{
    struct sim_errors errors = { 0 };
    cr_assert(sim_block_init(block, &t->plan, 0, &errors) == SIM_OK);
    for (long i = 0; i < block->count; i++) {
        block->status[i] = i == 5 ? SIM_RUN_FAILED : SIM_RUN_DONE;
        block->reason[i] = i == 5;
        for (int k = 0; k < block->outcomes_count; k++)
            block->outcomes[k * block->count + i] = i == 9 && k == 1 ? (double)NAN : 0.37 * (double)i - k;
        for (int month = 0; month < block->months; month++)
            block->histories[i * block->months + month] = 0.43f * (float)i + (float)month;
    }
}

static void published(struct trial *t, char **bytes, size_t *size)
{
    struct sim_block block;
    trial_init(t, study);
    block_fill(&block, t);
    cr_assert(sim_output_open(&t->plan, trial_path(t, "out"), &t->errors) == SIM_OK, "%s", t->errors.text);
    cr_assert(sim_blocks_publish(&t->plan, trial_path(t, "out"), &block, &t->errors) == SIM_OK, "%s", t->errors.text);
    cr_assert(sim_file_read(trial_path(t, "out/blocks/000000.block"), 1 << 24, bytes, size, &t->errors) == SIM_OK);
    sim_block_free(&block);
}

static bool is_whole(struct trial *t, long block, const char *bytes, size_t size)
{
    enum sim_status status = sim_block_verify(&t->plan, block, bytes, size, &t->errors);
    cr_assert(status == SIM_OK || status == SIM_DATA);
    return status == SIM_OK;
}

static struct trial t;
static char *bytes; /* of a block's file */
static size_t size;

static void blocks_ends(void)
{
    free(bytes);
    trial_free(&t);
}

TestSuite(blocks, .fini = blocks_ends);

Test(blocks, come_back_as_they_were_published)
{
    struct sim_block wanted, got;
    published(&t, &bytes, &size);
    block_fill(&wanted, &t);
    cr_assert(sim_block_init(&got, &t.plan, 0, &t.errors) == SIM_OK);
    cr_assert(sim_blocks_read(&t.plan, trial_path(&t, "out"), 0, &got, &t.errors) == SIM_OK, "%s", t.errors.text);
    cr_expect(memcmp(got.status, wanted.status, (size_t)wanted.count) == 0);
    cr_expect(memcmp(got.reason, wanted.reason, (size_t)wanted.count) == 0);
    cr_expect(memcmp(got.outcomes, wanted.outcomes, sizeof(double) * (size_t)(wanted.count * wanted.outcomes_count)) ==
              0);
    cr_expect(memcmp(got.histories, wanted.histories, sizeof(float) * (size_t)(wanted.count * wanted.months)) == 0);
    sim_block_free(&wanted);
    sim_block_free(&got);
}

Test(blocks, with_any_bit_flipped_are_refused)
{
    long accepted = 0;
    published(&t, &bytes, &size);
    cr_assert(is_whole(&t, 0, bytes, size));
    for (size_t at = 0; at < size; at++)
        for (int bit = 0; bit < 8; bit++) {
            bytes[at] ^= (char)(1 << bit);
            accepted += is_whole(&t, 0, bytes, size);
            bytes[at] ^= (char)(1 << bit);
        }
    cr_expect(accepted == 0, "%ld of %zu flips were taken for a block", accepted, 8 * size);
}

Test(blocks, cut_short_or_made_longer_anywhere_are_refused)
{
    published(&t, &bytes, &size);
    for (size_t length = 0; length < size; length++)
        cr_assert(!is_whole(&t, 0, bytes, length), "%zu of %zu bytes", length, size);
    char *longer = calloc(size + 64, 1);
    cr_assert(longer != NULL);
    memcpy(longer, bytes, size);
    cr_expect(!is_whole(&t, 0, longer, size + 1) && !is_whole(&t, 0, longer, size + 64));
    memmove(longer + 64, longer, size);
    cr_expect(!is_whole(&t, 0, longer, size + 64));
    free(longer);
}

Test(blocks, of_another_number_or_of_runs_that_depend_on_something_else_are_refused)
{
    published(&t, &bytes, &size);
    cr_expect(!is_whole(&t, 1, bytes, size));
    t.plan.runs_hash[1] ^= 1;
    cr_expect(!is_whole(&t, 0, bytes, size));
}

Test(blocks, hold_all_that_a_study_keeps_or_are_refused_and_may_hold_more)
{
    published(&t, &bytes, &size);
    t.study.histories[TOY_FIRST_LUCK] = true;
    cr_expect(!is_whole(&t, 0, bytes, size), "the file lacks a history");
    t.study.histories[TOY_FIRST_LUCK] = t.study.histories[TOY_MEAN_HEIGHT] = false;
    cr_expect(is_whole(&t, 0, bytes, size), "the file has one more than is wanted");
}

Test(blocks, that_are_there_already_stay_and_leave_no_second_copy)
{
    struct sim_block block;
    char *after;
    size_t size_after;
    published(&t, &bytes, &size);
    block_fill(&block, &t);
    block.outcomes[0] = 99;
    cr_expect(sim_blocks_publish(&t.plan, trial_path(&t, "out"), &block, &t.errors) == SIM_OK);
    cr_assert(sim_file_read(trial_path(&t, "out/blocks/000000.block"), 1 << 24, &after, &size_after, &t.errors) ==
              SIM_OK);
    cr_expect(size == size_after && memcmp(bytes, after, size) == 0);
    sim_block_free(&block);
    free(after);
}

Test(blocks, are_listed_when_whole_and_set_aside_when_not)
{
    bool here = false;
    published(&t, &bytes, &size);
    cr_expect(sim_blocks_list(&t.plan, trial_path(&t, "out"), 1, &here, &t.errors) == SIM_OK && here);
    cr_assert(truncate(trial_path(&t, "out/blocks/000000.block"), (off_t)size - 1) == 0);
    cr_expect(sim_blocks_list(&t.plan, trial_path(&t, "out"), 1, &here, &t.errors) == SIM_OK && here,
              "what was verified is not looked at again");
    here = false;
    cr_expect(sim_blocks_list(&t.plan, trial_path(&t, "out"), 1, &here, &t.errors) == SIM_OK && !here);
    cr_expect(access(trial_path(&t, "out/blocks/000000.block"), F_OK) != 0);
    cr_expect(access(trial_path(&t, "out/blocks/000000.block.bad"), F_OK) == 0);
}

Test(blocks, tell_their_failed_runs_by_the_head_alone)
{
    long failed = 7;
    published(&t, &bytes, &size);
    cr_expect(sim_blocks_peek(&t.plan, trial_path(&t, "out"), 0, &failed));
    cr_expect(failed == 1);
    cr_assert(truncate(trial_path(&t, "out/blocks/000000.block"), (off_t)size - 1) == 0);
    cr_expect(!sim_blocks_peek(&t.plan, trial_path(&t, "out"), 0, &failed));
}

Test(blocks, know_no_other_names_of_files)
{
    bool here = false;
    published(&t, &bytes, &size);
    cr_assert(rename(trial_path(&t, "out/blocks/000000.block"), trial_path(&t, "out/blocks/0.block")) == 0);
    static const char *const names[] = { "out/blocks/000007.block", "out/blocks/00000x.block",
                                         "out/blocks/-00001.block", "out/blocks/000000.block.node.7.tmp" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        trial_write(&t, names[i], "x");
    cr_expect(sim_blocks_list(&t.plan, trial_path(&t, "out"), 1, &here, &t.errors) == SIM_OK && !here);
    cr_expect(access(trial_path(&t, "out/blocks/0.block"), F_OK) == 0);
}

Test(blocks, a_folder_of_another_build_is_refused_and_says_so)
{
    char *note, older[1024];
    trial_init(&t, study);
    cr_assert(sim_output_open(&t.plan, trial_path(&t, "out"), &t.errors) == SIM_OK);
    cr_assert(sim_file_read(trial_path(&t, "out/plan/plan.txt"), 1024, &note, &size, &t.errors) == SIM_OK);
    /* earlier builds wrote neither format nor checksum */
    snprintf(older, sizeof older, "%.*s", (int)(strstr(note, "# checksum") - strstr(note, "model: ")),
             strstr(note, "model: "));
    trial_write(&t, "out/plan/plan.txt", older);
    cr_expect(sim_output_open(&t.plan, trial_path(&t, "out"), &t.errors) == SIM_USAGE);
    complains(t.errors, "was computed by another version of this program, and this one cannot read its blocks");
    free(note);
}

Test(blocks, a_folder_that_lost_its_note_is_refused_to_another_study_as_soon_as_it_holds_a_block)
{
    struct trial other;
    trial_init(&other, "months: 4\n");
    published(&t, &bytes, &size);
    cr_assert(unlink(trial_path(&t, "out/plan/plan.txt")) == 0);
    cr_expect(sim_output_open(&other.plan, trial_path(&t, "out"), &other.errors) == SIM_USAGE);
    complains(other.errors, "holds results of another study");
    cr_expect(sim_output_open(&t.plan, trial_path(&t, "out"), &t.errors) == SIM_OK);
    trial_free(&other);
}

Test(blocks, a_folder_left_between_study_and_note_is_free_for_another_study)
{
    struct trial other;
    trial_init(&t, study);
    trial_init(&other, "months: 4\n");
    cr_assert(sim_output_open(&t.plan, trial_path(&t, "out"), &t.errors) == SIM_OK);
    cr_assert(unlink(trial_path(&t, "out/plan/plan.txt")) == 0);
    cr_expect(sim_output_open(&other.plan, trial_path(&t, "out"), &other.errors) == SIM_OK);
    cr_expect(sim_output_open(&t.plan, trial_path(&t, "out"), &t.errors) == SIM_USAGE);
    trial_free(&other);
}
