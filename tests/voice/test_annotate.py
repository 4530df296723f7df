from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from footpath.journeys import Index
from footpath.journeys.textual import journeys
from footpath.model.records import FeedbackKind, LinkKind
from footpath.voice import Annotations, annotate
from footpath.voice.annotate import Progress
from footpath.voice.embedding import open_embedder
from footpath.voice.sentiment import moods_of_parts

from .said import feedback, stars


def said(index: Index, *rows: dict[str, Any], **options: Any) -> Annotations:
    return annotate(feedback(*rows), index, touchpoints=index.touchpoints, **options)


def links(annotations: Annotations) -> list[tuple[str | None, str]]:
    return [(about, link.value) for about, link in zip(annotations.about, annotations.link, strict=True)]


def test_the_review_of_an_order_speaks_of_its_delivery() -> None:
    index = journeys(
        ann='order@0|record=A delivered@50|record=A order@60|record=B browse@70 "write review"@80|record=A'
    )
    assert links(said(index, stars(4, 2))) == [("delivered", "stated")]


def test_a_review_before_the_delivery_speaks_of_what_had_happened() -> None:
    index = journeys(ann="order@0|record=A review@10|record=A delivered@50|record=A")
    assert links(said(index, stars(1, 1))) == [("order", "stated")]


def test_without_a_record_the_nearest_earlier_own_event_counts() -> None:
    index = journeys(ann='browse@0 cart@5 "NPS survey"@9', bob="help@8 browse@20")
    assert links(said(index, stars(2, 3))) == [("cart", "nearest")]


def test_a_survey_and_its_invitation_are_not_spoken_of() -> None:
    index = journeys(
        ann='cart@0 "survey sent"@5 "survey sent"@6 answer@7',
        channels={"survey sent": "survey", "answer": "survey"},
    )
    assert links(said(index, stars(3, 3))) == [("cart", "nearest")]
    assert links(said(index, stars(3, 3, touchpoint="survey sent"))) == [("cart", "nearest")]


def test_other_feedback_is_not_spoken_of() -> None:
    index = journeys(ann="cart@0 opinion@5 opinion@6")
    assert links(said(index, stars(1, 3), stars(2, 4))) == [("cart", "nearest"), ("cart", "nearest")]


def test_a_mail_that_was_only_received_gives_way_to_what_the_customer_did() -> None:
    from footpath.model.catalogue import Catalogue, Touchpoint

    catalogue = Catalogue(
        touchpoints=(
            Touchpoint(name="cart"),
            Touchpoint(name="newsletter sent", channel="email", passive=True),
            Touchpoint(name="answer"),
        )
    )
    index = journeys(ann='cart@0 "newsletter sent"@5 answer@7', catalogue=catalogue)
    assert links(said(index, stars(2, 3))) == [("cart", "nearest")]
    only_mail = journeys(bob='"newsletter sent"@5 answer@7', catalogue=catalogue)
    assert links(said(only_mail, stars(1, 3))) == [("newsletter sent", "nearest")]


def test_what_the_record_names_wins_by_the_catalogues_rules() -> None:
    from footpath.model.catalogue import Catalogue, Touchpoint

    catalogue = Catalogue(
        touchpoints=(Touchpoint(name="Checkout", names=("/pay*",)), Touchpoint(name="cart"), Touchpoint(name="answer"))
    )
    index = journeys(ann="cart@0 answer@7", catalogue=catalogue)
    rows = [stars(1, 3, touchpoint=name) for name in ("/PAY/card", "checkout", "nowhere", "")]
    assert [links(said(index, row))[0] for row in rows] == [
        ("Checkout", "stated"),
        ("Checkout", "stated"),
        ("cart", "nearest"),
        ("cart", "nearest"),
    ]


def test_a_ticket_speaks_of_itself() -> None:
    index = journeys(ann='order@0 "support ticket"@9', channels={"support ticket": "support"})
    ticket = {"event_id": 1, "kind": "ticket", "text": "Where is my parcel? I am still waiting."}
    assert links(said(index, ticket)) == [("support ticket", "stated")]


