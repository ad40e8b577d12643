/* test_csv.c - plain tables. */
#include <string.h>

#include "../../sim/csv.h"
#include "support.h"

static struct trial trial; /* a test is a process of its own */
static struct sim_csv csv;

static enum sim_status table(const char *text)
{
    cr_assert(trial_read(&trial, "title: x\n") == SIM_OK);
    trial_write(&trial, "t.csv", text);
    return sim_csv_init(&csv, trial_path(&trial, "t.csv"), &trial.errors);
}

static void done(void)
{
    sim_csv_free(&csv);
    trial_free(&trial);
}

Test(csv, takes_quoted_cells_with_commas_quotes_and_line_breaks)
{
    cr_assert(table("a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"two\nlines\",3\nlast,4") == SIM_OK);
    cr_expect(csv.rows == 3 && csv.columns == 2);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 0), "x, y") == 0);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 1), "say \"no\"") == 0);
    cr_expect(strcmp(sim_csv_cell(&csv, 1, 0), "two\nlines") == 0);
    cr_expect(csv.lines[2] == 3 && csv.lines[3] == 5); /* the third row begins in line 5: the second took two */
    done();
}

Test(csv, is_separated_by_tabs_where_the_header_has_one)
{
    cr_assert(table("a\tb\n1,5\t\"2\"\n") == SIM_OK);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 0), "1,5") == 0);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 1), "\"2\"") == 0);
    done();
}

Test(csv, reads_what_spreadsheets_save)
{
    cr_assert(table("\xef\xbb\xbfname,size\r\nA,7\r\n\r\nB,9\r\n") == SIM_OK);
    cr_expect(csv.rows == 2 && sim_csv_column(&csv, "name") == 0 && sim_csv_column(&csv, "size") == 1);
    cr_expect(strcmp(sim_csv_cell(&csv, 1, 1), "9") == 0 && csv.lines[2] == 4);
    cr_expect(sim_csv_column(&csv, "Size") == -1);
    done();
}

Test(csv, names_every_row_of_another_length)
{
    cr_expect(table("a,b\n1\n2,3\n4,5,6\n") == SIM_USAGE);
    complains(trial.errors, "t.csv:2:1: error: has 1 cells; the header has 2");
    complains(trial.errors, "t.csv:4:1: error: has 3 cells; the header has 2");
    cr_expect(trial.errors.count == 2 && csv.rows == 1);
    done();
}

Test(csv, an_empty_file_has_no_header)
{
    cr_expect(table("\n\n") == SIM_USAGE);
    complains(trial.errors, "is empty; it needs a header");
    done();
}
