/* model.h - what a model hands to the engine: one constant record, and a kernel for each way it was compiled.
 * The engine knows runs, months, lanes and numbers with names. What they mean, only the model knows. */
#ifndef SIM_MODEL_H
#define SIM_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "names.h"
#include "params.h"
#include "tables.h"

/** A scalar outcome (one number a run) or a history (one number a month). */
struct sim_series {
    const char *name, *unit;
    double low, high;    /* valid range; infinite where there is none */
    const char *choices; /* words, when the number is the index of a named state; else NULL */
    const char *meaning; /* one sentence, concept ids in brackets */
};

/** A phase of the month, a mechanism, a draw, an invariant: anything that only has a name and a sentence. */
struct sim_name {
    const char *name, *meaning;
};

/** Room for the name of an entity, its end included. */
enum { SIM_ENTITY_SIZE = 288 };

/** A kind of entity. The first kind is the run itself, with one row. */
struct sim_extent {
    const char *name;
    bool named; /* entities have names of their own; else their names are made from the entities they link */
    const char *meaning;
};

/** An outcome of an entity: one number for each run and each entity of an extent, such as the age of each forum.
 * Entities of several worlds are known again by their names. */
struct sim_outcome_of {
    struct sim_series series;
    int extent; /* index into the model's extents */
};

/** A link that stays the same for the whole run, from each entity of one kind to one of another: seat to forum. */
struct sim_link {
    const char *name;
    int extent, of; /* kinds of entities: the link leads from `extent` to `of` */
    const char *meaning;
};

/** What `new` fills a folder with: a small world as an example, to be changed row by row. */
struct sim_sample_row {
    const char *table;
    const char *row, *to; /* its name; of a link both its ends */
    const char *cells;    /* "column=value;column=value" */
};
struct sim_sample {
    const struct sim_sample_row *rows; /* ended by a row without a table */
    const char *study;                 /* what the study says beside its tables, as YAML with comments */
};

/** One state variable: a real for each entity of its extent. */
struct sim_state {
    const char *name;
    int extent; /* index into the model's extents */
    const char *unit, *meaning;
};

/** A kind of event. `sentence` is its text in `story`: {entity}, {other} and {field} are replaced by their values, and
 * a part in [brackets] is left out if a value in it is missing. */
struct sim_occasion {
    const char *name;
    int extent, other; /* kind of the entity to which it happens; kind of the other entity in it, or -1 */
    const char *sentence, *meaning;
};

/** One event. */
struct sim_happening {
    int occasion, entity, other; /* other: -1 where there is none */
    const double *fields;        /* [field of the model]; NAN where a field does not apply */
};

/** Called with each event. */
typedef void (*sim_report)(void *context, const struct sim_happening *event);

/** A further table that `describe` prints, such as the acts: cells row by row under the headings `columns`. */
struct sim_page {
    const char *name, *title;
    const char *const *columns; /* NULL-ended */
    const char *const *cells;   /* rows x columns, NULL-ended */
};

/** Whose numbers the entities of a draw get: entity i has those of place[i], which it has in every arm. */
struct sim_places {
    const uint64_t *place; /* [row]; NULL: 0, 1, 2, ... */
    int rows;
};

/** A pack: up to SIM_LANES runs of one shape in lockstep. The engine owns every pointer; a kernel reads and writes
 * through them. `real` is the kernel's (float or double); [lane] runs fastest everywhere. */
struct sim_pack {
    const void *world;          /* the model's fixed structure, shared by all runs of the pack */
    void *state;                /* zeroed at the start, 64-byte aligned; as many bytes as the kernel asks for */
    const void *params;         /* real [parameter][lane]: values in this month, paths followed */
    void *histories;            /* real [history][lane]: the month's values, written by the kernel each month */
    double *outcomes;           /* double [outcome][lane]: written once, by `finish`; NAN where there is none */
    double *const *outcomes_of; /* [outcome of an entity]: double [row][lane], as many rows as the world has entities;
                                 * written by `finish`, NAN until then and where an entity is not there */
    uint32_t *replicate; /* [lane]: chance depends on this number, `drawn` and the seed, not on arm, point or lane */
    uint32_t *drawn;     /* [lane]: 1 + number of the drawn world; 0 where points share luck */
    uint32_t seed[2];    /* study seed, low and high word */
    int month;           /* 0-based */
    int months;          /* length of the run */
    uint64_t without[4]; /* bit i: phase i is left out; bit phases_count + j: mechanism j is left out */
    bool moves;          /* cells of some run of the pack follow a path */
    int *failed;         /* [lane]: 0, or 1 + index of the invariant that broke */
    const struct sim_places *places; /* [draw of the model]; NULL: all entities stand at their own numbers */
};

