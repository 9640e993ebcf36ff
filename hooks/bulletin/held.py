"""What was made of a text a moment ago: the rules, the notice, the data and the pages of a bulletin ask for the same.

Of many bulletins it is held packed: as they are, the proses of a thousand take more room than all else in a worker.
"""

import hashlib
import zlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, TypeVarTuple, cast

from bulletin.texts import FEW

Given = TypeVarTuple("Given")
Made = TypeVar("Made")
MANY = 512  # bulletins: of a thousand, each of two workers has as many


def held(work: Callable[[*Given], Made]) -> Callable[[*Given], Made]:
    """The same function, which holds what it made of the last texts: these by their digests, a text that it made packed."""
    known: dict[bytes, Any] = {}  # what was asked for last comes last

    @wraps(work)
    def made(*texts: *Given) -> Made:
        key = hashlib.sha256(repr(texts).encode()).digest()
        known[key] = known.pop(key) if key in known else _packed(work(*texts))
        if len(known) > MANY:
            del known[next(iter(known))]
        return cast(Made, _unpacked(known[key]))

    return cast(Callable[[*Given], Made], lru_cache(maxsize=FEW)(made))


def _packed(thing: Any) -> Any:
    return zlib.compress(thing.encode("utf-8", "surrogatepass"), 1) if isinstance(thing, str) else thing


def _unpacked(thing: Any) -> Any:
    return zlib.decompress(thing).decode("utf-8", "surrogatepass") if isinstance(thing, bytes) else thing
