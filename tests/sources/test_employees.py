"""What employees say is of its own kind; a table that knows customers never is taken for it; mentions are known by their handle."""

import pytest
from tests.sources.conftest import Load, Write

TEXTS = (
    "The old till is far too slow for us",
    "Nobody tells us what was changed",
    "I like the new plan of shifts a lot",
)


def rows(count: int, *columns: str) -> str:
    """Lines of a table; ``{n}`` is the number of the row, ``{k}`` a small figure, ``{text}`` what somebody wrote."""
    return "".join(
        ",".join(columns).format(
            n=n, k=n * 7 % 5 + 1, text=f"{TEXTS[n % 3]} ({n})", day=f"2024-02-{n % 28 + 1:02} 10:00"
        )
        + "\n"
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("name", "header", "columns", "identifier"),
    [
        ("staff_survey.csv", "employee_id,department,score,comment,submitted_at", ("E{n}", "Dept {k}", "{k}", "{text}", "{day}"), "employee_id"),
        ("q3.csv", "response_id,team,eNPS,reason,created_at", ("R{n}", "Team {k}", "{k}", "{text}", "{day}"), "employee_answer"),
        ("pulse.csv", "response_id,Abteilung,Betriebszugehörigkeit,Funktion,Bewertung,Kommentar,Datum", ("R{n}", "A{k}", "{k} Jahre", "F{k}", "{k}", "{text}", "{day}"), "employee_answer"),
        ("barometer.csv", "matricule_employe,departement,anciennete,note,commentaire,date", ("M{n}", "D{k}", "{k} ans", "{k}", "{text}", "{day}"), "employee_id"),
    ],
)  # fmt: skip
def test_surveys_of_employees_are_their_own_kind(
    load: Load, write: Write, name: str, header: str, columns: tuple[str, ...], identifier: str
) -> None:
    (found,) = load([write(name, f"{header}\n{rows(60, *columns)}")]).values()
    assert {row["kind"] for row in found.feedback} == {"employee"}
    assert sum(row["text"] is not None for row in found.feedback) == 60
    assert sum(row["score"] is not None for row in found.feedback) == 60
    assert {row["kind"] for row in found.identifiers} == {identifier}
    assert all(event["touchpoint"].startswith(("employee", "staff")) for event in found.events)
    assert "kept apart from customers" in found.plan.why


@pytest.mark.parametrize(
    ("name", "header", "columns"),
    [
        ("ratings.csv", "customer_id,employee_id,department,manager,tenure,rating,comment,created_at", ("C{n}", "E{k}", "D{k}", "M{k}", "{k} y", "{k}", "{text}", "{day}")),
        ("survey.csv", "respondent_id,store,nps,comment,submitted_at", ("R{n}", "S{k}", "{k}", "{text}", "{day}")),
        ("reviews.csv", "review_id,order_id,department,rating,review,created_at", ("R{n}", "O{n}", "D{k}", "{k}", "{text}", "{day}")),
    ],
)  # fmt: skip
def test_what_customers_say_of_departments_and_staff_stays_theirs(
    load: Load, write: Write, name: str, header: str, columns: tuple[str, ...]
) -> None:
    (found,) = load([write(name, f"{header}\n{rows(60, *columns)}")]).values()
    assert found.feedback
    assert "employee" not in {row["kind"] for row in found.feedback}


def test_both_surveys_in_one_load_stay_apart(load: Load, write: Write) -> None:
    staff = write(
        "staff_survey.csv",
        "employee_id,department,score,comment,submitted_at\n" + rows(60, "E{n}", "D{k}", "{k}", "{text}", "{day}"),
    )
    buyers = write("survey.csv", "customer_id,csat,comment,submitted_at\n" + rows(60, "C{n}", "{k}", "{text}", "{day}"))
    found = load([staff, buyers])
    kinds = {source: {row["kind"] for row in loaded.feedback} for source, loaded in found.items()}
    assert kinds == {"staff_survey": {"employee"}, "survey": {"csat"}}
    people = [{row["identity_id"] for row in loaded.feedback} for loaded in found.values()]
    assert not people[0] & people[1]
    names = [{event["touchpoint"] for event in loaded.events} for loaded in found.values()]
    assert not names[0] & names[1]


@pytest.mark.parametrize("network", ["platform", "network"])
def test_mentions_are_social_and_their_authors_are_known_by_handle(load: Load, write: Write, network: str) -> None:
    header = f"id,author,text,{network},likes,created_at\n"
    text = header + "".join(
        f"{70_000 + n},@u{n % 40},Why is @acme so slow this week ({n}),{('twitter', 'Instagram')[n % 2]},{n},2024-02-{n % 28 + 1:02} 10:00\n"
        for n in range(80)
    )
    (found,) = load([write("export.csv", text)]).values()
    assert {row["kind"] for row in found.feedback} == {"social"}
    assert {row["kind"] for row in found.identifiers if row["kind"] != "record"} >= {"social_handle"}
    assert len({row["identity_id"] for row in found.feedback}) == 40


def test_a_known_customer_goes_before_a_handle(load: Load, write: Write) -> None:
    text = "mention_id,customer_id,author,text,created_at\n" + rows(60, "m{n}", "c{n}", "@u{k}", "{text}", "{day}")
    (found,) = load([write("social_mentions.csv", text)]).values()
    assert {row["kind"] for row in found.feedback} == {"social"}
    assert found.roles()["customer_id"] == "customer"
    assert found.roles()["author"] != "customer"
