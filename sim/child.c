/* child.c - a child process, its limits, and how it ended. */
#include "child.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONGEST = 4096 }; /* what a child says; a pipe holds so much without a reader */

/** Bytes of memory, used or not, that this process has mapped. */
static double mapped(void)
{
    FILE *file = fopen("/proc/self/statm", "re");
    long pages = 0;
    bool good = file != NULL && fscanf(file, "%ld", &pages) == 1;

    if (file != NULL) {
        fclose(file);
    }
    return good ? (double)pages * (double)sysconf(_SC_PAGESIZE) : 0;
}

static void limit(int what, double most)
{
    struct rlimit now;
    if (getrlimit(what, &now) == 0 && (now.rlim_cur == RLIM_INFINITY || (double)now.rlim_cur > most)) {
        now.rlim_cur = (rlim_t)most;
        (void)!setrlimit(what, &now);
    }
}

/** The child's whole life. */
static _Noreturn void live(int pipe, enum sim_status (*work)(void *, struct sim_errors *), void *context,
                           double seconds, double bytes)
{
    static const int deadly[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL };
    struct sim_errors errors = { 0 };
    enum sim_status status;

    for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++)
        signal(deadly[i], SIG_DFL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, seconds);
    if (mapped() > 0) {
        limit(RLIMIT_AS, mapped() + bytes);
    }
    status = work(context, &errors);
    if (errors.text != NULL) {
        (void)!write(pipe, errors.text, strnlen(errors.text, LONGEST));
    }
    _exit((int)status);
}

/** All that the child says, as complaints. */
static void listen(int pipe, struct sim_errors *errors)
{
    char text[LONGEST + 1];
    size_t size = 0;
    ssize_t got = 1;

    while (size < LONGEST && (got > 0 || (got < 0 && errno == EINTR))) {
        got = read(pipe, text + size, LONGEST - size);
        size += got > 0 ? (size_t)got : 0;
    }
    text[size] = '\0';
    if (size > 0) {
        struct sim_errors said = { .text = strdup(text), .count = 1 };
        sim_errors_take(errors, &said);
    }
}

static enum sim_status ended_by(const char *what, int number, double seconds, struct sim_errors *errors)
{
    return number == SIGXCPU
               ? sim_fail(errors, SIM_DATA, "%s took longer than %.0f s", what, seconds)
               : sim_fail(errors, SIM_DATA, "%s was ended by signal %d (%s)", what, number, strsignal(number));
}

enum sim_status sim_child(const char *what, enum sim_status (*work)(void *, struct sim_errors *), void *context,
                          double seconds, double bytes, struct sim_errors *errors)
{
    int ends[2], how = 0;
    pid_t child = -1;
    bool piped = pipe(ends) == 0;

    if (piped) {
        child = fork();
    }
    if (child == 0) {
        close(ends[0]);
        live(ends[1], work, context, seconds, bytes);
    }
    if (piped) {
        close(ends[1]);
    }
    if (child > 0) {
        listen(ends[0], errors);
        while (waitpid(child, &how, 0) < 0 && errno == EINTR)
            continue;
    }
    if (piped) {
        close(ends[0]);
    }
    return child < 0          ? sim_fail(errors, SIM_IO, "%s could not begin: %s", what, strerror(errno))
           : WIFSIGNALED(how) ? ended_by(what, WTERMSIG(how), seconds, errors)
                              : (enum sim_status)WEXITSTATUS(how);
}
