"""Print how good Vividly is at finding and teaching: `python -m evaluation`; the figures also go to a JSON file."""

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from evaluation.index import REPOSITORY, Embedder, Index, starter_library
from evaluation.lessons import write
from evaluation.retrieval import evaluate
from evaluation.safety import judge
from functions.write_script.checks import ESSENTIAL, find_problems
from functions.write_script.checks.language import level_of
from shared.errors import Refused

OUT = REPOSITORY / "out" / "evaluation.json"
LEAST_RECALL, MOST_FALSE_ACCEPTANCES = 0.95, 0.05


def main() -> int:
    """Evaluate, and return 1 where an aim is missed."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 140)
    figures, found = evaluate()
    table = Table("Retrieval", "", "Aim", box=None, pad_edge=False)
    table.add_row("questions with an answer, without", f"{figures.questions}, {figures.unanswered}", "")
    table.add_row("recall among the first five", f"{figures.recall:.3f}", f"at least {LEAST_RECALL}")
    table.add_row("mean reciprocal rank", f"{figures.mean_reciprocal_rank:.3f}", "")
    table.add_row("refused wrongly", f"{figures.false_refusals:.3f}", "")
    table.add_row("accepted wrongly", f"{figures.false_acceptances:.3f}", f"at most {MOST_FALSE_ACCEPTANCES}")
    console.print(table)
    for item in found:
        if item.rank:
            console.print(
                f"  {item.question!r} found {item.first!r} first, its answer at {item.rank + 1}", markup=False
            )
    judged = judge()
    missed = [item for item in judged if not item.is_right]
    console.print(f"Safety: {len(judged) - len(missed)} of {len(judged)} questions were judged as they should be.")
    for wrong in missed:
        console.print(f"  {wrong.question!r} was {'refused' if wrong.is_refused else 'let through'}", markup=False)
    lessons = _lessons(console)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    misjudged = [wrong.question for wrong in missed]
    report = {"retrieval": asdict(figures), "lessons": lessons, "misjudged": misjudged}
    OUT.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    is_true = not any(set(lesson["problems"]) & ESSENTIAL for lesson in lessons)
    is_found = figures.recall >= LEAST_RECALL and figures.false_acceptances <= MOST_FALSE_ACCEPTANCES
    return 0 if is_true and is_found and not missed else 1


def _lessons(console: Console) -> list[dict[str, Any]]:
    """Write the scripts of the fixed list, and show what the checks find."""
    asked = yaml.safe_load((Path(__file__).parent / "lessons.yaml").read_text("utf-8"))
    index = Index(starter_library(), Embedder())
    rows = [_lesson(item, minutes, index) for item in asked for minutes in item["minutes"]]
    table = Table("Lesson", "Grade", "Minutes", "Scenes", "Words", "Reads at", "Problems", box=None, pad_edge=False)
    for row in rows:
        problems = ", ".join(f"{code} {count}" for code, count in row["problems"].items()) or "none"
        cells = (row["ask"], row["grade"], row["minutes"], row["scenes"], row["words"], row["level"], problems)
        table.add_row(*map(str, cells))
    console.print(table)
    flawless = sum(not row["problems"] for row in rows)
    console.print(f"{flawless} of {len(rows)} scripts have no problem.")
    return rows


def _lesson(item: dict[str, Any], minutes: int, index: Index) -> dict[str, Any]:
    row = {"ask": item["ask"], "grade": item["grade"], "minutes": minutes, "scenes": 0, "words": 0, "level": 0.0}
    try:
        written = write(item["ask"], item["grade"], minutes, index)
    except Refused as refused:
        return row | {"problems": {refused.code: 1}}
    sentences = written.script.sentences
    problems = find_problems(written.script, minutes, written.findings)
    return row | {
        "scenes": len(written.script.scenes),
        "words": sum(len(sentence.split()) for sentence in sentences),
        "level": round(level_of(written.script), 1),
        "problems": dict(Counter(problem.code for problem in problems)),
    }


if __name__ == "__main__":
    sys.exit(main())
