"""Retrieve: the passages that answer."""

from shared import paths
from shared.cloud import Cloud
from shared.models.passage import Findings
from shared.models.request import ContentRecord
from shared.stage import stage

from .core import Input, Output, output_of, search_text
from .sameness import lesson_key
from .search import search


@stage("retrieve_content")
def retrieve_content(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Search the index and keep, once, the passages that the lesson may use."""
    path = paths.findings(work.request_id)
    stored = cloud.results.find(path)
    if stored is None:
        request = record.request
        found = search(search_text(record), request.grade_level, request.language, cloud)
        stored = cloud.results.keep(path, found.model_dump_json().encode(), "application/json", cloud.meter.usage)
    findings = Findings.model_validate_json(stored.data)
    if not cloud.reuse.is_on:
        return output_of(findings)
    voice = cloud.voices.of(record.request.language, record.request.grade_level)
    key = lesson_key(record, findings, voice, cloud.settings)
    return output_of(findings, key, cloud.reuse.lead(key, work.request_id))
