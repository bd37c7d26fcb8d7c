"""Settings, read once from the environment into one frozen value; every fault is told at once."""

import contextlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vetting.domain.identity_provider import Provider, faults_of
from vetting.domain.outbox import is_address, is_mail_server
from vetting.domain.report_comparer import Limits

KNOWN = {
    "VETTING_DATABASE_URL",
    "VETTING_DATA_DIR",
    "VETTING_SECRET_KEY",
    "VETTING_MUNICIPALITY",
    "VETTING_TRUSTED_HOSTS",
    "VETTING_BEHIND_TLS",
    "VETTING_GENUINE_DATA",
    "VETTING_MAX_DELIVERY_MIB",
    "VETTING_INSIDE_HOSTS",
    "VETTING_SECRECY_GROUNDS",
    "VETTING_MAY_OBJECT_TO_ASSEMBLY",
    "VETTING_SMTP_URL",
    "VETTING_MAIL_FROM",
    "VETTING_REPORT_EQUAL_PERCENT",
    "VETTING_REPORT_JUMP_PERCENT",
    "VETTING_OIDC_ISSUER",
    "VETTING_OIDC_CLIENT_ID",
    "VETTING_OIDC_CLIENT_SECRET",
    "VETTING_OIDC_SUBJECT_CLAIM",
}
OF_SOURCES = "VETTING_SOURCE_"  # keys of sources that are asked over the network, such as …_KFM_CLIENT_SECRET
_OF_PROVIDER = ("ISSUER", "CLIENT_ID", "CLIENT_SECRET")
MAX_DELIVERY_MIB = 4096
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
    inside_hosts: frozenset[str] = frozenset()  # name or name:port; may lie on a net of one's own
    source_secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    behind_tls: bool = False
    max_upload_bytes: int = 60 * 1024 * 1024
    max_delivery_bytes: int = MAX_DELIVERY_MIB * 1024 * 1024
    secrecy_grounds: tuple[str, ...] = ()  # in the words of the municipality's lawyers; empty: neutral ones
    provider: Provider | None = None  # the municipality's own sign-in
    may_object_to_assembly: bool = False  # to the police, where a place is sought for a public meeting
    report_limits: Limits = field(
        default_factory=Limits
    )  # from which likeness and change an officer is asked to ask
    smtp_url: str = field(default="", repr=False)  # "": mail is written to files in the outbox
    mail_from: str = ""
    testing: bool = False

    @property
    def files_dir(self) -> Path:
        """Where papers and deliveries are kept, named by digest."""
        return self.data_dir / "files"

    @property
    def inbox_dir(self) -> Path:
        """Watched: a folder per source, named by its key, where partners' files are laid."""
        return self.data_dir / "inbox"

    @property
    def outbox_dir(self) -> Path:
        """Where mail lies as .eml files while no server takes it."""
        return self.data_dir / "outbox"

    @property
    def layouts_dir(self) -> Path:
        """Where the installation's own layouts of files in fixed posts lie, as the agencies hand them out."""
        return self.data_dir / "layouts"

    @property
    def index_dir(self) -> Path:
        """Where names are found by: derived from the listings, and made anew when lost."""
        return self.data_dir / "index"


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
    faults = _unknown(environ)
    data_dir = Path(environ.get("VETTING_DATA_DIR") or "./var").resolve()
    url = environ.get("VETTING_DATABASE_URL") or f"sqlite:///{data_dir / 'vetting.sqlite'}"
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        faults.append("VETTING_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://")
    secret = environ.get("VETTING_SECRET_KEY") or _kept_secret(data_dir)
    if not secret:
        faults.append("VETTING_SECRET_KEY is missing (at least 32 random characters)")
    elif len(secret) < MIN_SECRET_LENGTH:
        faults.append(f"VETTING_SECRET_KEY is too short ({len(secret)} of {MIN_SECRET_LENGTH} characters)")
    behind_tls = _is_yes(environ, "VETTING_BEHIND_TLS", faults)
    may_object = _is_yes(environ, "VETTING_MAY_OBJECT_TO_ASSEMBLY", faults)
    most = _most(environ, faults)
    provider = _provider(environ, faults)
    limits = _report_limits(environ, faults)
    smtp_url, mail_from = _mail(environ, faults)
    if faults:
        raise BadSettings(faults)
    return Settings(
        database_url=url,
        data_dir=data_dir,
        secret_key=secret,
        municipality=environ.get("VETTING_MUNICIPALITY", "Nordköpstad"),
        trusted_hosts=_listed(environ, "VETTING_TRUSTED_HOSTS"),
        inside_hosts=frozenset(_listed(environ, "VETTING_INSIDE_HOSTS")),
        source_secrets={name: value for name, value in environ.items() if name.startswith(OF_SOURCES)},
        behind_tls=behind_tls,
        provider=provider,
        may_object_to_assembly=may_object,
        smtp_url=smtp_url,
        mail_from=mail_from,
        report_limits=limits,
        max_delivery_bytes=most * 1024 * 1024,
        secrecy_grounds=_listed(environ, "VETTING_SECRECY_GROUNDS", ";"),
    )


