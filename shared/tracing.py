"""Traces: one a request, with a span for each piece of work, across all functions.

The context travels in the attributes of messages and in the metadata of objects, both as the W3C's `traceparent` and as
Pub/Sub's clients name it. Cloud Trace shows the spans, or on one machine `make trace`. Spans hold names, ids and
numbers; what a student wrote is never in one.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from shared.models.message import IncomingMessage

_FIELD = "traceparent"
_FIELDS = (_FIELD, "googclient_traceparent")
_NAME = "vividly"
_PROJECT = "gcp.project_id"
_PROPAGATOR = TraceContextTextMapPropagator()


def configure(traces: str, project: str) -> None:
    """Export this process's spans: to Cloud Trace (`cloud`), to files in a folder, or nowhere where it is empty."""
    if not traces:
        return
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExporter

    if traces == "cloud":
        from opentelemetry.exporter.cloud_trace import CloudTraceSpanExporter

        exporter: SpanExporter = CloudTraceSpanExporter(project_id=project)  # type: ignore[no-untyped-call]  # no types
    else:
        from shared.trace_files import TraceFiles

        exporter = TraceFiles(Path(traces))
    provider = TracerProvider(resource=Resource({_PROJECT: project}))
    # Each span goes out when it ends: a function may have no processor once it has answered.
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)


@contextmanager
def span(name: str, carried: Mapping[str, str], **facts: str | int) -> Iterator[None]:
    """Record what is done inside as a part of the trace that was carried here, or as the start of a new one.

    An error is recorded by its type alone: its text may say what a student wrote.
    """
    tracer = trace.get_tracer(_NAME)
    with tracer.start_as_current_span(
        name,
        context=_PROPAGATOR.extract(dict(carried)),
        attributes=facts,
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield
        except Exception as error:
            current.set_status(trace.StatusCode.ERROR, type(error).__name__)
            raise


def note(**facts: str | float | None) -> None:
    """Add to what the current span says."""
    trace.get_current_span().set_attributes({name: value for name, value in facts.items() if value is not None})


def carrier() -> dict[str, str]:
    """Return what carries the current trace on, for a message's attributes or an object's metadata."""
    found: dict[str, str] = {}
    _PROPAGATOR.inject(found)
    return dict.fromkeys(_FIELDS, found[_FIELD]) if _FIELD in found else {}


def carried_by(message: IncomingMessage) -> dict[str, str]:
    """Return what a message carries: in its attributes, or in the metadata of the object that it tells of."""
    value = message.carried.get(_FIELD) or message.carried.get(_FIELDS[1])
    return {_FIELD: value} if isinstance(value, str) else {}


def place() -> dict[str, str]:
    """Return the trace and the span that are under way as Cloud Logging names them, or nothing."""
    span: Any = trace.get_current_span()
    context = span.get_span_context()
    if not context.is_valid or not span.is_recording():
        return {}
    project = span.resource.attributes[_PROJECT]
    return {
        "logging.googleapis.com/trace": f"projects/{project}/traces/{trace.format_trace_id(context.trace_id)}",
        "logging.googleapis.com/spanId": trace.format_span_id(context.span_id),
    }
