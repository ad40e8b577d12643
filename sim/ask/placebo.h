/* placebo.h - does a finding on two sides, such as two modes of leadership, hang on which numbers are given to which
 * side? Each labelling deals to each side of each pair of parameters a number from its plausible range. */
#ifndef SIM_PLACEBO_H
#define SIM_PLACEBO_H

#include "trial_record.h"

/** Pairs of parameters whose names differ in the words of the claim's placebo alone, into pairs[..][2], which has room
 * for all of the model's parameters (NULL: count only). Left out are pairs that an arm sets, constants, and what is no
 * real number or has no plausible range. Returns how many. */
int sim_placebo_pairs(const struct sim_model *model, const struct sim_study *study, int (*pairs)[2]);

/** Worlds of a study in which each labelling is tried: its first ones; 1 where it has no design. 0 where its design is
 * of another kind, so that it has no placebo. */
long sim_placebo_worlds(const struct sim_study *study, const struct sim_effort *effort);

/** Replicates in each of them: those of the effort in worlds of a file, else the study's own. */
long sim_placebo_replicates(const struct sim_study *study, const struct sim_effort *effort);

/** Try the claim in effort->labellings labellings, in the folder out/placebo, and count into trial->placebo how often
 * it finds what trial->own has found. A labelling is the same for all arms, worlds and replicates, and is keyed by the
 * seed of the study and its number. */
SIM_MUST_USE enum sim_status sim_placebo_try(struct sim_trial *trial, const struct sim_setup *setup,
                                             const struct sim_effort *effort, struct sim_errors *errors);

#endif
