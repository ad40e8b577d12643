/* files.h - files that are whole or absent: written under a temporary name, synced, then given their name. */
#ifndef SIM_FILES_H
#define SIM_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

/** Write `size` bytes so that the file is there whole or not at all, even after a power cut. With `keep` a file that is
 * there already stays and the new copy is dropped; otherwise it is replaced. */
SIM_MUST_USE enum sim_status sim_file_publish(const char *path, const void *bytes, size_t size, bool keep,
                                              struct sim_errors *errors);

/** The name of a temporary file beside `path` that no other process uses. The caller frees it; NULL without memory. */
char *sim_file_temporary(const char *path);

/** Mark an open temporary as being written, until it is closed. */
void sim_file_claim(int file);

/** Remove the temporaries in a folder that dead processes of this host have left. A temporary that cannot be removed
 * stays, without a complaint. */
void sim_folder_sweep(const char *path);

/** The same for the temporaries of one file. */
void sim_file_sweep(const char *path);

/** Sync the finished file `temporary`, and rename it to `path`. */
SIM_MUST_USE enum sim_status sim_file_rename(const char *temporary, const char *path, struct sim_errors *errors);

/** Write `size` bytes behind the end of a file that is there. It is not synced. */
SIM_MUST_USE enum sim_status sim_file_append(const char *path, const void *bytes, size_t size,
                                             struct sim_errors *errors);

/** Remove a file if it is there, and sync its folder. */
SIM_MUST_USE enum sim_status sim_file_remove(const char *path, struct sim_errors *errors);

/** Lock a folder against other processes that lock it too. Waits some seconds for them. Returns a file descriptor, and
 * closing it ends the lock; or -1 if the folder cannot be locked, for example on a file system without locks. The
 * caller then goes on without the lock. */
int sim_folder_lock(const char *path);

/** Whole content of a file of at most `limit` bytes, ended by a zero byte; *bytes is the caller's to free. */
SIM_MUST_USE enum sim_status sim_file_read(const char *path, size_t limit, char **bytes, size_t *size,
                                           struct sim_errors *errors);

/** The same, but a file of more than `limit` bytes is SIM_DATA, without a complaint: this program did not write it. */
SIM_MUST_USE enum sim_status sim_file_read_own(const char *path, size_t limit, char **bytes, size_t *size,
                                               struct sim_errors *errors);

/** Read the first `size` bytes of a file; *whole: how many it has. False where it is no plain file, is shorter, or
 * cannot be read. Never waits, as it would for a pipe. */
bool sim_file_head(const char *path, void *bytes, size_t size, size_t *whole);

/** Make a folder, and the folders above it, where they are missing. */
SIM_MUST_USE enum sim_status sim_folder_make(const char *path, struct sim_errors *errors);

/** folder "/" name, newly allocated; NULL without memory. */
char *sim_path_join(const char *folder, const char *name);

/** Is there anything of this name in the folder? False without memory. */
bool sim_folder_has(const char *folder, const char *name);

/** Append one line, with date and time, to a log file. A line that cannot be written is lost, without a complaint. */
void sim_log(const char *path, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
