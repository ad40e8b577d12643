/* study_series.c - a path from a file: a row a month, a column a series. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "reading.h"

enum { MOST_UNDATED = 3 }; /* rows that are complained of */

/** The file that was read last: several parameters may follow columns of one file. */
struct sim_series_file {
    char *path;
    struct sim_csv csv;
    bool told; /* its dates were complained of for another parameter */
};

void sim_series_free(struct sim_reading *reading)
{
    if (reading->series != NULL) {
        sim_csv_free(&reading->series->csv);
        free(reading->series->path);
        free(reading->series);
        reading->series = NULL;
    }
}

/** The file, read if it is not the last one; takes over `path`. NULL with a complaint. */
static const struct sim_series_file *file_of(struct sim_reading *reading, const struct sim_node *node, char *path)
{
    if (path == NULL) {
        return NULL;
    }
    if (reading->series != NULL && strcmp(reading->series->path, path) == 0) {
        free(path);
        return reading->series;
    }
    sim_series_free(reading);
    struct sim_series_file *file = calloc(1, sizeof *file);
    if (file == NULL) {
        free(path);
        sim_at(reading, node, "no memory for a path");
        return NULL;
    }
    file->path = path;
    reading->series = file;
    if (sim_read_sheet(reading, path, &file->csv) != SIM_OK) {
        sim_series_free(reading);
        return NULL;
    }
    if (file->csv.rows < 1 || file->csv.rows > SIM_MOST_PATH_POINTS) {
        sim_at(reading, node, "%s has %d rows; a path has 1 to %d points", path, file->csv.rows, SIM_MOST_PATH_POINTS);
        sim_series_free(reading);
        return NULL;
    }
    return file;
}

/** The column of the values: as the study says, else the one called as the parameter, else the only one. -1 with a
 * complaint. */
static int values_column(struct sim_reading *reading, const char *param, const struct sim_node *node,
                         const struct sim_csv *csv, int months)
{
    const struct sim_node *says = sim_key_node(node, SIM_KEY_path_column);
    const struct sim_names headers = SIM_NAMES(csv->cells, csv->columns);
    const char *last = strrchr(param, '.');
    int column = says != NULL ? sim_csv_column(csv, sim_node_text(says)) : sim_csv_column(csv, param);
    char list[300];

    if (says != NULL && column < 0) {
        return sim_read_name(reading, says, "column of the file", headers);
    }
    column = column < 0 && last != NULL ? sim_csv_column(csv, last + 1) : column;
    column = column < 0 && csv->columns == 2 ? 1 - months : column;
    if (column < 0) {
        sim_at(reading, node, "no column of the file is called '%s'; say which with column: .. (there are %s)", param,
               sim_names_text(headers, list, sizeof list));
    }
    return column;
}

/** The columns of months and of values; false with a complaint. */
static bool columns_find(struct sim_reading *reading, int param, const struct sim_node *node, const struct sim_csv *csv,
                         int columns[2])
{
    columns[0] = sim_csv_column(csv, "date");
    columns[0] = columns[0] < 0 ? sim_csv_column(csv, "month") : columns[0];
    if (columns[0] < 0) {
        sim_at(reading, node, "the file of a path wants a column called date (2017-04) or month (a number from 0)");
        return false;
    }
    columns[1] = values_column(reading, reading->model->params.list[param].name, node, csv, columns[0]);
    return columns[1] >= 0;
}

/** The month of a row; false with what is wrong in `problem`. Below the header `date` no number is a month: it may be a
 * year, or the number that a workbook has for a day. */
static bool month_read(const struct sim_reading *reading, const char *when, const char *header, double *month,
                       char *problem, size_t size)
{
    double number = 0;
    bool good = sim_month_of(reading->study, when, month, problem, size);
    if (good && strcasecmp(header, "date") == 0 && sim_number(when, &number)) {
        snprintf(problem, size, "'%.60s' is no date such as 2017-04; numbers of months stand below `month`", when);
        good = false;
    }
    return good;
}

/** One row of the file as a point; an empty value is none. Complains otherwise; of many rows without a date, which have
 * one cause, of the first few. */
static void point_read(struct sim_reading *reading, int param, int row, const int columns[2], struct sim_path *path,
                       int *undated)
{
    const struct sim_series_file *file = reading->series;
    const char *value = sim_csv_cell(&file->csv, row, columns[1]);
    double month = 0;
    char problem[512], room[64];
    const char *when = sim_csv_cell(&file->csv, row, columns[0]);
    bool dated = month_read(reading, when, file->csv.cells[columns[0]], &month, problem, sizeof problem);
    bool none = sim_csv_is_nothing(value);
    bool good = dated && (none || sim_value_of(reading->model, param, sim_csv_number(&file->csv, value, room),
                                               &path->value[path->count], problem, sizeof problem));

    if (good && !none && path->count > 0 && month <= path->month[path->count - 1]) {
        snprintf(problem, sizeof problem, "%.60s does not come after the row before it", when);
        good = false;
    }
    *undated += !dated;
    if (!good && (dated || (!file->told && *undated <= MOST_UNDATED))) {
        sim_complain(reading->errors, file->path, file->csv.lines[row + 1], columns[dated] + 1, "%s", problem);
    }
    path->month[path->count] = month;
    path->count += good && !none;
}

bool sim_read_series(struct sim_reading *reading, int param, const struct sim_node *node, const struct sim_node *file,
                     struct sim_path *path)
{
    const struct sim_series_file *series =
        file_of(reading, file, sim_path_beside(reading->path, file, reading->errors));
    int columns[2], before = reading->errors->count, financial = 0, undated = 0;

    if (series == NULL || !columns_find(reading, param, node, &series->csv, columns)) {
        return false;
    }
    path->month = calloc((size_t)series->csv.rows, sizeof *path->month);
    path->value = calloc((size_t)series->csv.rows, sizeof *path->value);
    if (path->month == NULL || path->value == NULL ||
        asprintf(&path->where, "%s:%d:%d", reading->path, file->line, file->column) < 0) {
        path->where = NULL;
        sim_at(reading, file, "no memory for a path");
        return false;
    }
    for (int row = 0; row < series->csv.rows; row++) {
        point_read(reading, param, row, columns, path, &undated);
        financial += sim_is_financial_year(sim_csv_cell(&series->csv, row, columns[0]));
    }
    if (undated > MOST_UNDATED && !series->told) {
        sim_complain(reading->errors, series->path, 0, 0, "%d rows have no date that is sure", undated);
    }
    bool years = financial > 1 && financial == series->csv.rows && reading->errors->count == before;
    if (years && !series->told) {
        sim_complain(reading->errors, series->path, series->csv.lines[1], columns[0] + 1, SIM_FINANCIAL_YEARS);
    }
    if (path->count == 0 && undated == 0 && reading->errors->count == before) {
        sim_at(reading, file, "%s has no value in this column", series->path);
    }
    reading->series->told = series->told || undated > 0 || years;
    return reading->errors->count == before && undated == 0 && !years;
}
