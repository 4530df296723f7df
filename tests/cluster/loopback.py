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
    """The processes, each the head of a session of its own, so that what it starts ends with it.

    Attributes:
        folder: for logs and what the workers spill.
    """

    java_home: str
    folder: Path
    port: int
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    started: int = 0

    @property
    def master(self) -> str:
        return f"spark://{HERE}:{self.port}"

    @property
    def engine(self) -> str:
        """For ``--engine``."""
        return f"{self.master}?{'&'.join(f'{name}={value}' for name, value in SETTINGS.items())}"

    def start_the_master(self) -> None:
        told = ["--host", HERE, "--port", str(self.port), "--webui-port", "0"]
        _wait(self._start("master", "master.Master", *told), "New state: ALIVE")

    def start_a_worker(self) -> None:
        self.started += 1
        home = self.folder / f"worker-{self.started}"
        told = ["--cores", "1", "--memory", "2g", "--webui-port", "0", "--work-dir", str(home), self.master]
        _wait(self._start(home.name, "worker.Worker", *told), "Successfully registered with master")

    def kill_a_worker(self) -> None:
        """End the last worker and all that it runs, as a power cut would."""
        _end(self.processes.pop())

    def end(self) -> None:
        while self.processes:
            _end(self.processes.pop())

    def _start(self, name: str, role: str, *arguments: str) -> Path:
        log = self.folder / f"{name}.log"
        environment = {**os.environ, "JAVA_HOME": self.java_home, "SPARK_LOCAL_IP": HERE, "SPARK_DAEMON_MEMORY": "256m"}
        environment["SPARK_LOCAL_DIRS"] = str(self.folder / "spilled")
        command = [str(spark_home() / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}", *arguments]
        with log.open("wb") as out:
            self.processes.append(
                subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)
            )
        return log


@contextmanager
def loopback_cluster(java_home: str, folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Starts a cluster with one core a worker, and ends it whatever happens."""
    cluster = Cluster(java_home, folder, free_port())
    try:
        cluster.start_the_master()
        for _ in range(workers):
            cluster.start_a_worker()
        yield cluster
    finally:
        cluster.end()


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
