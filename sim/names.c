/* names.c - names are compared letter by letter first; nearness is an edit distance. */
#include "names.h"

#include <ctype.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_WORD = 128, SHORTEST_BEGINNING = 3 };

size_t sim_first_characters(const char *text, int most)
{
    size_t bytes = 0;
    while (text[bytes] != '\0' && ((text[bytes] & 0xc0) == 0x80 || most-- > 0))
        bytes++;
    return bytes;
}

const char *sim_name_at(struct sim_names names, int index)
{
    const char *name;
    memcpy(&name, (const char *)names.first + (size_t)index * names.size, sizeof name);
    return name;
}

int sim_name_index(struct sim_names names, const char *name)
{
    for (int i = 0; i < names.count; i++)
        if (strcmp(sim_name_at(names, i), name) == 0) {
            return i;
        }
    return -1;
}

/* --- the name that was meant --- */

/** A word in small letters, `_` for `-` and blanks. */
static void simplify(const char *word, char *simple)
{
    size_t length = strnlen(word, LONGEST_WORD);

    for (size_t i = 0; i < length; i++)
        simple[i] = (char)(word[i] == '-' || word[i] == ' ' ? '_' : tolower((unsigned char)word[i]));
    simple[length] = '\0';
}

/** Without the ending of a plural. */
static void make_singular(char *simple)
{
    size_t length = strlen(simple);
    if (length > 3 && strcmp(simple + length - 3, "ies") == 0) {
        strcpy(simple + length - 3, "y"); /* shorter than what stood there */
    } else if (length > 3 && simple[length - 1] == 's') {
        simple[length - 1] = '\0';
    }
}

/** Levenshtein distance of two words of at most LONGEST_WORD letters. */
static int distance(const char *a, const char *b)
{
    int row[LONGEST_WORD + 1], width = (int)strlen(b);

    for (int j = 0; j <= width; j++)
        row[j] = j;
    for (int i = 1; a[i - 1] != '\0'; i++) {
        int corner = row[0];
        row[0] = i;
        for (int j = 1; j <= width; j++) {
            int change = corner + (a[i - 1] != b[j - 1]), add = row[j - 1] + 1, drop = row[j] + 1;
            corner = row[j];
            row[j] = change < add ? change : add;
            row[j] = row[j] < drop ? row[j] : drop;
        }
    }
    return row[width];
}

/** How far a word is from a name: 0 is nearest, INT_MAX is not near. */
static int how_far(const char *word, const char *name)
{
    char word_simple[LONGEST_WORD + 1], name_simple[LONGEST_WORD + 1];
    int length = (int)strlen(word), most = length / 3 + 1, apart;

    if (strlen(name) > LONGEST_WORD) {
        return INT_MAX;
    }
    simplify(word, word_simple);
    simplify(name, name_simple);
    apart = abs((int)strlen(name) - length); /* no word is nearer than that */
    apart = apart < most ? distance(word_simple, name_simple) : most;
    make_singular(word_simple);
    make_singular(name_simple);
    if (strcmp(word_simple, name_simple) == 0) {
        return 0;
    }
    if (apart < most) {
        return 2 * apart;
    }
    bool begins =
        strlen(word_simple) >= SHORTEST_BEGINNING && strncmp(word_simple, name_simple, strlen(word_simple)) == 0;
    return begins ? LONGEST_WORD * 2 : INT_MAX;
}

static int dots(const char *text)
{
    int count = 0;
    for (; *text != '\0'; text++)
        count += *text == '.';
    return count;
}

/** The end of a name that has as many dots as the word; NULL where the name has no more of them. */
static const char *without_group(const char *word, const char *name)
{
    int more = dots(name) - dots(word);

    if (more <= 0) {
        return NULL;
    }
    for (; more > 0; more--)
        name = strchr(name, '.') + 1;
    return name;
}

/** The same, where a name may be written without its group. */
static int how_far_without_group(const char *word, const char *name)
{
    const char *rest = without_group(word, name);
    int whole = how_far(word, name), tail = rest == NULL ? INT_MAX : how_far(word, rest);
    return tail < whole ? tail + 1 : whole;
}

const char *sim_name_near(const char *word, const struct sim_names *lists, int count)
{
    const char *nearest = NULL;
    int least = INT_MAX;

    if (word[0] == '\0' || strlen(word) > LONGEST_WORD) {
        return NULL;
    }
    for (int i = 0; i < count; i++)
        for (int k = 0; k < lists[i].count; k++) {
            const char *name = sim_name_at(lists[i], k);
            int far = how_far_without_group(word, name);
            if (far < least) {
                least = far;
                nearest = name;
            }
        }
    return nearest;
}

struct sim_hint sim_hint(const char *word, const struct sim_names *lists, int count)
{
    const char *near = sim_name_near(word, lists, count);
    struct sim_hint hint = { "" };

    if (near != NULL) {
        snprintf(hint.text, sizeof hint.text, "; did you mean '%s'?", near);
    }
    return hint;
}

struct sim_hint sim_word_hint(const char *word, const char *words)
{
    enum { MOST_WORDS = 64, LONGEST_LIST = 1024 };
    char copy[LONGEST_LIST], *rest = NULL;
    const char *list[MOST_WORDS];
    int count = 0;

    snprintf(copy, sizeof copy, "%s", words);
    for (char *one = strtok_r(copy, " ", &rest); one != NULL && count < MOST_WORDS; one = strtok_r(NULL, " ", &rest))
        list[count++] = one;
    struct sim_names names = SIM_NAMES(list, count);
    return sim_hint(word, &names, 1);
}

/** Does a row speak of the word, or of a group that the word is in? */
static bool is_gone(const struct sim_gone *row, const char *what, const char *word)
{
    size_t length = strlen(row->name);
    return strcmp(row->what, what) == 0 && strncmp(row->name, word, length) == 0 &&
           (word[length] == '\0' || word[length] == '.');
}

struct sim_hint sim_hint_of(const char *what, const char *word, const struct sim_gone *gone,
                            const struct sim_names *lists, int count)
{
    for (const struct sim_gone *row = gone; row != NULL && row->name != NULL; row++)
        if (is_gone(row, what, word)) {
            struct sim_hint hint;
            snprintf(hint.text, sizeof hint.text, "; it is gone, and in its place there is %s", row->now);
            return hint;
        }
    return sim_hint(word, lists, count);
}
