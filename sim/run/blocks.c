/* blocks.c - blocks in memory, and their files: found, verified, read, written. */
#include "blocks.h"

#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../files.h"
#include "../memory.h"
#include "arrays.h"
#include "entities.h"

struct sim_block sim_block_shape(const struct sim_plan *plan, long first, long count)
{
    struct sim_block shape = { .first = first,
                               .count = count,
                               .outcomes_count = sim_entities_column(plan, plan->model->outcomes_of_count),
                               .months = plan->study->months };
    for (int i = 0; i < plan->model->histories_count; i++)
        shape.histories_count += plan->study->histories[i];
    return shape;
}

/** A block of the plan without its numbers. */
static struct sim_block block_shape(const struct sim_plan *plan, long block)
{
    long first = block * plan->block_runs, left = plan->most_runs - first;
    return sim_block_shape(plan, first, left < plan->block_runs ? left : plan->block_runs);
}

enum sim_status sim_block_init(struct sim_block *self, const struct sim_plan *plan, long block,
                               struct sim_errors *errors)
{
    size_t runs, outcomes, histories;

    *self = block_shape(plan, block);
    runs = (size_t)self->count;
    outcomes = runs * (size_t)self->outcomes_count;
    histories = runs * (size_t)self->histories_count * (size_t)self->months;
    self->status = calloc(runs, 1);
    self->reason = calloc(runs, 1);
    self->outcomes = malloc((outcomes + 1) * sizeof *self->outcomes);
    self->histories = malloc((histories + 1) * sizeof *self->histories);
    if (self->status == NULL || self->reason == NULL || self->outcomes == NULL || self->histories == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a block of %ld runs", self->count);
    }
    return SIM_OK;
}

void sim_block_blank(struct sim_block *self, long run)
{
    for (int i = 0; i < self->outcomes_count; i++)
        self->outcomes[i * self->count + run] = (double)NAN;
    for (int i = 0; i < self->histories_count; i++)
        for (int month = 0; month < self->months; month++)
            self->histories[((long)i * self->count + run) * self->months + month] = NAN;
}

void sim_block_free(struct sim_block *self)
{
    SIM_FREE(self->status, self->reason, self->outcomes, self->histories);
    *self = (struct sim_block){ 0 };
}

/* --- names --- */

/** out/blocks/000017.block; the caller frees it. */
static char *block_path(const char *out, long block)
{
    char name[48];
    snprintf(name, sizeof name, "blocks/%06ld.block", block);
    return sim_path_join(out, name);
}

bool sim_blocks_has(const char *out, long block)
{
    char *path = block_path(out, block);
    bool has = path == NULL || access(path, F_OK) == 0; /* without memory say yes: reading it will fail */
    free(path);
    return has;
}

/* --- a block as arrays --- */

/** What the head of a block's file says: which runs it holds, and what these depend on. */
enum word {
    WORD_DEPENDS, /* runs_hash of the plan, two words */
    WORD_REPLICATE = 2,
    WORD_POINT,
    WORD_ARM,
    WORD_COUNT,
    WORD_FIRST_POINT,
    WORD_POINTS,
    WORD_ARMS,
    WORD_FAILED, /* how many of the runs failed */
    WORDS
};
_Static_assert((int)WORDS <= (int)SIM_ARRAYS_WORDS, "the words of a block fit into the head");

static void block_words(const struct sim_plan *plan, const struct sim_block *block, uint64_t words[SIM_ARRAYS_WORDS])
{
    struct sim_piece piece = sim_plan_piece(plan, block->first, block->count);

    memset(words, 0, SIM_ARRAYS_WORDS * sizeof words[0]);
    memcpy(words, plan->runs_hash, sizeof plan->runs_hash);
    words[WORD_REPLICATE] = (uint64_t)piece.first.replicate;
    words[WORD_POINT] = (uint64_t)piece.first.point;
    words[WORD_ARM] = (uint64_t)piece.first.arm;
    words[WORD_COUNT] = (uint64_t)piece.count;
    words[WORD_FIRST_POINT] = (uint64_t)piece.first_point;
    words[WORD_POINTS] = (uint64_t)piece.points;
    words[WORD_ARMS] = (uint64_t)piece.arms;
}

/** Are these the words of this block, whatever they say of its failures? */
static bool words_fit(const struct sim_plan *plan, const struct sim_block *block, const uint64_t *words)
{
    uint64_t wanted[SIM_ARRAYS_WORDS];
    block_words(plan, block, wanted);
    wanted[WORD_FAILED] = words[WORD_FAILED];
    return memcmp(words, wanted, sizeof wanted) == 0;
}

/** Numbers of one outcome or history among those of a block; NULL for a block without numbers. */
static const void *part_of(const void *numbers, long at, size_t bytes)
{
    return numbers == NULL ? NULL : (const char *)numbers + (size_t)at * bytes;
}

/** Describe an array of `rows` and `columns` (0: one number a row). False where the name is too long: cut off, it
 * might equal another. */
