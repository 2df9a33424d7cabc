"""Extract: a question becomes a topic to teach."""

from pathlib import Path

from shared.cloud import Cloud
from shared.models.request import ContentRecord
from shared.stage import stage

from .core import Input, Output, TopicAnalysis, checked, prompt_for
from .safety import ensure_suitable

INSTRUCTIONS = Path(__file__).with_name("instructions.md")


@stage("extract_topic")
def extract_topic(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Ask the model what the question is about and whether it is one to teach."""
    cloud.voices.ensure_spoken(record.request.language)
    ensure_suitable(record.request.student_query)
    answer = cloud.model.generate(INSTRUCTIONS.read_text("utf-8"), prompt_for(record.request), TopicAnalysis)
    return checked(answer)
