# Sourced by ./run and ./test, from the project's root: what both need before they can begin.
# Sets PYTHON to the interpreter of the virtual environment. POSIX sh; nothing here needs make or git.

fail() { # one clear line, and the status of bad input
    printf '%s\n' "$*" >&2
    exit 2
}

# Names what the system lacks, as Debian packages. $1 is "browser" when a browser is needed too.
missing_packages() {
    packages=
    interpreter=.venv/bin/python
    "$interpreter" -S -c '' >/dev/null 2>&1 || interpreter=python3
    if command -v "$interpreter" >/dev/null 2>&1; then
        found=$("$interpreter" - "${1:-}" <<'PY'
import sys
if sys.version_info < (3, 11):
    print("old-python")
    raise SystemExit
import ctypes
import importlib.util
import os
import ssl


def loads(*names):
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


need = []
if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
    need.append("python3-venv")
for package, names in {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0.0.dylib"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0.0.dylib"),
    "libharfbuzz-subset0": ("libharfbuzz-subset.so.0", "libharfbuzz-subset.dylib", "libharfbuzz-subset.0.dylib"),
}.items():
    if not loads(*names):
        need.append(package)
if "browser" in sys.argv and sys.platform == "linux" and not loads("libatomic.so.1"):
    need.append("libatomic1")  # what drives the browser needs it
paths = ssl.get_default_verify_paths()
if not (os.path.exists(paths.cafile or "") or os.path.isdir("/etc/ssl/certs") and os.listdir("/etc/ssl/certs")):
    need.append("ca-certificates")
print(" ".join(need))
PY
        )
        [ "$found" = old-python ] && fail "Python 3.11 of nieuwer is nodig; hier staat $($interpreter -V 2>&1)."
        packages=$found
    else
        packages="python3 python3-venv ca-certificates libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        [ "${1:-}" != browser ] || packages="$packages libatomic1"
    fi
    if [ "${1:-}" = browser ] && ! browser_path >/dev/null; then
        packages="$packages chromium"
    fi
    printf '%s' "$packages" | sed 's/^ *//'
}

# Prints where Chromium is; status 1 when there is none. CHROMIUM names another one.
browser_path() {
    for candidate in ${CHROMIUM:+"$CHROMIUM"} chromium chromium-browser google-chrome; do
        command -v "$candidate" 2>/dev/null && return 0
    done
    return 1
}

# Debian and its kin, as root or with sudo: install. Elsewhere: say what to type, and stop.
install_packages() {
    line="apt-get install -y --no-install-recommends $*"
    if command -v apt-get >/dev/null 2>&1; then
        if [ "$(id -u)" -eq 0 ]; then
            as_root=
        elif command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            as_root="sudo "
        else
            fail "Installeer eerst met beheerrechten: $line"
        fi
        echo "Systeempakketten installeren: $*"
        # shellcheck disable=SC2086 # as_root and the list of packages are meant to split
        ${as_root}apt-get update -qq &&
            ${as_root}env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
            fail "Installeren lukte niet. Probeer met de hand: $line"
    elif [ "$(uname)" = Darwin ]; then
        fail "Installeer eerst: brew install python pango (ontbreekt hier: $*)"
    else
        fail "Installeer eerst met uw pakketbeheerder (namen van Debian): $*"
    fi
}

# The virtual environment with exactly what the lock $1 names. The copy of the lock that lies in it
# is its stamp: as long as both are equal there is nothing to do.
install_lock() {
    stamp=.venv/installed-$1
    PYTHON=$PWD/.venv/bin/python
    if ! "$PYTHON" -S -c '' >/dev/null 2>&1; then
        rm -f .venv/installed-*
        python3 -m venv --clear .venv || fail "Er kwam geen virtuele omgeving in .venv."
    fi
    cmp -s "$1" "$stamp" && return 0
    echo "Python-pakketten installeren uit $1 (eenmalig, ongeveer een halve minuut)"
    "$PYTHON" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$1" ||
        fail "De pakketten uit $1 zijn niet geinstalleerd. Is er een verbinding met internet?"
    # What an older version needed and no lock names any more would still answer: a package can bring a command of its own.
    left=$(unlocked_packages)
    # shellcheck disable=SC2086 # one word per package
    [ -z "$left" ] || "$PYTHON" -m pip uninstall --quiet --yes $left
    cp "$1" "$stamp"
}

# Names the installed packages that stand in none of the locks, pip and its kin aside.
unlocked_packages() {
    "$PYTHON" - requirements.txt requirements-test.txt <<'PY'
import re
import sys
from importlib.metadata import distributions
from pathlib import Path


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


locked = {"pip", "setuptools", "wheel"}
for lock in sys.argv[1:]:
    locked |= {plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", Path(lock).read_text(), re.MULTILINE)}
print(*sorted({plain(each.metadata["Name"]) for each in distributions()} - locked))
PY
}

prepare() { # $1 the lock, $2 "browser" when one is needed
    packages=$(missing_packages "${2:-}") || exit 2
    # shellcheck disable=SC2086 # one word per package
    [ -z "$packages" ] || install_packages $packages
    install_lock "$1"
}
