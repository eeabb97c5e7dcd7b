#!/bin/sh
# Everything that reads the source without running it: style, types, import contracts, templates,
# known mistakes. Called by ./test and make check. Goes on after a failure, so one run shows all.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=

try() { # name, command...
    name=$1
    shift
    if output=$("$@" 2>&1); then
        printf '  %-22s goed\n' "$name"
    else
        printf '  %-22s FOUT\n%s\n' "$name" "$output"
        failed="$failed $name"
    fi
}

try "ruff" "$bin/ruff" check --quiet .
try "mypy" "$bin/mypy" --no-error-summary
try "import-linter" "$bin/lint-imports" --config setup.cfg
[ -d templates ] && try "djlint" "$bin/djlint" templates --lint --quiet --configuration .djlintrc
try "bandit" "$bin/bandit" --quiet --recursive --severity-level medium schuldhulp

[ -z "$failed" ] || { echo "Niet goed:$failed" >&2; exit 1; }
