/* options.c - reads options, and complains of wrong ones. */
#include "options.h"

#include <stdio.h>
#include <string.h>

#include "../names.h"
#include "../read/reader.h"
#include "cli.h"
#include "host.h"

enum { MOST_OWN = 24 }; /* options of one command by itself */

_Thread_local struct sim_host *sim_host;

static const struct sim_option *option_named(const struct sim_option *options, int count, const char *name,
                                             size_t length)
{
    for (int i = 0; i < count; i++)
        if (strlen(options[i].name) == length && strncmp(options[i].name, name, length) == 0) {
            return &options[i];
        }
    return NULL;
}

/** Complain of an unknown option; return the option with the nearest name, or NULL. */
static const struct sim_option *refuse(const char *word, const struct sim_option *options, int count,
                                       struct sim_errors *errors)
{
    const struct sim_names names = SIM_NAMES(options, count);
    const char *near = sim_name_near(word, &names, 1);

    sim_complain(errors, NULL, 0, 0, "'%.64s' is not an option%s", word, sim_hint(word, &names, 1).text);
    return near == NULL ? NULL : option_named(options, count, near, strlen(near));
}

static void option_take(const struct sim_option *option, const char *value, struct sim_errors *errors)
{
    if (option->sets == NULL && *option->value != NULL) {
        sim_complain(errors, NULL, 0, 0, "%s is given twice: %.100s and %.100s", option->name, *option->value, value);
    } else if (option->sets == NULL) {
        *option->value = value;
    } else if (*option->sets_count < SIM_MOST_SETS) {
        option->sets[(*option->sets_count)++] = value;
    } else {
        sim_complain(errors, NULL, 0, 0, "%s is given more than %d times", option->name, SIM_MOST_SETS);
    }
}

enum sim_status sim_options_read(int argc, char **argv, const struct sim_option *options, int count, const char **words,
                                 int most, int *words_count, struct sim_errors *errors)
{
    *words_count = 0;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i], *equals = strchr(word, '=');
        bool joined = strncmp(word, "--", 2) == 0 && equals != NULL;
        size_t length = joined ? (size_t)(equals - word) : strlen(word);
        const struct sim_option *option =
            word[0] == '-' && word[1] != '\0' ? option_named(options, count, word, length) : NULL;

        if (option == NULL && word[0] == '-' && word[1] != '\0') {
            const struct sim_option *meant = refuse(word, options, count, errors);
            i += meant != NULL && meant->flag == NULL && !joined; /* the next word is its value */
        } else if (option == NULL && *words_count == most) {
            sim_complain(errors, NULL, 0, 0, "'%.200s' is one word too many", word);
        } else if (option == NULL) {
            words[(*words_count)++] = word;
        } else if (option->flag != NULL && joined) {
            sim_complain(errors, NULL, 0, 0, "%s takes no value", option->name);
        } else if (option->flag != NULL) {
            *option->flag = true;
        } else if (!joined && i + 1 == argc) {
            sim_complain(errors, NULL, 0, 0, "%s wants a value", option->name);
        } else {
            option_take(option, joined ? equals + 1 : argv[++i], errors);
        }
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

/** Is `name` a word of `list`? */
static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strstr(list, name); at != NULL; at = strstr(at + 1, name))
        if ((at == list || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
    return false;
}

/** Complain if the place, or a needed option, was not given, and say the usage of the command. */
static void complain_of_missing(const char *word, bool place, const struct sim_option *own, struct sim_errors *errors)
{
    const struct sim_command *command = sim_commands;

    while (command->word != NULL && strcmp(command->word, word) != 0)
        command++;
    const char *usage = command->word == NULL ? "" : command->usage;
    if (!place) {
        sim_complain(errors, NULL, 0, 0, "%s needs %.*s; usage: %s %s", word, (int)strcspn(usage, " "), usage, word,
                     usage);
    }
    for (; own != NULL && own->name != NULL; own++)
        if (own->needed && *own->value == NULL) {
            sim_complain(errors, NULL, 0, 0, "%s needs %s; usage: %s %s", word, own->name, word, usage);
        }
}

enum sim_status sim_request_read(struct sim_request *self, int argc, char **argv, const char *shared,
                                 const struct sim_option *own, struct sim_errors *errors)
{
    const struct sim_option all[] = {
        { .name = "-o", .value = &self->out },
        { .name = "--arm", .value = &self->arm },
        { .name = "--outcome", .sets = self->outcomes, .sets_count = &self->outcomes_count },
        { .name = "--set", .sets = self->sets, .sets_count = &self->sets_count },
        { .name = "--replicates", .value = &self->replicates },
        { .name = "--seed", .value = &self->seed },
        { .name = "--threads", .value = &self->threads },
        { .name = "--csv", .value = &self->csv },
        { .name = "--hdf5", .value = &self->hdf5 },
        { .name = "--json", .flag = &self->json },
        { .name = "--quiet", .flag = &self->quiet },
        { .name = "--shard", .value = &self->shard },
        { .name = "--dry-run", .flag = &self->dry_run },
        { .name = "--progress", .value = &self->progress },
        { .name = "--kernel", .value = &self->kernel },
    };
    struct sim_option options[MOST_OWN + sizeof all / sizeof all[0]];
    int count = 0, words = 0;

    for (; own != NULL && count < MOST_OWN && own[count].name != NULL; count++)
        options[count] = own[count];
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (is_listed(shared, all[i].name)) {
            options[count++] = all[i];
        }
    if (sim_options_read(argc, argv, options, count, &self->place, 1, &words, errors) == SIM_OK) {
        complain_of_missing(argv[0], words == 1, own, errors);
    }
    return errors->count > 0 ? SIM_USAGE : SIM_OK;
}

long sim_option_whole(const char *name, const char *text, long low, long high, long otherwise,
                      struct sim_errors *errors)
{
    double value = 0;
    if (text == NULL) {
        return otherwise;
    }
    if (!sim_number(text, &value) || value < (double)low || value > (double)high || value != (double)(long)value) {
        sim_complain(errors, NULL, 0, 0, "%s %.64s is not a whole number from %ld to %ld", name, text, low, high);
        return otherwise;
    }
    return (long)value;
}

enum sim_status sim_end(struct sim_errors *errors, enum sim_status status)
{
    if (sim_host != NULL) {
        sim_errors_take(sim_host->errors, errors);
        return status;
    }
    if (errors->text != NULL && errors->text[0] != '\n') {
        fputs(errors->text, stderr);
    } else if (errors->count > 0) {
        fputs("error: no memory\n", stderr);
    }
    sim_errors_free(errors);
    return status;
}
