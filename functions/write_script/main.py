"""Write: passages become a script."""

from pathlib import Path

from shared import paths
from shared.cloud import Cloud
from shared.errors import Refused
from shared.model import Model
from shared.models.passage import Findings
from shared.models.request import ContentRecord
from shared.models.script import Script
from shared.stage import stage

from .core import Draft, Input, Output, draft_of, output_of, prompt_for, prompt_to_repair, words_a_minute_for
from .illustration import illustrate

INSTRUCTIONS = Path(__file__).with_name("instructions.md")
NOT_GOOD_ENOUGH = "We could not write a lesson on this that is good enough to show. Please ask in other words."


@stage("write_script")
def write_script(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Have the model write the script from the passages alone, check it, repair it once, and keep it once."""
    findings = Findings.model_validate_json(cloud.temporary.read(paths.findings(work.request_id)))
    path = paths.script(work.request_id)
    stored = cloud.results.find(path)
    if stored is None:
        pace = words_a_minute_for(record.request.grade_level)
        script = illustrate(_write(record, findings, cloud.model, pace), findings)
        stored = cloud.results.keep(path, script.model_dump_json().encode(), "application/json", cloud.meter.usage)
    return output_of(Script.model_validate_json(stored.data), findings, record.request)


def _write(record: ContentRecord, findings: Findings, model: Model, pace: float) -> Script:
    """Return the better one of a script and its repair; raise `Refused` where neither is good enough.

    `pace` is in words a minute.
    """
    instructions, prompt = INSTRUCTIONS.read_text("utf-8"), prompt_for(record, findings, pace)

    def draft(asked: str) -> Draft:
        return draft_of(model.generate(instructions, asked, Script), record.request, findings, pace)

    first = draft(prompt)
    best = min(first, draft(prompt_to_repair(prompt, first)), key=Draft.badness) if first.problems else first
    if best.script is None or best.essential_problems:
        raise Refused("script_below_standard", NOT_GOOD_ENOUGH)
    return best.script
