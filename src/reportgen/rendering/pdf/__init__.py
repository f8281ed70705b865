"""Pages to PDF: the only room that knows WeasyPrint.  It gives one recipe, `pdf`, which sees nothing but its inputs."""

from .page_to_pdf import HOME, PATCHED, ClosedFetcher, complaints, pdf

__all__ = ["HOME", "PATCHED", "ClosedFetcher", "complaints", "pdf"]
