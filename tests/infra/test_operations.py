"""What operators read is what is deployed: a runbook for every alert, and the cost while nobody asks."""

import re

import pytest
import yaml

from shared import topology
from tests.infra.deployment import Deployment
from tests.infra.offline import REPOSITORY, TERRAFORM

OPERATIONS = (REPOSITORY / "docs" / "operations.md").read_text("utf-8")
ALERTS = yaml.safe_load((REPOSITORY / TERRAFORM / "alerts.yaml").read_text("utf-8"))
RUNBOOKS = dict(
    re.findall(r"^### ([^\n]+)\n\n(.+?)(?=\n##)", OPERATIONS.partition("\n## Runbooks\n")[2], re.MULTILINE | re.DOTALL)
)
MINUTES_A_MONTH = 365 * 24 * 60 / 12
LEAST_BILLED_SECONDS = 0.1


def address(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_every_alert_has_its_runbook_and_every_runbook_its_alert() -> None:
    assert set(RUNBOOKS) == {alert["title"] for alert in ALERTS.values()}


@pytest.mark.parametrize("name", ALERTS)
def test_a_runbook_names_its_alert_and_says_what_to_do_step_by_step(name: str) -> None:
    text = RUNBOOKS[ALERTS[name]["title"]]
    assert text.startswith(f"`{name}`. ")
    assert len(re.findall(r"^\d\. ", text, re.MULTILINE)) >= 2


def test_every_notification_leads_to_the_runbook_of_its_alert(deployment: Deployment) -> None:
    policies = deployment.of_type("google_monitoring_alert_policy")
    led_to = {policy["documentation"][0]["content"].rpartition("\n")[2] for policy in policies}
    assert led_to == {f"docs/operations.md#{address(title)}" for title in RUNBOOKS}
    assert len(policies) == len(ALERTS)


def test_charts_that_a_runbook_names_are_on_the_dashboard() -> None:
    charts = {
        chart["title"] for chart in yaml.safe_load((REPOSITORY / TERRAFORM / "dashboard.yaml").read_text("utf-8"))
    }
    named = {name for text in RUNBOOKS.values() for name in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", text)}
    assert named
    assert all(any(chart.startswith(name) for chart in charts) for name in named)


def test_the_cost_while_nobody_asks_is_what_the_prices_say() -> None:
    prices = yaml.safe_load(topology.beside_the_topology("prices.yaml").read_text("utf-8"))
    compute, standing = prices["compute"], prices["standing"]
    recovering = topology.load().functions["recover_stalled"]
    a_second = recovering.cpu * compute["vcpu_second"] + recovering.memory_mib / 1024 * compute["gib_second"]
    runs = sum(MINUTES_A_MONTH * 60 / schedule.period_seconds for schedule in topology.load().schedules.values())
    alerts = len(ALERTS) * (standing["alert_condition"] + MINUTES_A_MONTH * standing["alert_series"])
    costs = (
        runs * (LEAST_BILLED_SECONDS * a_second + compute["invocation"]),
        len(topology.load().schedules) * standing["scheduler_job"],
        alerts,
    )
    told = re.findall(r"\| (\d+\.\d\d) \|$", OPERATIONS, re.MULTILINE)
    assert told == [f"{cost:.2f}" for cost in costs]
