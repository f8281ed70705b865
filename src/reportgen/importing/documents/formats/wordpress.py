"""A WordPress export (WXR): every post and page in it, with tags, dates, authors and old addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ..dates import read_date
from ..html_blocks import blocks
from ..html_body import read_tree
from ..html_tree import body, tree
from ..markdown import remark
from ..model import Blocks, Document
from ..source import Source, refusal

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
BLOCK_TAGS = (
    "address|article|aside|blockquote|dd|div|dl|dt|figure|form|h[1-6]|hr|li|ol|p|pre|section|table|tbody|td|th|thead|"
    "tr|ul"
)
_BLOCK = re.compile(rf"</?(?:{BLOCK_TAGS}|iframe|x-remark|x-callout)\b", re.I)
_CAPTION = re.compile(r"\[caption([^\]]*)\](.*?)\[/caption\]", re.S)
_SHORTCODE = re.compile(r"\[(/?)([a-z][\w-]{2,})((?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'|\S+?))*)\s*/?\]")
_KNOWN = {"gallery", "embed", "video", "audio", "youtube", "playlist", "contact-form-7", "contact-form", "gravityform",
          "button", "su_box", "toc"}  # fmt: skip
_TRANSPARENT = re.compile(r"vc_|et_pb_|fusion_|su_")


def recognise(source: Source) -> tuple[int, str]:
    """Return the certainty, from 0 to 100, that this is a WordPress export, and why."""
    if "wordpress.org/export/" in source.text[:20_000] and "<rss" in source.text[:20_000]:
        return 100, "it declares the namespace wordpress.org/export"
    return 0, ""


def read(source: Source) -> list[Document]:
    """Return the posts and pages that are published, or drafts; revisions, menus and the bin are left out."""
    if "<!ENTITY" in source.text:
        raise refusal(source.name, "the export declares entities, which WordPress never does", "export it once more")
    try:
        root = ElementTree.fromstring(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", source.text))
    except ElementTree.ParseError as error:
        raise refusal(
            source.name, f"not XML: {error}", "export it once more; a large one may be cut off", error.position[0]
        ) from None
    authors = {
        _text(each, "author_login"): _text(each, "author_display_name") for each in root.iter() if _is(each, "author")
    }
    items = list(root.iter("item"))
    kept = [item for item in items if _text(item, "post_type") in ("post", "page") and _wanted(item)]
    left = len([each for each in items if _text(each, "post_type") in ("post", "page")]) - len(kept)
    notices = (f"left out {left} posts that are in the bin, empty or private",) if left else ()
    attached = {
        _text(each, "post_id"): _text(each, "attachment_url")
        for each in items
        if _text(each, "post_type") == "attachment"
    }
    return [
        _document(each, source.name, authors, attached, notices if number == 0 else ())
        for number, each in enumerate(kept)
    ]


def _wanted(item: Element) -> bool:
    status = _text(item, "status")
    return status in ("publish", "draft", "future", "pending") and bool((item.findtext(CONTENT) or "").strip())


def _document(
    item: Element, name: str, authors: dict[str, str], attached: dict[str, str], notices: tuple[str, ...]
) -> Document:
    meta = {_text(each, "meta_key"): _text(each, "meta_value") for each in item if _is(each, "postmeta")}
    bodies = _block_notes(meta.get("footnotes", ""))
    labels = {each: str(number) for number, each in enumerate(bodies, 1)}
    html = re.sub(
        r'<sup data-fn="([^"]+)"[^>]*>.*?</sup>',
        lambda each: f'<x-note label="{labels[each[1]]}"></x-note>' if each[1] in labels else "",
        item.findtext(CONTENT) or "",
        flags=re.S,
    )
    found, notes = read_tree(tree(prepared(html, attached)))
    notes |= {labels[each]: body_of for each, body_of in bodies.items()}
    link = (item.findtext("link") or "").strip()
    login = item.findtext(CREATOR) or ""
    path = urlsplit(link)
    excerpt = next(
        (each.text or "" for each in item if "excerpt" in str(each.tag) and str(each.tag).endswith("}encoded")), ""
    )
    terms = [(each.get("domain", ""), each.text or "") for each in item.iter("category")]
    draft = _text(item, "status") != "publish"
    title = _plain(item.findtext("title") or "")
    return Document(
        name=f"{name}: {title}",
        title=title,
        blocks=found,
        notes=notes,
        description=_plain(meta.get("_yoast_wpseo_metadesc") or meta.get("rank_math_description") or excerpt),
        date=read_date(_text(item, "post_date")) or read_date(item.findtext("pubDate") or ""),
        modified=read_date(_text(item, "post_modified")),
        authors=tuple(each for each in [authors.get(login) or login] if each),
        tags=tuple(
            dict.fromkeys(
                _plain(text) for kind, text in terms if kind in ("post_tag", "category") and text != "Uncategorized"
            )
        ),
        draft=draft,
        slug=_text(item, "post_name"),
        url=link if path.path.strip("/") and "?" not in link else "",
        aliases=(path.path,) if path.path.strip("/") and not draft else (),
        notices=notices,
    )


def prepared(html: str, attached: dict[str, str]) -> str:
    """Return a post's text with shortcodes as elements, and paragraphs where WordPress makes them when it shows it."""
    blocked = "<!-- wp:" in html
    html = re.sub(r"<!--\s*/?wp:.*?-->", "", html, flags=re.S)
    html = re.sub(r"<!--(more|nextpage).*?-->", "", html)
    html = _CAPTION.sub(_figure, html)
    html = re.sub(
        r"(?m)^\s*(https?://(?:www\.)?(?:youtube\.com|youtu\.be|vimeo\.com|twitter\.com|x\.com)/\S+)\s*$", _embed, html
    )
    html = re.sub(
        r"\[(code|sourcecode)(?:\s+lang(?:uage)?=[\"']?([\w+-]*)[\"']?)?[^\]]*\](.*?)\[/\1\]", _code, html, flags=re.S
    )
    html = _SHORTCODE.sub(lambda found: _shortcode(found, attached), html)
    return html if blocked else paragraphs(html)


