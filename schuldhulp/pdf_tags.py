"""Finishes a PDF so that it is PDF/A-2a and PDF/UA-1 at once: metadata for both, and the scope of table
headings."""

from typing import Any

import pydyf

_UA = b"""
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
_START = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
)
_END = b'\n</x:xmpmeta>\n<?xpacket end="r"?>'


def finish(document: Any, pdf: Any) -> None:
    """The finisher that WeasyPrint calls with its document and the pydyf PDF, just before writing."""
    _describe(document, pdf)
    _scope_headings(pdf)


def _describe(document: Any, pdf: Any) -> None:
    rdf = document.metadata.generate_rdf_metadata("a", 2, "A")
    head, closing, tail = rdf.rpartition(b"</rdf:RDF>")
    # Uncompressed, so that an archive can read it without opening the document.
    stream = pydyf.Stream(
        [_START + head + _UA + closing + tail + _END],
        {"Type": "/Metadata", "Subtype": "/XML"},
        compress=False,
    )
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference


def _scope_headings(pdf: Any) -> None:
    elements = {
        item.number: item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and "S" in item
    }
    for row in elements.values():
        if row["S"] != "/TR":
            continue
        cells = [cell for cell in (_child(elements, reference) for reference in row.get("K", ())) if cell]
        scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
        for cell in cells:
            if cell["S"] == "/TH":
                _add_scope(cell, scope)


def _child(elements: dict[int, Any], reference: Any) -> Any:
    text = reference.decode() if isinstance(reference, bytes) else str(reference)
    number = text.split()[0] if text else ""
    return elements.get(int(number)) if number.isdigit() else None


def _add_scope(cell: Any, scope: str) -> None:
    attributes = cell.get("A")
    if isinstance(attributes, dict) and "Headers" not in attributes:
        attributes["Scope"] = scope
        return
    own = pydyf.Dictionary({"O": "/Table", "Scope": scope})
    cell["A"] = own if attributes is None else pydyf.Array([attributes, own])
