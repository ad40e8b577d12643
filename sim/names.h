/* names.h - one search for every list of names, and the name that was meant where a word is none of them. */
#ifndef SIM_NAMES_H
#define SIM_NAMES_H

#include <stddef.h>

/** A list of names: an array whose members begin with theirs (a `const char *`). */
struct sim_names {
    const void *first; /* may be NULL where count is 0 */
    size_t size;       /* of one member */
    int count;
};
#define SIM_NAMES(array, many) ((struct sim_names){ (array), sizeof *(array), (many) })

const char *sim_name_at(struct sim_names names, int index);

/** Index of a name, or -1. */
int sim_name_index(struct sim_names names, const char *name);

/** Nearest to `word` of all names in `lists`, or NULL. Near is: the same but for capitals, `-` for `_` or a plural; the
 * same without its group (`gain` for `walk.gain`); less than a third of its letters and one more to change; at least
 * three letters that begin a name. The first of these wins. */
const char *sim_name_near(const char *word, const struct sim_names *lists, int count);

/** "; did you mean 'x'?", or nothing. */
struct sim_hint {
    char text[160];
};
struct sim_hint sim_hint(const char *word, const struct sim_names *lists, int count);

#endif
