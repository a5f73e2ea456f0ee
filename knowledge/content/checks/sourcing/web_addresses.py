"""Checks that web addresses are well formed. Whether they answer is a person's to try."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from knowledge.content.checks.problem import CheckCase, Problem
from knowledge.content.documents import Fact, Source

_HREF = re.compile(r"<a\b[^>]*\bhref=\"([^\"]*)\"", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)


def is_web_address(url: str) -> bool:
    """Tell whether a text is an http(s) address with a host name and nothing odd in it."""
    try:
        parts = urlsplit(url)
        host, user, port = parts.hostname or "", parts.username, parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(_HOST.fullmatch(host))
        and user is None
        and port is None
        and not re.search(r"[\s<>\"\\]", url)
    )


def links_well_formed(case: CheckCase) -> Iterator[Problem]:
    """Links inside an answer lead somewhere."""
    for reading in case.entry_texts:
        for text in reading.written_texts.values():
            for url in _HREF.findall(text):
                if not is_web_address(url):
                    yield case.problem(
                        "address",
                        f"links to '{url}', which is no http(s) address; correct it",
                        reading.language,
                    )


def source_address_valid(source: Source) -> Iterator[Problem]:
    """A source's address, if it has one, is well formed, and is where it says it is."""
    if source.url and not is_web_address(source.url):
        yield Problem(
            "address",
            f"source {source.code}",
            f"its address '{source.url}' is no http(s) address; correct it or leave it empty",
        )
    elif (
        source.link_address
        and source.copy_at
        and not _is_on_site(source.link_address, source.copy_at)
    ):
        yield Problem(
            "address",
            f"source {source.code}",
            f"says its copy is at {source.copy_at}, but links elsewhere; correct one",
        )


def _is_on_site(url: str, site: str) -> bool:
    """Tell whether an address is of a site, such as daily8.com, or of a host under it."""
    host = (urlsplit(url).hostname or "").lower()
    return f".{host}".endswith(f".{site.lower()}")


def address_values_valid(fact: Fact) -> Iterator[Problem]:
    """An address a fact holds is well formed."""
    for name, value in fact.values.items():
        if value.get("kind") == "url" and not is_web_address(str(value.get("value", ""))):
            yield Problem(
                "address", fact.code, f"its value {name} is no http(s) address; correct it"
            )
