"""A process of its own beside the service, that only reads: the same tables, none of the pages."""

from flask import Flask

from vetting.config import Settings
from vetting.records.db import db, engine_options, prepare_engine


def open_for_reading(told: Settings) -> None:
    """Opens the tables for the rest of this process's life."""
    app = Flask("vetting")
    app.config.update(
        SETTINGS=told,
        SQLALCHEMY_DATABASE_URI=told.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(told.database_url),
    )
    db.init_app(app)
    app.app_context().push()
    prepare_engine(db.engine)
