"""Proxies of the environment that no request of ours could use."""

from importlib.util import find_spec
from urllib.parse import urlsplit
from urllib.request import getproxies

from bot.settings import SettingsError


def check_proxies() -> None:
    """Raise SettingsError for a proxy in the environment that no request of ours could use."""
    for kind, address in getproxies().items():
        scheme = urlsplit(address).scheme if "://" in address else "http"
        if kind not in ("http", "https", "all") or scheme in ("http", "https"):
            continue
        if scheme in ("socks5", "socks5h") and find_spec("socksio") is not None:
            continue
        raise SettingsError(
            f"{kind.upper()}_PROXY: a {scheme} proxy cannot be used; name one that begins with "
            "http://, or take the variable away"
        )
