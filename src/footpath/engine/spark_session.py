"""The one connection of this process to Spark."""

import os
import shutil
import socket
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from footpath.engine.spark_failures import clear_failures
from footpath.errors import EngineError

_ONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS"), "1")
_PATIENCE_S = 10
_HERE = Path(__file__).parent


def open_context(master: str = "", options: tuple[tuple[str, str], ...] = ()) -> Any:
    """The ``SparkContext`` of this process, made when there is none.

    Args:
        master: empty takes the one that is there, or what Spark's own configuration names.
        options: go before all other configuration.

    Raises:
        EngineError: pyspark or Java is missing, nobody answers at ``master``, or this process is connected elsewhere.
    """
    if find_spec("pyspark") is None:
        raise EngineError("Spark is not installed here.", "pip install 'footpath[spark]' does it.")
    from pyspark import SparkContext

    context = SparkContext._active_spark_context
    if context is not None and context._jsc.sc().isStopped():  # its cluster went away
        context.stop()
        context = None
    if context is None:
        return _connected(master, dict(options))
    if master not in ("", context.master):
        raise EngineError(
            f"This process is connected to Spark at {context.master}, not at {master}.", "Stop that session first."
        )
    return context


def _connected(master: str, options: dict[str, str]) -> Any:
    from pyspark import SparkConf, SparkContext

    need_java()
    need_answer(master)
    conf = SparkConf().setAll(list({**_defaults(master), **options}.items()))
    if master:
        conf.setMaster(master)
    place = f"Spark at {master}" if master else "Spark"
    with clear_failures(f"{place} cannot be reached", "What its launcher met stands above."), catch_warnings():
        simplefilter("ignore", FutureWarning)  # of versions of libraries that Footpath does not use with Spark
        context = SparkContext(conf=conf)
    if "PYSPARK_PYTHON" not in os.environ:
        context.pythonExec = context.getConf().get("spark.pyspark.python", sys.executable)
    return context


def _defaults(master: str) -> dict[str, str]:
    """What Footpath sets unless it is told otherwise: no pages for browsers, no bars, one thread a task.

    Between Java and Python, sockets of the file system answer within 2 ms, those of the network after the 40 ms for which the
    kernel waits with acknowledging. Yarn's temporary folders have names too long for them.
    """
    near = os.name != "nt" and master.startswith(("local", "spark://", "k8s://"))
    return {
        "spark.app.name": "footpath",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.maxResultSize": "0",
        **({"spark.python.unix.domain.socket.enabled": "true"} if near else {}),
        "spark.driver.defaultJavaOptions": f"-Dlog4j2.configurationFile={(_HERE / 'log4j2.properties').as_uri()}",
        **{f"spark.executorEnv.{name}": value for name, value in _ONE.items()},
    }


def need_answer(master: str) -> None:
    """Say at once that nobody listens, which Spark finds out in a minute."""
    hosts = [spot.rpartition(":") for spot in master.removeprefix("spark://").split(",")]
    if not master.startswith("spark://") or any(not port.isdigit() for _, _, port in hosts):
        return
    for host, _, port in hosts:
        with suppress(OSError), socket.create_connection((host.strip("[]"), int(port)), timeout=_PATIENCE_S):
            return
    raise EngineError(
        f"Nobody answers at {master}.", "Look whether Spark's master runs there; its log names its address."
    )


def need_java() -> None:
    """Say what is missing before Spark's launcher does."""
    home = os.environ.get("JAVA_HOME")
    found = Path(home, "bin", "java").exists() if home else shutil.which("java") is not None
    if not found:
        where = f"JAVA_HOME, {home}, holds none" if home else "none was found"
        raise EngineError(f"Spark needs Java 17 or newer, and {where}.", "Install one and set JAVA_HOME to its folder.")
