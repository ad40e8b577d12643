/* matching.h - worlds that look like real ones: draws worlds, screens them by the patterns of the study, draws further
 * waves from narrower ranges while too few are kept, and says what was learned. */
#ifndef SIM_MATCHING_H
#define SIM_MATCHING_H

#include "learned.h"
#include "screening.h"
#include "tally.h"

enum { SIM_MOST_WAVES = 12 };

struct sim_matching_run {
    const struct sim_model *model;
    const struct sim_study *study; /* the caller's, with patterns */
    int arm;
    const struct sim_kernel *kernel;
    struct sim_compute *compute; /* the caller's: kernel, threads, stop, progress */
    const char *out;             /* the folder; NULL: chunks are held in memory, and `shard` is all */
    struct sim_shard shard;
    /** Called without a folder after each chunk: worlds done, and worlds of all waves so far. NULL: nobody asks. */
    void (*tell)(void *context, long done, long wanted);
    void *context;

    /* output */
    struct sim_wave pilot, waves[SIM_MOST_WAVES];
    struct sim_part *parts[SIM_MOST_WAVES]; /* [wave][factor]; NULL: all of each */
    struct sim_drawn drawn[SIM_MOST_WAVES];
    long kept[SIM_MOST_WAVES]; /* kept worlds of each wave */
    int waves_count;
    struct sim_screened *held[SIM_MOST_WAVES]; /* [wave][chunk]; of waves without a folder */
    long done;                                 /* worlds of chunks that are held */
    bool stuck;                                /* no further wave was drawn because no range could be narrowed */
    double *luck;                              /* [pattern] */
    struct sim_tally tally;
    double *weights;             /* [kept world] */
    double effective;            /* how many kept worlds of equal weight they are worth */
    long *rows;                  /* [row]: numbers of the chosen worlds, rising; ... */
    long rows_count;             /* ... as many as were wanted, or as they are worth */
    double *values;              /* [row][pattern]: means over all replicates */
    double *near_values;         /* [nearest][pattern] */
    struct sim_learned *learned; /* [factor]; distances are NAN where no world is kept */
    double line; /* what the largest distance stays under in 19 of 20 samples in which nothing is learned */
    long runs;   /* that this process computed */
};

/** Complain of a study whose worlds cannot be matched: it has no patterns, no design of drawn worlds, several arms of
 * which none is named, or an `until`. `arm` NULL: the only one. */
SIM_MUST_USE enum sim_status sim_matching_check(const struct sim_study *study, const char *arm, int *index,
                                                struct sim_errors *errors);

/** Compute what the folder is without, and read from it what is kept. model, study, arm, compute, out, shard, tell and
 * its context are set, all else is 0. Whatever is returned, sim_matching_run_free() may be called. SIM_STOPPED: the
 * same call goes on.
 */
SIM_MUST_USE enum sim_status sim_matching_work(struct sim_matching_run *self, struct sim_errors *errors);

/** What a trial of a few worlds tells of the first wave. */
struct sim_match_forecast {
    long worlds, runs, fell[SIM_FELLS];
    double seconds; /* that the trial took, without the pilot */
};

/** Screen the first chunk in memory, and write nothing. `out` may be NULL. */
SIM_MUST_USE enum sim_status sim_matching_forecast(struct sim_matching_run *self, struct sim_match_forecast *forecast,
                                                   struct sim_errors *errors);
void sim_matching_run_free(struct sim_matching_run *self);

/** A row of the design as the world has it: [factor]. */
void sim_matching_row(const struct sim_matching_run *self, long world, double *values);

#endif
