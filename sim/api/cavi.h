/* cavi.h - the model for other programs: what it knows; a study; its runs, computed in memory; answers from the runs.
 *
 * No function writes a file, and none reads files that the caller or the study does not name. Complaints have the words
 * of the command line.
 *
 * Lifetime: what a function gives belongs to the caller, who frees it with the function named beside it. Texts and
 * arrays that belong to a study or to results live as long as these do.
 * Threads: any number of threads may call any function at the same time. One study, or one cavi_error, is changed by
 * one thread at a time; results never change, so that all threads may read and ask them.
 * NULL: where a study, results, tables or a text are NULL, a call that returns a status returns CAVI_USAGE, a question
 * has the answer for what is not there, and nothing is freed. Places for answers must be there, except `error`. Forks:
 * a child process may call all functions, whatever its parent computed before.
 *
 * cffi reads this file too: keep to plain declarations. */
#ifndef CAVI_H
#define CAVI_H

#include <stddef.h>

#define CAVI_PUBLIC __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sim_model cavi_model;
typedef struct cavi_study cavi_study;
typedef struct cavi_results cavi_results;
typedef struct cavi_tables cavi_tables;

/** How a call ended; the exit codes of the program. */
enum cavi_status {
    CAVI_OK = 0,
    CAVI_USAGE = 2,   /* the study or the question is wrong */
    CAVI_DATA = 65,   /* a file that the study names is not what it should be */
    CAVI_MEMORY = 71, /* no memory, or another resource of the system is missing */
    CAVI_IO = 74,     /* reading failed */
    CAVI_STOPPED = 75 /* `progress` asked to stop */
};

/** Why a call failed: every cause, one per line, as the command line says it. Starts as zeros. A call that fails
 * replaces what it holds; one that succeeds may, too. `error` may be NULL. cavi_error_free() frees it. */
struct cavi_error {
    char *text; /* NULL: nothing */
    size_t length;
    int count; /* lines */
};
CAVI_PUBLIC void cavi_error_free(struct cavi_error *error);

/* --- the model --- */

/** The model in this library. It is never freed. */
CAVI_PUBLIC const cavi_model *cavi_the_model(void);

/** Lists of what the model knows. */
enum cavi_list {
    CAVI_MODEL,       /* one entry: name, version (`source`), title (`unit`), meaning */
    CAVI_PARAMETERS,  /* `value` is the default, `choices` the words of a choice */
    CAVI_OUTCOMES,    /* one number a run */
    CAVI_OUTCOMES_OF, /* one number a run and entity; `of` is the kind of entity */
    CAVI_HISTORIES,   /* one number a run and month */
    CAVI_EVENTS,      /* kinds of events; `of` is the kind of entity to which it happens */
    CAVI_FIELDS,      /* numbers that an event may carry */
    CAVI_PHASES,      /* the month, in order */
    CAVI_MECHANISMS,  /* parts of phases that a study can leave out, beside phases */
    CAVI_ENTITIES     /* kinds of entities; the first is the run itself */
};

/** One entry of a list. What does not apply is NULL, or NAN. */
struct cavi_entry {
    const char *name, *unit, *meaning;
    const char *choices; /* words, separated by a blank, where the number is the index of a word */
    const char *role;    /* of a parameter: lever, uncertainty, constant */
    const char *kind;    /* of a parameter: real, whole, flag, choice */
    const char *source, *of;
    double value, low, high; /* default; allowed range, or valid range of an outcome */
    double from, to;         /* plausible range */
};

/** Entry `index` of a list, from 0 on. Returns 1, or 0 where there is none. */
CAVI_PUBLIC int cavi_list(const cavi_model *model, enum cavi_list list, int index, struct cavi_entry *entry);

/** A cell of a table of the model, such as "acts"; row -1 holds the headings. NULL where there is none. */
CAVI_PUBLIC const char *cavi_page(const cavi_model *model, const char *page, int row, int column);

/* --- a study --- */

