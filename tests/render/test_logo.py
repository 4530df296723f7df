"""A logo cannot do anything but be seen: scripts, events, links, outside references and bombs go or are refused."""

import struct
import zlib

import pytest

from footpath.errors import MapError
from footpath.render.logo import MOST_PNG, MOST_SVG, logo_of


def svg(inside: str, head: str = 'viewBox="0 0 100 40"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {head}>{inside}</svg>'.encode()


def drawn(inside: str) -> str:
    return logo_of(svg(f'{inside}<rect width="9" height="9"/>'), None, "x.svg").light


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*further: bytes, width: int = 2, height: int = 1) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" + b"\xff\0\0" * 2))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(further) + pixels + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<g onload="alert(1)"><path d="M0 0h1"/></g>',
        '<a href="javascript:alert(1)"><path d="M0 0h1"/></a>',
        '<image href="http://evil.example/x.png"/>',
        '<use href="http://evil.example/x.svg#a"/>',
        '<use xlink:href="data:image/svg+xml,evil"/>',
        '<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">evil</b></foreignObject>',
        '<rect width="1" height="1" fill="url(http://evil.example)"/>',
        '<rect width="1" height="1" style="fill:url(http://evil.example/x);background:url(//evil.example)"/>',
        "<style>@import url(http://evil.example/x.css);.a{fill:url(//evil.example)}</style>",
        '<animate attributeName="href" values="javascript:evil"/><set attributeName="onload" to="evil"/>',
        '<path d="M0 0h1&quot;&gt;&lt;script&gt;evil"/>',
        '<rect width="1" height="1" fill="red;behavior:url(evil)"/>',
        '<filter id="f"><feImage href="http://evil.example"/></filter>',
        "<text>evil</text><title>evil</title><metadata>evil</metadata>",
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">evil</x:script>',
    ],
)
def test_nothing_hostile_is_left(hostile: str) -> None:
    left = drawn(hostile)
    for word in ("evil", "script", "alert", "http", "on", "href", "import", "<a", "<image", "<text", "&lt;"):
        assert word not in left.replace('<g fill="none"', ""), left
    assert '<rect width="9" height="9"/>' in left


def test_shapes_gradients_and_plain_classes_stay() -> None:
    left = drawn(
        "<style>/* x */ .a, .b{fill:#0b6e4f;position:fixed} .c{stroke:url(#g)}</style>"
        '<defs><linearGradient id="g" gradientUnits="userSpaceOnUse"><stop offset="0" stop-color="red"/></linearGradient></defs>'
        '<g transform="translate(2 3)"><path class="a c" d="M0 0L1 1z"/></g><use xlink:href="#g"/>'
        '<circle r="3" style="fill: none; opacity: .5"/>'
    )
    assert '<path d="M0 0L1 1z" fill="#0b6e4f" stroke="url(#logo-a-g)"/>' in left
    assert '<linearGradient gradientUnits="userSpaceOnUse" id="logo-a-g">' in left or 'id="logo-a-g"' in left
    assert 'transform="translate(2 3)"' in left
    assert '<use href="#logo-a-g"/>' in left
    assert '<circle r="3" fill="none" opacity=".5"/>' in left
    assert "position" not in left


def test_what_uses_parts_again_cannot_be_used_again_itself() -> None:
    bomb = '<rect id="a0" width="1" height="1"/>' + "".join(
        f'<g id="a{at}">{f"<use href=&quot;#a{at - 1}&quot;/>".replace("&quot;", chr(34)) * 10}</g>'
        for at in range(1, 9)
    )
    left = drawn(bomb)
    assert left.count('id="logo-a-a0"') == 1
    assert 'id="logo-a-a1"' not in left
    assert 'id="logo-a-a8"' not in left


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "neither an SVG drawing nor a PNG"),
        (b"<html/>", "is XML, but no SVG drawing"),
        (b"\xff\xd8\xff\xe0 a photo", "neither an SVG drawing nor a PNG"),
        (svg(""), "draws no shape"),
        (svg("<script/>"), "draws no shape"),
        (svg('<path d="M0 0"/>', ""), "does not say how large it is"),
        (svg('<path d="M0 0"/>', 'viewBox="0 0 0 40"'), "does not say how large it is"),
        (svg('<path d="M0 0"/>', 'viewBox="nan nan nan nan"'), "does not say how large it is"),
        (svg('<path d="M0 0"/>' * 3_001), "more than 3,000 parts"),
        (svg("<g>" * 60 + '<path d="M0 0"/>' + "</g>" * 60), "more than 3,000 parts"),
        (b" " * (MOST_SVG + 1), "is larger than 300 kB"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + svg("<path d='M0 0'/>&b;"), "neither an SVG"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + svg("&a;"), "neither an SVG"),
        (png()[:-20], "is a broken PNG picture"),
        (png()[:40] + b"\x00" + png()[41:], "is a broken PNG picture"),
        (png(width=9_000), "a side of more than 4,000 pixels"),
        (png(width=0), "no size"),
        (b"\x89PNG\r\n\x1a\n" + b" " * MOST_PNG, "is larger than 1000 kB"),
    ],
)
def test_what_is_no_logo_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(MapError, match=said):
        logo_of(data, None, "x")


def test_a_png_keeps_its_pixels_alone() -> None:
    clean, noisy = png(), png(chunk(b"tEXt", b"Author\0Ann"), chunk(b"eXIf", b"place"))
    assert logo_of(noisy, None, "x.png") == logo_of(clean, None, "x.png")
    assert (logo_of(clean, None, "x.png").width, logo_of(clean, None, "x.png").height) == (2, 1)


def test_a_logo_without_a_dark_one_stands_on_a_pale_plate_there() -> None:
    one = logo_of(svg('<path d="M0 0h9"/>'), None, "x")
    assert one.dark.startswith("<rect")
    assert one.dark.endswith(one.light)
    two = logo_of(svg('<path d="M0 0h9"/>'), svg('<path d="M1 1h9"/>', 'width="50px" height="20"'), "x")
    assert two.dark == '<g transform="scale(2.00000)"><g><path d="M1 1h9"/></g></g>'
