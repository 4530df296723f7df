"""The stages of an edited map: renamed, moved, added, and removed where nothing stands in them."""

from collections.abc import Mapping

from footpath.maps.importing.deltas import Delta
from footpath.maps.importing.records import Change
from footpath.model.maps import StageColumn

_TWICE = "There is already a stage of that name."


class Staging:
    """Which stage an edited cell means. ``changes`` collects what is told about the stages' own sheet."""

    def __init__(self, stages: tuple[StageColumn, ...], delta: Delta, changes: list[Change]) -> None:
        self._base = {f"stage-{at}": stage for at, stage in enumerate(stages, start=1)}
        self._delta = delta
        self._changes = changes
        self._names = {name: stage.name for name, stage in self._base.items()}
        self._rename()
        self._new = self._added()
        self._by_old = {stage.name: self._names[name] for name, stage in self._base.items()}

    def _rename(self) -> None:
        edits = {name: found[0] for name, found in self._delta.edits.items()}
        wanted = {**self._names, **{name: edit.now for name, edit in edits.items()}}
        for name, edit in edits.items():
            twice = list(wanted.values()).count(edit.now) > 1
            if twice:
                wanted[name] = self._names[name]
            why = _TWICE if twice else ""
            self._changes.append(Change("stage", edit.was, edit.heading, edit.was, edit.now, not twice, why))
        self._names = wanted

    def _added(self) -> dict[str, str]:
        """New stages by their mark in the order of the rows."""
        new: dict[str, str] = {}
        for at, row in enumerate(self._delta.added):
            twice = row["name"] in (*self._names.values(), *new.values())
            why = _TWICE if twice else ""
            self._changes.append(Change("stage", row["name"], "", "", row["name"], not twice, why))
            if not twice:
                new[f"+{at}"] = row["name"]
        return new

    def now(self, stage: str) -> str:
        """What a stage of the base is called now."""
        return self._by_old.get(stage, stage)

    def found(self, text: str) -> tuple[str, str]:
        """The stage that an edited cell means, by its new name or its old one; else why it means none."""
        known = [*self._names.values(), *self._new.values()]
        for named in (text, self._by_old.get(text, "")):
            if named in known:
                return named, ""
        folded = [name for name in known if name.casefold() == text.casefold()]
        if len(folded) == 1:
            return folded[0], ""
        return "", f'There is no stage "{text}"; the stages are {", ".join(known) or "none"}.'

    def settled(self, standing: Mapping[str, int]) -> tuple[StageColumn, ...]:
        """The stages in the order of their rows; one that is gone from there but still holds something stays where it was."""
        staying = {name for name in self._delta.removed if standing.get(self._names[name])}
        for name in self._delta.removed:
            was, held = self._base[name].name, standing.get(self._names[name], 0)
            them = "1 thing stands" if held == 1 else f"{held} things stand"
            why = f"{them} in it: move or remove them first." if held else ""
            self._changes.append(Change("stage", was, "", was, "", not held, why))
        order = self._ordered(staying)
        before = [name for name in self._base if name in order]
        after = [name for name in order if name in self._base]
        if before != after:
            was, now = (" → ".join(self._names[name] for name in listed) for listed in (before, after))
            self._changes.append(Change("stage", "all", "order", was, now))
        return tuple(self._column(name) for name in order)

    def _ordered(self, staying: set[str]) -> list[str]:
        order = [name for name in self._delta.order if name in self._base or name in self._new]
        listed = list(self._base)
        if not self._delta.order:
            return listed
        for name in (name for name in listed if name in staying):
            ahead = [other for other in listed[: listed.index(name)] if other in order]
            order.insert(order.index(ahead[-1]) + 1 if ahead else 0, name)
        return order

    def _column(self, name: str) -> StageColumn:
        if name in self._new:
            return StageColumn(name=self._new[name])
        stage = self._base[name]
        return stage if stage.name == self._names[name] else stage.model_copy(update={"name": self._names[name]})
