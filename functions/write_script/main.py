"""Write: passages become a script."""

from pathlib import Path

from shared import log, paths
from shared.cloud import Cloud
from shared.errors import Refused
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
        script = illustrate(_write(record, findings, cloud, pace), findings)
        stored = cloud.results.keep(path, script.model_dump_json().encode(), "application/json", cloud.meter.usage)
    return output_of(Script.model_validate_json(stored.data), findings, record.request)


def _write(record: ContentRecord, findings: Findings, cloud: Cloud, pace: float) -> Script:
    """Return the better one of a script and its repair; raise `Refused` where neither is good enough.

    `pace` is in words a minute.
    """
    instructions, prompt = INSTRUCTIONS.read_text("utf-8"), prompt_for(record, findings, pace)

    def draft(asked: str) -> Draft:
        return draft_of(cloud.model.generate(instructions, asked, Script), record.request, findings, pace)

    before = cloud.limits.remaining_seconds()
    best = first = draft(prompt)
    try:
        left = cloud.limits.remaining_seconds()
        # A repair may take twice as long; who has less time shows what may be shown.
        if first.problems and (left >= 2 * (before - left) or not first.is_presentable):
            best = min(first, draft(prompt_to_repair(prompt, first)), key=Draft.badness)
    except Exception as error:
        if not first.is_presentable:
            raise
        log.write("WARNING", "not repaired", request_id=record.request.request_id, error=type(error).__name__)
    if best.script and best.is_presentable:
        return best.script
    raise best.too_short or Refused("script_below_standard", NOT_GOOD_ENOUGH)
