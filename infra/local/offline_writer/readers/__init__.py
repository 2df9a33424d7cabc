"""Turn a section into drafts: one reader for each kind of section.

A section that does not have the parts of its kind (a worked example without a problem) is read as plain points.
"""

from infra.local.offline_writer.readers import pairs, points, process
from infra.local.offline_writer.readers.section import Reader
from shared.models.passage import PassageKind

READERS: dict[PassageKind, Reader] = {
    "objectives": points.read_objectives,
    "wonder": points.read_hook,
    "key_idea": points.read_points,
    "words": points.read_words,
    "steps": process.read_process,
    "cycle": process.read_process,
    "formula": process.read_formula,
    "example": process.read_example,
    "comparison": pairs.read_comparison,
    "misconception": pairs.read_misconceptions,
    "closer_look": points.read_plain,
    "check": pairs.read_checks,
    "summary": points.read_summary,
    "explanation": points.read_points,
}
