"""Calendar periods, plainly: a number that grows by one from each to the next, and a label."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def period(at: int, unit: str, zone: str = "UTC") -> tuple[int, str]:
    """Of an hour after 2024-01-01 in UTC."""
    day = (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(hours=at)).astimezone(ZoneInfo(zone)).date()
    if unit == "day":
        return day.toordinal(), day.isoformat()
    if unit == "week":
        year, week, _ = day.isocalendar()
        return (day.toordinal() - 1) // 7, f"{year}-W{week:02}"
    return day.year * 12 + day.month, f"{day.year}-{day.month:02}"
