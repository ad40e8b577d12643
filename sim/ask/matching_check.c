/* matching_check.c - which studies can be matched. */
#include "matching.h"
#include "names.h"

enum sim_status sim_matching_check(const struct sim_study *study, const char *arm, int *index,
                                   struct sim_errors *errors)
{
    const struct sim_design *design = &study->design;
    int before = errors->count;
    bool drawn = design->kind == SIM_DESIGN_RANDOM || design->kind == SIM_DESIGN_LATIN_HYPERCUBE ||
                 design->kind == SIM_DESIGN_SOBOL;

    *index = 0;
    if (study->matching == NULL) {
        sim_complain(errors, NULL, 0, 0, "the study has no patterns to match its worlds to");
    }
    if (!drawn || sim_design_randomisations(design) > 1) {
        sim_complain(
            errors, NULL, 0, 0,
            "matching wants a design of drawn worlds: random, latin_hypercube, or sobol without randomisations");
    } else if (design->points > SIM_WAVE_ROOM) {
        sim_complain(errors, NULL, 0, 0, "a wave has at most %d worlds, and the design has %ld points", SIM_WAVE_ROOM,
                     design->points);
    }
    if (arm != NULL) {
        *index = sim_find_arm(study, arm, errors);
    } else if (study->arms_count > 1) {
        sim_complain(errors, NULL, 0, 0, "worlds are matched in one arm, and the study has %d: name one with --arm",
                     study->arms_count);
    }
    if (study->until.outcome >= 0) {
        sim_complain(errors, NULL, 0, 0,
                     "a study with `until` cannot be matched: `matching` says how many replicates there are");
    }
    return errors->count > before ? SIM_USAGE : SIM_OK;
}
