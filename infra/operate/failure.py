"""How a command says what went wrong: a sentence, and the exit code of its process."""


class Failure(Exception):
    """End the command with a sentence; exit code 1 is about the work, 2 about what was typed."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
