"""Settings, read once from the environment into one frozen value; every fault is told at once."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

KNOWN = {
    "VETTING_DATABASE_URL",
    "VETTING_DATA_DIR",
    "VETTING_SECRET_KEY",
    "VETTING_MUNICIPALITY",
    "VETTING_TRUSTED_HOSTS",
    "VETTING_BEHIND_TLS",
    "VETTING_GENUINE_DATA",
}
MIN_SECRET_LENGTH = 32
SECRET_FILE = "secret.key"  # noqa: S105 - a file name


class BadSettings(Exception):
    """The service cannot start; the message lists every wrong or missing setting."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(["The settings are not usable:", *(f"  - {fault}" for fault in faults)]))
        self.faults = faults


@dataclass(frozen=True)
class Settings:
    """Everything the service is told from outside. Tests construct it directly."""

    database_url: str
    data_dir: Path
    secret_key: str = field(repr=False)
    municipality: str = "Nordköpstad"
    trusted_hosts: tuple[str, ...] = ()
    behind_tls: bool = False
    max_upload_bytes: int = 60 * 1024 * 1024
    testing: bool = False

    @property
    def files_dir(self) -> Path:
        """Where papers and deliveries are kept, named by digest."""
        return self.data_dir / "files"


def keep_secret(data_dir: Path) -> None:
    """Makes a secret key beside the data, once; only its owner can read it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        handle = os.open(data_dir / SECRET_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))


def _kept_secret(data_dir: Path) -> str:
    try:
        return (data_dir / SECRET_FILE).read_text().strip()
    except FileNotFoundError:
        return ""


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from `environ`. Raises BadSettings with every fault, so that one start tells all."""
    faults = [
        f"{name} is not a setting of this service"
        for name in sorted(environ)
        if name.startswith("VETTING_") and name not in KNOWN
    ]
    data_dir = Path(environ.get("VETTING_DATA_DIR") or "./var").resolve()
    url = environ.get("VETTING_DATABASE_URL") or f"sqlite:///{data_dir / 'vetting.sqlite'}"
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        faults.append("VETTING_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")
    secret = environ.get("VETTING_SECRET_KEY") or _kept_secret(data_dir)
    if not secret:
        faults.append("VETTING_SECRET_KEY is missing (at least 32 random characters)")
    elif len(secret) < MIN_SECRET_LENGTH:
        faults.append(f"VETTING_SECRET_KEY is too short ({len(secret)} of {MIN_SECRET_LENGTH} characters)")
    tls = environ.get("VETTING_BEHIND_TLS", "no")
    if tls not in ("yes", "no"):
        faults.append("VETTING_BEHIND_TLS must be yes or no")
    if faults:
        raise BadSettings(faults)
    hosts = tuple(
        host.strip() for host in environ.get("VETTING_TRUSTED_HOSTS", "").split(",") if host.strip()
    )
    return Settings(
        database_url=url,
        data_dir=data_dir,
        secret_key=secret,
        municipality=environ.get("VETTING_MUNICIPALITY", "Nordköpstad"),
        trusted_hosts=hosts,
        behind_tls=tls == "yes",
    )
