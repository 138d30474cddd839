"""`doctor`, `backup`, `restore` and `reindex`: what keeps an installation and its store well."""

import time
from pathlib import Path
from typing import Annotated

import typer

from meetingqa.cli.options import AsJson, StoreDir, open_assistant
from meetingqa.cli.output import print_json, progress, show
from meetingqa.errors import MeetingQAError


def doctor(as_json: AsJson = False, store: StoreDir = None) -> None:
    """Check installation, models and store."""
    from meetingqa.diagnosis import examine

    checks = examine(store)
    bad = [check for check in checks if not check.ok]
    if as_json:
        print_json({"ok": not bad, "checks": [check._asdict() for check in checks]})
    else:
        for check in checks:
            typer.echo(f"{'ok ' if check.ok else 'BAD'}  {check.name:<28} {check.detail}")
            if check.hint:
                typer.echo(f"{'':<34}{check.hint}")
    if bad:
        names = ", ".join(check.name for check in bad)
        hint = next((check.hint for check in bad if check.hint), "")
        raise MeetingQAError(f"{len(bad)} of {len(checks)} checks failed: {names}", hint)


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="A new file, such as kho.zip.")],
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Save the store as one file: articles, corrections, accounts, uploads, finished documents.

    The indexes are left out; `restore` builds them again. Accounts make it a file to keep safe.
    """
    from meetingqa.settings import load_settings
    from meetingqa.storage.backups import save_backup

    size = save_backup(load_settings(store_dir=store), target)
    show(as_json, {"file": str(target), "bytes": size}, f"{size / 1e6:,.1f} MB in {target}")


def restore(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` wrote.")],
    as_json: AsJson = False,
    store: StoreDir = None,
) -> None:
    """Make a store from a backup, in a folder that holds none yet."""
    from meetingqa.settings import load_settings
    from meetingqa.storage.backups import load_backup

    settings = load_settings(store_dir=store)
    articles = load_backup(settings, source)
    show(
        as_json,
        {"store": str(settings.store_dir), "articles": articles},
        f"{articles} articles in {settings.store_dir}",
    )


def reindex(as_json: AsJson = False, store: StoreDir = None) -> None:
    """Build the indexes anew from the register.

    Needed when the embedder or the chunk size was changed. The old indexes answer until the new
    ones stand.
    """
    begun = time.monotonic()
    with open_assistant(store) as assistant, progress("articles") as tell:
        manifest = assistant.reindex(lambda done, total: tell("reindex", done, total))
        articles = len(assistant.articles())
    seconds = round(time.monotonic() - begun, 3)
    show(
        as_json,
        {**manifest.model_dump(mode="json"), "articles": articles, "seconds": seconds},
        f"{articles} articles indexed with {manifest.embedder} in {seconds:.1f} s",
    )
