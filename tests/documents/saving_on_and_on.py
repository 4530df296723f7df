"""Saves revision after revision until it is killed, and tells each one's number once it is kept; run as a script."""

import sys
from pathlib import Path

from footpath.documents import Documents
from footpath.model.maps import JourneyMap


def main(path: Path, who: str, most: int) -> None:
    documents = Documents(path)
    for at in range(most):
        kept = documents.save(JourneyMap(title="Shop", scope=f"{who} {at}"), "on and on", who=who)
        print(kept.number, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
