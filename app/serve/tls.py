"""The certificate for the home network: made once on this machine, for the names it is reached by."""

import datetime as dt
import hashlib
import ipaddress
import os
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LASTS = dt.timedelta(days=820)
"""Apple's systems refuse certificates of more than 825 days."""
RENEWED_BEFORE = dt.timedelta(days=30)


def certificate(folder: Path, hosts: tuple[str, ...], now: dt.datetime) -> tuple[Path, Path]:
    """The certificate and its key in `folder`, made anew when missing, ending, or for other names."""
    cert, key = folder / "serve.crt", folder / "serve.key"
    if not _serves(cert, hosts, now):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(cert, key, hosts, now)
    return cert, key


def fingerprint(cert: Path) -> str:
    """SHA-256 of the certificate, as browsers show it."""
    der = x509.load_pem_x509_certificate(cert.read_bytes()).public_bytes(serialization.Encoding.DER)
    return ":".join(f"{byte:02X}" for byte in hashlib.sha256(der).digest())


def context(cert: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 and up."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.load_cert_chain(cert, key)
    return made


def taking_papers(authority: Path, house: Path) -> ssl.SSLContext:
    """For a port that only lets in who shows a certificate of this household (`app.household.papers`)."""
    made = context(house, house)
    made.verify_mode = ssl.CERT_REQUIRED
    made.load_verify_locations(authority)
    return made


def showing_papers(authority: Path, house: Path) -> ssl.SSLContext:
    """For calling a device of this household, showing ours and taking nothing but its own."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.load_verify_locations(authority)
    made.load_cert_chain(house)
    return made


def _serves(cert: Path, hosts: tuple[str, ...], now: dt.datetime) -> bool:
    try:
        found = x509.load_pem_x509_certificate(cert.read_bytes())
        names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    known = {str(name.value) for name in names}
    return set(hosts) <= known and found.not_valid_after_utc - RENEWED_BEFORE > now


def _make(cert: Path, key: Path, hosts: tuple[str, ...], now: dt.datetime) -> None:
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Plainspoken at home")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + LASTS)
        .add_extension(x509.SubjectAlternativeName([_named(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    out = os.open(key, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    with os.fdopen(out, "wb") as file:
        pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
        file.write(secret.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _named(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
