//! Drawing on a page: text, lines, ornaments. Places are in points from the top left corner, as people measure paper.
//! What a document says and where is in the module of the document.

use printpdf::{
    Codepoint, CurTransMat, DictItem, Line as PdfLine, LinePoint, Op, PaintMode, PdfFontHandle, PdfPage,
    Point, Polygon, PolygonRing, Pt, Rect, TextItem, TextMatrix, WindingOrder, XObjectId, XObjectTransform,
};

use crate::{
    DocumentError,
    embed::{Used, resource},
    faces::{Faces, Style},
    fit::{Fitted, LEADING},
    ink::{Ink, color},
    line::{Line, Run, printable},
    mark::Outline,
    pdf_string::utf16,
    qr::{Code, Name},
    structure::{Mark, Role, Structure},
    units::round,
    xobject::Form,
};

/// What a glyph copies out as whose text the first of its letter says: every glyph says something, this has no ink.
const NOTHING: &str = "\u{200b}";

/// How a piece of text looks: style, size in points, ink.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextStyle {
    pub(crate) style: Style,
    pub(crate) size: f64,
    pub(crate) ink: Ink,
}

/// Where the text stands from the given place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

/// One page being drawn.
pub(crate) struct Canvas<'d> {
    faces: &'static Faces,
    used: &'d mut Used,
    width: f64,
    height: f64,
    ops: Vec<Op>,
    structure: Structure,
    bookmarks: Vec<Bookmark>,
    codes: Vec<(XObjectId, Form)>,
}

/// A finished page.
pub(crate) struct Page {
    pub(crate) page: PdfPage,
    pub(crate) structure: Structure,
    pub(crate) bookmarks: Vec<Bookmark>,
    /// The codes that are drawn on it.
    pub(crate) codes: Vec<(XObjectId, Form)>,
}

/// A place that the reader's outline leads to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bookmark {
    pub(crate) title: String,
    /// From the bottom of the page, in points.
    pub(crate) top: f64,
}

impl<'d> Canvas<'d> {
    pub(crate) fn new(faces: &'static Faces, used: &'d mut Used, width: f64, height: f64) -> Self {
        Self {
            faces,
            used,
            width,
            height,
            ops: Vec::new(),
            structure: Structure::default(),
            bookmarks: Vec::new(),
            codes: Vec::new(),
        }
    }

