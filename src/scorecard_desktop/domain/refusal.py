"""What an officer can mend: one plain line that says what is wrong and what to do."""


class Refusal(Exception):
    """The program declines to go on, and nothing has changed.

    The message is one line for an officer: what is wrong, where, and what to do about it.
    The command prints it on standard error and exits with 2; the window shows it as a message.
    A fault of our own is never a ``Refusal``.
    """

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))

    @property
    def message(self) -> str:
        """The one line."""
        return str(self.args[0])


class Cancelled(Exception):
    """The officer asked for a long task to stop; nothing has changed."""
