"""What an evaluation found, as tables of text."""

from collections.abc import Sequence

from knowledge.matching.quality.bank_evaluation import EvaluationLine
from knowledge.matching.quality.chat_evaluation import GradeTally

_COLUMNS = (
    "", "in", "out", "first", "top 3", "shown", "or offered", "wrong", "false", "outcome", "error"
)  # fmt: skip


def shares_table(title: str, lines: Sequence[EvaluationLine]) -> str:
    """Lay out the shares of each line under the names of their columns."""
    rows: list[tuple[str, ...]] = [(title, *_COLUMNS[1:])]
    rows += [
        (
            line.name,
            str(line.in_scope),
            str(line.out_of_scope),
            *(
                f"{100 * rate:.1f} %"
                for rate in (
                    line.right_first,
                    line.in_top_three,
                    line.right_shown,
                    line.right_or_offered,
                    line.wrong_shown,
                    line.false_answers,
                    line.outcome_right,
                )
            ),
            f"{line.calibration_error:.3f}",
        )
        for line in lines
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def tally_table(lines: Sequence[GradeTally]) -> str:
    """Lay out tallies, one line each."""
    return "\n".join(
        f"  {line.name:<16} {line.count:5}  right {line.right:6.1%}  offered {line.offered:6.1%}  "
        f"silent {line.silent:6.1%}  wrong {line.wrong:6.1%}"
        for line in lines
    )