def paragraphs(html: str) -> str:
    """Return the HTML of classic text, in which blank lines part paragraphs and a line end is one."""
    kept: list[str] = []

    def hold(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\n\n\x00{len(kept) - 1}\x00\n\n"

    html = re.sub(r"<(pre|table|ul|ol|dl|figure|blockquote|script|style)\b.*?</\1>", hold, html, flags=re.S | re.I)
    found = []
    for part in re.split(r"\n\s*\n", html):
        part = part.strip()
        if held := re.fullmatch("\x00(\\d+)\x00", part):
            found.append(kept[int(held[1])])
        elif part and not _BLOCK.match(part):
            found.append(f"<p>{part.replace(chr(10), '<br>')}</p>")
        elif part:
            found.append(part)
    text = "\n".join(found)
    return re.sub("\x00(\\d+)\x00", lambda each: kept[int(each[1])], text)


def _figure(found: re.Match[str]) -> str:
    image = re.search(r"<img[^>]*>", found[2])
    words = (
        re.sub(r"<img[^>]*>|</?a\b[^>]*>", "", found[2]).strip()
        or (re.search(r'caption="([^"]*)"', found[1]) or ["", ""])[1]
    )
    return f"\n\n<figure>{image[0] if image else ''}<figcaption>{words}</figcaption></figure>\n\n"


def _embed(found: re.Match[str]) -> str:
    return f'\n\n<iframe src="{found[1]}"></iframe>\n\n'


def _code(found: re.Match[str]) -> str:
    text = found[3].replace("<", "&lt;").replace("&amp;lt;", "&lt;")
    return f'\n\n<pre><code class="language-{found[2] or ""}">{text}</code></pre>\n\n'


def _shortcode(found: re.Match[str], attached: dict[str, str]) -> str:
    """Return a shortcode: layout goes, a gallery becomes its pictures, another one is named as left out."""
    closing, name, rest = found[1], found[2].lower(), found[3] or ""
    if _TRANSPARENT.match(name):
        return "\n\n"
    if name not in _KNOWN and not rest and not closing:
        return found[0]  # words in brackets, as people write them
    if closing:
        return "" if name in _KNOWN or "=" in rest else found[0]
    values = dict(re.findall(r"([\w-]+)=[\"']?([^\"'\]]*)[\"']?", rest))
    if name == "gallery" and any(each in attached for each in values.get("ids", "").split(",")):
        pictures = [attached[part] for part in values["ids"].split(",") if part in attached]
        return "\n\n" + "\n\n".join(f'<figure><img src="{picture}"></figure>' for picture in pictures) + "\n\n"
    what = next((values[key] for key in ("src", "url", "mp4", "id", "title") if values.get(key)), "")
    return remark("left out", f"the WordPress shortcode {name} {what}".strip(), "write what it showed")


def _block_notes(text: str) -> dict[str, Blocks]:
    """Return the footnotes of the block editor by id; the export has them apart from the text."""
    try:
        found = json.loads(text) if text else []
    except ValueError:
        return {}
    return {
        str(each["id"]): blocks(body(tree(str(each.get("content", "")))))
        for each in found
        if isinstance(each, dict) and "id" in each
    }


def _plain(html: str) -> str:
    """Return text without tags and entities."""
    from ..html_tree import text_of

    return " ".join(text_of(body(tree(html))).split()) if html else ""


def _is(element: Element, name: str) -> bool:
    return str(element.tag).endswith(f"}}{name}")


def _text(item: Element, name: str) -> str:
    return next((child.text or "" for child in _children(item) if _is(child, name)), "").strip()


def _children(item: Element) -> Iterator[Element]:
    return iter(item)
