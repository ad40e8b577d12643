/* fuzz_files.h - files in memory, in place of the disk's: the linker is told to call these for sim_file_read() and
 * access(). Every file is there. */
#ifndef FUZZ_FILES_H
#define FUZZ_FILES_H

#include <stddef.h>
#include <stdint.h>

/** The name of the file that is fuzzed; whatever else is asked for is the other. */
#define FUZZ_FILE "study.yaml"

/** The fuzzer's bytes up to their first zero are the file, and those behind it the other: a parent, a scenario, a list
 * of points or a table. */
void fuzz_files(const uint8_t *data, size_t size);

#endif
