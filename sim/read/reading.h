/* reading.h - what the files that read a study share, and what each of them gives the others. For sim/read, and for
 * those in sim/ask who make studies of their own. */
#ifndef SIM_READING_H
#define SIM_READING_H

#include "keys.h"
#include "reader.h"
#include "study.h"

struct sim_reading {
    const struct sim_model *model;
    struct sim_study *study;
    struct sim_errors *errors;
    const char *path; /* file that is being read */
    struct sim_setting {
        const struct sim_node *node; /* NULL: not set yet */
        size_t length;               /* of the name by which it was set: the longest is the most specific */
    } * settings;                    /* [parameter]: what the map that is being read has set */
    struct sim_spot {
        const char *path;
        const struct sim_node *node; /* NULL: nowhere */
    } design, roles[2];              /* [SIM_LEVER or SIM_UNCERTAINTY]: where the design varies all of them */
};

/** Complain at a node's key, or at its value. */
#define sim_at_key(reading, node, ...)                                                                                 \
    sim_complain((reading)->errors, (reading)->path, (node)->key_line, (node)->key_column, __VA_ARGS__)
#define sim_at(reading, node, ...)                                                                                     \
    sim_complain((reading)->errors, (reading)->path, (node)->line, (node)->column, __VA_ARGS__)

/* --- reading.c: nodes, keys and names --- */

/** The text of a scalar, or "a list" for a complaint about anything else. */
const char *sim_node_text(const struct sim_node *node);

/** Path that a node names, from the folder of the file at `from` unless it is absolute; the caller frees it. NULL with
 * a complaint where it is none or cannot be opened. */
char *sim_path_beside(const char *from, const struct sim_node *node, struct sim_errors *errors);

/** Number of a node within low .. high, or `otherwise`: silently where node is NULL, else with a complaint. */
double sim_read_real(struct sim_reading *reading, const struct sim_node *node, double low, double high,
                     double otherwise);
/** The same for a whole number. */
long sim_read_whole(struct sim_reading *reading, const struct sim_node *node, double low, double high, long otherwise);
/** A text without line breaks at its end into *text, whose old value is freed. `lines`: others may stand in it. */
void sim_read_text(struct sim_reading *reading, const struct sim_node *node, char **text, bool lines);
/** Nothing that a terminal or a reader of the results could take for more than text: no control characters of ASCII or
 * Unicode, line separators or byte order marks. `lines`: line breaks may stand in it. */
bool sim_is_plain_text(const char *text, bool lines);

/** Member of a map by its key in the table, or NULL. */
const struct sim_node *sim_key_node(const struct sim_node *map, enum sim_key_id key);
/** Its number, within the range of the table; else the default of the table, with a complaint where it is wrong. */
double sim_key_real(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key);
long sim_key_whole(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key);
/** Index of its word; 0 where it is not there, and where it is wrong, with a complaint. */
int sim_key_word(struct sim_reading *reading, const struct sim_node *map, enum sim_key_id key);
/** Complain of every key of a map that its scope does not have. `kind`: the design, distribution or test that it is
 * about; NULL where the scope has no kinds. */
void sim_refuse_unknown(struct sim_reading *reading, const struct sim_node *map, enum sim_scope_id scope,
                        const char *kind);

/** Part of a complaint. */
struct sim_refusal {
    char text[512];
};
/** "; did you mean 'x'?", or else "; there are a, b, c" where they are few. */
struct sim_refusal sim_hint_or_all(const char *word, struct sim_names names);

/** Index of a node's text in a list of names; -1 with a complaint that calls it `what`. */
int sim_read_name(struct sim_reading *reading, const struct sim_node *node, const char *what, struct sim_names names);

/** Index of a table of the model, or -1. */
int sim_table_named(const struct sim_model *model, const char *name);

/** What a dotted name stands for. */
enum sim_named { SIM_NAMES_NOTHING, SIM_NAMES_PARAM, SIM_NAMES_GROUP, SIM_NAMES_CELL };
struct sim_target {
    enum sim_named is;
    int param;         /* of SIM_NAMES_PARAM; the first of SIM_NAMES_GROUP */
    int table, column; /* of SIM_NAMES_CELL, `table.row.column`: the row's name stands between the two */
};
struct sim_target sim_resolve(const struct sim_model *model, const char *name);
/** Is this parameter a member of the group: does its name go on where the group's ends? */
bool sim_in_group(const struct sim_model *model, int param, const char *group);
/** Are all members of a group numbers of one unit, so that one value may stand for all? */
bool sim_group_is_alike(const struct sim_model *model, const char *group);

/** Why a name is no parameter, and what may have been meant: a name of the model's or of `more`. */
struct sim_refusal sim_no_parameter(const struct sim_model *model, const char *name, const struct sim_names *more,
                                    int more_count);

