"""Processes that die by SIGKILL at one moment, for the tests of what is written surviving it."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def die(*_args: Any, **_kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(real: Callable[..., Any], call: int, after: bool) -> Callable[..., Any]:
    """The function, but its ``call``-th call kills the process before or after doing its work."""
    calls = [0]

    def called(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == call and not after:
            die()
        result = real(*args, **kwargs)
        if calls[0] == call:
            die()
        return result

    return called


def arm(home: Any, name: str, call: str, when: str) -> None:
    """From now on the ``call``-th call of ``home.name`` is the last thing that this process does."""
    setattr(home, name, dying(getattr(home, name), int(call), when == "after"))


def kill_at(moments: list[str], work: Callable[[str], None]) -> None:
    """Fork a child for each moment, which has to be killed while it works."""
    for moment in moments:
        child = os.fork()
        if child == 0:
            work(moment)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            sys.exit(f"{moment}: the child was not killed, it ended with {status}")
