/* files.h - files that are whole or absent: written under a temporary name, synced, then given their name. */
#ifndef SIM_FILES_H
#define SIM_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

/* All that return a status say what failed, with the path: SIM_IO, or SIM_MEMORY. */

/** Write a file of `size` bytes. It exists whole or not at all, even after a power cut. If it exists already, `keep`
 * leaves it as it is (SIM_OK); otherwise it is replaced. */
SIM_MUST_USE enum sim_status sim_file_publish(const char *path, const void *bytes, size_t size, bool keep,
                                              struct sim_errors *errors);

/** A name for a temporary file beside `path`, with host and process number, so that no other process uses it. Nothing
 * is created. The caller frees it; NULL without memory. */
char *sim_file_temporary(const char *path);

/** Lock an open temporary until it is closed, so that no sweep removes it. No effect on a file system without locks. */
void sim_file_claim(int file);

/** Remove the temporaries in a folder that dead processes of this host have left. Those that cannot be removed stay,
 * without a complaint. */
void sim_folder_sweep(const char *path);

/** The same, but only the temporaries beside the file `path`. */
void sim_file_sweep(const char *path);

/** Sync the finished file `temporary`, and rename it to `path`, which it replaces. */
SIM_MUST_USE enum sim_status sim_file_rename(const char *temporary, const char *path, struct sim_errors *errors);

/** Append `size` bytes to an existing file. It is not synced. */
SIM_MUST_USE enum sim_status sim_file_append(const char *path, const void *bytes, size_t size,
                                             struct sim_errors *errors);

/** Remove a file if it exists, and sync its folder. */
SIM_MUST_USE enum sim_status sim_file_remove(const char *path, struct sim_errors *errors);

/** Lock a folder against other processes that lock it too. Waits up to 10 seconds for them. Returns a file descriptor,
 * and closing it ends the lock; or -1 if the folder cannot be locked, for example on a file system without locks. The
 * caller then goes on without the lock. */
int sim_folder_lock(const char *path);

/** Read a whole file into *bytes, which the caller frees: *size bytes, and a zero byte behind them. SIM_USAGE where it
 * has more than `limit` bytes; SIM_IO where it is not a regular file. */
SIM_MUST_USE enum sim_status sim_file_read(const char *path, size_t limit, char **bytes, size_t *size,
                                           struct sim_errors *errors);

/** The same, but a file of more than `limit` bytes is SIM_DATA, without a complaint: this program did not write it. */
SIM_MUST_USE enum sim_status sim_file_read_own(const char *path, size_t limit, char **bytes, size_t *size,
                                               struct sim_errors *errors);

/** Read the first `size` bytes of a file; *whole: how many it has. False if it is no plain file, is shorter, or
 * cannot be read. Never waits, as it would for a pipe. */
bool sim_file_head(const char *path, void *bytes, size_t size, size_t *whole);

/** Make a folder, and the folders above it, unless they exist. */
SIM_MUST_USE enum sim_status sim_folder_make(const char *path, struct sim_errors *errors);

/** folder "/" name, newly allocated; NULL without memory. */
char *sim_path_join(const char *folder, const char *name);

/** Does the folder have a file or folder of this name? False without memory. */
bool sim_folder_has(const char *folder, const char *name);

/** Append one line, with date and time, to a log file. It is cut at about 1,000 bytes. A line that cannot be written is
 * lost, without a complaint. */
void sim_log(const char *path, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
