/* test_people.c - rules of people: trust after Pant & Yu (2025), positions after Friedkin & Johnsen, commitment. */
#include "../../models/people.h"
#include "expect.h"

enum { PARTED, MET, RELIED };
enum { BROKEN, KEPT };
enum { BLAMED, UNDERSTOOD };

static const real gain = 0.07f, loss = 0.25f, decay = 0.015f, ceiling = 0.95f;

static real trust_after(real trust, int met, int kept, int understood)
{
    return people_trust(trust, (real)(met != PARTED), (real)(met == RELIED), (real)kept, (real)understood, gain, loss,
                        decay, ceiling);
}

Test(trust, covers_its_part_of_the_distance_to_the_ceiling_when_a_word_is_kept)
{
    expect_is(trust_after(0.43f, RELIED, KEPT, UNDERSTOOD), 0.4664); /* 0.43 + 0.07 * (0.95 - 0.43) */
}

Test(trust, loses_its_part_of_itself_when_a_word_is_broken)
{
    expect_is(trust_after(0.43f, RELIED, BROKEN, BLAMED), 0.3225); /* 0.43 - 0.25 * 0.43 */
    cr_expect(trust_after(0, RELIED, BROKEN, BLAMED) == 0);
}

Test(trust, stays_where_it_is_when_a_broken_word_is_understood)
{
    cr_expect(trust_after(0.43f, RELIED, BROKEN, UNDERSTOOD) == 0.43f);
}

Test(trust, fades_without_contact_whatever_was_kept)
{
    expect_is(trust_after(0.43f, PARTED, BROKEN, BLAMED), 0.42355); /* 0.43 - 0.015 * 0.43 */
    expect_is(trust_after(0.43f, PARTED, KEPT, UNDERSTOOD), 0.42355);
}

Test(trust, never_rises_to_its_ceiling_and_above_it_is_not_won)
{
    real trust = 0.4f;
    for (int i = 0; i < 23; i++)
        trust = trust_after(trust, RELIED, KEPT, UNDERSTOOD);
    expect_is(trust, 0.95 - 0.55 * pow(0.93, 23));
    cr_expect(trust_after(0.97f, RELIED, KEPT, UNDERSTOOD) == 0.97f);
}

Test(trust, that_is_high_is_lost_faster_than_it_is_won_and_that_is_low_is_not)
{
    /* Both ways are as long at gain * ceiling / (gain + loss) = 0.0665 / 0.32 = 0.2078. */
    real high = 0.25f, low = 0.17f;
    cr_expect(high - trust_after(high, RELIED, BROKEN, BLAMED) > trust_after(high, RELIED, KEPT, UNDERSTOOD) - high);
    cr_expect(low - trust_after(low, RELIED, BROKEN, BLAMED) < trust_after(low, RELIED, KEPT, UNDERSTOOD) - low);
}

Test(trust, rests_where_what_is_won_by_nine_words_in_ten_is_lost_by_the_tenth)
{
    /* 0.9 * 0.07 * (0.95 - T) = 0.1 * 0.25 * T */
    real rest = (real)(0.05985 / 0.088);
    expect_is(0.9 * trust_after(rest, RELIED, KEPT, UNDERSTOOD) + 0.1 * trust_after(rest, RELIED, BROKEN, BLAMED),
              0.05985 / 0.088);
}

Test(trust, learns_nothing_from_a_contact_in_which_nobody_relies_on_the_other)
{
    cr_expect(trust_after(0.43f, MET, BROKEN, BLAMED) == 0.43f && trust_after(0.43f, MET, KEPT, UNDERSTOOD) == 0.43f);
}

Test(people, lean_on_whom_they_trust_as_much_as_is_at_stake_half_of_the_time)
{
    expect_is(people_leans(0.3f, 0.3f, 0.2f), 0.5);
    expect_is(people_leans(0.5f, 0.3f, 0.2f), 0.75); /* 0.5 + 0.5 * 1 / 2 */
    expect_is(people_leans(0, 0.6f, 0.2f), 0.125);   /* 0.5 - 0.5 * 3 / 4 */
}

Test(people, keep_their_word_less_where_they_are_overcommitted_discordant_or_surprised)
{
    expect_is(people_keep_word(0.9f, 0, 0, 0), 0.9);
    expect_is(people_keep_word(0.9f, 0.2f, 0.5f, 0.3f), 0.306); /* 0.9 * 0.8 * 0.5 * 0.85 */
}

Test(people, who_explains_is_understood_the_less_the_more_others_feign)
{
    expect_is(people_understood(0.5f, 0, 0.6f, 0.25f), 0.225);
    cr_expect(people_understood(0.5f, 0, 0.6f, 1) == 0 && people_understood(0.5f, 0, 0, 0.25f) == 0);
}

