"""Answer a prompt: the one public face of the offline writer."""

from infra.local.offline_writer.blocks import read_lesson_request, read_passages, read_question
from infra.local.offline_writer.lesson import write_lesson
from infra.local.offline_writer.topics import analyse


def answer(prompt: str, schema_title: str) -> str:
    """Return the JSON text that the response schema of this title asks for.

    Raises ValueError with one clear sentence: for another schema, for a prompt without its data blocks,
    and for a lesson without a passage that can be spoken.
    """
    if schema_title == "TopicAnalysis":
        return analyse(read_question(prompt)).model_dump_json()
    if schema_title == "Script":
        return write_lesson(read_lesson_request(prompt), read_passages(prompt)).model_dump_json()
    raise ValueError(f"the offline writer answers with a TopicAnalysis or a Script, not with {schema_title!r}")
