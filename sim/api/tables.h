/* tables.h - tables that a call answers with. For the files of this room alone. */
#ifndef SIM_API_TABLES_H
#define SIM_API_TABLES_H

#include "../cli/sheet.h"
#include "cavi.h"

struct table;

struct cavi_tables {
    struct table *list;
    int count;
};

/** A command line of its first words and options into *line, which the caller frees. SIM_USAGE where a word is NULL or
 * there are too many; *line is then NULL. */
SIM_MUST_USE enum sim_status sim_api_line(char ***line, const char *const *head, int head_count,
                                          const char *const *words, int count, struct sim_errors *errors);

/** Copy all tables that have columns into a struct cavi_tables of zeros. Whatever is returned, it is freed by
 * cavi_tables_free(). */
SIM_MUST_USE enum sim_status sim_api_tables(void *tables, const struct sim_sheet *sheets, int count,
                                            struct sim_errors *errors);

#endif
