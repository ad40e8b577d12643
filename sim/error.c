/* error.c - gathers complaints as lines of text. */
#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COMPLAINTS = 200 };

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
