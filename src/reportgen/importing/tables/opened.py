"""The sheets of a file that somebody exported, with what was recognised in its bytes."""

from __future__ import annotations

from dataclasses import replace

from ...problems import ProblemError
from ...project.readers.table import Sheet, refusal
from ...project.readers.tables import sheets

UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def opened_sheets(raw: bytes, path: str, encoding: str = "") -> list[Sheet]:
    """Return the visible sheets of a file; text that is no UTF-8 is read as Windows-1252, and told.

    Raises ProblemError when the file is no table.
    """
    notices: tuple[str, ...] = ()
    if not encoding and raw.startswith(UTF_16):
        notices = ("read as UTF-16",)
    elif not encoding and _is_windows(raw):
        encoding = "cp1252"
        notices = ("not UTF-8, so read as Windows-1252; another encoding is named with --encoding",)
    if raw[:4].lower() == b"sep=":
        notices = (*notices, "the first line names the separator")
    try:
        found = sheets(raw, path, encoding)
    except ProblemError as error:
        if encoding == "cp1252" and "not text in cp1252" in str(error):
            hint = "name its encoding, for example --encoding iso-8859-2, or save it as UTF-8"
            raise refusal(path, "neither UTF-8 nor Windows-1252", hint, error.problems[0].line) from None
        raise
    return [replace(sheet, notices=(*notices, *sheet.notices)) for sheet in found]


def _is_windows(raw: bytes) -> bool:
    """Return whether the bytes are text in none of the encodings that show what they are."""
    if b"\0" in raw:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
