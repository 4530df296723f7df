"""Event logs in the formats that other tools read; what is written here is read again by `footpath.sources.reading`."""

from footpath.sources.writing.files import FORMATS, write_log

__all__ = ["FORMATS", "write_log"]
