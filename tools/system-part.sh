#!/bin/sh
# Makes sure of what no lock file brings: Python with pip, and the libraries that set a PDF.
# Installs them where it may (root, sudo without a password, brew); else says the one command and exits 3.
# Usage: tools/system-part.sh FILE      FILE receives the path of the Python to use.
set -eu

say() { printf '%s\n' "$*" >&2; }

may_install() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || [ "$(uname)" = Darwin ]; }

# install WHAT COMMAND: runs the command where that is allowed, else says it and ends.
install() {
    if may_install; then
        say "installing $1: $2"
        if DEBIAN_FRONTEND=noninteractive sh -c "$2" >&2; then return; fi
        say "that failed.  Fix it, or run it by hand:"
    else
        say "$1: missing, and not ours to install here.  Please run:"
    fi
    say "    $2"
    exit 3
}

python=
for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
    path=$(command -v "$candidate" 2>/dev/null) || continue
    if "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$path
        break
    fi
done
if [ -z "$python" ]; then
    say "Python 3.11 or newer is needed, and $(python3 --version 2>/dev/null || echo 'no Python') was found."
    say "Install it, then say where it is:  make build PYTHON=/path/to/python3.11"
    exit 3
fi

if ! "$python" -m pip --version >/dev/null 2>&1; then
    sudo=$([ "$(id -u)" = 0 ] || echo 'sudo ')
    if command -v apt-get >/dev/null; then
        install "pip for $python" "${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends python3-pip"
    elif command -v dnf >/dev/null; then
        install "pip for $python" "${sudo}dnf install -y python3-pip"
    else
        install "pip for $python" "$python -m ensurepip --user"
    fi
    if ! "$python" -m pip --version >/dev/null 2>&1; then
        say "$python still has no pip; say which Python to use:  make build PYTHON=/path/to/python3"
        exit 3
    fi
fi

missing() { "$python" -P src/reportgen/rendering/system.py --command || true; }
command=$(missing)
if [ -n "$command" ]; then
    install "the libraries that set a PDF" "$command"
fi
if ! "$python" -P src/reportgen/rendering/system.py >/dev/null; then
    "$python" -P src/reportgen/rendering/system.py >&2 || exit 3
fi
printf '%s\n' "$python" >"$1"
