/* wave.c - makes the study of a wave from that of the user. */
#include "wave.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "../read/reading.h"

/* Numbers that a chunk keeps while it is screened, worlds by patterns: some ten megabytes. */
static const long MOST_NUMBERS = 1L << 19;

enum { LEAST_CHUNK = 64 };

/** Keep one arm. */
static void arms_cut(struct sim_study *study, const struct sim_model *model, int arm)
{
    struct sim_arm kept = study->arms[arm];
    for (int a = 0; a < study->arms_count; a++)
        if (a != arm) {
            sim_arm_free(&study->arms[a], model);
        }
    study->arms[0] = kept;
    study->arms_count = 1;
}

/** Keep only the histories that patterns look at. */
static void histories_cut(struct sim_study *study, const struct sim_model *model, const struct sim_matching *matching)
{
    for (int i = 0; i < model->histories_count; i++) {
        study->histories[i] = false;
        for (int k = 0; k < matching->patterns_count; k++)
            study->histories[i] = study->histories[i] || matching->patterns[k].measure.history == i;
    }
}

static enum sim_status study_make(struct sim_wave *self, const struct sim_model *model, const struct sim_study *study,
                                  int arm, const struct sim_part *parts, struct sim_errors *errors)
{
    struct sim_study *own = &self->study;
    struct sim_design *design = &own->design;

    if (!sim_study_copy(own, study, model)) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a wave of worlds");
    }
    arms_cut(own, model, arm);
    histories_cut(own, model, study->matching);
    sim_close_up_free(&own->snapshots);
    sim_close_up_free(&own->events);
    own->until.outcome = -1;
    own->replicates = 1;
    design->points = self->first + self->count;
    design->kind = self->number > 0 ? SIM_DESIGN_RANDOM : design->kind;
    for (int i = 0; parts != NULL && i < design->factors_count; i++)
        if (parts[i].to - parts[i].from < 1) {
            design->factors[i].from = parts[i].from;
            design->factors[i].to = parts[i].to;
        }
    return sim_study_write_out(own) ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for a wave of worlds");
}

static enum sim_status hash_make(struct sim_wave *self, const struct sim_study *study, struct sim_errors *errors)
{
    char *text = sim_matching_text(study->matching, study->model, false);
    XXH128_hash_t sum;
    if (text == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a wave of worlds");
    }
    sum = XXH3_128bits_withSeed(text, strlen(text), self->plan.arm_hashes[0][0] ^ self->plan.arm_hashes[0][1]);
    self->hash[0] = sum.low64;
    self->hash[1] = sum.high64;
    memcpy(self->family, self->hash, sizeof self->family);
    free(text);
    return SIM_OK;
}

enum sim_status sim_wave_init(struct sim_wave *self, const struct sim_model *model, const struct sim_study *study,
                              int arm, int number, long count, const struct sim_part *parts, long chunk, int real_bytes,
                              struct sim_errors *errors)
{
    enum sim_status status;

    *self =
        (struct sim_wave){ .model = model, .number = number, .first = (long)number * SIM_WAVE_ROOM, .count = count };
    if (count > SIM_WAVE_ROOM) {
        return sim_fail(errors, SIM_USAGE, "%ld worlds are more than a wave may have, %d", count, SIM_WAVE_ROOM);
    }
    status = study_make(self, model, study, arm, parts, errors);
    status = status == SIM_OK ? sim_plan_init(&self->plan, model, &self->study, real_bytes, errors) : status;
    status = status == SIM_OK ? hash_make(self, study, errors) : status;
    for (self->chunk = chunk > 0 ? chunk : self->plan.block_runs;
         chunk == 0 && self->chunk > LEAST_CHUNK && self->chunk * study->matching->patterns_count > MOST_NUMBERS;)
        self->chunk /= 2;
    if (status == SIM_OK) {
        self->plan.block_runs = self->chunk;
        self->plan.blocks = sim_plan_blocks(&self->plan, 1);
        self->plan.runs = count; /* what progress counts */
    }
    return status;
}

void sim_wave_free(struct sim_wave *self)
{
    sim_plan_free(&self->plan);
    if (self->model != NULL) {
        sim_study_free(&self->study, self->model);
    }
    *self = (struct sim_wave){ 0 };
}

long sim_wave_chunks(const struct sim_wave *self)
{
    return (self->count + self->chunk - 1) / self->chunk;
}

long sim_wave_worlds_in(const struct sim_wave *self, long chunk)
{
    long left = self->count - chunk * self->chunk;
    return left < self->chunk ? left : self->chunk;
}
