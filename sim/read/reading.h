/* reading.h - what the files that read a study share. Not for anybody else. */
#ifndef SIM_READING_H
#define SIM_READING_H

#include "reader.h"
#include "study.h"

struct sim_reading {
    const struct sim_model *model;
    struct sim_study *study;
    struct sim_errors *errors;
    const char *path;             /* file that is being read */
    const struct sim_node **seen; /* [parameter]: where the world that is being read has set it */
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

/** Path that a node names, from the folder of the file at `from` unless it is absolute; the caller frees it. NULL with
 * a complaint where it is none or cannot be opened. */
char *sim_path_beside(const char *from, const struct sim_node *node, struct sim_errors *errors);

/** "; did you mean 'x'?" or nothing, in `text`. */
void sim_hint(const char *word, const char *const *names, int count, char *text, size_t size);
/** The same among the model's parameters and whatever else may stand there. */
void sim_hint_param(const struct sim_model *model, const char *word, const char *const *more, int more_count,
                    char *text, size_t size);

/* study_world.c: settings of a world */
bool sim_arm_init(struct sim_arm *arm, const struct sim_model *model, const char *name);
bool sim_arm_copy(struct sim_arm *arm, const struct sim_arm *from, const struct sim_model *model, const char *name);
void sim_arm_free(struct sim_arm *arm, const struct sim_model *model);
/** Is this key about the whole study, and not about a world? */
bool sim_is_study_key(const char *key);
/** Is this key the name of a table of the model? Index or -1. */
int sim_table_named(const struct sim_model *model, const char *key);
/** A parameter from its key (full, or a beginning whose members go on with it) and value. */
void sim_read_setting(struct sim_reading *reading, struct sim_arm *arm, const char *key, const struct sim_node *node);
/** One value of a parameter; complains with range and unit. */
bool sim_read_value(struct sim_reading *reading, int param, const struct sim_node *node, double *value);
/** The same from a text of the command line or a table; `where` says what is wrong where. */
bool sim_value_of(const struct sim_model *model, int param, const char *text, double *value, char *problem,
                  size_t size);
void sim_read_without(struct sim_reading *reading, struct sim_arm *arm, const struct sim_node *node);

/* study_tables.c */
void sim_read_table(struct sim_reading *reading, struct sim_arm *arm, int table, const struct sim_node *node);
bool sim_tables_copy(struct sim_table *to, const struct sim_table *from, const struct sim_model *model);
void sim_tables_free(struct sim_table *tables, const struct sim_model *model);

/* study_design.c */
void sim_read_design(struct sim_reading *reading, const struct sim_node *node);
void sim_read_until(struct sim_reading *reading, const struct sim_node *node);
/** Refuse factors that an arm sets to something else than `base` does, and keep what `base` says of them. */
void sim_check_design(struct sim_reading *reading, const struct sim_arm *base);
/** Refuse more factors than Sobol's sequence has dimensions; all factors are there. */
void sim_check_dimensions(struct sim_reading *reading);
/** Does the design vary this parameter? */
bool sim_is_varied(const struct sim_study *study, int param);

/* study_factors.c */
/** Parameter that a design may vary, or -1 with a complaint. */
int sim_factor_param(struct sim_reading *reading, const char *name, const struct sim_node *node);
/** A factor more; NULL with a complaint. */
struct sim_factor *sim_factor_add(struct sim_reading *reading, int param, const struct sim_node *node);
double *sim_levels_new(struct sim_reading *reading, const struct sim_node *node, long count);
/** Levels of a grid: a list, or { from, to, count } counted in whole steps. */
void sim_read_levels(struct sim_reading *reading, const char *name, const struct sim_node *node);
/** A factor of a sampled design: `plausible`, a list of levels, or a range with a distribution; or all of a role. */
void sim_read_sampled(struct sim_reading *reading, const char *name, const struct sim_node *node);
/** Each member of a map by `read`. */
void sim_read_factors(struct sim_reading *reading, const struct sim_node *node,
                      void (*read)(struct sim_reading *, const char *, const struct sim_node *));
/** Add the factors that `levers` and `uncertainties` stand for; arms and --set have been read. */
void sim_widen_design(struct sim_reading *reading);

/* study_close_up.c */
/** `snapshots:` or `events:`; months and replicates of the study have been read. */
void sim_read_snapshots(struct sim_reading *reading, const struct sim_node *node);
void sim_read_events(struct sim_reading *reading, const struct sim_node *node);

/* claim.c */
/** What the study is expected to show; its arms have been read. */
void sim_read_claim(struct sim_reading *reading, const struct sim_node *node);

/* study_text.c */
/** Write the study's resolved text anew, after a change to the study. False without memory. */
bool sim_study_write_out(struct sim_study *study, const struct sim_model *model);

/** Whole number of a node within low .. high, or `otherwise` with a complaint. */
long sim_read_whole(struct sim_reading *reading, const struct sim_node *node, const char *what, double low, double high,
                    long otherwise);
/** Number of a node within low .. high, or `otherwise` with a complaint. */
double sim_read_real(struct sim_reading *reading, const struct sim_node *node, const char *what, double low,
                     double high, double otherwise);

#endif