    pub(crate) fn faces(&self) -> &'static Faces {
        self.faces
    }

    pub(crate) fn finish(mut self) -> Page {
        let marks = self.structure.finish();
        self.mark(marks);
        let paper = || Rect::from_wh(pt(self.width), pt(self.height));
        let page = PdfPage { media_box: paper(), trim_box: paper(), crop_box: paper(), ops: self.ops };
        Page { page, structure: self.structure, bookmarks: self.bookmarks, codes: self.codes }
    }

    /// Says what is drawn until [`Self::end`]. Pieces may stand in each other: cells in rows in a table. Outside of all, each
    /// text is a paragraph, and everything else an ornament.
    pub(crate) fn begin(&mut self, role: Role) {
        self.structure.begin(role);
    }

    /// Ends what was begun last.
    pub(crate) fn end(&mut self) {
        self.structure.end();
    }

    /// A line of the reader's outline that leads to this height of the page.
    pub(crate) fn bookmark(&mut self, title: &str, y: f64) {
        self.bookmarks.push(Bookmark { title: printable(title), top: self.height - y });
    }

    fn mark(&mut self, marks: Vec<Mark>) {
        self.ops.extend(marks.into_iter().map(op));
    }

    /// Sets one line, its baseline at `y`.
    pub(crate) fn text(
        &mut self,
        x: f64,
        y: f64,
        align: Align,
        text_style: TextStyle,
        text: &str,
    ) -> Result<(), DocumentError> {
        let line = self.faces.line(text_style.style, &printable(text))?;
        self.set(x, y, align, text_style, &line);
        Ok(())
    }

    /// How wide a line would be, in points.
    pub(crate) fn width_of(&self, text_style: TextStyle, text: &str) -> Result<f64, DocumentError> {
        Ok(self.faces.line(text_style.style, &printable(text))?.width * text_style.size / 1000.0)
    }

    /// Sets fitted lines, the first baseline at `y`. The look's size gives way to the fitted one.
    pub(crate) fn fitted(&mut self, x: f64, y: f64, align: Align, text_style: TextStyle, fitted: &Fitted) {
        let text_style = TextStyle { size: fitted.size, ..text_style };
        let mut baseline = y;
        // Lines of one text are one paragraph, also where nobody said so.
        let alone = self.structure.is_outside();
        if alone {
            self.begin(Role::Text);
        }
        for line in &fitted.lines {
            self.set(x, baseline, align, text_style, line);
            baseline += fitted.size * LEADING;
        }
        if alone {
            self.end();
        }
    }

    /// Sets a shaped line, its baseline at `y`.
    pub(crate) fn set(&mut self, x: f64, y: f64, align: Align, text_style: TextStyle, line: &Line) {
        let width = line.width * text_style.size / 1000.0;
        let mut x = match align {
            Align::Left => x,
            Align::Center => x - width / 2.0,
            Align::Right => x - width,
        };
        let marks = self.structure.text();
        self.mark(marks);
        self.ops.push(Op::SetFillColor { col: text_style.ink.of_type(text_style.size) });
        self.ops.push(Op::StartTextSection);
        for run in &line.runs {
            let font = PdfFontHandle::External(resource(self.faces, run.face));
            self.ops.push(Op::SetFont { font, size: pt(text_style.size) });
            x = self.run(x, y, text_style.size, run);
        }
        self.ops.push(Op::EndTextSection);
    }

    /// Sets one line across what stands below it, turned to the left about its middle, which is here. An ornament.
    pub(crate) fn across(
        &mut self,
        (x, y): (f64, f64),
        degrees: f64,
        text_style: TextStyle,
        text: &str,
    ) -> Result<(), DocumentError> {
        let line = self.faces.line(text_style.style, &printable(text))?;
        let (sin, cos) = degrees.to_radians().sin_cos();
        #[allow(clippy::cast_possible_truncation)]
        let matrix = [cos, sin, -sin, cos, x, self.height - y].map(|number| round(number, 4) as f32);
        self.begin(Role::Artifact);
        self.drawing();
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
        // Capitals reach two thirds of their size above the baseline: a third below the middle, they stand on it evenly.
        self.set(0.0, self.height + text_style.size / 3.0, Align::Center, text_style, &line);
        self.ops.push(Op::RestoreGraphicsState);
        self.end();
        Ok(())
    }

    /// Draws a run in as few pieces as it allows and returns where the next begins. A piece ends where glyphs leave the
    /// baseline, and around clusters that copy out as a whole.
    fn run(&mut self, mut x: f64, y: f64, size: f64, run: &Run) -> f64 {
        let mut piece = Piece::at(x, y);
        for cluster in &run.clusters {
            let together = cluster.glyphs.len() > 1;
            if together {
                self.show(std::mem::replace(&mut piece, Piece::at(x, y)));
                self.ops.push(actual_text(&cluster.text));
            }
            for (at, glyph) in cluster.glyphs.iter().enumerate() {
                if glyph.dy != 0.0 {
                    self.show(std::mem::replace(&mut piece, Piece::at(x, y + glyph.dy * -size / 1000.0)));
                }
                let text = if at == 0 { cluster.text.as_str() } else { NOTHING };
                let code = self.used.code(run.face, glyph.id, glyph.width, text);
                piece.push(code, text, glyph.dx, glyph.dx + glyph.width - glyph.advance);
                x += glyph.advance * size / 1000.0;
                if glyph.dy != 0.0 {
                    self.show(std::mem::replace(&mut piece, Piece::at(x, y)));
                }
            }
            if together {
                // Readers take the cluster to end where its last glyph ends. That is often a mark in the middle of its
                // letter, and the rest of the letter would be taken for a space: a glyph without ink ends it rightly.
                let (space, width) = self.faces.face(run.face).space;
                piece.push(self.used.code(run.face, space, width, NOTHING), NOTHING, -width, 0.0);
                self.show(std::mem::replace(&mut piece, Piece::at(x, y)));
                self.ops.push(Op::EndMarkedContent);
            }
        }
        self.show(piece);
        x
    }

    fn show(&mut self, piece: Piece) {
        if piece.items.is_empty() {
            return;
        }
        let matrix = TextMatrix::Translate(pt(piece.x), pt(self.height - piece.y));
        self.ops.push(Op::SetTextMatrix { matrix });
        self.ops.push(Op::ShowText { items: piece.items });
    }

    /// A straight stroke.
    pub(crate) fn stroke(&mut self, from: (f64, f64), to: (f64, f64), thickness: f64, ink: Ink) {
        self.drawing();
        let points = vec![self.point(from, false), self.point(to, false)];
        self.ops.push(Op::SetOutlineColor { col: ink.color() });
        self.ops.push(Op::SetOutlineThickness { pt: pt(thickness) });
        self.ops.push(Op::DrawLine { line: PdfLine { points, is_closed: false } });
    }

    /// Fills the outlines of a mark, scaled to this height, with its top left corner here.
    pub(crate) fn outlines(&mut self, x: f64, y: f64, scale: f64, outlines: &[Outline], ink: Ink) {
        self.drawing();
        let ring = |outline: &Outline| PolygonRing {
            points: outline
                .iter()
                .map(|p| self.point((x + p.x * scale, y + p.y * scale), p.is_handle))
                .collect(),
        };
        let rings = outlines.iter().map(ring).collect();
        self.ops.push(Op::SetFillColor { col: ink.color() });
        let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    /// Draws an ornament that the document holds once, its top left corner here.
    pub(crate) fn ornament(&mut self, x: f64, y: f64, height: f64, id: &XObjectId) {
        self.drawing();
        self.ops.push(Op::SaveGraphicsState);
        let matrix = CurTransMat::Translate(pt(x), pt(self.height - y - height));
        self.ops.push(Op::SetTransformationMatrix { matrix });
        self.ops.push(Op::UseXobject { id: id.clone(), transform: XObjectTransform::default() });
        self.ops.push(Op::RestoreGraphicsState);
    }

    /// Draws a QR code with its top left corner here, on white, the light that readers need around it included in `side`.
    /// The file has one drawing of its modules under this name, placed as often as wanted.
    ///
    /// A module that is printed smaller than 0.5 mm is a risk for a phone.
    pub(crate) fn qr(&mut self, (x, y): (f64, f64), side: f64, (name, code): (Name, Code), alt: &str) {
        self.begin(Role::Figure { alt: alt.to_owned() });
        self.rectangle(x, y, side, side, [255; 3]);
        self.ops.push(Op::SaveGraphicsState);
        let quiet = code.quiet(side);
        let (left, bottom) = (x + quiet, self.height - y - side + quiet);
        let scale = side / code.modules_with_quiet();
        #[allow(clippy::cast_possible_truncation)]
        let matrix = [scale, 0.0, 0.0, scale, left, bottom].map(|number| round(number, 4) as f32);
        self.ops.push(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix) });
        let id = XObjectId(name.as_str().to_owned());
        self.ops.push(Op::UseXobject { id: id.clone(), transform: XObjectTransform::default() });
        self.ops.push(Op::RestoreGraphicsState);
        self.codes.push((id, code.form));
        self.end();
    }

    fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64, rgb: [u8; 3]) {
        self.drawing();
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
        let points = corners.map(|corner| self.point(corner, false)).to_vec();
        self.ops.push(Op::SetFillColor { col: color(rgb) });
        let rings = vec![PolygonRing { points }];
        let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn drawing(&mut self) {
        let marks = self.structure.drawing();
        self.mark(marks);
    }

    fn point(&self, (x, y): (f64, f64), bezier: bool) -> LinePoint {
        LinePoint { p: Point { x: pt(x), y: pt(self.height - y) }, bezier }
    }
}

