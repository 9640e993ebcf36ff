"""Patterns that are compiled when they are first used: there are four hundred, and a command needs few."""

import re
from typing import Any, AnyStr, cast


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` gives, in all but its class: the functions of `re` do not take it, its methods are all there."""
    return cast("re.Pattern[AnyStr]", Uncompiled(text, flags))


class Uncompiled:
    """Stands for a pattern, and takes over each of its methods when that is asked for."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found
