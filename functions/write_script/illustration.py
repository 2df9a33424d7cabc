"""Show the library's own pictures in the scenes that tell what they show."""

from collections.abc import Sequence

from pydantic import ValidationError

from shared.models.passage import Findings
from shared.models.pictures import Picture
from shared.models.script import Scene, Script
from shared.models.visual import Visual

KEPT = ("title", "equation", "worked_example", "check_yourself", "recap")
"""Kinds of visuals that show what no picture does."""
ENOUGH = 0.5
"""The share of a picture's phrases that the lesson must say: of less, too much would be there unexplained."""


def illustrate(script: Script, findings: Findings) -> Script:
    """Return the script with the pictures of its passages; where one cannot be shown, the writer's visual stays."""
    scenes = list(script.scenes)
    for passage_id, picture in _pictures(findings).items():
        telling = [index for index, scene in enumerate(scenes) if _could_show(scene, passage_id)]
        if _share_said(picture, [sentence for index in telling for sentence in scenes[index].narration]) < ENOUGH:
            continue
        for place, index in enumerate(telling):
            before, after = _said(scenes, telling[:place]), _said(scenes, telling[place + 1 :])
            if visual := _visual(picture, scenes[index].narration, before, after):
                scenes[index] = scenes[index].model_copy(update={"visual": visual})
    return script.model_copy(update={"scenes": scenes})


def _pictures(findings: Findings) -> dict[str, Picture]:
    passages = [found.passage for found in findings.passages if found.passage.picture]
    return {passage.passage_id: Picture.model_validate_json(passage.picture) for passage in passages}


def _could_show(scene: Scene, passage_id: str) -> bool:
    return passage_id in scene.passages and scene.visual.kind not in KEPT


def _said(scenes: Sequence[Scene], which: Sequence[int]) -> list[str]:
    return [sentence for index in which for sentence in scenes[index].narration]


def _share_said(picture: Picture, sentences: Sequence[str]) -> float:
    phrases = picture.phrases
    if not phrases:
        return 1.0 if sentences else 0.0
    return sum(picture.is_said(phrase, sentences) for phrase in phrases) / len(phrases)


def _visual(picture: Picture, here: Sequence[str], before: Sequence[str], after: Sequence[str]) -> Visual | None:
    """Return what a scene shows of a picture, or None where it says nothing of it."""
    if picture.phrases and not any(picture.is_said(phrase, here) for phrase in picture.phrases):
        return None
    try:
        return picture.cued(here, before, after)
    except ValidationError:  # too little of it is there yet to be a visual of its kind
        return None
