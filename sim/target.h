/* target.h - a file that somebody asked for by name: `-o FILE`, `--csv FILE`. A plain file is whole or absent, and a
 * link to one stays a link. A FIFO, a device or the program's own output is written to, and never replaced. */
#ifndef SIM_TARGET_H
#define SIM_TARGET_H

#include <stdbool.h>
#include <stdio.h>

#include "error.h"

/** Is the path "-", or something that is written to but never replaced (a FIFO, a device)? */
bool sim_target_is_special(const char *path);

struct sim_target {
    FILE *file;      /* to write into */
    char *path;      /* of the plain file, links followed; NULL if it is not a plain file */
    char *temporary; /* path of the temporary file that is renamed to `path` at the end */
};

/** Open the file named `path`; "-" is the standard output. Removes temporary files beside it that dead processes left.
 * Whatever is returned, sim_target_close() must be called. */
SIM_MUST_USE enum sim_status sim_target_open(struct sim_target *self, const char *path, struct sim_errors *errors);

/** Give the file its name, if `status` is SIM_OK and everything was written; else drop it. Returns `status` or what
 * failed. */
SIM_MUST_USE enum sim_status sim_target_close(struct sim_target *self, const char *path, enum sim_status status,
                                              struct sim_errors *errors);

/** Write `size` bytes to the file named `path`. */
SIM_MUST_USE enum sim_status sim_target_write(const char *path, const void *bytes, size_t size,
                                              struct sim_errors *errors);

#endif
