"""Tables that cavi's commands write as CSV: opened with a clear word where a file or column is missing."""

from pathlib import Path

import pandas as pd

import cavi_results as cavi


def _title(folder):
    """Title of the study whose results lie in the folder; empty where there is none."""
    try:
        return cavi.open(folder).attrs.get("title", "")
    except cavi.Unusable:
        return ""


def read(path, name, *columns):
    """The table at `path`, a CSV file or the folder that holds it under `name`, with at least `columns`; numbers
    stay numbers.
    """
    path = Path(path)
    path = path / name if path.is_dir() else path
    if not path.is_file():
        raise cavi.Unusable(f"{path} does not exist")
    try:
        table = pd.read_csv(path, comment="#")
    except (ValueError, UnicodeDecodeError):
        raise cavi.Unusable(f"{path} is not a table of comma-separated values") from None
    lacking = [column for column in columns if column not in table.columns]
    if lacking:
        raise cavi.Unusable(
            f"{path} has no column {' or '.join(lacking)} (there: {', '.join(map(str, table.columns))})"
        )
    if table.empty:
        raise cavi.Unusable(f"{path} has no rows")
    table.attrs["title"] = _title(path.parent)
    return table
