"""What the arms of a study are, and how they differ, setting by setting, from the study as it was run."""

import re

import yaml

import cavi_results as cavi

TABLES = ("organisations", "forums", "seats", "ties", "resources")  # whose rows have names of their own
MOST_SAID = 6  # settings of an arm that are told one by one
DOT = "\N{ONE DOT LEADER}"  # in a path, for a dot that belongs to the name of a row


def scenarios(text):
    """Arm -> what it sets: nested dicts of texts and lists, as the study file has them."""
    try:
        study = yaml.load(text, getattr(yaml, "CBaseLoader", yaml.BaseLoader)) or {}
    except yaml.YAMLError:
        return {}
    arms = study.get("arms") if isinstance(study, dict) else None
    return {str(arm): own if isinstance(own, dict) else {} for arm, own in (arms or {}).items()} if isinstance(arms, dict) else {}


def settings(own, before=""):
    """Path -> value of all that an arm sets, such as 'forums.town_board.meetings' -> '6'; a row without columns is there
    with an empty text.

    >>> settings({"context.demand": "1", "forums": {"board": {"meetings": "6"}}})
    {'context.demand': '1', 'forums.board': '', 'forums.board.meetings': '6'}
    """
    found = {}
    for name, value in own.items():
        path = f"{before}.{str(name).replace('.', DOT)}" if before else str(name)
        if isinstance(value, dict) and "path" not in value:
            found |= {path: ""} if before else {}
            found |= settings(value, path)
        else:
            found[path] = value
    return found


def differences(text):
    """Arm -> path -> (value in this arm, value in the first arm), None where the study says nothing; for all arms but the
    first.
    """
    every = {arm: settings(own) for arm, own in scenarios(text).items()}
    first, *others = every.values() if every else [{}]
    found = {}
    for arm, own in zip(list(every)[1:], others):
        paths = dict.fromkeys([*own, *first])
        found[arm] = {path: (own.get(path), first.get(path)) for path in paths if own.get(path) != first.get(path)}
    return found


# --- in words ---


def _month(point, start):
    """The month of a point of a path in words: 'April 2017', or 'month 84' in a study without a calendar."""
    if not re.fullmatch(r"\d+", point) or not start:
        return f"month {point}" if not start else point
    year, month = (int(part) for part in str(start).split("-"))
    last = year * 12 + month - 1 + int(point)
    names = "January February March April May June July August September October November December".split()
    return f"{names[last % 12]} {last // 12}"


