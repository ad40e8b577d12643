/* kernels.c - chooses a kernel that this machine can run. */
#include "kernels.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool can_run(const char *isa)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    bool v2 = __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt");
    bool v3 = v2 && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
    bool v4 = v3 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
              __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
              __builtin_cpu_supports("avx512cd");
    if (strcmp(isa, "v4") == 0) {
        return v4;
    }
    if (strcmp(isa, "v3") == 0) {
        return v3;
    }
    if (strcmp(isa, "v2") == 0) {
        return v2;
    }
#endif
    return strcmp(isa, "generic") == 0;
}

void sim_kernel_name(const struct sim_kernel *kernel, char *name, int size)
{
    snprintf(name, (size_t)size, "%s_%d", kernel->isa, kernel->lanes);
}

const struct sim_kernel *sim_kernel_choose(const struct sim_model *model, const char *name)
{
    for (int i = 0; model->kernels[i] != NULL; i++) {
        char own[32];
        sim_kernel_name(model->kernels[i], own, sizeof own);
        if (can_run(model->kernels[i]->isa) && (name == NULL || strcmp(name, own) == 0)) {
            return model->kernels[i];
        }
    }
    return NULL;
}

const struct sim_kernel *sim_kernel_smaller(const struct sim_model *model, const struct sim_kernel *than)
{
    for (int i = 0; model->kernels[i] != NULL; i++)
        if (can_run(model->kernels[i]->isa) && model->kernels[i]->lanes < than->lanes) {
            return model->kernels[i];
        }
    return NULL;
}
