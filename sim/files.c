/* files.c - every plan and result is written to the disk here. */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
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

bool sim_folder_has(const char *folder, const char *name)
{
    char *path = sim_path_join(folder, name);
    bool there = path != NULL && access(path, F_OK) == 0;
    free(path);
    return there;
}

static int open_file(const char *path, int flags)
{
    int file;
    do {
        file = open(path, flags | O_CLOEXEC, 0666);
    } while (file < 0 && errno == EINTR);
    return file;
}

/** Sync the folder of `path`, so that its names survive a power cut. */
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
    (void)!flock(file, LOCK_EX | LOCK_NB); /* may fail, on a file system without locks */
}

/** Has another file this name, as errno says, and no link that leads nowhere? */
static bool is_taken(const char *path)
{
    struct stat about;
    int why = errno;
    bool nowhere = lstat(path, &about) == 0 && S_ISLNK(about.st_mode) && access(path, F_OK) != 0;

    errno = why;
    return why == EEXIST && !nowhere;
}

/** Rename the file, unless the name is taken. True if a file has the name now. */
static bool name_once(const char *temporary, const char *path)
{
    if (link(temporary, path) == 0 || is_taken(path)) {
        return true;
    }
    if (errno != EPERM && errno != EOPNOTSUPP && errno != ENOSYS) {
        return false;
    }
    /* A file system without hard links: FAT, some of SMB and FUSE. */
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0 || is_taken(path)) {
        return true;
    }
    /* Without even that, two writers at once may both give it the name. Both files are complete. If they differ,
     * readers notice it by plan and seal. */
    return (errno == EINVAL || errno == ENOSYS) && (access(path, F_OK) == 0 || rename(temporary, path) == 0);
}

/** Write and sync a new file. */
static enum sim_status write_temporary(const char *path, const void *bytes, size_t size, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;
    int file = open_file(path, O_WRONLY | O_CREAT | O_TRUNC);

    if (file < 0) {
        return io_failed(errors, path, "create");
    }
    sim_file_claim(file);
    if (!write_all(file, bytes, size) || !sync_file(file)) {
        status = io_failed(errors, path, "write");
    }
    if (close(file) != 0 && status == SIM_OK) {
        status = io_failed(errors, path, "write");
    }
    return status;
}

enum sim_status sim_file_publish(const char *path, const void *bytes, size_t size, bool keep, struct sim_errors *errors)
{
    char *temporary = sim_file_temporary(path);
    enum sim_status status = temporary == NULL ? sim_fail(errors, SIM_MEMORY, "no memory for a file name")
                                               : write_temporary(temporary, bytes, size, errors);

    if (status != SIM_OK) {
        goto out;
    }
    if (keep ? !name_once(temporary, path) : rename(temporary, path) != 0) {
        status = io_failed(errors, path, "rename a temporary file to it");
        goto out;
    }
    if (!sync_folder(path)) {
        status = io_failed(errors, path, "sync its folder");
    }
out:
    if (temporary != NULL && (keep || status != SIM_OK)) {
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
        return io_failed(errors, path, "rename a temporary file to it");
    }
    return sync_folder(path) ? SIM_OK : io_failed(errors, path, "sync its folder");
}

enum sim_status sim_file_append(const char *path, const void *bytes, size_t size, struct sim_errors *errors)
{
    int file = open_file(path, O_WRONLY | O_APPEND);
    bool good = file >= 0 && write_all(file, bytes, size);

    if (file >= 0) {
        int cause = errno;
        good = close(file) == 0 && good;
        errno = good || cause == 0 ? errno : cause;
    }
    return good ? SIM_OK : io_failed(errors, path, "write");
}

enum sim_status sim_file_remove(const char *path, struct sim_errors *errors)
{
    if (unlink(path) != 0) {
        return errno == ENOENT ? SIM_OK : io_failed(errors, path, "remove");
    }
    return sync_folder(path) ? SIM_OK : io_failed(errors, path, "sync its folder");
}

/** Size of an open file. Refuses what is no regular file, and a file of more than `limit` bytes. */
static enum sim_status size_of(int file, const char *path, size_t limit, size_t *size, struct sim_errors *errors)
{
    struct stat about;
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
        return sim_fail(errors, SIM_IO, "%s: is not a file", path);
    }
    if ((size_t)about.st_size > limit) {
        return sim_fail(errors, SIM_USAGE, "%s: has %lld bytes; the most is %zu", path, (long long)about.st_size,
                        limit);
    }
    *size = (size_t)about.st_size;
    return SIM_OK;
}

