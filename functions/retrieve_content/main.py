"""Retrieve: the passages that answer."""

from shared import paths
from shared.cloud import Cloud
from shared.models.passage import Findings
from shared.models.request import ContentRecord
from shared.stage import stage

from .core import Input, Output, search_words
from .lesson_key import lesson_key
from .search import search


@stage("retrieve_content")
def retrieve_content(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Search the index and keep, once, the passages that the lesson may use."""
    request, path = record.request, paths.findings(work.request_id)
    stored = cloud.results.find(path)
    if stored is None:
        words = search_words(record.fields["topic"], record.fields.get("search_terms", []))
        found = search(words, request.grade_level, request.language, cloud)
        stored = cloud.results.keep(path, found.model_dump_json().encode(), "application/json", cloud.meter.usage)
    findings = Findings.model_validate_json(stored.data)
    output = Output(passages=len(findings.passages), sources=findings.sources)
    if not cloud.reuse.is_on:
        return output
    key = lesson_key(record, findings, cloud.voices.of(request.language, request.grade_level), cloud.settings)
    leader = cloud.reuse.lead(key, work.request_id)
    return output.model_copy(update={"reuse_key": key, "is_known": leader is not None})
