/* test_options.c - options against their table. */
#include <string.h>

#include "../../sim/cli/options.h"
#include "support.h"

struct taken {
    bool quiet;
    const char *out, *words[2], *sets[SIM_MOST_SETS];
    int sets_count, words_count;
    struct sim_errors errors;
};

static enum sim_status take(struct taken *self, int argc, char **argv)
{
    const struct sim_option options[] = { { .name = "--quiet", .flag = &self->quiet },
                                          { .name = "-o", .value = &self->out },
                                          { .name = "--set", .sets = self->sets, .sets_count = &self->sets_count } };
    return sim_options_read(argc, argv, options, 3, self->words, 2, &self->words_count, &self->errors);
}

Test(options, may_stand_before_and_after_words_and_carry_their_value_with_an_equals_sign)
{
    struct taken t = { 0 };
    char *argv[] = { "run", "--set=a=1", "study", "-o", "out", "--quiet", "--set", "b=2", "-" };
    cr_expect(take(&t, 9, argv) == SIM_OK);
    cr_expect(t.quiet && strcmp(t.out, "out") == 0 && t.words_count == 2 && strcmp(t.words[1], "-") == 0);
    cr_expect(t.sets_count == 2 && strcmp(t.sets[0], "a=1") == 0 && strcmp(t.sets[1], "b=2") == 0);
}

Test(options, all_that_is_wrong_is_said_at_once)
{
    struct taken t = { 0 };
    char *argv[] = { "run", "--quite",   "--sett", "a=1", "-o",    "x",    "-o",
                     "y",   "--quiet=1", "one",    "two", "three", "--set" };
    cr_expect(take(&t, 13, argv) == SIM_USAGE);
    complains(t.errors, "'--quite' is not an option; did you mean '--quiet'?");
    complains(t.errors, "'--sett' is not an option; did you mean '--set'?");
    complains(t.errors, "-o is given twice: x and y");
    complains(t.errors, "--quiet takes no value");
    complains(t.errors, "'three' is one word too many");
    complains(t.errors, "--set wants a value");
    cr_expect(t.errors.count == 6);
    sim_errors_free(&t.errors);
}

Test(options, whole_numbers_stay_in_their_bounds)
{
    struct sim_errors errors = { 0 };
    cr_expect(sim_option_whole("--n", "17", 1, 20, 5, &errors) == 17 &&
              sim_option_whole("--n", NULL, 1, 20, 5, &errors) == 5);
    static const char *const bad[] = { "0", "21", "3.5", "1e30", "-1e30", "x", "" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(sim_option_whole("--n", bad[i], 1, 20, 5, &errors) == 5);
    cr_expect(errors.count == 7);
    sim_errors_free(&errors);
}
