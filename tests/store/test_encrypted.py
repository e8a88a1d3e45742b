"""Nothing of a school goes over a network in plain text unless somebody asked for it."""

from __future__ import annotations

import ipaddress
import os
import shutil
import time
from datetime import timedelta

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from postgres_server import PREFIX, join, server_place
from school import NOON
from sqlalchemy import text
from sqlalchemy.engine import make_url

from journal_desktop.domain.errors import Unavailable
from journal_desktop.store.encrypted import encrypted
from journal_desktop.store.engine import open_server
from journal_desktop.store.faults import faults


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://server.school/journal", "verify-full"),
        ("postgresql://192.168.0.5/journal", "verify-full"),
        ("postgresql:///journal?host=server.school", "verify-full"),
        ("postgresql://localhost,server.school/journal", "verify-full"),
        ("postgresql://localhost/journal?host=server.school", "verify-full"),
        ("postgresql://server.school/journal?sslmode=require", "require"),
        ("postgresql://server.school/journal?sslmode=disable", "disable"),
        ("postgresql://127.0.0.1/journal", None),
        ("postgresql://localhost/journal", None),
        ("postgresql:///journal?host=/run/postgresql", None),
        ("postgresql:///journal", None),
    ],
)
def test_mode_of_an_address(address, mode):
    assert encrypted(make_url(address)).query.get("sslmode") == mode


def test_own_root_certificate_is_kept():
    address = encrypted(make_url("postgresql://server.school/j?sslrootcert=/etc/school.crt"))
    assert address.query["sslrootcert"] == "/etc/school.crt"
    assert encrypted(make_url("postgresql://server.school/j")).query["sslrootcert"] == "system"


@pytest.mark.parametrize("mode", ["allow", "prefer"])
def test_modes_that_may_fall_back_to_plain_text_are_refused(mode):
    with pytest.raises(Unavailable, match="не обещает шифрования"):
        open_server(f"postgresql://server.school/journal?sslmode={mode}")


def certificate(folder, name):
    """A self-signed certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    alternative = x509.SubjectAlternativeName(
        [x509.DNSName("journal.school"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOON - timedelta(days=1))
        .not_valid_after(NOON + timedelta(days=9000))
        .add_extension(alternative, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / f"{name}.crt", folder / f"{name}.key"
    certificate_file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate_file, key_file


@pytest.fixture(scope="module")
def own_server():
    """A server of this test alone: others must not find theirs encrypting all of a sudden."""
    return join(server_place() / f"{PREFIX}-{os.geteuid()}-{os.getpid()}-tls")


def encrypting(server, folder):
    """Let the server encrypt; its certificate."""
    shown, key = certificate(folder, "journal")
    owner = server.socket_directory.stat()
    for file in (shown, key):
        copy = server.home / file.name
        shutil.copy(file, copy)
        copy.chmod(0o600)
        if os.geteuid() == 0:
            os.chown(copy, owner.st_uid, owner.st_gid)
    settings = {"ssl_cert_file": server.home / shown.name, "ssl_key_file": server.home / key.name}
    with psycopg.connect(server._dsn, autocommit=True) as connection:
        for name, value in (settings | {"ssl": "on"}).items():
            connection.execute(f"alter system set {name} = '{value}'")
        connection.execute("select pg_reload_conf()")
    return shown


def tried(address):
    """Whether the connection is encrypted, as the server sees it; waits for its new settings."""
    for _ in range(50):
        engine = open_server(address)
        try:
            with faults(), engine.connect() as connection:
                query = "select ssl from pg_stat_ssl where pid = pg_backend_pid()"
                return connection.scalar(text(query))
        except Unavailable as error:
            if "не шифрует" not in str(error):
                raise
            time.sleep(0.1)
        finally:
            engine.dispose()
    raise AssertionError("the server does not encrypt")


def test_verify_full_trusts_the_schools_own_certificate_and_no_other(own_server, tmp_path):
    url = own_server.admin_url()
    engine = open_server(f"{url}?sslmode=require")
    with pytest.raises(Unavailable, match="не шифрует соединение"), faults(), engine.connect():
        pass
    engine.dispose()
    shown = encrypting(own_server, tmp_path)
    assert tried(f"{url}?sslmode=verify-full&sslrootcert={shown}") is True
    stranger, _ = certificate(tmp_path, "stranger")
    for wrong in (stranger, tmp_path / "none.crt"):
        with pytest.raises(Unavailable, match="Сертификат сервера не проверен"):
            tried(f"{url}?sslmode=verify-full&sslrootcert={wrong}")
