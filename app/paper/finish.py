"""The last touch on a PDF: it says that it is an archive copy (PDF/A-3a) and readable aloud (PDF/UA-1)."""

from typing import Any
from xml.sax.saxutils import escape

import weasyprint

# PDF/A wants every foreign XMP name described inside the file: this describes pdfuaid:part.
_DESCRIBES_UA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
{describes_ua}
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
{facts}
</rdf:Description></rdf:RDF></x:xmpmeta>
{room}<?xpacket end="w"?>"""

_ROOM = (" " * 79 + "\n") * 12  # XMP asks for room to be edited in place


def finish(document: Any, pdf: Any) -> None:
    """Write our own XMP, uncompressed as PDF/A asks, and list each enclosure once (WeasyPrint 70.0 lists it twice)."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [xmp(document.metadata)]
    metadata.compress = False


def xmp(about: Any) -> bytes:
    """Return the XMP packet; the same facts stand in the document information, and they must agree."""
    facts = [
        _fact("dc:title", about.title, "<rdf:Alt><rdf:li xml:lang='x-default'>{}</rdf:li></rdf:Alt>"),
        _fact("dc:creator", ", ".join(about.authors), "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>"),
        _fact("dc:description", about.description, "<rdf:Alt><rdf:li xml:lang='x-default'>{}</rdf:li></rdf:Alt>"),
        _fact("dc:language", about.lang, "<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>"),
        _fact("pdf:Keywords", ", ".join(about.keywords)),
        _fact("pdf:Producer", f"WeasyPrint {weasyprint.VERSION}"),
        _fact("xmp:CreatorTool", about.generator),
        _fact("xmp:CreateDate", about.created),
        _fact("xmp:ModifyDate", about.modified),
    ]
    written = "\n".join(fact for fact in facts if fact)
    return _XMP.format(describes_ua=_DESCRIBES_UA, facts=written, room=_ROOM).encode()


def _fact(name: str, value: str | None, form: str = "{}") -> str:
    """Return one property, or nothing when the document does not say."""
    return f"<{name}>{form.format(escape(value))}</{name}>" if value else ""