def test_words_tie_what_nothing_else_ties_also_in_another_language() -> None:
    index = journeys(ann="delivery@0 checkout@5", bob="answer@3", cid="answer@9", dan="answer@3")
    rows = [stars(2, 1, "The delivery took ages."), stars(3, 1, "A entrega demorou muito."), stars(4, 1, "So so.")]
    assert links(said(index, *rows)) == [("delivery", "words"), ("delivery", "words"), (None, "none")]


def test_a_score_decides_the_experience_and_text_without_one_is_read() -> None:
    index = journeys(ann="cart@0 answer@7 answer@8 answer@9 answer@10")
    result = said(
        index,
        stars(1, 5, "Terrible, never again."),
        stars(2, None, "Terrible, never again."),
        stars(3, None, None),
        stars(4, 9, "Wonderful, thank you!"),  # not on its scale: read instead
    )
    assert result.experience[0] == 1.0
    assert np.isnan(result.sentiment[0])
    assert result.experience[1] == result.sentiment[1] < -0.5
    assert np.isnan(result.experience[2])
    assert result.experience[3] > 0.5
    assert np.isnan(result.score01[1:]).all()
    both = said(index, stars(1, 5, "Terrible, never again."), every_text=True)
    assert both.experience[0] == 1.0 > 0 > both.sentiment[0]


def test_unrated_texts_are_read_as_the_rated_ones_teach_and_the_lesson_is_kept(tmp_path: Path) -> None:
    count = 80
    index = journeys(ann="cart@0 " + " ".join(f"answer@{n + 1}" for n in range(count + 20)))
    rated = [stars(n + 1, (1, 5)[n % 2], f"it was {('zesty', 'mellow')[n % 2]} number {n}") for n in range(count)]
    unrated = [stars(count + n + 1, None, f"it was {('zesty', 'mellow')[n % 2]} again, {n} times") for n in range(20)]
    result = said(index, *rated, *unrated)
    assert result.calibration is not None
    assert result.calibration.n == count
    assert all((result.experience[count + n] < 0) == (n % 2 == 0) for n in range(20))
    result.write(tmp_path / "said.parquet")
    again = Annotations.read(tmp_path / "said.parquet")
    assert again.calibration == result.calibration
    parts = ["zesty, but it was mellow"], np.zeros(2, np.int64), np.array([[0, 6], [7, 24]]), open_embedder()
    fresh, kept = (moods_of_parts(*parts, each.calibration).tolist() for each in (result, again))
    assert fresh == kept
    assert fresh != moods_of_parts(*parts).tolist()
    few_more = stars(count + 20, 1, "it was mellow at first")
    assert said(index, *rated, *unrated, few_more, known=again.calibration).calibration is again.calibration
    assert said(index, *rated[:60], *unrated, known=again.calibration).calibration is not again.calibration
    said(index, *unrated).write(tmp_path / "said.parquet")
    assert Annotations.read(tmp_path / "said.parquet").calibration is None


def test_a_scale_that_words_contradict_is_turned_round() -> None:
    bad, good = "Terrible, never again, number {}.", "Wonderful, thank you very much, number {}."
    index = journeys(ann="cart@0 " + " ".join(f"answer@{n + 1}" for n in range(41)))
    rows = [
        {
            "event_id": n + 1,
            "kind": "ces",
            "score": (7.0, 1.0)[n % 2],
            "text": (bad, good)[n % 2].format(n),
            "source": "effort",
        }
        for n in range(40)
    ]
    silent = {"event_id": 41, "kind": "ces", "score": 7.0, "source": "effort"}
    result = said(index, *rows, silent)
    assert result.turned == ("effort",)
    assert result.experience.tolist() == [(-1.0, 1.0)[n % 2] for n in range(40)] + [-1.0]
    elsewhere = said(index, *rows, {**silent, "source": "ease"})
    assert elsewhere.experience[40] == 1.0
    assert said(index, *rows[:20]).turned == ()


