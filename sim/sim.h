/* sim.h - a tour of the engine: every header in the order in which to read them. Only a test includes this file. */
#ifndef SIM_H
#define SIM_H

/* The order is that of reading, not of the alphabet. */
/* clang-format off */

/* What a model is, and what it is given. */
#include "error.h"  /* how work ends; complaints, gathered */
#include "memory.h" /* several pointers freed at once; a text that grows as a stream */
#include "sentence.h" /* an event in words */
#include "names.h"  /* one search for all lists of names */
#include "lookup.h" /* a number by a name, among many */
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
#include "child.h"    /* work in a process of its own */
#include "threads.h"  /* how many threads can start */
#include "files.h"    /* files that are whole or absent */
#include "target.h"   /* a file that somebody asked for by name */
#include "csv.h"      /* plain tables with a header */
#include "progress.h" /* one line that says how far the work is */

/* read: a file becomes a study. */
#include "read/reader.h"  /* YAML as nodes that know their place */
#include "read/study.h"   /* arms, design, replicates, what to keep */
#include "read/cells.h"   /* cells of tables as parameters of a study */
#include "read/chain.h"  /* a file and what it extends */
#include "read/keys.h"    /* every key of a study file */
#include "read/reading.h" /* what the files that read a study share */
#include "read/table_file.h" /* a file while it becomes rows of a table */
#include "read/table_rows.h" /* rows and cells of a table while they are read */
#include "read/network.h" /* GraphML, Pajek and DL as plain tables */
#include "read/network_parts.h" /* what their readers share */
#include "read/designs.h" /* the rows of a design */
#include "read/sobol.h"   /* Sobol's sequence, any point at once */
#include "read/claim.h"   /* a claim of the theory as a file */
#include "read/pattern.h" /* what a world must look like to be plausible */

/* live: a study asked again and again, in memory; what the page of `live` is made of. */
#include "live/bytes.h"  /* arms as bytes, and back */
#include "live/events.h" /* events of a pack, gathered while it is computed */
#include "live/live.h"   /* packs of an arm, as its settings stand */
#include "live/first.h"  /* the first runs of a study, which the page shows at once */
#include "live/assets.h" /* the parts of the page inside the program */
#include "live/page.h"   /* the page itself */

/* run: a study becomes runs, blocks and results. */
#include "run/worlds.h"         /* what runs of one shape share */
#include "run/entities.h"       /* whose outcomes a study keeps */
#include "run/plan.h"           /* runs and blocks of runs */
#include "run/places.h"         /* whose luck a row has: its place among the rows of all arms */
#include "run/sealed.h"         /* text files with a checksum */
#include "run/output.h"         /* the folder of a study */
#include "run/output_look.h"    /* what lies in it */
#include "run/depends.h"        /* what runs depend on, as hashes */
#include "run/arrays.h"         /* a sealed file of named arrays */
#include "run/blocks.h"         /* a block of results, and its file */
#include "run/ensemble.h"       /* runs to packs, packs to threads */
#include "run/compute.h"        /* a study in memory, block after block */
#include "run/differ.h"         /* two studies side by side: what is more, what differs */
#include "run/grow.h"           /* a folder whose study grows */
#include "run/grow_source.h"    /* what the folder held before */
#include "run/grown.h"          /* from how many repeats it has grown */
#include "run/merge.h"          /* runs that were computed in several places */
#include "run/shard.h"          /* which blocks a process takes first */
#include "run/work.h"           /* computes a study into its folder */
#include "run/forecast.h"       /* time, space and precision to expect of a study */
#include "run/scan.h"           /* the runs of a finished study, one block at a time */
#include "run/only.h"           /* is results.h5 there, and does it replace blocks? */
#include "run/finished.h"       /* opens a finished study, removes its blocks */
#include "run/moments.h"        /* mean and spread */
#include "run/intervals.h"      /* what is known of a mean or a share */
#include "run/until.h"          /* how many replicates are enough */
#include "run/wave.h"           /* a wave of drawn worlds */
#include "run/screened.h"       /* chunks of screened worlds, and their files */
#include "run/match_folder.h"   /* the folder of a matching */
#include "run/replay.h"         /* one run again */
#include "run/watch.h"          /* one run again, month by month, with its events */
#include "run/close_up.h"       /* snapshots and events of single runs */
#include "run/store.h"          /* the results file */
#include "run/store_hdf5.h"     /* what the files that use HDF5 share */
#include "run/store_layout.h"   /* the variables of the results file */
#include "run/store_provenance.h" /* the study that it answers */
#include "run/store_seal.h"     /* its last bytes: study, counts and checksum */
#include "run/store_reader.h"   /* from the file back to study, plan and blocks */
#include "run/store_variables.h" /* values of its variables, read back */
#include "run/store_other.h"    /* results of another version of the model, by what the file says */
#include "run/store_columns.h"  /* values of runs on their way to the results file */
#include "run/store_driver.h"   /* HDF5 writes to a disk that may fail */
#include "run/store_close_up.h" /* single runs in the results file */

