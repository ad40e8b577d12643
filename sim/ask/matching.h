/* matching.h - finds worlds that look like real ones. Draws worlds, screens them by the patterns of the study, draws
 * further waves from narrower ranges while too few are kept, and computes what was learned about the factors. */
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
    const char *out;             /* the folder; NULL: chunks are held in memory, and `shard` must be {0, 1} (all) */
    struct sim_shard shard;
    /** Without a folder, called after each chunk with the number of worlds done and of all worlds of the waves so far.
     * May be NULL. */
    void (*tell)(void *context, long done, long wanted);
    void *context;

    /* output */
    struct sim_wave pilot, waves[SIM_MOST_WAVES];
    struct sim_part *parts[SIM_MOST_WAVES]; /* [wave][factor]: the part that worlds are drawn from; NULL: the whole */
    struct sim_drawn drawn[SIM_MOST_WAVES]; /* the same for learned.h */
    long kept[SIM_MOST_WAVES];              /* kept worlds of each wave */
    int waves_count;
    struct sim_screened *held[SIM_MOST_WAVES]; /* [wave][chunk]; of waves without a folder */
    long done;                                 /* worlds of chunks that are held */
    bool stuck;                                /* no further wave was drawn because no range could be narrowed */
    double *luck;                              /* [pattern]: see struct sim_screening */
    struct sim_tally tally;
    double *weights;             /* [kept world] */
    double effective;            /* effective number of kept worlds (Kish) */
    long *rows;                  /* [row]: numbers of the chosen worlds, rising */
    long rows_count;             /* as many as the study wants, but at most `effective` */
    double *values;              /* [row][pattern]: means over all replicates */
    double *near_values;         /* [nearest of the tally][pattern]: the same */
    struct sim_learned *learned; /* [factor]; distances are NAN where no world is kept */
    double line;                 /* sim_distance_line() */
    long runs;                   /* runs that this process computed */
};

/** Check that the worlds of a study can be matched. SIM_USAGE, with all complaints, if it has no patterns, no design of
 * drawn worlds, too many points, an `until`, no arm named `arm`, or several arms where `arm` is NULL. Sets *index to
 * the index of the arm. */
SIM_MUST_USE enum sim_status sim_matching_check(const struct sim_study *study, const char *arm, int *index,
                                                struct sim_errors *errors);

/** Match: compute the chunks that the folder lacks, and read the others from it. The caller sets model, study, arm,
 * compute, out, shard, tell and context, and all else to 0. Whatever is returned, sim_matching_run_free() may be
 * called. After SIM_STOPPED the same call on the same folder continues. */
SIM_MUST_USE enum sim_status sim_matching_work(struct sim_matching_run *self, struct sim_errors *errors);

/** A forecast of the first wave from its first chunk. */
struct sim_match_forecast {
    long worlds, runs;
    long fell[SIM_FELLS]; /* worlds by how far they came, enum sim_fell */
    double seconds;       /* that the chunk took, without the pilot wave */
};

/** Screen the first chunk in memory; the folder is neither read nor written (self->out becomes NULL). Whatever is
 * returned, sim_matching_run_free() may be called. */
SIM_MUST_USE enum sim_status sim_matching_forecast(struct sim_matching_run *self, struct sim_match_forecast *forecast,
                                                   struct sim_errors *errors);
void sim_matching_run_free(struct sim_matching_run *self);

/** Write the values of the factors in a world into values[factor], in the parameters' units. */
void sim_matching_row(const struct sim_matching_run *self, long world, double *values);

#endif
