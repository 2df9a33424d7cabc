import pytest
from rich.console import Console

from infra.operate.failure import Failure
from infra.operate.redrive import redrive
from shared.documents import too_late
from tests.fakes.cloud import InProcessCloud
from tests.unit.examples import MESSAGE


def test_a_request_that_failed_goes_on(cloud: InProcessCloud, capsys: pytest.CaptureFixture[str]) -> None:
    cloud.requests.fail("r-1", too_late("write_script"))
    assert redrive("r-1", "gcp", Console()) == 0
    assert f"r-1 goes on ({MESSAGE.topic})" in capsys.readouterr().out


def test_a_request_that_has_not_failed_is_left_alone(cloud: InProcessCloud) -> None:
    with pytest.raises(Failure, match="r-1 is pending"):
        redrive("r-1", "gcp", Console())


def test_a_request_whose_results_are_deleted_is_not_started_again(cloud: InProcessCloud) -> None:
    cloud.requests.fail("r-1", too_late("write_script"))
    cloud.wait(days=7)
    with pytest.raises(Failure, match=r"deleted after 7 days\. Please ask again"):
        redrive("r-1", "gcp", Console())
    assert cloud.publisher.published == []
