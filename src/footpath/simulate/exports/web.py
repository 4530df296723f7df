"""What the web analytics, the app and the advertising account export."""

from pathlib import Path
from random import Random

from footpath.simulate.clock import midnight
from footpath.simulate.dirt import NO_ID
from footpath.simulate.exports.writing import Written, iso_local, iso_utc, write_csv, write_json_lines
from footpath.simulate.ledger import AdClick, AppEvent, Hit, Ledger
from footpath.simulate.pains import RELEASES
from footpath.simulate.shop import PAGES, PRODUCTS, SITE, slug

_HIT_COLUMNS = (
    "hit_id",
    "hit_time",
    "client_id",
    "user_id",
    "page_location",
    "referrer",
    "device_category",
    "browser",
    "country",
    "region",
    "page_load_ms",
)
_SLUGS = {product.sku: f"{product.sku}-{slug(product.name)}" for product in PRODUCTS}
_ADDRESSES = {page: tuple((SITE + pattern).split("*")) for page, pattern in PAGES.items()}
_RELEASED = tuple((midnight(release.released_on), release.version) for release in RELEASES)


def write_web_analytics(directory: Path, ledger: Ledger, rng: Random) -> Written:
    """Page views in the order of time: a cookie on every row, the customer only where somebody had logged in."""
    hits = sorted(ledger.hits)
    rows = [_hit_row(rng, hit) for hit in hits]
    return write_csv(directory / "web_analytics.csv.gz", _HIT_COLUMNS, rows, rng, times=("hit_time",))


def _hit_row(rng: Random, hit: Hit) -> list[str]:
    address, referrer = _address(hit), ""
    if hit.came_from.startswith("http"):
        referrer = hit.came_from
    elif "=" in hit.came_from:
        address += ("&" if "?" in address else "?") + hit.came_from
    return [
        f"{rng.getrandbits(64):016x}",
        iso_utc(hit.at),
        hit.cookie,
        hit.user or rng.choice(NO_ID),
        address,
        referrer,
        hit.device,
        hit.browser,
        hit.country,
        hit.region,
        str(hit.load_ms),
    ]


def _address(hit: Hit) -> str:
    about = _SLUGS.get(hit.about, slug(hit.about) if hit.page == "search" else hit.about)
    return about.join(_ADDRESSES[hit.page])


def write_app_events(directory: Path, ledger: Ledger, rng: Random) -> Written:
    """Events in the order in which the server got them, times in milliseconds."""
    events = sorted(ledger.app_events, key=lambda event: (event.received_at, event))
    return write_json_lines(directory / "app_events.jsonl", (_app_row(rng, event) for event in events), rng)


def _app_row(rng: Random, event: AppEvent) -> dict[str, object]:
    properties: dict[str, object] = {"screen_language": "en"}
    if event.about:
        properties["order_id" if event.about.startswith("NH") else "product_id"] = event.about
    if event.value:
        properties["value"] = event.value
    return {
        "event_id": f"{rng.getrandbits(96):024x}",
        "event_name": event.name,
        "timestamp": int(event.at * 1000),
        "received_at": int(event.received_at * 1000),
        "device_id": event.device,
        "user_id": event.user if rng.random() < 0.9 else None,
        "os": event.os,
        "app_version": _version(event.received_at),
        "region": event.region,
        "properties": properties,
    }


def _version(at: float) -> str:
    return next(version for released, version in reversed(_RELEASED) if at >= released)


def write_ad_clicks(directory: Path, ledger: Ledger, rng: Random) -> Written:
    """Tab-separated UTF-16, as the advertising account exports it."""
    columns = ("Click ID", "Click time", "Client ID", "Campaign", "Network", "Cost")
    rows = [_click_row(rng, click) for click in sorted(ledger.ad_clicks)]
    return write_csv(
        directory / "ads_clicks.tsv", columns, rows, rng, times=("Click time",), delimiter="\t", encoding="utf-16"
    )


def _click_row(rng: Random, click: AdClick) -> list[str]:
    network = rng.choice(("Search", "Search", "Display"))
    return [click.click, iso_local(click.at), click.cookie, click.campaign, network, f"{0.2 + rng.random():.2f}"]
