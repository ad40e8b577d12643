/* oracle_sample.h - random studies of one run each: parameters over their whole allowed ranges, paths, worlds that are
 * made and worlds from tables, mechanisms and phases left out. The same number gives the same study. */
#ifndef ORACLE_SAMPLE_H
#define ORACLE_SAMPLE_H

#include <stdio.h>

/** Where the organisations and forums come from. */
enum sample_world { SAMPLE_MADE, SAMPLE_TABLES, SAMPLE_SCENARIO };

/** Write study number `number` as YAML. `scenario` is the file that SAMPLE_SCENARIO extends. */
void sample_write(FILE *file, int number, enum sample_world kind, const char *scenario);

#endif
