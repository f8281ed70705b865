"""What makes a PDF one to keep: PDF/A-3a and PDF/UA-1 at once, and the figures it was made from attached."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

ATTACHED = "attached/"
VARIANTS = {True: "pdf/a-3a", False: "pdf/ua-1"}
SAID = {
    "comparison.json": "Every figure of this report, with its formula and the inputs behind it",
    "inputs.json": "What the client told us, as it was written down",
}
END = b"</rdf:RDF>"
# PDF/A allows only properties it knows; `part` of PDF/UA has to be explained to it.
ALSO_ACCESSIBLE = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

Described = Callable[[str, str, str], bytes]


def accessible_too(describe: Described) -> Described:
    """Return the metadata that `describe` gives for PDF/A, saying that the file is PDF/UA-1 as well."""

    def described(variant: str, version: str, conformance: str) -> bytes:
        metadata = describe(variant, version, conformance)
        return metadata.replace(END, ALSO_ACCESSIBLE + END)

    return described


def attached(inputs: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files to attach, by name, laid out for people."""
    files = {role.removeprefix(ATTACHED): inputs[role] for role in sorted(inputs) if role.startswith(ATTACHED)}
    return {name: _laid_out(content) if name.endswith(".json") else content for name, content in files.items()}


def _laid_out(content: bytes) -> bytes:
    return (json.dumps(json.loads(content), indent=2, ensure_ascii=False) + "\n").encode()
