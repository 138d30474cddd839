"""Where a service listens and who could reach it: this machine alone, or people with accounts."""

import ipaddress
import socket

from meetingqa.errors import SettingsError
from meetingqa.settings import Settings
from meetingqa.web.accounts import Accounts


def check_exposure(settings: Settings, accounts: Accounts, host: str) -> None:
    """Raise SettingsError where strangers could use a service on `host`, or nobody could."""
    if settings.auth == "off":
        if not is_loopback(host):
            raise SettingsError(
                f"without accounts the service may not listen on {host!r}",
                "serve on 127.0.0.1, or leave out --no-auth and add people: `meetingqa users add`",
            )
    elif accounts.is_empty():
        raise SettingsError(
            "there is no account yet that could sign in",
            "run `meetingqa users add NAME --role admin`, or on this machine `serve --no-auth`",
        )


def check_address(host: str, port: int) -> None:
    """Raise SettingsError where nothing can listen: the port is taken, the host not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        raise SettingsError(
            f"cannot listen on {host}:{port}: {error.strerror}", "give another --port or --host"
        ) from error


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own loopback."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
