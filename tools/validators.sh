#!/bin/sh
# Installs the independent validators of PDF and HTML into .tools/validators, apart from the project's environment.
# What cannot be had is named, and its tests say so; with CI=true the system's part is installed as well.
# Usage: tools/validators.sh UV PYTHON      makes .tools/validators/complete when every validator is there.
set -eu
uv=$1 python=$2 home=.tools/validators here=tests/validators complete=yes

say() { printf '%s\n' "$*" >&2; }
without() { complete=no; say "validators: $1"; }

# missing: prints the one command that installs the programs that the validators run on and that are not there, or nothing.
missing() {
    sudo=$([ "$(id -u)" = 0 ] || echo 'sudo ') packages=
    for manager in apt-get dnf apk pacman brew none; do
        command -v "$manager" >/dev/null 2>&1 && break
    done
    # the programs of which one is enough, then the package that brings it
    while IFS='|' read -r names apt dnf apk pacman brew; do
        for name in $names; do command -v "$name" >/dev/null 2>&1 && continue 2; done
        case $manager in
            apt-get) packages="$packages $apt" ;;
            dnf) packages="$packages $dnf" ;;
            apk) packages="$packages $apk" ;;
            pacman) packages="$packages $pacman" ;;
            brew) packages="$packages $brew" ;;
            none) packages="$packages ${names%% *}" ;;
        esac
    done <<TABLE
qpdf|qpdf|qpdf|qpdf|qpdf|qpdf
java|default-jre-headless|java-latest-openjdk-headless|openjdk17-jre-headless|jre-openjdk-headless|openjdk
npm|nodejs npm|nodejs-npm|nodejs npm|nodejs npm|node
chromium chromium-browser google-chrome google-chrome-stable|chromium|chromium|chromium|chromium|--cask chromium
TABLE
    [ -n "$packages" ] || return 0
    case $manager in
        apt-get) echo "${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends$packages" ;;
        dnf) echo "${sudo}dnf install -y$packages" ;;
        apk) echo "${sudo}apk add$packages" ;;
        pacman) echo "${sudo}pacman -S --needed --noconfirm$packages" ;;
        brew) echo "brew install$packages" ;;
        none) echo "your package manager, for:$packages" ;;
    esac
}

mkdir -p "$home"
rm -f "$home/complete"
wanted=$(missing)
if [ -n "$wanted" ] && [ "${CI:-}" = true ] && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    say "validators: $wanted"
    DEBIAN_FRONTEND=noninteractive sh -c "$wanted" >"$home/system.log" 2>&1 || tail -n 20 "$home/system.log" >&2
    wanted=$(missing)
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
