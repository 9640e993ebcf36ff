"""Templates that were compiled before in this process: a preview sets them at every saving, a build for several portals.

Nothing of it is written down, so that nothing that is kept can run.
"""

from functools import lru_cache

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from bulletin.site import Site


class Compiled(BytecodeCache):
    """What was compiled, by the keys that Jinja gives."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._known.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


def compiled(site: Site) -> Compiled:
    """That of a site: what its settings say may be reckoned while a template is compiled."""
    return _compiled(site.key)


@lru_cache(maxsize=2)
def _compiled(_: bytes) -> Compiled:
    return Compiled()
