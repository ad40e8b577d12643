/* error.c - gathers complaints as lines of text; finds nearest names by edit distance. */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_WORD = 128, MOST_COMPLAINTS = 200 };

/** Append formatted text. Without memory the text is lost, but the complaint still counts. */
static void append(struct sim_errors *self, const char *format, va_list values)
{
    va_list again;
    va_copy(again, values);
    int more = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = more < 0 ? NULL : realloc(self->text, self->length + (size_t)more + 1);
    if (text != NULL) {
        vsnprintf(text + self->length, (size_t)more + 1, format, values);
        self->text = text;
        self->length += (size_t)more;
    }
}

SIM_PRINTF(2, 3) static void say(struct sim_errors *self, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    append(self, format, values);
    va_end(values);
}

void sim_complain(struct sim_errors *self, const char *file, int line, int column, const char *format, ...)
{
    va_list values;

    if (self->count++ >= MOST_COMPLAINTS) {
        return;
    }
    if (file != NULL && line > 0) {
        say(self, "%s:%d:%d: ", file, line, column);
    } else if (file != NULL) {
        say(self, "%s: ", file);
    }
    say(self, "error: ");
    va_start(values, format);
    append(self, format, values);
    va_end(values);
    say(self, "\n");
}

enum sim_status sim_fail(struct sim_errors *self, enum sim_status status, const char *format, ...)
{
    va_list values;

    self->count++;
    say(self, "error: ");
    va_start(values, format);
    append(self, format, values);
    va_end(values);
    say(self, "\n");
    return status;
}

void sim_errors_take(struct sim_errors *self, struct sim_errors *from)
{
    if (from->text != NULL) {
        say(self, "%s", from->text);
    }
    self->count += from->count;
    sim_errors_free(from);
}

void sim_errors_free(struct sim_errors *self)
{
    free(self->text);
    *self = (struct sim_errors){ 0 };
}

/** Levenshtein distance of two short words. */
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

const char *sim_nearest(const char *word, const char *const *names, int count)
{
    size_t length = strlen(word);
    int best = (int)length / 3 + 1;
    const char *nearest = NULL;

    if (length > LONGEST_WORD) {
        return NULL;
    }
    for (int i = 0; i < count; i++) {
        int apart = abs((int)strlen(names[i]) - (int)length); /* the distance is at least the difference in length */
        int far = apart >= best || strlen(names[i]) > LONGEST_WORD ? LONGEST_WORD : distance(word, names[i]);
        if (far < best) {
            best = far;
            nearest = names[i];
        }
    }
    return nearest;
}
