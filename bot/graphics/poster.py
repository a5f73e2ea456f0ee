"""A poster to print: the town's name, a square code that opens the bot, its languages. One PDF.

Letter size, black on white, for any printer. Texts are given; none is worded here.
"""

import io
import textwrap
from collections.abc import Sequence

import matplotlib
import segno
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure

matplotlib.rcParams["pdf.fonttype"] = 42  # letters as letters: they can be searched and read aloud
WIDTH, HEIGHT, MARGIN = 8.5, 11.0, 0.6  # inches
QR_SIDE, QR_BOTTOM = 4.1, 4.55  # of the code: its length, and its foot above the edge of the page
POINTS = 72  # of an inch: the unit of a PDF, and what its letters are measured in
QUIET_ZONE = 4  # modules left white around the code (ISO/IEC 18004)
SMALL_LINE_LENGTH = 74  # characters of a small line


def qr_matrix(link: str) -> list[list[int]]:
    """Return the code as rows of 0 (white) and 1, its quiet zone included.

    A quarter of it may be torn or wet (error correction Q).
    """
    code = segno.make(link, error="q", micro=False)
    return [list(row) for row in code.matrix_iter(border=QUIET_ZONE)]


def draw_poster(
    town: str, name: str, link: str, says: Sequence[tuple[str, str]], foot: Sequence[str]
) -> Figure:
    """Draw the poster; `says` holds for each language a call and how to follow it.

    `link` is what the code opens; it stands below without its scheme.
    """
    figure = Figure(figsize=(WIDTH, HEIGHT), dpi=POINTS, facecolor="white")
    FigureCanvasPdf(figure)
    _draw_line(figure, town, at=10.15, size=56, bold=True)
    _draw_line(figure, name, at=9.45, size=22)
    left = (WIDTH - QR_SIDE) / 2
    box = (left / WIDTH, QR_BOTTOM / HEIGHT, QR_SIDE / WIDTH, QR_SIDE / HEIGHT)
    plot = figure.add_axes(box)
    plot.imshow(qr_matrix(link), cmap="gray_r", interpolation="none", vmin=0, vmax=1)
    plot.set_axis_off()
    _draw_line(figure, link.removeprefix("https://"), at=4.35, size=22, bold=True)
    for place, (call, how) in enumerate(says):
        _draw_line(figure, call, at=3.75 - place * 0.88, size=18, bold=True)
        _draw_line(figure, how, at=3.42 - place * 0.88, size=13)
    small = [line for text in foot for line in textwrap.wrap(text, SMALL_LINE_LENGTH)]
    _draw_line(figure, "\n".join(small), at=0.8, size=10)
    return figure


def _draw_line(figure: Figure, text: str, *, at: float, size: float, bold: bool = False) -> None:
    """Write a centred line `at` inches above the edge, smaller if it would not fit the page."""
    written = figure.text(
        0.5,
        at / HEIGHT,
        text,
        ha="center",
        va="center",
        fontsize=size,
        fontweight="bold" if bold else "normal",
        parse_math=False,
    )
    room = (WIDTH - 2 * MARGIN) * POINTS
    while written.get_window_extent().width > room:  # letters have hinted widths: no proportion
        size *= 0.97
        written.set_fontsize(size)


def poster_pdf(figure: Figure, title: str) -> bytes:
    """Return a poster as a file; the same poster gives the same bytes."""
    out = io.BytesIO()
    figure.savefig(out, format="pdf", metadata={"Title": title, "CreationDate": None})
    return out.getvalue()
