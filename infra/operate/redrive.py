"""Start a failed request again from the stage that failed, keeping all that is stored."""

from rich.console import Console

from infra.operate.failure import Failure
from infra.operate.look import known
from infra.operate.target import connected, place
from shared import redriving
from shared.errors import Refused


def redrive(request_id: str, target: str, console: Console) -> int:
    """Reopen a request and publish what brings it on; raise `Failure` where that cannot be."""
    where = place(target)
    with connected(where) as cloud:
        record = known(request_id, cloud)
        try:
            topics = redriving.redrive(request_id, cloud)
        except Refused as refused:
            raise Failure(refused.message, 2) from refused
        if topics is None:
            raise Failure(f"{request_id} is {record.status.value}: only a request that failed is started again.", 2)
    console.print(f"{request_id} goes on ({', '.join(topics)}): make status ID={request_id}{where.suffix}")
    return 0
