"""What a theme file changes on the page besides its colours: corners, fonts, and the logo for light and for dark."""

from footpath.render.poster.brand import size_of
from footpath.render.svg import number
from footpath.render.theme import ThemeFile, corner_of, display_family, worn

_SWITCH = (
    ".logo-dark{display:none}"
    "@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]) .logo-dark{display:inline}"
    ":root:not([data-theme=light]) .logo-light{display:none}}"
    "@media screen{:root[data-theme=dark] .logo-dark{display:inline}:root[data-theme=dark] .logo-light{display:none}}"
    ".brand{padding-top:16px;padding-bottom:0}"
)


def dressed(css: str) -> str:
    """The page's style in the theme file that is worn; as it is without one."""
    theme = worn()
    if theme is None:
        return css
    css = css.replace("'Inter Display',var(--family)", display_family())
    css = css.replace(
        "svg text{font-family:var(--family);", "svg{font-family:var(--family)}svg text{"
    )  # titles have their own
    css = css.replace("border-radius:8px", f"border-radius:{number(corner_of(8))}px")
    return css + (_SWITCH if theme.logo else "")


def brand() -> str:
    """The logo above the title on a phone; the poster of a wide screen has its own."""
    theme = worn()
    return _logo(theme) if theme and theme.logo else ""


def _logo(theme: ThemeFile) -> str:
    assert theme.logo is not None
    width, height = (number(side) for side in size_of(theme.logo))
    view = f"0 0 {number(theme.logo.width)} {number(theme.logo.height)}"
    pictures = (("light", theme.logo.light), ("dark", theme.logo.dark or theme.logo.light))
    drawn = "".join(f'<g class="logo-{mode}">{body.replace("logo-", "small-logo-")}</g>' for mode, body in pictures)
    return (
        f'<div class="phone brand"><svg aria-hidden="true" width="{width}" height="{height}" viewBox="{view}" overflow="visible">'
        f"{drawn}</svg></div>\n"
    )
