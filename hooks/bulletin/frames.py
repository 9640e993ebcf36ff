"""Room for the frames of deep calls, taken once.

CPython lays the frames of functions in pieces of 16 KB. A call that finds the last one full has the system give one more,
which goes back when that call returns (push_chunk in Python/pystate.c). So a function that happens to be called at such an
edge, some hundred calls deep, waits for the system each time: in the setting of a notice four thousand times, a tenth of
what it takes. A frame that asks for as much as all calls below it need gets a piece in which these find room as well.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])
WORDS = 1 << 17  # of a frame, and in its piece there are as many beside it: a thousand calls, one in the other


def roomy(function: Function) -> Function:
    """The same function, with room for the calls below it."""

    def call(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    call.__code__ = call.__code__.replace(co_stacksize=WORDS)
    return cast("Function", wraps(function)(call))
