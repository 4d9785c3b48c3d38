"""Papers for a machine elsewhere in the home that speaks Wyoming: its certificate, and stunnel's settings beside it.

Wyoming knows neither encryption nor who calls. So on the home network it goes through TLS in which both sides show
a certificate of this household's own authority; which device it is, and whether it was let in, says the household's
file, which holds the hash of its certificate. `stunnel` does this for programs that cannot.
"""

import datetime as dt
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.errors import CannotWrite

LASTS = dt.timedelta(days=3650)
"""No browser judges these; the household's file takes them back."""
AUTHORITY, HOUSE = "household", "house"
"""Names of files in the data folder: `.crt` and `.key` of the authority, `.pem` of this machine."""
HOUSE_NAME = "house.plainspoken"
_SIGNS = x509.KeyUsage(
    digital_signature=False,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=True,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)
_CALLS, _IS_CALLED = ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH

_CALLING = """\
; Home Assistant on this machine reaches Plainspoken through here. Run it in this folder: stunnel stunnel.conf
foreground = yes
pid =
[plainspoken]
client = yes
accept = 127.0.0.1:{near}
connect = {there}
cert = device.pem
CAfile = household.crt
verifyChain = yes
checkHost = {house}
sslVersionMin = TLSv1.2
"""
_CALLED = """\
; Plainspoken reaches the satellite on this machine through here. Run it in this folder: stunnel stunnel.conf
foreground = yes
pid =
[plainspoken]
accept = {there}
connect = 127.0.0.1:{near}
cert = device.pem
CAfile = household.crt
verifyChain = yes
checkHost = {house}
sslVersionMin = TLSv1.2
"""


@dataclass(frozen=True, slots=True)
class Papers:
    """What a device is given."""

    pem: bytes = field(repr=False)
    """Its key and its certificate."""
    fingerprint: str
    """SHA-256 of the certificate: what is kept of it."""


def satellite_name(device_id: str) -> str:
    """The name in a satellite's certificate."""
    return f"{device_id}.satellite.plainspoken"


def papers_for_assistant(folder: Path, device_id: str) -> Papers:
    """For Home Assistant elsewhere, which calls us; `folder` holds the authority. Raises `CannotWrite`."""
    return _issued(folder, f"{device_id}.assistant.plainspoken", _CALLS)


def papers_for_satellite(folder: Path, device_id: str) -> Papers:
    """For a satellite elsewhere, which we call. Raises `CannotWrite`."""
    return _issued(folder, satellite_name(device_id), _IS_CALLED)


def house_papers(folder: Path) -> tuple[Path, Path]:
    """The certificate of the authority, and key and certificate of this machine; made when missing."""
    house = folder / f"{HOUSE}.pem"
    if not house.is_file():
        _write(house, _issued(folder, HOUSE_NAME, _CALLS, _IS_CALLED).pem)
    return folder / f"{AUTHORITY}.crt", house


def hand_over(papers: Papers, authority: Path, to: Path, settings: str) -> None:
    """Write the folder that is carried to the other machine: certificate, authority, settings. Raises `CannotWrite`."""
    try:
        to.mkdir(parents=True, exist_ok=True, mode=0o700)
        (to / "household.crt").write_bytes((authority / f"{AUTHORITY}.crt").read_bytes())
        (to / "stunnel.conf").write_text(settings, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(path=to) from error
    _write(to / "device.pem", papers.pem)


def calling(there: str, near_port: int) -> str:
    """stunnel's settings on a machine that calls us at `there`, offering it on a port of its own."""
    return _CALLING.format(there=there, near=near_port, house=HOUSE_NAME)


def called(there: str, near_port: int) -> str:
    """stunnel's settings on a machine that we call at `there`, with the satellite on a port of its own."""
    return _CALLED.format(there=there, near=near_port, house=HOUSE_NAME)


def fingerprint_of(der: bytes) -> str:
    """What the household's file keeps of a certificate."""
    return hashlib.sha256(der).hexdigest()


def _issued(folder: Path, name: str, *uses: x509.ObjectIdentifier) -> Papers:
    above, above_key = _authority(folder)
    secret = ec.generate_private_key(ec.SECP256R1())
    cert = (
        _begun(name, above.subject, secret)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage(list(uses)), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above_key.public_key()), critical=False)
        .sign(above_key, hashes.SHA256())
    )
    der = cert.public_bytes(serialization.Encoding.DER)
    return Papers(_pem_of(secret) + cert.public_bytes(serialization.Encoding.PEM), fingerprint_of(der))


def _authority(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    cert_path, key_path = folder / f"{AUTHORITY}.crt", folder / f"{AUTHORITY}.key"
    if not key_path.is_file() or not cert_path.is_file():
        secret = ec.generate_private_key(ec.SECP256R1())
        name = _named("Plainspoken household")
        made = (
            _begun("Plainspoken household", name, secret)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_SIGNS, critical=True)
            .sign(secret, hashes.SHA256())
        )
        _write(key_path, _pem_of(secret))
        _write(cert_path, made.public_bytes(serialization.Encoding.PEM))
    key = serialization.load_pem_private_key(key_path.read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - we made it
    return x509.load_pem_x509_certificate(cert_path.read_bytes()), key


def _begun(name: str, above: x509.Name, secret: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(above)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(secret.public_key()), critical=False)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem_of(secret: ec.EllipticCurvePrivateKey) -> bytes:
    return secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        out = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(out, "wb") as file:
            file.write(content)
    except OSError as error:
        raise CannotWrite(path=path) from error
