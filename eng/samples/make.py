#!/usr/bin/env python3
"""Writes the DOCX and PDF articles of samples/articles from the Markdown in eng/samples/sources.

Needs nothing beyond Python 3. The result is the same byte for byte on every run, so a change in git means a change in content.
Understood Markdown: "#" and "##" headings, paragraphs, "-" and "1." lists, pipe tables, and a line "[page]" that starts a new page.
"""
import pathlib
import re
import zipfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "samples" / "articles"


def blocks(text):
    """Yields (kind, value): h1, h2, p, ul, ol (lists of items), table (list of rows), page."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = part.split("\n")
        if part == "[page]":
            yield "page", None
        elif part.startswith("## "):
            yield "h2", part[3:].strip()
        elif part.startswith("# "):
            yield "h1", part[2:].strip()
        elif part.startswith("|"):
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            yield "table", [rows[0]] + rows[2:]
        elif part.startswith("- "):
            yield "ul", [line[2:] for line in lines]
        elif re.match(r"\d+\. ", part):
            yield "ol", [line.split(". ", 1)[1] for line in lines]
        else:
            yield "p", " ".join(lines)


# --- DOCX -----------------------------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def run(text):
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text, style=None, number=None):
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def table(rows):
    width = 9000 // len(rows[0])
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="999999"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    body = "".join(
        "<w:tr>" + "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph(cell)}</w:tc>' for cell in row) + "</w:tr>"
        for row in rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _ in rows[0])
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def docx_body(text):
    lists = 0
    for kind, value in blocks(text):
        if kind in ("h1", "h2"):
            yield paragraph(value, style="Heading" + kind[1])
        elif kind == "table":
            yield table(value) + paragraph("")
        elif kind in ("ul", "ol"):
            lists += 1
            yield "".join(paragraph(item, style="ListParagraph", number=1 if kind == "ul" else 2) for item in value)
        elif kind == "p":
            yield paragraph(value)


def style(identifier, name, size, bold, level=None):
    outline = f'<w:pPr><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="{level}"/></w:pPr>' if level is not None else ""
    weight = "<w:b/>" if bold else ""
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{outline}<w:rPr>{weight}<w:sz w:val="{size}"/></w:rPr></w:style>'


def numbering():
    def abstract(identifier, form, text):
        return (f'<w:abstractNum w:abstractNumId="{identifier}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
                f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>')
    return (f"{HEAD}<w:numbering {W}>{abstract(0, 'bullet', '•')}{abstract(1, 'decimal', '%1.')}"
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>')


def docx_parts(text):
    title = next(value for kind, value in blocks(text) if kind == "h1")
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    styles = style("Heading1", "heading 1", 36, True, 0) + style("Heading2", "heading 2", 28, True, 1) + style("ListParagraph", "List Paragraph", 22, False)
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{word}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="{word}.numbering+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'{HEAD}<cp:coreProperties xmlns:cp="{package}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/numbering" Target="numbering.xml"/></Relationships>',
        "word/styles.xml": f"{HEAD}<w:styles {W}>{styles}</w:styles>",
        "word/numbering.xml": numbering(),
        "word/document.xml": f"{HEAD}<w:document {W}><w:body>{''.join(docx_body(text))}<w:sectPr/></w:body></w:document>",
    }


def write_docx(source, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in docx_parts(source.read_text("utf-8")).items():
            entry = zipfile.ZipInfo(name, date_time=(2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode("utf-8"))


# --- PDF ------------------------------------------------------------------------------------------------------------

# advance widths of Helvetica for the characters 32 to 126, in thousandths of the font size (Adobe Core 14 metrics)
HELVETICA = [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278] + [556] * 10 + [278, 278, 584, 584, 584, 556, 1015,
             667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611,
             278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278,
             556, 500, 722, 500, 500, 500, 334, 260, 334, 584]
LEFT, RIGHT, TOP, BOTTOM = 64, 531, 778, 72


def width(text, size):
    return sum(HELVETICA[ord(c) - 32] if 32 <= ord(c) < 127 else 556 for c in text) * size / 1000


def wrap(text, size, available):
    line = ""
    for word in text.split():
        candidate = f"{line} {word}".strip()
        if line and width(candidate, size) > available:
            yield line
            line = word
        else:
            line = candidate
    yield line


class Pages:
    def __init__(self):
        self.pages = [[]]
        self.y = TOP

    def turn(self):
        self.pages.append([])
        self.y = TOP

    def need(self, height):
        if self.y - height < BOTTOM:
            self.turn()

    def text(self, x, text, size, font="F1"):
        encoded = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        self.pages[-1].append(b"BT /%s %d Tf %.2f %.2f Td (%s) Tj ET" % (font.encode(), size, x, self.y, encoded))

    def lines(self, text, size, font="F1", indent=0, marker=None):
        for number, line in enumerate(wrap(text, size, RIGHT - LEFT - indent)):
            self.need(size * 1.4)
            if marker and number == 0:
                self.text(LEFT + indent - 16, marker, size)
            self.text(LEFT + indent, line, size, font)
            self.y -= size * 1.4


def lay_out(text):
    pages = Pages()
    for kind, value in blocks(text):
        if kind == "page":
            pages.turn()
        elif kind == "h1":
            pages.lines(value, 20, "F2")
            pages.y -= 8
        elif kind == "h2":
            pages.need(60)
            pages.y -= 8
            pages.lines(value, 13, "F2")
            pages.y -= 3
        elif kind in ("ul", "ol"):
            for number, item in enumerate(value, 1):
                pages.lines(item, 11, indent=20, marker="•" if kind == "ul" else f"{number}.")
            pages.y -= 6
        elif kind == "table":
            for number, row in enumerate(value):
                pages.need(18)
                for column, cell in enumerate(row):
                    pages.text(LEFT + column * (RIGHT - LEFT) * (0.66 if len(row) == 2 else 1 / len(row)), cell, 11, "F2" if number == 0 else "F1")
                pages.y -= 16
            pages.y -= 6
        else:
            pages.lines(value, 11)
            pages.y -= 6
    return pages.pages


def write_pdf(source, target):
    text = source.read_text("utf-8")
    title = next(value for kind, value in blocks(text) if kind == "h1")
    pages = lay_out(text)
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>",
               3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
               4: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
               5: b"<< /Title (%s) >>" % title.encode("cp1252")}
    kids = []
    for number, page in enumerate(pages):
        page_id, content_id = 6 + 2 * number, 7 + 2 * number
        kids.append(b"%d 0 R" % page_id)
        stream = b"\n".join(page + [b"BT /F1 9 Tf %d 40 Td (Fennimoor help centre  %d / %d) Tj ET" % (LEFT, number + 1, len(pages))])
        objects[content_id] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
        objects[page_id] = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> "
                            b"/Contents %d 0 R >>" % content_id)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = {}
    for identifier in sorted(objects):
        offsets[identifier] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (identifier, objects[identifier])
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offsets[identifier] for identifier in sorted(objects))
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    target.write_bytes(bytes(out))


def main():
    for kind, write in (("docx", write_docx), ("pdf", write_pdf)):
        for source in sorted((HERE / "sources" / kind).glob("*.md")):
            write(source, TARGET / f"{source.stem}.{kind}")


if __name__ == "__main__":
    main()
