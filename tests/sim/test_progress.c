/* test_progress.c - what is said of the progress. */
#include <stdio.h>

#include "../../sim/progress.h"
#include "support.h"

#include <criterion/redirect.h>

Test(progress, as_json_is_a_line_that_other_tools_can_read, .init = cr_redirect_stderr)
{
    struct sim_progress progress;
    sim_progress_begin(&progress, SIM_PROGRESS_JSON, 400, 100);
    sim_progress_end(&progress, 400, 3);
    FILE *said = cr_get_redirected_stderr();
    long done = 0, total = 0, failed = 0;
    cr_expect(fscanf(said, "{\"done\": %ld, \"total\": %ld, \"failed\": %ld, \"runs_per_second\": ", &done, &total,
                     &failed) == 3);
    cr_expect(done == 400 && total == 400 && failed == 3);
}

Test(progress, of_kind_none_says_nothing, .init = cr_redirect_stderr)
{
    struct sim_progress progress;
    sim_progress_begin(&progress, SIM_PROGRESS_NONE, 400, 0);
    sim_progress_show(&progress, 7, 0);
    sim_progress_end(&progress, 400, 0);
    fflush(stderr);
    cr_assert_stderr_eq_str("");
}

Test(progress, never_goes_back_in_time)
{
    double before = sim_seconds();
    cr_expect(sim_seconds() >= before);
}
