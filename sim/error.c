/* error.c - gathers complaints as lines of text. */
#include "error.h"

#include <stdarg.h>
#include <stdbool.h>
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

/** Bytes of a character that would control the terminal: a control character, or in UTF-8 one of U+0080..9F or a
 * mark that changes the direction of writing. 0 for any other character. */
static size_t control_bytes(const unsigned char *text)
{
    if (text[0] < 0x20 || text[0] == 0x7f) {
        return 1;
    }
    if (text[0] == 0xc2 && text[1] >= 0x80 && text[1] <= 0x9f) {
        return 2;
    }
    bool turns = text[0] == 0xe2 && ((text[1] == 0x80 && text[2] >= 0xaa && text[2] <= 0xae) ||
                                     (text[1] == 0x81 && text[2] >= 0xa6 && text[2] <= 0xa9));
    return turns ? 3 : 0;
}

/** Bytes of a character that was cut off before the quote that ends a name; 0 if there is none here. */
static size_t cut(const unsigned char *text)
{
    size_t whole = text[0] < 0xc2 ? 1 : text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4, there = 1;
    while (there < whole && (text[there] & 0xc0) == 0x80)
        there++;
    return there < whole && text[there] == '\'' ? there : 0;
}

/** Escape the characters after `from` that would control the terminal, so that it shows them: "\x1b". */
static void escape(struct sim_errors *self, size_t from)
{
    size_t room = 4 * (self->length - from) + 1, at = 0;
    char *escaped = self->text == NULL ? NULL : malloc(room);

    if (escaped == NULL) {
        self->length = self->text == NULL ? 0 : from;
        return;
    }
    for (const char *c = self->text + from; *c != '\0'; c++) {
        size_t bytes = control_bytes((const unsigned char *)c), lost = cut((const unsigned char *)c);
        if (lost > 0) {
            c += lost - 1;
            continue;
        }
        if (bytes == 0) {
            escaped[at++] = *c;
        }
        for (size_t i = 0; i < bytes; i++)
            at += (size_t)sprintf(escaped + at, "\\x%02x", (unsigned char)c[i]);
        c += bytes > 0 ? bytes - 1 : 0;
    }
    char *text = realloc(self->text, from + at + 1);
    if (text != NULL) {
        memcpy(text + from, escaped, at);
        text[from + at] = '\0';
        self->text = text;
        self->length = from + at;
    }
    free(escaped);
}

SIM_PRINTF(2, 3) static void say(struct sim_errors *self, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    append(self, format, values);
    va_end(values);
}

/** The rest of the line that began at `from`. */
static void end_line(struct sim_errors *self, size_t from, const char *format, va_list values)
{
    append(self, format, values);
    escape(self, from);
    say(self, "\n");
}

void sim_complain(struct sim_errors *self, const char *file, int line, int column, const char *format, ...)
{
    va_list values;
    size_t from = self->length;

    if (self->count++ >= MOST_COMPLAINTS) {
        if (self->count == MOST_COMPLAINTS + 1) {
            say(self, "error: there are more than %d errors; the others are not shown\n", MOST_COMPLAINTS);
        }
        return;
    }
    if (file != NULL && line > 0) {
        say(self, "%s:%d:%d: ", file, line, column);
    } else if (file != NULL) {
        say(self, "%s: ", file);
    }
    say(self, "error: ");
    va_start(values, format);
    end_line(self, from, format, values);
    va_end(values);
}

enum sim_status sim_fail(struct sim_errors *self, enum sim_status status, const char *format, ...)
{
    va_list values;
    size_t from = self->length;

    self->count++;
    say(self, "error: ");
    va_start(values, format);
    end_line(self, from, format, values);
    va_end(values);
    return status;
}

void sim_note(struct sim_errors *self, const char *format, ...)
{
    va_list values;
    size_t from = self->length;

    va_start(values, format);
    end_line(self, from, format, values);
    va_end(values);
    char *line = self->length == from ? NULL : strdup(self->text + from);
    if (line != NULL && strstr(self->text, line) != self->text + from) {
        self->length = from;
        self->text[from] = '\0';
    }
    free(line);
}

void sim_errors_take(struct sim_errors *self, struct sim_errors *from)
{
    if (from->text != NULL) {
        say(self, "%s", from->text);
    }
    self->count += from->count;
    sim_errors_free(from);
}

enum sim_status sim_errors_forgive(struct sim_errors *self, enum sim_status status, struct sim_errors *damage)
{
    if (status != SIM_DATA) {
        sim_errors_take(self, damage);
    }
    sim_errors_free(damage);
    return status == SIM_DATA ? SIM_OK : status;
}

void sim_errors_free(struct sim_errors *self)
{
    free(self->text);
    *self = (struct sim_errors){ 0 };
}
