#!/bin/sh
# An environment for each supported Python that is on this machine, beside the one in use: the tests compare what they make.
#   pythons.sh UV
# What is not there is left out, and its test says so.
set -eu
folder=.tools/pythons
mkdir -p "$folder"
for version in 3.11 3.12 3.13; do
	found=
	for candidate in "$(command -v "python$version" || :)" "$HOME/.pyenv/versions/$version".*/bin/python; do
		# A name on the path may be a signpost to a version that is not installed: only one that runs counts.
		found=$("$candidate" -c 'import sys; print(sys.executable)' 2>/dev/null) && break
		found=
	done
	[ -n "$found" ] || continue
	echo "Python $version for the tests that compare, into $folder/$version" >&2
	"$1" venv --quiet --no-project --clear --python "$found" "$folder/$version"
	"$1" pip sync --quiet --python "$folder/$version" --require-hashes requirements.lock
	touch "$folder/$version/.complete"
done
touch "$folder/complete"