/* --- arm.c: worlds as values --- */

bool sim_arm_init(struct sim_arm *arm, const struct sim_model *model, const char *name);
bool sim_arm_copy(struct sim_arm *arm, const struct sim_arm *from, const struct sim_model *model, const char *name);
void sim_arm_free(struct sim_arm *arm, const struct sim_model *model);
void sim_path_free(struct sim_path *path);

/* --- study_world.c: settings of a world --- */

/** Whose map a world is read from. */
enum sim_owner { SIM_OF_STUDY, SIM_OF_SCENARIO, SIM_OF_ARM, SIM_OF_ABLATION };
/** All that a map says of a world: settings, what is left out, tables. Keys about the study are passed over where its
 * owner may have them, and refused elsewhere. */
void sim_read_world(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *map, enum sim_owner owner);
/** A list of phases and mechanisms to leave out. */
void sim_read_without(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *node);

/* --- study_values.c --- */

/** One value of a parameter; complains with range and unit. */
bool sim_read_value(struct sim_reading *reading, int param, const struct sim_node *node, double *value);
/** The same from a text of the command line or of a table; `problem` says what is wrong. */
bool sim_value_of(const struct sim_model *model, int param, const char *text, double *value, char *problem,
                  size_t size);
/** A path over months; false with complaints. The caller frees it with sim_path_free(). */
bool sim_read_path(struct sim_reading *reading, int param, const struct sim_node *node, struct sim_path *path);

/* --- study_tables.c --- */

void sim_read_table(struct sim_reading *reading, struct sim_arm *arm, int table, const struct sim_node *node);

/* --- study_outline.c: what a study says of itself --- */

/** Every key of a study that is not about a world, but for arms, claim and close-ups, which want the worlds. */
void sim_read_outline(struct sim_reading *reading, const struct sim_node *root);

/* --- study_design.c --- */

void sim_read_design(struct sim_reading *reading, const struct sim_node *node);
/** Refuse factors that an arm sets to something else than `base` does, and keep what `base` says of them. */
void sim_check_design(struct sim_reading *reading, const struct sim_arm *base);
/** Refuse more factors than Sobol's sequence has dimensions; all factors are there. */
void sim_check_dimensions(struct sim_reading *reading);

/* --- study_factors.c --- */

/** Does the design vary this parameter? */
bool sim_is_varied(const struct sim_study *study, int param);
/** A factor for each parameter that a key names, with `read` for what it says; complains where it can be none. */
typedef void sim_factor_read(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node);
/** Factors of a map: each key by `read`. `spread`: a group stands for all its members, a factor each. */
void sim_read_factors(struct sim_reading *reading, const struct sim_node *map, sim_factor_read *read, bool spread);
/** Levels of a grid: a list, or { from, to, count } counted in whole steps. */
void sim_read_levels(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node);
/** A factor of a sampled design: `plausible`, a list of levels, or a range with a distribution. */
void sim_read_sampled(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node);
/** The one factor that a key names, or NULL with a complaint: a column of a file. */
struct sim_factor *sim_read_factor(struct sim_reading *reading, const struct sim_node *node);
/** Room for the levels of a factor; false with a complaint. */
bool sim_levels_init(struct sim_reading *reading, struct sim_factor *factor, const struct sim_node *node, long count);
/** Add the factors that `levers` and `uncertainties` stand for; arms and --set have been read. */
void sim_widen_design(struct sim_reading *reading);

/** Free the factors; nothing is varied then. */
void sim_design_free(struct sim_design *self);

/* --- study_arms.c --- */

/** The arms of a map, each as `base` where it says nothing; one arm called `only` where node is NULL. */
void sim_read_arms(struct sim_reading *reading, const struct sim_arm *base, const struct sim_node *node);

/* --- study_overrides.c --- */

/** --set, --replicates and --seed, over every arm. */
void sim_apply_overrides(struct sim_reading *reading, const struct sim_overrides *overrides);

/* --- study_close_up.c --- */

/** `snapshots:` or `events:`; months and replicates of the study have been read. */
void sim_read_snapshots(struct sim_reading *reading, const struct sim_node *node);
void sim_read_events(struct sim_reading *reading, const struct sim_node *node);

/* --- claim.c --- */

/** What the study is expected to show; its arms have been read. */
void sim_read_claim(struct sim_reading *reading, const struct sim_node *node);

/* --- study_text.c --- */

enum { SIM_LARGEST_RESOLVED = 16 << 20 }; /* bytes; what is longer is cut off, and refused */

/** Write the study's resolved text anew, after a change to the study. False without memory. */
bool sim_study_write_out(struct sim_study *study, const struct sim_model *model);

#endif
