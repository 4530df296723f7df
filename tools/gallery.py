"""Draw the gallery: every form of real and made maps, light and dark, and every hard case, into docs/gallery.

    python tools/gallery.py [--data ../shared/data] [--only WORD]

The demo company's map is drawn from its simulated exports; the marketplace's and the help desk's from their exports in the
data folder, and left out where it has none. Hard cases are the maps that the layout tests use. Phone pages need a browser.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "render"))

import numpy as np
from made_maps import HARD_CASES
from PIL import Image

from footpath.model.maps import JourneyMap
from footpath.render import Look, read_json, render_html
from footpath.render.exports.png import render_png
from footpath.render.forms import FORMS

PLACE = Path(__file__).parents[1] / "docs" / "gallery"
COLOURS, WIDEST = 256, 1600
REAL = {"marketplace": ("olist_sample15k/*.csv.gz", ()), "helpdesk": ("helpdesk*/*.csv*", ("--customer", "case_id"))}
SHOWN = {
    "three_stages": "Three stages",
    "nine_stages": "Nine stages",
    "crowded": "A crowded stage and a name as long as “Click & Collect — Filiale Düsseldorf-Oberkassel”",
    "overfull": "Fourteen touchpoints and more in one stage",
    "no_feedback": "No feedback: no curve, and how to get one",
    "one_customer": "One customer",
    "all_equal": "All scores equal",
    "arabic": "Arabic, read from the right",
    "japanese": "Japanese",
    "hostile": "Names that try to break out",
    "long_quotes": "Long quotes",
}


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--only", default="", help="Only pictures whose name holds this.")
    given = arguments.parse_args()
    PLACE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        real = dict(real_maps(Path(folder), given.data))
    listed = [*draw_forms(real, given.only), *draw_hard_cases(given.only), *draw_others(real, given.only)]
    if not given.only:
        (PLACE / "README.md").write_text(told(listed), encoding="utf-8")
    sys.stdout.write(f"{len(listed)} pictures in {PLACE}\n")


def real_maps(folder: Path, data: Path) -> Iterator[tuple[str, JourneyMap]]:
    """The demo company's map, and those of exports that are there."""
    footpath = [sys.executable, "-m", "footpath"]
    subprocess.run([*footpath, "demo", str(folder / "demo")], check=True, stdout=subprocess.DEVNULL)
    drawn = folder / "demo.json"
    subprocess.run([*footpath, "map", "-w", str(folder / "demo" / "workspace"), "-o", str(drawn)], check=True)
    yield "demo", read_json(drawn.read_text(encoding="utf-8"))
    for name, (pattern, options) in REAL.items():
        files = sorted(map(str, data.glob(pattern)))
        if files:
            drawn = folder / f"{name}.json"
            subprocess.run([*footpath, "map", *files, *options, "-o", str(drawn)], check=True)
            yield name, read_json(drawn.read_text(encoding="utf-8"))


def draw_forms(real: dict[str, JourneyMap], only: str) -> Iterator[tuple[str, str, str]]:
    """Every form of every real map in light and dark: section, words, file."""
    for name, journey in real.items():
        for form in FORMS:
            for mode in ("light", "dark"):
                file = f"{form}-{name}-{mode}.png"
                if only in file:
                    save(file, journey, Look(form), mode == "dark")
                    yield form, f"{form}, {name}, {mode}", file


def draw_hard_cases(only: str) -> Iterator[tuple[str, str, str]]:
    for name, words in SHOWN.items():
        for mode in ("light", "dark"):
            file = f"hard-{name.replace('_', '-')}-{mode}.png"
            if only in file:
                save(file, HARD_CASES[name](), Look(detail="full"), mode == "dark")
                yield "hard cases", f"{words}, {mode}", file


def draw_others(real: dict[str, JourneyMap], only: str) -> Iterator[tuple[str, str, str]]:
    """Levels of detail, A4 in black and white, and the page on a phone."""
    for detail in ("overview", "full"):
        file = f"detail-{detail}.png"
        if only in file:
            save(file, real["demo"], Look(detail=detail), False)
            yield "levels of detail", f"poster, {detail}", file
    file = "black-and-white.png"
    if only in file:
        picture = Image.open(BytesIO(render_png(real["demo"]))).convert("L")
        keep(file, picture)
        yield "print", "the poster in black and white", file
    for mode in ("light", "dark"):
        file = f"phone-{mode}.png"
        if only in file and phone(file, real["demo"], mode):
            yield "phone", f"the page on a phone, {mode}", file


def save(file: str, journey: JourneyMap, look: Look, dark: bool) -> None:
    keep(file, Image.open(BytesIO(render_png(journey, dark=dark, look=look))))


def keep(file: str, picture: Image.Image) -> None:
    """As small as it stays sharp: at most `WIDEST` wide, in few colours."""
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS)
    full = picture.convert("RGB")
    few = full.quantize(palette=broad_palette(full), dither=Image.Dither.NONE)
    few.putpalette(true_palette(full, few))
    few.save(PLACE / file, optimize=True)


def broad_palette(full: Image.Image) -> Image.Image:
    """Colours that most pixels have, so that shades run smoothly, and some that are far from all others, for signs and thin lines."""
    common = full.quantize(COLOURS * 2 // 3, Image.Quantize.MEDIANCUT).getpalette() or []
    apart = full.quantize(COLOURS // 3, Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette((common[: 3 * (COLOURS * 2 // 3)] + apart)[: 3 * COLOURS])
    return palette


def true_palette(full: Image.Image, few: Image.Image) -> bytes:
    """The palette with each of its colours as most of its pixels had it: paper stays the colour of paper."""
    red, green, blue = (np.asarray(full)[..., channel].astype(np.int64).ravel() for channel in range(3))
    pairs = (np.asarray(few).astype(np.int64).ravel() << 24) | (red << 16) | (green << 8) | blue
    found, counts = np.unique(pairs, return_counts=True)
    palette = bytearray(few.getpalette() or b"")
    for pair in found[np.argsort(counts, kind="stable")].tolist():  # the commonest comes last, and stays
        palette[3 * (pair >> 24) : 3 * (pair >> 24) + 3] = ((pair >> 16) & 255, (pair >> 8) & 255, pair & 255)
    return bytes(palette)


def phone(file: str, journey: JourneyMap, mode: str) -> bool:
    """The page as a phone 390 pixels wide shows it, down to four screens; nothing where there is no browser."""
    from find_browser import FLAGS, installed
    from playwright.sync_api import sync_playwright

    executable = installed()
    if executable is None:
        return False
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "map.html"
        page_file.write_text(render_html(journey), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 390, "height": 844}, device_scale_factor=2, color_scheme=mode)
        page.goto(page_file.as_uri())
        shot = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": 390, "height": 3400})
        browser.close()
    keep(file, Image.open(BytesIO(shot)))
    return True


def told(listed: list[tuple[str, str, str]]) -> str:
    """The gallery's page."""
    lines = ["# Gallery", "", "Every picture is drawn by `make gallery` from maps that anybody can draw again.", ""]
    for section in dict.fromkeys(section for section, _, _ in listed):
        lines += [f"## {section[0].upper()}{section[1:]}", ""]
        for of, words, file in listed:
            if of == section:
                lines += [f"![{words}]({file})", f"*{words}*", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
