"""The exports as a whole: the same bytes for the same arguments, the shapes that they promise, the dirt that they hold."""

import csv
import gzip
import hashlib
import json
from pathlib import Path
from random import Random

import pytest

from footpath.simulate import Summary, simulate
from footpath.simulate.clock import END
from footpath.simulate.company import ALL_PAINS
from footpath.simulate.ledger import Ledger
from footpath.simulate.living import live
from footpath.simulate.people import make_person
from footpath.simulate.texts import HOSTILE

CUSTOMERS = 400
CSV_FILES = {
    "web_analytics.csv.gz": (",", "utf-8"),
    "ads_clicks.tsv": ("\t", "utf-16"),
    "orders.csv": (";", "utf-8"),
    "order_items.csv": (";", "utf-8"),
    "email_engagement.csv": (",", "utf-8"),
    "support_tickets.csv": (",", "utf-8"),
    "reviews.csv": (",", "utf-8-sig"),
    "survey_nps.csv": (";", "cp1252"),
    "survey_csat.csv": (",", "utf-8"),
    "survey_ces.csv": (",", "utf-8"),
}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return simulate(tmp_path_factory.mktemp("company"), customers=CUSTOMERS, seed=11)


def read_rows(path: Path) -> tuple[list[str], list[list[str]]]:
    delimiter, encoding = CSV_FILES[path.name]
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode(encoding)
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    return rows[0], rows[1:]


def truth_of(company: Summary) -> dict[str, dict[str, dict[str, int]]]:
    truth: dict[str, dict[str, dict[str, int]]] = json.loads(company.truth.read_text(encoding="utf-8"))
    return truth


def file_named(company: Summary, name: str) -> Path:
    return next(export.path for export in company.files if export.path.name == name)


def test_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    def digests(directory: Path, seed: int) -> dict[str, str]:
        simulate(directory, customers=60, seed=seed)
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in directory.iterdir()}

    first, again, other = (digests(tmp_path / name, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))
    assert first == again
    assert len(first) == 15
    assert all(first[name] != other[name] for name in first)


def test_every_export_is_listed_and_the_truth_is_not_one(company: Summary) -> None:
    on_disk = {path.name for path in company.truth.parent.iterdir()}
    assert {export.path.name for export in company.files} == on_disk - {"truth.json"}
    assert company.customers == CUSTOMERS
    assert company.events > 20 * CUSTOMERS
    assert company.texts > CUSTOMERS / 2


@pytest.mark.parametrize("name", CSV_FILES)
def test_rows_and_dirt_of_a_table_add_up(company: Summary, name: str) -> None:
    columns, rows = read_rows(file_named(company, name))
    facts = truth_of(company)["files"][name]
    assert len(rows) == facts["rows"] == next(e.rows for e in company.files if e.path.name == name)
    ragged = sum(len(row) != len(columns) for row in rows)
    assert ragged <= facts["broken"]
    whole = [tuple(row) for row in rows if len(row) == len(columns)]
    assert len(whole) - len(set(whole)) == facts["resent"]


def test_about_one_row_in_a_hundred_is_broken(company: Summary) -> None:
    facts = truth_of(company)["files"]["web_analytics.csv.gz"]
    assert 0.005 < facts["broken"] / facts["rows"] < 0.015
    _, rows = read_rows(file_named(company, "web_analytics.csv.gz"))
    assert sum(len(row) != 11 for row in rows) > 0.4 * facts["broken"]


@pytest.mark.parametrize("name", ["app_events.jsonl", "chat_transcripts.jsonl"])
def test_json_lines_are_whole_but_for_the_broken_ones(company: Summary, name: str) -> None:
    lines = file_named(company, name).read_text(encoding="utf-8").splitlines()
    facts = truth_of(company)["files"][name]

    def is_whole(line: str) -> bool:
        try:
            return isinstance(json.loads(line), dict)
        except json.JSONDecodeError:
            return False

    assert len(lines) == facts["rows"]
    assert sum(not is_whole(line) for line in lines) == facts["broken"]


def test_a_text_is_hardly_ever_written_twice(company: Summary) -> None:
    _, rows = read_rows(file_named(company, "support_tickets.csv"))
    texts = [row[3] for row in {tuple(row) for row in rows if len(row) == 11}]
    assert len(set(texts)) > 0.97 * len(texts)


def test_hostile_texts_are_among_them(tmp_path: Path) -> None:
    company = simulate(tmp_path, customers=1_500, seed=3)
    written = "".join(
        file_named(company, name).read_text(encoding="utf-8") for name in ("support_tickets.csv", "reviews.csv")
    )
    assert sum(hostile.split(" ")[0] in written for hostile in HOSTILE) >= 2


def test_a_company_of_ten_is_written_too(tmp_path: Path) -> None:
    assert simulate(tmp_path, customers=10, seed=1).customers == 10


def test_progress_only_grows(tmp_path: Path) -> None:
    told: list[float] = []
    simulate(tmp_path, customers=20, seed=1, progress=lambda _what, done: told.append(done))
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_workbook_and_parquet_can_be_read(company: Summary) -> None:
    import pyarrow.parquet as pq
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(file_named(company, "crm_customers.xlsx")).get_sheet_by_index(0).to_python()
    facts = truth_of(company)["files"]
    assert len(sheet) - 1 == facts["crm_customers.xlsx"]["rows"]
    assert pq.read_table(file_named(company, "store_visits.parquet")).num_rows == facts["store_visits.parquet"]["rows"]


def test_nothing_happens_after_the_records_end() -> None:
    ledger = Ledger()
    for number in range(400):
        rng = Random(f"2:{number}")
        live(make_person(rng, number), rng, ledger, ALL_PAINS)
    moments = [row.at for rows in (ledger.hits, ledger.app_events, ledger.mails, ledger.ad_clicks) for row in rows]
    moments += [visit.at for visit in ledger.store_visits] + [review.written for review in ledger.reviews]
    moments += [survey.answered or survey.sent for survey in ledger.surveys]
    moments += [order.placed for order in ledger.orders] + [ticket.created for ticket in ledger.tickets]
    assert max(moments) < END
