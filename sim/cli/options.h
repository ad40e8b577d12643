/* options.h - the options of a command, read against one small table. */
#ifndef SIM_OPTIONS_H
#define SIM_OPTIONS_H

#include <stdbool.h>

#include "../error.h"

enum { SIM_MOST_SETS = 256 };

/** One option. With `flag` it takes no value; with `value` its text goes there; with `sets` it may be given often. */
struct sim_option {
    const char *name; /* "--threads" */
    bool *flag;
    const char **value;
    const char **sets; /* [SIM_MOST_SETS] */
    int *sets_count;
};

/** Read argv[1 ..] into options and up to `most` plain words. Complains of everything unknown or missing. */
SIM_MUST_USE enum sim_status sim_options_read(int argc, char **argv, const struct sim_option *options, int count,
                                              const char **words, int most, int *words_count,
                                              struct sim_errors *errors);

/** Options of a command that looks at one folder of results, which goes to *out. Where the folder is missing, or
 * *needed is (NULL: nothing more is), `wants` says what the command wants. */
SIM_MUST_USE enum sim_status sim_options_output(int argc, char **argv, const struct sim_option *options, int count,
                                                const char **out, const char *const *needed, const char *wants,
                                                struct sim_errors *errors);

/** Whole number of an option's text within low .. high; `otherwise` where it was not given. */
long sim_option_whole(const char *name, const char *text, long low, long high, long otherwise,
                      struct sim_errors *errors);

/** Print the complaints, forget them, and return the status. */
enum sim_status sim_end(struct sim_errors *errors, enum sim_status status);

#endif
