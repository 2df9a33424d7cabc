"""Turn a section into drafts: one reader for each kind of section.

A section that does not have the parts of its kind (a worked example without a problem) is read as plain points.
"""

from infra.local.offline_writer.readers.pairs import read_checks, read_comparison, read_misconceptions
from infra.local.offline_writer.readers.points import (
    read_hook,
    read_objectives,
    read_plain,
    read_points,
    read_summary,
    read_words,
)
from infra.local.offline_writer.readers.process import read_example, read_formula, read_process
from infra.local.offline_writer.readers.section import Reader
from shared.models.passage import PassageKind

READERS: dict[PassageKind, Reader] = {
    "objectives": read_objectives,
    "wonder": read_hook,
    "key_idea": read_points,
    "words": read_words,
    "steps": read_process,
    "cycle": read_process,
    "formula": read_formula,
    "example": read_example,
    "comparison": read_comparison,
    "misconception": read_misconceptions,
    "closer_look": read_plain,
    "check": read_checks,
    "summary": read_summary,
    "explanation": read_points,
}
