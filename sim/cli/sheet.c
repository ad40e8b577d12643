/* sheet.c - cells are kept as text, and printed in three ways. */
#include "sheet.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "../csv.h"
#include "../memory.h"
#include "../run/store.h"
#include "../target.h"
#include "host.h"

enum { WIDEST = 512 };

static void put(struct sim_sheet *self, const char *text, bool word)
{
    if (self->used == self->room) {
        long room = self->room * 2 + 256;
        self->lost = self->lost || !SIM_RESIZE(self->cells, room) || !SIM_RESIZE(self->words, room);
        self->room = self->lost ? self->room : room;
    }
    char *copy = self->lost ? NULL : strdup(text);
    self->lost = self->lost || copy == NULL;
    if (!self->lost) {
        self->words[self->used] = word;
        self->cells[self->used++] = copy;
    }
}

void sim_sheet_word(struct sim_sheet *self, const char *word)
{
    put(self, word, true);
}

void sim_sheet_number(struct sim_sheet *self, double value)
{
    char text[64] = "";
    if (!isnan(value)) {
        sim_number_text(value, text, sizeof text);
    }
    put(self, text, false);
}

void sim_sheet_value(struct sim_sheet *self, const struct sim_param *param, double value)
{
    char text[128] = "";
    if (param->kind != SIM_CHOICE && param->kind != SIM_FLAG) {
        sim_sheet_number(self, value);
        return;
    }
    if (!isnan(value)) {
        sim_param_text(param, value, text, sizeof text);
    }
    sim_sheet_word(self, text);
}

void sim_sheet_numbers(struct sim_sheet *self, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sim_sheet_number(self, values[i]);
}

void sim_sheet_free(struct sim_sheet *self)
{
    for (long i = 0; i < self->used; i++)
        free(self->cells[i]);
    free(self->cells);
    free(self->words);
    self->cells = NULL;
    self->words = NULL;
    self->used = self->room = 0;
}

/* --- text --- */

/** Rounding leaves less than this of a difference of 0. */
#define NOTHING 1e-15

/** A cell as people read it: four digits, a dash for none. */
static void cell_text(const struct sim_sheet *self, long at, char *text)
{
    double value = 0;
    if (self->words[at] || sscanf(self->cells[at], "%lf", &value) != 1) {
        snprintf(text, WIDEST, "%s", self->cells[at][0] == '\0' ? "-" : self->cells[at]);
    } else if (value == floor(value) && fabs(value) < 1e9) {
        snprintf(text, WIDEST, "%.0f", value);
    } else if (fabs(value) < NOTHING) {
        snprintf(text, WIDEST, "0");
    } else {
        snprintf(text, WIDEST, "%.4g", value);
    }
}

static bool is_skipped(const char *const *skip, const char *column)
{
    for (; skip != NULL && *skip != NULL; skip++)
        if (strcmp(*skip, column) == 0) {
            return true;
        }
    return false;
}

/** How many letters a text in UTF-8 has. */
static int letters(const char *text)
{
    int count = 0;
    for (; *text != '\0'; text++)
        count += (*text & 0xc0) != 0x80;
    return count;
}

static int column_width(const struct sim_sheet *self, int column)
{
    int width = (int)strlen(self->columns[column]);
    for (long at = column; at < self->used; at += self->columns_count) {
        char text[WIDEST];
        cell_text(self, at, text);
        width = letters(text) > width ? letters(text) : width;
    }
    return width;
}

/** A text with blanks up to a width: before it, or behind it where `width` is below 0. */
static void put_padded(const char *text, int width)
{
    int blanks = abs(width) - letters(text);
    blanks = blanks > 0 ? blanks : 0;
    printf("  %*s%s%*s", width < 0 ? 0 : blanks, "", text, width < 0 ? blanks : 0, "");
}

void sim_sheet_print(const struct sim_sheet *self, const char *const *skip)
{
    int *width = calloc((size_t)self->columns_count, sizeof *width);
    if (width == NULL) {
        return;
    }
    printf("%s\n", self->title);
    for (int c = 0; c < self->columns_count; c++) {
        width[c] = is_skipped(skip, self->columns[c]) ? -1 : column_width(self, c);
        if (width[c] >= 0) {
            bool word = self->used > c && self->words[c];
            put_padded(self->columns[c], word ? -width[c] : width[c]);
        }
    }
    printf("\n");
    for (long at = 0; at < self->used; at++) {
        int c = (int)(at % self->columns_count);
        char text[WIDEST];
        cell_text(self, at, text);
        bool last = c == self->columns_count - 1;
        if (width[c] >= 0) {
            put_padded(text, !self->words[at] ? width[c] : last ? 0 : -width[c]);
        }
        printf("%s", last ? "\n" : "");
    }
    free(width);
}

/* --- JSON --- */

static void json_put(FILE *file, const char *text)
{
    fputc('"', file);
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\') {
            fprintf(file, "\\%c", *at);
        } else if (*at < ' ') {
            fprintf(file, "\\u%04x", *at);
        } else {
            fputc(*at, file);
        }
    }
    fputc('"', file);
}

/** [{"column": value, ...}, ...] */
static void sheet_json(const struct sim_sheet *self, FILE *file)
{
    fputc('[', file);
    for (long at = 0; at < self->used; at++) {
        int c = (int)(at % self->columns_count);
        fputs(c > 0 ? ", " : at > 0 ? ",\n {" : "\n {", file);
        json_put(file, self->columns[c]);
        fputs(": ", file);
        if (self->words[at]) {
            json_put(file, self->cells[at]);
        } else {
            fputs(self->cells[at][0] == '\0' ? "null" : self->cells[at], file);
        }
        fputs(c == self->columns_count - 1 ? "}" : "", file);
    }
    fputs("]", file);
}

