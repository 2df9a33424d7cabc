"""Write lessons on one machine: answer what a model would answer, with sentences of the given passages alone."""

from infra.local.offline_writer.writer import answer

__all__ = ["answer"]
