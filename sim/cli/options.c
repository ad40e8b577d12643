/* options.c - options and their complaints. */
#include "options.h"

#include <stdio.h>
#include <string.h>

#include "../names.h"
#include "../read/reader.h"

static const struct sim_option *option_named(const struct sim_option *options, int count, const char *name,
                                             size_t length)
{
    for (int i = 0; i < count; i++)
        if (strlen(options[i].name) == length && strncmp(options[i].name, name, length) == 0) {
            return &options[i];
        }
    return NULL;
}

/** Complain of an unknown option; returns the one that was meant, as far as that can be told. */
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
            i += meant != NULL && meant->flag == NULL && !joined; /* what follows is its value */
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

enum sim_status sim_options_output(int argc, char **argv, const struct sim_option *options, int count, const char **out,
                                   const char *const *needed, const char *wants, struct sim_errors *errors)
{
    int words = 0;
    enum sim_status status = sim_options_read(argc, argv, options, count, out, 1, &words, errors);

    if (status == SIM_OK && (words == 0 || (needed != NULL && *needed == NULL))) {
        status = sim_fail(errors, SIM_USAGE, "%s", wants);
    }
    return status;
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
    if (errors->text != NULL) {
        fputs(errors->text, stderr);
    }
    sim_errors_free(errors);
    return status;
}
