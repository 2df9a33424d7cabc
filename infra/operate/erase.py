"""Erase what is kept of a student, when it is asked for twice."""

from rich.console import Console

from infra.operate.failure import Failure
from infra.operate.target import Place, connected, place
from shared.cloud import Cloud
from shared.erasing import erase_student, rejected_with, requests_of
from shared.models.request import is_identifier


def erase(student_id: str, confirmed: str, target: str, console: Console) -> int:
    """Erase all requests of a student, and what else names them."""
    if not is_identifier(student_id):
        raise Failure("Which student? Name them by their id: STUDENT=…", 2)
    where = place(target)
    with connected(where) as cloud:
        if confirmed != student_id:
            raise Failure(_asking(student_id, where, cloud), 2)
        erased = erase_student(student_id, cloud)
    console.print(f"Erased: {len(erased)} requests of {student_id}", markup=False)
    for request_id in erased:
        console.print(f"  {request_id}", markup=False)
    return 0


def _asking(student_id: str, where: Place, cloud: Cloud) -> str:
    requests = len(requests_of(student_id, cloud))
    messages = len(rejected_with([student_id], cloud))
    return (
        f"There are {requests} requests and {messages} rejected messages of {student_id}. To erase them for good: "
        f"make erase STUDENT={student_id}{where.suffix} CONFIRM={student_id}"
    )
