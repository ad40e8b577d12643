/* pattern.h - what a world must look like to count as plausible: intervals for numbers of its runs, from a study file.
 * sim/ask/match.h tries worlds against them. */
#ifndef SIM_PATTERN_H
#define SIM_PATTERN_H

#include "claim.h"

/** The meaning of each is in words.def. */
enum sim_statistic {
#define STATISTIC(enumerator, ...) SIM_OF_##enumerator,
#include "words.def"
};

struct sim_pattern {
    char *name, *says, *source;
    struct sim_measure measure; /* of the run; its outcome and history are -1 if the number is of entities, see `of` */
    int of;                     /* outcome of entities; -1: of the run */
    enum sim_statistic statistic;
    double level;    /* of a quantile, 0..1 */
    int word;        /* of a share: index of the word that is counted; -1: numbers within from..to are counted */
    double from, to; /* of a share; infinite: no limit */
    bool late;       /* an entity without a number counts as later than all others */
    double low, high;
    bool must;    /* excludes every world that misses it; else see sim_matching.misses */
    double width; /* of the interval; if it has only one end, of its part of the number's range; may be infinite */
};

/** Most patterns: each is a bit of a word. */
enum { SIM_MOST_PATTERNS = 64, SIM_LONGEST_PATTERN = 64 };

struct sim_matching {
    struct sim_pattern *patterns;
    int patterns_count;
    long keep, waves, pilot, screen, replicates;
    long misses; /* this many patterns without `must` may be missed, each by at most `widths` times its width */
    double widths, luck;
};

void sim_matching_free(struct sim_matching *self);

/** The number that a pattern looks at: an outcome of the run or of an entity, or a history. */
const struct sim_series *sim_pattern_series(const struct sim_pattern *self, const struct sim_model *model);

/** The patterns as a study file has them; with `all` also what no result depends on (words, sources, `keep`, `waves`).
 * The caller frees it; NULL without memory. */
char *sim_matching_text(const struct sim_matching *self, const struct sim_model *model, bool all);

#endif
