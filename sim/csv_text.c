/* csv_text.c - the text of a table: its characters, what its cells mean, and how a cell is written. */
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "files.h"
#include "names.h"

enum { LARGEST_FILE = 64 << 20 };

/* --- characters --- */

/** Bytes of the UTF-8 character at `at`; 0 where there is none. */
static size_t character(const unsigned char *at)
{
    size_t bytes = at[0] < 0x80 ? 1 : at[0] >= 0xc2 && at[0] < 0xe0 ? 2 : (at[0] & 0xf0) == 0xe0 ? 3 : 4;
    bool good = at[0] < 0x80 || (at[0] >= 0xc2 && at[0] < 0xf5);
    for (size_t i = 1; good && i < bytes; i++)
        good = (at[i] & 0xc0) == 0x80;
    bool overlong = (at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xf0 && at[1] < 0x90);
    bool outside = (at[0] == 0xed && at[1] > 0x9f) || (at[0] == 0xf4 && at[1] > 0x8f);
    return good && !overlong && !outside ? bytes : 0;
}

/** What stands for a character that looks like a blank or like nothing: " " or ""; NULL for all others. */
static const char *unseen(const char *at, size_t length)
{
    static const char *const blanks[] = { "\xc2\xa0", "\xe2\x80\x87", "\xe2\x80\xaf" }; /* none of them breaks a line */
    static const char *const nothing[] = { "\xe2\x80\x8b", "\xef\xbb\xbf" };            /* of no width */

    for (int i = 0; length > 1 && i < 3; i++)
        if (strncmp(at, blanks[i], length) == 0) {
            return " ";
        }
    return length == 3 && (strncmp(at, nothing[0], 3) == 0 || strncmp(at, nothing[1], 3) == 0) ? "" : NULL;
}

/** Line ends of any system become `\n`, and what looks like a blank becomes one. Complains of the first byte that is
 * not UTF-8. Returns how many characters were no blanks and looked like them. */
static int text_check(char *bytes, const char *path, struct sim_errors *errors)
{
    char *write = bytes;
    int line = 1, odd = 0;
    for (const char *at = bytes; *at != '\0';) {
        size_t length = character((const unsigned char *)at);
        if (length == 0) {
            sim_complain(errors, path, line, 1, "is not UTF-8 from here on; save the table as UTF-8");
            return odd;
        }
        const bool end = *at == '\n' || *at == '\r';
        const size_t step = *at == '\r' && at[1] == '\n' ? 2 : length;
        const char *instead = end ? "\n" : unseen(at, length);
        line += end;
        odd += instead != NULL && !end;
        length = instead != NULL ? strlen(instead) : length;
        memmove(write, instead != NULL ? instead : at, length);
        write += length;
        at += step;
    }
    *write = '\0';
    return odd;
}

enum sim_status sim_csv_load(struct sim_csv *self, const char *path, struct sim_errors *errors)
{
    size_t size = 0;
    int before = errors->count;

    *self = (struct sim_csv){ 0 };
    if (sim_file_read(path, LARGEST_FILE, &self->bytes, &size, errors) != SIM_OK) {
        return SIM_USAGE;
    }
    if (strlen(self->bytes) != size) {
        bool wide = strncmp(self->bytes, "\xff\xfe", 2) == 0 || strncmp(self->bytes, "\xfe\xff", 2) == 0;
        sim_complain(errors, path, 0, 0, "contains a zero byte: %s",
                     wide ? "it is UTF-16; save the table as UTF-8"
                     : memcmp(self->bytes, "PK", 2) == 0
                         ? "it is a workbook; save each of its sheets as CSV, as analysis/sheets.py does"
                         : "it is not a text file");
        return SIM_USAGE;
    }
    if (strncmp(self->bytes, "\xef\xbb\xbf", 3) == 0) { /* byte order mark */
        memmove(self->bytes, self->bytes + 3, size - 2);
    }
    self->odd_blanks = text_check(self->bytes, path, errors);
    return errors->count > before ? SIM_USAGE : SIM_OK;
}

/* --- cells --- */

bool sim_csv_is_nothing(const char *cell)
{
    static const char *const words[] = { "", "NA", "N/A", "n/a", "#N/A", "nan", "None", "NaN" };
    return strchr("#Nn", cell[0]) != NULL && sim_name_index(SIM_NAMES(words, sizeof words / sizeof *words), cell) >= 0;
}

bool sim_csv_is_error(const char *cell)
{
    size_t length = strlen(cell);
    bool excel = cell[0] == '#' && length > 2 && strchr("!?", cell[length - 1]) != NULL && strchr(cell, ' ') == NULL;
    return excel || (strncmp(cell, "Err:", 4) == 0 && strspn(cell + 4, "0123456789") == length - 4 && length > 4);
}

/** How a cell uses `mark`: 1 as 1.200 does, before what may be a fraction or three digits more; 2 before a fraction; 0:
 * it is no number with this mark. */
static int mark_in(const char *cell, char mark)
{
    size_t whole = strspn(cell += *cell == '-', "0123456789");
    size_t fraction = cell[whole] == mark ? strspn(cell + whole + 1, "0123456789") : 0;
    bool number = whole > 0 && fraction > 0 && cell[whole + 1 + fraction] == '\0';
    return !number ? 0 : cell[0] != '0' && whole <= 3 && fraction == 3 ? 1 : 2;
}

void sim_csv_marks(struct sim_csv *self)
{
    size_t cells = (size_t)(self->rows + 1) * (size_t)self->columns;
    int point = 0, comma = 0;

    for (size_t i = 0; i < cells && self->separator != ','; i++) {
        int points = mark_in(self->cells[i], '.'), commas = mark_in(self->cells[i], ',');
        point = points > point ? points : point;
        comma = commas > comma ? commas : comma;
    }
    self->decimal_comma = comma > 0 && point < 2;
    self->unsure = comma < 2 && point < 2 && (comma == 1 || (point == 1 && self->separator == ';'));
}

const char *sim_csv_number(const struct sim_csv *self, const char *cell, char room[64])
{
    char mark = mark_in(cell, ',') > 0 ? ',' : '.';
    char *at;

    if (mark_in(cell, mark) == 0 || strlen(cell) >= 64 || (mark == '.' && !self->decimal_comma && !self->unsure)) {
        return cell;
    }
    at = stpcpy(room, cell);
    if (self->unsure ||
        (self->decimal_comma && mark == '.')) { /* no number any longer: it is refused where it is read */
        snprintf(at, 40, " (%.*s%s or %.*s%c%s0?)", (int)strcspn(cell, ".,"), cell, strpbrk(cell, ".,") + 1,
                 (int)strcspn(cell, ".,"), cell, self->unsure ? mark : ',', strpbrk(cell, ".,") + 1);
    } else if (self->decimal_comma) {
        *strchr(room, ',') = '.';
    }
    return room;
}

/* --- writing --- */

const char *sim_csv_guard(const char *text)
{
    char *end = NULL;
    if (text[0] == '\0' || strchr("=+-@\t\r", text[0]) == NULL) {
        return "";
    }
    strtod(text, &end);
    return *end == '\0' ? "" : "'";
}

void sim_csv_put(FILE *file, const char *text)
{
    const char *guard = sim_csv_guard(text);
    if (strpbrk(text, ",\"\n\r") == NULL) {
        fprintf(file, "%s%s", guard, text);
        return;
    }
    fprintf(file, "\"%s", guard);
    for (; *text != '\0'; text++) {
        fputs(*text == '"' ? "\"" : "", file);
        fputc(*text, file);
    }
    fputc('"', file);
}