/** A study from the file `path`; or from `text`, and then `path` names the text in complaints, and files that the text
 * names are looked for beside `path`. It is read when it is run. NULL without memory. cavi_study_free() frees it. */
CAVI_PUBLIC cavi_study *cavi_study_new(const cavi_model *model, const char *path, const char *text);
CAVI_PUBLIC void cavi_study_free(cavi_study *study);

/** Add to the study. If memory runs out, the call that runs the study says so.
 * _key: any key of a study file but `arms`, with its value as YAML: "months", "60" or "design", "{kind: grid, ...}".
 * _arm: an arm with its settings as YAML: "cut", "{context.funding.council: 0.7}".
 * _set: a parameter in all arms, as --set of the command line: "context.funding.council", "0.7".
 * _replicates, _seed: as --replicates and --seed. */
CAVI_PUBLIC void cavi_study_key(cavi_study *study, const char *key, const char *value);
CAVI_PUBLIC void cavi_study_arm(cavi_study *study, const char *name, const char *settings);
CAVI_PUBLIC void cavi_study_set(cavi_study *study, const char *name, const char *value);
CAVI_PUBLIC void cavi_study_replicates(cavi_study *study, const char *count);
CAVI_PUBLIC void cavi_study_seed(cavi_study *study, const char *seed);

/** Read and check the study, and set *text to the whole study written out, itself a study file. free() frees it. */
CAVI_PUBLIC int cavi_study_text(const cavi_study *study, char **text, struct cavi_error *error);

/* --- its runs --- */

/** How to compute. Zeros: all cores, the best kernel, no progress. */
struct cavi_how {
    int threads;        /* 0: one for each core */
    const char *kernel; /* a name of `cavi version`, or NULL */
    /** Called some ten times a second, in the thread that called cavi_run(), with runs done and runs wanted. If it
     * does not return 0, the work stops at the end of a month of the present runs. NULL: not called. */
    int (*progress)(void *context, long done, long wanted);
    void *context;
};

/** Compute a study in memory. Runs are the same to the bit as those of `cavi run`. CAVI_MEMORY also where results are
 * larger than the memory of the machine. On success *results is the caller's, and cavi_results_free() frees
 * it; otherwise it is NULL. Failed runs are no error: see `failed` and cavi_results_status(). */
CAVI_PUBLIC int cavi_run(const cavi_study *study, const struct cavi_how *how, cavi_results **results,
                         struct cavi_error *error);
/** Read a finished study into memory: a folder of results, or a results.h5. All is read, so that the folder may be
 * removed afterwards. *results as from cavi_run(). No other thread of the program may use HDF5 meanwhile. */
CAVI_PUBLIC int cavi_open(const cavi_model *model, const char *path, cavi_results **results, struct cavi_error *error);
CAVI_PUBLIC void cavi_results_free(cavi_results *results);

/** The numbers of runs, replicates and so on. Run r is of arm r % arms, of point r / arms % points, and of replicate
 * r / arms / points; so the first runs are a balanced study. */
struct cavi_shape {
    long runs, replicates, points, arms, months, failed;
    int draws_worlds; /* 1: points are a sample of worlds, each with luck of its own */
};
CAVI_PUBLIC struct cavi_shape cavi_results_shape(const cavi_results *results);

/** The model of the study: its parameters are those of the model, and behind them the cells that the study names. */
CAVI_PUBLIC const cavi_model *cavi_results_model(const cavi_results *results);
/** The study as resolved; the name of an arm, NULL where there is none; the calendar month of month 0, "2010-04". */
CAVI_PUBLIC const char *cavi_results_text(const cavi_results *results);
CAVI_PUBLIC const char *cavi_results_title(const cavi_results *results);
CAVI_PUBLIC const char *cavi_results_arm(const cavi_results *results, long arm);
CAVI_PUBLIC const char *cavi_results_start(const cavi_results *results);

/** Arrays of the results themselves, without a copy. NULL where there is none of that number, or a history is not kept.
 * _status [run]: 0 absent, 1 done, 2 failed. _outcome [run]: NAN where there is none. _history [run][month].
 * _outcome_of [entity][run]: entity after entity, `stride` numbers apart. */
