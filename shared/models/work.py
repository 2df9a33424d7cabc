"""A piece of work: what a stage is asked, what it answers, and how it is claimed."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from shared import messages
from shared.cost import Usage
from shared.models.base import Record
from shared.models.message import IncomingMessage
from shared.models.request import ContentRecord, ContentRequest, Identifier, Status
from shared.settings import Settings


class WorkKey(Record):
    """Name a piece of work by request, stage and scene: never by a message, which is new at each delivery."""

    request_id: str
    stage: str
    scene: int | None = None

    @property
    def document(self) -> str:
        """Return the id of its document in `request_stages`."""
        return self.stage if self.scene is None else f"{self.stage}-{self.scene:02d}"


class StageInput(Record):
    """Hold what a message asks of a stage; most say no more than which request."""

    request_id: Identifier

    @classmethod
    def read(cls, message: IncomingMessage, settings: Settings) -> Self | None:
        """Read a message; return None where it is meant for others, raise `Rejected` where it is wrong."""
        return messages.read(message, cls)

    @property
    def scene_index(self) -> int | None:
        """Return the scene that the work is about, or None where it is about the whole request."""
        return None

    @property
    def complete_request(self) -> ContentRequest | None:
        """Return the whole request where the message holds it, so that its record can be created."""
        return None


class StageOutput(Record):
    """Hold what a stage leaves for the next ones."""

    status_after: ClassVar[Status] = Status.GENERATING
    event: ClassVar[str] = "finished"
    """What the request's log says of it."""
    wakes_followers: ClassVar[bool] = False
    """Whether requests may wait for this."""

    def next_topic(self, usual: str | None) -> str | None:
        """Return the topic that tells of it; `usual` is what the function emits."""
        return usual

    def for_record(self) -> Mapping[str, Any]:
        """Return the fields of the request's record that this output sets."""
        return {}


class OutgoingMessage(Record):
    """Hold a message that is recorded before it is published, so that it cannot be lost."""

    topic: str
    data: str
    """JSON."""
    attributes: dict[str, str] = {}


class Claim(Record):
    """Hold the right to do a piece of work until the lease ends, or until somebody has a higher fence."""

    key: WorkKey
    attempt: int
    fence: int
    record: ContentRecord
    counted: frozenset[str] = frozenset()
    """Names of stored results whose cost is recorded already."""
    queue_seconds: float | None = None
    """How long the message had waited when the work was first taken; None at later attempts."""


class Spent(Record):
    """Hold what an attempt used, and which stored results are counted in it."""

    usage: Usage
    cost_usd: float
    counted: frozenset[str] = frozenset()


class AlreadyDone(Record):
    """Say that the work was finished before; `unsent` are the messages that may not have been published."""

    unsent: list[OutgoingMessage]


class AlreadyEnded(Record):
    """Say that the request has ended, so that nothing is to be done for it."""

    status: Status


class Finish(Record):
    """Hold all that one commit records when a piece of work is done."""

    output: dict[str, Any]
    record_fields: dict[str, Any]
    status: Status
    message: OutgoingMessage | None
    """Published when the work is done; for scenes, when all scenes are."""
    spent: Spent
    event: str = "finished"
