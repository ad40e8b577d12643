/* plan.h - a study cut into runs and blocks of runs. The same study always gives the same plan. Runs are numbered by
 * replicate, then point, then arm: run r is of replicate r / (points * arms). So the first runs of a study, however
 * many, are a balanced design, and the paired runs of all arms are neighbours. */
#ifndef SIM_PLAN_H
#define SIM_PLAN_H

#include "../read/study.h"

struct sim_block; /* blocks.h */

/** How many replicates `until` decided on, and how narrow the intervals became. */
struct sim_decision {
    long replicates;   /* 0: not decided, or not asked for */
    bool reached;      /* intervals are as narrow as asked for; false: `at_most` came first */
    double half_width; /* of the widest interval, in the outcome's unit */
    long point;        /* the point of the widest interval */
};

/** What a study had when it last grew by repeats; 0: it has not grown by these. */
struct sim_grown {
    long replicates, points; /* points where they are drawn worlds */
};

/** The names of all entities of an extent that some arm of a study has; entities.h. */
struct sim_entities {
    int count;
    char (*names)[SIM_ENTITY_SIZE];
};

struct sim_plan {
    const struct sim_model *model;
    const struct sim_study *study;
    long points;              /* rows of the design; 1 without a design */
    long replicates;          /* wanted replicates: those of the study, or fewer if `until` decided so */
    long runs;                /* wanted runs: replicates x points x arms */
    long most_runs;           /* the same with all replicates of the study; blocks are cut from these */
    long block_runs;          /* runs per block; the last block may hold fewer */
    long blocks;              /* blocks that hold the wanted runs */
    struct sim_table *tables; /* [arm * tables of the model + table]: with the places of their rows; places.h */
    struct sim_decision decision;
    struct sim_grown grown;        /* grown.h */
    struct sim_entities *entities; /* [extent]; listed where the extent has outcomes */
    const struct sim_block *held;  /* all runs, as one block in memory; NULL: they lie in a folder */
    bool partial;                  /* answers may leave out runs that are not there yet; scan.h */
    uint64_t hash[2];              /* names the whole plan: all that a folder of results depends on */
    uint64_t runs_hash[2];         /* of all arms' hashes, in their order */
    uint64_t (*arm_hashes)[2]; /* [arm]: all that a run of the arm depends on but for replicate and point; depends.h */
};

struct sim_run {
    long replicate, point;
    int arm;
};

/** Some runs of a study, by name: `count` of them, beginning with `first`. Arms follow each other first, then points,
 * then replicates. A replicate has `points` points, beginning with number `first_point`, in each of `arms` arms. */
struct sim_piece {
    struct sim_run first;
    long count, first_point, points;
    int arms;
};

/** Cut the study into runs and blocks. SIM_USAGE where it has too many runs, or where the world of an arm is impossible
 * at the first point. */
SIM_MUST_USE enum sim_status sim_plan_init(struct sim_plan *self, const struct sim_model *model,
                                           const struct sim_study *study, int real_bytes, struct sim_errors *errors);
void sim_plan_free(struct sim_plan *self);

/** Bytes that one run's results take. */
double sim_plan_run_bytes(const struct sim_plan *self);

/** Cut the plan to the replicates that were decided on. */
void sim_plan_decide(struct sim_plan *self, const struct sim_decision *decision);

/** Number of blocks that hold the first `replicates` replicates. */
long sim_plan_blocks(const struct sim_plan *self, long replicates);

/** Number of wanted runs in a block. */
long sim_plan_runs_in(const struct sim_plan *self, long block);

/** Tables of an arm, with the places of their rows, as world_new() wants them. */
static inline const struct sim_table *sim_plan_tables(const struct sim_plan *self, int arm)
{
    return self->tables + arm * self->model->tables_count;
}

/** The parameter that a factor of the design varies. */
static inline const struct sim_param *sim_plan_factor(const struct sim_plan *self, int factor)
{
    return &self->model->params.list[self->study->design.factors[factor].param];
}

/** Does the design change how many entities there are? */
bool sim_plan_shape_varies(const struct sim_plan *self);

/** Which run `r` is, 0 <= r < runs. */
struct sim_run sim_plan_run(const struct sim_plan *self, long r);

/** The names of the runs first .. first + count - 1. */
struct sim_piece sim_plan_piece(const struct sim_plan *self, long first, long count);

/** Rows first .. first + count - 1 of the design into rows[count][factors]; count is at most the number of points. The
 * first row follows the last. Needs no memory that grows with the design. */
void sim_plan_rows(const struct sim_plan *self, long first, long count, double *rows);

/** Are the points of the design a sample of worlds (random, latin_hypercube, sobol)? Then each has luck of its own.
 * Worlds, and not replicates, are the repeats, and an interval covers both worlds and luck. */
bool sim_plan_samples_worlds(const struct sim_plan *self);

/** The world in the key of chance (chance.h) for a point: 1 + the point's number where points are a sample of worlds;
 * SIM_LUCK_OF_NAMED_WORLDS with the world's number where worlds come from a file; else 0. */
uint32_t sim_plan_luck(const struct sim_plan *self, long point);

/** Does the design vary the parameter, or do arms differ in it (other than by paths)? */
bool sim_plan_varies(const struct sim_plan *self, int param);

/** Value of a parameter in a month: from the row of the design where that varies it, else from the arm. */
double sim_plan_value(const struct sim_plan *self, int arm, const double *row, int param, int month);

/** The same rows of a sampled design as numbers in 0..1, before they are put through the factors' distributions. */
void sim_plan_units(const struct sim_plan *self, long first, long count, double *rows);

#endif
