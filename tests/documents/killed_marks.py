"""Kills the marking of three pieces of feedback with SIGKILL right before each of its SQL statements; run as a script."""

import os
import sys
from pathlib import Path

from killed_saves import arm

from footpath.documents import FollowUpMarks


def main(path: Path, moments: list[int]) -> None:
    for moment in moments:
        child = os.fork()
        if child == 0:
            arm(moment)
            FollowUpMarks(path.with_name(f"{path.stem}-{moment}.db")).add([2, 3, 4], done=True, who="ann")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(moment, "killed" if os.WIFSIGNALED(status) else "saved", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(moment) for moment in sys.argv[2:]])