Test(people, are_understood_better_where_hard_things_have_been_said)
{
    expect_is(people_understood(0.5f, 0.4f, 0.6f, 0.25f), 0.315); /* (0.5 + 0.5 * 0.4) * 0.6 * 0.75 */
    expect_is(people_understood(0.5f, 1, 0.6f, 0), 0.6);
}

Test(people, move_toward_whom_they_trust_by_openness_and_back_toward_home)
{
    /* 0.3 + 0.1 * (0.5 + 0.4) * (0.7 - 0.3) + 0.05 * (0.2 - 0.3) */
    expect_is(people_position(0.3f, 0.7f, 0.1f, 0.4f, 0.2f, 0.05f), 0.331);
}

/** Two people who hear each other for a long time; each with a home and its pull. */
static void converse(real *x, real *y, real pull_x, real pull_y)
{
    for (int month = 0; month < 4000; month++) {
        real before = *x;
        *x = people_position(*x, *y, 0.1f, 0.4f, 0.1f, pull_x);
        *y = people_position(*y, before, 0.1f, 0.4f, 0.8f, pull_y);
    }
}

Test(people, two_who_are_stubborn_come_to_rest_apart_where_friedkin_and_johnsen_say)
{
    /* Influence 0.09, homes 0.1 and 0.8, pulls 0.05 and 0.02: 0.09 (y - x) = 0.05 (x - 0.1) = 0.02 (0.8 - y) = q, so
     * that q = 0.7 / (1 / 0.09 + 1 / 0.05 + 1 / 0.02), x = 0.1 + q / 0.05 and y = 0.8 - q / 0.02. */
    double q = 0.7 / (1 / 0.09 + 70);
    real x = 0.97f, y = 0.03f;
    converse(&x, &y, 0.05f, 0.02f);
    cr_expect(fabs((double)x - (0.1 + q / 0.05)) < 1e-5 && fabs((double)y - (0.8 - q / 0.02)) < 1e-5, "%g and %g",
              (double)x, (double)y);
}

Test(people, two_who_are_not_stubborn_agree_in_the_middle)
{
    real x = 0.97f, y = 0.23f;
    converse(&x, &y, 0, 0);
    cr_expect(fabs((double)x - 0.6) < 1e-5 && fabs((double)y - 0.6) < 1e-5, "%g and %g", (double)x, (double)y);
}

Test(people, are_drawn_into_commitment_and_worn_out_of_it)
{
    /* not drawn: 0.75 * 0.8 * 0.9 * 0.7 * 0.85 = 0.3213; 0.6787 * 0.95 * 0.9 */
    expect_is(people_commitment_target(0.5f, 0.4f, 0.2f, 0.6f, 0.3f, 0.1f, 0.2f), 0.5802885);
    expect_is(people_commitment_target(1, 1, 1, 1, 1, 0, 0), 31.0 / 32);
    cr_expect(people_commitment_target(0, 0, 0, 0, 0, 0, 0) == 0);
}

Test(people, give_less_where_the_least_committed_other_does)
{
    real more = people_commitment_target(0.5f, 0.4f, 0.4f, 0.6f, 0.3f, 0.1f, 0.2f);
    expect_is(more - people_commitment_target(0.5f, 0.4f, 0.2f, 0.6f, 0.3f, 0.1f, 0.2f),
              0.0305235); /* (0.9 - 0.8) * 0.357 * 0.855 */
}

Test(people, lose_no_commitment_down_to_half_of_hope_and_all_of_it_without_any)
{
    cr_expect(people_hoping(0.9f) == 1 && people_hoping(0) == 0);
    expect_is(people_hoping(0.2f), 0.4);
}

Test(people, a_stock_fills_drains_and_rests_where_both_are_equal)
{
    expect_is(people_stock(0.4f, 0.2f, 0.1f), 0.48);       /* 0.4 + 0.12 - 0.04 */
    expect_is(people_stock(2.f / 3, 0.2f, 0.1f), 2.0 / 3); /* 0.2 / (0.2 + 0.1) */
    cr_expect(people_stock(0.9f, 0, 1.5f) == 0);
}

Test(people, influence_follows_the_trust_that_others_give_around_the_weight_of_the_seat)
{
    expect_is(people_influence(1.2f, 2, 0.6f, 0.02f), 1.22); /* 1.2 + 0.02 * (2 * 1.1 - 1.2) */
    expect_is(people_influence(2, 2, 0.5f, 0.02f), 2);       /* middling trust leaves it */
    cr_expect(people_influence(2, 2, 0.49f, 0.02f) < 2);
}
