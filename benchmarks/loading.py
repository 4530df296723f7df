"""How fast is `footpath load` on one CSV file, and how much memory does it take?

python benchmarks/loading.py [--events 20e6] [--keep DIR]
"""

import argparse
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import duckdb

from log import write_log


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=lambda text: int(float(text)), default=20_000_000)
    parser.add_argument("--keep", type=Path, help="folder for the log, which is not removed")
    options = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        log, export = write_log(folder / f"log-{options.events}.parquet", options.events), Path(temporary) / "log.csv"
        duckdb.execute(
            f"COPY (SELECT 'u' || customer AS user_id, occurred_at AS timestamp, event, device FROM '{log}') TO '{export}'"
        )
        command = [sys.executable, "-m", "footpath", "load", str(export), "-w", str(Path(temporary) / "workspace")]
        start = perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds, peak = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    sys.stdout.write(
        f"{options.events:,} rows in {seconds:.1f} s: {options.events / seconds / 1e6:.2f} M/s, {peak:.1f} GB at most\n"
    )


if __name__ == "__main__":
    main()
