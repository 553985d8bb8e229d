"""Makes the certificate of drawing.json with reportlab and with typst, and says what each takes of the processor."""

import io
import json
import pathlib
import sys
import time
from importlib.metadata import version

import typst
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

DOCUMENTS = 40


def by_reportlab(drawing, number):
    out = io.BytesIO()
    height = drawing["height"]
    page = canvas.Canvas(out, pagesize=(drawing["width"], height))
    page.setTitle(f"Certificate {number}")
    page.setLineWidth(0.25)
    page.setStrokeColorRGB(10 / 255, 95 / 255, 115 / 255)
    for strand in drawing["strands"]:
        path = page.beginPath()
        path.moveTo(strand[0][0], height - strand[0][1])
        for at in range(1, len(strand) - 2, 3):
            (a, b), (c, d), (e, f) = strand[at : at + 3]
            path.curveTo(a, height - b, c, height - d, e, height - f)
        path.close()
        page.drawPath(path)
    for line in drawing["lines"]:
        page.setFont(f"face{line['face']}", line["size"])
        page.drawString(line["x"], height - line["y"], line["text"])
    code = drawing["code"]
    module = code["side"] / len(code["modules"])
    path = page.beginPath()
    for row, modules in enumerate(code["modules"]):
        for column, dark in enumerate(modules):
            if dark:
                path.rect(code["x"] + column * module, height - code["y"] - (row + 1) * module, module, module)
    page.drawPath(path, stroke=0, fill=1)
    page.showPage()
    page.save()
    return out.getvalue()


FAMILIES = [("Source Serif 4", 600), ("Source Sans 3", 400), ("Source Sans 3", 600)]


def source(drawing, number):
    lines = [
        f'#set page(width: {drawing["width"]}pt, height: {drawing["height"]}pt, margin: 0pt)',
        f'#set document(title: "Certificate {number}")',
    ]
    for strand in drawing["strands"]:
        pieces = [f"curve.move(({strand[0][0]}pt, {strand[0][1]}pt))"]
        for at in range(1, len(strand) - 2, 3):
            points = ", ".join(f"({x}pt, {y}pt)" for x, y in strand[at : at + 3])
            pieces.append(f"curve.cubic({points})")
        lines.append(f'#place(curve(stroke: 0.25pt + rgb("#0a5f73"), {", ".join(pieces)}, curve.close()))')
    for line in drawing["lines"]:
        family, weight = FAMILIES[line["face"]]
        lines.append(
            f'#place(dx: {line["x"]}pt, dy: {line["y"]}pt, text(font: "{family}", weight: {weight}, '
            f'size: {line["size"]}pt, top-edge: "baseline")[#"{line["text"]}"])'
        )
    code = drawing["code"]
    module = code["side"] / len(code["modules"])
    squares = []
    for row, modules in enumerate(code["modules"]):
        for column, dark in enumerate(modules):
            if dark:
                x, y = code["x"] + column * module, code["y"] + row * module
                squares.append(
                    f"curve.move(({x}pt, {y}pt)), curve.line(({x + module}pt, {y}pt)), "
                    f"curve.line(({x + module}pt, {y + module}pt)), curve.line(({x}pt, {y + module}pt)), curve.close()"
                )
    lines.append(f'#place(curve(fill: black, {", ".join(squares)}))')
    return "\n".join(lines).encode()


def measured(make):
    """Processor seconds a document, and the last one. Each has a title of its own, so that nothing is made once for all."""
    for number in range(5):
        pdf = make(number)
    begun = time.process_time()
    for number in range(5, 5 + DOCUMENTS):
        pdf = make(number)
    return (time.process_time() - begun) / DOCUMENTS, pdf


def main():
    folder, fonts = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    drawing = json.loads((folder / "drawing.json").read_text())
    for at, face in enumerate(drawing["faces"]):
        pdfmetrics.registerFont(TTFont(f"face{at}", str(fonts / f"{face}.ttf")))
    faces = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)]) if hasattr(typst, "Fonts") else None

    def by_typst(number):
        return typst.compile(source(drawing, number), font_paths=[str(fonts)] if faces is None else faces)

    measures = []
    for name, make in [("reportlab", lambda number: by_reportlab(drawing, number)), ("typst", by_typst)]:
        seconds, pdf = measured(make)
        (folder / f"{name}.pdf").write_bytes(pdf)
        title = f"certificate by {name} {version(name)}"
        measures.append({"name": f"{title}: processor time", "value": seconds * 1e3, "unit": "ms"})
        measures.append({"name": f"{title}: size", "value": len(pdf), "unit": "B"})
    (folder / "python.json").write_text(json.dumps({"measures": measures}))


main()