/* --- CSV --- */

static void put_csv(const struct sim_sheet *self, FILE *file)
{
    for (int c = 0; c < self->columns_count; c++)
        fprintf(file, "%s%s", c > 0 ? "," : "", self->columns[c]);
    for (long at = 0; at < self->used; at++) {
        fputs(at % self->columns_count == 0 ? "\n" : ",", file);
        sim_csv_put(file, self->cells[at]);
    }
    fputc('\n', file);
}

static enum sim_status sheet_csv(const struct sim_sheet *self, const char *path, struct sim_errors *errors)
{
    struct sim_target target;
    enum sim_status status = self->lost ? sim_fail(errors, SIM_MEMORY, "no memory for %s", path) : SIM_OK;

    if (status == SIM_OK) {
        status = sim_target_open(&target, path, errors);
        if (status == SIM_OK) {
            put_csv(self, target.file);
        }
        status = sim_target_close(&target, path, status, errors);
    }
    return status;
}

char *sim_sheet_path(const char *path, const char *suffix)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
    size_t stem = dot != NULL && (slash == NULL || dot > slash) ? (size_t)(dot - path) : strlen(path);
    char *beside = malloc(strlen(path) + strlen(suffix) + 1);
    if (beside != NULL) {
        sprintf(beside, "%.*s%s%s", (int)stem, path, suffix, strchr(suffix, '.') == NULL ? path + stem : "");
    }
    return beside;
}

/* --- several --- */

void sim_sheets_print(const struct sim_sheet *sheets, int count, const char *const *skip)
{
    for (int i = 0; i < count; i++)
        if (sheets[i].used > 0) {
            printf("\n");
            sim_sheet_print(&sheets[i], skip);
        }
}

static void sheets_json(const struct sim_sheet *sheets, int count)
{
    for (int i = 0; i < count; i++) {
        printf("%s\"%s\": ", i > 0 ? ",\n" : "{", sheets[i].title);
        sheet_json(&sheets[i], stdout);
    }
    printf("}\n");
}

/** All tables one after the other, into a path that is not a plain file. */
static enum sim_status sheets_together(const struct sim_sheet *sheets, int count, const char *path,
                                       struct sim_errors *errors)
{
    struct sim_target target;
    enum sim_status status = sim_target_open(&target, path, errors);

    for (int i = 0; i < count && status == SIM_OK; i++)
        if (sheets[i].lost) {
            status = sim_fail(errors, SIM_MEMORY, "no memory for %s", path);
        } else if (sheets[i].used > 0 || count == 1) {
            put_csv(&sheets[i], target.file);
        }
    return sim_target_close(&target, path, status, errors);
}

enum sim_status sim_sheets_csv(const struct sim_sheet *sheets, int count, const char *path, const char *const *suffixes,
                               struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;

    if (sim_target_is_special(path)) {
        return sheets_together(sheets, count, path, errors);
    }
    for (int i = 0; i < count && status == SIM_OK; i++) {
        char *own = sim_sheet_path(path, suffixes[i]);
        if (own == NULL) {
            status = sim_fail(errors, SIM_MEMORY, "no memory");
        } else if (sheets[i].used > 0 || count == 1) { /* a single table is written even if it has only a heading */
            status = sheet_csv(&sheets[i], own, errors);
        }
        free(own);
    }
    return status;
}

static enum sim_status sheets_hdf5(const struct sim_sheet *sheets, int count, const char *title, const char *path,
                                   struct sim_errors *errors)
{
    struct sim_listing *listings = calloc((size_t)count + 1, sizeof *listings);
    bool lost = listings == NULL;

    for (int i = 0; i < count && !lost; i++) {
        const struct sim_sheet *sheet = &sheets[i];
        listings[i] = (struct sim_listing){ .name = sheet->title,
                                            .columns = sheet->columns,
                                            .columns_count = sheet->columns_count,
                                            .rows = sheet->used == 0 ? 0 : sheet->used / sheet->columns_count,
                                            .cells = (const char *const *)sheet->cells,
                                            .words = sheet->words }; /* a column has words in all rows or in none */
        lost = sheet->lost;
    }
    enum sim_status status = lost ? sim_fail(errors, SIM_MEMORY, "no memory for %s", path)
                                  : sim_store_listings(listings, count, title, path, errors);
    free(listings);
    return status;
}

enum sim_status sim_sheets_deliver(const struct sim_sheet *sheets, int count, const char *const *suffixes,
                                   const char *title, const struct sim_request *request, struct sim_errors *errors)
{
    enum sim_status status = SIM_OK;

    if (sim_host != NULL) {
        return request->csv != NULL || request->hdf5 != NULL
                   ? sim_fail(errors, SIM_USAGE, "--csv and --hdf5 write files, which the library does not")
                   : sim_host->take(sim_host->context, sheets, count, errors);
    }
    if (request->csv != NULL) {
        status = sim_sheets_csv(sheets, count, request->csv, suffixes, errors);
    }
    if (status == SIM_OK && request->hdf5 != NULL) {
        status = sheets_hdf5(sheets, count, title, request->hdf5, errors);
    }
    if (status == SIM_OK && request->json) {
        sheets_json(sheets, count);
    }
    return status;
}

void sim_sheets_free(struct sim_sheet *sheets, int count)
{
    for (int i = 0; i < count; i++)
        sim_sheet_free(&sheets[i]);
}

void sim_say_over(const char *over, bool worlds, long points)
{
    if (over[0] == '\0') {
        printf("there are no intervals of means: one %s does not show how much is luck",
               worlds ? "world" : "replicate");
    } else {
        printf("95 %% intervals are over %s%s", over,
               worlds       ? ""
               : points > 1 ? ", for these points only"
                            : ", for this world only");
    }
}
