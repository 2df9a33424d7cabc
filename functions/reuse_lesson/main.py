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
    _remove_parts(request_id, cloud)
    return Needed()


def _copied(source: str, request_id: str, cloud: Cloud) -> bool:
    """Copy a lesson; return False where it is not whole any more."""
    _remove_parts(request_id, cloud)
    for file in paths.LESSON_FILES:
        cloud.limits.remaining_seconds()  # who comes too late must not write beside the next attempt
        if not cloud.generated.copy(paths.lesson(source, file), paths.lesson(request_id, file)):
            return False
    return True


def _remove_parts(request_id: str, cloud: Cloud) -> None:
    """Delete what was copied and did not become a whole: it may be of another lesson than what comes now.

    What is found while this attempt has time is of no later attempt, since its lease is longer. No other generations
    are deleted, so that whoever stands still in between does no harm.
    """
    found = cloud.generated.generations_under(paths.lesson_folder(request_id))
    cloud.limits.remaining_seconds()
    for path, generation in found.items():
        cloud.generated.delete(path, generation)
