/* test_context.c - rules of the outside world. */
#include "../../models/context.h"
#include "expect.h"

Test(context, money_falls_back_toward_its_plan_and_is_pushed_by_chance)
{
    /* 0.5 * 0.07 + 0.03 * (0.9 - 0.5) */
    expect_is(context_noise(0.07f, 0.9f, 0.03f), 0.047);
    expect_is(context_noise(0.07f, 0.5f, 0.03f), 0.035);
    expect_is(context_noise(0.03f, 1, 0.03f), 0.03); /* and no further than that */
}

Test(context, spread_of_money_is_a_third_of_the_uncertainty_month_after_month)
{
    /* Where last month's noise has spread 0.01, 0.25 * 0.01^2 + 0.03^2 / 12 is the square of this month's. */
    double squares = 0;
    for (int i = 0; i < 500; i++) {
        real u = ((real)i + 0.5f) / 500;
        squares += pow(context_noise(0.01f, u, 0.03f), 2) / 1000 + pow(context_noise(-0.01f, u, 0.03f), 2) / 1000;
    }
    cr_expect(fabs(sqrt(squares) - 0.01) < 1e-5, "%g", sqrt(squares));
}

Test(context, money_loses_what_a_sector_had_from_abroad_as_far_as_that_has_ended)
{
    /* 0.83 * (1 - 0.4 * 0.12) * (1 - 0.05) */
    expect_is(context_money(0.83f, 0.4f, 0.12f, -0.05f), 0.750652);
    expect_is(context_money(0.83f, 0, 0.12f, 0), 0.83);
    cr_expect(context_money(0.83f, 0.4f, 0.12f, -1.3f) == 0);
}

Test(context, need_grows_with_demand_and_with_families_whose_status_is_unsure)
{
    /* 0.74 * 1.24 * 0.21 * (1 + 0.4 * 0.05) */
    expect_is(context_need(0.74f, 1.24f, 0.21f, 0.4f, 0.05f), 0.19654992);
    expect_is(context_need(0.74f, 1.24f, 0.21f, 0, 0.05f), 0.192696);
}
