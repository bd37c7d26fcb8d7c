"""Runs the migrations on the connection that records/migrate.py hands over."""

from alembic import context

from vetting.records import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata(),
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=False,
)
context.run_migrations()
