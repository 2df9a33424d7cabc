"""Removing what a request leaves behind in buckets and on its record, and all that is kept of a student."""

import re
from collections.abc import Iterable

from shared import paths
from shared.cloud import Cloud
from shared.entries import open_path, student_count_path
from shared.store import Document

MOST = 500


def erase(request_id: str, cloud: Cloud) -> bool:
    """Erase a request with all that was made for it; return False where there is none.

    Doing it again does what is left of it. What running attempts still leave is removed by `recover_stalled`.
    """
    if not cloud.requests.erase(request_id):
        return False
    cloud.requests.clear(request_id)
    remove_files(request_id, cloud)
    return True


def remove_files(request_id: str, cloud: Cloud) -> None:
    """Delete every object of a request."""
    for prefix in paths.intermediate(request_id):
        for path in cloud.temporary.paths_under(prefix):
            cloud.temporary.delete(path)
    for path in cloud.generated.paths_under(paths.lesson_folder(request_id)):
        cloud.generated.delete(path)


def requests_of(student_id: str, cloud: Cloud) -> list[Document]:
    """Return the records of a student's newest requests that are not erased, `MOST` of them at most."""
    return cloud.records.newest([("student_id", "==", student_id)], MOST, None)


def erase_student(student_id: str, cloud: Cloud) -> list[str]:
    """Erase all that is kept of a student, and return the ids of the requests that were."""
    erased: list[str] = []
    tenants: set[str | None] = {None}
    while found := requests_of(student_id, cloud):
        for record in found:
            tenants.add(record.fields.get("tenant"))
            erase(record.identifier, cloud)
        erased += [record.identifier for record in found]
    counts = [student_count_path(tenant, student_id) for tenant in tenants]
    cloud.store.delete([open_path(student_id), *counts, *rejected_with([student_id, *erased], cloud)])
    return erased


def rejected_with(names: Iterable[str], cloud: Cloud) -> list[str]:
    """Return the paths of rejected messages that name a student or a request."""
    named = re.compile(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, names))})(?![\w.-])")
    found = cloud.store.children("rejected_messages")
    return [message.path for message in found if named.search(str(message.fields))]
