/* page.h - a study as one page that computes: the model as WebAssembly, the study's arms, and what the page says of
 * parameters and outcomes. Nothing is fetched from anywhere when the page is opened. */
#ifndef SIM_LIVE_PAGE_H
#define SIM_LIVE_PAGE_H

#include <stdio.h>

#include "../read/study.h"

/** Was this program built with the WebAssembly of its model? */
bool sim_live_page_is_built(void);

/** Write the page of a study into `file`. `tables`, `model`: as in sim_live_write(). `commit` names the program.
 * Refuses a study whose points are a design: the page has sliders instead. */
SIM_MUST_USE enum sim_status sim_live_page(const struct sim_study *study, const struct sim_table *tables,
                                           const struct sim_model *model, const char *commit, FILE *file,
                                           struct sim_errors *errors);

#endif
