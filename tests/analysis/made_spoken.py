"""Random lives with feedback, as tuples for the references and as an index for the kernels."""

from hypothesis import strategies as st

from footpath.journeys import Index, journeys
from reference.said import Spoken

PLACES = ("cart", "parcel", "ticket opened", "ticket answered", "ticket solved", "nps survey sent", "survey sent")
NAMED = [Spoken(5, 0, name, "desk") for name in (*PLACES, "say")]
customers, hours = st.integers(0, 4), st.integers(0, 20).map(lambda days: 60 * days)
devices, records = st.sampled_from([None, "phone", "desk"]), st.sampled_from([None, "A", "B"])
happened = st.builds(
    Spoken,
    customer=customers,
    at=hours,
    name=st.sampled_from(PLACES),
    device=devices,
    record=records,
    promised=st.one_of(st.none(), st.none(), hours),
    **dict.fromkeys(("about", "link", "kind", "points", "emotion", "aim", "experience", "stated", "waited"), st.none()),
)
said = st.builds(
    Spoken,
    customer=customers,
    at=hours,
    name=st.just("say"),
    device=devices,
    record=records,
    promised=st.none(),
    about=st.sampled_from([None, "cart", "parcel", "ticket opened"]),
    link=st.sampled_from(["stated", "nearest", "words"]),
    kind=st.sampled_from(["nps", "ces", "rating", "employee"]),
    points=st.one_of(st.none(), st.sampled_from([0, 2, 5, 6, 7, 8, 9, 10])),
    emotion=st.sampled_from([None, "anger", "delight", "trust"]),
    aim=st.sampled_from([None, "goal", "obstacle"]),
    experience=st.sampled_from([-1.0, 0.0, 0.5]),
    stated=st.sampled_from([None, 60, 130]),
    waited=st.sampled_from([None, 60, 240]),
)
spoken = st.lists(st.one_of(happened, happened, said), min_size=1, max_size=30)


def index_of_spoken(events: list[Spoken], shards: int = 1) -> Index:
    """The same events as an index, with one customer more, who has met all names and owns a desk."""
    written: dict[str, str] = {f"c{number}": "" for number in range(5)}
    written["names"] = " ".join(f'"{name}"@{event.at * 60}|device=desk' for event in NAMED for name in [event.name])
    for event in events:
        written[f"c{event.customer}"] += " " + _written(event)
    return journeys(written, shards=shards)


def _written(event: Spoken) -> str:
    told = {
        "device": event.device,
        "record": None if event.record is None else f"{event.record}{event.customer}",
        "promised": None if event.promised is None else event.promised * 60,
        "about": event.about,
        "link": event.link if event.about else None,
        "kind": event.kind,
        "score": None if event.points is None else event.points / 10,
        "emotion": event.emotion,
        "aim": event.aim,
        "experience": event.experience,
        "stated": f"{event.stated}h" if event.stated else None,
        "waited": f"{event.waited}h" if event.waited else None,
    }
    return f'"{event.name}"@{event.at * 60}' + "".join(
        f'|{key}="{value}"' for key, value in told.items() if value is not None
    )
