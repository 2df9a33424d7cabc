"""Scripts for a fixed list of topics and grades, as the offline writer writes them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from evaluation.index import Index
from functions.extract_topic.core import checked as understood
from functions.retrieve_content.core import search_words
from functions.retrieve_content.search import search
from functions.write_script.core import checked, prompt_for, words_a_minute_for
from functions.write_script.illustration import illustrate
from infra.local.offline_writer import answer
from shared import prompts, topology
from shared.models.passage import Findings
from shared.models.request import ContentRecord, ContentRequest, Status
from shared.models.script import Script


@dataclass(frozen=True)
class Written:
    """Hold a script with what it rests on."""

    findings: Findings
    script: Script


def write(query: str, grade_level: str, minutes: int, index: Index) -> Written:
    """Write a script for a question; raise `Refused` where that cannot be done."""
    request = ContentRequest(
        request_id="evaluation",
        student_id="evaluation",
        student_query=query,
        grade_level=grade_level,
        duration_minutes=minutes,
    )
    local = topology.load().local_environment
    pace = words_a_minute_for(grade_level)
    question = {"student_query": query, "grade_level": grade_level}
    topic = understood(answer(prompts.block("question", question), "TopicAnalysis"))
    fields = request.model_dump() | topic.model_dump()
    record = ContentRecord(request=request, status=Status.GENERATING, deadline_at=datetime.now(UTC), fields=fields)
    words = search_words(topic.topic, topic.search_terms)
    findings = search(words, grade_level, "en", index.as_cloud(float(local["MINIMUM_SIMILARITY"])))
    script = checked(answer(prompt_for(record, findings, pace), "Script"), request, findings, pace)
    return Written(findings, illustrate(script, findings))
