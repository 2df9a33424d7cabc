"""Verdicts for a person to read: a table where rich is installed, plain lines where nothing is."""

from __future__ import annotations

from infra.doctor.verdict import State, Verdict


def show(verdicts: list[Verdict]) -> None:
    """Print what was found, and what to do."""
    try:
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text
    except ImportError:
        print("\n".join(map(_line, verdicts)))
        return
    table = Table("", "What", "Found", "What to do", box=None, pad_edge=False)
    for one in verdicts:
        table.add_row(Text(*one.state.value), one.name, Text(one.detail), Text(one.remedy))
    Console(highlight=False).print(table)


def summary(verdicts: list[Verdict]) -> str:
    """Return how it stands in one sentence."""
    lacking = [one.name for one in verdicts if one.state is State.LACKING]
    unknown = [one.name for one in verdicts if one.state is State.UNKNOWN]
    if lacking:
        return f"To be put right first: {', '.join(lacking)}."
    if unknown:
        return f"Nothing is known to be missing, but these could not be checked: {', '.join(unknown)}."
    return "Nothing that is needed is missing."


def _line(one: Verdict) -> str:
    said = f"{one.state.value[0]} {one.name:16} {one.detail}"
    return f"{said}\n  {'':16} -> {one.remedy}" if one.remedy else said
