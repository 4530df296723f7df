"""The page: everything put together, and sealed so that nothing in it can reach a network."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from footpath.model.maps import JourneyMap
from footpath.render.document import embedded, quoted, require_finite
from footpath.render.icons import STROKE, shape
from footpath.render.language import in_its_language, reads_from_right, say, to_say
from footpath.render.look import USUAL, Look, laid_out
from footpath.render.marks import Scene
from footpath.render.page.bits import icon, variable
from footpath.render.page.checklist import checklist_section
from footpath.render.page.dress import brand, dressed
from footpath.render.page.evidence import Evidence
from footpath.render.page.goals import goals_section
from footpath.render.page.guards import legend
from footpath.render.page.outline import outline
from footpath.render.page.parts import parts_section
from footpath.render.page.people import people
from footpath.render.page.phone import phone
from footpath.render.page.plan import plan_section
from footpath.render.page.walk import walk
from footpath.render.picture import faces_of
from footpath.render.sheets import HEADS, heads_above, sheets_of
from footpath.render.svg import SvgWriter, escape, number
from footpath.render.theme import family, palette


@in_its_language
def page(journey: JourneyMap, look: Look = USUAL) -> str:
    """The whole page. Scripts run only if their hash is in the page's own policy."""
    require_finite(journey)
    evidence = Evidence(journey)
    scene = laid_out(journey, look)
    body = _body(journey, scene, evidence)
    style = _style(journey, scene, body)
    script = _spoken_script(_file("page.js")) + (_file("walk.js") if journey.walk else "")
    turned = ' dir="rtl"' if reads_from_right() else ""
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; font-src data:; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!doctype html>\n<html lang="{escape(journey.language)}"{turned}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="generator" content="Footpath">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(journey.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n{embedded(journey)}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _file(name: str) -> str:
    return files("footpath.render.page").joinpath(name).read_text(encoding="utf-8")


def _spoken_script(script: str) -> str:
    """The script with the few words that it says itself in the page's language."""
    for text in (to_say("Copied"), to_say("Copy")):
        script = script.replace(f'"{text}"', quoted(say(text)))
    return script


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _style(journey: JourneyMap, scene: Scene, body: str) -> str:
    css = _file("page.css") + _file("guards.css") + _file("walk.css") + (_file("rtl.css") if reads_from_right() else "")
    css += _file("findings.css") + (_file("plan.css") if journey.plan else "")
    light = "".join(f"--{token}:{colour};" for token, colour in palette("light").items())
    dark = "".join(f"--{token}:{colour};" for token, colour in palette("dark").items())
    themes = (
        f":root{{{light}color-scheme:light}}"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}color-scheme:dark}}}}"
        f"@media screen{{:root[data-theme=dark]{{{dark}color-scheme:dark}}}}"
    )
    return f"{faces_of(scene, body)}{themes}:root{{--family:{family()};--widest:{number(scene.width * 1.3)}px}}{dressed(css)}"


def _body(journey: JourneyMap, scene: Scene, evidence: Evidence) -> str:
    return (
        f'<a class="skip" href="#outline">{escape(say("Read the map as a table"))}</a>\n{brand()}'
        f'<header class="top"><h1 dir="auto">{escape(journey.title)}</h1>'
        f'<button type="button" class="tool" data-theme-switch aria-label="{escape(say("Switch between light and dark"))}">{icon("sun-moon", 18)}'
        f"</button></header>\n<main>\n{_poster(scene, evidence)}\n{phone(journey, evidence)}\n{goals_section(journey, evidence, scene)}{walk(journey)}\n{plan_section(journey, evidence)}{people(journey, evidence)}{checklist_section(journey, evidence)}{parts_section(journey)}\n{legend(journey)}\n"
        f'<details id="outline" class="outline"><summary>{escape(say("The map as a table"))}</summary><div class="scroll" tabindex="0" role="region"'
        f' aria-label="{escape(say("The map as a table"))}">{outline(evidence.sheet)}</div></details>\n</main>\n{_panel()}\n{evidence.templates()}'
    )


def _poster(scene: Scene, evidence: Evidence) -> str:
    drawn = SvgWriter(variable, evidence.drawn_attributes).write(scene.marks)
    size = f"0 0 {number(scene.width)} {number(scene.height)}"
    sheets = "".join(_sheet(scene, top, bottom) for top, bottom in sheets_of(scene))
    return (
        f'<div class="poster"><svg class="whole" role="group" aria-labelledby="map-title map-about" viewBox="{size}"'
        f' width="{number(scene.width)}" height="{number(scene.height)}"><title id="map-title">{escape(scene.title)}</title>'
        f'<desc id="map-about">{escape(scene.description)}</desc><g id="drawing">{drawn}</g></svg>{sheets}</div>'
    )


def _sheet(scene: Scene, top: float, bottom: float) -> str:
    """One printed sheet of the poster; from the second on the names of the stages stand above it again."""
    names = SvgWriter(variable).write(heads_above(scene, top))
    top -= HEADS if names else 0.0
    view = f"0 {number(top)} {number(scene.width)} {number(bottom - top)}"
    cover = (
        f'<rect y="{number(top)}" width="{number(scene.width)}" height="{number(HEADS - 0.5)}" fill="var(--paper)"/>'
        if names
        else ""
    )
    return f'<svg class="sheet" aria-hidden="true" viewBox="{view}"><use href="#drawing"/>{cover}{names}</svg>'


def _panel() -> str:
    close = f'<svg aria-hidden="true" width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="{STROKE}" stroke-linecap="round">{shape("x")}</svg>'
    return (
        '<dialog id="panel" aria-labelledby="panel-title"><div class="panel"><header><h2 id="panel-title" dir="auto" tabindex="-1"></h2>'
        f'<button type="button" class="tool" data-close aria-label="{escape(say("Close"))}">{close}</button></header>'
        '<p id="panel-lead" dir="auto"></p><div id="panel-body"></div></div></dialog>'
        '<p id="status" role="status" aria-live="polite" class="hidden"></p>'
    )
