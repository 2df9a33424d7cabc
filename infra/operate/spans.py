"""Spans as this machine's functions write them, one JSON object a line, one file a process."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

Seconds = Annotated[float, BeforeValidator(lambda text: datetime.fromisoformat(text).timestamp())]


class Span(BaseModel):
    """Hold a piece of work, read as OpenTelemetry writes it: its times are in seconds since 1970."""

    model_config = ConfigDict(frozen=True)

    name: str
    trace_id: str = Field(validation_alias=AliasPath("context", "trace_id"))
    span_id: str = Field(validation_alias=AliasPath("context", "span_id"))
    parent_id: str | None
    start: Seconds = Field(validation_alias="start_time")
    end: Seconds = Field(validation_alias="end_time")
    request_id: str | None = Field(None, validation_alias=AliasPath("attributes", "request_id"))
    scene: int | None = Field(None, validation_alias=AliasPath("attributes", "scene"))
    attempt: int | None = Field(None, validation_alias=AliasPath("attributes", "attempt"))
    error: str | None = Field(None, validation_alias=AliasPath("status", "description"))
    """The type of the error that ended it."""
    waited: float | None = None
    """Seconds from the end of the work that asked for it; None where that was still going on, or is not known."""

    @property
    def seconds(self) -> float:
        """Return how long it took."""
        return self.end - self.start

    @property
    def title(self) -> str:
        """Return what it is called in a drawing."""
        parts = [self.name, f"scene {self.scene + 1}" if self.scene is not None else ""]
        parts += [f"attempt {self.attempt}" if self.attempt and self.attempt > 1 else "", self.error or ""]
        return " ".join(part for part in parts if part)


def read(folder: Path) -> Iterator[Span]:
    """Give all spans of a folder; a line that is being written is left out."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            try:
                yield Span.model_validate_json(line)
            except ValidationError:
                continue


def of_request(request_id: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans of a request in order of their start, each with how long it waited."""
    every = list(spans)
    traces = {span.trace_id for span in every if span.request_id == request_id}
    found = [span for span in every if span.trace_id in traces and span.request_id in (request_id, None)]
    ends = {span.span_id: span.end for span in found}
    return sorted((_after(span, ends) for span in found), key=lambda span: span.start)


def _after(span: Span, ends: dict[str, float]) -> Span:
    asked = ends.get(span.parent_id or "")
    return span.model_copy(update={"waited": span.start - asked}) if asked is not None and asked <= span.start else span
