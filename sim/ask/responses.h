/* responses.h - outcomes of one arm (or its difference from another) at each point of the design and in each replicate,
 * and how much of the spread between runs is luck. */
#ifndef SIM_RESPONSES_H
#define SIM_RESPONSES_H

#include "../run/moments.h"
#include "../run/scan.h"
#include "components.h"

/** What is asked of each run: a number, or whether it ended in one of the words of an outcome. */
struct sim_question {
    int outcome, choice; /* choice -1: the number */
};

struct sim_responses {
    const struct sim_plan *plan;
    int arm, against; /* against -1: the arm by itself */
    const struct sim_question *questions;
    struct sim_question *own; /* all outcomes, where sim_responses_init() asks for them; else NULL */
    int count;
    double *values;       /* [question][point][replicate]; NAN where a run has no answer */
    double *mine, *other; /* scratch: [question] of the runs in hand */
};

/** Decomposition of an answer's variance: between points, luck, and the rest. */
struct sim_luck {
    double mean;
    double between;      /* variance of the true means of the points */
    double within;       /* variance over the replicates of a point */
    double share;        /* within / (within + between) */
    double rest;         /* the part of `within` that points do not share; NAN with one replicate or one point */
    long points_without; /* points at which no run has an answer */
};

/** Read all runs of the arm, and all outcomes as numbers. Whatever is returned, sim_responses_free() may be called. */
SIM_MUST_USE enum sim_status sim_responses_init(struct sim_responses *self, const struct sim_plan *plan,
                                                const char *out, int arm, struct sim_errors *errors);
/** The same for some questions, of the arm minus the arm `against` (-1: none) under the same luck. */
SIM_MUST_USE enum sim_status sim_responses_ask(struct sim_responses *self, const struct sim_plan *plan, const char *out,
                                               int arm, int against, const struct sim_question *questions, int count,
                                               struct sim_errors *errors);
void sim_responses_free(struct sim_responses *self);

/** All answers to a question, [point][replicate]. */
const double *sim_responses_values(const struct sim_responses *self, int question);

/** Mean answer at each point into y[points]; NAN where no run has one. */
void sim_responses_means(const struct sim_responses *self, int question, double *y);

/** Decompose the variance: as a crossed table if points share luck, as a nested one if they are drawn worlds. Luck is
 * NAN with one replicate. */
struct sim_luck sim_responses_luck(const struct sim_responses *self, int question);

#endif
