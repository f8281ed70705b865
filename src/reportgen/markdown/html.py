"""Tokens to HTML, with calls in Jinja for what is known only when a page is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from ..problems import did_you_mean
from .checks import pieces, quoted
from .headings import heading_id
from .jinja_tags import MARK
from .margins import marked
from .state import Session, session

WIDE: Final = 4
"""Columns from which a table may need to scroll on a phone."""

ALERTS: Final = frozenset({"note", "tip", "important", "warning", "caution"})

Rule = Callable[[Any, Sequence[Token], int, Any, Any], str]


def to_html(tokens: list[Token], parser: MarkdownIt, env: dict[str, object]) -> str:
    """Return the HTML of the tokens, marks still in it."""
    _tables(tokens, session(env))
    _captions(tokens)
    env["parser"] = parser  # for the arguments of directives
    return str(parser.renderer.render(marked(tokens), parser.options, env))


def install(parser: MarkdownIt) -> None:
    """Give the parser our rules for the tokens we write differently."""
    for name, rule in RULES.items():
        parser.add_render_rule(name, rule)


def _add(env: Any, text: str, token: Token | None = None) -> str:
    """Return the mark of a tag of our own."""
    found = session(env)
    return found.tags.add(text, found.line_of(token) if token else 0)


def _heading_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    arguments = [token.tag[1], pieces(heading_id(token, tokens[at + 1]), session(env))]
    if "class" in token.attrs:
        arguments.append(pieces(str(token.attrs["class"]), session(env)))
    # A filter costs a third of what a call costs, and a page has many headings.
    return _add(env, f"{{% filter heading({', '.join(arguments)}) %}}", token)


def _heading_close(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return _add(env, "{% endfilter %}", tokens[at]) + "\n"


def _directive_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token, found = tokens[at], session(env)
    line = found.line_of(token)
    if token.info == "chart":
        name = token.content.strip()
        if name not in found.charts:
            found.problem(f"unknown chart {found.tags.restore(name)!r}", line, did_you_mean(name, found.charts))
        found.used_charts.add(name)
        return found.tags.add(f"{{% call chart({quoted(name)}) %}}", line)
    if token.info not in found.directives:
        hint = did_you_mean(token.info, found.directives | {"chart"})
        if token.info.lower() in ALERTS:
            hint = f"write > [!{token.info.upper()}] and > before each line"
        found.problem(f"unknown directive {token.info!r}", line, hint)
    found.used_directives.add(token.info)
    argument = pieces(_plain(token.content, env), found)
    return found.tags.add(f"{{% call directive({quoted(token.info)}, {argument}) %}}", line)


def _plain(text: str, env: Any) -> str:
    """Return a directive's argument with its quotes curled, as text."""
    inline = env["parser"].parseInline(text, {"session": session(env)})
    return "".join(_alternative(inline[0].children or [])) if inline else ""


