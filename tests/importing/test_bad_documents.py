"""Files that are no document, or a broken one: each with its exact message."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from importing import docx
from reportgen.importing.documents import formats, open_source, read_source
from reportgen.importing.documents.source import decode
from reportgen.problems import ProblemError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(name: str, content: bytes, encoding: str = "") -> str:
    """The message with which a file is refused."""
    with pytest.raises(ProblemError) as caught:
        source = open_source(name, content, encoding=encoding)
        formats.read(source, formats.recognise(source)[0])
    return str(caught.value)


def archive(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in files.items():
            written.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b" \n",
            "a.docx: the file is empty\n    save the document once more, or paste its text: reportgen import article -",
        ),
        (
            b"\x89PNG\r\n\x1a\n....",
            "a.docx: the file is a picture (PNG), not a document\n    hand in the text, and put the picture beside it",
        ),
        (
            OLE + b"...",
            "a.docx: the file is in the format of Word 97 to 2003 (.doc)\n    open it in Word and save it as .docx",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "a.docx: the file is locked with a password\n"
            "    open it in Word, save it without a password, and import that",
        ),
        (
            b"%PDF-1.7",
            "a.docx: the file is a PDF, which has no structure to read\n"
            "    import what it was made from, or paste its text",
        ),
        (
            b"{\\rtf1 hello}",
            "a.docx: the file is in Rich Text Format\n    open it in Word and save it as .docx",
        ),
        (
            b"PK\x03\x04 cut off",
            "a.docx: the archive cannot be read: File is not a zip file\n    save or download it once more",
        ),
        (
            b"\x00\x01\x02 binary",
            "a.docx: the file is not text\n    hand in a document: text, Markdown, HTML, DOCX or a WordPress export",
        ),
    ],
    ids=["empty", "picture", "doc", "password", "pdf", "rtf", "cut-off", "binary"],
)
def test_what_is_no_document_is_refused(content: bytes, message: str) -> None:
    assert refused("a.docx", content) == message


def test_an_archive_that_unpacks_to_far_more_is_refused_unread() -> None:
    bomb = archive({"word/document.xml": b"0" * 60_000_000})
    assert refused("a.docx", bomb) == (
        f"a.docx: the archive unpacks to far more than a document holds: {len(bomb):,} bytes would become 60,000,000\n"
        "    save the document once more"
    )


def test_an_archive_that_is_no_document_is_refused() -> None:
    assert refused("a.zip", archive({"a.bin": b"1"})) == (
        "a.zip: an archive that is no document\n    hand in text, Markdown, HTML, DOCX or a WordPress export"
    )


def test_a_broken_document_inside_is_refused() -> None:
    assert refused("a.docx", docx.document("<w:p>")).startswith("a.docx: the document cannot be read: mismatched tag")


def test_entities_in_word_and_wordpress_are_refused() -> None:
    assert "the document declares entities" in refused(
        "a.docx", archive({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})
    )
    assert "the export declares entities" in refused(
        "a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><rss xmlns:wp="http://wordpress.org/export/1.2/">&b;</rss>'
    )


def test_an_export_that_was_cut_off_is_refused_with_its_line() -> None:
    text = b'<rss xmlns:wp="http://wordpress.org/export/1.2/">\n<channel>\n<item>'
    assert refused("a.xml", text).startswith("a.xml:3: not XML: no element found")


def test_front_matter_that_is_broken_is_refused_with_its_line() -> None:
    assert refused("a.md", b"---\ntitle: [a\n---\n\nText.\n").startswith("a.md:2: YAML takes [")
    assert refused("a.md", b"+++\ntitle = a\n+++\n\nText.\n").startswith("a.md:1: the front matter is not TOML")


@pytest.mark.parametrize(
    ("content", "notices"),
    [
        ("Größe".encode("utf-16"), ("read as UTF-16",)),
        ("Größe".encode("utf-8-sig"), ()),
        (
            "Größe – €".encode("cp1252"),
            ("not UTF-8, so read as Windows-1252; another encoding is named with --encoding",),
        ),
        (
            '<meta charset="iso-8859-2">Łódź'.encode("iso-8859-2"),
            ("read as iso-8859-2, as the file states",),
        ),
    ],
)
def test_the_encoding_is_recognised_and_told(content: bytes, notices: tuple[str, ...]) -> None:
    text, facts = decode("a.txt", content)
    assert facts == notices
    assert "Gr\u00f6\u00dfe" in text or "\u0141\u00f3d\u017a" in text


def test_an_encoding_is_proposed_and_read_when_it_is_named() -> None:
    raw = b"Ctvrt\x81"
    assert refused("a.txt", raw) == (
        "a.txt:1: neither UTF-8 nor Windows-1252\n"
        "    name its encoding, for example --encoding iso-8859-2, or save it as UTF-8"
    )
    assert decode("a.txt", "Čtvrtek".encode("iso-8859-2"), "iso-8859-2")[0] == "Čtvrtek"
    assert refused("a.txt", b"a", "utf-99") == (
        "a.txt: there is no encoding 'utf-99'\n    for example utf-8, utf-16, cp1252, iso-8859-2"
    )


def test_an_unknown_format_is_answered_with_the_nearest_one() -> None:
    source = open_source("a.txt", b"text")
    with pytest.raises(ProblemError, match="there is no format 'hugoo'\n    did you mean 'hugo'"):
        formats.read(source, "hugoo")


def test_a_page_that_is_nested_too_deeply_is_refused() -> None:
    page = "<div>" * 20_000 + "deep" + "</div>" * 20_000
    with pytest.raises(ProblemError, match=r"a\.html: nested too deeply to read"):
        read_source(open_source("a.html", page.encode()), "web-page")


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(ProblemError, match=r"a\.html: no text was found in it"):
        read_source(open_source("a.html", b"<html><body><script>x</script></body></html>"), "web-page")


def test_a_missing_library_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "mammoth", None)
    assert refused("a.docx", docx.sample()) == (
        "the library mammoth is needed to read Word documents, and is not installed\n"
        "    install reportgen with its extra: pip install 'reportgen[import]'"
    )
