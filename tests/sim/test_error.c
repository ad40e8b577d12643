/* test_error.c - complaints. */
#include <string.h>

#include "support.h"

Test(error, a_complaint_names_file_line_and_column_as_far_as_they_are_known)
{
    struct sim_errors errors = { 0 };
    sim_complain(&errors, "a.yaml", 12, 7, "x = %d", 3);
    sim_complain(&errors, "a.yaml", 0, 0, "is empty");
    cr_expect(sim_fail(&errors, SIM_IO, "%s: cannot open", "b") == SIM_IO);
    cr_expect(strcmp(errors.text, "a.yaml:12:7: error: x = 3\na.yaml: error: is empty\nerror: b: cannot open\n") == 0);
    cr_expect(errors.count == 3);
    sim_errors_free(&errors);
    cr_expect(errors.text == NULL && errors.count == 0);
}

Test(error, complaints_of_others_are_taken_over_in_their_order)
{
    struct sim_errors ours = { 0 }, theirs = { 0 };
    sim_complain(&ours, "a", 0, 0, "one");
    sim_complain(&theirs, "b", 0, 0, "two");
    sim_complain(&theirs, "c", 3, 4, "three");
    sim_errors_take(&ours, &theirs);
    cr_expect(ours.count == 3 && strcmp(ours.text, "a: error: one\nb: error: two\nc:3:4: error: three\n") == 0);
    cr_expect(theirs.count == 0 && theirs.text == NULL);
    sim_errors_free(&ours);
}