def _unknown(environ: Mapping[str, str]) -> list[str]:
    """A fault for every name of ours that is no setting."""
    return [
        f"{name} is not a setting of this service"
        for name in sorted(environ)
        if name.startswith("VETTING_") and name not in KNOWN and not name.startswith(OF_SOURCES)
    ]


def _provider(environ: Mapping[str, str], faults: list[str]) -> Provider | None:
    """The municipality's own sign-in; None where no setting names one."""
    issuer, client_id, secret = (environ.get(f"VETTING_OIDC_{name}", "") for name in _OF_PROVIDER)
    wrong = faults_of(issuer, client_id, secret)
    faults += wrong
    if wrong or not issuer:
        return None
    return Provider(issuer, client_id, secret, environ.get("VETTING_OIDC_SUBJECT_CLAIM") or "sub")


def _report_limits(environ: Mapping[str, str], faults: list[str]) -> Limits:
    """From how much likeness, and how great a change of a figure, two reports raise a question."""
    usual = Limits()
    return Limits(
        equal_percent=_percent(environ, "VETTING_REPORT_EQUAL_PERCENT", usual.equal_percent, faults),
        jump_percent=_percent(environ, "VETTING_REPORT_JUMP_PERCENT", usual.jump_percent, faults),
    )


def _percent(environ: Mapping[str, str], name: str, usual: int, faults: list[str]) -> int:
    told = environ.get(name) or str(usual)
    if not (told.isascii() and told.isdigit() and 1 <= int(told) <= 1000):
        faults.append(f"{name} must be a whole number of percent from 1 to 1000")
        return usual
    return int(told)


def _most(environ: Mapping[str, str], faults: list[str]) -> int:
    """The largest delivery that is taken in, in mebibytes."""
    most = environ.get("VETTING_MAX_DELIVERY_MIB") or str(MAX_DELIVERY_MIB)
    if most.isascii() and most.isdigit() and 1 <= int(most) <= 1024 * 1024:
        return int(most)
    faults.append("VETTING_MAX_DELIVERY_MIB must be a number of mebibytes from 1 to 1048576")
    return MAX_DELIVERY_MIB


def _mail(environ: Mapping[str, str], faults: list[str]) -> tuple[str, str]:
    """The server that takes mail, and who it comes from; neither: mail is written to files."""
    url, sender = environ.get("VETTING_SMTP_URL", ""), environ.get("VETTING_MAIL_FROM", "")
    if url and not is_mail_server(url):
        faults.append(
            "VETTING_SMTP_URL must be smtp://host:port or smtps://host:port, with user:password@ if needed"
        )
    if sender and not is_address(sender):
        faults.append("VETTING_MAIL_FROM must be one e-mail address")
    if url and not sender:
        faults.append("VETTING_MAIL_FROM is missing: VETTING_SMTP_URL needs an address to send from")
    return url, sender


def _is_yes(environ: Mapping[str, str], name: str, faults: list[str]) -> bool:
    """A setting that is yes or no, and no when it is not there; anything else is a fault."""
    told = environ.get(name, "no")
    if told not in ("yes", "no"):
        faults.append(f"{name} must be yes or no")
    return told == "yes"


def _listed(environ: Mapping[str, str], name: str, parted_by: str = ",") -> tuple[str, ...]:
    """The values of a setting that lists several."""
    return tuple(one.strip() for one in environ.get(name, "").split(parted_by) if one.strip())
