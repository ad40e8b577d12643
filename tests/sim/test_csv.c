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

TestSuite(csv, .fini = done);

Test(csv, takes_quoted_cells_with_commas_quotes_and_line_breaks)
{
    cr_assert(table("a,b\n\"x, y\",\"say \"\"no\"\"\"\n\"two\nlines\",3\nlast,4") == SIM_OK);
    cr_expect(csv.rows == 3 && csv.columns == 2);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 0), "x, y") == 0);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 1), "say \"no\"") == 0);
    cr_expect(strcmp(sim_csv_cell(&csv, 1, 0), "two\nlines") == 0);
    cr_expect(csv.lines[2] == 3 && csv.lines[3] == 5); /* the third row begins in line 5: the second took two */
}

Test(csv, is_separated_by_tabs_where_the_header_has_one)
{
    cr_assert(table("a\tb\n1,5\t\"2\"\n") == SIM_OK);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 0), "1,5") == 0);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 1), "2") == 0);
}

Test(csv, knows_semicolons_and_decimal_commas_from_what_the_file_shows)
{
    char room[64];
    cr_assert(table("a;b\nx, y;1,5\n z ; -2,25 \n;\n") == SIM_OK);
    cr_expect(csv.rows == 2 && csv.separator == ';' && csv.decimal_comma);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 0), "x, y") == 0 && strcmp(sim_csv_cell(&csv, 1, 0), "z") == 0);
    cr_expect(strcmp(sim_csv_number(&csv, sim_csv_cell(&csv, 0, 1), room), "1.5") == 0);
    cr_expect(strcmp(sim_csv_number(&csv, sim_csv_cell(&csv, 1, 1), room), "-2.25") == 0);
    cr_expect(strcmp(sim_csv_number(&csv, sim_csv_cell(&csv, 0, 0), room), "x, y") == 0);
}

Test(csv, lets_a_comma_be_where_the_file_also_writes_points)
{
    char room[64];
    cr_assert(table("a;b\n1,234;1.5\n") == SIM_OK);
    cr_expect(!csv.decimal_comma && strcmp(sim_csv_number(&csv, sim_csv_cell(&csv, 0, 0), room), "1,234") == 0);
}

Test(csv, does_not_guess_whether_a_mark_stands_between_thousands_or_before_a_fraction)
{
    char room[64];
    cr_assert(table("a;b\n1.234;35\n") == SIM_OK);
    cr_expect(csv.unsure &&
              strcmp(sim_csv_number(&csv, sim_csv_cell(&csv, 0, 0), room), "1.234 (1234 or 1.2340?)") == 0);
    cr_expect(strcmp(sim_csv_number(&csv, sim_csv_cell(&csv, 0, 1), room), "35") == 0);
    done();
}

Test(csv, takes_points_between_tabs_for_those_of_fractions)
{
    cr_assert(table("a\tb\n1.234\t35\n") == SIM_OK); /* as R writes */
    cr_expect(!csv.unsure && !csv.decimal_comma);
    done();
}

Test(csv, knows_three_digits_for_a_fraction_where_another_cell_has_two)
{
    char room[64];
    cr_assert(table("a;b\n-1,234;0,05\n") == SIM_OK);
    cr_expect(!csv.unsure && strcmp(sim_csv_number(&csv, sim_csv_cell(&csv, 0, 0), room), "-1.234") == 0);
    done();
}

Test(csv, knows_what_spreadsheets_write_where_they_cannot_reckon)
{
    const char *errors[] = { "#REF!", "#DIV/0!", "#NAME?", "Err:502" },
               *texts[] = { "#", "#1", "# of staff?", "Err:", "#N/A", "Who?" };
    for (int i = 0; i < 4; i++)
        cr_expect(sim_csv_is_error(errors[i]), "%s", errors[i]);
    for (int i = 0; i < 6; i++)
        cr_expect(!sim_csv_is_error(texts[i]), "%s", texts[i]);
    cr_expect(sim_csv_is_nothing("#N/A") && sim_csv_is_nothing("") && !sim_csv_is_nothing("National charity"));
    cr_expect(table("a,b\n1,#REF!\n") == SIM_USAGE);
    complains(trial.errors,
              "t.csv:2:2: error: '#REF!' is an error of the spreadsheet: mend its formula, or leave the cell empty");
    done();
}

