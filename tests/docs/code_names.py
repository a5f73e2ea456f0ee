"""The names that code defines and the prose that speaks of them; nothing is imported."""

import ast
import builtins
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "knowledge")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
DATA_FILES = ("*.toml", "*.ftl", "*.json", "*.js", "*.html")

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def source_paths() -> tuple[Path, ...]:
    return tuple(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")))


@cache
def syntax_tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(syntax_tree(path)))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    return {module_name(path): path for path in source_paths()}


def public_definitions(path: Path) -> list[str]:
    """The public functions and classes at a module's top."""
    tops = [node for node in syntax_tree(path).body if isinstance(node, Definition)]
    return [node.name for node in tops if not node.name.startswith("_")]


def _members_of(body: list[ast.stmt]) -> dict[str, ast.AST]:
    """Name to what defines it, in a module or a class; what methods set on `self` too."""
    found: dict[str, ast.AST] = {}
    for node in body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found[node.name] = node
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
                        found.setdefault(inner.attr, inner)
            case ast.Assign(targets=targets):
                names = [one for target in targets for one in ast.walk(target)]
                found.update((one.id, node) for one in names if isinstance(one, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                found[name] = node
            case ast.Import() | ast.ImportFrom():
                found.update(((one.asname or one.name).split(".")[0], node) for one in node.names)
            case ast.If() | ast.Try():
                found.update(_members_of([*node.body, *node.orelse]))
    return found


@cache
def _members(place: ast.Module | ast.ClassDef) -> dict[str, ast.AST]:
    return _members_of(place.body)


@cache
def resolves(dotted: str) -> bool:
    """Whether a dotted name that begins with a package of ours leads somewhere."""
    parts = dotted.split(".")
    for cut in range(len(parts), 0, -1):
        if path := modules().get(".".join(parts[:cut])):
            break
    else:
        return False
    place: ast.Module | ast.ClassDef = syntax_tree(path)
    for part in parts[cut:]:
        defined = _members(place).get(part)
        if not isinstance(defined, ast.ClassDef):
            return defined is not None
        place = defined
    return True


@cache
def docstrings(path: Path) -> tuple[str, ...]:
    """All docstrings of a module, those of constants and fields too."""
    lone = [node.value for node in nodes(path) if isinstance(node, ast.Expr)]
    texts = [node.value for node in lone if isinstance(node, ast.Constant)]
    return tuple(text for text in texts if isinstance(text, str))


@cache
def prose(path: Path) -> str:
    """A page, or a module's docstrings and comments."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return text
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [one.string for one in tokens if one.type == tokenize.COMMENT]
    return "\n".join([*docstrings(path), *comments])


def forget_trees() -> None:
    """Let go of what takes long to search for garbage, once what it tells is known."""
    syntax_tree.cache_clear()
    nodes.cache_clear()
    _members.cache_clear()


def _identifiers(path: Path) -> Iterator[str]:
    for node in nodes(path):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name
            case ast.ClassDef(name=name) | ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
            case ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.alias(name=name):
                yield from name.split(".")


@cache
def identifiers() -> frozenset[str]:
    """Every name in the code and in the benchmarks, modules and packages included."""
    paths = [*source_paths(), *sorted((ROOT / "benchmarks").glob("*.py"))]
    names = {name for path in paths for name in _identifiers(path)}
    return frozenset(names | {part for path in paths for part in module_name(path).split(".")})


@cache
def words() -> frozenset[str]:
    """Identifiers, builtins, the words of strings (tables, columns, metrics) and keys of files."""
    found = {*identifiers(), *dir(builtins), *dir(str), *dir(dict)}
    for path in source_paths():
        told = set(docstrings(path))
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(() if node.value in told else re.findall(r"\w+", node.value))
    for name in PACKAGES:
        for path in (one for suffix in DATA_FILES for one in (ROOT / name).rglob(suffix)):
            text = path.read_text(encoding="utf-8")
            found.update(re.findall(r"^\W*([\w-]+)", text, re.MULTILINE))
    return frozenset(found)
