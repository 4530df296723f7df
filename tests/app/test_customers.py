"""Pseudonyms are made with a secret of the workspace: who has a list of customers cannot compute them, and the workspace can undo them."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from footpath.app.customers import SECRET_FILE, Pseudonyms, customer_named, pseudonyms_of
from footpath.app.exporting import export_journeys
from footpath.app.loading import load_into
from footpath.app.mapping import draft
from footpath.app.oneshot import map_files
from footpath.app.stores import Stores
from footpath.app.workspace import Workspace
from footpath.errors import SpecError, WorkspaceError
from footpath.model.ids import stable_id
from footpath.render import render_html, render_json

EVENTS = "email,event,time\n" + "".join(
    f"person{who}@example.org,{name},2024-03-{1 + who % 25:02d}T10:{at:02d}:00Z\n"
    for who in range(40)
    for at, name in enumerate(("Home page", "Cart", "Payment", "Order placed"))
)
REVIEWS = "email,rating,review_text,time\n" + "".join(
    f"person{who}@example.org,{1 + who % 5},The delivery of parcel number {who} was late and the box was torn,2024-03-28T10:{who:02d}:00Z\n"
    for who in range(40)
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("files")
    (folder / "events.csv").write_text(EVENTS)
    (folder / "reviews.csv").write_text(REVIEWS)
    return [folder / "events.csv", folder / "reviews.csv"]


@pytest.fixture(scope="module")
def workspace(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("called") / "ws"
    load_into(folder, files)
    return Workspace(folder)


def keys_of(workspace: Workspace) -> list[int]:
    return [int(key) for shard in workspace.index.shards for key in shard.key]


def folder_with(path: Path, secret: bytes | None = None) -> Stores:
    path.mkdir(exist_ok=True)
    if secret is not None:
        (path / SECRET_FILE).write_bytes(secret)
    return Stores(path, create=True)


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    stores = folder_with(tmp_path / "ws")
    first = pseudonyms_of(stores)
    assert first == pseudonyms_of(stores)
    assert len(first.secret) == 32
    assert (stores.directory / SECRET_FILE).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in stores.directory.iterdir()] == [SECRET_FILE]  # nothing half written is left


def test_two_workspaces_call_the_same_customer_differently(tmp_path: Path) -> None:
    one, other = (pseudonyms_of(folder_with(tmp_path / name)) for name in ("one", "other"))
    assert one.of_customer(42) != other.of_customer(42)


def test_of_many_that_make_a_secret_at_once_all_have_the_same(tmp_path: Path) -> None:
    stores = folder_with(tmp_path / "ws")
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: pseudonyms_of(stores).secret, range(64)))
    assert len(found) == 1


def test_the_secret_is_in_no_error_and_no_representation() -> None:
    assert "secret" not in repr(Pseudonyms(b"so secret" * 4))


@pytest.mark.parametrize("secret", [b"", b"short", bytes(33)])
def test_a_damaged_secret_is_told_and_not_replaced(tmp_path: Path, secret: bytes) -> None:
    stores = folder_with(tmp_path / "ws", secret)
    with pytest.raises(WorkspaceError, match="damaged"):
        pseudonyms_of(stores)
    assert (stores.directory / SECRET_FILE).read_bytes() == secret


def test_a_workspace_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be kept"):
        pseudonyms_of(Stores(tmp_path / "nowhere", create=True))


def test_no_list_of_addresses_gives_the_pseudonyms(workspace: Workspace) -> None:
    guessed = {
        f"customer {stable_id(*parts):016x}"[: len("customer 12345678")]
        for who in range(40)
        for key in [stable_id("email", f"person{who}@example.org")]
        for parts in (("pseudonym", str(key)), (str(key),), ("email", f"person{who}@example.org"))
    }
    assert not guessed & {pseudonyms_of(workspace).of_customer(key) for key in keys_of(workspace)}


def test_a_customer_is_found_by_the_pseudonym_with_or_without_its_word(workspace: Workspace) -> None:
    names = pseudonyms_of(workspace)
    for key in keys_of(workspace):
        name = names.of_customer(key)
        assert customer_named(workspace, name) == customer_named(workspace, name.removeprefix("customer ")) == key
    with pytest.raises(SpecError, match="no customer"):
        customer_named(workspace, names.of_customer(-1))


def test_nothing_that_is_made_of_a_map_holds_an_id_or_the_secret(workspace: Workspace) -> None:
    journey = draft(workspace)
    secret = pseudonyms_of(workspace).secret
    ids = {str(key) for key in keys_of(workspace)}
    said = workspace.lake.feedback()
    ids |= {str(one) for name in ("feedback_id", "event_id", "identity_id") for one in said[name].to_pylist()}
    assert journey.quotes
    assert any(claim.samples for claim in journey.claims.values())
    for made in (render_json(journey), render_html(journey)):
        assert not [one for one in ids if one in made]
        assert "@example.org" not in made
        assert secret.hex() not in made


def test_journeys_for_the_company_itself_hold_no_secret(workspace: Workspace, tmp_path: Path) -> None:
    export_journeys(workspace, tmp_path / "log.csv")
    assert pseudonyms_of(workspace).secret.hex() not in (tmp_path / "log.csv").read_text()


def test_a_map_without_a_workspace_has_a_secret_that_is_thrown_away(files: list[Path], tmp_path: Path) -> None:
    named = []
    for name in ("one.json", "two.json"):
        map_files(files, tmp_path / name)
        claims = json.loads((tmp_path / name).read_text())["claims"].values()
        named.append({sample["customer"] for claim in claims for sample in claim.get("samples", ())})
    assert named[0]
    assert named[1]
    assert not named[0] & named[1]
    assert not list(tmp_path.rglob(SECRET_FILE))
