#!/bin/sh
# Installs the independent judges of PDF and HTML into .tools/judges, apart from the project's environment.
# What cannot be had is named, and its tests say so; with CI=true the system's part is installed as well.
# Usage: tools/judges.sh UV PYTHON      makes .tools/judges/complete when every judge is there.
set -eu
uv=$1 python=$2 home=.tools/judges here=tests/judges complete=yes

say() { printf '%s\n' "$*" >&2; }
without() { complete=no; say "judges: $1"; }

mkdir -p "$home"
rm -f "$home/complete"
wanted=$("$python" -P src/reportgen/rendering/system.py --command optional || true)
if [ -n "$wanted" ] && [ "${CI:-}" = true ] && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    say "judges: $wanted"
    DEBIAN_FRONTEND=noninteractive sh -c "$wanted" >"$home/system.log" 2>&1 || tail -n 20 "$home/system.log" >&2
    wanted=$("$python" -P src/reportgen/rendering/system.py --command optional || true)
fi
[ -z "$wanted" ] || without "not all can be installed before this is run:  $wanted"

if ! { [ -x "$home/python/bin/python" ] || "$uv" venv --quiet --no-project --python "$python" "$home/python"; } ||
    ! "$uv" pip sync --quiet --python "$home/python" --require-hashes "$here/requirements.lock"; then
    without "page-validation and outloud could not be installed"
fi

if command -v npm >/dev/null; then
    cp "$here/package.json" "$here/package-lock.json" "$home/"
    # from inside the folder: with --prefix npm would not read this machine's settings
    (cd "$home" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >npm.log 2>&1) || {
        tail -n 20 "$home/npm.log" >&2
        without "the Nu HTML checker and axe could not be installed"
    }
fi
[ "$complete" = no ] || touch "$home/complete"
