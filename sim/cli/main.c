/* main.c - the program: finds the command and runs it. */
#include <gsl/gsl_errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "../names.h"
#include "cli.h"
#include "options.h"

static void overview(const struct sim_model *model, FILE *file)
{
    fprintf(file, "%s\n%s\n\n", model->title, model->meaning);
    for (const struct sim_command *c = sim_commands; c->word != NULL; c++)
        fprintf(file, "  %-11s %-34s %s\n", c->word, c->usage, c->meaning);
    fprintf(file, "\nEach command takes --help.\n");
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

int sim_main(const struct sim_model *model, int argc, char **argv)
{
    signal(SIGXFSZ, SIG_IGN); /* report a full quota as an error instead of dying */
    signal(SIGPIPE, SIG_IGN);
    gsl_set_error_handler_off(); /* GSL's own handler aborts */
    keep_memory();
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        overview(model, argc < 2 ? stderr : stdout);
        return argc < 2 ? SIM_USAGE : SIM_OK;
    }
    for (const struct sim_command *c = sim_commands; c->word != NULL; c++) {
        if (strcmp(argv[1], c->word) != 0 && !(strcmp(argv[1], "--version") == 0 && strcmp(c->word, "version") == 0)) {
            continue;
        }
        if (wants_help(argc - 1, argv + 1)) {
            printf("%s %s\n%s\n%s", c->word, c->usage, c->meaning, c->help);
            return SIM_OK;
        }
        enum sim_status status = c->run(model, argc - 1, argv + 1);
        if ((fflush(stdout) != 0 || ferror(stdout)) && status == SIM_OK) {
            status = SIM_IO;
        }
        return (int)status;
    }
    return (int)refuse_word(argv[1]);
}
