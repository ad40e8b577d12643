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
      "  --shard I/N          take every N-th block first, from the I-th on (default: from SLURM_ARRAY_TASK_ID, "
      "SLURM_PROCID,\n"
      "                       OMPI_COMM_WORLD_RANK or PMI_RANK)\n"
      "  --on-error WHAT      after a failed run: finish (default) continues, stop ends after its block\n"
      "  --dry-run            print runs, bytes, time and how small a difference could show; with -o also what of it "
      "exists; write nothing\n"
      "  --progress WHAT      auto (a line on a terminal), json (lines for other tools and nothing else), none\n"
      "  --quiet              no progress, no closing line\n"
      "  --no-collect         leave the blocks as they are\n"
      "  --kernel NAME        v4_16, v3_16, v2_16, v3_8, v3_1: results are the same bits\n"
      "A folder with a smaller study grows: its runs are kept, and those of further replicates, arms, points or "
      "histories are added.\n"
      "Exit codes: 0 complete, 2 usage or study, 65 data, 71 no memory, 74 input or output, 75 stopped (repeat the "
      "command to go on).\n",
      sim_command_run },
    { "new", "DIR", "a folder to begin with: tables to fill in, and a study that reads them",
      "If DIR has a file of these names, nothing is written. columns.md says what each column means.\n",
      sim_command_new },
    { "check", "STUDY [--set NAME=VALUE]... [--names]",
      "print what a study would do, or everything that is wrong with it",
      "  --set NAME=VALUE     as in run\n"
      "  --names              instead the names that --set takes, one per line: parameters, and the cells of its "
      "tables\n",
      sim_command_check },
    { "status", "OUT [--verify] [--json]", "how far a study is; also while others work on it",
      "  --verify             read every block and results.h5 whole, not only their seals; 65 where one is damaged\n"
      "  --json               JSON instead of text\n",
      sim_command_status },
    { "collect", "OUT [--partial] [--compress N] [--only]", "blocks into one results file, or several places into one",
      "  --partial            collect the blocks that exist; absent runs have status 0\n"
      "  --compress N         gzip level 1 to 9 of the histories (default 0: none)\n"
      "  --only               then verify the file, compare it with the blocks, and remove the blocks\n"
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
      "  --quick              few runs: a quick look, too few to rely on\n"
      "  --replicates N       replicates in the claim's own world and under its ablation (default: as each study "
      "says)\n"
      "  --worlds FILE        instead of its own world: all worlds of a file that `match` wrote\n"
      "  --worlds N           sampled worlds (default 200; 0: none), --world-replicates N runs an arm in each (default "
      "8)\n"
      "  --placebo N          also try claims that name two sides (key placebo) in N labellings: their numbers mixed "
      "at random\n"
      "  --dry-run            print runs and time of each claim; write nothing, show no outcome\n"
      "  --threads N          threads (default: all cores)\n",
      sim_command_claims },
    { "match", "STUDY -o OUT [options]",
      "draw worlds, and keep those that look like real cases: that meet the patterns of a study",
      "  -o OUT               folder of the matching; after a kill it goes on, and with more worlds it keeps those it "
      "has\n"
      "  --arm NAME           match the worlds of this arm; needed where the study has several\n"
      "  --set NAME=VALUE, --seed N, --threads N, --shard I/N, --progress WHAT, --quiet, --kernel NAME as in run\n"
      "  --dry-run            expected time and yield, from a few worlds; write nothing\n"
      "  --json               the tables as JSON\n"
      "Writes OUT/worlds.csv, whose rows are the kept worlds, for `worlds:` of another study; beside it "
      "worlds_values.csv, worlds_patterns.csv,\n"
      "worlds_pairs.csv, worlds_factors.csv, worlds_waves.csv; and all tables as groups of OUT/worlds.h5.\n"
      "alone: worlds that a pattern excludes by itself; last: worlds that would be kept without it; met: worlds that "
      "meet it.\n"
      "distance: largest distance between the sampled and the kept distribution of a factor; under the line nothing is "
      "learned of it.\n"
      "docs/match.md has a worked example, docs/statistics.md how worlds are screened and weighted.\n",
      sim_command_match },
    { "compare", "OUT [--against ARM] [options]", "arms against the first: differences, regimes, survival",
      "  --against ARM        compare with this arm instead of the first\n"
      "  --of KIND            outcomes of entities instead of the run's, such as --of forum: each by itself, and\n"
      "                       the share of them that ended in each word\n"
      "  --outcome NAME       only this outcome (repeatable)\n"
      "  --by-point           compare at each point of the design, over its replicates, and list the points. Without "
      "it there is one\n"
      "                       difference for all points: over replicates, each averaged over the points, or where "
      "points are\n"
      "                       drawn worlds over worlds, each averaged over its replicates\n"
      "  --over PARAMETER     compare at each level of a parameter of the design, over its other parameters (twice: of "
      "two; the first is\n"
      "                       the one whose best level is looked for where outcomes are named). If the design is not "
      "a\n"
      "                       full product, only points count whose other parameters occur at every level\n"
      "  --history HISTORY    the months of a history instead of outcomes; or mean(HISTORY,12), the mean of twelve "
      "months, or\n"
      "                       change(HISTORY,12), how much it changed since twelve months ago\n"
      "  --survival EVENT     time until HISTORY>VALUE or HISTORY<VALUE, such as 'conflict>0.3' or "
      "'change(delivered,24)<1'\n"
      "  --quantile Q         also how a quantile of the runs differs, such as 0.1\n"
      "  --partial            take an unfinished study: replicates, or worlds, with missing runs are left out\n"
      "  --worth NUMBER       also whether the difference of the one --outcome is negligible: surely smaller than "
      "this\n"
      "  --regret --better OUTCOME=high,OUTCOME=low  instead: how much worse each arm is than the best in the same "
      "world, in how\n"
      "                       many worlds it is the best, and whether another is better in every outcome. --settings: "
      "the points\n"
      "                       of a design in one arm (--arm) instead of the arms. --csv: FILE, FILE_front, "
      "FILE_worlds\n"
      "  --csv FILE           also FILE, and beside it FILE_points, FILE_levels, FILE_shares, FILE_signs, FILE_best, "
      "FILE_peaks, FILE_quantiles, FILE_regimes, FILE_survival, FILE_curves\n"
      "  --hdf5 FILE          the same tables as groups of one file\n"
      "  --json               JSON instead of tables\n"
      "Intervals are 95 %, over replicates (luck) or over drawn worlds (worlds and luck); docs/statistics.md has each "
      "formula.\n"
      "low, high: of one difference by itself. low_all, high_all: all that are printed hold together; p_holm beside "
      "them.\n"
      "missing: pairs in which a run lacks the outcome; low_missing, high_missing: the interval whatever their values "
      "are.\n"
      "mean: of all runs that have the outcome. difference: of pairs in which both runs have it; where some are "
      "missing, it is\n"
      "not the difference of the two means. positive_share: share of the pairs in which the outcome is higher than in "
      "the\n"
      "arm against.\n"
      "resolvable: the smallest true difference that four of five such studies would find.\n"
      "two_regimes: yes where Hartigan's dip finds more than one peak in the runs of either arm, so that its mean may "
      "describe no run.\n"
      "regret_90: nine of ten worlds have no more regret. best_alone: share of the worlds in which all others are "
      "worse.\n"
      "share_above: share of the worlds of a file in which the arm is truly above; what luck adds in few replicates is "
      "taken off.\n"
      "best: of three or more arms, whether each may be the one with the highest or the lowest mean (Hsu).\n"
      "peaks: the level with the highest, or lowest, mean of an arm; low, high: range of all levels that may be it "
      "(Hsu).\n"
      "levels (in files): the mean of each arm by itself; of a study with one arm it is the whole answer.\n",
      sim_command_compare },
    { "sensitivity", "OUT [options]", "which parameters change the outcomes of a design or a sample of worlds",
      "  --outcome NAME       only this outcome (repeatable); an outcome of words is asked word by word\n"
      "  --arm NAME           this arm instead of the first\n"
      "  --against NAME       its difference from another arm, under the same luck\n"
      "  --groups NAME,NAME   of a sample of worlds, also S1 of groups of parameters: trust, or a group of your own,\n"
      "                       mine=trust.start+agenda.size\n"
      "  --csv FILE           also FILE, and beside it FILE_second_order, FILE_groups, FILE_words and FILE_luck\n"
      "  --hdf5 FILE          the same tables as groups of one file\n"
      "  --json               JSON instead of tables\n"
      "saltelli: S1, ST and S2 (Saltelli 2010, Jansen 1999; with second_order Azzini 2021, Saltelli 2002); morris: mu, "
      "mu_star, sigma;\n"
      "names and order as SALib has them; conf: half of a 95 % interval from 1,000 resamples of base points and "
      "replicates.\n"
      "With two or more replicates luck's part is taken off. Base points that lack an outcome do not count: "
      "points_used.\n"
      "latin_hypercube, sobol, random: S1, pawn and delta from slices, and for each the line that parameters without "
      "effect\n"
      "stay under; significant: S1 or pawn is above its line. words: delta of an outcome of words, all words "
      "together.\n"
      "luck_share: share of the variance between single runs that comes from luck, and not from parameters.\n",
      sim_command_sensitivity },
    { "discover", "OUT --when CONDITION [options]", "in which drawn worlds a condition is met: boxes and a tree",
      "  --when CONDITION     on outcomes: 'regime == advantage', 'synergy[cut] - synergy[as it is] < 0 and conflict "
      "<= 0.3',\n"
      "                       'share(fate == dead) > 1/2'; docs/discover.md has the grammar\n"
      "  --claim STUDY        instead: that the claim of this study holds, in worlds that `claims` has drawn for it\n"
      "  --arm NAME           arm of the outcomes that name none (default: the first)\n"
      "  --alpha SHARE        part of a box that is peeled off at a time (default 0.05)\n"
      "  --mass SHARE         part of the worlds that a box must hold (default 0.05)\n"
      "  --density SHARE      the largest box of at least this density instead of the one that parts the worlds best\n"
      "  --quasi-p P          drop limits with a larger quasi-p (default 0.05; 1 drops none)\n"
      "  --boxes N            at most N boxes (default 5); each is sought in the worlds outside the boxes before it\n"
      "  --threads N          threads, at most 8 (default: all cores); the boxes are the same\n"
      "  --csv FILE           also FILE, and beside it FILE_limits, FILE_trajectory and FILE_tree\n"
      "  --hdf5 FILE          the same tables as groups of one file\n"
      "  --json               JSON instead of tables\n"
      "coverage: part of all worlds with the condition that lie in the box; density: part of its worlds that meet it; "
      "mass: part\n"
      "of all worlds. Boxes are peeled and pasted (PRIM, Friedman & Fisher 1999). p: how often shuffled answers give "
      "as good a box;\n"
      "significant: p is at most 0.05. coverage_new, density_new: of worlds that resamples left out, in the boxes of "
      "these resamples.\n"
      "low, high: 95 % of the limits in resampled worlds; kept: part of them with such a limit. The tree is pruned by "
      "cross-validation.\n",
      sim_command_discover },
    { "attribute", "STUDY [-o OUT] [options]", "how much each part of the model adds to an outcome: Shapley shares",
      "attribute OUT          what the runs of an earlier `attribute STUDY -o OUT` tell; takes --outcome and the forms "
      "of tables\n"
      "  -o OUT               keep the runs in OUT, and continue from them; else they are deleted\n"
      "  --of PART,PART       phases or mechanisms (default: the model's media); k parts make 2^k arms\n"
      "  --arm NAME           this arm instead of the first\n"
      "  --outcome NAME       this outcome (repeatable; default: the first)\n"
      "  --csv FILE           also FILE, and beside it FILE_together\n"
      "  --hdf5 FILE          the same tables as groups of one file\n"
      "  --json               JSON instead of tables\n"
      "  --set, --replicates, --seed, --threads, --quiet as in run\n"
      "share: what a part adds, averaged over all orders in which the parts may come; shares add up to the whole, all "
      "on\n"
      "minus all off. alone: only this part on minus none on; removed: all on minus all but this part. Below the "
      "parts: the sum of\n"
      "all alone, the interplay (the whole less that sum), and the whole. 95 % intervals over replicates, or over "
      "drawn worlds.\n",
      sim_command_attribute },
    { "export", "OUT --to FORM -o FILE", "a finished study for other programs",
      "  --to csv             one row per run: varied parameters and outcomes\n"
      "  --to histories       one row per run and month: the kept histories\n"
      "  --to entities        one row per run and entity: outcomes of the kind that --of names, such as --of forum\n"
      "  --to behaviorspace   the table of NetLogo's BehaviorSpace, as R's nlrx reads it\n"
      "  --to salib           FILE is the problem as JSON; beside it FILE_X.txt and FILE_Y.txt as numpy.savetxt writes "
      "them\n"
      "  --to sequences       one row per run, one column per month, for TraMineR; wants --of NAME,NAME\n"
      "  -o FILE              the file; - writes to the terminal\n"
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
    { "story", "OUT --run N [--from M] [--to M] [--about NAME]", "what happened in one run, month by month",
      "  --run N              number of the run, from 0, as in the results\n"
      "  --from M, --to M     months, from 0 (default: all)\n"
      "  --about NAME         only events that name this forum, organisation or other; each month is then a paragraph\n"
      "Runs are numbered arm by arm, then point by point, then replicate by replicate: with three arms and no design, "
      "run 4 is\n"
      "replicate 1 of the second arm. The second line of the story says which run it is.\n",
      sim_command_story },
    { "live", "STUDY -o page.html [options]", "a study as a web page that computes its runs",
      "  -o page.html         one file that needs no network and no server\n"
      "  --set, --seed, --replicates as in run; replicates: how many runs of an arm the page makes at most\n"
      "Sliders change copies of the study's arms; the page computes the runs that `run` would, to the bit.\n",
      sim_command_live },
    { "params", "[NAME, GROUP or WORD] [--markdown]", "the parameters: default, range, unit, role, meaning, source",
      "  --markdown           as tables for a document\n"
      "Any other word is searched in names and meanings, also of tables, outcomes and keys of a study.\n",
      sim_command_params },
    { "describe", "[--study-file] [--markdown]",
      "the model: schedule, mechanisms, state, acts, tables, outcomes; or what a study file may hold",
      "  --study-file         every key of a study file instead, with its range, default and an example\n"
      "  --markdown           as tables for a document\n",
      sim_command_describe },
    { "help", "[WORD]", "explain a name: a command, a key of a study, a parameter, a column, an outcome",
      "Where nothing has the name: everything whose name or meaning contains the word.\n", sim_command_help },
    { "version", "", "program, model, compiler, libraries, kernels", "", sim_command_version },
    { NULL, NULL, NULL, NULL, NULL },
};
