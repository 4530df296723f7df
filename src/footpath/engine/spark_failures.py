"""What Spark raises, in one sentence."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from footpath.errors import EngineError


def spark_errors() -> tuple[type[Exception], ...]:
    """What Spark raises in the process that asks."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    return Py4JError, PySparkException


@contextmanager
def clear_failures(
    what: str = "Spark gave up", hint: str = "Its workers' logs (stderr of the task) say more."
) -> Iterator[None]:
    """Within the block, what Spark tells in pages is told in one sentence."""
    try:
        yield
    except spark_errors() as error:
        raise EngineError(f"{what}: {reason(str(error))}", hint) from error


def reason(told: str) -> str:
    """What went wrong, out of what Spark tells: the last line of a worker's traceback, else the first sentence.

    Examples:
        >>> reason('An error …: Job aborted: Traceback (most recent call last):\\n  File "x"\\nKeyError: 3\\n\\n\\tat java')
        'KeyError: 3'
        >>> reason("An error occurred while calling o1.collect.\\n: org.apache.spark.SparkException: Lost all.\\n\\tat java")
        'Lost all.'
    """
    tracebacks = re.findall(
        r"Traceback \(most recent call last\):\n(.*?)(?:\n\s*\n|\n\tat |\n SQLSTATE|$)", told, re.DOTALL
    )
    if tracebacks:
        lines = [line for line in tracebacks[0].splitlines() if line and not line.startswith((" ", "\t"))]
        return (lines or ["an unknown error"])[-1][:300]
    lines = [line.strip(": ") for line in told.splitlines() if line.strip()]
    exceptions = [line for line in lines if re.match(r"[\w.]+(Exception|Error)\b", line)]
    return re.sub(r"^[\w.]+(Exception|Error): ", "", (exceptions or lines or ["an unknown error"])[0])[:300]
