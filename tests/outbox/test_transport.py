"""The two ways out: a folder, and a mail server that answers in many ways."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from schuldhulp.outbox.transport import NeverSent, NotSentYet, open_transport, read_folder
from tests.jobs.sink import Sink, free_port


def a_mail(to: str = "iemand@client.example") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "bericht@gemeente.example", to, "Er staat iets klaar"
    mail["Message-ID"], mail["Date"] = "<abc@gemeente.example>", "Fri, 20 Nov 2026 15:40:00 +0000"
    mail.set_content("Eén regel\n")
    return mail


def test_a_folder_holds_each_mail_once_and_whole(tmp_path: Path) -> None:
    with open_transport(f"map:{tmp_path / 'post'}") as post:
        post.send(a_mail())
        post.send(a_mail())
    (file,) = (tmp_path / "post").iterdir()
    assert file.name == "abc.eml"
    (found,) = read_folder(tmp_path / "post")
    assert (found.to, found.body.strip()) == ("iemand@client.example", "Eén regel")
    assert read_folder(tmp_path / "nergens") == []


def test_a_folder_that_cannot_be_written_is_tried_later(tmp_path: Path) -> None:
    with open_transport(f"map:{tmp_path / 'post'}") as post:
        (tmp_path / "post").rmdir()
        with pytest.raises(NotSentYet):
            post.send(a_mail())


def test_a_server_takes_several_mails_on_one_line() -> None:
    with Sink() as sink, open_transport(sink.url) as post:
        post.send(a_mail())
        post.send(a_mail())
        assert sink.arrived == {"<abc@gemeente.example>": 2}


def test_a_server_that_is_not_there_is_tried_later() -> None:
    with open_transport(f"smtp://127.0.0.1:{free_port()}") as post, pytest.raises(NotSentYet):
        post.send(a_mail())


def test_a_server_with_a_certificate_that_nobody_vouches_for_gets_no_mail(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own_certificate(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        heard: list[bytes] = []

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                heard.append(context.wrap_socket(connection, server_side=True).recv(100))

        talking = threading.Thread(target=serve)
        talking.start()
        port = listener.getsockname()[1]
        with open_transport(f"smtps://localhost:{port}") as post, pytest.raises(NotSentYet):
            post.send(a_mail())
        talking.join()
    assert heard == []


def own_certificate(folder: Path) -> Path:
    """A key and a certificate for localhost that only its maker signed."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    file = folder / "eigen.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def answering(*answers: str) -> Iterator[str]:
    """A mail server that gives these answers in turn, whatever is said, and then hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as said:
                for answer in answers:
                    connection.sendall(answer.encode() + b"\r\n")
                    if not said.readline():
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
        thread.join(5)


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        (["421 later"], NotSentYet),
        (["220 hi", "250 ok", "250 ok", "550 nobody of that name"], NeverSent),
        (["220 hi", "250 ok", "250 ok", "452 full"], NotSentYet),
        (["220 hi", "250 ok", "553 not from you"], NeverSent),
        (["220 hi", "250 ok"], NotSentYet),
    ],
)
def test_later_and_never_are_told_apart(answers: list[str], fault: type[Exception]) -> None:
    with answering(*answers) as url, open_transport(url) as post, pytest.raises(fault):
        post.send(a_mail())
