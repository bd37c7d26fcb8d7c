"""A backup's one file: a ZIP of tables and kept files with its manifest last, whole or absent."""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from vetting.domain.backup import FOLDERS, FORMAT
from vetting.domain.errors import Refused, UnusableFile

CHUNK = 1024 * 1024
LEFT_BEHIND = 24 * 3600  # seconds
MANIFEST = "manifest.json"
_SIGN = b"PK\x03\x04"
_PAPER = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{64})\Z")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True)
class Packed:
    """How many lines or bytes a part has, and the SHA-256 of what it holds."""

    count: int
    digest: str


class Packing:
    """A backup that is being written: part by part, the manifest last."""

    def __init__(self, pack: zipfile.ZipFile) -> None:
        self._pack = pack
        pack.writestr(FORMAT, b"")  # the first bytes of the file tell what it is

    def add_lines(self, table: str, lines: Iterable[bytes]) -> Packed:
        """A table, a row a line."""
        digest, count = hashlib.sha256(), 0
        with self._pack.open(member_of(table), "w", force_zip64=True) as part:
            for line in lines:
                part.write(line)
                digest.update(line)
                count += 1
        return Packed(count, digest.hexdigest())

    def add_file(self, name: str, path: Path) -> Packed | None:
        """A kept file as it lies there; None when it went meanwhile."""
        digest, count = hashlib.sha256(), 0
        with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
            with self._pack.open(zipfile.ZipInfo(name), "w", force_zip64=True) as part:
                while piece := file.read(CHUNK):
                    part.write(piece)
                    digest.update(piece)
                    count += len(piece)
            return Packed(count, digest.hexdigest())
        return None

    def add_manifest(self, data: bytes) -> None:
        """What all the rest is held against."""
        self._pack.writestr(MANIFEST, data)


class Opened:
    """A backup that is being read. Whatever is wrong with a part is told as `backup_damaged`."""

    def __init__(self, pack: zipfile.ZipFile, filename: str) -> None:
        self._pack, self._filename = pack, filename

    def manifest(self) -> bytes:
        """Raises UnusableFile `not_a_backup` where there is none."""
        if MANIFEST not in self._pack.namelist():
            raise UnusableFile("not_a_backup", filename=self._filename)
        with self._telling(MANIFEST):
            return self._pack.read(MANIFEST)

    def require_parts(self, names: Iterable[str]) -> None:
        """That it has these parts, each once, and no others."""
        held, wanted = self._pack.namelist(), {FORMAT, MANIFEST, *names}
        if len(held) != len(wanted) or set(held) != wanted:
            raise UnusableFile("backup_damaged", filename=self._filename, part="list of parts")

    def lines(self, table: str) -> Iterator[bytes]:
        """A table's rows."""
        with self._telling(member_of(table)), self._pack.open(member_of(table)) as part:
            yield from part

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part's bytes."""
        with self._telling(name), self._pack.open(name) as part:
            while piece := part.read(CHUNK):
                yield piece

    def require_digest(self, name: str, digest: str) -> None:
        """Reads a part to its end."""
        found = hashlib.sha256()
        for piece in self.pieces(name):
            found.update(piece)
        if found.hexdigest() != digest:
            raise UnusableFile("backup_damaged", filename=self._filename, part=name)

    @contextlib.contextmanager
    def _telling(self, name: str) -> Iterator[None]:
        try:
            yield
        except _BROKEN as error:
            raise UnusableFile("backup_damaged", filename=self._filename, part=name) from error


def member_of(table: str) -> str:
    """The part that holds a table."""
    return f"tables/{table}.jsonl"


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Opened]:
    """Raises UnusableFile `not_a_backup`, `backup_cut_short`."""
    with _reading(path) as file:
        start = file.read(30 + len(FORMAT))
        if not start.startswith(_SIGN) or start[30:] != FORMAT.encode():
            raise UnusableFile("not_a_backup", filename=str(path))
        try:
            pack = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise UnusableFile("backup_cut_short", filename=str(path), reason="its end is missing") from error
        with pack:
            yield Opened(pack, str(path))


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnusableFile("file_not_read", filename=str(path), reason=error.strerror) from error
    with file:
        yield file


@contextlib.contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """A folder beside `out` that only its owner opens and that is gone afterwards; what a killed process
    left goes after a day. Raises UnusableFile `file_not_written`, of anything the disk refuses inside."""
    mark = f".{out.name}."
    folder = None
    try:
        for old in out.parent.glob(f"{mark}*.part"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - old.stat().st_mtime > LEFT_BEHIND:
                    shutil.rmtree(old, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=mark, suffix=".part", dir=out.parent))
        yield folder
    except OSError as error:
        raise UnusableFile(
            "file_not_written", filename=str(out), field="FILE", reason=error.strerror
        ) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def packing(path: Path) -> Iterator[Packing]:
    """A new file that only its owner reads, on the disk when the block ends."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as pack:
            yield Packing(pack)
        file.flush()
        os.fsync(file.fileno())


def require_free(out: Path, *, overwrite: bool) -> None:
    """Raises UnusableFile `file_exists`, and `file_not_written` where no regular file stands."""
    if out.exists() and not out.is_file():
        raise UnusableFile("file_not_written", filename=str(out), field="FILE", reason="no regular file")
    if out.exists() and not overwrite:
        raise UnusableFile("file_exists", filename=str(out))


def move_in_place(part: Path, out: Path) -> None:
    """The whole file takes its name, and the folder is told to the disk."""
    part.replace(out)
    handle = os.open(out.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def kept_files(data_dir: Path) -> Iterator[tuple[str, Path]]:
    """Papers and deliveries, layouts of one's own and mail laid as files; nothing half-written."""
    for folder in FOLDERS:
        for path in sorted((data_dir / folder).rglob("*")):
            name = path.relative_to(data_dir).as_posix()
            is_whole = bool(_PAPER.match(name)) if folder == "files" else path.suffix != ".part"
            if is_whole and path.is_file() and not path.is_symlink():
                yield name, path


def is_as_named(name: str, digest: str) -> bool:
    """Whether a kept paper still has the digest it is named by; other files have other names."""
    paper = _PAPER.match(name)
    return paper is None or paper[1] == digest


def require_room_for(data_dir: Path, files: Mapping[str, str]) -> None:
    """That no file of another content stands where one goes. Raises Refused `restore_file_there`, and
    UnusableFile `backup_damaged` of a name that leads out of the data folder."""
    for name, digest in files.items():
        parts = name.split("/")
        if parts[0] not in FOLDERS or len(parts) < 2 or {"", ".", ".."} & set(parts) or "\\" in name:
            raise UnusableFile("backup_damaged", filename=name, part="list of parts")
        target = data_dir / name
        if target.exists() and _digest_of(target) != digest:
            raise Refused("restore_file_there", filename=str(target))


def lay(target: Path, pieces: Iterable[bytes]) -> None:
    """A file put in its place whole, unless it is there. Raises Refused `storage_full`."""
    if target.exists():
        return
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise Refused("storage_full") from error
    finally:
        part.unlink(missing_ok=True)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def told_of(path: Path) -> Packed:
    """Size and digest of the finished file."""
    return Packed(path.stat().st_size, _digest_of(path))
