"""What a lesson of three minutes costs in the cloud: by stage, with other voices and models, and what comes on top.

A lesson is made, and its usage priced with `infra/prices.yaml`. What one machine does not show, the model's thoughts
and the wait for it, is an estimate of `benchmarks/scale/latencies.yaml`, in rows of its own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from benchmarks import report
from benchmarks.lessons import make, question
from benchmarks.operations import of_a_lesson
from benchmarks.own_stack import own_stack
from benchmarks.scale.times import STAGES, estimates
from shared import topology
from shared.cost import Usage
from shared.store import Fields

MINUTES = 3
AIM_USD = 0.05
SECONDS_A_MONTH = 30 * 24 * 3_600
TICK_SECONDS, TICK_DOCUMENTS = 0.3, 3
"""What `recover_stalled` takes at most where it finds nothing: three queries, each of which counts as a document."""
GIB = 2**30
DEFAULT_VOICE = "Wavenet"
WITH_A_REPAIR = "the default, and the script is repaired once"


def measure(console: Console) -> dict[str, Any]:
    """Make a lesson and price it; raise where it fails."""
    with own_stack() as (stack, cloud):
        record = make(question(0, MINUTES), stack, cloud)
        usage = _usage(cloud.requests.stages(record["request_id"]).values())
    seconds = (record["completed_at"] - record["created_at"]).total_seconds()
    figures = priced(usage, Made(record["scene_count"], seconds, record["result"]["video"]["bytes"]))
    _show(figures, console)
    return figures


@dataclass(frozen=True)
class Made:
    """Hold what a lesson is, as far as it costs: its scenes, the seconds it took, the size of its video in bytes."""

    scenes: int
    seconds: float
    video_bytes: int


def priced(usage: dict[str, list[Usage]], made: Made) -> dict[str, Any]:
    """Return a finished lesson's costs in dollars, from the usage of each piece of its work, by stage."""
    settings = topology.load().environment
    prices = topology.declared("prices.yaml")
    model, embedding = settings["TEXT_MODEL"], settings["EMBEDDING_MODEL"]
    by_stage = _by_stage(usage, prices, model, DEFAULT_VOICE, embedding)
    pieces = _operations(made.scenes, made.seconds, prices)
    by_stage["documents, objects, messages"] = pieces
    default = sum(by_stage.values())
    others = [(other, DEFAULT_VOICE) for other in prices["text_models"]]
    others += [(model, other) for other in prices["voices"]]
    alternatives = {
        f"{text_model}, {voice}": pieces + sum(_by_stage(usage, prices, text_model, voice, embedding).values())
        for text_model, voice in others
    }
    text = prices["text_models"][model]
    again = sum(_model(work, text) for works in usage.values() for work in works) + _thoughts(text)
    return {
        "aim_usd": AIM_USD,
        "usd": round(default, 5),
        "usd_by_stage": {name: round(value, 6) for name, value in by_stage.items()},
        "usd_alternatives": {name: round(value, 5) for name, value in alternatives.items()}
        | {WITH_A_REPAIR: round(default + again, 5)},
        "usd_on_top": {
            "each time it is watched to its end": round(made.video_bytes / GIB * prices["egress"]["gib"], 6),
            "kept for a month": round(made.video_bytes / GIB * prices["storage"]["gib_month"], 7),
        },
        "usd_a_month_without_lessons": _idle(prices),
    }


def _usage(works: Iterable[Fields]) -> dict[str, list[Usage]]:
    found: dict[str, list[Usage]] = defaultdict(list)
    for work in works:
        found[work["stage"]].append(Usage.model_validate(work.get("usage", {})))
    return dict(found)


