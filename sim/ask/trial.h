/* trial.h - a claim is tried: in its own world, without the mechanism that is said to cause it, and in a sample of
 * worlds. Each is an ordinary study with results of its own, so that a trial can be stopped and gone on with. */
#ifndef SIM_TRIAL_H
#define SIM_TRIAL_H

#include "../run/work.h"
#include "verdict.h"

/** How thoroughly. */
struct sim_effort {
    long replicates;       /* in the claim's own world and under its ablation, at most; 0: as the study says */
    bool exactly;          /* so many, and no fewer where the study says less */
    long worlds;           /* sampled */
    long world_replicates; /* in each of them */
};

extern const struct sim_effort sim_thorough, sim_quick;

struct sim_trial {
    const struct sim_study *study;               /* with its claim */
    struct sim_finding *own, *ablated, *changes; /* [test][SIM_MOST_FINDINGS]; changes: own less ablated */
    int *counts;                                 /* [test]: findings of each */
    struct sim_world_share *shares;              /* [test]: of sampled worlds in which it has the expected signs */
    struct sim_world_share all;                  /* in which all tests have them */
    long runs, failed;
    enum sim_answer answer; /* in the claim's own world */
    enum sim_ablation ablation;
    enum sim_verdict verdict;
};

/** Try the claim of a study; results go into out/own, out/ablated and out/worlds. The study is changed meanwhile and
 * comes back as it was. Sampled worlds are a latin hypercube over the plausible ranges of all uncertain parameters that
 * neither the study nor an arm sets; what settles who is there stays. Whatever is returned, sim_trial_free() may be
 * called. */
SIM_MUST_USE enum sim_status sim_trial_init(struct sim_trial *self, const struct sim_model *model,
                                            struct sim_study *study, const struct sim_kernel *kernel, int threads,
                                            const struct sim_effort *effort, const char *out,
                                            const volatile sig_atomic_t *stop, struct sim_errors *errors);
void sim_trial_free(struct sim_trial *self);

#endif
