/* attribute.c - makes the study of all combinations, and computes shares from its runs. */
#include "attribute.h"

#include <gsl/gsl_sf_gamma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../read/reading.h"
#include "names.h"

enum { LONGEST_NAME = 100 };

const char *sim_part_name(const struct sim_model *model, int part)
{
    return part < model->phases_count ? model->phases[part].name : model->mechanisms[part - model->phases_count].name;
}

static void part_add(struct sim_parts *self, const struct sim_model *model, const char *name, struct sim_errors *errors)
{
    int part = sim_find_part(model, name, errors);
    for (int i = 0; i < self->count; i++)
        if (part >= 0 && self->part[i] == part) {
            sim_complain(errors, NULL, 0, 0, "'%s' is named twice", name);
        }
    if (self->count == SIM_MOST_SWITCHED) {
        sim_complain(errors, NULL, 0, 0, "'%s' is too many: at most %d parts, which make %d arms", name,
                     SIM_MOST_SWITCHED, 1 << SIM_MOST_SWITCHED);
    } else if (part >= 0) {
        self->part[self->count++] = part;
    }
}

enum sim_status sim_parts_read(struct sim_parts *self, const struct sim_model *model, const char *text,
                               struct sim_errors *errors)
{
    int before = errors->count;
    *self = (struct sim_parts){ 0 };

    for (int i = 0; text == NULL && model->media != NULL && model->media[i] != NULL; i++)
        part_add(self, model, model->media[i], errors);
    for (const char *at = text; at != NULL;) {
        char name[128];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at, ","), at);
        part_add(self, model, name, errors);
        at = strchr(at, ',');
        at += at != NULL;
    }
    if (errors->count == before && self->count == 0) {
        sim_complain(errors, NULL, 0, 0,
                     "this model names no media; give --of PART,PART (`describe` lists phases and mechanisms)");
    }
    return errors->count > before ? SIM_USAGE : SIM_OK;
}

/** "all", "without a, b", or "without #1 #2" where the names are too long. */
static void arm_name(const struct sim_model *model, const struct sim_parts *parts, int out, char *name)
{
    int length = snprintf(name, LONGEST_NAME + 1, out == 0 ? "all" : "without ");
    for (int i = 0; i < parts->count && length <= LONGEST_NAME; i++)
        if (out >> i & 1) {
            length += snprintf(name + length, (size_t)(LONGEST_NAME + 1 - length), "%s%s", length > 8 ? ", " : "",
                               sim_part_name(model, parts->part[i]));
        }
    if (length > LONGEST_NAME) {
        length = snprintf(name, LONGEST_NAME + 1, "without");
        for (int i = 0; i < parts->count; i++)
            if (out >> i & 1) {
                length += snprintf(name + length, (size_t)(LONGEST_NAME + 1 - length), " #%d", i + 1);
            }
    }
}

static enum sim_status refuse_left_out(const struct sim_arm *arm, const struct sim_model *model,
                                       const struct sim_parts *parts, struct sim_errors *errors)
{
    int before = errors->count;
    for (int i = 0; i < parts->count; i++)
        if (arm->without[parts->part[i] >> 6] >> (parts->part[i] & 63) & 1) {
            sim_complain(errors, NULL, 0, 0, "the study already leaves '%s' out, so it has no share",
                         sim_part_name(model, parts->part[i]));
        }
    return errors->count > before ? SIM_USAGE : SIM_OK;
}

enum sim_status sim_attribute_study(struct sim_study *study, const struct sim_model *model, int arm,
                                    const struct sim_parts *parts, struct sim_errors *errors)
{
    int arms = 1 << parts->count;
    struct sim_arm *made = calloc((size_t)arms, sizeof *made);
    enum sim_status status = made == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for %d arms", arms)
                                          : refuse_left_out(&study->arms[arm], model, parts, errors);
    bool good = status == SIM_OK;

    for (int out = 0; good && out < arms; out++) {
        char name[LONGEST_NAME + 1];
        arm_name(model, parts, out, name);
        good = sim_arm_copy(&made[out], &study->arms[arm], model, name);
        for (int i = 0; good && i < parts->count; i++)
            made[out].without[parts->part[i] >> 6] |= (uint64_t)(out >> i & 1) << (parts->part[i] & 63);
    }
    for (int a = 0; good && a < study->arms_count; a++)
        sim_arm_free(&study->arms[a], model);
    if (good) {
        free(study->arms);
        study->arms = made;
        study->arms_count = arms;
        return sim_study_write_out(study) ? SIM_OK : sim_fail(errors, SIM_MEMORY, "no memory for a study");
    }
    free(made);
    return status != SIM_OK ? status : sim_fail(errors, SIM_MEMORY, "no memory for %d arms", arms);
}

