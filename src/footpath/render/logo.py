"""A logo made inert: of an SVG only shapes and paints stay, of a PNG only its pixels.

What is not on the lists below is dropped: scripts, events, links, outside references, text, filters, animation, foreign objects.
"""

import re
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from typing import Any

from footpath.errors import MapError
from footpath.render.theme import Logo

MOST_SVG, MOST_PNG = 300_000, 1_000_000  # bytes
MOST_ELEMENTS, MOST_SIDE = 3_000, 4_000
_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"))
_HOLDERS = frozenset(("g", "defs", "clipPath", "linearGradient", "radialGradient", "stop", "use", "svg", "symbol"))
_NUMBERS = re.compile(r"[-+0-9.eE,%\s]*|[-+0-9.eE]+(?:px|pt)?")
_SAFE = {
    "d": re.compile(r"[-+0-9.eE,\sMmZzLlHhVvCcSsQqTtAa]*"),
    "points": _NUMBERS,
    "transform": re.compile(r"(?:\s*(?:matrix|translate|scale|rotate|skewX|skewY)\([-+0-9.eE,\s]*\)[\s,]*)*"),
    "gradientTransform": re.compile(r"(?:\s*(?:matrix|translate|scale|rotate|skewX|skewY)\([-+0-9.eE,\s]*\)[\s,]*)*"),
    "gradientUnits": re.compile(r"userSpaceOnUse|objectBoundingBox"),
    "clipPathUnits": re.compile(r"userSpaceOnUse|objectBoundingBox"),
    "spreadMethod": re.compile(r"pad|reflect|repeat"),
    "viewBox": _NUMBERS,
    "id": re.compile(r"[A-Za-z_][\w.-]{0,60}"),
}
_GEOMETRY = ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "width", "height", "offset"]
_PAINT = re.compile(
    r"none|currentColor|#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,24}|rgba?\([0-9.,%\s/]*\)|url\(\s*['\"]?#[\w.-]+['\"]?\s*\)"
)
_WORD = re.compile(r"[a-z0-9.,%\s-]{0,60}")
_LOOKS = {"fill": _PAINT, "stroke": _PAINT, "stop-color": _PAINT, "clip-path": _PAINT} | dict.fromkeys(
    ("fill-rule", "clip-rule", "fill-opacity", "stroke-width", "stroke-opacity", "stroke-linecap", "stroke-linejoin",
     "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "stop-opacity", "display"), _WORD
)  # fmt: skip
_RULE = re.compile(r"((?:\.[\w-]+\s*,?\s*)+)\{([^{}]*)\}")
_LOCAL = re.compile(r"url\(\s*['\"]?#([\w.-]+)['\"]?\s*\)")


def logo_of(light: bytes, dark: bytes | None, name: str) -> Logo:
    """A logo from the bytes of an SVG or PNG file, and of another for dark grounds.

    Without one for dark grounds, the light one stands on a pale plate there.

    Raises:
        MapError: a file is neither, is broken, too large, or draws nothing.
    """
    width, height, body = _picture(light, name, "logo-a-")
    if dark is None:
        plate = f'<rect x="{-width * 0.04:.2f}" y="{-height * 0.12:.2f}" width="{width * 1.08:.2f}" height="{height * 1.24:.2f}" rx="{height * 0.12:.2f}" fill="#fbfaf7"/>'
        return Logo(width, height, body, plate + body)
    other_width, other_height, other = _picture(dark, name, "logo-b-")
    scale = min(width / other_width, height / other_height)
    return Logo(width, height, body, f'<g transform="scale({scale:.5f})">{other}</g>')


def _picture(data: bytes, name: str, prefix: str) -> tuple[float, float, str]:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data, name)
    return _Svg(data, name, prefix).picture()


def _refuse(name: str, what: str, hint: str = "Give an SVG drawing or a PNG picture.") -> MapError:
    return MapError(f'The logo "{name}" {what}.', hint)


def _png(data: bytes, name: str) -> tuple[float, float, str]:
    """A PNG with its pixels alone: what cameras and editors wrote beside them goes."""
    if len(data) > MOST_PNG:
        raise _refuse(name, f"is larger than {MOST_PNG // 1000} kB", "Make it smaller: it is drawn 36 pixels high.")
    kept, size = data[:8], (0, 0)
    for kind, body in _chunks(data, name):
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        if kind in (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"):
            kept += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    width, height = size
    if not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE):
        raise _refuse(name, "has no size, or a side of more than 4,000 pixels")
    source = f"data:image/png;base64,{b64encode(kept).decode()}"
    return float(width), float(height), f'<image width="{width}" height="{height}" href="{source}"/>'


