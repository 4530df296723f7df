"""Where files lie in an object store, or on any file system that pyarrow knows by an address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from footpath.errors import WorkspaceError

_PART = 1 << 24  # bytes copied at a time


@dataclass(frozen=True)
class Address:
    """A file or folder: ``s3://bucket/journeys``, ``gs://…``, ``abfss://…``, ``file:///…``, and what is below it.

    Attributes:
        root: as the user wrote it; options of the store stand behind a ``?``.
        inside: the way from there.

    Examples:
        >>> str(Address("s3://shop/journeys?region=eu-west-1") / "v000001" / "meta.json")
        's3://shop/journeys/v000001/meta.json'
    """

    root: str
    inside: str = ""

    def __truediv__(self, name: str) -> "Address":
        return Address(self.root, f"{self.inside}/{name}")

    def __str__(self) -> str:
        return f"{self.root.partition('?')[0].rstrip('/')}{self.inside}"

    def read_text(self) -> str | None:
        """A small file, None when it is not there."""
        with self._clear_errors():
            system, path = self._found()
            try:
                with system.open_input_file(path) as file:
                    return str(file.read(), "utf-8")
            except FileNotFoundError:
                return None

    def write_text(self, text: str) -> None:
        """A small file, there as a whole or not at all."""
        with self._clear_errors():
            system, path = self._found()
            system.create_dir(path.rpartition("/")[0], recursive=True)
            with system.open_output_stream(path) as file:
                file.write(text.encode())

    def fetch(self, home: Path) -> None:
        """Copy the file to a path of this machine."""
        with self._clear_errors():
            system, path = self._found()
            with system.open_input_stream(path) as source, home.open("wb") as target:
                while part := source.read(_PART):
                    target.write(part)

    def send(self, home: Path) -> None:
        """Copy a file of this machine to here."""
        with self._clear_errors():
            system, path = self._found()
            system.create_dir(path.rpartition("/")[0], recursive=True)
            with home.open("rb") as source, system.open_output_stream(path) as target:
                while part := source.read(_PART):
                    target.write(part)

    def folders(self) -> list[str]:
        """The names of the folders in it."""
        from pyarrow.fs import FileSelector, FileType

        with self._clear_errors():
            system, path = self._found()
            found = system.get_file_info(FileSelector(path, allow_not_found=True))
            return [info.base_name for info in found if info.type == FileType.Directory]

    def _found(self) -> tuple[Any, str]:
        system, path = _system(self.root)
        return system, f"{path.rstrip('/')}{self.inside}"

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        import pyarrow as pa

        try:
            yield
        except (OSError, pa.ArrowException) as error:
            told = " ".join(str(error).split())[:300]
            raise WorkspaceError(
                f"{self} cannot be used: {told}", "Look at the address and at your rights there."
            ) from error


@lru_cache(maxsize=64)
def _system(root: str) -> tuple[Any, str]:
    """The store and the path in it; connections are kept."""
    from pyarrow.fs import FileSystem

    found: tuple[Any, str] = FileSystem.from_uri(root)
    return found
