"""What came out of a file that was read: documents, where each stands, and what is wrong."""

from dataclasses import dataclass, field

from knowledge.content.documents import DocumentBody, DocumentKey
from knowledge.content.files.fault_columns import fault_column
from knowledge.errors import CivicBotError
from knowledge.town.code_format import CodeFormat


class ImportRefusedError(CivicBotError):
    """The file as a whole cannot be used."""


@dataclass(frozen=True, slots=True)
class ImportFault:
    """What is wrong with one document of a file, and where: its first line; in a table the row.

    `sheet` and `row` are of a table, `column` is the one at fault where that is known.
    """

    line: int
    code: str
    says: str
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        place = f"sheet {self.sheet}, row {self.row}" if self.row else f"line {self.line}"
        place += f", column {self.column}" if self.column else ""
        return f"{place}: {self.code}: {self.says}"


@dataclass(slots=True)
class ImportedFile:
    """The documents of a file, where each begins, and the faults; use all or nothing."""

    codes: CodeFormat
    documents: dict[DocumentKey, DocumentBody] = field(default_factory=dict)
    lines: dict[DocumentKey, int] = field(default_factory=dict)
    rows: dict[DocumentKey, tuple[str, int]] = field(
        default_factory=dict
    )  # (sheet, row), of tables
    faults: list[ImportFault] = field(default_factory=list)

    def document_fault(self, key: DocumentKey, says: str, column: str = "") -> ImportFault:
        """Return a fault of a document that was read."""
        sheet, row = self.rows.get(key, ("", 0))
        column = column or (fault_column(key[0], says) if row else "")
        return ImportFault(self.lines[key], key[1], says, sheet, row, column)
