"""Processes of their own for the tests: a fork has everything imported, so it begins at once."""

import os
import signal
import traceback
from collections.abc import Callable

from vetting.domain.errors import Refused
from vetting.records.db import db

REFUSED = 3


def die(*args: object, **more: object) -> None:
    """As when the machine goes: nothing is tidied."""
    os.kill(os.getpid(), signal.SIGKILL)


def in_process(deed: Callable[[], object]) -> int:
    """Begins `deed` in a process of its own with connections of its own; gives its number."""
    db.session.remove()
    child = os.fork()
    if child:
        return child
    try:  # never back into the tests
        db.engine.dispose(close=False)
        deed()
        os._exit(0)
    except Refused:
        os._exit(REFUSED)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def ended(child: int) -> int:
    """Its exit code, the negative signal when it was killed."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
