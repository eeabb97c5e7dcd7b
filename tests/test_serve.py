"""The web server's own settings, and the words it ends with when it cannot start."""

import pytest

from schuldhulp.serve import NotServed, address, main


def test_the_address_has_defaults_and_can_be_chosen() -> None:
    assert address({}) == ("127.0.0.1", 8000)
    assert address({"HOST": "::1", "PORT": "65535"}) == ("::1", 65535)


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "acht", "80.5", "²"])
def test_a_port_that_is_no_port_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NotServed):
        address({"PORT": port})
    assert main([], {"PORT": port}) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_missing_secret_stops_the_start_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], {"BASE_URL": "https://schuldhulp.example", "MAIL_URL": "map:/nergens"}) == 2
    said = capsys.readouterr().err
    assert "SECRET_KEY" in said
    assert said.count("\n") == 1
