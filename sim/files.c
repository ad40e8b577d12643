/* files.c - the only way in which results and plans reach a disk. */
#include "files.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static enum sim_status io_failed(struct sim_errors *errors, const char *path, const char *what)
{
    return sim_fail(errors, SIM_IO, "%s: cannot %s: %s", path, what, strerror(errno));
}

char *sim_path_join(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path != NULL) {
        snprintf(path, size, "%s/%s", folder, name);
    }
    return path;
}

static int open_file(const char *path, int flags)
{
    int file;
    do {
        file = open(path, flags | O_CLOEXEC, 0666);
    } while (file < 0 && errno == EINTR);
    return file;
}

/** Make the names in the folder of `path` last. */
static bool sync_folder(const char *path)
{
    char *copy = strdup(path);
    int folder = copy == NULL ? -1 : open_file(dirname(copy), O_RDONLY | O_DIRECTORY);
    bool good = folder >= 0;

    while (good && fsync(folder) != 0)
        good = errno == EINTR;
    if (folder >= 0) {
        close(folder);
    }
    free(copy);
    return good;
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t done = write(file, bytes, size);
        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done <= 0) {
            errno = done == 0 ? ENOSPC : errno;
            return false;
        }
        bytes += done;
        size -= (size_t)done;
    }
    return true;
}

static bool sync_file(int file)
{
    while (fsync(file) != 0)
        if (errno != EINTR) {
            return false;
        }
    return true;
}

char *sim_file_temporary(const char *path)
{
    size_t size = strlen(path) + HOST_NAME_MAX + 32;
    char *name = malloc(size), host[HOST_NAME_MAX + 1] = "";
    if (name != NULL) {
        gethostname(host, sizeof host - 1);
        snprintf(name, size, "%s.%s.%ld.tmp", path, host, (long)getpid());
    }
    return name;
}

void sim_file_claim(int file)
{
    (void)!flock(file, LOCK_EX | LOCK_NB); /* a file system without locks: its temporaries stay */
}

/** Process that a temporary name of this host speaks of, or 0. */
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

/** Nobody may be writing it who is seen (its process), or only felt (another container's process has it locked). */
static void remove_if_left(const char *path, long writer)
{
    int file = writer > 0 && kill((pid_t)writer, 0) != 0 && errno == ESRCH ? open_file(path, O_RDWR) : -1;
    if (file >= 0) {
        if (flock(file, LOCK_EX | LOCK_NB) == 0) {
            unlink(path);
        }
        close(file);
    }
}

void sim_folder_sweep(const char *path)
{
    char host[HOST_NAME_MAX + 1] = "";
    DIR *folder = opendir(path);

    gethostname(host, sizeof host - 1);
    for (const struct dirent *entry = NULL; folder != NULL && (entry = readdir(folder)) != NULL;) {
        long writer = writer_of(entry->d_name, host);
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

/** Give the file its name, unless another has it. True if one of the two has it now. */
static bool name_once(const char *temporary, const char *path)
{
    if (link(temporary, path) == 0 || errno == EEXIST) {
        return true;
    }
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS) {
        return false;
    }
    /* A file system without hard links: FAT, some of SMB and FUSE. */
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0 || errno == EEXIST) {
        return true;
    }
    /* Without even that, two writers at once may both give it the name. Both files are whole. Where they differ, those
     * who read them know by plan and seal. */
    return (errno == EINVAL || errno == ENOSYS) && (access(path, F_OK) == 0 || rename(temporary, path) == 0);
}

enum sim_status sim_file_publish(const char *path, const void *bytes, size_t size, bool keep, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    char *temporary = sim_file_temporary(path);
    int file = -1;

    if (temporary == NULL) {
        return sim_fail(errors, SIM_MEMORY, "no memory for a file name");
    }
    file = open_file(temporary, O_WRONLY | O_CREAT | O_TRUNC);
    if (file < 0) {
        status = io_failed(errors, temporary, "create");
        goto out;
    }
    sim_file_claim(file);
    if (!write_all(file, bytes, size) || !sync_file(file)) {
        status = io_failed(errors, temporary, "write");
        goto out;
    }
    if (close(file) != 0) {
        file = -1;
        status = io_failed(errors, temporary, "write");
        goto out;
    }
    file = -1;
    if (keep ? !name_once(temporary, path) : rename(temporary, path) != 0) {
        status = io_failed(errors, path, "publish");
        goto out;
    }
    if (!sync_folder(path)) {
        status = io_failed(errors, path, "sync the folder of");
    }
out:
    if (file >= 0) {
        close(file);
    }
    if (keep || status != SIM_OK) {
        unlink(temporary);
    }
    free(temporary);
    return status;
}

