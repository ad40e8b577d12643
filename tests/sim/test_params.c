/* test_params.c - looking up parameters, words of choices, and numbers as people write them. */
#include <string.h>

#include "support.h"

Test(params, are_found_by_their_full_name_alone)
{
    cr_expect(sim_params_find(&toy.params, "walk.gain") == TOY_GAIN);
    cr_expect(sim_params_find(&toy.params, "gain") == -1);
    cr_expect(sim_params_find(&toy.params, "walk.gai") == -1);
    cr_expect(sim_params_find(&toy.params, "walk.gain.more") == -1);
}

Test(params, a_choice_is_the_index_of_its_whole_word)
{
    cr_expect(sim_param_choice(&toy.params.list[TOY_WAY], "down") == 1);
    cr_expect(sim_param_choice(&toy.params.list[TOY_WAY], "dow") == -1);
    cr_expect(sim_param_choice(&toy.params.list[TOY_WAY], "up down") == -1);
    cr_expect(sim_param_choice(&toy.params.list[TOY_WAY], "") == -1);
}

Test(params, the_word_behind_an_index_comes_back_and_beyond_the_last_there_is_none)
{
    char word[16];
    sim_word_at("plain hill sea", 2, word, sizeof word);
    cr_expect(strcmp(word, "sea") == 0);
    sim_word_at("plain hill sea", 3, word, sizeof word);
    cr_expect(strcmp(word, "") == 0);
    sim_word_at(NULL, 0, word, sizeof word);
    cr_expect(strcmp(word, "") == 0);
}

static void writes(int param, double value, const char *wanted)
{
    char text[64];
    sim_param_text(&toy.params.list[param], value, text, sizeof text);
    cr_expect(strcmp(text, wanted) == 0, "%s, not %s", text, wanted);
}

Test(params, values_are_written_as_a_person_writes_them)
{
    writes(TOY_WAY, 1, "down");
    writes(TOY_LOUD, 1, "true");
    writes(TOY_LOUD, 0, "false");
    writes(TOY_WALKERS, 17, "17");
    writes(TOY_GAIN, 0.43, "0.43");
}

Test(params, a_number_is_the_shortest_text_that_reads_back_the_same)
{
    char text[64];
    sim_number_text(0.1, text, sizeof text);
    cr_expect(strcmp(text, "0.1") == 0);
    sim_number_text(0.1 + 0.2, text, sizeof text); /* the sum is not 0.3: it takes all 17 digits */
    cr_expect(strcmp(text, "0.30000000000000004") == 0);
    sim_number_text(1.0 / 3, text, sizeof text);
    cr_expect(strcmp(text, "0.3333333333333333") == 0);
}
