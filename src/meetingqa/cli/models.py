"""`models`: the weights and ranks that are fetched once and then used offline."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from meetingqa.cli.options import AsJson, StoreDir
from meetingqa.cli.output import note, print_json, progress, show
from meetingqa.errors import ModelUnavailable

if TYPE_CHECKING:  # imported late at run time, see the package
    from meetingqa.models.assets import Asset

app = typer.Typer(help="List, fetch and verify the model files.", rich_markup_mode=None)

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="[NAME]",
        help="One model (default: all that the settings need).",
        show_default=False,
    ),
]


@app.command("list")
def list_models(as_json: AsJson = False, store: StoreDir = None) -> None:
    """List the models and whether they are there."""
    _print([_record(asset, asset.state()) for asset in _chosen(store, None, needed=False)], as_json)


@app.command("pull")
def pull_models(name: Name = None, as_json: AsJson = False, store: StoreDir = None) -> None:
    """Fetch what is missing, or go on doing so."""
    records = []
    for asset in _chosen(store, name, needed=True):
        with progress("bytes") as tell:
            asset.pull(tell)
        records.append(_record(asset, asset.state()))
        note(f"{asset.name}: ok, {asset.path}")
    if as_json:
        print_json(records)


@app.command("verify")
def verify_models(name: Name = None, as_json: AsJson = False, store: StoreDir = None) -> None:
    """Compare every byte with what it must be."""
    records = [_record(asset, asset.verify()) for asset in _chosen(store, name, needed=True)]
    _print(records, as_json)
    bad = [record["name"] for record in records if record["state"] != "ok"]
    if bad:
        raise ModelUnavailable(
            f"missing or broken: {', '.join(bad)}", f"run `meetingqa models pull {bad[0]}`"
        )


def _chosen(store: Path | None, name: str | None, *, needed: bool) -> list["Asset"]:
    from meetingqa.models.assets import assets, find_asset
    from meetingqa.settings import load_settings

    settings = load_settings(store_dir=store)
    if name:
        return [find_asset(settings, name)]
    return [asset for asset in assets(settings) if asset.needed or not needed]


def _record(asset: "Asset", state: str) -> dict[str, Any]:
    return {
        "name": asset.name,
        "state": state,
        "needed": asset.needed,
        "size_bytes": asset.size_bytes,
        "licence": asset.licence,
        "purpose": asset.purpose,
        "path": str(asset.path),
    }


def _print(records: list[dict[str, Any]], as_json: bool) -> None:
    row = "{name:<30} {state:<8} {megabytes:>7,.0f} MB  {licence:<11} {purpose}{unused}"
    lines = [
        row.format(
            **record,
            megabytes=record["size_bytes"] / 1e6,
            unused="" if record["needed"] else ", not needed by the settings",
        )
        for record in records
    ]
    show(as_json, records, "\n".join(lines))
