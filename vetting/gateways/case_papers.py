"""The guards and the store for papers of a case: only kinds of file that people write letters in."""

from pathlib import Path

from vetting.domain.application import SentPaper, require_year
from vetting.gateways import file_store
from vetting.gateways.uploads import MAX_BYTES, FileKind, Upload, inspect_upload

ALLOWED = frozenset({FileKind.PDF, FileKind.PNG, FileKind.JPEG, FileKind.DOCX, FileKind.XLSX, FileKind.ODT})


def inspect_paper(sent: SentPaper, *, max_bytes: int) -> Upload:
    """What the file really is, by its first bytes. Raises UnusableFile, or Refused `year_odd`."""
    require_year(sent.year)
    return inspect_upload(sent.data, sent.file_name, allowed=ALLOWED, max_bytes=min(MAX_BYTES, max_bytes))


def keep_paper(folder: Path, sent: SentPaper, *, max_bytes: int) -> Upload:
    """As inspect_paper, and the bytes are kept under their digest."""
    upload = inspect_paper(sent, max_bytes=max_bytes)
    file_store.keep(folder, sent.data)
    return upload
