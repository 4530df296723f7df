"""Maps at rest: nothing that was saved is lost, changed or overwritten."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest

from footpath.documents import Documents, schema
from footpath.errors import MapError, WorkspaceError
from footpath.model.claims import Claim
from footpath.model.maps import JourneyMap

START = datetime(2026, 7, 1, 9, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "footpath.db"


@pytest.fixture
def documents(path: Path) -> Documents:
    minutes = iter(range(10_000))
    return Documents(path, lambda: START + timedelta(minutes=next(minutes)))


def shop(scope: str = "") -> JourneyMap:
    return JourneyMap(title="Shop", scope=scope)


def test_a_map_is_given_back_as_it_was_saved(documents: Documents) -> None:
    claim = Claim(
        id="c1", text="5 ‮of\x00 &<>", question={"ask": "overview"}, field="customers", value=5, n=5, unit="count"
    )
    journey = JourneyMap(
        title="كيف يشتري الناس", claims={"c1": claim}, as_of=START, notes=("=1+1", "'; DROP TABLE maps")
    )
    documents.save(journey, "first")
    assert documents.revision("كيف يشتري الناس") == journey


def test_history_tells_who_when_and_why_newest_first(documents: Documents) -> None:
    documents.save(shop(), "drawn", who="ann")
    documents.save(shop("Club"), "club only", who="bob")
    told = [(r.number, r.who, r.why, r.base, r.at) for r in documents.history("Shop")]
    assert told == [
        (2, "bob", "club only", 1, START + timedelta(minutes=1)),
        (1, "ann", "drawn", None, START),
    ]
    assert documents.revision("Shop", 1) == shop()
    assert documents.revision("Shop") == documents.revision("Shop", 2) == shop("Club")


def test_saving_the_same_again_makes_no_revision(documents: Documents) -> None:
    first = documents.save(shop(), "drawn")
    assert documents.save(shop(), "again") == first
    assert len(documents.history("Shop")) == 1


def test_a_restored_revision_is_a_new_one_and_the_others_stay(documents: Documents) -> None:
    for scope in ("one", "two", "three"):
        documents.save(shop(scope), scope)
    back = documents.restore("Shop", 1, who="eve")
    assert (back.number, back.base, back.restored, back.why, back.who) == (4, 3, 1, "Back to revision 1", "eve")
    assert [documents.revision("Shop", n).scope for n in (1, 2, 3, 4)] == ["one", "two", "three", "one"]
    assert back.content == documents.history("Shop")[-1].content


def test_an_edit_stands_on_what_was_drawn_last(documents: Documents) -> None:
    documents.save(shop("drawn"), "drawn")
    documents.save(shop("edited"), "edited")
    assert documents.drawn("Shop") == shop("drawn")
    documents.save(shop("merged"), "drawn anew", drawn=shop("new data"))
    documents.save(shop("edited again"), "edited")
    assert documents.drawn("Shop") == shop("new data")
    documents.restore("Shop", 2)
    assert (documents.revision("Shop"), documents.drawn("Shop")) == (shop("edited"), shop("drawn"))


def test_the_second_of_two_who_change_the_same_revision_is_told(documents: Documents) -> None:
    documents.save(shop(), "drawn", base=0)
    documents.save(shop("ann's"), "ann", who="Ann", base=1)
    with pytest.raises(MapError, match="changed meanwhile by Ann: its newest revision is 2"):
        documents.save(shop("bob's"), "bob", base=1)
    with pytest.raises(MapError, match="changed meanwhile"):
        documents.save(shop("new"), "new", base=0)
    with pytest.raises(MapError, match="no map"):
        documents.save(shop(), "drawn", name="Other", base=3)
    assert documents.revision("Shop").scope == "ann's"


def test_maps_have_their_own_names_and_numbers(documents: Documents) -> None:
    documents.save(shop(), "drawn", name="  Future \n of the shop")
    documents.save(shop(), "drawn")
    assert documents.names() == ("Future of the shop", "Shop")
    assert [documents.history(name)[0].number for name in documents.names()] == [1, 1]
    assert documents.history("Future  of the shop")[0].name == "Future of the shop"


@pytest.mark.parametrize(
    ("name", "why"), [("\x00\u202e", "why"), ("x" * 201, "why"), ("ok", " \n"), ("ok", "x" * 2001)]
)
def test_a_name_or_reason_that_says_nothing_is_refused(documents: Documents, name: str, why: str) -> None:
    with pytest.raises(MapError, match="empty or longer"):
        documents.save(shop(), why, name=name)
    assert documents.names() == ()


def test_who_and_why_are_kept_on_one_line_without_marks_that_turn_it(documents: Documents) -> None:
    kept = documents.save(shop(), "a\nb\u202ec\x1b[2J", who="An\u2066n\r")
    assert (kept.why, kept.who) == ("a b c [2J", "An n")


def test_what_is_not_there_is_told_and_makes_no_file(documents: Documents, path: Path) -> None:
    with pytest.raises(MapError, match='no map "Shop"'):
        documents.history("Shop")
    assert not path.exists()
    documents.save(shop(), "drawn")
    with pytest.raises(MapError, match="Name one from 1 to 1"):
        documents.revision("Shop", 7)
    with pytest.raises(MapError, match='Name one of "Shop"'):
        documents.restore("shop", 1)


def test_a_damaged_document_is_told(documents: Documents, path: Path) -> None:
    documents.save(shop(), "drawn")
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE documents SET json = ?", (b"not zlib",))
    connection.close()
    with pytest.raises(MapError, match="damaged"):
        documents.revision("Shop")


def test_a_revision_cannot_be_changed(documents: Documents, path: Path) -> None:
    documents.save(shop(), "drawn")
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE revisions SET why = 'other'")
    connection.close()


def test_a_file_of_a_newer_version_is_refused(documents: Documents, path: Path) -> None:
    documents.save(shop(), "drawn")
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(WorkspaceError, match="newer version"):
        documents.revision("Shop")


def test_an_older_file_is_brought_to_the_newest_version_whole(
    documents: Documents, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents.save(shop(), "drawn")
    further = "CREATE TABLE comments (id INTEGER PRIMARY KEY);\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, further + "CREATE TABLE maps (id INTEGER);\n"))
    with pytest.raises(WorkspaceError, match="already exists"):
        documents.revision("Shop")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:-1], further))
    assert documents.revision("Shop") == shop()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    assert connection.execute("SELECT count(*) FROM comments").fetchone() == (0,)
    connection.close()


def test_a_file_that_is_no_database_is_told(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 not a database" * 100)
    with pytest.raises(WorkspaceError, match="not a database"):
        Documents(path).save(shop(), "drawn")


def test_threads_share_the_documents(path: Path) -> None:
    documents = Documents(path)

    def saves(who: str) -> None:
        for at in range(8):
            documents.save(shop(f"{who} {at}"), "many", who=who)

    threads = [Thread(target=saves, args=(who,)) for who in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [r.number for r in documents.history("Shop")] == list(range(24, 0, -1))
