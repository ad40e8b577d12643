/* placebo.h - does a finding about two sides, such as two modes of leadership, depend only on which numbers each side
 * has? In each labelling, both parameters of every pair get numbers drawn from their plausible ranges, so that neither
 * side is favoured. */
#ifndef SIM_PLACEBO_H
#define SIM_PLACEBO_H

#include "trial_record.h"

/** Find the pairs of parameters whose names differ only in the words of the claim's placebo. Writes them into
 * pairs[..][2], which has room for all parameters of the model (NULL: only count). Pairs are left out if an arm sets
 * one of them, or if one is a constant, is not a real number, or has no plausible range. Returns how many there are. */
int sim_placebo_pairs(const struct sim_model *model, const struct sim_study *study, int (*pairs)[2]);

/** Number of worlds of a study, its first ones, in which each labelling is tried; 1 if it has no design; 0 if its
 * design is of another kind, so that there is no placebo. */
long sim_placebo_worlds(const struct sim_study *study, const struct sim_effort *effort);

/** Replicates in each of them: those of the effort if the worlds come from a file, else the study's own. */
long sim_placebo_replicates(const struct sim_study *study, const struct sim_effort *effort);

/** Test the claim in effort->labellings labellings, in the folder out/placebo, and count in trial->placebo how often it
 * finds the same as trial->own. A labelling is the same for all arms, worlds and replicates, and depends only on the
 * seed of the study and its own number. */
SIM_MUST_USE enum sim_status sim_placebo_try(struct sim_trial *trial, const struct sim_setup *setup,
                                             const struct sim_effort *effort, struct sim_errors *errors);

#endif
