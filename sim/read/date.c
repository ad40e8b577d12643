/* date.c - dates as people write them: 2017-04, 30/04/2017, 30.04.2017, Apr 2017. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "reading.h"

enum { MOST_PARTS = 3 };

/** A date cut into its parts. The shape has a letter for each: y for four digits, n for one or two, w for a word; and
 * what stands between them, a blank for several such characters. */
struct parts {
    char shape[2 * MOST_PARTS + 1];
    int number[MOST_PARTS]; /* of a word: the month of this name, or 0 */
    int count;
};

#define FINANCIAL "is a financial year: write the month in which it begins, as 2010-04"
#define SHORT     "wants a year of four digits, as in Apr 2010 or 2010-04"

/** Shapes of dates, and the meaning of their parts: year, month, day; `?`: day or month, whichever it must be. Others
 * are dates of which nobody can be sure; the text says why. */
static const struct shape {
    const char *shape, *parts, *doubt;
} shapes[] = {
    { "y-n", "ym", NULL },
    { "y-n-n", "ymd", NULL },
    { "y/n/n", "ymd", NULL },
    { "y.n.n", "ymd", NULL },
    { "n/y", "my", NULL },
    { "n-y", "my", NULL },
    { "n.n.y", "dmy", NULL },
    { "n/n/y", "??y", NULL },
    { "n-n-y", "??y", NULL },
    { "w y", "my", NULL },
    { "w-y", "my", NULL },
    { "w/y", "my", NULL },
    { "y w", "ym", NULL },
    { "y-w", "ym", NULL },
    { "n w y", "dmy", NULL },
    { "n-w-y", "dmy", NULL },
    { "n/w/y", "dmy", NULL },
    { "w n y", "mdy", NULL },
    { "n.y", NULL, "may be a month of a year or a number of months: write it as 2010-04" },
    { "y/n", NULL, "may be a financial year or a month: write the month, as 2010-04" },
    { "y/y", NULL, FINANCIAL },
    { "y-y", NULL, FINANCIAL },
    { "w n", NULL, SHORT },
    { "w-n", NULL, SHORT },
    { "n-w", NULL, SHORT },
    { "n w n", NULL, SHORT },
    { "n-w-n", NULL, SHORT },
    { "n/n/n", NULL, SHORT },
    { "n.n.n", NULL, SHORT },
    { "n-n-n", NULL, SHORT },
};

static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                      "July",    "August",   "September", "October", "November", "December" };

/** The month of a name, or of its first letters, at least three; 0: none. */
static int month_named(const char *word, size_t length)
{
    int month = 12;
    while (month > 0 && (length < 3 || strncasecmp(months[month - 1], word, length) != 0))
        month--;
    return month;
}

/** Length of the date in a text; what is left may be a time of the day: "2010-04-30 00:00:00". */
static size_t without_time(const char *text)
{
    const char *colon = strchr(text, ':');
    const char *at = colon;
    while (at != NULL && at > text && isdigit((unsigned char)at[-1]))
        at--;
    bool time =
        at != NULL && at > text && strchr(" T", at[-1]) != NULL && colon[strspn(colon, "0123456789:.+Z")] == '\0';
    return time ? (size_t)(at - text) - 1 : strlen(text);
}

/** False where a text has other parts than dates have. */
static bool parts_cut(const char *text, struct parts *self)
{
    const char *end = text + without_time(text);
    size_t at = 0;

    *self = (struct parts){ 0 };
    while (text < end && self->count < MOST_PARTS) {
        bool digits = isdigit((unsigned char)*text), letters = isalpha((unsigned char)*text);
        const char *begin = text;
        while (text < end && (digits ? isdigit((unsigned char)*text) : isalpha((unsigned char)*text)))
            text++;
        size_t length = (size_t)(text - begin), between = text < end ? strspn(text, "-/. ,") : 0;
        if ((!digits && !letters) || (digits && length > 2 && length != 4)) {
            return false;
        }
        self->number[self->count++] = digits ? atoi(begin) : month_named(begin, length);
        self->shape[at++] = (char)(!digits ? 'w' : length == 4 ? 'y' : 'n');
        if (text < end) {
            self->shape[at++] = (char)(between == 1 && *text != ',' ? *text : between > 0 ? ' ' : '?');
        }
        text += between;
    }
    self->shape[at] = '\0';
    return text == end;
}

static const struct shape *shape_of(const struct parts *parts)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (strcmp(shapes[i].shape, parts->shape) == 0) {
            return &shapes[i];
        }
    return NULL;
}

bool sim_is_financial_year(const char *text)
{
    struct parts parts;
    return parts_cut(text, &parts) && strcmp(parts.shape, "y-n") == 0 && parts.number[1] == (parts.number[0] + 1) % 100;
}

/** Why nobody can be sure of a date of this shape; NULL where it is none, or is sure. */
static const char *doubt_of(const struct parts *parts, const struct shape *shape, const char *text)
{
    int word = shape->shape[0] == 'w' ? 0 : 1;
    bool number = strcmp(shape->shape, "n.y") == 0 && (parts->number[1] < 1900 || parts->number[1] > 2100);

    if (sim_is_financial_year(text) && parts->number[1] > 12) {
        return FINANCIAL;
    }
    return number || (strchr(shape->shape, 'w') != NULL && parts->number[word] == 0) ? NULL : shape->doubt;
}

/** Which of two numbers is the month? -1: either. */
static int month_among(int first, int second)
{
    return first < 1 || second > 12 || first == second ? 0 : second < 1 || first > 12 ? 1 : -1;
}

enum sim_dated sim_date_of(const char *text, int *year, int *month, char *problem, size_t size)
{
    static const int longest[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    struct parts parts;
    const struct shape *shape = parts_cut(text, &parts) ? shape_of(&parts) : NULL;
    const char *doubt = shape == NULL ? NULL : doubt_of(&parts, shape, text);
    const int *number = parts.number;
    char meaning[MOST_PARTS + 1];
    int day = 1, which;

    if (doubt != NULL) {
        snprintf(problem, size, "'%.60s' %s", text, doubt);
        return SIM_DOUBTFUL;
    }
    if (shape == NULL || shape->parts == NULL) {
        return SIM_NO_DATE;
    }
    strcpy(meaning, shape->parts);
    if (meaning[0] == '?') {
        which = month_among(number[0], number[1]);
        if (which < 0) {
            snprintf(problem, size, "'%.60s' may be %d %s or %d %s: write %04d-%02d or %04d-%02d", text, number[0],
                     months[number[1] - 1], number[1], months[number[0] - 1], number[2], number[1], number[2],
                     number[0]);
            return SIM_DOUBTFUL;
        }
        meaning[which] = 'm';
        meaning[1 - which] = 'd';
    }
    for (int i = 0; i < parts.count; i++)
        *(meaning[i] == 'y' ? year : meaning[i] == 'm' ? month : &day) = number[i];
    return *year >= 1 && *month >= 1 && *month <= 12 && day >= 1 && day <= longest[*month - 1] ? SIM_DATE : SIM_NO_DATE;
}
