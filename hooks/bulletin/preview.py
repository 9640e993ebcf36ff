"""A preview lays only what somebody looks at: pages that were made, lists and tables made when asked for, a notice printed then.

To lay a whole site of a thousand bulletins, or to print a notice at every saving, takes longer than an editor waits.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bulletin.laying import write

App = Callable[[Any, Any], Any]  # PEP 3333


class Preview:
    """Stands before the server of the site generator; `asked` gives a file of the site by its path, or nothing."""

    def __init__(self, asked: Callable[[str], bytes | None]) -> None:
        self.asked, self._turn, self._building = asked, threading.Lock(), False

    def begin(self) -> None:
        """A build begins: what is asked for waits until its end."""
        if not self._building:
            self._turn.acquire()
            self._building = True

    def end(self) -> None:
        """A build is over, well or not."""
        if self._building:
            self._building = False
            self._turn.release()

    def over(self, app: App, folder: Path, mount: str) -> App:
        """A server that lays what it is asked for into `folder`, and answers as `app`, which serves that below `mount`."""

        def answer(environ: Any, start_response: Any) -> Any:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").removeprefix(mount)
            self._lay(path, folder)
            said: list[Any] = []
            body = app(environ, lambda *told: said.append(told))
            if said[0][0].startswith("404") and self._lay(path, folder):  # a build came in between
                return app(environ, start_response)
            start_response(*said[0])
            return body

        return answer

    def _lay(self, path: str, folder: Path) -> bool:
        """Whether a file was laid."""
        with self._turn:
            if (folder / path).exists() or (content := self.asked(path)) is None:
                return False
            write(content, folder / path)
            return True
