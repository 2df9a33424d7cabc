"""Removing what a request leaves behind in buckets and on its record."""

from typing import TYPE_CHECKING

from shared import paths

if TYPE_CHECKING:
    from shared.cloud import Cloud


def erase(request_id: str, cloud: "Cloud") -> bool:
    """Erase a request with all that was made for it; return False where there is none.

    Doing it again does what is left of it. What running attempts still leave is removed by `recover_stalled`.
    """
    if not cloud.requests.erase(request_id):
        return False
    cloud.requests.clear(request_id)
    remove_files(request_id, cloud)
    return True


def remove_files(request_id: str, cloud: "Cloud") -> None:
    """Delete every object of a request."""
    for prefix in paths.intermediate(request_id):
        for path in cloud.temporary.paths_under(prefix):
            cloud.temporary.delete(path)
    for path in cloud.generated.paths_under(paths.lesson_folder(request_id)):
        cloud.generated.delete(path)
