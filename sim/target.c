/* target.c - finds out what a name stands for before it is written to. */
#include "target.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"

enum { MOST_LINKS = 40 };

static enum sim_status cannot(const char *path, struct sim_errors *errors)
{
    return sim_fail(errors, SIM_IO, "%s: cannot be written: %s", path, strerror(errno));
}

/** A copy of the path a link leads to; NULL without memory or where `path` is no link. */
static char *linked(const char *path)
{
    char to[PATH_MAX], *copy = NULL, *full = NULL;
    ssize_t length = readlink(path, to, sizeof to - 1);

    if (length < 0) {
        return NULL;
    }
    to[length] = '\0';
    if (to[0] == '/') {
        return strdup(to);
    }
    copy = strdup(path);
    full = copy == NULL ? NULL : sim_path_join(dirname(copy), to);
    free(copy);
    return full;
}

/** Follow links, also to a file that is not there yet. */
static char *followed(const char *path)
{
    char *at = strdup(path);
    for (int i = 0; at != NULL && i < MOST_LINKS; i++) {
        char *next = linked(at);
        if (next == NULL) {
            break;
        }
        free(at);
        at = next;
    }
    return at;
}

static bool is_same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

bool sim_target_is_special(const char *path)
{
    struct stat about;
    return strcmp(path, "-") == 0 || (stat(path, &about) == 0 && !S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode));
}

/** Open what must not be replaced: the program's own output under whatever name, a FIFO or a device. -1, with errno 0,
 * where the name is one of a plain file or of none. */
static int open_special(const char *path)
{
    struct stat about, own;

    errno = 0;
    if (strcmp(path, "-") == 0) {
        return dup(STDOUT_FILENO);
    }
    if (stat(path, &about) != 0) {
        errno = errno == ENOENT ? 0 : errno;
        return -1;
    }
    for (int out = STDOUT_FILENO; out <= STDERR_FILENO; out++)
        if (fstat(out, &own) == 0 && is_same_file(&about, &own)) {
            return dup(out);
        }
    return S_ISREG(about.st_mode) ? -1 : open(path, O_WRONLY | O_CLOEXEC);
}

/** A temporary beside a plain file. */
static enum sim_status open_plain(struct sim_target *self, const char *path, struct sim_errors *errors)
{
    self->path = followed(path);
    self->temporary = self->path == NULL ? NULL : sim_file_temporary(self->path);
    if (self->temporary == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a file name");
    }
    sim_file_sweep(self->path);
    self->file = fopen(self->temporary, "we");
    if (self->file == NULL) {
        return cannot(path, errors);
    }
    sim_file_claim(fileno(self->file));
    return SIM_OK;
}

enum sim_status sim_target_open(struct sim_target *self, const char *path, struct sim_errors *errors)
{
    int special;

    *self = (struct sim_target){ 0 };
    fflush(stdout); /* what was printed before comes first */
    special = open_special(path);
    if (special < 0) {
        return errno != 0 ? cannot(path, errors) : open_plain(self, path, errors);
    }
    self->file = fdopen(special, "w");
    if (self->file == NULL) {
        close(special);
        return cannot(path, errors);
    }
    return SIM_OK;
}

enum sim_status sim_target_close(struct sim_target *self, const char *path, enum sim_status status,
                                 struct sim_errors *errors)
{
    if (self->file != NULL) {
        bool good = fflush(self->file) == 0 && !ferror(self->file);
        int cause = errno;
        good = fclose(self->file) == 0 && good;
        errno = good || cause == 0 ? errno : cause;
        status = status == SIM_OK && !good ? cannot(path, errors) : status;
    }
    if (status == SIM_OK && self->temporary != NULL) {
        status = sim_file_rename(self->temporary, self->path, errors);
    }
    if (status != SIM_OK && self->temporary != NULL) {
        unlink(self->temporary);
    }
    free(self->path);
    free(self->temporary);
    *self = (struct sim_target){ 0 };
    return status;
}

enum sim_status sim_target_write(const char *path, const void *bytes, size_t size, struct sim_errors *errors)
{
    struct sim_target target;
    enum sim_status status = sim_target_open(&target, path, errors);

    if (status == SIM_OK && fwrite(bytes, 1, size, target.file) != size) {
        status = cannot(path, errors);
    }
    return sim_target_close(&target, path, status, errors);
}