static bool array_set(struct sim_array *array, const char *kind, const char *name, enum sim_array_type type, long rows,
                      long columns, const void *data)
{
    int length = snprintf(array->name, sizeof array->name, "%s%s", kind, name);
    array->type = type;
    array->rank = columns == 0 ? 1 : 2;
    array->extent[0] = (uint64_t)rows;
    array->extent[1] = (uint64_t)columns;
    array->data = data;
    return length < (int)sizeof array->name;
}

/** The outcomes of a run, and of its entities: [entity][run]. False where a name is too long. */
static bool outcomes_set(const struct sim_plan *plan, const struct sim_block *block, struct sim_array **at)
{
    const struct sim_model *model = plan->model;
    long runs = block->count;
    bool good = true;

    for (int i = 0; good && i < model->outcomes_count; i++)
        good = array_set((*at)++, "outcome ", model->outcomes[i].name, SIM_ARRAY_F8, runs, 0,
                         part_of(block->outcomes, i * runs, sizeof *block->outcomes));
    for (int i = 0; good && i < model->outcomes_of_count; i++) {
        const struct sim_outcome_of *of = &model->outcomes_of[i];
        int count = sim_entities_of(plan, i)->count, column = sim_entities_column(plan, i);
        char kind[SIM_ENTITY_SIZE];
        snprintf(kind, sizeof kind, "of %s ", model->extents[of->extent].name);
        good = count == 0 || array_set((*at)++, kind, of->series.name, SIM_ARRAY_F8, count, runs,
                                       part_of(block->outcomes, column * runs, sizeof *block->outcomes));
    }
    return good;
}

/** The arrays of a block's file, which point into the block. The caller frees *list. */
static enum sim_status block_arrays(const struct sim_plan *plan, const struct sim_block *block, struct sim_array **list,
                                    int *count, struct sim_errors *errors)
{
    const struct sim_model *model = plan->model;
    size_t most = 3 + (size_t)(model->outcomes_count + model->outcomes_of_count + block->histories_count);
    struct sim_array *at = *list = calloc(most, sizeof *at);
    long runs = block->count, kept = 0;
    bool good = at != NULL;

    if (good) {
        array_set(at++, "arms", "", SIM_ARRAY_U64, plan->study->arms_count, 2, plan->arm_hashes);
        array_set(at++, "status", "", SIM_ARRAY_U8, runs, 0, block->status);
        array_set(at++, "reason", "", SIM_ARRAY_U8, runs, 0, block->reason);
        good = outcomes_set(plan, block, &at);
    }
    for (int i = 0; good && i < model->histories_count; i++)
        if (plan->study->histories[i]) {
            good = array_set(at++, "history ", model->histories[i].name, SIM_ARRAY_F4, runs, block->months,
                             part_of(block->histories, kept++ * runs * block->months, sizeof *block->histories));
        }
    *count = (int)(at - *list);
    return good ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for the arrays of a block, or a name is too long");
}

enum sim_status sim_blocks_publish(const struct sim_plan *plan, const char *out, const struct sim_block *block,
                                   struct sim_errors *errors)
{
    uint64_t words[SIM_ARRAYS_WORDS];
    struct sim_array *list = NULL;
    char *path = block_path(out, block->first / plan->block_runs);
    void *bytes = NULL;
    size_t size = 0;
    int count = 0;
    enum sim_status status =
        path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : block_arrays(plan, block, &list, &count, errors);

    if (status != SIM_OK) {
        goto out;
    }
    block_words(plan, block, words);
    for (long i = 0; i < block->count; i++)
        words[WORD_FAILED] += block->status[i] == SIM_RUN_FAILED;
    status = sim_arrays_seal(list, count, words, &bytes, &size, errors);
    if (status == SIM_OK) {
        status = sim_file_publish(path, bytes, size, true, errors);
    }
out:
    SIM_FREE(path, list, bytes);
    return status;
}

/* --- finding and reading --- */

bool sim_blocks_peek(const struct sim_plan *plan, const char *out, long block, long *failed)
{
    struct sim_block shape = block_shape(plan, block);
    uint64_t words[SIM_ARRAYS_WORDS];
    char head[SIM_ARRAYS_HEAD], *path = block_path(out, block);
    size_t size = 0;
    bool fits = path != NULL && sim_file_head(path, head, sizeof head, &size) && sim_arrays_peek(head, size, words) &&
                words_fit(plan, &shape, words);

    free(path);
    *failed = fits ? (long)words[WORD_FAILED] : 0;
    return fits;
}

/** Verify a file's bytes and, where `block` has room for numbers, copy them there. Complains only of missing memory. */
static enum sim_status block_take(const struct sim_plan *plan, const char *bytes, size_t size, struct sim_block *block,
                                  struct sim_errors *errors)
{
    struct sim_arrays file;
    struct sim_array *list = NULL;
    int count = 0;
    enum sim_status status;