def _by_stage(
    usage: dict[str, list[Usage]], prices: dict[str, Any], model: str, voice: str, embedding: str
) -> dict[str, float]:
    """Return the dollars of each stage, and those of what is estimated."""
    text = prices["text_models"][model]
    found = {}
    for stage, works in usage.items():
        total = sum(works, Usage())
        compute = _compute(stage, total.seconds, prices) + len(works) * prices["compute"]["invocation"]
        spoken = total.spoken_characters * prices["voices"][voice]
        embedded = total.embedded_characters * prices["embedding_models"][embedding]
        found[stage] = compute + _model(total, text) + spoken + embedded
    output = sum(work.output_tokens for works in usage.values() for work in works)
    waits = estimates("latencies")
    seconds = 2 * waits["model_first_token_seconds"]
    seconds += (output + waits["model_thought_tokens"]) / waits["model_tokens_a_second"]
    found["the model's thoughts (estimate)"] = _thoughts(text)
    found["waiting for the model (estimate)"] = _compute("write_script", seconds, prices)
    return found


def _model(usage: Usage, text: dict[str, float]) -> float:
    return usage.input_tokens * text["input"] + usage.output_tokens * text["output"]


def _thoughts(text: dict[str, float]) -> float:
    return estimates("latencies")["model_thought_tokens"] * text["output"]


def _compute(stage: str, seconds: float, prices: dict[str, Any]) -> float:
    limits, compute = topology.load().functions[stage], prices["compute"]
    per_second = limits.cpu * compute["vcpu_second"] + limits.memory_mib / 1024 * compute["gib_second"]
    return float(seconds * per_second)


def _operations(scenes: int, seconds_watched: float, prices: dict[str, Any]) -> float:
    counts = of_a_lesson(scenes, seconds_watched)
    documents, objects = prices["firestore"], prices["storage"]
    return float(
        counts.documents_read * documents["read"]
        + counts.documents_written * documents["write"]
        + counts.objects_read * objects["read"]
        + counts.objects_written * objects["write"]
        + counts.message_bytes / 2**40 * prices["messages"]["tib"]
    )


def _idle(prices: dict[str, Any]) -> dict[str, float]:
    """Return what a month costs in which nobody asks, and what it would where each stage kept an instance warm."""
    declared = topology.load()
    ticks = sum(SECONDS_A_MONTH / schedule.period_seconds for schedule in declared.schedules.values())
    a_tick = _compute("recover_stalled", TICK_SECONDS, prices) + prices["compute"]["invocation"]
    a_tick += TICK_DOCUMENTS * prices["firestore"]["read"]
    jobs = len(declared.schedules) * prices["standing"]["scheduler_job"]
    warm = {name: function.minimum_instances for name, function in declared.functions.items()}
    return {
        "recovery, each minute": round(ticks * a_tick + jobs, 2),
        "instances kept warm (minimum_instances)": round(_warm(warm, prices), 2),
        "the same, were it one of each stage": round(_warm(dict.fromkeys(STAGES, 1), prices), 2),
    }


def _warm(instances: dict[str, int], prices: dict[str, Any]) -> float:
    functions, idle = topology.load().functions, prices["idle"]
    a_second = sum(
        count * (functions[name].cpu * idle["vcpu_second"] + functions[name].memory_mib / 1024 * idle["gib_second"])
        for name, count in instances.items()
    )
    return float(a_second * SECONDS_A_MONTH)


def _show(figures: dict[str, Any], console: Console) -> None:
    stages = [(name, f"${value:.5f}") for name, value in figures["usd_by_stage"].items()]
    whole = ("[bold]in all[/]", f"[bold]${figures['usd']:.4f}[/]")
    console.print(report.table(("Three minutes of lesson", "Cost"), [*stages, whole]))
    others = sorted(figures["usd_alternatives"].items(), key=lambda entry: entry[1])
    rows = [(name, f"{'' if value < AIM_USD else '[red]'}${value:.4f}") for name, value in others]
    console.print(report.table(("With another model, another voice", "Cost"), rows))
    for name, value in figures["usd_on_top"].items():
        console.print(f"On top, {name}: ${value:.5f}")
    for name, value in figures["usd_a_month_without_lessons"].items():
        console.print(f"A month without lessons, {name}: ${value:.2f}")
    console.print(f"The aim is less than ${AIM_USD:.2f}.")
