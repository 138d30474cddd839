"""`serve`: the page, REST and MCP, in one process that owns the store."""

from typing import Annotated

import typer

from meetingqa.cli.options import StoreDir
from meetingqa.cli.users import open_accounts


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=1, max=65535, help="On which port.")] = 7860,
    no_auth: Annotated[
        bool, typer.Option("--no-auth", help="Without accounts; on this machine only.")
    ] = False,
    store: StoreDir = None,
) -> None:
    """Serve the page at `/`, REST at `/api/v1`, MCP at `/mcp`.

    People are added with `meetingqa users add`. Ctrl-C lets answers finish.
    """
    from meetingqa.settings import load_settings
    from meetingqa.web.exposure import check_address, check_exposure

    settings = load_settings(store_dir=store, auth="off" if no_auth else None)
    with open_accounts(settings) as accounts:
        check_exposure(settings, accounts, host)
    check_address(host, port)

    from meetingqa.web.server import serve as run  # takes seconds, the check should not

    typer.echo(f"http://{host}:{port}/", err=True)
    run(settings, host, port)
