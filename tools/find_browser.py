"""Find a Chromium for the browser tests: an installed one, else the distribution's package, else Playwright's own.

Run it before the tests; it prints the path it found. Without any it says so and still ends well: the browser tests are then
left out by name.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def installed() -> str | None:
    """The path of a Chromium that is here already; ``FOOTPATH_BROWSER`` names one outright."""
    named = os.environ.get("FOOTPATH_BROWSER")
    if named and Path(named).is_file():
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or next((path for path in PLACES if Path(path).is_file()), None) or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def find() -> str | None:
    """An installed one, or one that could be installed now."""
    if path := installed():
        return path
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("apt-get", "update")
        _run("apt-get", "install", "-y", "--no-install-recommends", "chromium")
        if path := installed():
            return path
    _run(
        sys.executable, "-m", "playwright", "install", "--with-deps" if os.geteuid() == 0 else "--no-shell", "chromium"
    )
    return installed()


def _run(*command: str) -> None:
    """Try it for a few minutes at most; whether it worked is seen by what is installed afterwards."""
    try:
        subprocess.run(command, check=False, capture_output=True, timeout=300)
    except (OSError, subprocess.TimeoutExpired) as error:
        sys.stderr.write(f"{command[0]}: {error}\n")


if __name__ == "__main__":
    path = find()
    sys.stdout.write(
        f"browser tests use {path}\n" if path else "no Chromium found or installable: browser tests are left out\n"
    )
