/* plan.h - a study cut into runs and blocks of runs. Nothing here is random in time: the same study gives the same
 * plan. Run r: replicate r / (points * arms), then point, then arm, so that any prefix of a study is a balanced design
 * and the paired runs of all arms stand side by side. */
#ifndef SIM_PLAN_H
#define SIM_PLAN_H

#include "../read/study.h"

/** How many replicates `until` took, and what they reached. */
struct sim_decision {
    long replicates;   /* 0: not decided, or not asked for */
    bool reached;      /* the width asked for; else `at_most` ended it */
    double half_width; /* of the widest interval */
    long point;        /* where it is */
};

struct sim_plan {
    const struct sim_model *model;
    const struct sim_study *study;
    long points;     /* rows of the design; 1 without a design */
    long replicates; /* that are wanted: all of the study, or those that `until` decided on */
    long runs;       /* replicates x points x arms */
    long most_runs;  /* the same for all replicates of the study: what blocks are cut from */
    long block_runs; /* runs a block; the last block may hold fewer */
    long blocks;     /* that hold the wanted runs */
    struct sim_decision decision;
    uint64_t
        hash[2];  /* XXH3-128 of what runs depend on: study, schema, model name and version, block size, real type */
    void *design; /* plan.c's own */
};

struct sim_run {
    long replicate, point;
    int arm;
};

/** Cut the study. Complains of impossible designs (more dimensions than a sequence has, empty ranges, too many runs),
 * and as the model does of an arm whose world is impossible at the first point. */
SIM_MUST_USE enum sim_status sim_plan_init(struct sim_plan *self, const struct sim_model *model,
                                           const struct sim_study *study, int real_bytes, struct sim_errors *errors);
void sim_plan_free(struct sim_plan *self);

/** Bytes that one run's results take. */
double sim_plan_run_bytes(const struct sim_plan *self);

/** Want no more replicates than these. */
void sim_plan_decide(struct sim_plan *self, const struct sim_decision *decision);

/** Blocks that hold the first so many replicates. */
long sim_plan_blocks(const struct sim_plan *self, long replicates);

/** Does the design change how many entities there are? */
bool sim_plan_shape_varies(const struct sim_plan *self);

/** Which run `r` is, 0 <= r < runs. */
struct sim_run sim_plan_run(const struct sim_plan *self, long r);

/** Rows first .. first + count - 1 of the design into rows[count][factors], at most all of them; behind the last comes
 * the first. Needs no memory that grows with the design. */
void sim_plan_rows(const struct sim_plan *self, long first, long count, double *rows);

/** Are the points of the design a sample of worlds (random, latin_hypercube, sobol)? Then each has luck of its own,
 * worlds and not replicates are the repeats, and an interval is over worlds and luck together. */
bool sim_plan_samples_worlds(const struct sim_plan *self);

/** What the point adds to the key of chance: 1 + its number where points are a sample of worlds, else 0. */
uint32_t sim_plan_luck(const struct sim_plan *self, long point);

/** Does the design vary the parameter, or do arms differ in it (other than by paths)? */
bool sim_plan_varies(const struct sim_plan *self, int param);

/** Value of a parameter of an arm in a month, with a row of the design over it. */
double sim_plan_value(const struct sim_plan *self, int arm, const double *row, int param, int month);

/** The same rows of a sampled design before their distributions: numbers in 0..1. */
void sim_plan_units(const struct sim_plan *self, long first, long count, double *rows);

#endif
