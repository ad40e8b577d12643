/* trial.h - tests a claim in three studies: the study as written ("own"), the study without the mechanism that the
 * claim names as the cause ("ablated"), and the study in a sample of worlds ("worlds"). Each has its own folder of
 * results, so a trial can be stopped and resumed; or all is done in memory, and no file is written. */
#ifndef SIM_TRIAL_H
#define SIM_TRIAL_H

#include "../run/work.h"
#include "verdict.h"

/** What a trial is computed with, and where. */
struct sim_setup {
    const struct sim_model *model;
    const struct sim_study *study; /* the claim's own; must outlive the trial */
    const struct sim_kernel *kernel;
    int threads;
    const char *out; /* a folder; NULL: runs are kept nowhere, and only what the tests measure in them is */
    const volatile sig_atomic_t *stop;
    /** Called without a folder after each block: runs done, and runs of all studies so far. NULL: nobody asks. */
    void (*tell)(void *context, long done, long wanted);
    void *context;
};

/** How many runs a trial takes. */
struct sim_effort {
    long replicates;         /* most replicates of the studies "own" and "ablated"; 0: those of the study */
    bool exactly;            /* take exactly `replicates`, even if the study has fewer */
    long worlds;             /* worlds to sample */
    long world_replicates;   /* replicates in each sampled world */
    long labellings;         /* labellings of the placebo (placebo.h); 0: no placebo */
    long placebo_worlds;     /* most worlds of the study in which each labelling is tried */
    long placebo_replicates; /* replicates in each of them */
};

/** In how many labellings of the placebo a claim finds the same as in its own study. */
struct sim_labellings {
    long tried;           /* labellings; 0: the claim names no sides, or there is no placebo */
    long same;            /* all findings have the same signs as in the claim's own world */
    long holds, opposite; /* significantly as expected; significantly the other way round */
    long pairs, worlds;   /* pairs of parameters; worlds in which each labelling was tested */
};

extern const struct sim_effort sim_thorough, sim_quick;

struct sim_trial {
    const struct sim_study *study;               /* the caller's, with its claim */
    struct sim_finding *own, *ablated, *changes; /* [test][SIM_MOST_FINDINGS]; changes: own less ablated */
    int *counts;                                 /* [test]: findings of each */
    struct sim_world_share *shares; /* [test]: share of sampled worlds in which the test has the expected signs */
    struct sim_world_share all;     /* share in which all tests have them */
    long runs, failed;
    struct sim_labellings placebo;
    enum sim_answer answer; /* in the claim's own world */
    enum sim_ablation ablation;
    enum sim_verdict verdict;
};

/** Replicates of the studies "own" and "ablated" of a claim. */
long sim_trial_replicates(const struct sim_study *study, const struct sim_effort *effort);

/** Test the claim of a study, which must have one. Results go into the folders out/own, out/ablated and out/worlds; the
 * study itself is not changed. Sampled worlds are a Latin hypercube over the plausible ranges of all uncertain
 * parameters, except those that the study or an arm sets and those that set how many entities there are. The points of
 * a claim that has a design of its own are its worlds, and no others are sampled. If the claim has `not_run`, nothing
 * is computed: the verdict is SIM_NOT_RUN and the arrays are NULL. `threads` and `stop`: see struct sim_compute.
 * SIM_STOPPED if it was stopped: the same call continues. The verdict counts only after SIM_OK. Whatever is returned,
 * sim_trial_free() may be called. */
SIM_MUST_USE enum sim_status sim_trial_init(struct sim_trial *self, const struct sim_setup *setup,
                                            const struct sim_effort *effort, struct sim_errors *errors);
void sim_trial_free(struct sim_trial *self);

#endif
