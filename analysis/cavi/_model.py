"""What the model knows, as pandas frames."""

import functools

import pandas as pd

from ._library import THE_MODEL, Error, entries, lib, said, words


def _frame(which, *left_out):
    frame = pd.DataFrame(list(entries(THE_MODEL, which))).set_index("name")
    return frame.dropna(axis="columns", how="all").drop(columns=list(left_out), errors="ignore")


class Model:
    """Lists of the model: `parameters`, `outcomes`, `outcomes_of` (of entities), `histories`, `events`, `fields` of
    events, `phases`, `mechanisms`, `entities`, `acts` and `obstacles` as frames; `name`, `version`, `title`, `meaning`.
    """

    def __init__(self):
        about = next(entries(THE_MODEL, lib.CAVI_MODEL))
        self.name, self.version, self.title, self.meaning = (about[key] for key in ("name", "source", "unit", "meaning"))

    parameters = functools.cached_property(lambda self: _frame(lib.CAVI_PARAMETERS))
    outcomes = functools.cached_property(lambda self: _frame(lib.CAVI_OUTCOMES))
    outcomes_of = functools.cached_property(lambda self: _frame(lib.CAVI_OUTCOMES_OF))
    histories = functools.cached_property(lambda self: _frame(lib.CAVI_HISTORIES))
    events = functools.cached_property(lambda self: _frame(lib.CAVI_EVENTS))
    fields = functools.cached_property(lambda self: _frame(lib.CAVI_FIELDS))
    phases = functools.cached_property(lambda self: _frame(lib.CAVI_PHASES))
    mechanisms = functools.cached_property(lambda self: _frame(lib.CAVI_MECHANISMS))
    entities = functools.cached_property(lambda self: _frame(lib.CAVI_ENTITIES))

    def page(self, name):
        """A further table of the model, as `cavi describe` prints it."""
        def cell(row, column):
            return said(lib.cavi_page(THE_MODEL, words(name), row, column))

        def row(number):
            cells = []
            while (text := cell(number, len(cells))) is not None:
                cells.append(text)
            return cells

        headings, rows = row(-1), []
        while one := row(len(rows)):
            rows.append(one)
        if not headings:
            raise Error(f"'{name}' is no table of the model")
        return pd.DataFrame(rows, columns=headings).set_index(headings[0])

    acts = functools.cached_property(lambda self: self.page("acts"))
    obstacles = functools.cached_property(lambda self: self.page("obstacles"))

    def __repr__(self):
        return f"<{self.title}, version {self.version}: {len(self.parameters)} parameters, {len(self.outcomes)} outcomes>"


model = Model()
