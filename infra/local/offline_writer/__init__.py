"""Write lessons on one machine: answer what a model would answer, with sentences of the given passages alone."""

from infra.local.offline_writer.blocks import GivenPassage, LessonRequest, Question, read
from infra.local.offline_writer.lesson import write_lesson
from infra.local.offline_writer.topics import analyse


def answer(prompt: str, schema_title: str) -> str:
    """Return the JSON text that the response schema of this title asks for.

    Raises ValueError with one clear sentence: for another schema, for a prompt without its data blocks,
    and for a lesson without a passage that can be spoken.
    """
    if schema_title == "TopicAnalysis":
        return analyse(read(prompt, "question", Question)).model_dump_json()
    if schema_title == "Script":
        request = read(prompt, "lesson_request", LessonRequest)
        return write_lesson(request, read(prompt, "passages", list[GivenPassage])).model_dump_json()
    raise ValueError(f"the offline writer answers with a TopicAnalysis or a Script, not with {schema_title!r}")
