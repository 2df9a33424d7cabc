"""Write a lesson as text: what is said, what is shown for those who cannot see it, its sources as licences ask for."""

import re
from collections.abc import Iterable, Sequence

from shared.models.descriptions import describe
from shared.models.passage import Source
from shared.models.script import Script
from shared.wording import ENGLISH, Wording, wording

from .lesson import Chapter
from .phrases import plain

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_OPENING_MARK = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=]))")
_LICENCE = re.compile(r"CC (BY(?:-NC)?(?:-SA|-ND)?) (\d\.\d)")


def transcript(script: Script, chapters: Sequence[Chapter], sources: Sequence[Source]) -> str:
    """Return the transcript of a lesson."""
    said_here = wording(script.language)
    grade, minutes = said_here.grade_name(script.grade_level), said_here.minutes.format(_clock(chapters[-1].end))
    blocks = [
        f"# {escaped(script.title)}",
        f"{escaped(grade)} · {escaped(script.subject)} · {minutes}",
        f"## {said_here.what_you_will_learn}",
        _list(map(escaped, script.learning_objectives)),
    ]
    if script.vocabulary:
        words = [f"**{escaped(entry.term)}**: {escaped(entry.definition)}" for entry in script.vocabulary]
        blocks += [f"## {said_here.words_to_know}", _list(words)]
    for number, (chapter, scene) in enumerate(zip(chapters, script.scenes, strict=True), start=1):
        said = " ".join(sentence.text for sentence in chapter.sentences)
        blocks += [f"## {number}. {escaped(chapter.heading)} ({_clock(chapter.start)})", escaped(said)]
        if script.language == ENGLISH:  # the descriptions are in English
            blocks.append(f"*{said_here.shown.format(escaped(describe(scene.visual)))}*")
    blocks += _ending(script, said_here)
    blocks += [f"## {said_here.sources}", *_sources(sources, said_here)]
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """Return a text so that Markdown shows it as it is, on one line."""
    marked = _MARKS.sub(r"\\\1", plain(text))
    return _OPENING_MARK.sub(lambda found: f"{found[0]}\\", marked)


def _ending(script: Script, said_here: Wording) -> list[str]:
    check = script.check_yourself
    return [
        f"## {said_here.check_yourself}",
        f"**{said_here.question}:** {escaped(check.question)}",
        f"**{said_here.answer}:** {escaped(check.answer)}",
        f"## {said_here.remember}",
        _list(map(escaped, script.recap)),
    ]


def _sources(sources: Sequence[Source], said_here: Wording) -> list[str]:
    if not sources:
        return [said_here.no_sources]
    credits = (
        said_here.credit.format(_link(source.title, source.uri), escaped(source.author), _licence(source.licence))
        for source in sources
    )
    return [said_here.made_from, _list(credits)]


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
