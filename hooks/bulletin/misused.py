"""What a command says when it cannot do what it was called for."""

from bulletin.findings import Words


class Misused(Exception):
    """A command cannot do what it was called for."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)
