"""The municipality's own sign-in (OpenID Connect): how it is reached, and who came back from it."""

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Provider:
    """An identity provider as it is configured. `subject_claim` names a person for good: `sub` as the
    standard says; Entra ID tells `oid`, which stays the same when the service is registered anew."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    subject_claim: str = "sub"


@dataclass(frozen=True, slots=True)
class Journey:
    """One way to the provider and back: where to send the browser, and what that browser alone keeps."""

    url: str
    state: str
    nonce: str
    verifier: str = field(repr=False)
    return_to: str

    def as_kept(self) -> dict[str, str]:
        """What the browser's own signed cookie keeps until it is back."""
        return {
            "state": self.state,
            "nonce": self.nonce,
            "verifier": self.verifier,
            "return_to": self.return_to,
        }


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody whom the provider has vouched for. The subject is a number of theirs, never a name or address:
    those change hands."""

    issuer: str
    subject: str = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 of issuer and subject: all that is kept of it."""
        return hashlib.sha256(f"{self.issuer}|{self.subject}".encode()).hexdigest()


def faults_of(issuer: str, client_id: str, client_secret: str) -> list[str]:
    """What is wrong with the settings, in words for an operator; none of the three given is nothing wrong."""
    told = {
        "VETTING_OIDC_ISSUER": issuer,
        "VETTING_OIDC_CLIENT_ID": client_id,
        "VETTING_OIDC_CLIENT_SECRET": client_secret,
    }
    if not any(told.values()):
        return []
    faults = [
        f"{name} is missing: the three VETTING_OIDC_ settings go together" for name in told if not told[name]
    ]
    if issuer and not issuer.startswith(("https://", "http://")):
        faults.append("VETTING_OIDC_ISSUER must be an address that begins with https://")
    return faults
