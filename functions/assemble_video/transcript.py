"""Write a lesson as text: what is said, what is shown for those who cannot see it, its sources as licences ask for."""

import re
from collections.abc import Iterable, Sequence

from shared.models.descriptions import describe
from shared.models.passage import Source
from shared.models.script import Script

from .lesson import Chapter
from .phrases import plain

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_OPENING_MARK = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))")
_LICENCE = re.compile(r"CC (BY(?:-NC)?(?:-SA|-ND)?) (\d\.\d)")


def transcript(script: Script, chapters: Sequence[Chapter], sources: Sequence[Source]) -> str:
    """Return the transcript of a lesson."""
    blocks = [
        f"# {escaped(script.title)}",
        f"Grade {escaped(script.grade_level)} · {escaped(script.subject)} · {_clock(chapters[-1].end)} minutes",
        "## What you will learn",
        _list(map(escaped, script.learning_objectives)),
    ]
    if script.vocabulary:
        words = [f"**{escaped(entry.term)}**: {escaped(entry.definition)}" for entry in script.vocabulary]
        blocks += ["## Words to know", _list(words)]
    for number, (chapter, scene) in enumerate(zip(chapters, script.scenes, strict=True), start=1):
        said = " ".join(sentence.text for sentence in chapter.sentences)
        blocks += [f"## {number}. {escaped(chapter.heading)} ({_clock(chapter.start)})", escaped(said)]
        blocks.append(f"*Shown: {escaped(describe(scene.visual))}*")
    blocks += _ending(script)
    blocks += ["## Sources", *_sources(sources)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Return a text so that Markdown shows it as it is, on one line."""
    marked = _MARKS.sub(r"\\\1", plain(text))
    return _OPENING_MARK.sub(lambda found: f"{found[0]}\\", marked)


def _ending(script: Script) -> list[str]:
    check = script.check_yourself
    return [
        "## Check yourself",
        f"**Question:** {escaped(check.question)}",
        f"**Answer:** {escaped(check.answer)}",
        "## Remember",
        _list(map(escaped, script.recap)),
    ]


def _sources(sources: Sequence[Source]) -> list[str]:
    if not sources:
        return ["No source is recorded for this lesson."]
    return [
        "This lesson is made from these open educational resources; their text was selected, shortened and rearranged.",
        _list(
            f"{_link(source.title, source.uri)} by {escaped(source.author)}, {_licence(source.licence)}"
            for source in sources
        ),
    ]


def _link(text: str, address: str) -> str:
    """Link to a web address; show any other address as it is."""
    if re.fullmatch(r"https?://[^\s<>\\]+", address):
        target = address.replace("&", r"\&")
        return f"[{escaped(text)}](<{target}>)"
    return f"{escaped(text)} ({escaped(address)})" if address else escaped(text)


def _licence(name: str) -> str:
    if found := _LICENCE.fullmatch(name.strip()):
        return _link(name, f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/")
    return escaped(name)


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"
