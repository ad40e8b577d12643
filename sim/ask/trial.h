/* trial.h - tests a claim three times: in its own world, without the mechanism that is said to cause it, and in a
 * sample of worlds. Each of the three is an ordinary study with its own results, so that a trial can be stopped and
 * resumed. */
#ifndef SIM_TRIAL_H
#define SIM_TRIAL_H

#include "../run/work.h"
#include "verdict.h"

/** How many runs a trial takes. */
struct sim_effort {
    long replicates;       /* at most, in the own world and under the ablation; 0: as the study says */
    bool exactly;          /* as many replicates as that also where the study has fewer */
    long worlds;           /* how many worlds are sampled */
    long world_replicates; /* replicates in each sampled world */
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

/** Test the claim of a study. Results go into out/own, out/ablated and out/worlds. Each of the three takes a
 * copy of the study. Sampled worlds are a latin hypercube over the plausible ranges of all uncertain parameters
 * that neither the study nor an arm sets; parameters that settle how many entities there are stay. Whatever is
 * returned, sim_trial_free() may be called. */
SIM_MUST_USE enum sim_status sim_trial_init(struct sim_trial *self, const struct sim_model *model,
                                            const struct sim_study *study, const struct sim_kernel *kernel, int threads,
                                            const struct sim_effort *effort, const char *out,
                                            const volatile sig_atomic_t *stop, struct sim_errors *errors);
void sim_trial_free(struct sim_trial *self);

#endif
