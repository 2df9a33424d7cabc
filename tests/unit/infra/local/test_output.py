import subprocess
import sys

from infra.local.services import REPOSITORY

PRINTS_ON = """
from infra.local.output import Output
output = Output()
for number in range(50_000):
    output.print(number)
raise SystemExit(3)
"""


def test_a_command_that_nobody_reads_on_ends_quietly_with_a_code_of_its_own() -> None:
    command = [sys.executable, "-c", PRINTS_ON]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == b"0\n"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 3
