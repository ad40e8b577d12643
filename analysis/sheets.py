"""Write each sheet of a workbook (.xlsx, .ods) as CSV, in UTF-8 with commas and points, as `cavi` reads tables.

    python3 sheets.py district.xlsx               # organisations.csv, seats.csv, .. beside it, called as the sheets are
    python3 sheets.py district.ods -o my_district

A file that is there is not written over. Cells are written as they are seen by a program: of a formula its last value, a
date as 2014-04-01. A formula that has no value, or an error such as #REF!, is refused with its cell. Needs python3-openpyxl or python3-odf (Debian).
"""

import needs  # noqa: F401  (before all others: it says which packages are missing)

import argparse
import csv
import datetime
import sys
from pathlib import Path

import pandas as pd

import cavi_results as cavi

ENGINES = {".xlsx": ("openpyxl", "python3-openpyxl"), ".ods": ("odf", "python3-odf")}


def text_of(value):
    """A cell as text: whole numbers without a point, truth as true or false, nothing of an empty cell."""
    if value is None or value is pd.NaT or value != value:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value).strip()


def without_value(path):
    """Cells of an Excel workbook in which a formula has no value yet or an error, as "staff!C3 (#REF!)". #N/A is nothing, and no error."""
    from openpyxl import load_workbook

    values, formulas = (load_workbook(path, data_only=known) for known in (True, False))
    return [
        f"{sheet.title}!{cell.coordinate} ({cell.value or 'a formula without its value'})"
        for sheet in values.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if (cell.data_type == "e" and cell.value != "#N/A") or (cell.value is None and formulas[sheet.title][cell.coordinate].data_type == "f")
    ]


def sheets(path):
    """Name -> rows of texts of each sheet that holds anything, without the empty rows and columns at its end."""
    engine, package = ENGINES.get(Path(path).suffix.lower(), (None, None))
    if engine is None:
        raise cavi.Unusable(f"{path} is no workbook: its name ends in neither {' nor '.join(ENGINES)}")
    try:
        wrong = without_value(path) if engine == "openpyxl" else []
        found = pd.read_excel(path, sheet_name=None, header=None, dtype=object, engine=engine, keep_default_na=False, na_values=[""])
    except ImportError:
        raise cavi.Unusable(f"{path} is read with {package}, which this Python lacks") from None
    except OSError as error:
        raise cavi.Unusable(f"{path} cannot be read: {error.strerror or error}") from None
    except Exception as error:  # a damaged archive has many words
        raise cavi.Unusable(f"{path} cannot be read as a workbook: {error}") from None
    if wrong:
        raise cavi.Unusable(f"{path} has cells that hold no value: {', '.join(wrong[:8])}{', ...' if len(wrong) > 8 else ''}; open it in a spreadsheet, mend them, and save it again")
    return {str(name): rows for name, sheet in found.items() if (rows := _filled([[text_of(cell) for cell in row] for row in sheet.values.tolist()]))}


def _filled(rows):
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((i + 1 for row in rows for i, cell in enumerate(row) if cell), default=0)
    return [row[:width] for row in rows]


def file_name(sheet):
    """'Forums and boards' -> 'Forums and boards.csv': a slash or a dot in front would lead elsewhere."""
    return f"{sheet.replace('/', '-').lstrip('.').strip() or 'sheet'}.csv"


def write(path, folder):
    """Write all sheets into a folder; returns the paths. Nothing is written where a file is there already."""
    filled = sheets(path)
    found = {Path(folder) / file_name(name): rows for name, rows in filled.items()}
    if len(found) < len(filled):
        raise cavi.Unusable(f"{path} has sheets whose names become one file: rename one of them")
    if not found:
        raise cavi.Unusable(f"{path} holds no filled sheet")
    if there := [str(place) for place in found if place.exists()]:
        raise cavi.Unusable(f"{', '.join(there)} is there already: nothing was written")
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for place, rows in found.items():
            with open(place, "w", encoding="utf-8", newline="") as file:
                csv.writer(file, lineterminator="\n").writerows(rows)
    except OSError as error:
        raise cavi.Unusable(f"cannot write into {folder}: {error.strerror}") from None
    return list(found)


def main(arguments=None):
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Write each sheet of a workbook (.xlsx, .ods) as CSV.")
    parser.add_argument("workbook")
    parser.add_argument("-o", "--output", metavar="FOLDER", help="default: the folder of the workbook")
    chosen = parser.parse_args(arguments)
    return cavi.main(lambda: print("\n".join(map(str, write(chosen.workbook, chosen.output or Path(chosen.workbook).parent)))))


if __name__ == "__main__":
    sys.exit(main())
