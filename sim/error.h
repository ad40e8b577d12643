/* error.h - statuses, which are also exit codes, and complaints.
 * Complaints are gathered, so that a user reads all of them at once. */
#ifndef SIM_ERROR_H
#define SIM_ERROR_H

#include <stddef.h>

#define SIM_MUST_USE             __attribute__((warn_unused_result))
#define SIM_PRINTF(text, values) __attribute__((format(printf, text, values)))

/** How a piece of work ended; also the exit code of the program. */
enum sim_status {
    SIM_OK = 0,      /* complete */
    SIM_USAGE = 2,   /* the command line or the study is wrong: nothing was written */
    SIM_DATA = 65,   /* a data or result file is not what it should be */
    SIM_MEMORY = 71, /* no memory, or another resource of the system is missing */
    SIM_IO = 74,     /* reading or writing failed */
    SIM_STOPPED = 75 /* stopped on request; the same command continues */
};

/** Complaints, one line each, in the order in which they were found. */
struct sim_errors {
    char *text;    /* all lines, each ended by '\n'; NULL while there is none */
    size_t length; /* bytes of text */
    int count;     /* lines */
};

/** Add "file:line:column: error: message". A line or column of 0 is left out; so is a NULL file. */
void sim_complain(struct sim_errors *self, const char *file, int line, int column, const char *format, ...)
    SIM_PRINTF(5, 6);

/** Add "error: message" and return `status`, so that a function can end with it. */
enum sim_status sim_fail(struct sim_errors *self, enum sim_status status, const char *format, ...) SIM_PRINTF(3, 4);

/** Add a line that is no complaint, once: a line that is there already is not added again. */
void sim_note(struct sim_errors *self, const char *format, ...) SIM_PRINTF(2, 3);

/** Append the complaints of `from` to those of `self`, and empty `from`. */
void sim_errors_take(struct sim_errors *self, struct sim_errors *from);

/** End work that damaged data does not stop: where `status` is SIM_DATA forget the complaints in `damage` and return
 * SIM_OK; else append them to those of `self` and return `status`. Empties `damage`. */
SIM_MUST_USE enum sim_status sim_errors_forgive(struct sim_errors *self, enum sim_status status,
                                                struct sim_errors *damage);

/** Forget all complaints and free their text. */
void sim_errors_free(struct sim_errors *self);

#endif
