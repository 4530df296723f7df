"""From the text of ``--engine`` to the engine."""

import re
from urllib.parse import parse_qsl

from footpath.engine.running import Engine
from footpath.engine.threads import Threads
from footpath.errors import SpecError

_THREADS = re.compile(r"threads(?::([1-9]\d{0,3}))?")
_MASTER = re.compile(r"local(\[(\d+|\*)(,\d+)?\])?|local-cluster\[\d+,\d+,\d+\]|yarn|(spark|k8s)://\S+")
_HINT = 'Write "threads", "threads:4", "spark://host:7077", "yarn", "k8s://…", "local[2]" or "spark".'


def open_engine(text: str) -> Engine:
    """The engine of that name; Spark is connected to when it is first used.

    ``threads`` and ``threads:4`` are this machine's threads. ``spark://host:7077``, ``yarn``, ``k8s://…`` and ``local[2]`` are
    Spark's own names for a cluster, ``spark`` is the session that this process has or that Spark's configuration names;
    ``?spark.executor.memory=8g&…`` behind them sets options of Spark.

    Raises:
        SpecError: no engine is called so.

    Examples:
        >>> open_engine("threads:4")
        Threads(count=4)
        >>> open_engine("spark://head:7077?spark.executor.memory=8g")
        Spark(master='spark://head:7077', options=(('spark.executor.memory', '8g'),))
    """
    threads = _THREADS.fullmatch(text)
    if threads:
        return Threads(int(threads[1] or 0))
    master, _, query = text.partition("?")
    if master != "spark" and not _MASTER.fullmatch(master):
        raise SpecError(f'There is no engine "{text[:80]}".', _HINT)
    from footpath.engine.spark import Spark

    return Spark("" if master == "spark" else master, _options(query))


def _options(query: str) -> tuple[tuple[str, str], ...]:
    try:
        options = tuple(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    except ValueError:
        raise SpecError(f'The options "{query[:80]}" are not well formed.', "Write ?name=value&name=value.") from None
    if wrong := [name for name, _ in options if not name.startswith("spark.")]:
        raise SpecError(f'"{wrong[0][:80]}" is no option of Spark.', "Write for example ?spark.executor.memory=8g.")
    return options
