"""A file to be imported: its bytes, its text, and its true kind, which the name need not show."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from io import BytesIO
from typing import Final

from ...problems import Problem, ProblemError

MOST_BYTES: Final = 200_000_000
MOST_UNPACKED: Final = 500_000_000
MOST_RATIO: Final = 200
MOST_ENTRIES: Final = 20_000
RATIO_FROM: Final = 20_000_000
"""Unpacked bytes below which a high ratio is harmless: text packs well."""
PICTURES: Final = {
    b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"BM": ".bmp",
    b"II*\0": ".tif", b"MM\0*": ".tif",
}  # fmt: skip
ENCODINGS: Final = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Source:
    """One file: `text` for what is text, `files` for what is a ZIP archive; `beside` reads a file next to it."""

    name: str
    content: bytes = b""
    text: str = ""
    files: Mapping[str, Callable[[], bytes]] = field(default_factory=dict)
    beside: Callable[[str], bytes | None] = lambda path: None
    modified: Date | None = None
    notices: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """The name without folders."""
        return self.name.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The name without folders and ending."""
        return self.file_name.rpartition(".")[0] or self.file_name


def open_source(
    name: str,
    content: bytes,
    beside: Callable[[str], bytes | None] = lambda path: None,
    encoding: str = "",
    modified: Date | None = None,
) -> Source:
    """Return the file, read as what it is.  Raises ProblemError when it is empty, too large, locked or no document."""
    if not content.strip():
        raise refusal(
            name, "the file is empty", "save the document once more, or paste its text: reportgen import article -"
        )
    if len(content) > MOST_BYTES:
        raise refusal(name, f"the file is larger than {MOST_BYTES // 1_000_000} MB", "take pictures out, or split it")
    _refuse_other_kinds(name, content)
    if content.startswith(b"PK\x03\x04"):
        return Source(name, content, files=_archive(name, content), beside=beside, modified=modified)
    text, notices = decode(name, content, encoding)
    return Source(name, content, text.replace("\r\n", "\n").replace("\r", "\n"), {}, beside, modified, notices)


def refusal(name: str, message: str, hint: str, line: int = 0) -> ProblemError:
    """Return a problem of the whole file, to be raised."""
    return ProblemError([Problem(message=message, path=name, line=line, hint=hint)])


def picture_kind(content: bytes) -> str:
    """Return the ending of the picture format that the bytes are in; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    if content[4:12] in (b"ftypavif", b"ftypavis"):
        return ".avif"
    if re.match(
        rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]", content[:2000], re.S
    ):
        return ".svg"
    return next((ending for magic, ending in PICTURES.items() if content.startswith(magic)), "")


def _refuse_other_kinds(name: str, content: bytes) -> None:
    """Raise for files that are no document, or one that cannot be opened."""
    if kind := picture_kind(content):
        what = kind.removeprefix(".").upper().replace("JPG", "JPEG").replace("TIF", "TIFF")
        raise refusal(
            name,
            f"the file is a picture ({what}), not a document",
            "hand in the text, and put the picture beside it",
        )
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise refusal(
                name,
                "the file is locked with a password",
                "open it in Word, save it without a password, and import that",
            )
        raise refusal(
            name, "the file is in the format of Word 97 to 2003 (.doc)", "open it in Word and save it as .docx"
        )
    if content.startswith(b"%PDF"):
        raise refusal(
            name, "the file is a PDF, which has no structure to read", "import what it was made from, or paste its text"
        )
    if content.startswith(b"{\\rtf"):
        raise refusal(name, "the file is in Rich Text Format", "open it in Word and save it as .docx")


def _archive(name: str, content: bytes) -> dict[str, Callable[[], bytes]]:
    """Return the files of a ZIP archive, unread.  Raises ProblemError for one that is broken, locked or a bomb."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile as error:
        raise refusal(name, f"the archive cannot be read: {error}", "save or download it once more") from None
    entries = [each for each in archive.infolist() if not each.filename.endswith("/")]
    total = sum(each.file_size for each in entries)
    if (
        len(entries) > MOST_ENTRIES
        or total > MOST_UNPACKED
        or (total > RATIO_FROM and total > MOST_RATIO * len(content))
    ):
        size = f"{len(content):,} bytes would become {total:,}"
        raise refusal(
            name, f"the archive unpacks to far more than a document holds: {size}", "save the document once more"
        )
    if any(each.flag_bits & 1 for each in entries):
        raise refusal(name, "the archive is locked with a password", "save it without a password")

    def reader(entry: zipfile.ZipInfo) -> Callable[[], bytes]:
        def read() -> bytes:
            try:
                return archive.read(entry)
            except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
                raise refusal(
                    name, f"{entry.filename} in the archive cannot be read: {error}", "save it once more"
                ) from None

        return read

    return {each.filename.replace("\\", "/").removeprefix("./"): reader(each) for each in entries}


# ---- text


def decode(name: str, content: bytes, encoding: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the text of a file, and what its encoding was when it is not UTF-8.

    Raises ProblemError when the bytes are no text, or not in the encoding that was named.
    """
    if encoding:
        return _named(name, content, encoding), ()
    found = _marked(content)
    if found != "utf-8":
        return _named(name, content, found).removeprefix("\ufeff"), (f"read as {ENCODINGS[found]}",)
    if b"\0" in content[:4000]:
        raise refusal(
            name, "the file is not text", "hand in a document: text, Markdown, HTML, DOCX or a WordPress export"
        )
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    stated = re.search(rb"""charset\s*=\s*["']?([\w-]+)""", content[:4000]) or re.search(
        rb"""<\?xml[^>]*encoding\s*=\s*["']([\w-]+)""", content[:200]
    )
    if stated and stated[1].decode("ascii").lower() not in ("utf-8", "utf8"):
        asked = stated[1].decode("ascii")
        return _named(name, content, asked), (f"read as {asked}, as the file states",)
    try:
        return content.decode("cp1252"), (
            "not UTF-8, so read as Windows-1252; another encoding is named with --encoding",
        )
    except UnicodeDecodeError:
        hint = "name its encoding, for example --encoding iso-8859-2, or save it as UTF-8"
        raise refusal(name, "neither UTF-8 nor Windows-1252", hint, line) from None


def _marked(content: bytes) -> str:
    """Return the encoding that the first bytes show."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8"


def _named(name: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except LookupError:
        raise refusal(
            name, f"there is no encoding {encoding!r}", "for example utf-8, utf-16, cp1252, iso-8859-2"
        ) from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refusal(name, f"not text in {encoding}", "name another one with --encoding", line) from None
