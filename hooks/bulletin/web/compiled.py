"""Templates that were compiled before in this process: a preview sets them at every saving, a build for several portals.

Nothing of it is written down, so that nothing that is kept can run. What a copy of this process compiles comes by a pipe.
"""

import os
from collections.abc import Callable
from functools import lru_cache, partial

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from bulletin.copies import aside, copied
from bulletin.site import Site


class Compiled(BytecodeCache):
    """What was compiled, by the keys that Jinja gives."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}
        self._coming: Callable[[], dict[str, bytes]] = dict

    def ahead(self, templates: Environment) -> None:
        """Have them compiled while this process goes on, where that can be, and nothing is known yet."""
        if not self._known and copied():
            self._coming = aside(partial(self._all, templates))
            os.register_at_fork(after_in_child=self._apart)

    def _apart(self) -> None:
        """What comes is told once, to this process: a worker that is forked meanwhile compiles what it needs."""
        self._coming = dict

    def _all(self, templates: Environment) -> dict[str, bytes]:
        for name in templates.list_templates():
            templates.get_template(name)
        return self._known

    def load_bytecode(self, bucket: Bucket) -> None:
        coming, self._coming = self._coming, dict
        self._known |= coming()
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
