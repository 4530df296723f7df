"""Money is in the configured currency, else in the one that the records name."""

from pathlib import Path

import pytest

from footpath.app.loading import load_into
from footpath.app.workspace import Workspace


def workspace(tmp_path: Path, *currencies: str) -> Workspace:
    rows = [f"c{n},order,2024-03-0{1 + n % 9}T10:00:00Z,{10 + n},{name}\n" for n, name in enumerate(currencies)]
    (tmp_path / "orders.csv").write_text("customer_id,event,time,amount,currency\n" + "".join(rows))
    load_into(tmp_path / "ws", [tmp_path / "orders.csv"])
    return Workspace(tmp_path / "ws")


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (["EUR"] * 20, "EUR"),
        (["eur", "EUR", ""] * 10, "EUR"),  # what names none is taken to be in the one that the others name
        (["EUR", "CHF"] * 10, ""),
        ([""] * 20, ""),
    ],
)
def test_the_records_tell_their_currency_where_they_agree(tmp_path: Path, named: list[str], expected: str) -> None:
    assert workspace(tmp_path, *named).currency == expected


def test_the_configured_currency_comes_first(tmp_path: Path) -> None:
    found = workspace(tmp_path, *["EUR"] * 20)
    config = found.directory / "footpath.toml"
    config.write_text(config.read_text().replace('currency = ""', 'currency = "USD"'))
    assert Workspace(found.directory).currency == "USD"
