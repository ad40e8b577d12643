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

/** A command line of its first words and options; the caller frees it. NULL without memory, or for too many. */
char **sim_api_line(const char *const *head, int head_count, const char *const *words, int count);

/** Copy all tables that have columns into a struct cavi_tables of zeros. Whatever is returned, it is freed by
 * cavi_tables_free(). */
SIM_MUST_USE enum sim_status sim_api_tables(void *tables, const struct sim_sheet *sheets, int count,
                                            struct sim_errors *errors);

#endif