def value_in_words(value, start=None):
    """'0.67', or of a path 'from 1 in April 2010 to 0.67 in April 2017'."""
    if isinstance(value, dict) and isinstance(value.get("path"), list) and all(len(point) == 2 for point in value["path"]):
        points = [f"{number} in {_month(str(month), start)}" for month, number in value["path"]]
        if len(points) == 1:
            return points[0]
        first, *others = points
        if str(value.get("steps")) == "true":
            return ", then ".join([f"from {first}", *others])
        return f"from {first} to " + ", then to ".join(others)
    if isinstance(value, dict):
        return ", ".join(f"{name} {value_in_words(one, start)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(value_in_words(one, start) for one in value)
    return str(value).replace("_", " ")


def setting_in_words(path):
    """'Processes: meetings', 'Forums: town board: meetings'."""
    return cavi.title(path.replace(".", "__"))


def _variable(path):
    """Name of a setting in the results."""
    return path.replace(".", "__").replace(DOT, ".")


def _said_by_the_file(results, path, arm):
    """The value of a parameter in the first month, where the results have it."""
    name = _variable(path)
    if name not in results.variables:
        return None
    values = results[name].values[results["scenario"].values == arm]
    first = values[:1].tolist()
    return None if not first else first[0] if isinstance(first[0], str) else f"{first[0]:.4g}"


def _setting_in_words(results, path, value):
    name, start = _variable(path), results.attrs.get("start")
    unit = cavi.unit(results, name) if name in results.variables else ""
    what = f"{cavi.meaning(results, name)} ({setting_in_words(path).lower()})" if name in results.variables else setting_in_words(path)
    said = f"{what} {'goes ' if isinstance(value, dict) else 'is '}{'as the model has it' if value is None else value_in_words(value, start)}"
    return said + (f" ({unit})" if unit else "")


def _setting_sentence(results, path, arm, here, there):
    first = cavi.arms(results)[0]
    here, there = (_said_by_the_file(results, path, which) if value is None else value for value, which in ((here, arm), (there, first)))
    if "true" in str(here) or "false" in str(here):
        there = {"0": "false", "1": "true"}.get(there, there)
    said = _setting_in_words(results, path, here)
    return said + f", instead of {value_in_words(there, results.attrs.get('start'))}." if there is not None else said + "."


def always(results, text):
    """Sentences on what changes over the months in all arms alike."""
    first, *others = [settings(own) for own in scenarios(text).values()] or [{}]
    paths = [path for path, value in first.items() if isinstance(value, dict) and all(own.get(path) == value for own in others)]
    said = [f"{_setting_in_words(results, path, first[path])}{', in all arms' if others else ''}.".replace(DOT, ".") for path in paths]
    return said[:MOST_SAID] + ([f"{len(said) - MOST_SAID} further settings change over the months."] if len(said) > MOST_SAID else [])


def _rows_said(changed, side, words):
    """Sentences on rows that only one arm has, and the paths that these sentences tell."""
    said, told = [], set()
    new = [path for path, pair in changed.items() if pair[side] == "" and pair[1 - side] is None and path.count(".") == 1]
    for table in dict.fromkeys(path.split(".")[0] for path in new):
        names = [path.split(".")[1].replace("_", " ") for path in new if path.startswith(f"{table}.")]
        said.append(f"{words} {table}: {', '.join(names)}.")
    for path in new:
        told |= {other for other in changed if other == path or other.startswith(f"{path}.")}
    links = [path for path, pair in changed.items() if pair[side] == "" and pair[1 - side] is None and path.count(".") == 2 and path not in told]
    for table in dict.fromkeys(path.split(".")[0] for path in links):
        names = ["–".join(path.split(".")[1:]).replace("_", " ") for path in links if path.startswith(f"{table}.")]
        said.append(f"{words} {table}: {', '.join(names[:MOST_SAID])}{' and others' if len(names) > MOST_SAID else ''}.")
    return said, told | {other for link in links for other in changed if other == link or other.startswith(f"{link}.")}


def sentences(results, text, arm):
    """How an arm differs from the first, in words: settings by their names, values with their months and units."""
    changed = differences(text).get(arm, {})
    more, told = _rows_said(changed, 0, "It has more")
    less, gone = _rows_said(changed, 1, "It lacks")
    left = [path for path in changed if path not in told | gone]
    own = [_setting_sentence(results, path, arm, *changed[path]) for path in left if path != "without"]
    if "without" in left:
        own.append(f"Left out of the model: {value_in_words(changed['without'][0] or 'nothing')}.")
    if len(own) > MOST_SAID + 1:  # a single one more is said itself
        own[MOST_SAID:] = [f"{len(own) - MOST_SAID} further settings differ."]
    said = [one.replace(DOT, ".") for one in own + more + less]
    return said or ["It differs in nothing that the study file says."]


def world(text):
    """Sentences on who is in the world of the first arm."""
    first = next(iter(scenarios(text).values()), {})
    said = []
    for table in ("organisations", "forums"):
        names = [str(name).replace("_", " ") for name in first.get(table) or {}]
        if names:
            said.append(f"{len(names)} {table if len(names) > 1 else table[:-1]}: {', '.join(names)}.")
    return said or ["The study names no organisations: the model makes an area of its default size."]


def aliases(text):
    """Name of each row of the study's tables -> a number in its place: 'organisation 3', 'forum 1'. For pages that shall
    name nobody.
    """
    found = {}
    for table in ("organisations", "forums"):
        rows = dict.fromkeys(str(row) for own in scenarios(text).values() for row in own.get(table) or {})
        found |= {row: f"{table[:-1]} {i}" for i, row in enumerate(rows, 1)}
    return found
