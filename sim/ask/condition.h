/* condition.h - a condition on the outcomes of runs, as people write it: "regime == advantage", "synergy[cut] -
 * synergy[as it is] < 0 and conflict <= 0.3", "share(fate == dead) > 1/2". docs/discover.md has the grammar. A
 * condition looks at the runs of all arms of one replicate and point together. */
#ifndef SIM_CONDITION_H
#define SIM_CONDITION_H

#include "../run/scan.h"

enum { SIM_MOST_STEPS_OF_A_CONDITION = 1024, SIM_MOST_VALUES = 256 };

/** A number that a condition takes from the runs: an outcome, or a share of entities. */
struct sim_condition_value {
    int arm, column;
    int entities; /* 0: the outcome itself; else the share of so many columns for which `compare` holds with `with` */
    int compare;  /* a step of condition.c */
    double with;
};

/** One step of a condition, for a machine with a stack. */
struct sim_condition_step {
    int what;
    int value;     /* number of the value that is taken from the runs */
    double number; /* of a constant */
};

struct sim_condition {
    const struct sim_plan *plan;
    struct sim_condition_step steps[SIM_MOST_STEPS_OF_A_CONDITION];
    struct sim_condition_value values[SIM_MOST_VALUES];
    int steps_count, values_count;
    double now[SIM_MOST_VALUES]; /* of the runs in hand */
    unsigned *met, *known;       /* [point]: replicates that meet the condition; replicates in which this is known */
};

/** Read a condition. An outcome without an arm is that of `arm`. Every complaint names the option and the character:
 * "--when:1:12: error: ...". Whatever is returned, sim_condition_free() may be called. */
SIM_MUST_USE enum sim_status sim_condition_init(struct sim_condition *self, const struct sim_plan *plan, int arm,
                                                const char *text, struct sim_errors *errors);
void sim_condition_free(struct sim_condition *self);

/** Evaluate the condition in all runs of a finished study. A comparison with an outcome that a run lacks is unknown;
 * `and` and `or` are known if their known side decides. */
SIM_MUST_USE enum sim_status sim_condition_ask(struct sim_condition *self, const char *out, struct sim_errors *errors);

/** Value of the condition for the numbers in self->now: 1, 0, or NAN if it is unknown. */
double sim_condition_holds(const struct sim_condition *self);

enum sim_condition_what {
    SIM_TAKE_VALUE,
    SIM_TAKE_NUMBER,
    SIM_PLUS,
    SIM_MINUS,
    SIM_TIMES,
    SIM_OVER,
    SIM_NEGATIVE,
    SIM_LESS,
    SIM_LESS_OR_EQUAL,
    SIM_MORE,
    SIM_MORE_OR_EQUAL,
    SIM_EQUAL,
    SIM_NOT_EQUAL,
    SIM_AND,
    SIM_OR,
    SIM_NOT
};

#endif
