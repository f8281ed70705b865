"""Documents of other products, read into one form (`model`) and written as articles of ours.

source    a file as it is given in: bytes, text, archive; refused when it is no document
formats/  one file for each kind: recognises it and reads it, mostly through HTML
markdown, page, html_*   what several formats share
model     the one form: blocks, inline text, pictures, remarks
articles  ids, authors, links, pictures: the files of a project
write_*   blocks to Markdown, front matter
"""

from __future__ import annotations

from .articles import Article, Import, Project, make_articles
from .linking import Found
from .reading import members, read_source
from .source import Source, open_source

__all__ = ["Article", "Found", "Import", "Project", "Source", "make_articles", "members", "open_source", "read_source"]
