/* params.h - parameters of a model: unit, range, default, role and source.
 * A model has one constant list of them. Study files, the command line, the manual and the results all use this list.
 */
#ifndef SIM_PARAMS_H
#define SIM_PARAMS_H

#include <stdbool.h>

enum sim_kind { SIM_REAL, SIM_WHOLE, SIM_FLAG, SIM_CHOICE };

/** Who sets a parameter: a lever can be chosen by somebody, an uncertainty by nobody, and a constant is not varied. */
enum sim_role { SIM_LEVER, SIM_UNCERTAINTY, SIM_CONSTANT };

/** The cell of a table that a parameter stands for. */
struct sim_cell_name {
    int table, column;
    int hint;    /* row in the arm that was looked at first */
    char name[]; /* table.row.column; a link's row is first.second */
};

struct sim_param {
    const char *name; /* full and dotted: "trust.gain", "context.funding.council" */
    enum sim_kind kind;
    double value;     /* default; for a choice the index of the word, for a flag 0 or 1 */
    double low, high; /* allowed range, both ends included */
    double from, to;  /* plausible range for sampling, inside low..high */
    const char *unit; /* "share", "months", "1" ... */
    enum sim_role role;
    bool shapes; /* sets how many entities a run has: has no path, and runs that differ in it need different packs */
    const char *choices;              /* words of a choice, separated by one space; NULL otherwise */
    const char *meaning;              /* one sentence that starts with a capital letter, concept ids in brackets */
    const char *source;               /* where the default and the plausible range come from, or "assumed" */
    const struct sim_cell_name *cell; /* NULL: a parameter of the model itself */
};

/** A heading for the parameters with names that begin with "name.". */
struct sim_group {
    const char *name, *meaning;
};

struct sim_params {
    const struct sim_param *list;
    int count;
    const struct sim_group *groups;
    int groups_count;
};

/** Index of the parameter with this full name, or -1. */
int sim_params_find(const struct sim_params *self, const char *name);

/** Index of the word among the choices of `param`, or -1. */
int sim_param_choice(const struct sim_param *param, const char *word);

/** Index of `word` among `words` (separated by one space), or -1. */
int sim_word_index(const char *words, const char *word);

/** Copy the word number `index` of `words` into `word` of `size` bytes; empty if there is none. */
void sim_word_at(const char *words, int index, char *word, int size);

/** "lever", "uncertainty" or "constant". */
const char *sim_role_text(enum sim_role role);

/** A value as text: the word of a choice, true or false, or the shortest number that reads back to the same value. */
void sim_param_text(const struct sim_param *param, double value, char *text, int size);
void sim_number_text(double value, char *text, int size);

/** Copy the word with this index into `word` of `size` bytes; empty if there is none. */
void sim_param_word(const struct sim_param *param, int index, char *word, int size);

#endif
