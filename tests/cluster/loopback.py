"""A real Spark cluster on this machine: a master and some workers, each a process of its own, on the loopback address."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

HERE = "127.0.0.1"
SETTINGS = {
    "spark.driver.host": HERE,
    "spark.driver.bindAddress": HERE,
    "spark.driver.memory": "1g",
    "spark.executor.memory": "1g",
    "spark.cores.max": "2",
    "spark.network.timeout": "60s",
    "spark.executor.heartbeatInterval": "5s",
}


@dataclass
class Cluster:
    """The processes, each the head of a group of its own, so that what it starts ends with it."""

    master: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def engine(self) -> str:
        """For ``--engine``."""
        return f"{self.master}?{'&'.join(f'{name}={value}' for name, value in SETTINGS.items())}"

    def kill_a_worker(self) -> None:
        """End the last worker and all that it runs, as a power cut would."""
        _end(self.processes.pop())


@contextmanager
def loopback_cluster(java_home: str, folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Starts a cluster with one core a worker, and ends it whatever happens.

    Args:
        folder: for logs and what the workers spill.
    """
    port = free_port()
    cluster = Cluster(f"spark://{HERE}:{port}")
    environment = {**os.environ, "JAVA_HOME": java_home, "SPARK_LOCAL_IP": HERE, "SPARK_NO_DAEMONIZE": "1"}
    environment |= {"SPARK_LOCAL_DIRS": str(folder / "spilled"), "SPARK_DAEMON_MEMORY": "256m"}

    def start(name: str, role: str, *arguments: str) -> Path:
        log = folder / f"{name}.log"
        command = [str(spark_home() / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}", *arguments]
        with log.open("wb") as out:
            cluster.processes.append(
                subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)
            )
        return log

    try:
        master = start("master", "master.Master", "--host", HERE, "--port", str(port), "--webui-port", "0")
        _wait(master, "New state: ALIVE")
        for number in range(workers):
            told = [
                "--cores",
                "1",
                "--memory",
                "2g",
                "--webui-port",
                "0",
                "--work-dir",
                str(folder / f"worker-{number}"),
            ]
            _wait(
                start(f"worker-{number}", "worker.Worker", *told, cluster.master), "Successfully registered with master"
            )
        yield cluster
    finally:
        while cluster.processes:
            _end(cluster.processes.pop())


def spark_home() -> Path:
    import pyspark

    return Path(pyspark.__file__).parent


def free_port() -> int:
    with socket.socket() as held:
        held.bind((HERE, 0))
        port: int = held.getsockname()[1]
    return port


def _wait(log: Path, words: str, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while words not in log.read_text(errors="replace"):
        if time.monotonic() > end:
            sys.stderr.write(log.read_text(errors="replace")[-3000:])
            raise TimeoutError(f"{log.stem} did not say “{words}” within {seconds:.0f} s")
        time.sleep(0.2)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The process, and the executors that it started: they are of its session."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
