/* faults.c - loaded before the C library, it makes one chosen call on a file of one folder fail.
 * CAVI_FAULT_UNDER: the folder. CAVI_FAULT_AT: which call, from 1; those before and after do their work.
 * CAVI_FAULT_ERROR: the error's number; 0 makes a write short instead; -1 kills the process in the middle of the call,
 * half of a write done. CAVI_FAULT_STAYS: all later calls fail too.
 * CAVI_FAULT_COUNT: a file to which the number of calls is written at the end. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long calls;

static long number(const char *name)
{
    const char *text = getenv(name);
    return text == NULL ? 0 : atol(text);
}

/** The function that this one stands before. */
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int is_under(const char *path)
{
    const char *folder = getenv("CAVI_FAULT_UNDER");
    return folder != NULL && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_under_file(int file)
{
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = '\0';
    return is_under(path);
}

/** Is this the call that fails? Sets errno. */
static int fails(void)
{
    long now = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED), at = number("CAVI_FAULT_AT");
    if (at == 0 || now < at || (now > at && number("CAVI_FAULT_STAYS") == 0)) {
        return 0;
    }
    errno = (int)number("CAVI_FAULT_ERROR");
    return 1;
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("CAVI_FAULT_COUNT");
    FILE *file = path == NULL ? NULL : fopen(path, "w");
    if (file != NULL) {
        fprintf(file, "%ld", calls);
        fclose(file);
    }
}

/** A call that is not done: -1, or the end. */
static int end_or_fail(void)
{
    if (errno < 0) {
        raise(SIGKILL);
    }
    return -1;
}

#define OPEN(name)                                                                                                     \
    int name(const char *path, int flags, ...)                                                                         \
    {                                                                                                                  \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                                      \
        va_end(more);                                                                                                  \
        if (is_under(path) && number("CAVI_FAULT_ERROR") > 0 && fails()) {                                             \
            return -1;                                                                                                 \
        }                                                                                                              \
        return NEXT(name)(path, flags, mode);                                                                          \
    }
OPEN(open)
OPEN(open64)

#define WRITE(name, type)                                                                                              \
    ssize_t name(int file, const void *bytes, size_t size, type at)                                                    \
    {                                                                                                                  \
        if (is_under_file(file) && fails()) {                                                                          \
            if (errno > 0) {                                                                                           \
                return -1;                                                                                             \
            }                                                                                                          \
            size = size > 1 ? size / 2 : size;                                                                         \
            if (errno < 0) {                                                                                           \
                (void)!NEXT(name)(file, bytes, size, at);                                                              \
                raise(SIGKILL);                                                                                        \
            }                                                                                                          \
        }                                                                                                              \
        return NEXT(name)(file, bytes, size, at);                                                                      \
    }
WRITE(pwrite, off_t)
WRITE(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t size)
{
    if (is_under_file(file) && fails()) {
        if (errno > 0) {
            return -1;
        }
        size = size > 1 ? size / 2 : size;
        if (errno < 0) {
            (void)!NEXT(write)(file, bytes, size);
            raise(SIGKILL);
        }
    }
    return NEXT(write)(file, bytes, size);
}

#define ON_FILE(name, declared, passed, file)                                                                          \
    int name declared                                                                                                  \
    {                                                                                                                  \
        if (is_under_file(file) && number("CAVI_FAULT_ERROR") != 0 && fails()) {                                       \
            return end_or_fail();                                                                                      \
        }                                                                                                              \
        return NEXT(name) passed;                                                                                      \
    }
ON_FILE(fsync, (int file), (file), file)
ON_FILE(ftruncate, (int file, off_t size), (file, size), file)
ON_FILE(ftruncate64, (int file, off64_t size), (file, size), file)

#define ON_PATH(name, declared, passed, path)                                                                          \
    int name declared                                                                                                  \
    {                                                                                                                  \
        if (is_under(path) && number("CAVI_FAULT_ERROR") != 0 && fails()) {                                            \
            return end_or_fail();                                                                                      \
        }                                                                                                              \
        return NEXT(name) passed;                                                                                      \
    }
ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode), path)
ON_PATH(link, (const char *from, const char *to), (from, to), to)
ON_PATH(rename, (const char *from, const char *to), (from, to), to)
/* Removing never fails here, but the process may be killed before. */
#define REMOVES(name, declared, passed, is_one)                                                                        \
    int name declared                                                                                                  \
    {                                                                                                                  \
        if (is_one && number("CAVI_FAULT_ERROR") < 0 && fails()) {                                                     \
            raise(SIGKILL);                                                                                            \
        }                                                                                                              \
        return NEXT(name) passed;                                                                                      \
    }
REMOVES(unlink, (const char *path), (path), is_under(path))
REMOVES(unlinkat, (int folder, const char *name, int flags), (folder, name, flags), is_under_file(folder))
REMOVES(rmdir, (const char *path), (path), is_under(path))
