/* reading.h - the functions that the files of sim/read share while they read a study. Files of sim/ask that make
 * studies of their own also include it; nothing else does. Unless said otherwise, a function that finds something wrong
 * complains into reading->errors and goes on, so that a user sees all complaints at once; memory that runs out is such
 * a complaint too. */
#ifndef SIM_READING_H
#define SIM_READING_H

#include <stdio.h>

#include "../csv.h"
#include "keys.h"
#include "reader.h"
#include "study.h"

struct sim_reading {
    const struct sim_model *model;
    struct sim_study *study;
    struct sim_errors *errors;
    const char *path;               /* the file that is being read; complaints name it */
    struct sim_arm *base, *ablated; /* arms beside those of the study that grow with its parameters */
    int ablated_count;
    struct sim_series_file *series; /* the file of a path that was read last; NULL: none */
    uint64_t lost;                  /* bit t: table t could not be read, so that nobody can say who is not in it */
    struct sim_setting {
        const struct sim_node *node; /* the setting; NULL: the parameter is not set yet */
        size_t length;               /* letters of the key that set it; a longer key overrides a group's shorter one */
    } * settings;                    /* [parameter]: settings of the map that is being read; NULL between maps */
    struct sim_spot {
        const char *path;
        const struct sim_node *node; /* NULL: the study has no such key */
    } worlds, design, roles[2]; /* the key `worlds`; the key of the design; [SIM_LEVER or SIM_UNCERTAINTY]: its keys
                                 * `levers` and `uncertainties`, which vary all parameters of the role */
};

/** Complain with the file, line and column of a node's key (sim_at_key) or of its value (sim_at). */
#define sim_at_key(reading, node, ...)                                                                                 \
    sim_complain((reading)->errors, (reading)->path, (node)->key_line, (node)->key_column, __VA_ARGS__)
#define sim_at(reading, node, ...)                                                                                     \
    sim_complain((reading)->errors, (reading)->path, (node)->line, (node)->column, __VA_ARGS__)

/* --- reading.c: nodes, keys and names --- */

/** Text of a node for a complaint: the text of a scalar, else "a list" or "a map". */
const char *sim_node_text(const struct sim_node *node);

/** The path in a node. A relative path starts at the folder of the file `from`. The caller frees it. Complains and
 * returns NULL if the node is not a text or the file cannot be opened for reading. */
char *sim_path_beside(const char *from, const struct sim_node *node, struct sim_errors *errors);

/** The number in a node. Returns `otherwise` if node is NULL; complains and returns `otherwise` if the node is not a
 * number within low .. high, both included. */
double sim_read_real(struct sim_reading *reading, const struct sim_node *node, double low, double high,
                     double otherwise);
/** The same for a whole number. */
long sim_read_whole(struct sim_reading *reading, const struct sim_node *node, double low, double high, long otherwise);
/** Copy the text of a node, without line breaks at its end, into *text. The old text is freed; the caller frees the new
 * one. Complains if the node is not a text, or if sim_is_plain_text() is false for it. */
void sim_read_text(struct sim_reading *reading, const struct sim_node *node, char **text, bool lines);
/** Is the text safe to print? False if it has control characters of ASCII or Unicode, Unicode line separators or byte
 * order marks. Line breaks are allowed only with `lines`. */
bool sim_is_plain_text(const char *text, bool lines);

/** The member of a map that has this key of keys.def; NULL if the map has none. */
const struct sim_node *sim_key_node(const struct sim_node *map, enum sim_key_id key);
/** The number of that member. Range and default come from keys.def: the default is returned if the member is missing,
 * and, with a complaint, if it is not a number in the range. */
double sim_key_real(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key);
long sim_key_whole(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key);
/** Index of that member's word among the words of the key. Returns 0 if the member is missing, and, with a complaint,
 * if it is not one of the words. */
int sim_key_word(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key);
/** Complain of every key in a map that the scope does not allow. Some keys are allowed only for some kinds of design,
 * distribution or test: `kind` is the word for the kind, or NULL if all keys of the scope are allowed. False where
 * there was one: it may be what seems to be missing. */