enum sim_status sim_file_rename(const char *temporary, const char *path, struct sim_errors *errors)
{
    int file = open_file(temporary, O_RDONLY);
    bool good = file >= 0 && sync_file(file);

    if (file >= 0) {
        close(file);
    }
    if (!good) {
        return io_failed(errors, temporary, "sync");
    }
    if (rename(temporary, path) != 0) {
        return io_failed(errors, path, "publish");
    }
    return sync_folder(path) ? SIM_OK : io_failed(errors, path, "sync the folder of");
}

enum sim_status sim_file_remove(const char *path, struct sim_errors *errors)
{
    if (unlink(path) != 0) {
        return errno == ENOENT ? SIM_OK : io_failed(errors, path, "remove");
    }
    return sync_folder(path) ? SIM_OK : io_failed(errors, path, "sync the folder of");
}

enum sim_status sim_file_read(const char *path, size_t limit, char **bytes, size_t *size, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    struct stat about;
    int file = open_file(path, O_RDONLY | O_NONBLOCK);

    *bytes = NULL;
    *size = 0;
    if (file < 0) {
        return io_failed(errors, path, "open");
    }
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
        status = sim_fail(errors, SIM_IO, "%s: is not a file", path);
    } else if ((size_t)about.st_size > limit) {
        status =
            sim_fail(errors, SIM_USAGE, "%s: has %lld bytes; the most is %zu", path, (long long)about.st_size, limit);
    } else if ((*bytes = malloc((size_t)about.st_size + 1)) == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "%s: no memory to read it", path);
    }
    while (status == SIM_OK && *size < (size_t)about.st_size) {
        ssize_t got = read(file, *bytes + *size, (size_t)about.st_size - *size);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            status = io_failed(errors, path, "read");
        }
        if (got <= 0) {
            break;
        }
        *size += (size_t)got;
    }
    close(file);
    if (status != SIM_OK) {
        free(*bytes);
        *bytes = NULL;
    } else {
        (*bytes)[*size] = '\0';
    }
    return status;
}

/** The folders above `path`, as far as they are missing; failing shows when the folder itself is made. */
static void make_folders_above(const char *path)
{
    char *copy = strdup(path);
    for (char *at = copy; at != NULL && *at != '\0'; at++)
        if (*at == '/' && at != copy) {
            *at = '\0';
            if (mkdir(copy, 0777) == 0) {
                sync_folder(copy);
            }
            *at = '/';
        }
    free(copy);
}

enum sim_status sim_folder_make(const char *path, struct sim_errors *errors)
{
    struct stat about;
    make_folders_above(path);
    if (mkdir(path, 0777) == 0) {
        return sync_folder(path) ? SIM_OK : io_failed(errors, path, "sync the folder of");
    }
    if (errno != EEXIST) {
        return io_failed(errors, path, "make the folder");
    }
    if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode)) {
        return sim_fail(errors, SIM_IO, "%s: is there already and is not a folder", path);
    }
    return SIM_OK;
}

void sim_log(const char *path, const char *format, ...)
{
    char line[1024], when[32];
    time_t now = time(NULL);
    struct tm local;
    va_list values;
    int n, file;

    strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%S%z", localtime_r(&now, &local));
    n = snprintf(line, sizeof line, "%s ", when);
    va_start(values, format);
    n += vsnprintf(line + n, sizeof line - (size_t)n - 1, format, values);
    va_end(values);
    n = n < (int)sizeof line - 2 ? n : (int)sizeof line - 2;
    line[n++] = '\n';
    file = open_file(path, O_WRONLY | O_CREAT | O_APPEND);
    if (file >= 0) {
        write_all(file, line, (size_t)n);
        close(file);
    }
}
