"""Read what happens step by step: processes, cycles, formulas, worked examples."""

from infra.local.offline_writer.drafts import Beat, Draft, Role
from infra.local.offline_writer.markdown import Item
from infra.local.offline_writer.readers.points import read_plain
from infra.local.offline_writer.readers.section import LABEL_LIMIT, SectionToRead
from infra.local.offline_writer.wording import shorten

LAST_STAGE_WORDS = 32
"""Words that the last stage of a process may take before it can be cut like the others."""


def read_process(given: SectionToRead) -> list[Draft]:
    """Read steps or the stages of a cycle: two sentences of each are needed, what stands before the list is not."""
    listed = tuple(item for item in given.section.items if item.shape != "paragraph")
    stages = [_one_beat(item).needed(2) for item in listed or given.section.items if item.sentences]
    if len(stages) < 2 or (given.kind == "cycle" and len(stages) > 6):
        return read_plain(given)
    before = given.section.items if listed else ()
    intro = [Beat("intro", "", item.sentences) for item in before if item.shape == "paragraph" and item.sentences]
    return [given.draft([*intro[:1], *stages[:-1], _ending(stages[-1])])]


def _ending(last: Beat) -> Beat:
    """Return the last stage, whole: with half of it the process would stop short of where it leads."""
    return last.entire() if last.words <= LAST_STAGE_WORDS else last


def _one_beat(item: Item) -> Beat:
    label = shorten(item.label, LABEL_LIMIT) if item.label else shorten(item.sentences[0])
    return Beat("point", label, item.sentences, latex=item.latex)


def read_formula(given: SectionToRead) -> list[Draft]:
    """Read lines of mathematics, and what is said about their parts: all first sentences are needed."""
    beats: list[Beat] = []
    lines = 0
    for item in given.section.items:
        latex = tuple(one for one in item.latex if len(one) <= 200)
        beat = Beat("line" if latex else "intro", shorten(item.label, LABEL_LIMIT), item.sentences, latex=latex)
        lines += len(latex)
        beats.append(beat.needed(1))
    if not 1 <= lines <= 5 or not any(beat.sentences for beat in beats):
        return read_plain(given)
    return [given.draft(beats)]


def read_example(given: SectionToRead) -> list[Draft]:
    """Read a worked example; nothing of it can be left out, or it would not add up."""
    named: dict[str, Role] = {"problem": "problem", "answer": "answer"}
    roles: dict[Role, Beat] = {}
    steps: list[Beat] = []
    for item in given.section.items:
        role = named.get(item.label.lower())
        if role and item.sentences:
            roles[role] = Beat(role, "", item.sentences, latex=item.latex).entire()
        elif item.sentences:
            steps.append(_one_beat(item).entire())
    if len(roles) < 2 or not 1 <= len(steps) <= 6 or len(" ".join(roles["problem"].sentences)) > 300:
        return read_plain(given)
    return [given.draft([roles["problem"], *steps, roles["answer"]])]
