"""The text of a mail without what mail programs add: heads, encodings, signatures."""

from __future__ import annotations

import quopri
import re

_HEAD = re.compile(r"^(from|subject|date|sent|to|cc|reply-to|von|betreff|datum|gesendet|an)\s*:\s*(.+)$", re.I)
_NAMES = {"von": "from", "betreff": "subject", "datum": "date", "gesendet": "date", "sent": "date", "an": "to"}
_FORWARDED = re.compile(
    r"^-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht)\s*-{2,}\s*$", re.I | re.M
)
_SENT_FROM = re.compile(r"\n(?:sent from my|get outlook for|von meinem) [^\n]{3,40}\s*\Z", re.I)


def letter(text: str) -> tuple[str, dict[str, str], tuple[str, ...]]:
    """Return the text of a mail, its `from`, `subject` and `date`, and what was taken off; other texts as they are."""
    notices: list[str] = []
    if len(re.findall(r"=(?:20|[0-9A-F]{2}(?==[0-9A-F]{2}))", text)) > 2 or len(re.findall(r"=\n", text)) > 4:
        text = quopri.decodestring(text.encode("utf-8")).decode("utf-8", "replace")
        notices.append("decoded the signs =20 and the like that a mail program left (quoted-printable)")
    if forwarded := _FORWARDED.search(text):
        text = text[forwarded.end() :]
        notices.append("left out what is above the forwarded message")
    fields, text = _fields(text)
    if fields:
        notices.append(f"took the heads of a mail off: {', '.join(fields)}")
    if signature := re.search(r"\n-- *\n", text):
        notices.append(
            f"left out the mail signature, from {text[signature.end() :].strip().partition(chr(10))[0]!r} on"
        )
        text = text[: signature.start()]
    if _SENT_FROM.search(text):
        text = _SENT_FROM.sub("", text)
        notices.append("left out a line that a mail program adds")
    return text, fields, tuple(notices)


def _fields(text: str) -> tuple[dict[str, str], str]:
    """Return the heads of a mail and the text below them; at least two of them make a mail."""
    fields: dict[str, str] = {}
    lines = text.lstrip("\n").split("\n")
    while lines and (not lines[0].strip() or (found := _HEAD.match(lines[0].strip().replace("*", "")))):
        if lines.pop(0).strip() and found:
            name = found[1].lower()
            fields[_NAMES.get(name, name)] = found[2].strip()
    if len(fields) < 2 or "subject" not in fields:
        return {}, text
    fields["from"] = re.sub(r"\s*<[^>]*>|[\"']", "", fields.get("from", "")).strip()
    fields["subject"] = re.sub(r"^(?:(?:re|fw|fwd|aw|wg)\s*:\s*)+", "", fields["subject"], flags=re.I)
    if "@" in fields["from"]:
        fields["from"] = ""
    return {name: value for name, value in fields.items() if value}, "\n".join(lines)
