"""Write a lesson: gather drafts, choose among them, put them in order, and make the script."""

import re
from dataclasses import replace

from infra.local.offline_writer.blocks import GivenPassage, LessonRequest
from infra.local.offline_writer.brief import make_brief
from infra.local.offline_writer.drafts import Beat, Draft
from infra.local.offline_writer.ending import with_a_goal, with_a_hook, with_an_ending
from infra.local.offline_writer.material import gather
from infra.local.offline_writer.order import in_teaching_order
from infra.local.offline_writer.planning import choose
from infra.local.offline_writer.readers.section import LABEL_LIMIT
from infra.local.offline_writer.scenes import build_scenes
from infra.local.offline_writer.wording import capitalise, cut_at_a_word
from shared.models.passage import PassageKind
from shared.models.request import GRADE_LEVELS
from shared.models.script import CheckYourself, Scene, Script, VocabularyEntry
from shared.models.visuals.words import TitleVisual
from shared.wording import ENGLISH, wording

MOST_SCENES = 40
OLDER_GRADE = 6
ASKING: tuple[PassageKind, ...] = ("check", "summary")
"""What even older students are led into: the lesson turns to them."""
BRIEF_WORDS = 200
"""Lessons of fewer words come straight to the point."""
AT_THE_HEART: tuple[PassageKind, ...] = ("key_idea", "steps", "cycle", "formula", "example", "misconception", "check")
"""What says the words that are explained first."""


def write_lesson(request: LessonRequest, passages: list[GivenPassage]) -> Script:
    """Return the script of a lesson that says only what the passages say.

    Raises ValueError when the passages hold nothing to speak.
    """
    drafts = with_a_hook(with_an_ending(gather(passages, request.language), request.language), request.language)
    drafts = _with_useful_words_first(with_a_goal(drafts, request.language))
    if _is_older(request):
        drafts = [draft if draft.kind in ASKING else replace(draft, lead="") for draft in drafts]
    told = [make_brief(draft) for draft in drafts] if request.target_words < BRIEF_WORDS else drafts
    title = cut_at_a_word(passages[0].resource_title or capitalise(request.topic), LABEL_LIMIT)
    subject = request.subject.lower()
    chosen = choose(told, title, request.minimum_words, request.target_words, request.maximum_words, subject)
    goal_from = [draft.passage_id for draft in drafts if draft.kind == "objectives"][:1]
    told_scenes = [(draft.kind, _scenes(draft, title, request, goal_from)) for draft in in_teaching_order(chosen)]
    return Script(
        title=title,
        topic=cut_at_a_word(request.topic, LABEL_LIMIT),
        subject=cut_at_a_word(request.subject or "other", LABEL_LIMIT),
        grade_level=request.grade_level,
        language=request.language,
        learning_objectives=_objectives(drafts, request.topic),
        vocabulary=_vocabulary(drafts),
        scenes=_at_most_forty(told_scenes),
        check_yourself=_check(drafts, request),
        recap=_recap(drafts),
    )


def _is_older(request: LessonRequest) -> bool:
    """Tell whether students need no "Let us look at how it works" before each part."""
    return request.grade_level.isdigit() and int(request.grade_level) >= OLDER_GRADE


def _with_useful_words_first(drafts: list[Draft]) -> list[Draft]:
    """Put the words to know in the order of how often the heart of the lesson says them."""
    heart = [beat for draft in drafts if draft.kind in AT_THE_HEART and not draft.related for beat in draft.beats]
    said = " ".join(sentence for beat in heart for sentence in beat.sentences).lower()

    def uses(word: Beat) -> int:
        return len(re.findall(rf"\b{re.escape(word.label.lower().removesuffix('s'))}", said))

    return [
        replace(draft, beats=tuple(sorted(draft.beats, key=uses, reverse=True))) if draft.kind == "words" else draft
        for draft in drafts
    ]


def _at_most_forty(told: list[tuple[PassageKind, list[Scene]]]) -> list[Scene]:
    """Return all scenes, without the last closer looks where there are more than a script may have."""
    rest = list(told)
    while sum(len(scenes) for _, scenes in rest) > MOST_SCENES:
        closer = [index for index, (kind, _) in enumerate(rest) if kind in ("closer_look", "explanation")]
        del rest[closer[-1] if closer else -2]
    return [scene for _, scenes in rest for scene in scenes]


def _scenes(draft: Draft, title: str, request: LessonRequest, goal_from: list[str]) -> list[Scene]:
    """Return the scenes of a draft; the hook becomes the title, with a goal that comes from other passages."""
    if draft.kind != "wonder":
        return build_scenes(draft)
    narration = [sentence for beat in draft.beats for sentence in beat.sentences]
    visual = TitleVisual(kind="title", title=title, subtitle=_subtitle(request))
    return [Scene(heading=title, narration=narration, visual=visual, passages=[draft.passage_id, *goal_from])]


def _subtitle(request: LessonRequest) -> str:
    """Return subject and grade, as far as they say something: "Life science · Grade 8"."""
    subject = "" if request.subject.lower() in ("", "other") else capitalise(request.subject)
    grade = request.grade_level.strip()
    if request.language.startswith("en"):
        grade = wording(ENGLISH).grade_name(grade.upper()) if grade.upper() in GRADE_LEVELS else grade
    return cut_at_a_word(" · ".join(part for part in (subject, grade) if part), 120)


def _beats(drafts: list[Draft], kind: PassageKind) -> list[Beat]:
    return [beat for draft in drafts if draft.kind == kind for beat in draft.beats if beat.sentences]


def _objectives(drafts: list[Draft], topic: str) -> list[str]:
    """Return the objectives of the resource, or one that names the topic."""
    return [beat.label for beat in _beats(drafts, "objectives")][:5] or [cut_at_a_word(f"Explain {topic}", LABEL_LIMIT)]


def _vocabulary(drafts: list[Draft]) -> list[VocabularyEntry]:
    """Return every word that the resource explains, up to twelve."""
    words = [beat for beat in _beats(drafts, "words") if beat.cells]
    return [VocabularyEntry(term=beat.label, definition=cut_at_a_word(beat.cells[0], 300)) for beat in words[:12]]


def _check(drafts: list[Draft], request: LessonRequest) -> CheckYourself:
    """Return the first question with its answer; else one for the topic, with the first sentence to remember."""
    check = next((draft.beats for draft in drafts if draft.kind == "check"), ())
    asked = wording(request.language).example_question.format(request.topic)
    question = next((" ".join(beat.sentences) for beat in check if beat.role == "question"), asked)
    answer = check[-1].sentences if check else _beats(drafts, "summary")[0].sentences[:1]
    return CheckYourself(question=cut_at_a_word(question, 300), answer=cut_at_a_word(" ".join(answer), 300))


def _recap(drafts: list[Draft]) -> list[str]:
    """Return what to remember: whole sentences where they are short enough for the screen, else their labels."""
    return [
        beat.sentences[0] if len(beat.sentences[0]) <= LABEL_LIMIT else beat.label for beat in _beats(drafts, "summary")
    ][:6]