def test_kinds_scales_and_languages() -> None:
    index = journeys(ann="cart@0 a@1 a@2 a@3")
    result = said(
        index,
        {"event_id": 1, "kind": "nps", "score": 9.0, "text": "Alles bestens, sehr schnelle Lieferung."},
        {"event_id": 2, "kind": "ces", "score": 6.0, "scale_low": 7.0, "scale_high": 1.0, "language": "FR"},
        {"event_id": 3, "kind": "interview"},
    )
    assert result.kind == (FeedbackKind.NPS, FeedbackKind.CES, FeedbackKind.COMMENT)
    assert result.score01[:2].tolist() == pytest.approx([0.9, 1 / 6])
    assert result.language == ("de", "fr", "")


def test_the_order_of_rows_and_shards_changes_nothing() -> None:
    text = {
        "ann": "order@0|record=A delivered@5|record=A answer@6|record=A",
        "bob": "cart@0 answer@3",
        "cid": "answer@1",
    }
    rows = [stars(2, 1, "late"), stars(4, None, "I hate it"), stars(5, 4, "delivered well")]
    one = said(journeys(text), *rows)
    other = said(journeys(text, shards=3), *reversed(rows))
    assert links(one) == links(other)[::-1]
    assert one.experience.tolist() == other.experience.tolist()[::-1]


def test_what_is_said_can_be_stored_in_the_index() -> None:
    index = journeys(ann="order@0|record=A delivered@5|record=A answer@6|record=A", bob="answer@3")
    result = said(index, stars(2, 2), stars(3, 5))
    stored = index.attach_feedback(
        result.event_id, result.about, result.kind, result.score01, result.experience, result.link
    )
    [shard] = stored.shards
    assert [stored.names[code] if code != 65535 else None for code in shard.feedback.about] == ["delivered", None]
    assert shard.feedback.experience.tolist() == [-0.5, 1.0]
    assert [tuple(LinkKind)[code] for code in shard.feedback.link] == [LinkKind.STATED, LinkKind.NONE]


def test_feedback_that_the_index_does_not_hold_and_none_at_all() -> None:
    index = journeys(ann="cart@0")
    assert links(said(index, stars(99, 3))) == [(None, "none")]
    assert said(index).about == ()


def test_hostile_texts_are_read_like_any_other(tmp_path: Path) -> None:
    texts = [
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "\x00",
        "‮evil",
        "👎" * 9,
        "'; DROP TABLE x;--",
        "x" * 300_000,
    ]
    index = journeys(ann="cart@0 " + " ".join(f"a@{n + 1}" for n in range(len(texts))))
    steps: list[float] = []
    progress: Progress = lambda _text, share: steps.append(share)  # noqa: E731
    rows = [stars(n + 1, None, text) for n, text in enumerate(texts)]
    result = said(index, *rows, cache_dir=tmp_path, progress=progress)
    assert np.isfinite(np.delete(result.experience, 2)).all()
    assert np.isnan(result.experience[2])
    assert steps
    again = said(index, *rows, cache_dir=tmp_path)
    assert np.array_equal(again.experience, result.experience, equal_nan=True)


def test_an_arrow_table_in_chunks_is_one_table() -> None:
    index = journeys(ann="cart@0 a@1 a@2")
    table = pa.concat_tables([feedback(stars(1, 1)), feedback(stars(2, 5))])
    result = annotate(table, index, touchpoints=index.touchpoints)
    assert result.experience.tolist() == [-1, 1]


def test_what_is_kept_of_no_feedback_reads_back_as_numbers(tmp_path: Path) -> None:
    said(journeys(ann="cart@0")).write(tmp_path / "said")
    kept = Annotations.read(tmp_path / "said")
    assert (kept.score01.dtype, kept.feedback_id.dtype, kept.kind) == (np.float64, np.int64, ())
