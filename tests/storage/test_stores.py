"""A folder and an S3 server keep the same promises: whole or not at all, gone is said, nothing plain lies there."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from schuldhulp.config import Bucket
from schuldhulp.storage.attached import keep, read
from schuldhulp.storage.store import (
    BadStorage,
    FileGone,
    FolderStore,
    Store,
    StoreFailed,
    new_name,
    open_store,
)

BIG = os.urandom(11 * 1024 * 1024)  # more than one part of an upload in parts


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    boto3.client(
        "s3", endpoint_url=f"http://{host}:{port}", aws_access_key_id="k", aws_secret_access_key="s",
        region_name="eu-west-1",
    ).create_bucket(Bucket="papieren", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})  # fmt: skip
    yield f"http://{host}:{port}"
    server.stop()


def bucket(endpoint: str) -> Store:
    keys = Bucket(endpoint=endpoint, key_id="k", secret="s", region="eu-west-1")
    return open_store("s3://papieren/schuldhulp", keys)


@pytest.fixture(params=["map", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "s3":
        return bucket(request.getfixturevalue("endpoint"))
    return open_store(f"map:{tmp_path}/papieren", Bucket())


def test_a_file_comes_back_and_its_bytes_and_name_say_nothing(store: Store) -> None:
    plain = b"K-geheim " * 40 + BIG
    kept = keep(store, [plain])
    assert b"".join(read(store, kept)) == plain
    assert b"K-geheim" not in b"".join(store.get(kept.name))
    assert [found.size > len(plain) for found in store.objects() if found.name == kept.name] == [True]
    store.drop(kept.name)
    store.drop(kept.name)
    with pytest.raises(FileGone):
        b"".join(read(store, kept))
    assert kept.name not in {found.name for found in store.objects()}


def test_a_file_that_breaks_off_is_not_there(store: Store) -> None:
    name = new_name()

    def half() -> Iterator[bytes]:
        yield BIG
        raise RuntimeError("the sender went away")

    with pytest.raises(Exception, match="went away|RuntimeError"):
        store.put(name, half())
    assert name not in {found.name for found in store.objects()}


def test_a_name_that_is_not_ours_reaches_nothing(store: Store) -> None:
    for name in ("../../etc/passwd", "", "A" * 40, new_name() + "/x"):
        with pytest.raises(FileGone):
            b"".join(store.get(name))


def test_a_folder_keeps_files_for_its_owner_only_and_says_when_it_is_full(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "p")
    kept = keep(store, [b"x"])
    (file,) = [f for f in store.root.rglob("*") if f.is_file()]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and file.name == kept.name
    full = FolderStore(Path("/dev/full"))
    with pytest.raises(StoreFailed):
        keep(full, [b"x"])
    left = store.root / f".{new_name()}.ab12"
    left.write_bytes(b"half")
    assert store.drop_half_written(datetime.now(UTC) - timedelta(hours=1)) == 0
    os.utime(left, (0, 0))
    assert store.drop_half_written(datetime.now(UTC) - timedelta(hours=1)) == 1 and file.exists()


def test_the_bytes_and_the_name_reach_the_disk_before_the_file_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    real = {name: getattr(os, name) for name in ("fsync", "replace")}
    monkeypatch.setattr(
        os,
        "fsync",
        lambda fd: (done.append("dir" if stat.S_ISDIR(os.fstat(fd).st_mode) else "file"), real["fsync"](fd))[
            1
        ],
    )
    monkeypatch.setattr(os, "replace", lambda a, b: (done.append("name"), real["replace"](a, b))[1])
    keep(FolderStore(tmp_path), [b"x"])
    assert done == ["file", "name", "dir", "dir"]


def test_a_server_that_is_not_there_is_said(endpoint: str) -> None:
    gone = open_store(
        "s3://papieren", Bucket(endpoint="http://127.0.0.1:9", key_id="k", secret="s", region="eu-west-1")
    )
    with pytest.raises(StoreFailed):
        keep(gone, [b"x"])
    with pytest.raises(StoreFailed):
        list(
            open_store(
                "s3://elders", Bucket(endpoint=endpoint, key_id="k", secret="s", region="eu-west-1")
            ).objects()
        )


@pytest.mark.parametrize("url", ["", "map:papieren", "s3://", "http://x", "/tmp"])
def test_an_address_that_says_nothing_is_refused(url: str) -> None:
    with pytest.raises(BadStorage):
        open_store(url, Bucket())
