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
                     "this model names no parts to leave out; name some with --of PART,PART (`describe` lists phases "
                     "and mechanisms)");
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

/** The only part that an arm leaves out beside what the first arm leaves out; -1 where it is not one. */
static int part_out(const struct sim_arm *first, const struct sim_arm *arm, int most)
{
    int found = -1;
    for (int part = 0; part < most; part++) {
        bool out = (arm->without[part >> 6] ^ first->without[part >> 6]) >> (part & 63) & 1;
        if (out && found >= 0) {
            return -1;
        }
        found = out ? part : found;
    }
    return found;
}

/** Does each arm leave out what its number says? */
static bool arms_fit(const struct sim_study *study, const struct sim_parts *parts, int most)
{
    bool good = study->arms_count == 1 << parts->count;
    for (int a = 0; good && a < study->arms_count; a++)
        for (int part = 0; part < most; part++) {
            bool out = (study->arms[a].without[part >> 6] ^ study->arms[0].without[part >> 6]) >> (part & 63) & 1,
                 expected = false;
            for (int i = 0; i < parts->count; i++)
                expected = expected || (parts->part[i] == part && (a >> i & 1));
            good = good && out == expected;
        }
    return good;
}

enum sim_status sim_parts_of(struct sim_parts *self, const struct sim_plan *plan, struct sim_errors *errors)
{
    const struct sim_study *study = plan->study;
    int most = plan->model->phases_count + plan->model->mechanisms_count;

    *self = (struct sim_parts){ 0 };
    for (int arm = 1; arm < study->arms_count && self->count < SIM_MOST_SWITCHED; arm *= 2) {
        int part = part_out(&study->arms[0], &study->arms[arm], most);
        if (part < 0) {
            break;
        }
        self->part[self->count++] = part;
    }
    return self->count > 0 && arms_fit(study, self, most)
               ? SIM_OK
               : sim_fail(errors, SIM_USAGE,
                          "the arms of this study are not all combinations of parts: `attribute STUDY -o OUT` makes "
                          "them");
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

/** All runs of a unit are in. */
static void close_unit(struct sim_attribution *self, long unit)
{
    double *sum = self->sum + unit * self->arms * self->outcomes;
    long *count = self->count + unit * self->outcomes;
    int none = self->arms - 1;

    for (int o = 0; o < self->outcomes; o++) {
        double *value = sum + o, points = (double)count[o];
        if (count[o] > 0) {
            for (int a = 0; a < self->arms; a++) {
                value[a * self->outcomes] /= points;
                self->size[o] = fmax(self->size[o], fabs(value[a * self->outcomes]));
            }
            sim_numbers_add(&self->whole[o], value[0] - value[none * self->outcomes]);
        }
        double whole = value[0] - value[none * self->outcomes], alone = 0;
        for (int i = 0; count[o] > 0 && i < self->parts; i++) {
            int at = o * self->parts + i;
            sim_numbers_add(&self->share[at], sim_shapley(value, self->outcomes, self->parts, i));
            double own = value[(none ^ 1 << i) * self->outcomes] - value[none * self->outcomes];
            sim_numbers_add(&self->alone[at], own);
            alone += own;
            sim_numbers_add(&self->removed[at], value[0] - value[(1 << i) * self->outcomes]);
        }
        if (count[o] > 0) {
            sim_numbers_add(&self->sum_alone[o], alone);
            sim_numbers_add(&self->interplay[o], whole - alone);
        }
    }
    memset(sum, 0, (size_t)(self->arms * self->outcomes) * sizeof *sum);
    memset(count, 0, (size_t)self->outcomes * sizeof *count);
}

/** All arms of a point are read: add the outcomes that every arm has. */
static void close_point(struct sim_attribution *self, long unit)
{
    for (int o = 0; o < self->outcomes; o++) {
        bool whole = true;
        for (int a = 0; a < self->arms; a++)
            whole = whole && !isnan(self->value[a * self->outcomes + o]);
        for (int a = 0; whole && a < self->arms; a++)
            self->sum[(unit * self->arms + a) * self->outcomes + o] += self->value[a * self->outcomes + o];
        self->count[unit * self->outcomes + o] += whole;
    }
}

static void visit(void *context, const struct sim_seen *seen)
{
    struct sim_attribution *self = context;
    for (int o = 0; o < self->outcomes; o++)
        self->value[seen->run.arm * self->outcomes + o] = sim_seen_outcome(seen, o);
    if (seen->run.arm == self->arms - 1) {
        bool worlds = self->units > 1;
        close_point(self, worlds ? seen->run.point : 0);
        if (!worlds && seen->run.point == self->plan->points - 1) {
            close_unit(self, 0);
        }
    }
}

enum sim_status sim_attribution_init(struct sim_attribution *self, const struct sim_plan *plan, const char *out,
                                     int parts, struct sim_errors *errors)
{
    size_t outcomes = (size_t)plan->model->outcomes_count, arms = (size_t)plan->study->arms_count,
           cells = outcomes * (size_t)parts, units = sim_plan_samples_worlds(plan) ? (size_t)plan->points : 1;

    *self = (struct sim_attribution){
        .plan = plan, .outcomes = (int)outcomes, .arms = (int)arms, .parts = parts, .units = (long)units
    };
    self->share = calloc(3 * cells + 3 * outcomes + 1, sizeof *self->share); /* one room for all moments */
    self->value = calloc((units + 1) * outcomes * arms + outcomes + 1, sizeof *self->value); /* and one for numbers */
    self->count = calloc(units * outcomes + 1, sizeof *self->count);
    if (self->share == NULL || self->value == NULL || self->count == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for shares of %d parts", parts);
    }
    self->alone = self->share + cells;
    self->removed = self->alone + cells;
    self->whole = self->removed + cells;
    self->sum_alone = self->whole + outcomes;
    self->interplay = self->sum_alone + outcomes;
    self->sum = self->value + outcomes * arms;
    self->size = self->sum + units * outcomes * arms;
    enum sim_status status = sim_scan(plan, out, visit, self, errors);
    for (long unit = 0; status == SIM_OK && self->units > 1 && unit < self->units; unit++)
        close_unit(self, unit);
    return status;
}

const char *sim_attribution_over(const struct sim_attribution *self)
{
    return self->units > 1 ? "worlds and luck" : self->plan->replicates > 1 ? "luck" : "";
}

struct sim_interval sim_attribution_interval(const struct sim_attribution *self, int outcome,
                                             const struct sim_numbers *numbers)
{
    const struct sim_series *series = &self->plan->model->outcomes[outcome];
    double range = series->high - series->low;
    struct sim_numbers level = *numbers;
    enum sim_method method;

    sim_numbers_level(&level, self->size[outcome]);
    return sim_numbers_interval(&level, -range, range, &method);
}

void sim_attribution_free(struct sim_attribution *self)
{
    free(self->share);
    free(self->value);
    free(self->count);
    *self = (struct sim_attribution){ 0 };
}
