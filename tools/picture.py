"""The picture of a map for the README: its poster as a browser draws it, in light colours, 1440 px wide.

Run ``python tools/picture.py MAP.html OUT.png [HEIGHT]``; with a height only the top of the poster is taken. The picture is
written with 256 colours, which keeps it small enough for a repository.
"""

import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from find_browser import FLAGS, find
from numpy.typing import NDArray

WIDTH = 1440
COLOURS = 256
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def take(page: Path, out: Path, height: int | None = None) -> None:
    """Write the picture, without what a page shows around its poster."""
    from playwright.sync_api import sync_playwright

    path = find()
    if path is None:
        raise SystemExit("No Chromium found or installable: run tools/find_browser.py to see why.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        view = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
        view.goto(page.resolve().as_uri())
        view.evaluate("document.fonts.ready")
        # The page's own policy forbids further styles, but not that a script of ours hides its switch.
        view.evaluate("document.querySelector('.top').style.display = 'none'")
        box = view.locator("svg.whole").bounding_box()
        if box is None:
            raise SystemExit(f"{page} shows no poster.")
        tall = min(height or box["height"], box["height"])
        out.parent.mkdir(parents=True, exist_ok=True)
        shot = view.screenshot(full_page=True, clip={"x": 0, "y": box["y"], "width": WIDTH, "height": tall})
        browser.close()
    out.write_bytes(in_few_colours(pixels(shot)))


def pixels(png: bytes) -> NDArray[np.uint8]:
    """The pixels of a PNG of eight bits a channel, rows × columns × (red, green, blue)."""
    chunks: dict[bytes, bytes] = {}
    at = len(_SIGNATURE)
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += length + 12
    width, height, _, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    size = {2: 3, 6: 4}[colour]
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + width * size)
    rows = np.zeros((height + 1, width + 1, size), np.uint8)  # one row and one pixel of nought before the first
    for number, line in enumerate(lines, 1):
        _unfilter(line[0], line[1:].reshape(width, size), rows[number - 1], rows[number])
    return rows[1:, 1:, :3]


def _unfilter(kind: int, line: NDArray[np.uint8], above: NDArray[np.uint8], row: NDArray[np.uint8]) -> None:
    """Undo the filter of one line (PNG specification, section 9) into ``row``, which begins with a pixel of nought."""
    if kind in (0, 2):
        row[1:] = line if kind == 0 else line + above[1:]
    elif kind == 1:
        row[1:] = np.cumsum(line, axis=0, dtype=np.uint8)
    else:
        for x in range(len(line)):
            a, b, c = row[x].astype(int), above[x + 1].astype(int), above[x].astype(int)
            guess = (a + b) // 2 if kind == 3 else _paeth(a, b, c)
            row[x + 1] = line[x] + guess.astype(np.uint8)


def _paeth(a: NDArray[np.int_], b: NDArray[np.int_], c: NDArray[np.int_]) -> NDArray[np.int_]:
    near_a, near_b, near_c = abs(b - c), abs(a - c), abs(a + b - 2 * c)
    return np.where((near_a <= near_b) & (near_a <= near_c), a, np.where(near_b <= near_c, b, c))


def in_few_colours(picture: NDArray[np.uint8]) -> bytes:
    """A PNG of the most frequent colours; every other pixel takes the nearest of them."""
    height, width, _ = picture.shape
    codes = picture.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], np.uint32)
    found, place, often = np.unique(codes, return_inverse=True, return_counts=True)
    channels = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(int)
    kept = channels[_spread(channels, often)]
    nearest = np.array([int(((kept - colour) ** 2).sum(axis=1).argmin()) for colour in channels], np.uint8)
    lines = np.zeros((height, width + 1), np.uint8)
    lines[:, 1:] = nearest[place].reshape(height, width)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    data = zlib.compress(lines.tobytes(), 9)
    return _SIGNATURE + b"".join(
        _chunk(kind, body)
        for kind, body in ((b"IHDR", head), (b"PLTE", kept.astype(np.uint8).tobytes()), (b"IDAT", data), (b"IEND", b""))
    )


def _spread(channels: NDArray[np.int_], often: NDArray[np.int_]) -> list[int]:
    """Frequent colours far from one another first, then the tones of gradients."""
    kept: list[int] = []
    for closeness in (300, 10, 0):
        for at in np.argsort(-often, kind="stable"):
            if len(kept) == COLOURS:
                return kept
            if at not in kept and (not kept or ((channels[kept] - channels[at]) ** 2).sum(axis=1).min() >= closeness):
                kept.append(int(at))
    return kept


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        raise SystemExit("usage: python tools/picture.py MAP.html OUT.png [HEIGHT]")
    take(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) == 4 else None)