/// Glyphs that one operator shows.
struct Piece {
    x: f64,
    y: f64,
    items: Vec<TextItem>,
}

impl Piece {
    fn at(x: f64, y: f64) -> Self {
        Self { x, y, items: Vec::new() }
    }

    /// Adds a glyph that is drawn `dx` from the pen and after which the pen is brought back by `back`.
    fn push(&mut self, code: u16, text: &str, dx: f64, back: f64) {
        if dx != 0.0 {
            self.items.push(TextItem::Offset(unit(-dx)));
        }
        let glyph = Codepoint::with_cid(code, unit(back), text.to_owned());
        match self.items.last_mut() {
            Some(TextItem::GlyphIds(glyphs)) => glyphs.push(glyph),
            _ => self.items.push(TextItem::GlyphIds(vec![glyph])),
        }
    }
}

/// Says what the glyphs that follow copy out as, for clusters of several glyphs.
fn actual_text(text: &str) -> Op {
    let data = utf16(text);
    let properties = [("ActualText".to_owned(), DictItem::String { data, literal: false })];
    Op::BeginMarkedContentWithProperties {
        tag: "Span".to_owned(),
        properties: DictItem::Dict { map: properties.into_iter().collect() },
    }
}

fn op(mark: Mark) -> Op {
    match mark {
        Mark::Begin(role, number) => {
            let properties = [("MCID".to_owned(), DictItem::Int(number))];
            Op::BeginMarkedContentWithProperties {
                tag: role.tag().to_owned(),
                properties: DictItem::Dict { map: properties.into_iter().collect() },
            }
        }
        Mark::BeginArtifact => Op::BeginMarkedContent { tag: "Artifact".to_owned() },
        Mark::End => Op::EndMarkedContent,
    }
}

/// Hundredths of a point are finer than any printer, and short in the file.
#[allow(clippy::cast_possible_truncation)]
fn pt(points: f64) -> Pt {
    Pt(round(points, 2) as f32)
}

#[allow(clippy::cast_possible_truncation)]
fn unit(thousandths: f64) -> f32 {
    round(thousandths, 1) as f32
}
