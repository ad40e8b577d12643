/* commands.c - the command words, in the order of the manual. */
#include "commands.h"

#include <stddef.h>

const struct sim_command sim_commands[] = {
    { "run", "STUDY -o OUT [options]", "compute a study; go on with an unfinished one; let a finished one grow",
      "  -o OUT               folder of results; OUT.h5 gives just the results file\n"
      "  --set NAME=VALUE     set a parameter in every arm (repeatable)\n"
      "  --replicates N       repeats of every arm and point, instead of what the study says\n"
      "  --seed N             study seed, 0 to 2^53 - 1\n"
      "  --threads N          threads (default: all cores)\n"
      "  --shard I/N          take stripe I of N first (also from SLURM_ARRAY_TASK_ID, SLURM_PROCID, "
      "OMPI_COMM_WORLD_RANK, PMI_RANK)\n"
      "  --on-error WHAT      after a failed run: finish (default) continues, stop ends after its block\n"
      "  --dry-run            print runs, bytes, time and how small a difference could show; with -o also what of it "
      "is there; "
      "write nothing\n"
      "  --progress WHAT      auto (a line on a terminal), json (lines for other tools and nothing else), none\n"
      "  --quiet              no progress, no closing line\n"
      "  --no-collect         leave the blocks as they are\n"
      "  --kernel NAME        v4_16, v3_16, v2_16, v3_8, v3_1: results are the same bits\n"
      "A folder with a smaller study grows: its runs are kept, and those of further replicates, arms, points or "
      "histories are "
      "added.\n"
      "Exit codes: 0 complete, 2 usage or study, 65 data, 74 input or output, 75 stopped (the same command goes on).\n",
      sim_command_run },
    { "new", "DIR", "a folder to begin with: tables to fill in, and a study that reads them",
      "DIR must not hold files of these names: nothing is written over. columns.md in it says what each column "
      "means.\n",
      sim_command_new },
    { "check", "STUDY [--set NAME=VALUE]...", "print what a study would do, or everything that is wrong with it",
      "  --set NAME=VALUE     as in run\n", sim_command_check },
    { "status", "OUT [--verify] [--json]", "how far a study is; also while others work on it",
      "  --verify             read every block and results.h5 whole, not only their seals; 65 where one is damaged\n"
      "  --json               JSON instead of text\n",
      sim_command_status },
    { "collect", "OUT [--partial] [--compress N] [--only]", "blocks into one results file, or several places into one",
      "  --partial            collect the blocks that exist; absent runs have status 0\n"
      "  --compress N         gzip level 1 to 9 of the histories (default 0: none)\n"
      "  --only               then verify the file, compare it with the blocks, and remove them: it answers alone\n"
      "collect A B... -o OUT  runs of one study that were computed in several places (folders or results files): more "
      "replicates,\n"
      "                       arms, points or blocks. All is verified first; where two hold the same run, its numbers "
      "must be equal.\n"
      "                       The result is the bytes of the whole study computed in one go\n",
      sim_command_collect },
    { "claims", "[FOLDER or STUDY]... [options]", "test the claims of studies; print a table of verdicts",
      "Each study with a block 'claim' (default: those in configs/claims) is run in its own world, with the claim's "
      "mechanism\n"
      "left out, and in a sample of worlds.\n"
      "  -o OUT               folder of results, claims.csv and CLAIMS.md (default out/claims)\n"
      "  --table FILE         write the table into FILE instead; FILE's text before its first '## ' stays\n"
      "  --quick              few runs: a look, nothing to rely on\n"
      "  --replicates N       so many in the claim's own world and under its ablation (default: as each study says)\n"
      "  --worlds N           sampled worlds (default 200), --world-replicates N runs an arm in each (default 8)\n"
      "  --threads N          threads (default: all cores)\n",
      sim_command_claims },
    { "compare", "OUT [--against ARM] [options]", "arms against the first: differences, regimes, survival",
      "  --against ARM        compare with this arm instead of the first\n"
      "  --of KIND            outcomes of entities instead of the run's, such as --of forum: each by itself, and the "
      "share\n"
      "                       of those that are there that ended in each word\n"
      "  --outcome NAME       only this outcome (repeatable)\n"
      "  --by-point           compare at each point of the design, over its replicates, and list the points. Without "
      "it "
      "there is one\n"
      "                       difference for all points: over replicates, each averaged over the points, or where "
      "points "
      "are\n"
      "                       drawn worlds over worlds, each averaged over its replicates\n"
      "  --survival EVENT     time until HISTORY>VALUE or HISTORY<VALUE, such as 'conflict>0.3'\n"
      "  --quantile Q         also how a quantile of the runs differs, such as 0.1\n"
      "  --worth NUMBER       negligible: whether the difference of the one --outcome is surely smaller than this\n"
      "  --csv FILE           also FILE, and beside it FILE_points, FILE_shares, FILE_best, FILE_quantiles, "
      "FILE_regimes, "
      "FILE_survival, FILE_curves\n"
      "  --hdf5 FILE          the same tables as groups of one file\n"
      "  --json               JSON instead of tables\n"
      "Intervals are 95 %, over replicates (luck) or over drawn worlds (worlds and luck); docs/statistics.md has each "
      "formula.\n"
      "low, high: of one difference by itself. low_all, high_all: all that are printed hold together; p_holm beside "
      "them.\n"
      "missing: pairs of which a run has no such outcome; low_missing, high_missing: the interval whatever they are.\n"
      "mean: of all runs that have the outcome; difference: of pairs of which both have it, so that where some are "
      "missing it is\n"
      "not the difference of the two means. positive_share: part of the pairs in which the outcome is higher than in "
      "the arm against.\n"
      "resolvable: the smallest true difference that four of five such studies would find.\n"
      "two_regimes: yes where Hartigan's dip finds more than one peak in the runs of either arm, so that its mean may "
      "describe no run.\n"
      "best: of three and more arms, whether each may be the one with the highest or the lowest mean (Hsu).\n",
      sim_command_compare },
    { "sensitivity", "OUT [options]", "which parameters change the outcomes of a design or a sample of worlds",
      "  --outcome NAME       only this outcome (repeatable); one of words is asked word by word\n"
      "  --arm NAME           this arm instead of the first\n"
      "  --against NAME       its difference from another arm, under the same luck\n"
      "  --csv FILE           also FILE, and beside it FILE_second_order and FILE_luck\n"
      "  --hdf5 FILE          the same tables as groups of one file\n"
      "  --json               JSON instead of tables\n"
      "saltelli: S1, ST and S2 (Saltelli 2010, Jansen 1999; with second_order Azzini 2021, Saltelli 2002); morris: mu, "
      "mu_star, sigma;\n"
      "names and order as SALib has them; conf: half of a 95 % interval from 1,000 resamples of base points and "
      "replicates.\n"
      "Two replicates and more: luck's part is taken off. Base points that lack an outcome do not count: points_used.\n"
      "latin_hypercube, sobol, random: S1, pawn and delta from slices, and the line that parameters "
      "without\n"
      "meaning stay under. luck_share: part of the variance of one run that is the replicate's luck and no parameter's "
      "doing.\n",
      sim_command_sensitivity },
    { "attribute", "STUDY [-o OUT] [options]", "how much each part of the model adds to an outcome: Shapley shares",
      "  -o OUT               keep the runs in OUT, and continue from them; else they are deleted\n"
      "  --of PART,PART       phases or mechanisms (default: the model's media); k parts make 2^k arms\n"
      "  --arm NAME           this arm instead of the first\n"
      "  --outcome NAME       this outcome (repeatable; default: the first)\n"
      "  --csv FILE           also as CSV\n"
      "  --hdf5 FILE          also as HDF5\n"
      "  --json               JSON instead of a table\n"
      "  --set, --replicates, --seed, --threads, --quiet as in run\n"
      "share: what a part adds, averaged over all orders in which the parts may come; shares add up to the whole, all "
      "on\n"
      "minus all off. alone: only this part on minus none on; removed: all on minus all but this part. 95 % intervals "
      "over "
      "replicates.\n",
      sim_command_attribute },
    { "export", "OUT --to FORM -o FILE", "a finished study for other programs",
      "  --to csv             a row a run: varied parameters and outcomes\n"
      "  --to histories       a row a run and month: the kept histories\n"
      "  --to entities        a row a run and entity: outcomes of the kind that --of names, such as --of forum\n"
      "  --to behaviorspace   the table of NetLogo's BehaviorSpace, as R's nlrx reads it\n"
      "  --to salib           FILE is the problem as JSON; beside it FILE_X.txt and FILE_Y.txt as numpy.savetxt writes "
      "them\n"
      "  --to sequences       a row a run, a column a month, for TraMineR; wants --of NAME,NAME\n"
      "  -o FILE              - writes to the terminal\n"
      "  --of NAME,NAME       for sequences: cumulated histories; the state of a month is the history that grew most, "
      "or none\n"
      "  --arm NAME           the arm of --to salib (default: the first)\n",
      sim_command_export },
    { "diff", "OUT --replicate N [options]", "where two arms with the same luck begin to differ, and in what",
      "  --replicate N        replicate to compare, from 0\n"
      "  --point P            row of the design (default 0)\n"
      "  --arms A,B           two arms (default: the first two)\n"
      "  --csv FILE           also as CSV\n"
      "  --json               JSON instead of text\n"
      "Both runs are computed again, to the bit. For each state variable: month, phase, first entity and both "
      "values.\n",
      sim_command_diff },
    { "story", "OUT --run N [--from M] [--to M]", "what happened in one run, month by month",
      "  --run N              number of the run, from 0, as in the results\n"
      "  --from M, --to M     months, from 0 (default: all)\n"
      "Runs are numbered arm by arm, then point by point, then replicate by replicate: with three arms and no design, "
      "run 4 is\n"
      "replicate 1 of the second arm. The second line of the story says which run it is.\n",
      sim_command_story },
    { "live", "STUDY -o page.html [options]", "a study as a page that computes while one looks",
      "  -o page.html         one file that needs no network and no server\n"
      "  --set, --seed, --replicates as in run; replicates: how many runs of an arm the page makes at most\n"
      "Sliders change copies of the study's arms; the page computes the runs that `run` would, to the bit.\n",
      sim_command_live },
    { "params", "[NAME, GROUP or WORD] [--markdown]", "the parameters: default, range, unit, role, meaning, source",
      "  --markdown           as tables for a document\n"
      "Any other word is looked for in names and meanings, also of tables, outcomes and keys of a study.\n",
      sim_command_params },
    { "describe", "[--study-file] [--markdown]",
      "the model: schedule, mechanisms, state, acts, tables, outcomes; or what a study file may hold",
      "  --study-file         every key of a study file instead, with its range, default and an example\n"
      "  --markdown           as tables for a document\n",
      sim_command_describe },
    { "help", "[WORD]", "whatever has this name: a command, a key of a study, a parameter, a column, an outcome",
      "Where nothing has the name, all whose name or meaning holds the word.\n", sim_command_help },
    { "version", "", "program, model, compiler, libraries, kernels", "", sim_command_version },
    { NULL, NULL, NULL, NULL, NULL },
};
