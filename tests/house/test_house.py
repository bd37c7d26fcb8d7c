"""The promises of the house itself: rooms, directions, size, captions, names."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sorted(
    path
    for folder in ("vetting", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations/versions" not in path.as_posix()
)
OURS = [path for path in PYTHON if path.is_relative_to(ROOT / "vetting")]
ROOMS = sorted(path.parent for path in (ROOT / "vetting").glob("*/__init__.py"))
CEILING = 300
# Words that the glossary has another name for.
SYNONYMS = re.compile(r"\b(class|def) \w*(Club|Tenant|Ticket(?!s?\b)|Blacklist|Risk_?score)\w*")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_are_files_to_look_at():
    assert len(OURS) > 500
    assert len(PYTHON) > len(OURS)


def test_no_file_is_over_the_ceiling():
    lengths = {named(path): len(path.read_text().splitlines()) for path in PYTHON}
    assert {name: length for name, length in lengths.items() if length > CEILING} == {}


def test_every_file_begins_with_what_it_is_for_in_one_line():
    texts = {named(path): ast.get_docstring(ast.parse(path.read_text())) for path in PYTHON}
    assert [name for name, text in texts.items() if not text or "\n" in text.split("\n\n")[0]] == []


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in OURS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield f"{named(path)}:{node.lineno} {node.name}", node


def test_no_function_is_too_long_or_asks_for_too_much():
    """40 lines; five parameters beyond who acts and when, or else a command's options."""
    long, asking = [], []
    for name, function in _functions():
        if (function.end_lineno or 0) - function.lineno >= 40:
            long.append(name)
        given = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
        is_command = any("command" in ast.unparse(one) for one in function.decorator_list)
        if not is_command and len(given - {"self", "cls", "by", "now"}) > 5:
            asking.append(name)
    assert (long, asking) == ([], [])


def test_the_rules_load_no_third_party_machinery():
    code = (
        "import sys, pkgutil, importlib, vetting.domain as rules\n"
        "for found in pkgutil.iter_modules(rules.__path__):\n"
        "    importlib.import_module('vetting.domain.' + found.name)\n"
        "outside = {name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(sorted(name for name in outside if not name.startswith('_') and name != 'vetting'))\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"],
                          capture_output=True, text=True, check=True)  # fmt: skip
    loaded = set(ast.literal_eval(done.stdout.strip().splitlines()[-1]))
    assert loaded <= {"anyascii", "rapidfuzz", "stdnum", "cython_runtime", "numpy"}, loaded


def test_the_readme_repeats_every_rooms_caption():
    readme = (ROOT / "README.md").read_text()
    for room in ROOMS:
        caption = ast.get_docstring(ast.parse((room / "__init__.py").read_text()))
        assert caption in readme, f"{room.name}: {caption}"


def test_the_contracts_of_the_rooms_hold():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_no_forbidden_synonym_names_anything():
    assert [named(path) for path in OURS if SYNONYMS.search(path.read_text())] == []


def test_nothing_of_the_workplace_is_told():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    marks = re.compile("/wor" "k/|/roo" "t/|pyp" r"i\.org|pythonhost" "ed|registry[.]npm" "js")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if (
            path.suffix in {".py", ".html", ".toml", ".md", ".lock", ".css", ".js", ".po", ".txt", ""}
            and path.is_file()
        ):
            assert not marks.search(path.read_text(errors="ignore")), name
