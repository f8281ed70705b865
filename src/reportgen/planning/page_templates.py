"""Which templates a page can reach: its page is made again when one of these changes, and no other."""

from __future__ import annotations

from ..engine.blobs import Blobs
from ..engine.model import Digest
from .site import Article, Site


def page_templates(site: Site, blobs: Blobs, page: str, article: Article | None = None, *more: str) -> Digest:
    """Return the tree of templates that a page can reach: its own closure, and what its article draws."""
    from ..charts import CHARTS
    from ..rendering.template_graph import closure

    roots = [page, *more]
    if article:
        roots += [f"directives/{name}.html" for name in article.references.directives]
        roots += article.references.templates
        roots += [f"charts/{name}.svg" for name in CHARTS] + ["parts/figure.html"]
    names = closure(roots, site.included) & site.templates.keys()
    names |= {name for name in site.templates if name.startswith("strings/")}
    return blobs.tree({name: blobs.file(f"templates/{name}") for name in names})
