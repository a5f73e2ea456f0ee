"""Draw the packages from the imports: `make picture`.

A box is a folder of `bot`, `handlers` or `knowledge`; single modules are not drawn. An arrow says
that one imports the other, itself or through modules that are not drawn; what follows from other
arrows is left out. Folders that import each other share a box.
"""

import html
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
PICTURE = Path(__file__).parent / "packages.svg"
COLORS = {"bot": "#dbeafe", "handlers": "#fef3c7", "knowledge": "#dcfce7"}
BOX_HEIGHT, ROW, GAP, LETTER, MARGIN = 28, 62, 26, 7.4, 16  # pixels
SWEEPS = 8  # times that a row is put in the order of what it leads to

Graph = Mapping[str, frozenset[str]]


def read_imports() -> dict[str, set[str]]:
    """Return what each module, or the folder it lies in, imports."""
    sys.path.insert(0, str(ROOT))
    graph = grimp.build_graph(*COLORS, cache_dir=None)
    found: dict[str, set[str]] = {}
    for module in sorted(graph.modules):
        imported = {_drawn(one) for one in graph.find_modules_directly_imported_by(module)}
        found.setdefault(_drawn(module), set()).update(imported - {_drawn(module)})
    return found


def _drawn(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _is_folder(name: str) -> bool:
    return "." in name and (ROOT / name.replace(".", "/")).is_dir()


def package_graph(imports: Mapping[str, Iterable[str]]) -> Graph:
    """Return the boxes, and from each to those below it that no other arrow leads to."""

    @cache
    def reach(name: str) -> frozenset[str]:
        seen, waiting = set(), [name]
        while waiting:
            for one in imports.get(waiting.pop(), ()):
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)
        return frozenset(filter(_is_folder, seen))

    folders = sorted(filter(_is_folder, imports))
    boxes = {
        one: "  ".join(o for o in folders if o == one or _mutual(one, o, reach)) for one in folders
    }
    below = {boxes[one]: frozenset(boxes[o] for o in reach(one)) - {boxes[one]} for one in folders}
    return {
        box: lower - frozenset(far for one in lower for far in below[one])
        for box, lower in below.items()
    }


def _mutual(one: str, other: str, reach: Callable[[str], frozenset[str]]) -> bool:
    return other in reach(one) and one in reach(other)


def _rows(graph: Graph) -> list[list[str]]:
    """Return the boxes from the top: each above all that it leads to."""

    @cache
    def depth(box: str) -> int:
        return max((depth(one) + 1 for one in graph[box]), default=0)

    rows: list[list[str]] = [[] for _ in range(max(map(depth, graph)) + 1)]
    for box in sorted(graph):
        rows[-1 - depth(box)].append(box)
    return rows


def _mean(numbers: Sequence[float], otherwise: float) -> float:
    return round(sum(sorted(numbers)) / len(numbers), 3) if numbers else otherwise


def _places(graph: Graph) -> dict[str, tuple[float, float, float]]:
    """Return the left edge, top and width of each box; near what it leads to and comes from."""
    rows = _rows(graph)
    width = {box: len(box) * LETTER + 20 for box in graph}
    whole = max(sum(width[box] + GAP for box in row) for row in rows) + 2 * MARGIN
    middle: dict[str, float] = {}
    near = {box: set(lower) for box, lower in graph.items()}
    for box, lower in graph.items():
        for one in lower:
            near[one].add(box)
    for sweep in range(SWEEPS):
        for row in rows if sweep % 2 else reversed(rows):
            wishes = {
                box: _mean([middle[one] for one in near[box] if one in middle], whole / 2)
                for box in row
            }
            row.sort(key=lambda box, wishes=wishes: (wishes[box], box))
            spare = whole - 2 * MARGIN - sum(width[box] for box in row)
            gap, left = spare / (len(row) + 1), MARGIN
            for box in row:
                left += gap
                middle[box] = left + width[box] / 2
                left += width[box]
    return {
        box: (middle[box] - width[box] / 2, MARGIN + place * ROW, width[box])
        for place, row in enumerate(rows)
        for box in row
    }


def draw(graph: Graph) -> str:
    """Return the picture as SVG; the same imports give the same bytes."""
    places = _places(graph)
    wide = max(left + width for left, _, width in places.values()) + MARGIN
    high = max(top for _, top, _ in places.values()) + BOX_HEIGHT + MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" '
        'font-family="ui-monospace, monospace" font-size="12">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" fill="#64748b"/></marker></defs>',
    ]
    for box in sorted(graph):
        left, top, width = places[box]
        x, y = left + width / 2, top + BOX_HEIGHT
        for one in sorted(graph[box]):
            to_left, to_y, to_width = places[one]
            to_x, bend = to_left + to_width / 2, (to_y - y) / 2
            lines.append(
                f'<path d="M{x:.0f} {y}C{x:.0f} {y + bend:.0f} {to_x:.0f} {to_y - bend:.0f} '
                f'{to_x:.0f} {to_y}" fill="none" stroke="#94a3b8" marker-end="url(#tip)"/>'
            )
    for box, (left, top, width) in sorted(places.items()):
        color = COLORS[box.partition(".")[0]]
        lines.append(
            f'<rect x="{left:.0f}" y="{top}" width="{width:.0f}" height="{BOX_HEIGHT}" rx="5" '
            f'fill="{color}" stroke="#64748b"/><text x="{left + width / 2:.0f}" y="{top + 18}" '
            f'text-anchor="middle">{html.escape(box)}</text>'
        )
    return "\n".join([*lines, "</svg>", ""])


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(draw(package_graph(read_imports())), encoding="utf-8")


if __name__ == "__main__":
    main()
