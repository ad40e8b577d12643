/* test_names.c - a name in a list, and the name that was meant. */
#include <string.h>

#include "../../sim/names.h"
#include "support.h"

static const char *const words[] = { "frustration", "trust", "gain", "history", "replicates" };
static const struct sim_names list = SIM_NAMES(words, 5);

/** Is `meant` (NULL: no name) the one that is near to `word`? */
static bool near(const char *word, const char *meant)
{
    const char *found = sim_name_near(word, &list, 1);
    return found == NULL || meant == NULL ? found == meant : strcmp(found, meant) == 0;
}

Test(names, are_found_whole_or_not_at_all)
{
    cr_expect(sim_name_index(list, "trust") == 1 && sim_name_index(list, "replicates") == 4);
    cr_expect(sim_name_index(list, "trus") == -1 && sim_name_index(list, "Trust") == -1);
    cr_expect(sim_name_index(SIM_NAMES((const char **)NULL, 0), "trust") == -1);
}

Test(names, stand_first_in_whatever_they_are_names_of)
{
    cr_expect(sim_name_index(SIM_NAMES(toy.params.list, toy.params.count), "walk.gain") == TOY_GAIN);
}

Test(names, are_near_where_at_most_a_third_of_the_letters_differ)
{
    cr_expect(near("frustation", "frustration") && near("thrust", "trust"));
    cr_expect(near("frustraaaation", "frustration")); /* 3 letters of 14 */
    cr_expect(near("FRUSTATION", "frustration") && near("Thrust", "trust"));
    cr_expect(near("trus", "trust")); /* no plural of tru */
    cr_expect(near("gnia", NULL));    /* 2 letters of 4 */
    cr_expect(near("", NULL));
}

Test(names, are_near_but_for_capitals_hyphens_and_a_plural)
{
    static const char *const lower[] = { "one_at_a_time" };
    const struct sim_names one = SIM_NAMES(lower, 1);
    cr_expect(near("GAIN", "gain") && near("gains", "gain") && near("histories", "history"));
    cr_expect(strcmp(sim_name_near("One-at-a-time", &one, 1), "one_at_a_time") == 0);
}

Test(names, are_near_to_their_beginning_of_three_letters_if_nothing_is_nearer)
{
    cr_expect(near("reps", "replicates") && near("re", NULL));
    cr_expect(near("tru", "trust"));
}

Test(names, are_near_without_their_group)
{
    const struct sim_names params = SIM_NAMES(toy.params.list, toy.params.count);
    cr_expect(strcmp(sim_name_near("ceiling", &params, 1), "walk.ceiling") == 0);
    cr_expect(strcmp(sim_name_near("cieling", &params, 1), "walk.ceiling") == 0); /* 2 letters of 7 */
    cr_expect(sim_name_near("run.ceil", &params, 1) == NULL);                     /* another group was meant */
}

Test(names, are_near_without_the_first_of_their_groups)
{
    const char *const sectors[] = { "context.funding.council", "context.funding.health" };
    const struct sim_names names = SIM_NAMES(sectors, 2);
    cr_expect(strcmp(sim_name_near("funding.health", &names, 1), sectors[1]) == 0);
    cr_expect(strcmp(sim_name_near("Fundings.council", &names, 1), sectors[0]) == 0); /* one letter */
    cr_expect(sim_name_near("trust.gain", &names, 1) == NULL);
}

Test(names, of_a_choice_are_guessed_through_capitals_and_plurals)
{
    cr_expect(strcmp(sim_word_hint("Justice", "council health justice").text, "; did you mean 'justice'?") == 0);
    cr_expect(strcmp(sim_word_hint("councils", "council health justice").text, "; did you mean 'council'?") == 0);
    cr_expect(strcmp(sim_word_hint("xyz", "council health justice").text, "") == 0);
}

Test(names, of_several_lists_the_nearest_wins)
{
    const struct sim_names lists[] = { SIM_NAMES(toy.params.list, toy.params.count), list };
    cr_expect(strcmp(sim_name_near("gains", lists, 2), "gain") == 0);
}

Test(names, without_end_have_no_neighbour)
{
    char longest[1000];
    memset(longest, 't', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    cr_expect(near(longest, NULL));
}

Test(names, make_a_hint_of_the_nearest_or_none)
{
    cr_expect(strcmp(sim_hint("thrust", &list, 1).text, "; did you mean 'trust'?") == 0);
    cr_expect(strcmp(sim_hint("xyz", &list, 1).text, "") == 0);
}

Test(names, that_are_gone_are_answered_with_what_took_their_place)
{
    static const struct sim_gone gone[] = { { "parameter", "walk.stride", "walk.gain" },
                                            { "outcome", "trusted", "trust" },
                                            { 0 } };
    const char *hint = "; it is gone, and in its place there is walk.gain";

    cr_expect(strcmp(sim_hint_of("parameter", "walk.stride", gone, &list, 1).text, hint) == 0);
    cr_expect(strcmp(sim_hint_of("parameter", "walk.stride.left", gone, &list, 1).text, hint) == 0);
    cr_expect(strcmp(sim_hint_of("parameter", "walk.strides", gone, &list, 1).text, "") == 0);
    cr_expect(strcmp(sim_hint_of("parameter", "trusted", gone, &list, 1).text, "; did you mean 'trust'?") == 0);
    cr_expect(strcmp(sim_hint_of("history", "thrust", NULL, &list, 1).text, "; did you mean 'trust'?") == 0);
}
