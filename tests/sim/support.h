/* support.h - what the engine's tests share: a study from a text, and a folder that goes when the test ends. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <criterion/criterion.h>

#include "../../sim/run/plan.h"
#include "toy.h"

/** A study of the walkers from its text, cut into a plan. Fails the test where it is not one. */
struct trial {
    struct sim_study study;
    struct sim_plan plan;
    struct sim_errors errors;
    char folder[64]; /* an empty folder of its own */
};

/** Read `text` as folder/study.yaml; complaints stay in `errors` and there is no plan then. */
enum sim_status trial_read(struct trial *self, const char *text);
/** The same, but the text must be good. */
void trial_init(struct trial *self, const char *text);
void trial_free(struct trial *self);

/** `t` is the trial of each test of a suite, and goes with it: a test is a process of its own. */
#define TRIAL_OF(suite)                                                                                                \
    static struct trial t;                                                                                             \
    static void suite##_ends(void)                                                                                     \
    {                                                                                                                  \
        trial_free(&t);                                                                                                \
    }                                                                                                                  \
    TestSuite(suite, .fini = suite##_ends)

/** Remove a folder with all that is in it. */
void folder_remove(const char *folder);

/** Write a file into the trial's folder. */
void trial_write(const struct trial *self, const char *name, const char *text);
/** Path of a file in the folder; valid until the next call but three. */
const char *trial_path(const struct trial *self, const char *name);

/** Does the text of the complaints hold this? */
#define complains(errors, words)                                                                                       \
    cr_expect((errors).text != NULL && strstr((errors).text, words) != NULL, "no '%s' in: %s", words,                  \
              (errors).text == NULL ? "(nothing)" : (errors).text)
#define no_complaint(errors) cr_assert((errors).count == 0, "%s", (errors).text)

#endif