/* --- shares --- */

double sim_shapley(const double *value, int stride, int count, int i)
{
    double share = 0;
    for (int out = 0; out < 1 << count; out++)
        if (!(out >> i & 1)) { /* in these orders, the parts that are on come before part i */
            int before = count - 1 - __builtin_popcount((unsigned)out);
            double weight = gsl_sf_fact((unsigned)before) * gsl_sf_fact((unsigned)(count - 1 - before)) /
                            gsl_sf_fact((unsigned)count);
            share += weight * (value[out * stride] - value[(out | 1 << i) * stride]);
        }
    return share;
}

static void close_replicate(struct sim_attribution *self)
{
    int none = self->arms - 1;
    for (int o = 0; o < self->outcomes; o++) {
        double *value = self->sum + o, points = (double)self->count[o];
        if (self->count[o] > 0) {
            for (int a = 0; a < self->arms; a++)
                value[a * self->outcomes] /= points;
            sim_moments_add(&self->whole[o], value[0] - value[none * self->outcomes]);
        }
        for (int i = 0; self->count[o] > 0 && i < self->parts; i++) {
            int at = o * self->parts + i;
            sim_moments_add(&self->share[at], sim_shapley(value, self->outcomes, self->parts, i));
            sim_moments_add(&self->alone[at], value[(none ^ 1 << i) * self->outcomes] - value[none * self->outcomes]);
            sim_moments_add(&self->removed[at], value[0] - value[(1 << i) * self->outcomes]);
        }
    }
    memset(self->sum, 0, (size_t)(self->arms * self->outcomes) * sizeof *self->sum);
    memset(self->count, 0, (size_t)self->outcomes * sizeof *self->count);
}

/** All arms of a point are read: add the outcomes that every arm has. */
static void close_point(struct sim_attribution *self)
{
    for (int o = 0; o < self->outcomes; o++) {
        bool whole = true;
        for (int a = 0; a < self->arms; a++)
            whole = whole && !isnan(self->value[a * self->outcomes + o]);
        for (int a = 0; whole && a < self->arms; a++)
            self->sum[a * self->outcomes + o] += self->value[a * self->outcomes + o];
        self->count[o] += whole;
    }
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_attribution *self = context;
    for (int o = 0; o < self->outcomes; o++)
        self->value[seen->run.arm * self->outcomes + o] = sim_seen_outcome(seen, o);
    if (seen->run.arm == self->arms - 1) {
        close_point(self);
        if (seen->run.point == self->plan->points - 1) {
            close_replicate(self);
        }
    }
}

enum sim_status sim_attribution_init(struct sim_attribution *self, const struct sim_plan *plan, const char *out,
                                     int parts, struct sim_errors *errors)
{
    size_t outcomes = (size_t)plan->model->outcomes_count, arms = (size_t)plan->study->arms_count,
           cells = outcomes * (size_t)parts;

    *self = (struct sim_attribution){ .plan = plan, .outcomes = (int)outcomes, .arms = (int)arms, .parts = parts };
    self->share = calloc(3 * cells + outcomes + 1, sizeof *self->share); /* one room for all moments */
    self->value = calloc(2 * outcomes * arms + 1, sizeof *self->value);  /* and one for both scratches */
    self->count = calloc(outcomes + 1, sizeof *self->count);
    if (self->share == NULL || self->value == NULL || self->count == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for shares of %d parts", parts);
    }
    self->alone = self->share + cells;
    self->removed = self->alone + cells;
    self->whole = self->removed + cells;
    self->sum = self->value + outcomes * arms;
    return sim_scan(plan, out, visit, self, errors);
}

void sim_attribution_free(struct sim_attribution *self)
{
    free(self->share);
    free(self->value);
    free(self->count);
    *self = (struct sim_attribution){ 0 };
}
