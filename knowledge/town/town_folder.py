"""A town of a folder: its `town.toml`, `house.toml` and fitted numbers, read strictly.

Form and examples: docs/seed.md. Whatever is wrong is told at once, each fault with its file, its
table or row, and the remedy.
"""

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from knowledge import safe_toml
from knowledge.language import Language
from knowledge.matching.decision import combiner
from knowledge.matching.decision.thresholds import SHIPPED_POLICY
from knowledge.strict_tables import StrictTable, TownFilesError
from knowledge.town import Town, house_rules, town_file

TOWN_FILE, HOUSE_FILE = "town.toml", "house.toml"
COMBINER_FILE = "combiner.json"


def shipped_folder() -> Traversable:
    """Return the folder of the town that ships with the bot."""
    return files("knowledge") / "seed"


@cache
def shipped_town() -> Town:
    """Return the town that ships with the bot."""
    return load_town(shipped_folder())


def chosen_folder(named: Path | None) -> Traversable:
    """Return the folder an operator named, or the shipped one."""
    return named if named is not None else shipped_folder()


def load_town(folder: Traversable) -> Town:
    """Read the town of a folder; raises TownFilesError with every fault of the two files."""
    faults: list[str] = []
    found = try_load_town(folder, faults)
    if faults or found is None:
        raise TownFilesError(faults)
    return found


def try_load_town(folder: Traversable, faults: list[str]) -> Town | None:
    """Read the town of a folder as far as it can be; note what is wrong with its files."""
    if not (folder / TOWN_FILE).is_file():
        faults.append(
            f"{folder}: has no {TOWN_FILE}; name a town's folder in TOWN_DIR, or begin one with "
            "`python -m bot new-town DIR`"
        )
        return None
    held = read_toml_file(folder / TOWN_FILE, faults)
    rules = read_toml_file(folder / HOUSE_FILE, faults) if (folder / HOUSE_FILE).is_file() else {}
    if held is None or rules is None:
        return None
    found = town_file.read_town(
        StrictTable(held, TOWN_FILE, faults),
        house_rules.read_house_rules(StrictTable(rules, HOUSE_FILE, faults)),
    )
    return _with_fitted_numbers(found, folder, faults)


def _with_fitted_numbers(town: Town, folder: Traversable, faults: list[str]) -> Town:
    """Return a town with the numbers that `fit` wrote into its folder, if it did."""
    part = folder / COMBINER_FILE
    if not part.is_file():
        return town
    try:
        held = json.loads(part.read_text(encoding="utf-8"))
        limits = {Language(tag): float(limit) for tag, limit in held["answer_from"].items()}
        rules = {
            tag: replace(SHIPPED_POLICY.for_language(tag), answer=limit)
            for tag, limit in limits.items()
        }
        policy = replace(SHIPPED_POLICY, by_language={**SHIPPED_POLICY.by_language, **rules})
        return replace(town, combiner=combiner.read_combiner(held), policy=policy)
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        said = f"{type(error).__name__}: {error}"[:120]
        faults.append(
            f"{COMBINER_FILE}: cannot be used ({said}); take it away, or run `bot fit` again"
        )
        return town


def read_toml_file(part: Traversable, faults: list[str]) -> dict[str, Any] | None:
    """Read one file of a folder; None, and a fault noted, when it cannot be read."""
    try:
        return safe_toml.parse_toml(part.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        faults.append(f"{part.name}: cannot be read: {said}; mend the file and start again")
        return None
