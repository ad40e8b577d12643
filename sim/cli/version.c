/* version.c - `version`: what made the results. */
#include <gsl/gsl_version.h>
#include <stdio.h>

#include "../kernels.h"
#include "../run/store.h"
#include "commands.h"
#include "options.h"

enum sim_status sim_command_version(const struct sim_model *model, int argc, char **argv)
{
    struct sim_errors errors = { 0 };
    int count = 0;
    enum sim_status status = sim_options_read(argc, argv, NULL, 0, NULL, 0, &count, &errors);
    char hdf5[64], name[32];

    if (status == SIM_OK) {
        sim_store_version(hdf5, sizeof hdf5);
        printf("cavi commit %s, model %s version %s\ncompiled by %s; %s, GSL %s\nkernels:", CAVI_COMMIT, model->name,
               model->version, __VERSION__, hdf5, GSL_VERSION);
        for (int i = 0; model->kernels[i] != NULL; i++) {
            sim_kernel_name(model->kernels[i], name, sizeof name);
            printf(" %s%s", name, model->kernels[i] == sim_kernel_choose(model, NULL) ? " (chosen)" : "");
        }
        printf("\n");
    }
    return sim_end(&errors, status);
}
