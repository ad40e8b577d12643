/* commands.h - the function of each command; each has a file of its own. */
#ifndef SIM_COMMANDS_H
#define SIM_COMMANDS_H

#include <stdbool.h>

#include "../names.h"
#include "cli.h"

enum sim_status sim_command_run(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_new(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_check(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_status(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_collect(const struct sim_model *model, int argc, char **argv);
/** `collect` with -o. */
enum sim_status sim_merge_command(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_claims(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_match(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_compare(const struct sim_model *model, int argc, char **argv);
/** `compare` with --regret. */
enum sim_status sim_regret_command(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_sensitivity(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_discover(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_attribute(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_export(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_diff(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_story(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_live(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_params(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_describe(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_help(const struct sim_model *model, int argc, char **argv);
enum sim_status sim_command_version(const struct sim_model *model, int argc, char **argv);

/** Print all that has this name (`whole`), or whose name or meaning holds the word (help.c). False where nothing has;
 * *near (may be NULL) is then the nearest name. */
bool sim_help_search(const struct sim_model *model, const char *word, bool whole, struct sim_hint *near);

/** Every key of a study file, as Markdown, with examples in the model's names (study_file.c). */
enum sim_status sim_print_study_file(const struct sim_model *model, struct sim_errors *errors);

#endif
