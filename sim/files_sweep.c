/* files_sweep.c - removes the temporary files of processes that are dead. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "files.h"

/** Number of the process in the name of a temporary of this host; 0 for any other name. */
static long writer_of(const char *name, const char *host)
{
    size_t length = strlen(name), width = strlen(host), at = length < 4 ? 0 : length - 4;

    if (strcmp(name + at, ".tmp") != 0) {
        return 0;
    }
    while (at > 0 && isdigit((unsigned char)name[at - 1]))
        at--;
    bool ours = at > width + 2 && name[at - 1] == '.' && name[at - width - 2] == '.' &&
                strncmp(name + at - width - 1, host, width) == 0;
    return ours ? atol(name + at) : 0;
}

/** Remove a temporary unless its writer may be alive: its process exists, or the file is locked (by a process of
 * another container, whose number means nothing here). */
static void remove_if_left(const char *path, long writer)
{
    int file = writer > 0 && kill((pid_t)writer, 0) != 0 && errno == ESRCH ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file >= 0) {
        if (flock(file, LOCK_EX | LOCK_NB) == 0) {
            unlink(path);
        }
        close(file);
    }
}

/** Sweep the temporaries whose names begin with `begin`. */
static void sweep(const char *path, const char *begin)
{
    char host[HOST_NAME_MAX + 1] = "";
    DIR *folder = opendir(path);

    gethostname(host, sizeof host - 1);
    for (const struct dirent *entry = NULL; folder != NULL && (entry = readdir(folder)) != NULL;) {
        long writer = strncmp(entry->d_name, begin, strlen(begin)) == 0 ? writer_of(entry->d_name, host) : 0;
        char *name = writer > 0 ? sim_path_join(path, entry->d_name) : NULL;
        if (name != NULL) {
            remove_if_left(name, writer);
        }
        free(name);
    }
    if (folder != NULL) {
        closedir(folder);
    }
}

void sim_folder_sweep(const char *path)
{
    sweep(path, "");
}

void sim_file_sweep(const char *path)
{
    char *folder = strdup(path), *name = strdup(path);
    if (folder != NULL && name != NULL) {
        sweep(dirname(folder), basename(name));
    }
    free(folder);
    free(name);
}
