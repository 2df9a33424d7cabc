"""Erase what is kept of a student, when it is asked for twice."""

import time

from rich.console import Console

from infra.operate.failure import Failure
from infra.operate.target import connected, place
from shared.cloud import Cloud
from shared.models.request import is_identifier

PATIENCE_SECONDS = 180.0
"""`recover_stalled`, which removes objects, comes by once a minute."""


def erase(student_id: str, confirmed: str, target: str, console: Console) -> int:
    """Erase all requests of a student, and wait until their objects are gone as well."""
    if not is_identifier(student_id):
        raise Failure("Which student? Name them by their id: STUDENT=…", 2)
    with connected(place(target)) as cloud:
        if confirmed != student_id:
            raise Failure(_asking(student_id, target, cloud), 2)
        erased = cloud.erasure.student(student_id)
        left = _wait_for_objects(erased, cloud)
    console.print(f"Erased: {len(erased)} requests of {student_id}", markup=False)
    for request_id in erased:
        console.print(f"  {request_id}", markup=False)
    if left:
        raise Failure(f"Their objects are still there, of {', '.join(left)}: does recover_stalled run?")
    return 0


def _asking(student_id: str, target: str, cloud: Cloud) -> str:
    requests = len(cloud.erasure.requests_of(student_id))
    messages = len(cloud.erasure.rejected_with([student_id]))
    suffix = "" if target == "local" else f" TARGET={target}"
    return (
        f"There are {requests} requests and {messages} rejected messages of {student_id}. To erase them for good: "
        f"make erase STUDENT={student_id}{suffix} CONFIRM={student_id}"
    )


def _wait_for_objects(erased: list[str], cloud: Cloud) -> list[str]:
    """Return the requests whose objects were not removed in time."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    left = [request_id for request_id in erased if not _is_clean(request_id, cloud)]
    while left and time.monotonic() < deadline:
        time.sleep(1)
        left = [request_id for request_id in left if not _is_clean(request_id, cloud)]
    return left


def _is_clean(request_id: str, cloud: Cloud) -> bool:
    """Tell whether objects were looked for since the request was erased."""
    record = cloud.requests.read(request_id)
    return record is None or record.fields["cleaned_up"] or record.fields["clean_up_at"] == record.deadline_at