bool sim_refuse_unknown(struct sim_reading *reading, const struct sim_node *map, enum sim_scope_id scope,
                        const char *kind);

/** The end of a complaint about a flag: "; write true" for yes, on and True, "; write false" for their contraries. */
const char *sim_flag_hint(const char *text);

/** The text of a complaint, or the end of one. */
struct sim_refusal {
    char text[512];
};
/** The end of a complaint about a wrong word: "; did you mean 'x'?" if a name is near, else "; there are a, b, c" or
 * "; the only one is 'a'" if the list is short, else an empty text. */
struct sim_refusal sim_hint_or_all(const char *word, struct sim_names names);

/** Index of a node's text in a list of names. If it is not in the list, returns -1 and complains "'x' is no <what>". */
int sim_read_name(struct sim_reading *reading, const struct sim_node *node, const char *what, struct sim_names names);
/** An outcome of the run, its index; -1 with a complaint, which knows those of entities. */
int sim_read_outcome(struct sim_reading *reading, const struct sim_node *node);

/** Index of the model's table with this name, or -1. */
int sim_table_named(const struct sim_model *model, const char *name);

/** The meaning of a dotted name: a parameter, a group of parameters, or one cell of a table. */
enum sim_named { SIM_NAMES_NOTHING, SIM_NAMES_PARAM, SIM_NAMES_GROUP, SIM_NAMES_CELL };
struct sim_resolved {
    enum sim_named is;
    int param;         /* the parameter, or the first one of the group; else -1 */
    int table, column; /* for a cell, `table.row.column`, and if no column has the name -1; the row is not looked up */
};
/** Find what a name means in this model. */
struct sim_resolved sim_resolve(const struct sim_model *model, const char *name);
/** Is this parameter in the group? Its name is then the group's name, a dot, and more. */
bool sim_in_group(const struct sim_model *model, int param, const char *group);
/** Can one value be given to the whole group? True if all its parameters are real or all are whole numbers, have the
 * same unit, and all or none `shapes`. False if the group is empty. */
bool sim_group_is_alike(const struct sim_model *model, const char *group);

/** The complaint about a name that is not a parameter. It suggests the nearest parameter of the model, or the nearest
 * name in the `more_count` (at most 3) lists of `more`. */
struct sim_refusal sim_no_parameter(const struct sim_model *model, const char *name, const struct sim_names *more,
                                    int more_count);

/* --- arm.c: making, copying and freeing an arm --- */

/** An arm with all parameters at their defaults and empty tables; `name` is copied. False without memory. Whatever is
 * returned, sim_arm_free() may be called. */
bool sim_arm_init(struct sim_arm *arm, const struct sim_model *model, const char *name);
/** A copy of `from` under another name, which shares no memory with it. Returns as sim_arm_init(). */
bool sim_arm_copy(struct sim_arm *arm, const struct sim_arm *from, const struct sim_model *model, const char *name);
void sim_arm_free(struct sim_arm *arm, const struct sim_model *model);
void sim_path_free(struct sim_path *path);

/** Does a parameter, its path included, differ between arms of a study? */
bool sim_arms_differ(const struct sim_study *study, int param);

/* --- study_world.c: settings of a world --- */

/** The part of a study that a map of settings belongs to. */
enum sim_owner { SIM_OF_STUDY, SIM_OF_SCENARIO, SIM_OF_ARM, SIM_OF_ABLATION };
/** Read the settings, tables and key `without` of a map into an arm. Keys about the whole study are skipped if the
 * owner may have them, else refused. */
void sim_read_world(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *map, enum sim_owner owner);
/** Read the list of phases and mechanisms that the arm leaves out. */
void sim_read_without(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *node);

/* --- study_values.c --- */

/** Read one value of a parameter. Returns false, with a complaint that gives range and unit, if the node has none. */
bool sim_read_value(struct sim_reading *reading, int param, const struct sim_node *node, double *value);
/** The same from a text. Instead of complaining, writes what is wrong into `problem`, of `size` bytes. */
bool sim_value_of(const struct sim_model *model, int param, const char *text, double *value, char *problem,
                  size_t size);

