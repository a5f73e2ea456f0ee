"""Addresses that an operator writes: of sites that are read, and of where to listen."""

from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def check_web_address(value: str) -> str:
    """Return the address of a site without its last slash.

    Raises ValueError for one that others on the way could read.
    """
    parts = urlsplit(value)
    if parts.scheme == "https" and parts.hostname:
        return value.rstrip("/")
    if parts.scheme == "http" and parts.hostname in LOOPBACK:
        return value.rstrip("/")
    raise ValueError("must be an https address (plain http only on this machine, 127.0.0.1)")


def parse_listen_address(value: str) -> tuple[str, int] | Path:
    """Read where to listen: `host:port` as a pair, `unix:path` as the path of a socket.

    Raises ValueError.
    """
    if value.startswith("unix:") and value != "unix:":
        return Path(value.removeprefix("unix:"))
    host, colon, port = value.rpartition(":")
    if not (colon and host and port.isascii() and port.isdigit() and int(port) <= 65535):
        raise ValueError("must be host:port, such as 127.0.0.1:8000, or unix:path")
    return host.removeprefix("[").removesuffix("]"), int(port)
