/* test_error.c - complaints and nearest names. */
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

Test(error, the_nearest_name_is_at_most_a_third_of_its_letters_away)
{
    static const char *const names[] = { "frustration", "trust", "gain" };
    cr_expect(strcmp(sim_nearest("frustation", names, 3), "frustration") == 0);
    cr_expect(strcmp(sim_nearest("thrust", names, 3), "trust") == 0);
    cr_expect(strcmp(sim_nearest("frustraaaation", names, 3), "frustration") == 0); /* 3 letters of 14 */
    cr_expect(sim_nearest("gnia", names, 3) == NULL);                               /* 2 letters of 4 */
    cr_expect(sim_nearest("", names, 3) == NULL);
}

Test(error, names_without_end_have_no_neighbour)
{
    static const char *const names[] = { "trust" };
    char longest[1000];
    memset(longest, 't', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    cr_expect(sim_nearest(longest, names, 1) == NULL);
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
