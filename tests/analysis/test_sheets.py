"""A workbook becomes the tables that `cavi` reads: every sheet a CSV, nothing written over, nothing lost."""

import datetime

import pandas as pd
import pytest
import sheets

openpyxl = pytest.importorskip("openpyxl")
odf = pytest.importorskip("odf")


def workbook(path, **named):
    with pd.ExcelWriter(path, engine="odf" if path.suffix == ".ods" else "openpyxl") as book:
        for name, rows in named.items():
            pd.DataFrame(rows).to_excel(book, sheet_name=name, header=False, index=False)
    return path


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_every_filled_sheet_is_a_table_of_its_name(ending, tmp_path):
    book = workbook(
        tmp_path / f"d{ending}",
        organisations=[["name", "staff", "open"], ["Müller, Söhne", 12.5, datetime.datetime(2014, 4, 1)], ["NA", 30, None]],
        seats=[[None, "Board"], ["NA", True]],
    )
    assert sheets.main([str(book), "-o", str(tmp_path / "t")]) == 0
    assert (tmp_path / "t/organisations.csv").read_text() == 'name,staff,open\n"Müller, Söhne",12.5,2014-04-01\nNA,30,\n'
    assert (tmp_path / "t/seats.csv").read_text() == ",Board\nNA,true\n"


def test_nothing_is_written_where_one_of_the_files_is_there(tmp_path, capsys):
    book = workbook(tmp_path / "d.xlsx", a=[["name"]], b=[["name"]])
    (tmp_path / "b.csv").write_text("mine")
    assert sheets.main([str(book)]) == 2
    assert capsys.readouterr().err.endswith(f"{tmp_path}/b.csv is there already: nothing was written\n")
    assert not (tmp_path / "a.csv").exists() and (tmp_path / "b.csv").read_text() == "mine"


@pytest.mark.parametrize("name, data, why", [("d.xls", b"x", "is no workbook: its name ends in neither .xlsx nor .ods"), ("d.xlsx", b"junk", "cannot be read as a workbook"), ("d.ods", None, "No such file")])
def test_what_is_no_workbook_is_said_in_a_sentence(name, data, why, tmp_path, capsys):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert sheets.main([str(tmp_path / name)]) == 2
    said = capsys.readouterr().err
    assert why in said and said.count("\n") == 1


def test_formulas_without_a_value_and_errors_are_refused_with_their_cells(tmp_path, capsys):
    """A program that writes a workbook leaves formulas without values; as empty cells they would take defaults without a word."""
    book = openpyxl.Workbook()
    book.active.title = "staff"
    for row in (["name", "staff"], ["Police", "=30+5"], ["Council", 60]):
        book.active.append(row)
    book.active["B3"].value, book.active["B3"].data_type = "#REF!", "e"
    book.save(tmp_path / "d.xlsx")
    assert sheets.main([str(tmp_path / "d.xlsx")]) == 2
    said = capsys.readouterr().err
    assert "cells that hold no value: staff!B2 (a formula without its value), staff!B3 (#REF!); open it in a spreadsheet" in said and said.count("\n") == 1
    assert not list(tmp_path.glob("*.csv"))
