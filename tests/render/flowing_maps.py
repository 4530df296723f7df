"""Made maps with ways between their touchpoints, and a very large one. All figures are invented."""

from made_maps import MapMaker

from footpath.model.maps import Flow, JourneyMap


def with_flows(journey: JourneyMap, most: int = 60) -> JourneyMap:
    """Ways between neighbouring cards and some back, each with a claim that the map has."""
    names = [card.name for card in journey.touchpoints]
    claims = list(journey.claims)
    if not claims:
        return journey
    pairs = [(a, b) for a, b in zip(names, names[1:] + names[:1], strict=True) if a != b]
    pairs += [(b, a) for a, b in pairs[::3]]
    flows = tuple(
        Flow(
            from_touchpoint=one,
            to_touchpoint=other,
            direction="forward" if names.index(other) > names.index(one) else "back",
            claim=claims[at % len(claims)],
        )
        for at, (one, other) in enumerate(pairs[:most])
    )
    return journey.model_copy(update={"flows": flows})


def large_map() -> JourneyMap:
    """Eight stages with 25 cards each, pains and answers."""
    m = MapMaker("A very large map")
    for at in range(8):
        stage = f"Stage {at} and more words"
        m.stage(stage, 10_000 - at * 900, 0.8)
        for card in range(25):
            channel = ("web", "app", "store", "email", "phone", "chat", "post", "social")[card % 8]
            m.touchpoint(stage, f"Touchpoint {card} of stage {at}", channel, 0.5, (card % 9 - 4) / 4, 300)
        for pain in range(4):
            m.pain(
                stage, f"Pain {pain} with a long title that wraps", "30%, others 10%", "300 customers", "It hurts.", 0.5
            )
            m.opportunity(stage, f"Answer {pain}", "300 more would stay", "Because.")
    return with_flows(m.map())