CAVI_PUBLIC const unsigned char *cavi_results_status(const cavi_results *results);
CAVI_PUBLIC const double *cavi_results_outcome(const cavi_results *results, int outcome);
CAVI_PUBLIC const float *cavi_results_history(const cavi_results *results, int history);
CAVI_PUBLIC const double *cavi_results_outcome_of(const cavi_results *results, int outcome, long *stride);
/** Name of an entity of a kind that has outcomes; NULL where there is none of that number. */
CAVI_PUBLIC const char *cavi_results_entity(const cavi_results *results, int kind, int entity);

/** Do arms or points differ in a parameter? 1 or 0. */
CAVI_PUBLIC int cavi_results_varies(const cavi_results *results, int parameter);
/** Values of `count` parameters in month 0 into values[count][points][arms]. CAVI_USAGE for an index that does not
 * exist.
 */
CAVI_PUBLIC int cavi_results_values(const cavi_results *results, const int *parameters, int count, double *values);

/** What happened in one run, which is computed again: arrays with one element per event. cavi_events_free() frees it.
 */
struct cavi_events {
    long count, room;
    int *month, *kind;       /* kind: index of CAVI_EVENTS */
    int *entity, *other;     /* numbers of the entities; -1: none */
    double *fields;          /* [event][field of the model]; NAN: none */
    char **sentence, **name; /* what `cavi story` says; name of the entity */
};
CAVI_PUBLIC int cavi_results_events(const cavi_results *results, long run, struct cavi_events *events,
                                    struct cavi_error *error);
CAVI_PUBLIC void cavi_events_free(struct cavi_events *events);

/* --- what they answer --- */

/** Worlds that look like real cases, as `cavi match` finds them, but in memory: `study` has patterns and a design of
 * drawn worlds. `arm` names the arm in which they are matched; NULL: the only one. `progress` gets numbers of worlds.
 * Tables: worlds, values, patterns, pairs, factors and waves. CAVI_MEMORY also where the worlds are more than the
 * memory of the machine. On success *tables is the caller's, and cavi_tables_free() frees it; otherwise it is NULL. */
CAVI_PUBLIC int cavi_match(const cavi_study *study, const char *arm, const struct cavi_how *how, cavi_tables **tables,
                           struct cavi_error *error);

/** Try the claim of a study, as `cavi claims` does, but in memory. `words` are the options of that command that say how
 * much to compute: "--quick", "--replicates", "--worlds" (a number or a file), "--world-replicates" and "--placebo".
 * `progress` gets numbers of runs; the number wanted grows with each further study of the claim. Tables: claims (one
 * row), tests and placebo. On success *tables is the caller's, and cavi_tables_free() frees it; otherwise it is NULL.
 */
CAVI_PUBLIC int cavi_claims(const cavi_study *study, const char *const *words, int count, const struct cavi_how *how,
                            cavi_tables **tables, struct cavi_error *error);

/** Ask the results: `question` is compare, discover or sensitivity, and `words` are options of that command, such as
 * "--outcome", "synergy". On success *tables is the caller's, and cavi_tables_free() frees it; otherwise it is NULL. */
CAVI_PUBLIC int cavi_ask(const cavi_results *results, const char *question, const char *const *words, int count,
                         cavi_tables **tables, struct cavi_error *error);
CAVI_PUBLIC void cavi_tables_free(cavi_tables *tables);

/** Table `table` of the answer: its name, rows and columns. Returns 1, or 0 where there is none. */
struct cavi_table {
    const char *name;
    long rows;
    int columns;
    const char *const *headings; /* [column] */
    const char *const *cells;    /* [row][column], as text; "": none */
    const unsigned char *words;  /* [row][column]: 1 where the cell is a text, and no number */
};
CAVI_PUBLIC int cavi_tables_at(const cavi_tables *tables, int table, struct cavi_table *about);

#ifdef __cplusplus
}
#endif

#endif
