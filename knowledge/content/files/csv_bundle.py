"""The base as a bundle of tables, one a kind, in one zip file; read as warily as any file."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from knowledge.content.document_fields import FIELDS
from knowledge.content.documents import DocumentBody, DocumentKey
from knowledge.content.files import csv_table
from knowledge.errors import CivicBotError

MAX_SHEETS = 20
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the same documents give the same bytes


class CsvBundleError(CivicBotError):
    """The zip file as a whole cannot be used."""


def pack_csv_bundle(documents: Iterable[tuple[DocumentKey, DocumentBody]]) -> bytes:
    """Write each kind's documents as a CSV of its own, named after the kind."""
    held, out = list(documents), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for kind in FIELDS:
            of_kind = [(key, body) for key, body in held if key[0] is kind]
            if of_kind:
                sheet = zipfile.ZipInfo(f"{kind}.csv", _ZIP_DATE)
                sheet.compress_type = zipfile.ZIP_DEFLATED
                bundle.writestr(sheet, csv_table.write_csv(of_kind))
    return out.getvalue()


def unpack_csv_bundle(data: bytes, most: int) -> dict[str, bytes]:
    """Return {name of a sheet: its CSV} of a zip file of at most that many bytes in all.

    Raises CsvBundleError. What a computer adds of its own (`__MACOSX/…`) is passed over.
    """
    found: dict[str, bytes] = {}
    room = most
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            for info in bundle.infolist():
                path = PurePosixPath(info.filename.replace("\\", "/"))
                if info.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
                    continue
                if path.suffix.lower() != ".csv":
                    name = path.name[:40]
                    raise CsvBundleError(f"'{name}' in the zip is no CSV; save each sheet as CSV")
                if path.stem in found or len(found) == MAX_SHEETS:
                    raise CsvBundleError(
                        f"More than {MAX_SHEETS} sheets, or one name twice; keep one"
                    )
                with bundle.open(info) as sheet:
                    found[path.stem] = sheet.read(room + 1)
                room -= len(found[path.stem])
                if room < 0:
                    raise CsvBundleError(f"The zip unpacks to more than {most // 1024 // 1024} MB")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise CsvBundleError(
            "The file is no zip that can be read; zip the sheets again"
        ) from error
    except (RuntimeError, NotImplementedError) as error:  # a password, an unknown compression
        raise CsvBundleError(
            "The zip has a password or an unknown form; zip the sheets again"
        ) from error
    return found
