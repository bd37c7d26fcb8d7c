"""Files that others sent in, handed out as downloads that run nothing and are stored nowhere."""

import io

from flask import send_file
from werkzeug.wrappers import Response

SANDBOX = "default-src 'none'; sandbox"


def sent_safely(data: bytes, media_type: str, name: str) -> Response:
    """The file as a download under its name; a browser that shows it all the same lets it do nothing."""
    answer = send_file(io.BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
