/* sheet.c - a table from a spreadsheet, and a word on how it was read. */
#include "reading.h"

void sim_say_sheet(struct sim_reading *reading, const char *path, const struct sim_csv *csv)
{
    struct sim_errors *notes = &reading->study->notes;

    if (csv->separator == ';' || csv->separator == ' ' || csv->decimal_comma) {
        sim_note(notes, "%s: cells are separated by %s%s", path,
                 csv->separator == ';'    ? "semicolons"
                 : csv->separator == '\t' ? "tabs"
                 : csv->separator == ' '  ? "blanks"
                                          : "commas",
                 csv->decimal_comma ? ", and numbers are written with a decimal comma" : "");
    }
    if (csv->odd_blanks > 0) {
        sim_note(notes, "%s: blanks that do not break a line are read as blanks (%d)", path, csv->odd_blanks);
    }
}

void sim_say_nothings(struct sim_reading *reading, const char *path, const struct sim_csv *csv, const int *columns,
                      int count)
{
    int nothings = 0;
    for (int row = 0; row < csv->rows; row++)
        for (int i = 0; i < count; i++) {
            int column = columns == NULL ? i : columns[i];
            const char *cell = column < 0 ? "" : sim_csv_cell(csv, row, column);
            nothings += cell[0] != '\0' && sim_csv_is_nothing(cell);
        }
    if (nothings > 0) {
        sim_note(&reading->study->notes,
                 nothings == 1 ? "%s: %d cell such as NA or #N/A is read as empty"
                               : "%s: %d cells such as NA or #N/A are read as empty",
                 path, nothings);
    }
}

enum sim_status sim_read_sheet(struct sim_reading *reading, const char *path, struct sim_csv *csv)
{
    enum sim_status status = sim_csv_init(csv, path, reading->errors);
    if (status == SIM_OK) {
        sim_say_sheet(reading, path, csv);
        sim_say_nothings(reading, path, csv, NULL, csv->columns);
    }
    return status;
}
