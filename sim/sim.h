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
#include "files.h"    /* files that are whole or absent */
#include "csv.h"      /* plain tables with a header */
#include "progress.h" /* one line that says how far the work is */

/* read: a file becomes a study. */
#include "read/reader.h"  /* YAML as nodes that know their place */
#include "read/study.h"   /* arms, design, replicates, what to keep */
#include "read/reading.h" /* what the files that read a study share */
#include "read/designs.h" /* the rows of a design */
#include "read/sobol.h"   /* Sobol's sequence, any point at once */
#include "read/claim.h"   /* a claim of the theory as a file */

/* run: a study becomes runs, blocks and results. */
#include "run/worlds.h"         /* what runs of one shape share */
#include "run/plan.h"           /* runs and blocks of runs */
#include "run/output.h"         /* the folder of a study, and whose it is */
#include "run/blocks.h"         /* a block of results, and its file */
#include "run/ensemble.h"       /* runs to packs, packs to threads */
#include "run/work.h"           /* block after block until none is missing */
#include "run/forecast.h"       /* what a study will cost, and can tell */
#include "run/scan.h"           /* the runs of a finished study, one block at a time */
#include "run/moments.h"        /* mean and spread */
#include "run/intervals.h"      /* what is known of a mean or a share */
#include "run/until.h"          /* how many replicates are enough */
#include "run/replay.h"         /* one run again */
#include "run/watch.h"          /* the same, month by month, and what happens in it */
#include "run/close_up.h"       /* single runs that a study looks at */
#include "run/store.h"          /* images of blocks, and the results file */
#include "run/store_hdf5.h"     /* what the files that speak HDF5 share */
#include "run/store_columns.h"  /* values of runs on their way to the results file */
#include "run/store_driver.h"   /* HDF5's way to a disk that may fail */
#include "run/store_close_up.h" /* single runs in the results file */

/* ask: what a finished study answers. */
#include "ask/names.h"       /* finding what a command names */
#include "ask/resample.h"    /* chance for answers */
#include "ask/multiple.h"    /* many differences at once */
#include "ask/dip.h"         /* one regime or two */
#include "ask/lifetimes.h"   /* times until an event, paired */
#include "ask/components.h"  /* how much is luck */
#include "ask/compare.h"     /* arms, paired */
#include "ask/survival.h"    /* time until a history crosses a value */
#include "ask/responses.h"   /* what an arm answers at each point */
#include "ask/sensitivity.h" /* Sobol' indices and Morris' effects */
#include "ask/given_data.h"  /* what matters in a sample of worlds */
#include "ask/attribute.h"   /* Shapley shares of parts of a model */
#include "ask/export.h"      /* for other programs */
#include "ask/diverge.h"     /* where two runs part */
#include "ask/findings.h"    /* what the tests of a claim find */
#include "ask/trial.h"       /* the worlds in which a claim is tried */
#include "ask/verdict.h"     /* what a claim's measurements say */

/* The command line. */
#include "cli/cli.h"      /* a command is a row */
#include "cli/options.h"  /* the options of a command */
#include "cli/session.h"  /* what most commands open first */
#include "cli/computing.h" /* a study into an output folder */
#include "cli/sheet.h"    /* tables as text, CSV, HDF5, JSON */
#include "cli/ledger.h"   /* the book of claims tried */
#include "cli/commands.h" /* what stands behind each word */
/* clang-format on */

#endif