/** A model's code as compiled for one instruction set and lane count. */
struct sim_kernel {
    const char *isa; /* "v2", "v3", "v4" (x86-64 levels) or "generic" */
    int lanes;
    int real_bytes; /* 4 or 8 */
    size_t (*state_bytes)(const void *world);
    void (*prepare)(struct sim_pack *pack); /* before the first day: lays out the zeroed state. NULL: nothing to do */
    void (*first_day)(struct sim_pack *pack);
    void (*const *phases)(struct sim_pack *pack);                  /* one per name in model->phases, in that order */
    void (*finish)(struct sim_pack *pack);                         /* writes outcomes, also those of entities */
    void (*check)(struct sim_pack *pack);                          /* writes failed where an invariant is broken */
    const void *(*column)(const struct sim_pack *pack, int state); /* real [row][lane] of one state variable */
    /** real [row][lane] of a column that is not SIM_FIXED, in this month or the last, for the engine to write;
     * `prepare` has filled both from the world. NULL where no table has such columns. */
    void *(*cells)(const struct sim_pack *pack, int table, int column, bool last);
};

struct sim_model {
    const char *name, *version, *title, *meaning; /* version is raised whenever results change */
    struct sim_params params;
    const struct sim_table_spec *tables;
    int tables_count;
    const struct sim_series *outcomes;
    int outcomes_count;
    const struct sim_outcome_of *outcomes_of; /* those of one extent stand together; may be none */
    int outcomes_of_count;
    const struct sim_series *histories;
    int histories_count;
    const struct sim_name *phases; /* the month, in order */
    int phases_count;
    const struct sim_name *mechanisms; /* parts of phases that can be left out by name, after the phases */
    int mechanisms_count;
    const char *const
        *media; /* NULL-ended names of the mechanisms that `attribute` leaves out by default; may be NULL */
    const struct sim_name *draws;
    int draws_count;
    const struct sim_name *invariants;
    int invariants_count;
    const struct sim_extent *extents;
    int extents_count;
    const struct sim_link *links;
    int links_count;
    const struct sim_state *state;
    int state_count;
    const struct sim_occasion *occasions; /* none: the model reports no events */
    int occasions_count;
    const struct sim_series *fields; /* what an event can carry */
    int fields_count;
    const struct sim_page *pages;
    int pages_count;
    const struct sim_gone *gone;             /* names of earlier versions, ended by a row without a name; may be NULL */
    const struct sim_kernel *const *kernels; /* NULL-ended, best first */
    const struct sim_sample *sample;         /* NULL: `new` writes empty tables */
    const char *start;                       /* "2010-04": calendar month of month 0 unless a study says otherwise */

    /** Build the fixed structure of one shape from its tables (in the order of `tables`) and the parameters' first
     * values. Complains of contradictory worlds. Whatever is returned, *world may be given to world_free().
     * Single-threaded. */
    enum sim_status (*world_new)(void **world, const struct sim_table *tables, const double *values, uint64_t seed,
                                 struct sim_errors *errors);
    void (*world_free)(void *world);
    /** Does a world of these tables read the first value of a parameter? NULL: every world reads all. */
    bool (*reads)(const struct sim_table *tables, int param);
    /** [draw]: places of a world's entities, from the `place` of the tables' rows. NULL where every entity stands at
     * its own number; no function: in every world. */
    const struct sim_places *(*places)(const void *world);

    /** Row of the world that a row of a table became. NULL where no table has columns that move. */
    int (*place)(const void *world, int table, int row);

    /** How many entities of an extent a world has. */
    int (*rows)(const void *world, int extent);
    /** Name of one entity as a reader knows it, into `text` of `size` bytes. */
    void (*entity)(const void *world, int extent, int row, char *text, int size);
    /** Row of the entity that `row` is linked to, or -1. NULL where there are no links. */
    int (*linked)(const void *world, int link, int row);
    /** Report what happened in a month of one run. `before` and `now` are double [state][row] at the end of the month
     * before and of this one. NULL where there are no occasions. */
    void (*happened)(const void *world, const double *const *before, const double *const *now, sim_report report,
                     void *context);
};

/** Number `at` of an array of the kernel's own reals. */
static inline double sim_real_at(const struct sim_kernel *kernel, const void *reals, long at)
{
    return kernel->real_bytes == 4 ? (double)((const float *)reals)[at] : ((const double *)reals)[at];
}

static inline void sim_real_put(const struct sim_kernel *kernel, void *reals, long at, double value)
{
    if (kernel->real_bytes == 4) {
        ((float *)reals)[at] = (float)value;
    } else {
        ((double *)reals)[at] = value;
    }
}

/** Is phase or mechanism `i` of the pack left out? */
static inline int sim_left_out(const struct sim_pack *pack, int i)
{
    return (int)(pack->without[i >> 6] >> (i & 63) & 1);
}

#endif
