"""Word documents: their paragraphs in order, rows of tables as "first cell: rest". Nothing in them is followed or unpacked beyond bounds."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from footpath.errors import SourceError

_BODY = "word/document.xml"
LARGEST = 64 << 20  # unpacked bytes of a document's text, some 20,000 pages
_MOST_PARTS = 10_000


def is_docx(path: Path) -> bool:
    """True for a zip archive that holds a Word document."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _BODY in archive.NameToInfo
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return path.suffix.lower() == ".docx"


def read_docx(path: Path) -> list[str]:
    """The document's paragraphs.

    Raises:
        SourceError: the file is damaged, protected by a password, unpacks to more than 64 MB, or its XML names entities.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > _MOST_PARTS or _BODY not in archive.NameToInfo:
                raise SourceError(f"{path} is not a Word document.", "Save it as .docx or as text.")
            with archive.open(_BODY) as packed:
                body = packed.read(LARGEST + 1)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as error:
        raise SourceError(
            f"{path} cannot be read as a Word document: {error}.", "Save it again as .docx, without a password."
        ) from None
    except Exception as error:  # zlib's and lzma's own errors share no base
        if type(error).__module__ not in ("zlib", "lzma", "_lzma"):
            raise
        raise SourceError(f"{path} is a damaged Word document.", "Export or copy it again.") from None
    if len(body) > LARGEST:
        raise SourceError(f"{path} unpacks to more than {LARGEST >> 20} MB of text.", "Split it, or save it as text.")
    return list(_paragraphs(_root(path, body)))


def _root(path: Path, body: bytes) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(body, forbid_dtd=True)
    except DefusedXmlException:
        raise SourceError(
            f"{path} holds XML entities or a document type, which Word never writes.", "Do not trust this file."
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise SourceError(f"{path} is a damaged Word document: {error}.", "Save it again as .docx.") from None


def _paragraphs(element: Any) -> Iterator[str]:
    waiting = [element]
    while waiting:
        at = waiting.pop()
        name = _name(at)
        if name == "p":
            yield from "".join(_pieces(at)).split("\n")
        elif name == "tr":
            cells = [" ".join(text for text in _texts(cell) if text.strip()) for cell in at if _name(cell) == "tc"]
            cells = [cell for cell in cells if cell]
            yield ": ".join([cells[0].rstrip(": "), " ".join(cells[1:])]) if len(cells) > 1 else "".join(cells)
        else:
            waiting.extend(reversed(list(at)))


def _texts(cell: Any) -> Iterator[str]:
    for element in cell.iter():
        if _name(element) == "p":
            yield "".join(_pieces(element)).replace("\n", " ")


def _pieces(paragraph: Any) -> Iterator[str]:
    """Texts, tabs and breaks in order; what was deleted under review is gone, text boxes keep their first writing only."""
    waiting = [paragraph]
    while waiting:
        at = waiting.pop()
        name = _name(at)
        if name == "t":
            yield at.text or ""
        elif name == "tab":
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in ("del", "moveFrom", "Fallback", "instrText", "pPr", "rPr"):
            waiting.extend(reversed(list(at)))


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
