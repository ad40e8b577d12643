"""What an answer hangs on, in sentences: luck, time, the boards, and the parameters that the design varies."""

import numpy as np

import answers
import boards
import cavi_results as cavi
import summary

SOON = 2  # months in which nobody looks yet
MOST_NAMED = 3  # parameters named for each outcome
TABLES = (("given_data", "S1"), ("sobol", "ST"), ("saltelli", "ST"), ("morris", "mu_star"))  # of `cavi sensitivity`, and what ranks their rows


def on_luck(results, name, arms):
    """How far an outcome moves from run to run under the first arm, beside the differences of `arms`; None without runs."""
    first = cavi.arms(results)[0]
    values = cavi.table(results, [name])[name].loc[first].dropna()
    found = {arm: one for arm in arms if (one := summary.effect(results, name, arm)).difference.n > 0 and (one.higher > 0 or one.lower > 0)}
    if len(values) < 10 or not found:
        return None
    scale = 100 if summary.is_share(results, name) else 1
    low, high = scale * np.quantile(values, (0.1, 0.9))
    digits = summary.decimals(answers.Interval((low + high) / 2, low, high, len(values), ""))
    sides = " and ".join(summary.number(value, digits) + (" %" if scale == 100 else "") for value in (low, high))
    moved = {arm: summary.scaled(results, name, one.difference) for arm, one in found.items()}
    unit = next(iter(moved.values()))[1]
    told = ", ".join(f"{summary.number(one.middle, digits, True)} under “{arm}”" for arm, (one, _) in moved.items())
    what = "From world to world" if cavi.draws_worlds(results) else "By luck alone, from run to run,"
    return f"{what} {cavi.title(name).lower()} under “{first}” moves between {sides} (the middle 80 % of the runs); its mean differs by {told} ({unit})."


def on_time(results, name, arm):
    """From when on the difference of `arm` is clear, or that it is not at the end; None where nothing tells."""
    try:
        found = cavi.monthly_difference(results, name, arm)
    except cavi.Unusable:
        return None
    clear = (found.low > 0) | (found.high < 0)
    if not clear.any():
        return None
    when = [str(day)[:7] for day in results["date"].values] if "date" in results.coords else [f"month {month}" for month in results["month"].values]
    if clear[-1]:
        since = len(clear) - int(np.argmin(clear[::-1])) if not clear.all() else 0
        return f"In {cavi.title(name).lower()} the difference of “{arm}” is clear from {when[since]} on: a look before that would not have shown it." if since > SOON else None
    last = int(np.flatnonzero(clear)[-1])
    return f"In {cavi.title(name).lower()} the difference of “{arm}” is clear in {int(clear.sum())} of {len(clear)} months, last in {when[last]}, and no longer at the end: the answer hangs on when one looks."


def on_boards(results, arm):
    """Whether few boards make the difference of `arm`; None where there are no boards or none differs."""
    if not boards.there(results):
        return None
    rows = cavi.told(cavi.compared(results, "--of", boards.KIND)["effects"], outcome=boards.DONE, arm=arm)
    moved = rows[(rows["low"] > 0) | (rows["high"] < 0)] if len(rows) else rows
    if len(rows) < 2 or not len(moved):
        return None
    largest = moved.loc[moved["difference"].abs().idxmax()]
    share = abs(largest["difference"]) / rows["difference"].abs().sum()
    name = boards.called(results, largest["entity"]).replace("_", " ")
    return f"Of what “{arm}” changes in deliveries, {summary.percent(share)} happens in one of {len(rows)} boards, {name}." if share > 1.5 / len(rows) else None


def on_parameters(results, names):
    """Which parameters of the design the outcomes hang on; what to do where the study varies none."""
    if not cavi.factors(results):
        return ["What nobody has measured stands at one value here, so this study cannot say which of it matters. The same arms in a sample of plausible worlds can."]
    try:
        tables = answers.ask(results.encoding["source"], "sensitivity", *(word for name in names for word in ("--outcome", name)))
    except cavi.Unusable:
        varied = ", ".join(cavi.title(name).lower() for name in cavi.factors(results))
        return [f"The answer may hang on what the design varies ({varied}): the figure over the design shows how."]
    return _largest(tables, names) or ["No parameter stands out from luck in this design."]


def _largest(tables, names):
    said = []
    for table, column in TABLES:
        rows = tables.get(table, ())
        for name in names if len(rows) and column in rows else ():
            own = cavi.told(rows, outcome=name)
            own = own[own["significant"] == "yes"] if "significant" in own else own
            own = own.sort_values(column, ascending=False).head(MOST_NAMED)
            if len(own):
                parts = [f"{cavi.title(parameter.replace('.', '__'))} ({column} {value:.2g})" for parameter, value in zip(own["parameter"], own[column])]
                said.append(f"{cavi.title(name)} hangs most on {', '.join(parts)}.")
    return said


def sentences(results, names, most_arms):
    """All of it: of the first of the outcomes `names` and the first `most_arms` arms luck, time and boards; then parameters."""
    others = cavi.arms(results)[1 : most_arms + 1]
    said = [on_luck(results, names[0], others), *(on_time(results, names[0], arm) for arm in others)] if names and others else []
    said += [on_boards(results, arm) for arm in others]
    return [one for one in said if one] + on_parameters(results, names)
