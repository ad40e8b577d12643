/* regret.h - how well options do in many worlds: how much worse each is than the best option of the same world (regret,
 * Savage 1951), how often each is the best, and how often another is better in every outcome. Outcomes are never added
 * up. Options are either the arms, or the points of a design (the settings) in one arm. If options are arms, worlds are
 * drawn worlds, each averaged over its replicates, or else replicates, each averaged over the points. If options are
 * points, worlds are replicates. */
#ifndef SIM_REGRET_H
#define SIM_REGRET_H

#include "../run/intervals.h"
#include "../run/scan.h"

enum { SIM_MOST_AIMS = 32 };

/** An outcome, and which way is better. */
struct sim_aim {
    int outcome;
    bool low; /* less is better */
};

struct sim_regret {
    const struct sim_plan *plan;
    struct sim_aim aims[SIM_MOST_AIMS];
    int aims_count, arm; /* the arm whose points are the options; -1: the options are the arms */
    bool by_world;       /* worlds are drawn worlds; else replicates */
    long worlds, options;
    double *values;   /* [world][option][aim]: means; NAN where there is none */
    unsigned *counts; /* number of runs in each mean */
    double *best; /* [world][aim]: value of the best option, negated if less is better; NAN if an option has no value */
    long *ties;   /* [world][aim]: options that are as good as the best */
};

/** Read all runs of a finished study. Complains if there are too many numbers for memory. Whatever is returned,
 * sim_regret_free() may be called. */
SIM_MUST_USE enum sim_status sim_regret_init(struct sim_regret *self, const struct sim_plan *plan, const char *out,
                                             const struct sim_aim *aims, int count, int arm, struct sim_errors *errors);
void sim_regret_free(struct sim_regret *self);

/** Find the best option of every world and outcome, after `values` are there; sim_regret_init() does so. */
void sim_regret_rank(struct sim_regret *self);

/** Regret of an option in one world: how much worse it is than the best; 0 or more. NAN if any option lacks the outcome
 * there. */
double sim_regret_at(const struct sim_regret *self, long world, long option, int aim);

/** One option and one outcome over all worlds. */
struct sim_regrets {
    long n, missing; /* worlds that count; worlds that do not, because an option lacks the outcome */
    double mean, mean_regret;
    struct sim_interval mean_interval; /* 95 %, of mean_regret */
    double most_90; /* regret that nine of ten worlds do not exceed: the lowest such value among those seen */
    struct sim_interval
        interval_90;  /* 95 %, from order statistics; with under about 36 worlds there is no upper end (NAN) */
    double most;      /* largest regret in the worlds seen */
    double beyond;    /* upper 95 % bound of the share of all worlds with a larger one */
    long best, alone; /* worlds in which no option is better; worlds in which all others are worse */
    struct sim_interval best_share; /* Wilson's, 95 % */
};
/** False without memory. */
bool sim_regrets_of(const struct sim_regret *self, long option, int aim, struct sim_regrets *found);

/** One option over all outcomes. */
struct sim_front {
    long n, kept; /* worlds in which all options have all outcomes; those of them in which no other option dominates: is
                     as good in every outcome, and better in one */
    struct sim_interval share; /* Wilson's, 95 % */
    long by_mean, by_regret; /* an option that dominates it in the means over these worlds; and in the regrets that nine
                                of ten worlds do not exceed; -1: none, so it belongs to the Pareto set */
};
/** All options, into found[options]. False without memory. */
bool sim_fronts_of(const struct sim_regret *self, struct sim_front *found);

#endif
