"""What a piece of work used, and what that costs in the cloud at list prices (`infra/prices.yaml`)."""

from functools import cache

from shared import topology
from shared.models.base import Record
from shared.settings import Settings
from shared.voices import load as load_voices


class Usage(Record):
    """Count what a piece of work used of paid services."""

    seconds: float = 0.0
    """Time that the function ran."""
    input_tokens: int = 0
    output_tokens: int = 0
    embedded_characters: int = 0
    spoken_characters: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """Add two usages, field by field."""
        return Usage.model_validate({name: getattr(self, name) + getattr(other, name) for name in Usage.model_fields})


def dollars(usage: Usage, function: str, settings: Settings) -> float:
    """Return what a usage costs; raise `KeyError` for a model or a voice without a price."""
    prices = topology.declared("prices.yaml")
    limits = topology.load().functions[function]
    compute = prices["compute"]
    text = prices["text_models"][settings.text_model]
    return float(
        compute["invocation"]
        + usage.seconds * limits.cpu * compute["vcpu_second"]
        + usage.seconds * limits.memory_mib / 1024 * compute["gib_second"]
        + usage.input_tokens * text["input"]
        + usage.output_tokens * text["output"]
        + usage.embedded_characters * prices["embedding_models"][settings.embedding_model]
        + usage.spoken_characters * _dearest_voice(settings.voices)
    )


@cache
def _dearest_voice(voices: str) -> float:
    """Return the highest price of a set of voices: which of them spoke is not counted."""
    return max(_voice_price(voice.name) for voice in load_voices(voices).all)


def _voice_price(voice: str) -> float:
    prices: dict[str, float] = topology.declared("prices.yaml")["voices"]
    kind = next((kind for kind in prices if kind in voice), None)
    if kind is None:
        raise KeyError(f"infra/prices.yaml has no price for the voice {voice!r}; it knows {', '.join(prices)}")
    return prices[kind]
