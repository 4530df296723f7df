"""Which kinds of stage a map has, whatever its stages are called: told by what customers do at their touchpoints."""

from collections import Counter

from footpath.maps.scene import Scene

# The kinds, in the order of a journey, with the roles of words.toml that belong to each.
ROLES: dict[str, tuple[str, ...]] = {
    "awareness": ("aware",),
    "consideration": ("visit", "consider", "compare"),
    "decision": ("decide", "apply", "signup", "pay"),
    "purchase": ("buy", "approve", "ship", "receive"),
    "care": ("support", "return", "use", "onboard", "retain", "cancel"),
    "loyalty": ("loyal", "renew", "expand", "advocate"),
    "service": ("opened", "triage", "working", "waiting", "resolved", "closed"),
}
LEAST_SHARE = 0.25  # of a stage's touchpoints
_KIND_OF = {role: kind for kind, roles in ROLES.items() for role in roles}


def kind_of(scene: Scene, touchpoint: str) -> str | None:
    """The kind of stage that a touchpoint belongs to by its words; that of most of its stage where these say nothing."""
    concept = scene.concepts.get(touchpoint)
    if concept is not None:
        return _KIND_OF.get(concept.role)
    stage = scene.stage_of(touchpoint)
    counted = _counted(scene, stage) if stage else Counter[str]()
    return max(counted, key=lambda kind: (counted[kind], -list(ROLES).index(kind))) if counted else None


def stage_of_kind(scene: Scene, kind: str) -> str | None:
    """The stage of the map that has most touchpoints of a kind, the earlier one of equals.

    None where no stage has enough of them to be of that kind: a quarter of those whose words tell what they are.
    """
    counts = {stage.name: _counted(scene, stage.name) for stage in scene.stages}
    of_kind = {name: c[kind] for name, c in counts.items() if c[kind] and c[kind] >= LEAST_SHARE * c.total()}
    return max(of_kind, key=lambda name: of_kind[name], default=None)


def _counted(scene: Scene, stage: str) -> Counter[str]:
    known = [scene.concepts.get(name) for name in scene.touchpoints_of(stage)]
    return Counter(_KIND_OF[concept.role] for concept in known if concept and concept.role in _KIND_OF)