/** Read up to `size` bytes; *done: how many there were before the end of the file. */
static bool read_all(int file, char *bytes, size_t size, size_t *done)
{
    *done = 0;
    while (*done < size) {
        ssize_t got = read(file, bytes + *done, size - *done);
        if (got < 0 && errno != EINTR) {
            return false;
        }
        if (got == 0) {
            break;
        }
        *done += got > 0 ? (size_t)got : 0;
    }
    return true;
}

enum sim_status sim_file_read(const char *path, size_t limit, char **bytes, size_t *size, struct sim_errors *errors)
{
    size_t whole = 0;
    char *text = NULL;
    int file = open_file(path, O_RDONLY | O_NONBLOCK);
    enum sim_status status = file < 0 ? io_failed(errors, path, "open") : size_of(file, path, limit, &whole, errors);

    *bytes = NULL;
    *size = 0;
    if (status != SIM_OK) {
        goto out;
    }
    text = malloc(whole + 1);
    if (text == NULL) {
        status = sim_fail(errors, SIM_MEMORY, "%s: no memory to read it", path);
        goto out;
    }
    if (!read_all(file, text, whole, size)) {
        status = io_failed(errors, path, "read");
        goto out;
    }
    text[*size] = '\0';
    *bytes = text;
    text = NULL;
out:
    if (file >= 0) {
        close(file);
    }
    free(text);
    return status;
}

enum sim_status sim_file_read_own(const char *path, size_t limit, char **bytes, size_t *size, struct sim_errors *errors)
{
    struct sim_errors why = { 0 };
    enum sim_status status = sim_file_read(path, limit, bytes, size, &why);

    if (status != SIM_USAGE) {
        sim_errors_take(errors, &why);
    }
    sim_errors_free(&why);
    return status == SIM_USAGE ? SIM_DATA : status;
}

bool sim_file_head(const char *path, void *bytes, size_t size, size_t *whole)
{
    struct sim_errors ignored = { 0 };
    int file = open_file(path, O_RDONLY | O_NONBLOCK);
    size_t done = 0;
    bool good = file >= 0 && size_of(file, path, (size_t)-1, whole, &ignored) == SIM_OK &&
                read_all(file, bytes, size, &done) && done == size;

    if (file >= 0) {
        close(file);
    }
    sim_errors_free(&ignored);
    return good;
}

int sim_folder_lock(const char *path)
{
    enum { TRIES = 200, PAUSE = 50000000 }; /* nanoseconds; a stopped process must not hold up others for long */
    int folder = open_file(path, O_RDONLY | O_DIRECTORY);
    bool locked = false;

    for (int i = 0; folder >= 0 && !locked && i < TRIES; i++) {
        locked = flock(folder, LOCK_EX | LOCK_NB) == 0;
        if (!locked && errno != EWOULDBLOCK && errno != EINTR) {
            break;
        }
        if (!locked) {
            nanosleep(&(struct timespec){ .tv_nsec = PAUSE }, NULL);
        }
    }
    if (folder >= 0 && !locked) {
        close(folder);
    }
    return locked ? folder : -1;
}

/** Make the missing folders above `path`. Returns why the last that failed did so, as errno; 0 where none did. */
static int make_folders_above(const char *path)
{
    int failed = 0;
    char *copy = strdup(path);
    for (char *at = copy; at != NULL && *at != '\0'; at++)
        if (*at == '/' && at != copy) {
            *at = '\0';
            if (mkdir(copy, 0777) == 0) {
                sync_folder(copy);
            } else if (errno != EEXIST) {
                failed = errno;
            }
            *at = '/';
        }
    free(copy);
    return failed;
}

enum sim_status sim_folder_make(const char *path, struct sim_errors *errors)
{
    struct stat about;
    int above = make_folders_above(path);
    if (mkdir(path, 0777) == 0) {
        return sync_folder(path) ? SIM_OK : io_failed(errors, path, "sync its folder");
    }
    errno = errno == ENOENT && above != 0 ? above : errno;
    if (errno != EEXIST) {
        return io_failed(errors, path, "make the folder");
    }
    if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode)) {
        return sim_fail(errors, SIM_IO, "%s: exists already and is not a folder", path);
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
    file = open_file(path, O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK); /* never waits for who reads a pipe */
    if (file >= 0) {
        write_all(file, line, (size_t)n);
        close(file);
    }
}
