"""Retrieve: the passages that answer."""

from shared import paths
from shared.cloud import Cloud
from shared.models.passage import Findings
from shared.models.request import ContentRecord
from shared.stage import stage

from .core import NEAREST, Input, Output, choose, output_of, search_text


@stage("retrieve_content")
def retrieve_content(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Search the index and keep, once, the passages that the lesson may use."""
    path = paths.findings(work.request_id)
    stored = cloud.results.find(path)
    if stored is None:
        [question] = cloud.model.embed([search_text(record)], "RETRIEVAL_QUERY")
        nearest = cloud.library.nearest(question, NEAREST)
        found = choose(search_text(record), nearest, cloud.settings.minimum_similarity, cloud.library.passages_of)
        stored = cloud.results.keep(path, found.model_dump_json().encode(), "application/json", cloud.meter.usage)
    return output_of(Findings.model_validate_json(stored.data))
