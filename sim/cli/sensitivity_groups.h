/* sensitivity_groups.h - groups of parameters that are asked about on the command line, for sensitivity.c alone. */
#ifndef SIM_SENSITIVITY_GROUPS_H
#define SIM_SENSITIVITY_GROUPS_H

#include "../ask/group_data.h"
#include "../ask/sensitivity.h"
#include "sheet.h"

enum { SIM_MOST_ASKED_GROUPS = 64 };

struct sim_asked_groups {
    struct sim_part_of list[SIM_MOST_ASKED_GROUPS];
    int count;
};

/** Read "trust,leaders,mine=trust.start+agenda.size": groups of the model's parameters by the beginning of their names,
 * or groups that the user makes. Complains of every wrong name. Whatever is returned, the caller frees. */
SIM_MUST_USE enum sim_status sim_asked_groups_read(struct sim_asked_groups *self, const struct sim_plan *plan,
                                                   const char *text, struct sim_errors *errors);
void sim_asked_groups_free(struct sim_asked_groups *self);

/** A table without rows. */
struct sim_sheet sim_groups_sheet(void);

/** Add the index of each group for one outcome, taken as its mean over the replicates of each world. False without
 * memory. */
bool sim_groups_put(struct sim_sheet *sheet, const struct sim_asked_groups *groups, const struct sim_plan *plan,
                    const char *outcome, const struct sim_answers *answers);

#endif
