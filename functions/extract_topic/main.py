"""Extract: a question becomes a topic to teach."""

from pathlib import Path

from shared import paths
from shared.cloud import Cloud
from shared.models.request import ContentRecord
from shared.stage import stage

from .core import Input, Output, TopicAnalysis, checked, prompt_for, question_key
from .safety import ensure_suitable
from .sealing import opened, place_of, sealed

INSTRUCTIONS = Path(__file__).with_name("instructions.md")
SEALED = "application/octet-stream"


@stage("extract_topic")
def extract_topic(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Ask the model what the question is about and whether it is one to teach, unless it was asked before."""
    cloud.voices.ensure_spoken(record.request.language)
    ensure_suitable(record.request.student_query)
    instructions = INSTRUCTIONS.read_text("utf-8")
    question = question_key(record.request, instructions, cloud.settings)
    path = paths.understood(place_of(question))
    known = cloud.temporary.read_if_there(path) if cloud.reuse.is_on else None
    if known is not None:
        return checked(opened(known, question))
    answer = cloud.model.generate(instructions, prompt_for(record.request), TopicAnalysis)
    output = checked(answer)
    if not cloud.reuse.is_on or cloud.temporary.create(path, sealed(answer.encode(), question), SEALED):
        return output
    return checked(opened(cloud.temporary.read(path), question))  # somebody asked the same, and was first
