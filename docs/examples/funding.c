/* funding.c - what a cut of council funding does to synergy, from C.
 * gcc funding.c $(pkg-config --cflags --libs cavi) -o funding && ./funding */
#include <cavi.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    struct cavi_error error = { 0 };
    cavi_results *results = NULL;
    cavi_study *study = cavi_study_new(cavi_the_model(), "funding", "title: A cut of council funding");
    cavi_study_key(study, "months", "60");
    cavi_study_arm(study, "as it is", "{}");
    cavi_study_arm(study, "cut", "{context.funding.council: 0.7}");
    cavi_study_replicates(study, "64");
    int status = cavi_run(study, NULL, &results, &error);
    if (status == CAVI_OK) {
        struct cavi_shape shape = cavi_results_shape(results);
        struct cavi_entry outcome;
        int at = 0;
        while (cavi_list(cavi_the_model(), CAVI_OUTCOMES, at, &outcome) && strcmp(outcome.name, "synergy") != 0)
            at++;
        const double *synergy = cavi_results_outcome(results, at);
        double sum[2] = { 0, 0 };
        for (long run = 0; run < shape.runs; run++)
            sum[run % shape.arms] += synergy[run];
        for (long arm = 0; arm < shape.arms; arm++)
            printf("%s: %g %s\n", cavi_results_arm(results, arm), sum[arm] / (double)shape.replicates, outcome.unit);
    }
    fputs(error.text != NULL ? error.text : "", stderr);
    cavi_error_free(&error);
    cavi_results_free(results);
    cavi_study_free(study);
    return status;
}