    if (!sim_arrays_open(&file, bytes, size) || !words_fit(plan, block, file.words)) {
        return SIM_DATA;
    }
    status = block_arrays(plan, block, &list, &count, errors);
    for (int i = 0; i < count && status == SIM_OK; i++) {
        const void *data = sim_arrays_find(&file, &list[i], i);
        status = data == NULL ? SIM_DATA : SIM_OK;
        if (data != NULL && i > 0 && list[i].data != NULL) { /* the first is the plan's own, and stays */
            memcpy((void *)(uintptr_t)list[i].data, data, sim_array_bytes(&list[i]));
        }
    }
    free(list);
    return status;
}

enum sim_status sim_block_verify(const struct sim_plan *plan, long block, const char *bytes, size_t size,
                                 struct sim_errors *errors)
{
    struct sim_block shape = block_shape(plan, block);
    return block_take(plan, bytes, size, &shape, errors);
}

/** Bytes that no file of a block passes: of its numbers with all histories, and of their names. */
static size_t most_bytes(const struct sim_plan *plan, const struct sim_block *shape)
{
    const struct sim_model *model = plan->model;
    size_t a_run = 2 + sizeof(double) * (size_t)shape->outcomes_count +
                   sizeof(float) * (size_t)model->histories_count * (size_t)shape->months;
    return a_run * (size_t)shape->count + sizeof *plan->arm_hashes * (size_t)plan->study->arms_count + (1 << 20);
}

/** Read a block's file, verify it and, where `block` has room for numbers, copy them there. SIM_DATA, without a
 * complaint, where it is damaged or too long for a block. */
static enum sim_status block_load(const struct sim_plan *plan, const char *path, struct sim_block *block,
                                  struct sim_errors *errors)
{
    char *bytes = NULL;
    size_t size = 0;
    enum sim_status status = sim_file_read_own(path, most_bytes(plan, block), &bytes, &size, errors);

    if (status == SIM_OK) {
        status = block_take(plan, bytes, size, block, errors);
    }
    free(bytes);
    return status;
}

enum sim_status sim_blocks_read(const struct sim_plan *plan, const char *out, long index, struct sim_block *block,
                                struct sim_errors *errors)
{
    char *path = block_path(out, index);
    enum sim_status status =
        path == NULL ? sim_fail(errors, SIM_MEMORY, "no memory") : block_load(plan, path, block, errors);

    if (status == SIM_DATA) {
        sim_fail(errors, SIM_DATA, "%s: is damaged or belongs to another study", path);
    }
    free(path);
    return status;
}

enum sim_status sim_blocks_set_aside(const char *out, long block, struct sim_errors *errors)
{
    char *path = block_path(out, block), *aside = path == NULL ? NULL : malloc(strlen(path) + 5);
    enum sim_status status = SIM_OK;

    if (aside == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "no memory");
        goto out;
    }
    sprintf(aside, "%s.bad", path);
    if (rename(path, aside) != 0 && errno != ENOENT) { /* another process may have been first */
        status =
            sim_fail(errors, SIM_IO, "%s: is damaged, and cannot be renamed to %s: %s", path, aside, strerror(errno));
    }
out:
    free(aside);
    free(path);
    return status;
}

/** Number of the block whose file has this name, or -1. */
static long block_number(const char *name)
{
    char again[48];
    long block = -1;
    int end = 0;
    if (sscanf(name, "%12ld.block%n", &block, &end) != 1 || end == 0 || block < 0) {
        return -1;
    }
    snprintf(again, sizeof again, "%06ld.block", block);
    return strcmp(name, again) == 0 ? block : -1;
}

/** Verify a block that has a file, and set a damaged one aside. A file that cannot be read is an error, and not a
 * damaged one; a file that is gone is no error, because another process may have set it aside. */
static enum sim_status block_list(const struct sim_plan *plan, const char *out, long block, bool *here,
                                  struct sim_errors *errors)
{
    struct sim_block shape = block_shape(plan, block);
    char *path = block_path(out, block);
    enum sim_status status = path == NULL              ? sim_fail(errors, SIM_MEMORY, "no memory")
                             : access(path, F_OK) != 0 ? SIM_DATA
                                                       : block_load(plan, path, &shape, errors);

    *here = status == SIM_OK;
    free(path);
    return status == SIM_DATA ? sim_blocks_set_aside(out, block, errors) : status;
}

enum sim_status sim_blocks_list(const struct sim_plan *plan, const char *out, long blocks, bool *here,
                                struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    char *path = sim_path_join(out, "blocks");
    DIR *folder = path == NULL ? NULL : opendir(path);

    if (folder == NULL) {
        status =
            sim_fail(errors, path == NULL ? SIM_MEMORY : SIM_IO, "%s/blocks: cannot open: %s", out, strerror(errno));
        goto out;
    }
    for (const struct dirent *entry = NULL; status == SIM_OK && (entry = readdir(folder)) != NULL;) {
        long block = block_number(entry->d_name);
        if (block >= 0 && block < blocks && !here[block]) {
            status = block_list(plan, out, block, &here[block], errors);
        }
    }
    closedir(folder);
out:
    free(path);
    return status;
}