/* ask: what a finished study answers. */
#include "ask/names.h"       /* finds arms, outcomes, histories and parts by name */
#include "ask/resample.h"    /* chance for answers */
#include "ask/multiple.h"    /* many differences at once */
#include "ask/dip.h"         /* one regime or two */
#include "ask/lifetimes.h"   /* times until an event, paired */
#include "ask/components.h"  /* how much is luck */
#include "ask/margin.h"      /* levels of a parameter, over the others */
#include "ask/watched.h"     /* months of a history as outcomes */
#include "ask/compare.h"     /* arms, paired */
#include "ask/signs.h"       /* in how many worlds one arm is above another */
#include "ask/survival.h"    /* time until a history crosses a value */
#include "ask/responses.h"   /* outcomes of an arm at each point */
#include "ask/sensitivity.h" /* Sobol' indices and Morris' effects */
#include "ask/given_data.h"  /* what matters in a sample of worlds */
#include "ask/group_data.h"  /* the same of groups of parameters */
#include "ask/condition.h"   /* what somebody asks of the outcomes of runs */
#include "ask/condition_reader.h" /* how it is read */
#include "ask/field.h"       /* worlds, sorted along each factor */
#include "ask/box.h"         /* a box of conditions in which worlds meet something */
#include "ask/box_peel.h"    /* how it is cut and mended */
#include "ask/discover.h"    /* boxes, and how certain they are */
#include "ask/tree.h"        /* worlds parted by a tree */
#include "ask/tree_room.h"   /* how it grows */
#include "ask/regret.h"      /* what an option loses against the best, world by world */
#include "ask/placebo.h"     /* does a finding depend on which numbers each side has? */
#include "ask/attribute.h"   /* Shapley shares of parts of a model */
#include "ask/export.h"      /* for other programs */
#include "ask/diverge.h"     /* where two runs part */
#include "ask/findings.h"    /* what the tests of a claim find */
#include "ask/trial.h"       /* a claim, tested in three studies */
#include "ask/trial_record.h" /* one of the studies of a claim */
#include "ask/trial_worlds.h" /* worlds of a file for a claim that names none */
#include "ask/verdict.h"     /* what a claim's measurements say */
#include "ask/claim_holds.h"     /* in which worlds a claim holds */
#include "ask/levels.h"          /* good ranges, compromises, correlations */
#include "ask/record.h"          /* what the tests of a claim measure in runs, and find in them */
#include "ask/judge.h"           /* does a world meet the patterns? */
#include "ask/screening.h"       /* computes worlds, and screens them on the way */
#include "ask/tally.h"           /* counts over screened worlds */
#include "ask/learned.h"         /* weights, and what kept worlds say of their factors */
#include "ask/matching.h"        /* waves of worlds until enough are kept */

/* The command line. */
#include "cli/cli.h"      /* a command is a row */
#include "cli/host.h"     /* a library that asks in its place */
#include "cli/options.h"  /* options and complaints of a command */
#include "cli/session.h"  /* opening a study or results; what commands share */
#include "cli/computing.h" /* signals, and a study into its folder */
#include "cli/place.h"     /* the folder or the one file that -o names */
#include "cli/sheet.h"    /* tables as text, CSV, HDF5, JSON */
#include "cli/tell.h" /* a study in words */
#include "cli/compare_tables.h" /* the tables of `compare` */
#include "cli/sensitivity_groups.h" /* --groups of `sensitivity` */
#include "cli/discover_tables.h" /* the tables of `discover` */
#include "cli/match_tables.h" /* the tables of `match` */
#include "cli/ledger.h"   /* the table of claims */
#include "cli/claims_worlds.h" /* options of `claims` about worlds and the placebo */
#include "cli/claims_cost.h"   /* how many runs a table of claims takes, and about how long */
#include "cli/commands.h" /* the function of each command */

/* The library. */
#include "api/cavi.h"    /* the model from another program */
#include "api/study.h"   /* a study that is built up call by call */
#include "api/results.h" /* runs in memory */
#include "api/tables.h"  /* tables that a call answers with */
#include "api/worker.h"  /* work in a thread of its own, beside the caller's */
/* clang-format on */

#endif
