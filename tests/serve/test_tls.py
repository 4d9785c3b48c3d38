"""Encryption on the home network: a certificate made once, for the names it is reached by, and used."""

import datetime as dt
import ssl
import stat
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

from app.serve.tls import certificate, context, fingerprint
from bench.serve_home import deaf_engine, make_test_house, running
from store.vault import Vault

NOW = dt.datetime.now(dt.UTC)
HOSTS = ("127.0.0.1", "localhost", "plainspoken.home")


def test_a_certificate_is_made_once_and_anew_for_other_names_and_before_it_ends(tmp_path: Path) -> None:
    cert, key = certificate(tmp_path, HOSTS, NOW)
    first = fingerprint(cert)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600 and len(first) == 95
    certificate(tmp_path, HOSTS, NOW)
    assert fingerprint(cert) == first
    certificate(tmp_path, (*HOSTS, "other.home"), NOW)
    assert (second := fingerprint(cert)) != first
    certificate(tmp_path, HOSTS, NOW + dt.timedelta(days=800))
    assert fingerprint(cert) != second
    cert.write_text("damaged", encoding="utf-8")
    certificate(tmp_path, HOSTS, NOW)
    assert len(fingerprint(cert)) == 95


def test_the_page_is_served_encrypted_to_who_trusts_it_and_not_in_the_clear(demo_vault: Vault, tmp_path: Path) -> None:
    cert, key = certificate(tmp_path, HOSTS, NOW)
    with running(make_test_house(deaf_engine(), demo_vault, tmp_path), context(cert, key)) as service:
        trusting = ssl.create_default_context(cafile=str(cert))
        with urllib.request.urlopen(f"https://localhost:{service.port}/health", context=trusting, timeout=10) as got:
            assert got.status == 200
        with pytest.raises(URLError, match="CERTIFICATE_VERIFY_FAILED"):
            urllib.request.urlopen(f"https://localhost:{service.port}/health", timeout=10)
        with pytest.raises((URLError, ConnectionError)):
            urllib.request.urlopen(f"http://localhost:{service.port}/health", timeout=10)
