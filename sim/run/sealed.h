/* sealed.h - text files with a checksum, for plan/ of a study's folder. The last line of each is a comment with the
 * checksum of the text before it, so that a damaged file is noticed. A study file with such a line can still be run. */
#ifndef SIM_SEALED_H
#define SIM_SEALED_H

#include <stdbool.h>
#include <stddef.h>

#include "../error.h"

/** Write `text` and its checksum to a file, which is whole or absent. `keep`: as in sim_file_publish(). */
SIM_MUST_USE enum sim_status sim_sealed_publish(const char *path, const char *text, bool keep,
                                                struct sim_errors *errors);

/** Read a text of at most `limit` bytes, without its checksum; *text is the caller's to free. SIM_DATA where it is
 * damaged; SIM_IO where it cannot be read. */
SIM_MUST_USE enum sim_status sim_sealed_read(const char *path, size_t limit, char **text, struct sim_errors *errors);

/** Verify the sealed file `name` of the folder `out`. SIM_OK for a file that does not exist; else as
 * sim_sealed_read(). */
SIM_MUST_USE enum sim_status sim_sealed_verify(const char *out, const char *name, size_t limit,
                                               struct sim_errors *errors);

/** Say on stderr, and in the log of the folder `out`, that a damaged file of plan/ has been made again. */
void sim_sealed_mended(const char *out, const char *path);

#endif
