"""Small PDF papers with invented text: one page, one font, a few lines."""

from vetting.domain.terms import PaperKind

TITLES = {
    PaperKind.STATUTES: ("stadgar", "Stadgar"),
    PaperKind.MINUTES: ("arsmotesprotokoll", "Protokoll fört vid årsmöte"),
    PaperKind.ACTIVITY_REPORT: ("verksamhetsberattelse", "Verksamhetsberättelse"),
    PaperKind.ACCOUNTS: ("bokslut", "Ekonomisk redovisning"),
    PaperKind.AUDIT_REPORT: ("revisionsberattelse", "Revisionsberättelse"),
}


def paper(kind: PaperKind, association: str, year: int) -> tuple[str, bytes]:
    """File name and bytes of a one-page PDF."""
    short, title = TITLES[kind]
    lines = [title, association, f"Avser år {year}", "", "Påhittad handling för visning."]
    return f"{short}-{year}.pdf", _pdf(lines)


def _pdf(lines: list[str]) -> bytes:
    shown = b"".join(b"(" + _escaped(line) + b") Tj T* " for line in lines)
    stream = b"BT /F1 14 Tf 22 TL 72 760 Td " + shown + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + end % (len(objects) + 1, table, len(objects) + 1, len(body))


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
