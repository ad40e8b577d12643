/* main.c - the program: finds the command and runs it. */
#include <fcntl.h>
#include <gsl/gsl_errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../names.h"
#include "cli.h"
#include "options.h"

enum { MUCH = 64 << 20 }; /* bytes; a process that cannot get them is out of memory */

static void overview(const struct sim_model *model, FILE *file)
{
    fprintf(file, "%s\n%s\n\n", model->title, model->meaning);
    for (const struct sim_command *c = sim_commands; c->word != NULL; c++)
        fprintf(file, "  %-11s %-34s %s\n", c->word, c->usage, c->meaning);
    fprintf(file, "\nEach command takes --help; `help WORD` finds whatever has a name.\n");
}

static const struct sim_command *command_named(const char *word)
{
    word = strcmp(word, "--version") == 0 ? "version" : word;
    for (const struct sim_command *c = sim_commands; c->word != NULL; c++)
        if (strcmp(word, c->word) == 0) {
            return c;
        }
    return NULL;
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            return true;
        }
    return false;
}

static enum sim_status refuse_word(const char *word)
{
    struct sim_names words = SIM_NAMES(sim_commands, 0);
    struct sim_errors errors = { 0 };

    while (sim_commands[words.count].word != NULL)
        words.count++;
    struct sim_hint hint = sim_hint(word, &words, 1);
    sim_complain(&errors, NULL, 0, 0, "'%.64s' is not a command%s", word,
                 hint.text[0] != '\0' ? hint.text : " (see --help)");
    return sim_end(&errors, SIM_USAGE);
}

/** Keep freed memory. Otherwise malloc returns the memory of each block to the system and asks for it again; those page
 * faults took a third of the time of a sweep with full histories. */
static void keep_memory(void)
{
    mallopt(M_ARENA_MAX, 1); /* threads that compute allocate nothing */
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
}

/** A descriptor of 0 to 2 that is closed would be given to the next file that is opened, and messages written into it.
 */
static void open_descriptors(void)
{
    int last = -1;
    do
        last = open("/dev/null", O_RDWR);
    while (last >= 0 && last <= STDERR_FILENO);
    if (last > STDERR_FILENO) {
        close(last);
    }
}

/** Last words of a program that did not end by itself. Returns whether memory is out. */
static bool last_words(void)
{
    static const char starved[] = "error: no memory is left; what is complete is kept; repeat the command to go on\n";
    static const char broken[] = "error: this is a fault of the program; what is complete is kept; please report it\n";
    bool out = mmap(NULL, MUCH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;

    (void)!write(STDERR_FILENO, out ? starved : broken, (out ? sizeof starved : sizeof broken) - 1);
    return out;
}

static void crashed(int number)
{
    if (last_words()) {
        _exit(SIM_MEMORY);
    }
    raise(number); /* its handler is gone */
}

static bool ended; /* by the return of sim_main(), and not by a library's exit() */

static void exited(void)
{
    if (!ended) {
        last_words();
        _exit(SIM_MEMORY);
    }
}

/** HDF5 may crash or call exit() without memory. Say why the program ends. */
static void catch_sudden_ends(void)
{
    struct sigaction action = { .sa_handler = crashed, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER) };
    sigemptyset(&action.sa_mask);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    sigaction(SIGABRT, &action, NULL);
    atexit(exited);
}

/** Find the command and run it. */
static int run(const struct sim_model *model, int argc, char **argv)
{
    bool help = argc > 1 && strcmp(argv[1], "help") == 0;
    const struct sim_command *about = help && argc == 3 ? command_named(argv[2]) : NULL;

    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || (help && argc == 2)) {
        overview(model, argc < 2 ? stderr : stdout);
        return argc < 2 ? SIM_USAGE : SIM_OK;
    }
    const struct sim_command *c = about != NULL ? about : command_named(argv[1]);
    if (c == NULL) {
        return (int)refuse_word(argv[1]);
    }
    if (about != NULL || wants_help(argc - 1, argv + 1)) {
        printf("%s %s\n%s\n%s", c->word, c->usage, c->meaning, c->help);
        return SIM_OK;
    }
    enum sim_status status = c->run(model, argc - 1, argv + 1);
    if ((fflush(stdout) != 0 || ferror(stdout)) && status == SIM_OK) {
        status = SIM_IO;
    }
    return (int)status;
}

int sim_main(const struct sim_model *model, int argc, char **argv)
{
    int status;

    open_descriptors();
    catch_sudden_ends();
    signal(SIGXFSZ, SIG_IGN); /* report a full quota as an error instead of dying */
    signal(SIGPIPE, SIG_IGN);
    gsl_set_error_handler_off(); /* GSL's own handler aborts */
    keep_memory();
    status = run(model, argc, argv);
    ended = true;
    return status;
}