def _chunks(data: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if at + 12 + length > len(data) or data[at + 8 + length : at + 12 + length] != struct.pack(
            ">I", zlib.crc32(kind + body)
        ):
            break
        yield kind, body
        if kind == b"IEND":
            return
        at += 12 + length
    raise _refuse(name, "is a broken PNG picture")


class _Svg:
    """Reads an SVG, and writes again what is on the lists."""

    def __init__(self, data: bytes, name: str, prefix: str) -> None:
        self._name, self._prefix = name, prefix
        self._root = self._parsed(data)
        self._classes = dict(self._rules())
        self._shapes = self._elements = 0

    def _parsed(self, data: bytes) -> Any:
        from xml.etree.ElementTree import ParseError

        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        if len(data) > MOST_SVG:
            raise _refuse(self._name, f"is larger than {MOST_SVG // 1000} kB", "Simplify its paths.")
        try:
            root = fromstring(data, forbid_dtd=False)
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            raise _refuse(self._name, "is neither an SVG drawing nor a PNG picture") from None
        if root.tag != f"{_SVG}svg":
            raise _refuse(self._name, "is XML, but no SVG drawing")
        return root

    def picture(self) -> tuple[float, float, str]:
        left, top, width, height = self._view()
        body = "".join(self._written(child, 0) for child in self._root)
        looks = self._looks(self._root)
        if not self._shapes:
            raise _refuse(self._name, "draws no shape", "Convert its letters to paths, and its pictures to PNG.")
        move = f' transform="translate({-left:g} {-top:g})"' if left or top else ""
        return width, height, f"<g{move}{looks}>{body}</g>"

    def _view(self) -> tuple[float, float, float, float]:
        """The part of the plane that the logo shows: its view, else its size."""
        try:
            view = [float(part) for part in re.split(r"[\s,]+", (self._root.get("viewBox") or "").strip()) if part]
            if len(view) != 4:
                sides = [float(re.sub(r"(?:px|pt)$", "", self._root.get(side) or "")) for side in ("width", "height")]
                view = [0.0, 0.0, *sides]
        except ValueError:
            view = []
        if len(view) != 4 or not all(abs(part) < 1e5 for part in view) or min(view[2:]) <= 0.01:
            raise _refuse(self._name, "does not say how large it is", 'Give its <svg> a viewBox, such as "0 0 120 40".')
        left, top, width, height = view
        return left, top, width, height

    def _rules(self) -> Iterator[tuple[str, dict[str, str]]]:
        """What its style sheets say of plain classes, as drawing programs write them."""
        for sheet in self._root.iter(f"{_SVG}style"):
            text = re.sub(r"/\*.*?\*/", "", sheet.text or "", flags=re.S)
            for names, body in _RULE.findall(text):
                for name in re.findall(r"\.([\w-]+)", names):
                    yield name, _declared(body)

    def _written(self, element: Any, depth: int) -> str:
        self._elements += 1
        if self._elements > MOST_ELEMENTS or depth > 40:
            raise _refuse(self._name, f"has more than {MOST_ELEMENTS:,} parts", "Simplify its paths.")
        tag = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) and element.tag.startswith(_SVG) else ""
        if tag not in _SHAPES and tag not in _HOLDERS:
            return ""
        self._shapes += tag in _SHAPES
        inside = "".join(self._written(child, depth + 1) for child in element)
        attributes = self._attributes(element, "<use" not in inside) + self._looks(element)
        tag = {"svg": "g", "symbol": "g"}.get(tag, tag)
        if tag == "use":
            target = self._target(element)
            return f'<use href="#{target}"{attributes}/>' if target else ""
        return f"<{tag}{attributes}>{inside}</{tag}>" if inside else f"<{tag}{attributes}/>"

    def _target(self, element: Any) -> str:
        """What of the logo itself is used again; nothing outside of it can be."""
        named = element.get("href") or element.get(f"{_XLINK}href") or ""
        return self._prefix + named[1:] if re.fullmatch(r"#[\w.-]{1,60}", named) else ""

    def _attributes(self, element: Any, named: bool) -> str:
        """Places and forms. What uses other parts again has no name, so that nothing can be multiplied without end."""
        text = ""
        for name, value in element.attrib.items():
            if name == "id" and not named:
                continue
            allowed = _SAFE.get(name) or (_NUMBERS if name in _GEOMETRY else None)
            if allowed is None or not allowed.fullmatch(value) or name == "viewBox":
                continue
            text += f' {name}="{escape(self._prefix + value if name == "id" else value)}"'
        linked = element.get(f"{_XLINK}href") or element.get("href") or ""
        if element.tag.endswith("Gradient") and re.fullmatch(r"#[\w.-]{1,60}", linked):
            text += f' href="#{self._prefix}{linked[1:]}"'
        return text

    def _looks(self, element: Any) -> str:
        """Paints, from attributes, classes and its style, the later before the earlier."""
        said: dict[str, str] = {name: value for name, value in element.attrib.items() if name in _LOOKS}
        for name in (element.get("class") or "").split():
            said |= self._classes.get(name, {})
        said |= _declared(element.get("style") or "")
        kept = {name: value for name, value in said.items() if _LOOKS[name].fullmatch(value)}
        return "".join(f' {name}="{escape(self._own(value))}"' for name, value in sorted(kept.items()))

    def _own(self, value: str) -> str:
        return _LOCAL.sub(lambda found: f"url(#{self._prefix}{found[1]})", value)


def _declared(text: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() in _LOOKS}
