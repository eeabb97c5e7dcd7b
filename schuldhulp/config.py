"""The settings of one installation, read once from the environment and then frozen."""

import base64
import binascii
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from schuldhulp.claims.marks import Mark

DEFAULT_SECRETS = frozenset({"secret", "changeme", "change-me", "dev", "development", "test", "password"})
IN_FILES = ("MASTER_KEY", "MASTER_KEY_BEFORE", "SECRET_KEY", "SECRET_KEY_BEFORE", "DATABASE_URL")
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class ConfigurationError(Exception):
    """A setting is missing or unsafe; the text says which and what to do."""


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """How object storage is reached; what is empty is left to the surroundings of the process."""

    endpoint: str = ""
    key_id: str = ""
    secret: str = field(default="", repr=False)
    region: str = ""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything a process needs to know of its surroundings."""

    secret_key: str
    master_key: bytes
    database_url: str
    data: Path
    base_url: str
    demo: bool = False
    mail_url: str = ""
    mail_from: str = "bericht@localhost"
    host: str = "127.0.0.1"
    proxies: int = 0
    storage_url: str = ""
    bucket: Bucket = field(default_factory=Bucket)
    clamd: str = ""
    copy_within: timedelta | None = None
    drill_within: timedelta | None = None
    older_master_keys: tuple[bytes, ...] = ()
    older_secret_keys: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Config":
        """Read and check the settings. Raises ConfigurationError with one clear line."""
        environ = _with_files(environ)
        data = Path(environ.get("DATA", "var")).resolve()
        demo = environ.get("DEMO", "") == "1"
        host = environ.get("HOST", "127.0.0.1")
        if not demo and environ.get("FLASK_DEBUG", "0").lower() not in ("", "0", "false", "no"):
            raise ConfigurationError(
                "FLASK_DEBUG shows everybody the inside of the program: only with DEMO=1"
            )
        if demo and host not in LOOPBACK:
            raise ConfigurationError(f"DEMO=1 goes only with a loopback address, not with HOST={host}")
        base_url = environ.get("BASE_URL", "" if not demo else f"http://{host}:{environ.get('PORT', '8000')}")
        if not base_url:
            raise ConfigurationError("BASE_URL is missing: the address under which people reach the site")
        mail_url = environ.get("MAIL_URL", f"map:{data / 'post'}" if demo else "")
        if not mail_url:
            raise ConfigurationError("MAIL_URL is missing: smtp://user:password@host:587 or map:/a/folder")
        return cls(
            secret_key=_secret_key(environ.get("SECRET_KEY", "")),
            master_key=_master_key(environ.get("MASTER_KEY", "")),
            older_master_keys=tuple(map(_master_key, filter(None, [environ.get("MASTER_KEY_BEFORE")]))),
            older_secret_keys=tuple(map(_secret_key, filter(None, [environ.get("SECRET_KEY_BEFORE")]))),
            database_url=_database_url(environ.get("DATABASE_URL", ""), data),
            data=data,
            base_url=base_url.rstrip("/"),
            demo=demo,
            mail_url=mail_url,
            mail_from=environ.get("MAIL_FROM", "bericht@localhost"),
            host=host,
            proxies=int(environ.get("PROXIES", "0")),
            storage_url=_storage_url(environ.get("STORAGE_URL", ""), data),
            bucket=Bucket(
                endpoint=environ.get("STORAGE_ENDPOINT", ""),
                key_id=environ.get("STORAGE_KEY_ID", ""),
                secret=environ.get("STORAGE_SECRET", ""),
                region=environ.get("STORAGE_REGION", ""),
            ),
            clamd=_clamd(environ.get("CLAMD", "")),
            copy_within=_days(environ, "BACKUP_WITHIN_DAYS", 0 if demo else 2),
            drill_within=_days(environ, "DRILL_WITHIN_DAYS", 0 if demo else 400),
        )

    @property
    def master_keys(self) -> tuple[bytes, ...]:
        """The master key that wraps, and after it the one that only opens still."""
        return (self.master_key, *self.older_master_keys)

    @property
    def marks_within(self) -> dict[Mark, timedelta]:
        """How old the last copy and the last drill may be; without what is not looked at."""
        wished = {Mark.COPY: self.copy_within, Mark.DRILL: self.drill_within}
        return {mark: within for mark, within in wished.items() if within is not None}

    def for_flask(self) -> dict[str, Any]:
        """Give the settings as Flask and its extensions name them."""
        return {
            "SECRET_KEY": self.secret_key,
            "SECRET_KEY_FALLBACKS": list(self.older_secret_keys),
            "MASTER_KEY": self.master_key,
            "MASTER_KEYS": self.master_keys,
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SETTINGS": self,
            "DEMO": self.demo,
            "SESSION_COOKIE_NAME": "__Host-vorm",
            "SESSION_COOKIE_SECURE": True,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": False,
            "MAX_CONTENT_LENGTH": 11 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
            "MAX_FORM_PARTS": 1000,
            "BABEL_DEFAULT_LOCALE": "nl",
            "BABEL_DEFAULT_TIMEZONE": "Europe/Amsterdam",
        }


def _secret_key(value: str) -> str:
    if len(value) < 32 or value.lower() in DEFAULT_SECRETS or len(set(value)) < 8:
        raise ConfigurationError("SECRET_KEY is missing, shorter than 32 characters or not random")
    return value


def _with_files(environ: Mapping[str, str]) -> Mapping[str, str]:
    """The settings, with what stands in the file that `…_FILE` names; a key that others can read is no key."""
    read = dict(environ)
    for name in IN_FILES:
        place = environ.get(f"{name}_FILE")
        if not place:
            continue
        file = Path(place)
        try:
            open_to_others = stat.S_IMODE(file.stat().st_mode) & 0o077
            read[name] = file.read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigurationError(f"{name}_FILE: {file} cannot be read ({type(error).__name__})") from None
        if open_to_others:
            raise ConfigurationError(
                f"{name}_FILE: others on this computer can read {file}; do: chmod 400 {file}"
            )
    return read


def _master_key(value: str) -> bytes:
    try:
        key = base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ConfigurationError("MASTER_KEY is not base64") from error
    if len(key) != 32 or len(set(key)) < 8:
        raise ConfigurationError("MASTER_KEY is missing or not 32 random bytes in base64")
    return key


def _storage_url(value: str, data: Path) -> str:
    if not value:
        return f"map:{data / 'papieren'}"
    if not re.fullmatch(r"map:/.+|s3://[^/]+(/.*)?", value):
        raise ConfigurationError("STORAGE_URL is map:/a/folder or s3://bucket/prefix")
    return value


def _clamd(value: str) -> str:
    if value and not re.fullmatch(r"unix:/.+|tcp:[^:]+:\d+", value):
        raise ConfigurationError("CLAMD is unix:/run/clamav/clamd.ctl or tcp:host:3310")
    return value


def _days(environ: Mapping[str, str], name: str, usual: int) -> timedelta | None:
    """A number of days; None for 0, which is not looked at."""
    value = environ.get(name, "").strip() or str(usual)
    if not re.fullmatch(r"[0-9]{1,4}", value):
        raise ConfigurationError(f"{name} is a whole number of days, or 0 for not looking at it")
    return timedelta(days=int(value)) or None


def _database_url(value: str, data: Path) -> str:
    if not value:
        return f"sqlite:///{data / 'schuldhulp.sqlite'}"
    if value.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + value.split("://", 1)[1]
    return value
