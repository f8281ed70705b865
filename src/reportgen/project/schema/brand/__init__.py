"""The brand of a company: what `_brand.yml` may hold (`BrandFile`), and the checked brand that pages use (`Brand`)."""

from .brand import Brand, Face, read_brand
from .colours import OPTIONS
from .file import BrandFile, Contact
from .svg import svg_problems

__all__ = ["OPTIONS", "Brand", "BrandFile", "Contact", "Face", "read_brand", "svg_problems"]