/** The month in a text: a number of months from 0, or a date as sim_date_of() reads it. Returns false for any other
 * text, with what is wrong in `problem`, of `size` bytes. */
bool sim_month_of(const struct sim_study *study, const char *text, double *month, char *problem, size_t size);

/* --- date.c --- */

/** Read a date: "2017-04", "2017-04-30", "30/04/2017", "30.04.2017", "Apr 2017", "30 April 2017", with or without a
 * time of the day behind it. Of a date that may mean two months, has a year of two digits or is a financial year, says
 * so in `problem`, of `size` bytes. `problem` stays as it is for a text that is no date. */
enum sim_dated { SIM_NO_DATE, SIM_DATE, SIM_DOUBTFUL };
enum sim_dated sim_date_of(const char *text, int *year, int *month, char *problem, size_t size);
/** Is a text written like a month, and may be a financial year, as 2010-11 may? Where all dates of a path are, they are
 * refused in these words. */
bool sim_is_financial_year(const char *text);
#define SIM_FINANCIAL_YEARS                                                                                            \
    "all dates of this path may be financial years: write the month in which each begins, as 2010-04, or days, as "    \
    "2010-11-01"

/* --- study_path.c --- */

enum { SIM_MOST_PATH_POINTS = 10000 };

/** Read a path: the values of a parameter over the months. Returns false after complaints. Whatever is returned, the
 * caller frees the path with sim_path_free(). */
bool sim_read_path(struct sim_reading *reading, int param, const struct sim_node *node, struct sim_path *path);

/* --- sheet.c: tables of spreadsheets --- */

/** Read a table as sim_csv_init() does, and note how. */
SIM_MUST_USE enum sim_status sim_read_sheet(struct sim_reading *reading, const char *path, struct sim_csv *csv);
/** Note what was made of a table that is cut, where somebody may have meant something else. */
void sim_say_sheet(struct sim_reading *reading, const char *path, const struct sim_csv *csv);
/** Note how many cells of its columns, all `count` or those of a list in which -1 is none, say that there is no value.
 */
void sim_say_nothings(struct sim_reading *reading, const char *path, const struct sim_csv *csv, const int *columns,
                      int count);

/* --- study_series.c --- */

/** Read the points of a path from the file that `file` names; `node` is the map that holds it. Returns false after
 * complaints; the caller frees the path. */
bool sim_read_series(struct sim_reading *reading, int param, const struct sim_node *node, const struct sim_node *file,
                     struct sim_path *path);
/** Forget the file that was read last. */
void sim_series_free(struct sim_reading *reading);

/* --- study_tables.c --- */

/** Read one table of the model, from a file that the node names or from the node's own rows, into an arm. */
void sim_read_table(struct sim_reading *reading, struct sim_arm *arm, int table, const struct sim_node *node);

/* --- study_outline.c: keys of the whole study --- */

/** Read `start:`. Call it before anything that may hold dates. */
void sim_read_start(struct sim_reading *reading, const struct sim_node *node);
/** Read the other keys of the whole study: title, months, seed and so on, and the design. Arms, the claim and close-ups
 * are read later, by the functions below. */
void sim_read_outline(struct sim_reading *reading, const struct sim_node *root);

/* --- study_design.c --- */

/** Read the design. `levers` and `uncertainties` are only noted; sim_widen_design() adds their factors. */
void sim_read_design(struct sim_reading *reading, const struct sim_node *node);
/** Read the file of worlds that a study runs over: each row is a drawn world, with luck of its own. */
void sim_read_worlds(struct sim_reading *reading, const struct sim_node *node);
/** Note which points of a list that was read without complaint stand in it twice. `lines`: [row + 1] of a file, or
 * NULL. */
void sim_note_twins(struct sim_reading *reading, const char *path, const int *lines);
/** Store the value that `base` gives to each factor in factor->base. Complain if an arm sets a factor to another value
 * or gives it a path. */
void sim_check_design(struct sim_reading *reading, const struct sim_arm *base);
/** Complain if the design needs more dimensions than Sobol's sequence has here. Call it when all factors are read. */
void sim_check_dimensions(struct sim_reading *reading);

