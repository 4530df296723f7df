"""How long something took by the clock, and how much of the processors' time, by this process and all that it started."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PROC = Path("/proc")


@dataclass
class Report:
    """What was measured and what differed, told as it comes.

    Attributes:
        answers: seconds by question and engine.
    """

    differences: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, float]] = field(default_factory=dict)

    def timed(self, what: str, work: Callable[[], Any]) -> Any:
        began, used = time.perf_counter(), processor_s()
        result = work()
        spent = f"{processor_s() - used:8.1f} s of processors" if _PROC.exists() else ""
        print(f"{what:44} {time.perf_counter() - began:8.1f} s {spent}", flush=True)
        return result

    def same(self, what: str, one: Any, other: Any) -> None:
        if one != other:
            self.differences.append(what)
            print(f"DIFFERENT: {what}", flush=True)

    def print_answers(self) -> None:
        engines = list(dict.fromkeys(engine for times in self.answers.values() for engine in times))
        print(f"\n{'seconds':44}{''.join(f'{engine:>12}' for engine in engines)}")
        for question, times in self.answers.items():
            print(f"{question:44}{''.join(f'{times[engine]:12.3f}' for engine in engines)}")
        sums = [sum(times[engine] for times in self.answers.values()) for engine in engines]
        print(f"{'all':44}{''.join(f'{total:12.3f}' for total in sums)}")


def processor_s() -> float:
    """Seconds of processors that this process and its living descendants used; 0 where the system does not tell."""
    if not _PROC.exists():
        return 0.0
    told = dict(_told(path) for path in _PROC.glob("[0-9]*"))
    ours, used, parents = {os.getpid()}, 0.0, {pid: parent for pid, (parent, _) in told.items()}
    while more := {pid for pid, parent in parents.items() if parent in ours and pid not in ours}:
        ours |= more
    for pid in ours:
        used += told.get(pid, (0, 0.0))[1]
    return used


def _told(path: Path) -> tuple[int, tuple[int, float]]:
    """A process, its parent and the seconds it used, those of its ended children included."""
    try:
        words = (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0, (0, 0.0)
    ticks = sum(int(word) for word in words[11:15])
    return int(path.name), (int(words[1]), ticks / os.sysconf("SC_CLK_TCK"))
