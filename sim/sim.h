/* sim.h - a tour of the engine: every header in the order in which to read them. Only a test includes this file. */
#ifndef SIM_H
#define SIM_H

/* Sorted by name the tour would make no sense. */
/* clang-format off */

/* What a model is, and what it is told. */
#include "error.h"  /* how work ends; complaints, gathered */
#include "params.h" /* parameters: name, range, unit, role, source */
#include "tables.h" /* entities and links as tables of a scenario */
#include "model.h"  /* the record that a model hands over; a pack; a kernel */

/* How a month is computed. */
#include "lanes.h"   /* one number a lane; rules without branches */
#include "chance.h"  /* chance as a function of names */
#include "kernel.h"  /* frame of the unit that is compiled for each instruction set */
#include "kernels.h" /* which kernels there are, and which this machine can run */
#include "pack.h"    /* runs of one shape through their months */

/* Files in and out. */
#include "reader.h"     /* YAML as nodes that know their place */
#include "csv.h"        /* plain tables with a header */
#include "files.h"      /* files that are whole or absent */
#include "store.h"      /* images of blocks, and the results file */
#include "store_hdf5.h" /* what the two files that speak HDF5 share */
#include "progress.h"   /* one line that says how far the work is */

/* From a question to its runs. */
#include "study/study.h"    /* arms, design, replicates, what to keep */
#include "study/reading.h"  /* what the files that read a study share */
#include "study/designs.h"  /* the rows of a design */
#include "study/sobol.h"    /* Sobol's sequence, any point at once */
#include "study/plan.h"     /* runs and blocks of runs */
#include "study/blocks.h"   /* a block of results, and the folder of blocks */
#include "study/ensemble.h" /* runs to packs, packs to threads */
#include "study/work.h"     /* block after block until none is missing */
#include "study/forecast.h" /* what a study will cost, and can tell */
#include "study/until.h"    /* how many replicates are enough */

/* What a finished study answers. */
#include "study/scan.h"        /* its runs, one after the other */
#include "study/names.h"       /* finding what a command names */
#include "study/moments.h"     /* mean, spread and interval of numbers that pass by once */
#include "study/compare.h"     /* arms against one of them, paired */
#include "study/survival.h"    /* time until a history crosses a value */
#include "study/responses.h"   /* what an arm answers at each point */
#include "study/sensitivity.h" /* which parameters move an outcome */
#include "study/attribute.h"   /* which parts of a model moved it */
#include "study/replay.h"      /* one run again, month by month */
#include "study/diverge.h"     /* where two runs part */
#include "study/export.h"      /* forms that other programs read */

/* Claims: what a study is expected to show. */
#include "study/claim.h"   /* said before it is run, so that it can fail */
#include "study/trial.h"   /* the worlds in which it is tried */
#include "study/verdict.h" /* whether it holds there */

/* The command line. */
#include "cli/cli.h"       /* a command is a row */
#include "cli/options.h"   /* the options of a command */
#include "cli/session.h"   /* what most commands open first */
#include "cli/computing.h" /* a study into an output folder */
#include "cli/sheet.h"     /* a table as text, CSV and JSON */
#include "cli/ledger.h"    /* the table of claims */
#include "cli/commands.h"  /* what stands behind each word */
/* clang-format on */

#endif
