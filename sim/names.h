/* names.h - finds a name in a list, and guesses which name was meant if a word is not in the list. */
#ifndef SIM_NAMES_H
#define SIM_NAMES_H

#include <stddef.h>

/** A list of names: an array of `const char *`, or of structs that have their name, a `const char *`, as first field.
 * The array belongs to the caller. */
struct sim_names {
    const void *first; /* may be NULL where count is 0 */
    size_t size;       /* bytes of one member */
    int count;
};
#define SIM_NAMES(array, many) ((struct sim_names){ (array), sizeof *(array), (many) })

/** Name number `index`, 0 <= index < count. */
const char *sim_name_at(struct sim_names names, int index);

/** Index of the name that equals `name`, or -1. */
int sim_name_index(struct sim_names names, const char *name);

/** The name nearest to `word` in `count` lists; NULL if no name is near. From nearest to farthest, a name is near if
 * - it differs from the word only in capitals, a plural ending, or `_` for `-` or a blank;
 * - at most a third of the word's letters, capitals apart, must be changed, added or dropped to make the name: fewer
 * are nearer;
 * - the word has at least three letters, and the name begins with them.
 * Names are also compared without the groups that the word leaves out: `gain` and `walk.gain` are near `toy.walk.gain`.
 * Of equally near names the first wins. */
const char *sim_name_near(const char *word, const struct sim_names *lists, int count);

/** Bytes that the first `most` characters of a UTF-8 text take: its whole length where it has no more. */
size_t sim_first_characters(const char *text, int most);

/** The end of a complaint: "; did you mean 'x'?", or an empty text if no name is near. */
struct sim_hint {
    char text[256];
};
struct sim_hint sim_hint(const char *word, const struct sim_names *lists, int count);

/** The same for `words` with a blank between each and the next, such as "council health schools". */
struct sim_hint sim_word_hint(const char *word, const char *words);

/** A name that an earlier version of a model had. */
struct sim_gone {
    const char *what; /* "parameter", "outcome", "history", "mechanism" or "column" */
    const char *name; /* of a parameter: its group stands for all its members */
    const char *now;  /* what took its place */
};

/** The same for a word that should name a `what`. If a name of that kind is gone, the hint says what took its place:
 * "; it is gone, and in its place there is x". `gone` ends with a row without a name; NULL: nothing is gone. */
struct sim_hint sim_hint_of(const char *what, const char *word, const struct sim_gone *gone,
                            const struct sim_names *lists, int count);

#endif