Test(csv, knows_which_rows_stand_below_an_empty_one)
{
    cr_assert(table("a,b\n,\n1,2\n\n3,4\n,\n5,6\n") == SIM_OK);
    cr_expect(csv.rows == 3 && csv.gap == 1);
    done();
}

Test(csv, takes_the_separator_that_a_first_line_names)
{
    cr_assert(table("sep=|\na|b\n1,5|2;3\n") == SIM_OK);
    cr_expect(csv.columns == 2 && csv.lines[1] == 3 && strcmp(sim_csv_cell(&csv, 0, 1), "2;3") == 0);
}

Test(csv, reads_what_r_writes_whose_header_has_no_word_for_the_names_of_rows)
{
    cr_assert(table("\"from\" \"to\"\n\"1\" \"a b\" \"c\"\n\"2\" \"d\" \"e\"\n") == SIM_OK);
    cr_expect(csv.columns == 3 && sim_csv_column(&csv, "from") == 1 && sim_csv_column(&csv, "") == 0);
    cr_expect(strcmp(sim_csv_cell(&csv, 0, 1), "a b") == 0 && strcmp(sim_csv_cell(&csv, 1, 2), "e") == 0);
}

Test(csv, takes_a_separator_behind_the_last_cell_for_no_names_of_rows)
{
    cr_expect(table("name,size\na,1,\nb,2,\n") == SIM_USAGE);
    complains(trial.errors, "t.csv:2:1: error: has 3 cells; the header has 2");
    done();
}

Test(csv, refuses_quotes_that_do_not_end_with_their_cell)
{
    cr_expect(table("a,b\n\"x\" y,2\nz,\"open\n1,2\n") == SIM_USAGE);
    complains(trial.errors, "t.csv:2:1: error: a quote ends in the middle of a cell");
    complains(trial.errors, "t.csv:3:1: error: a quote is opened in this row and never closed");
}

Test(csv, is_text_in_utf8_or_refused_with_what_to_do)
{
    cr_expect(table("a,b\nM\xc3\xbcller,1\nM\xfcller,2\n") == SIM_USAGE);
    complains(trial.errors, "t.csv:3:1: error: is not UTF-8 from here on; save the table as UTF-8");
}

Test(csv, reads_what_spreadsheets_save)
{
    cr_assert(table("\xef\xbb\xbfname,size\r\nA,7\r\n\r\nB,9\r\n") == SIM_OK);
    cr_expect(csv.rows == 2 && sim_csv_column(&csv, "name") == 0 && sim_csv_column(&csv, "size") == 1);
    cr_expect(strcmp(sim_csv_cell(&csv, 1, 1), "9") == 0 && csv.lines[2] == 4);
    cr_expect(sim_csv_column(&csv, "Size") == 1 && sim_csv_column(&csv, "sizes") == -1); /* capitals do not count */
}

Test(csv, names_every_row_of_another_length)
{
    cr_expect(table("a,b\n1\n2,3\n4,5,6\n") == SIM_USAGE);
    complains(trial.errors, "t.csv:2:1: error: has 1 cells; the header has 2");
    complains(trial.errors, "t.csv:4:1: error: has 3 cells; the header has 2");
    cr_expect(trial.errors.count == 2 && csv.rows == 1);
}

Test(csv, an_empty_file_has_no_header)
{
    cr_expect(table("\n\n") == SIM_USAGE);
    complains(trial.errors, "is empty; it needs a header");
}
