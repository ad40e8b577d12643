/* study.h - a study as read from its file: arms, design, replicates, histories to keep.
 * All names are resolved here to indices of the model. */
#ifndef SIM_STUDY_H
#define SIM_STUDY_H

#include "../model.h"

/** A value that changes over the months: constant from each point to the next, or a straight line between them
 * (`linear`). Constant before the first and after the last point. */
struct sim_path {
    int count;             /* 0: no path */
    double *month, *value; /* month rises strictly */
    bool linear;
    char *where; /* "file:line:column" in the study */
};

/** One world with its settings: every parameter has a value, some follow a path. */
struct sim_arm {
    char *name;
    int params;               /* number of parameters: the model's, and the cells that the study names */
    double *values;           /* [parameter]; NAN where the arm has no such cell */
    struct sim_path *paths;   /* [parameter]; count 0 where the value stays */
    bool *given;              /* [parameter]: set by the study, not a default */
    struct sim_table *tables; /* [table of the model] */
    uint64_t without[4];      /* as in sim_pack */
};

enum sim_design_kind {
    SIM_DESIGN_NONE,
#define DESIGN(enumerator, ...) SIM_DESIGN_##enumerator,
#include "words.def"
};

enum sim_distribution {
#define DISTRIBUTION(enumerator, ...) SIM_##enumerator,
#include "words.def"
};

/** One varied parameter. */
struct sim_factor {
    int param;
    enum sim_distribution distribution;
    double low, high; /* range (bounds of uniform, log-uniform, triangular; truncation of normal, scale of beta) */
    double a, b;      /* normal: mean, sd; triangular: mode, unused; beta: alpha, beta */
    double from, to;  /* random: the part of the distribution that is sampled, as probabilities; 0 and 0: all of it */
    double base;      /* value of the parameter outside the design; row 0 of one_at_a_time */
    double *levels;   /* grid, one_at_a_time: the values; list: the column, one per row */
    int levels_count;
    int line, column; /* where the study names it */
    char group[65];   /* varied together with the others of this group; "": alone */
    int part; /* number of the group, or of the factor that stands alone, among all parts; see sim_design_part() */
};

/** Set in the key of chance for worlds that a file names by number. Their luck then differs from the luck with which
 * they were chosen, so that no result comes from having chosen lucky worlds. */
#define SIM_LUCK_OF_NAMED_WORLDS 0x80000000u

struct sim_design {
    enum sim_design_kind kind;
    struct sim_factor *factors;
    int factors_count;
    long points;         /* sampled designs: size asked for (saltelli: base sample; morris: trajectories); list: rows */
    int levels;          /* morris: grid levels */
    bool second_order;   /* saltelli */
    long randomisations; /* sobol: sequences of `points` points each; 0 or 1: one */
    int parts;           /* saltelli, morris: groups, and factors that stand alone; 0: there are no groups */
    bool drawn;     /* list: its rows are drawn worlds that were read from a results file and cannot be drawn again */
    double *worlds; /* list: [row]: number of the drawn world, which is part of the key of its luck; or NULL */
};

/** How many parts of a saltelli or morris design are varied one by one: its groups and its factors without one. */
static inline int sim_design_parts(const struct sim_design *self)
{
    return self->parts > 0 ? self->parts : self->factors_count;
}

/** How many sequences a sobol design has. */
static inline long sim_design_randomisations(const struct sim_design *self)
{
    return self->randomisations > 1 ? self->randomisations : 1;
}

/** The part to which factor `i` belongs. */
static inline int sim_design_part(const struct sim_design *self, int i)
{
    return self->parts > 0 ? self->factors[i].part : i;
}

/** Compute replicates until the differences of an outcome between arms, or the mean of the only arm, are known
 * precisely enough. */
struct sim_until {
    int outcome;       /* -1: the study has no `until` */
    double half_width; /* of the 95 % intervals, in the outcome's unit, at most */
    long at_most;      /* replicates */
};

/** Which runs have snapshots or events written: all points and arms of these replicates. */
struct sim_close_up {
    long *replicates; /* rising */
    int replicates_count;
    long *months; /* rising; of snapshots */
    int months_count;
};