/* --- study_factors.c --- */

/** Does the design vary this parameter? */
bool sim_is_varied(const struct sim_study *study, int param);
/** Reads the levels or the range of one factor from the value of its key. */
typedef void sim_factor_read(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node);
/** Add a factor for each key of a map, and read its value with `read`. With `spread` a key may name a group; it then
 * adds one factor for each member. Complains of keys that cannot be factors. */
void sim_read_factors(struct sim_reading *reading, const struct sim_node *map, sim_factor_read *read, bool spread);
/** Read the levels of a factor: a list, or { from, to, count }, which makes `count` equally spaced levels with both
 * ends included. */
void sim_read_levels(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node);
/** Read a factor of a sampled design: the word `plausible`, a list of levels, or a range with a distribution. */
void sim_read_sampled(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node);
/** Add the factor that a key or the heading of a column names. The design owns it; adding another may move it.
 * Complains and returns NULL if the name cannot be a factor. */
struct sim_factor *sim_read_factor(struct sim_reading *reading, const struct sim_node *node);
/** Allocate `count` levels for a factor; levels_count stays 0. Returns false, with a complaint, if the design then has
 * too many levels or memory runs out. `node` is where to complain. */
bool sim_levels_init(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node, long count);
/** Add a factor for each parameter that the keys `levers` and `uncertainties` of the design stand for. Call it after
 * arms and --set are read, since parameters that are set are left out. */
void sim_widen_design(struct sim_reading *reading);

/* --- study_groups.c --- */

/** Read `groups:` of a sampled design. Call it when all factors are read. */
void sim_group_factors(struct sim_reading *reading);

/** Free the factors and leave an empty design. */
void sim_design_free(struct sim_design *self);

/* --- study_arms.c --- */

enum {
    SIM_MOST_ARMS = 256,
    SIM_LONGEST_ARM = 100,           /* characters of its name, of up to four bytes each */
    SIM_MOST_POINTS_IN_ALL = 1500000 /* of all arms; written out, more would not fit into a resolved study */
};

/** Points of all paths that an arm follows. */
long sim_path_points(const struct sim_reading *reading, const struct sim_arm *arm);

/** Read the arms of a study. Each begins as a copy of `base`, or of the arm that it extends. If node is NULL the study
 * gets one arm, a copy of `base` called "only". */
void sim_read_arms(struct sim_reading *reading, const struct sim_arm *base, const struct sim_node *node);

/* --- study_sweep.c --- */

/** Put in place of each arm one for each point of the design, which is a grid, a list or one_at_a_time. `node` is where
 * to complain. */
void sim_spread_arms(struct sim_reading *reading, const struct sim_node *node);

/* --- study_overrides.c --- */

/** Apply --set (to every arm), --replicates and --seed. */
void sim_apply_overrides(struct sim_reading *reading, const struct sim_overrides *overrides);

/* --- study_close_up.c --- */

/** Read `snapshots:` or `events:`. Call them after the study's months and replicates are read. */
void sim_read_snapshots(struct sim_reading *reading, const struct sim_node *node);
void sim_read_events(struct sim_reading *reading, const struct sim_node *node);

/* --- claim.c --- */

/** Read the claim, that is, what the study is expected to show. Call it after the arms are read. */
void sim_read_claim(struct sim_reading *reading, const struct sim_node *node);

/* --- patterns.c --- */

/** Read the patterns that worlds are matched to, once arms and histories are read, and then how worlds are screened
 * (NULL: as keys.def says). */
void sim_read_patterns(struct sim_reading *reading, const struct sim_node *node);
void sim_read_matching(struct sim_reading *reading, const struct sim_node *node);

/* --- study_text.c --- */

/** Most bytes of a resolved text. A longer text is cut off, and reading the study then fails. */
enum { SIM_LARGEST_RESOLVED = 16 << 20 };

/** Write a text in double quotes, with what YAML wants escaped. */
void sim_put_quoted(FILE *file, const char *text);

/** Write study->text and study->essence again after a change to the study. False without memory. */
bool sim_study_write_out(struct sim_study *study);

#endif
