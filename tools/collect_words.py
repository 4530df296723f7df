"""Collect the labels that drawings say: write the template, and bring each catalogue up to it.

    python tools/collect_words.py            # after a label was added, changed or removed
    python tools/collect_words.py --check    # exit 1 when the template is behind or a catalogue lacks a label

New labels get an empty translation, to be filled in by a person; labels that are gone go.
"""

import ast
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

RENDER = Path(__file__).parents[1] / "src" / "footpath" / "render"
WORDS = RENDER / "words"
TEMPLATE = WORDS / "footpath.pot"
KEYWORDS = {"say": 1, "to_say": 1, "say_many": 2}  # how many labels each takes
HEADER = "# Labels of Footpath's drawings. The English label is the key; keep what stands in {braces}."


def collected() -> Catalog:
    """Every label of the drawings, sorted, once each."""
    catalogue = Catalog(project="Footpath", version="1", header_comment=HEADER, charset="utf-8")
    found = {label for path in sorted(RENDER.rglob("*.py")) for label in labels_in(path.read_text(encoding="utf-8"))}
    for label in sorted(found, key=lambda one: one if isinstance(one, str) else one[0]):
        catalogue.add(label)
    return catalogue


def labels_in(source: str) -> Iterator[str | tuple[str, ...]]:
    """The labels that a module says, those within f-strings included, which gettext's own collectors do not see.

    Examples:
        >>> list(labels_in('say("Reach") + say_many("{n} day", "{n} days", 2) + canvas.say("no")'))
        ['Reach', ('{n} day', '{n} days')]
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            texts = [arg.value for arg in node.args[: KEYWORDS[node.func.id]] if isinstance(arg, ast.Constant)]
            if texts and len(texts) == KEYWORDS[node.func.id]:
                yield texts[0] if len(texts) == 1 else tuple(texts)


def text_of(catalogue: Catalog) -> str:
    """A catalogue as it is written: no dates, no line numbers, so that only words make a difference."""
    out = BytesIO()
    write_po(out, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    dated = (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Report-Msgid-Bugs-To",
        "Generated-By",
        "Language-Team",
    )
    lines = out.getvalue().decode("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in dated))) + "\n"


def updated(path: Path, template: Catalog) -> Catalog:
    """A catalogue with the labels of the template and the translations that it has for them."""
    old = read_po(BytesIO(path.read_bytes()), charset="utf-8")
    new = Catalog(
        locale=old.locale, project="Footpath", version="1", header_comment=HEADER, charset="utf-8", fuzzy=False
    )
    for message in template:
        if message.id:
            known = old.get(message.id)
            new.add(message.id, known.string if known and not known.fuzzy else ("", "") if message.pluralizable else "")
    return new


def lacking(path: Path) -> list[str]:
    """The labels that a catalogue does not translate."""
    catalogue = read_po(BytesIO(path.read_bytes()), charset="utf-8")
    texts = ((m.id, m.string) for m in catalogue if m.id)
    return [str(name) for name, said in texts if not (all(said) if isinstance(said, tuple) else said)]


def main() -> int:
    template = collected()
    files = {TEMPLATE: text_of(template)}
    files |= {path: text_of(updated(path, template)) for path in sorted(WORDS.glob("*.po"))}
    stale = [path.name for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" not in sys.argv:
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
        stale = []
    for name in stale:
        sys.stdout.write(f"{name} is behind: run tools/collect_words.py\n")
    missing = {path.name: lacking(path) for path in files if path.suffix == ".po" and path.exists()}
    for name, labels in missing.items():
        for label in labels:
            sys.stdout.write(f"{name} lacks: {label}\n")
    return 1 if stale or any(missing.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
