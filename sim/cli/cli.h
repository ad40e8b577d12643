/* cli.h - the command line: one row per command word, one file per command. */
#ifndef SIM_CLI_H
#define SIM_CLI_H

#include "../model.h"

#ifndef CAVI_COMMIT
#define CAVI_COMMIT "unknown"
#endif

struct sim_command {
    const char *word;    /* "run" */
    const char *usage;   /* "STUDY -o OUT [options]" */
    const char *meaning; /* one line for the overview */
    const char *help;    /* options and examples, printed by --help */
    enum sim_status (*run)(const struct sim_model *model, int argc, char **argv); /* argv[0] is the word */
};

/** All commands in the order of the manual, ended by a row with word NULL (commands.c). */
extern const struct sim_command sim_commands[];

/** The whole program. Prints complaints to stderr; returns the exit code. */
int sim_main(const struct sim_model *model, int argc, char **argv);

#endif