struct sim_claim;    /* claim.h */
struct sim_matching; /* pattern.h */

struct sim_study {
    struct sim_model *model; /* with the cells that the study names as parameters behind its own */
    int own_params;          /* parameters of the model itself */
    char *title, *question;
    int months;
    char start[8];   /* "2010-04" */
    uint64_t seed;   /* below 2^53 */
    long replicates; /* with `until`: at most */
    struct sim_until until;
    struct sim_arm *arms;
    int arms_count; /* at least 1 */
    struct sim_design design;
    bool *histories; /* [history of the model]: keep it */
    struct sim_close_up snapshots, events;
    char *text;              /* the study as resolved, itself a loadable study */
    const char *essence;     /* points into `text`: the end of it, which holds all that runs depend on */
    struct sim_errors notes; /* remarks on how its files were read, where the user may have meant something else */
    struct sim_claim *claim; /* what the study is expected to show; NULL: nothing. Not part of `text` */
    struct sim_matching *matching; /* what its worlds must look like; NULL: anything. Not part of `text` */
};

/** What the command line may change. */
struct sim_overrides {
    const char *const *set; /* "name=value" */
    int set_count;
    long replicates;  /* 0: as in the file */
    const char *seed; /* NULL: as in the file */
    bool resolved;    /* the file is a study's resolved text, which may be larger than other study files */
    const char *text; /* the text of the study, used in place of a file; `path` then only names it in complaints */
};

/** Are points of this design drawn from ranges, and not combined from levels in the study file? */
static inline bool sim_design_is_sampled(enum sim_design_kind kind)
{
    return kind >= SIM_DESIGN_LATIN_HYPERCUBE;
}

/** Read a study with all it extends. Gathers every complaint. SIM_USAGE where the study is wrong or a file of it cannot
 * be read; with overrides->resolved SIM_IO for the latter; SIM_MEMORY. Whatever is returned, sim_study_free() may be
 * called. */
SIM_MUST_USE enum sim_status sim_study_init(struct sim_study *self, const struct sim_model *model, const char *path,
                                            const struct sim_overrides *overrides, struct sim_errors *errors);
void sim_study_free(struct sim_study *self, const struct sim_model *model);

/** A copy of `from` that shares no memory with it, without its claim, patterns and notes. False without memory;
 * whatever is returned, sim_study_free() may be called. */
bool sim_study_copy(struct sim_study *self, const struct sim_study *from, const struct sim_model *model);

void sim_close_up_free(struct sim_close_up *self);

/** Calendar name of a month of the study, "2010-04" for month 0, into `text` of `size` bytes. */
void sim_month_text(const struct sim_study *self, int month, char *text, size_t size);

/** Add factors to the design: every parameter of a role, uniform over its plausible range. Parameters are left out if
 * they have no plausible range, are set in an arm, are a factor already, or shape the world. False without memory. */
bool sim_study_vary_role(struct sim_study *self, enum sim_role role);

/** Row, in the arm's world, of the cell of a table that a parameter stands for (cells.h). -1: the parameter is not a
 * cell, its column cannot change over the months, or the arm lacks the row. */
int sim_cell_place(const struct sim_model *model, const struct sim_arm *arm, const void *world, int param);

/** Write the value of a cell into the arm's table, which must have its row. */
void sim_cell_settle(const struct sim_model *model, struct sim_arm *arm, int param, double value);

/** A copy of an arm's tables. False without memory; whatever is returned, sim_tables_free() may be called. */
bool sim_tables_copy(struct sim_table *to, const struct sim_table *from, const struct sim_model *model);
void sim_tables_free(struct sim_table *tables, const struct sim_model *model);

/** Does the arm's world read the value of this parameter, rather than take it from its tables? */
bool sim_arm_reads(const struct sim_study *self, const struct sim_arm *arm, int param);
/** The same for at least one arm. */
bool sim_is_read(const struct sim_study *self, int param);

/** Value of parameter `param` of `arm` in `month`: from its path, if it has one. */
double sim_arm_value(const struct sim_arm *arm, int param, int month);

#endif
