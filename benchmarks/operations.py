"""How many documents, objects and messages a lesson costs: counted along the stage contract.

`tests/unit/benchmarks/test_operations.py` runs the real ledger for a lesson and counts the documents.
"""

from dataclasses import dataclass

from shared import paths
from shared.entries import SPENDING_SHARDS

STAGES_WITHOUT_SCENES = 5
PAYING_STAGES = 4
SEARCHED_DOCUMENTS = 75
"""The state of the library, the 40 nearest passages, 4 each of 3 more resources, and about 20 of the best resource."""
KILOBYTE = 1_000


@dataclass(frozen=True)
class Operations:
    """Count what is billed by the piece."""

    documents_read: int
    documents_written: int
    objects_read: int
    objects_written: int
    messages: int

    @property
    def message_bytes(self) -> int:
        """Return what is billed of the messages: each is published and delivered, and counts as a kilobyte."""
        return self.messages * 2 * KILOBYTE


def of_the_ledger(scenes: int) -> tuple[int, int]:
    """Return the documents that are read and written for a lesson's record, its work and its events."""
    # Record and open requests, the student's count and a part of the tenant's; the last one: its message is sent.
    accepted_read, accepted_written = 4, 6 + 1
    # A claim reads record and work; finishing reads both again, and the end of all the student's open requests.
    stages_read = STAGES_WITHOUT_SCENES * 4 + 1
    # Claimed: work, record, event. Finished: work, metrics, record, event, spending. Sent: all but the last two.
    stages_written = STAGES_WITHOUT_SCENES * 8 + (STAGES_WITHOUT_SCENES - 2) + 1
    scenes_read = scenes * (4 + scenes - 1)
    scenes_written = scenes * 7 + 1
    return accepted_read + stages_read + scenes_read, accepted_written + stages_written + scenes_written


def of_a_lesson(scenes: int, seconds_watched: float) -> Operations:
    """Count for a lesson of so many scenes, whose student's page asks once a second how far it is."""
    read, written = of_the_ledger(scenes)
    looked_up = SEARCHED_DOCUMENTS + PAYING_STAGES * SPENDING_SHARDS + round(seconds_watched)
    # Kept: findings, script, thumbnail; of each scene recording and video; the lesson's files.
    # Read: script, findings and the recording's metadata for each scene, its video, recording and metadata to assemble.
    return Operations(
        documents_read=read + looked_up,
        documents_written=written,
        objects_read=scenes * 6 + 8,
        objects_written=3 + scenes * 2 + len(paths.LESSON_FILES),
        messages=5 + scenes,
    )
