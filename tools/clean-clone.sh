#!/bin/sh
# Runs the commands of a new user in a clone of HEAD with an empty home, and tells what was written elsewhere.
# Usage: tools/clean-clone.sh [TARGET...]      (build test)   TREE=1 takes the files as they lie here instead.
set -eu
here=$(pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/home"
if [ "${TREE:-}" ]; then
    mkdir "$place/clone"
    git ls-files -z --cached --others --exclude-standard | xargs -0 tar -cf - 2>/dev/null | tar -xf - -C "$place/clone"
    git -C "$place/clone" init --quiet
    git -C "$place/clone" add --all
else
    git clone --quiet "$here" "$place/clone"
fi
touch "$place/start"
cd "$place/clone"
[ $# -gt 0 ] || set -- build test
failed=0
for target; do
    echo "== make $target"
    env -u XDG_CACHE_HOME -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u VIRTUAL_ENV HOME="$place/home" \
        make "$target" || failed=$?
done
echo "== written outside the clone since the start (the system's packages apart)"
find "$place/home" -mindepth 1
find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /var/lib/dpkg -o -path /var/lib/apt \
    -o -path "$place" -o -path "$here" \) -prune -o -type f -newer "$place/start" -print 2>/dev/null |
    grep -v -E '^/(usr|var/log|var/cache/(apt|debconf|ldconfig))/' || :
exit "$failed"
