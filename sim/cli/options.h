/* options.h - options of a command line, and how a command ends. */
#ifndef SIM_OPTIONS_H
#define SIM_OPTIONS_H

#include <stdbool.h>

#include "../error.h"

enum { SIM_MOST_SETS = 256 };

/** One option. With `flag` it takes no value; with `value` its text is stored; with `sets` it may be repeated. */
struct sim_option {
    const char *name; /* "--threads" */
    bool *flag;
    const char **value;
    const char **sets; /* [SIM_MOST_SETS] */
    int *sets_count;
    bool needed; /* sim_request_read() complains where its `value` is not given */
};

/** Read argv[1 ..] into options and up to `most` other words. Complains of everything unknown or without a value. */
SIM_MUST_USE enum sim_status sim_options_read(int argc, char **argv, const struct sim_option *options, int count,
                                              const char **words, int most, int *words_count,
                                              struct sim_errors *errors);

/** The place that a command is about, and the options that several commands take. Starts as zeros. */
struct sim_request {
    const char *place; /* a study, or a folder of results */
    const char *out, *arm, *csv, *hdf5, *replicates, *seed, *threads, *shard, *progress, *kernel;
    const char *outcomes[SIM_MOST_SETS], *sets[SIM_MOST_SETS];
    int outcomes_count, sets_count;
    bool json, quiet, dry_run;
    bool any_version; /* the command also reads results of other versions of the model */
    bool partial;     /* it leaves out runs that are not there yet: plan.partial */
};

/** Read argv[1 ..]: the options of struct sim_request that `shared` lists ("-o --csv --json"), and the command's own,
 * which end with a row whose name is NULL (NULL: none). SIM_USAGE with all complaints, also where the place or a needed
 * option is missing. */
SIM_MUST_USE enum sim_status sim_request_read(struct sim_request *self, int argc, char **argv, const char *shared,
                                              const struct sim_option *own, struct sim_errors *errors);

/** Whole number in an option's text, from `low` to `high`; `otherwise` if `text` is NULL or wrong. */
long sim_option_whole(const char *name, const char *text, long low, long high, long otherwise,
                      struct sim_errors *errors);

/** Print the complaints on stderr, free them, and return `status`. */
enum sim_status sim_end(struct sim_errors *errors, enum sim_status status);

#endif
