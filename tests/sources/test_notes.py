"""Notes and transcripts become turns: who spoke, for whom, when; what was refused or could not be read keeps its reason."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.sources.conftest import Load, Write
from tests.sources.notes_files import CALL, CHAT, INTERVIEW, docx

from footpath.errors import SourceError
from footpath.model.plans import Speaker, SpeakerRole
from footpath.sources import explain_plans, read_tables


def said(rows: list[dict[str, Any]]) -> list[str]:
    return [row["text"] for row in rows]


def sides(plan: Any) -> dict[str, str]:
    return {speaker.name: speaker.role.value for speaker in plan.speakers}


def test_an_interview_gives_the_customers_turns_as_notes_and_keeps_the_other_side_as_events(
    load: Load, write: Write
) -> None:
    (interviews,) = load([write("ann_interview.txt", INTERVIEW)]).values()
    assert interviews.plan.source == "interviews"
    assert said(interviews.feedback) == [
        "I saw an ad. The delivery took nine days.\nIt was awful.",
        "I called. Note: nobody answered.",
    ]
    assert {row["kind"] for row in interviews.feedback} == {"note"}
    assert interviews.stories() == ["2024-03-01 14:30 interview"] * 4
    assert (
        len({event["identity_id"] for event in interviews.events}) == 1
    )  # the interviewer's questions are of Ann's journey
    assert len({event["record_id"] for event in interviews.events}) == 1
    assert sides(interviews.plan) == {"Interviewer": "staff", "Ann": "customer"}


def test_a_word_document_reads_as_the_same_text_does(load: Load, write: Write) -> None:
    as_text = load([write("ann_interview.txt", INTERVIEW)])["interviews"]
    as_word = load([write("ann_interview.docx", docx(*INTERVIEW.splitlines()))])["interviews"]
    assert said(as_word.feedback) == said(as_text.feedback)
    assert as_word.stories() == as_text.stories()


def test_rows_of_a_table_in_a_document_are_turns(load: Load, write: Write) -> None:
    rows = (("Moderator", "What is hard?"), ("P1", "Paying."), ("P2", "Finding the shop."), ("Moderator", "Why?"))
    found = load([write("group 2024-05-02.docx", docx("Focus group", rows=rows))])["interviews"]
    assert said(found.feedback) == ["Paying.", "Finding the shop."]
    assert len({row["identity_id"] for row in found.feedback}) == 2


def test_subtitles_give_speakers_times_and_a_handover(load: Load, write: Write) -> None:
    calls = load([write("call customer-4711.vtt", CALL)])["calls"]
    assert said(calls.feedback) == ["My parcel & my money are gone. I ordered it 9 days ago.", "Please do."]
    assert [(f"{e['occurred_at']:%H:%M:%S}", e["touchpoint"]) for e in calls.events if e["touchpoint"] != "call"] == [
        ("09:01:00", "call handover")
    ]
    assert [f"{row['occurred_at']:%Y-%m-%d %H:%M:%S}" for row in calls.feedback] == [
        "2024-04-03 09:00:04",
        "2024-04-03 09:01:03",
    ]
    assert {event["channel"] for event in calls.events} == {"phone"}
    assert [(row["kind"], row["value"]) for row in calls.identifiers] == [("customer_id", "4711")]
    assert [row["reason"] for row in calls.rejects] == ["call customer-4711.vtt: a cue whose time cannot be read"]
    assert "lost" in calls.rejects[0]["raw"]
    assert calls.read == 5


def test_srt_with_names_before_the_words(load: Load, write: Write) -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\nAgent: Good morning.\n\n2\n00:00:03,500 --> 00:00:04,000\nCaller: Where is\nmy refund?\n"
    calls = load([write("2024-05-01_hotline.srt", srt)])["calls"]
    assert said(calls.feedback) == ["Where is my refund?"]
    assert calls.feedback[0]["occurred_at"] == datetime(2024, 5, 1, 0, 0, 3, 500_000, tzinfo=UTC)


def test_a_chat_has_times_of_its_own_and_its_month_comes_first_where_it_must(load: Load, write: Write) -> None:
    chats = load([write("kim.txt", CHAT)])["chats"]
    assert [(f"{row['occurred_at']:%Y-%m-%d %H:%M}", row["kind"]) for row in chats.feedback] == [
        ("2024-03-28 23:59", "chat"),
        ("2024-03-29 00:01", "chat"),
    ]


@pytest.mark.parametrize(
    ("text", "staff"),
    [
        ("Bea: What do you like?\nCarl: The shoes.\nBea: And what not?\nCarl: My order was late.\n", {"Bea"}),
        ("Lou: I want my money back.\nMia: I am sorry to hear that. Let me check.\nLou: I paid twice!\nMia: We can refund it.\n", {"Mia"}),
        ("Q: How was it?\nA: Slow.\nQ: Why?\nA: Nobody came.\n", {"Q"}),
        ("A: Your order number please?\nC: 17.\nA: Thanks.\nC: And now?\n", {"A"}),
        ("Berater: Guten Tag.\nKundin: Ich warte seit Tagen.\nBerater: Moment.\n", {"Berater"}),
        ("Ann (Acme Support): Hello.\nJoe: Hello.\nJoe: It broke.\n", {"Ann (Acme Support)"}),
        ("Bot: Hi!\nZed: Hi\nBot: What is it?\nKai: Kai here, how can I help?\nZed: My parcel is gone.\nKai: Let me look.\n", {"Bot", "Kai"}),
    ],
)  # fmt: skip
def test_the_side_of_a_speaker_is_told_by_label_or_manner(load: Load, write: Write, text: str, staff: set[str]) -> None:
    (found,) = load([write("talk 2024-02-03.txt", text)]).values()
    assert {name for name, role in sides(found.plan).items() if role == "staff"} == staff
    assert all(speaker.why and 0 < speaker.confidence <= 1 for speaker in found.plan.speakers)


def test_who_speaks_in_every_file_with_others_is_of_the_company(load: Load, write: Write) -> None:
    files = [
        write(f"t{n} 2024-02-0{n}.txt", f"Sam: So.\n{name}: Where do I click?\nSam: Mhm.\n{name}: Ah.\n")
        for n, name in enumerate(("Ada", "Bob", "Cyd"), 1)
    ]
    (found,) = load(files).values()
    assert sides(found.plan) == {"Sam": "staff", "Ada": "customer", "Bob": "customer", "Cyd": "customer"}
    assert found.plan.speakers[0].why == "speaks in 3 of 3 files"


def test_a_corrected_side_stays_and_moves_the_words(load: Load, write: Write) -> None:
    path = write(
        "talk 2024-02-03.txt",
        "Bea: What do you like?\nCarl: The shoes.\nBea: And what not?\nCarl: My order was late.\n",
    )
    (first,) = load([path]).values()
    swapped = (
        Speaker(name="Bea", role=SpeakerRole.CUSTOMER, why="she is a tester"),
        Speaker(name="Carl", role=SpeakerRole.STAFF, file=path.name),
    )
    (second,) = load([path], configured=[first.plan.model_copy(update={"speakers": swapped})]).values()
    assert said(second.feedback) == ["What do you like?", "And what not?"]
    assert second.plan.speakers == swapped
    assert {row["value"].rpartition(": ")[2] for row in second.identifiers} == {"Bea"}


def test_the_dry_run_tells_every_speaker(load: Load, write: Write) -> None:
    (found,) = load([write("ann_interview.txt", INTERVIEW)]).values()
    told = {row["column"]: (row["role"], row["why"]) for row in explain_plans([found.plan])}
    assert told['speaker "Interviewer"'] == ("staff", "its label says so")
    assert told['speaker "Ann" (ann_interview.txt)'][0] == "customer"


def test_files_without_a_date_have_their_own_time_and_say_so(load: Load, write: Write) -> None:
    path = write("talk.txt", "Agent: Hello.\nCustomer: It broke.\nAgent: Oh.\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    (found,) = load([path], zone="Europe/Vienna").values()
    assert found.feedback[0]["occurred_at"] == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert "1 of them name no date" in found.plan.why
    assert '"time_from":"file time"' in found.events[0]["properties"]


def test_a_stated_time_is_of_the_workspaces_zone(load: Load, write: Write) -> None:
    (found,) = load([write("ann_interview.txt", INTERVIEW)], zone="Europe/Vienna").values()
    assert found.events[0]["occurred_at"] == datetime(2024, 3, 1, 13, 30, tzinfo=UTC)


def test_without_consent_nothing_is_kept_not_even_the_words(load: Load, write: Write) -> None:
    refused = write("b_interview.txt", INTERVIEW.replace("yes, signed", "no, withdrawn"))
    found = load([write("a_interview.txt", INTERVIEW), refused])["interviews"]
    assert len(found.events) == 4
    assert {row["reason"] for row in found.rejects} == {'b_interview.txt: consent is refused ("no, withdrawn")'}
    assert {row["raw"] for row in found.rejects} == {""}
    assert "1 without consent are not loaded (b_interview.txt)" in found.plan.why
    calls = load(
        [write("c_call.vtt", CALL.replace("NOTE\n", "NOTE\nConsent: no\n", 1)), write("a_interview.txt", INTERVIEW)]
    )
    assert not calls["calls"].events  # who refuses keeps nobody else's words from being loaded
    assert sum(row["raw"] == "" for row in calls["calls"].rejects) >= 2
    assert len(calls["interviews"].events) == 4


def test_employees_are_heard_apart_from_customers(load: Load, write: Write) -> None:
    text = "Employee ID: 77\nDate: 2024-03-01\n\nHR: What slows you down?\nMitarbeiter: The old till.\nHR: Why?\nMitarbeiter: It crashes.\n"
    found = load([write("employee interview.txt", text), write("ann_interview.txt", INTERVIEW)])
    assert {row["kind"] for row in found["employee_interviews"].feedback} == {"employee"}
    assert said(found["employee_interviews"].feedback) == ["The old till.", "It crashes."]
    assert {row["kind"] for row in found["employee_interviews"].identifiers} == {"employee_id"}
    assert {row["kind"] for row in found["interviews"].feedback} == {"note"}


def test_whom_a_conversation_is_with_may_stand_in_its_head(load: Load, write: Write) -> None:
    talk = "Interviewer: How was it?\nMaria: Slow.\nInterviewer: Why?\nMaria: Nobody came.\n"
    heads = {
        "one": ("Date: 2024-02-01\nCustomer: Maria Lopez (#C-77)\n\n", [("customer_id", "C-77")]),
        "two": ("Customer: 4711\nDate: 2 février 2024\n", [("customer_id", "4711")]),
        "three": ("E-mail: Maria@Example.org\nRecorded on: 3.2.2024\n---\n", [("email", "maria@example.org")]),
        "four": ("Title: visit\nOrder no: A-100\nDatum: 4. Februar 2024\n\n", [("order_id", "A-100")]),
    }
    for name, (head, identifiers) in heads.items():
        (found,) = load([write(f"{name}.txt", head + talk)]).values()
        assert [(row["kind"], row["value"]) for row in found.identifiers] == identifiers
        assert said(found.feedback) == ["Slow.", "Nobody came."]
        assert (found.events[0]["occurred_at"].year, found.events[0]["occurred_at"].month) == (2024, 2)


def test_plain_notes_are_paragraphs_of_nobody_named(load: Load, write: Write) -> None:
    text = "The client likes the reports, but says that the export is slow.\n\nThey would like somebody to call\nwhen it fails.\n"
    found = load([write("visit 2024-03-09.md", text)])["notes"]
    assert said(found.feedback) == [
        "The client likes the reports, but says that the export is slow.",
        "They would like somebody to call when it fails.",
    ]
    assert found.plan.confidence == 0.5


def test_loading_again_gives_the_same_ids_and_a_new_file_changes_no_old_one(load: Load, write: Write) -> None:
    path = write("ann_interview.txt", INTERVIEW)
    alone = load([path])["interviews"]
    other = write("zed_interview.txt", INTERVIEW.replace("Ann", "Zed").replace("nine days", "two days"))
    both = load([path, other])["interviews"]
    ids = [event["event_id"] for event in alone.events]
    assert [event["event_id"] for event in both.events][: len(ids)] == ids
    assert len({event["event_id"] for event in both.events}) == 2 * len(ids)


def test_files_of_one_name_in_two_folders_are_two_people(load: Load, tmp_path: Path) -> None:
    for folder, name in (("a", "Ann"), ("b", "Bob")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "interview.txt").write_text(INTERVIEW.replace("Ann", name), encoding="utf-8")
    found = load([tmp_path / "a" / "interview.txt", tmp_path / "b" / "interview.txt"])["interviews"]
    assert len({row["identity_id"] for row in found.feedback}) == 2


def test_tables_stay_tables_whatever_they_are_called(write: Write) -> None:
    table = "id|customer|when\n1|a|2024-01-01\n2|b|2024-01-02\n"
    logs = "at;who;text\n2024-01-01;ann;Agent: hello there my friend\n2024-01-02;bob;Customer: hello to you as well\n"
    for name, content in (("orders.txt", table), ("log.txt", logs)):
        (found,) = read_tables([write(name, content)])
        assert (found.format, len(found.columns)) == ("csv", 3)


def test_notes_beside_tables_are_one_load(load: Load, write: Write) -> None:
    orders = "customer_id,order_id,ordered_at\n" + "".join(
        f"c{n % 9},o{n},2024-01-{n % 28 + 1:02}\n" for n in range(40)
    )
    found = load([write("orders.csv", orders), write("interview customer-c3 2024-02-01.txt", INTERVIEW)])
    assert set(found) == {"orders", "interviews"}
    mine = {event["identity_id"] for event in found["interviews"].events}
    assert mine < {event["identity_id"] for event in found["orders"].events}


HOSTILE = '<script>alert("x")</script> \' OR 1=1 -- 🤡 \u202eevil =cmd()'


def test_hostile_names_and_words_are_only_text(load: Load, write: Write) -> None:
    text = f'Agent: {HOSTILE}\nO\'Neil "Bob": {HOSTILE}\nAgent: ok?\nO\'Neil "Bob": bye\n'
    (found,) = load([write("call 2024-01-01 '; DROP.txt", text)]).values()
    assert said(found.feedback) == [HOSTILE, "bye"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", docx(body='<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'), "entities"),
        ("a.docx", docx(body='<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'), "entities"),
        ("a.docx", docx(body="<w:document><unclosed>"), "damaged"),
        ("a.docx", b"PK\x03\x04 this is no archive", "cannot be read as a Word document"),
        ("a.docx", b"plain words that are no archive at all", "cannot be read as a Word document"),
        ("a.docx", docx(""), "holds no text"),
        ("a.vtt", b"WEBVTT\n\nNOTE nothing was said\n", "holds no text"),
        ("a.zip", docx("x"), None),
    ],
)  # fmt: skip
def test_documents_that_cannot_be_trusted_are_refused_in_a_sentence(
    write: Write, name: str, content: bytes, says: str | None
) -> None:
    path = write(name, content)
    if says is None:
        assert read_tables([path])[0].format == "notes"  # what it holds counts, not what it is called
        return
    with pytest.raises(SourceError, match=says) as caught:
        read_tables([path])
    assert str(path) in str(caught.value)


def test_a_document_that_unpacks_without_end_is_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footpath.sources.reading.docx.LARGEST", 1 << 20)
    path = write("bomb.docx", docx("a" * (4 << 20)))
    assert path.stat().st_size < 20_000
    with pytest.raises(SourceError, match="unpacks to more than"):
        read_tables([path])
