"""The capsule of a case as a ZIP: the same members in the same order with no time give the same bytes."""

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from vetting.domain import capsule
from vetting.domain.capsule import CaseContents, KeptFile
from vetting.gateways import file_store, letters, report_files
from vetting.gateways.report_files import ReportPage
from vetting.paths import static_dir

IN_MEMORY = 32 * 1024 * 1024
NO_TIME = (1980, 1, 1, 0, 0, 0)
MODE = 0o100644
ARCHIVED = "pdf/a-2a"
UNIX = 3


def capsule_file(contents: CaseContents, paper: ReportPage, *, folder: Path) -> IO[bytes]:
    """The whole capsule, at its beginning. Files are read from the store `folder`, one at a time.

    Raises UnusableFile `file_damaged` when one of them is gone or changed: half a case is no capsule.
    """
    made = _members(contents, paper)
    stored = {file.member: file for file in contents.files}
    listed = {name: (capsule.sha256(data), len(data)) for name, data in made.items()}
    listed |= {name: (file.digest, file.size) for name, file in stored.items()}
    made[capsule.MANIFEST] = capsule.manifest_bytes(contents.case_number, listed)
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever asked for it closes it
    try:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
            for name, data in _in_order(made, stored, folder):
                packed.writestr(_entry(name), data)
        out.seek(0)
    except BaseException:
        out.close()
        raise
    return out


def _members(contents: CaseContents, paper: ReportPage) -> dict[str, bytes]:
    """Everything that is made here, by name."""
    made = {
        capsule.CASE: capsule.json_bytes(contents.document),
        capsule.JOURNAL: capsule.json_bytes(contents.journal),
        capsule.CHECKER: (static_dir() / capsule.CHECKER).read_bytes(),
        capsule.READ_ME: capsule.read_me(contents.case_number),
    }
    made |= _readable("arende", report_files.document_of(paper), paper.footer[0])
    if contents.letter is not None:
        made |= _readable("beslut", letters.letter_document(contents.letter), contents.case_number)
    if contents.reasons is not None:
        made[capsule.REASONS] = contents.reasons.encode()
    return made


def _readable(stem: str, document: str, name: str) -> dict[str, bytes]:
    """To be read by people: for archives where a PDF can be made here, else as a page of its own."""
    if letters.pdf_available():
        return {f"{stem}.pdf": letters.pdf_of(document, name=name, variant=ARCHIVED)}
    return {f"{stem}.html": document.encode()}


def _in_order(
    made: Mapping[str, bytes], stored: Mapping[str, KeptFile], folder: Path
) -> Iterator[tuple[str, bytes]]:
    for name in sorted({*made, *stored}):
        if name in made:
            yield name, made[name]
        else:
            yield name, file_store.read_whole(folder, stored[name].digest, name)


def _entry(name: str) -> zipfile.ZipInfo:
    """Stored, not compressed: other versions of the library would compress to other bytes."""
    entry = zipfile.ZipInfo(name, NO_TIME)
    entry.create_system, entry.external_attr = UNIX, MODE << 16
    return entry
