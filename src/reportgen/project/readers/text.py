"""The text of a table in the encoding that it states, that its first bytes show, or UTF-8."""

from __future__ import annotations

from .record import decoded
from .table import MAX_BYTES, refusal

ENCODINGS = "utf-8, utf-16, cp1252 or iso-8859-2"


def table_text(raw: bytes, path: str, encoding: str = "") -> str:
    """Return the text of a table.  Raises ProblemError if it is too large, or not text in that encoding."""
    if len(raw) > MAX_BYTES:
        raise refusal(path, f"the file is larger than {MAX_BYTES:,} bytes", "split it")
    if not encoding and raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    text = _named(raw, path, encoding) if encoding else decoded(raw, path, MAX_BYTES)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refusal(path, "the file is not text", "export the table as CSV or XLSX", line)
    return text


def _named(raw: bytes, path: str, encoding: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise refusal(path, f"there is no encoding {encoding!r}", f"for example {ENCODINGS}") from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refusal(path, f"not text in {encoding}", f"name another encoding: {ENCODINGS}", line) from None
