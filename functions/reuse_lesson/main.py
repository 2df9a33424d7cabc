"""Reuse: a request gets the lesson that another one made."""

from shared import paths
from shared.cloud import Cloud
from shared.errors import Postponed
from shared.models.request import ContentRecord
from shared.stage import stage

from .core import Input, Needed, Reused, reused


@stage("reuse_lesson")
def reuse_lesson(work: Input, record: ContentRecord, cloud: Cloud) -> Reused | Needed:
    """Copy the other's files, wait until they are there, or say that they have to be made.

    The copies are the request's own: what is deleted with one request is missed by no other.
    """
    key, request_id = record.fields["reuse_key"], work.request_id
    while leader := cloud.reuse.lead(key, request_id):
        if not leader.is_done:
            raise Postponed(key)
        if _copied(leader.request_id, request_id, cloud):
            files = {file: cloud.generated.uri(paths.lesson(request_id, file)) for file in paths.LESSON_FILES}
            return reused(leader.request_id, leader.record, files)
        cloud.reuse.forget(key, leader.request_id)
    return Needed()


def _copied(source: str, request_id: str, cloud: Cloud) -> bool:
    """Copy a lesson; return False, leaving no part of it, where it is not whole any more."""
    for file in paths.LESSON_FILES:
        cloud.limits.remaining_seconds()  # who comes too late must not write beside the next attempt
        if not cloud.generated.copy(paths.lesson(source, file), paths.lesson(request_id, file)):
            for copied in paths.LESSON_FILES:
                cloud.generated.delete(paths.lesson(request_id, copied))
            return False
    return True