def _call_end(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return _add(env, "{% endcall %}") + "\n"


def _gather_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return _add(env, "{% call gather() %}", tokens[at])


def _item_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Return an item; that a task is done is said in words, for a checkbox nobody can tick is no form."""
    token = tokens[at]
    if "checked" not in token.meta:
        return f"<li{self.renderAttrs(token)}>" + ("" if _is_tight(tokens, at) else "\n")
    state = "done" if token.meta["checked"] else "open"
    token.attrJoin("class", f"task-{state}")
    label = _add(env, f"{{{{ task_state({quoted(state)}) }}}}", token)
    return f'<li{self.renderAttrs(token)}><span class="visually-hidden">{label}</span> '


def _is_tight(tokens: Sequence[Token], at: int) -> bool:
    after = tokens[at + 1]
    return after.hidden or after.type in ("list_item_close", "tag_block")


def _tag(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return str(tokens[at].meta["mark"])


def _mark(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return tokens[at].content


def _tag_block(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return tokens[at].content + "\n"


def _image(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    token.attrs["alt"] = "".join(_alternative(token.children or []))
    return f"<img{self.renderAttrs(token)}>"


def _alternative(children: Sequence[Token]) -> Iterator[str]:
    """Yield the words of an inline text, marks among them."""
    for child in children:
        if child.type == "tag":
            yield child.meta["mark"]
        elif child.type in ("softbreak", "hardbreak"):
            yield " "
        elif child.children:
            yield from _alternative(child.children)
        else:
            yield child.content


def _fence(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Return a block of code, highlighted by classes that a style sheet colours."""
    token = tokens[at]
    text = session(env).tags.restore(token.content)
    language = (token.info.split() or [""])[0]
    attributes = f' class="language-{escapeHtml(MARK.sub("", language))}"' if language else ""
    return f'<pre class="highlight"><code{attributes}>{_highlighted(text, language)}</code></pre>\n'


def _highlighted(text: str, language: str) -> str:
    if not language:
        return escapeHtml(text)
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return escapeHtml(text)
    return str(highlight(text, lexer, HtmlFormatter(nowrap=True)))


def _code_inline(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    return f"<code{self.renderAttrs(token)}>{escapeHtml(session(env).tags.restore(token.content))}</code>"


def _alert_title(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Return the title of an alert in the page's language; the English word that follows is dropped."""
    kind = quoted(tokens[at + 1].content.lower())
    tokens[at + 1].children = []
    return f'<p class="alert-title">{_add(env, f"{{{{ alert_title({kind}) }}}}", tokens[at])}'


def _alert_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return f'<div class="alert alert-{tokens[at].info.lower()}" role="note">\n'


def _footnote_ref(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return _add(env, f"{{{{ footnote({tokens[at].meta['id']}) }}}}")


def _footnotes(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return _add(env, "{% call footnotes() %}") + "\n"


def _footnote_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return _add(env, f"{{% call footnote_text({tokens[at].meta['id']}) %}}")


def _footnote_back(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """Return the ways back to the text; how many there are is known only when the page is made."""
    first = tokens[at].meta["subId"] == 0
    return _add(env, f"{{{{ footnote_back({tokens[at].meta['id']}) }}}}") if first else ""


def _table_open(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    label = token.meta.get("label")
    before = f'<div class="table-wrap" role="group" aria-label="{escapeHtml(label)}" tabindex="0">\n' if label else ""
    return f"{before}<table{self.renderAttrs(token)}>\n"


def _table_close(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    return "</table>\n" + ("</div>\n" if tokens[at].meta.get("label") else "")


def _tables(tokens: list[Token], found: Session) -> None:
    """Give cells their classes and scopes; a table whose first head cell is empty has heads in its rows.

    An empty head cell is a `<td>`: PDF/UA has no place for a head that heads nothing.
    """
    heads: list[str] = []
    opened: list[Token] = []
    for at, token in enumerate(tokens):
        if token.type == "table_open":
            heads, opened = [], [*opened, token]
        elif token.type in ("th_open", "td_open"):
            inline, close = tokens[at + 1], tokens[at + 2]
            _align(token)
            if token.type == "th_open":
                heads.append("".join(_alternative(inline.children or [])))
                _as_head(token, close, "col" if heads[-1] else "")
            elif heads and not heads[0] and tokens[at - 1].type == "tr_open":
                _as_head(token, close, "row" if inline.content else "")
        elif token.type == "table_close":
            start = opened.pop()
            if len(heads) >= WIDE:
                start.meta["label"] = token.meta["label"] = ", ".join(filter(None, heads))


def _align(token: Token) -> None:
    """Set the alignment as a class: a strict security policy allows no style attribute."""
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrJoin("class", "align-" + style.removeprefix("text-align:"))


def _as_head(token: Token, close: Token, scope: str) -> None:
    token.tag = close.tag = "th" if scope else "td"
    if scope:
        token.attrs["scope"] = scope


def _captions(tokens: list[Token]) -> None:
    """Hide the paragraph of a chart's caption if the caption is that one paragraph."""
    for at, token in enumerate(tokens[:-4]):
        kinds = [each.type for each in tokens[at + 1 : at + 5]]
        alone = kinds == ["paragraph_open", "inline", "paragraph_close", "directive_close"]
        if alone and token.type == "directive_open" and token.info == "chart":
            tokens[at + 1].hidden = tokens[at + 3].hidden = True


RULES: Final[dict[str, Rule]] = {
    "heading_open": _heading_open,
    "heading_close": _heading_close,
    "directive_open": _directive_open,
    "directive_close": _call_end,
    "list_item_open": _item_open,
    "gather_open": _gather_open,
    "gather_close": _call_end,
    "mark": _mark,
    "tag": _tag,
    "tag_block": _tag_block,
    "image": _image,
    "fence": _fence,
    "code_block": _fence,
    "code_inline": _code_inline,
    "alert_open": _alert_open,
    "alert_title_open": _alert_title,
    "footnote_ref": _footnote_ref,
    "footnote_block_open": _footnotes,
    "footnote_block_close": _call_end,
    "footnote_open": _footnote_open,
    "footnote_close": _call_end,
    "footnote_anchor": _footnote_back,
    "table_open": _table_open,
    "table_close": _table_close,
}
