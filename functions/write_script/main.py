"""Write: passages become a script."""

from pathlib import Path

from shared import paths
from shared.cloud import Cloud
from shared.models.passage import Findings
from shared.models.request import ContentRecord
from shared.models.script import Script
from shared.stage import stage

from .core import Input, Output, checked, output_of, prompt_for

INSTRUCTIONS = Path(__file__).with_name("instructions.md")


@stage("write_script")
def write_script(work: Input, record: ContentRecord, cloud: Cloud) -> Output:
    """Have the model write the script from the passages alone, check it, and keep it once."""
    findings = Findings.model_validate_json(cloud.temporary.read(paths.findings(work.request_id)))
    path = paths.script(work.request_id)
    stored = cloud.results.find(path)
    if stored is None:
        pace = cloud.settings.speech_characters_per_second
        answer = cloud.model.generate(INSTRUCTIONS.read_text("utf-8"), prompt_for(record, findings, pace), Script)
        script = checked(answer, record.request, findings, pace)
        stored = cloud.results.keep(path, script.model_dump_json().encode(), "application/json", cloud.meter.usage)
    return output_of(Script.model_validate_json(stored.data), findings)
