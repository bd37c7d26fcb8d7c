"""Whether the process lives and the service is ready, for whoever watches over it."""

from flask import Blueprint, Response, current_app, jsonify

from vetting.reading import health
from vetting.web.access import public

pages = Blueprint("health", __name__)


@pages.get("/healthz")
@public
def process() -> tuple[Response, int]:
    """The process answers; 503 when it runs a clock whose last tick is older than a minute."""
    if current_app.config["CLOCK_IS_LATE"]():
        return jsonify({"status": "clock_stopped"}), 503
    return jsonify({"status": "ok"}), 200


@pages.get("/readyz")
@public
def ready() -> tuple[Response, int]:
    """Database, migrations and the ages of snapshots; 503 when the service cannot be used."""
    found = health.readiness()
    body = {
        "status": "ready" if found.is_ready else "not_ready",
        "database": found.database,
        "migrations": found.migrations,
        "snapshots": [{"source": key, "as_of": as_of} for key, as_of in found.snapshots],
    }
    return jsonify(body), 200 if found.is_ready else 503
