//! What the pieces of a page are to somebody who does not see it: the tree of titles, texts, tables and figures that a
//! reading program follows. It is noted while a page is drawn; how a file holds it is in `tagging`.

/// What a piece of a page is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// The title of the document.
    Title,
    /// Above a part of the document.
    Heading,
    /// A paragraph, or a label with its value.
    Text,
    /// Holds rows.
    Table,
    /// Holds cells.
    Row,
    /// A cell that names others, over so many columns.
    HeaderCell {
        /// Which ones.
        names: Names,
        /// How many columns it takes.
        columns: u8,
    },
    /// A cell with a value, over so many columns.
    Cell {
        /// How many columns it takes.
        columns: u8,
    },
    /// A drawing that means something, with the words that stand for it.
    Figure {
        /// What is read aloud in its place.
        alt: String,
    },
    /// Ornament, rules, page numbers: not read aloud.
    Artifact,
}

/// What a header cell names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// What stands beside it.
    Row,
    /// What stands below it.
    Column,
    /// What stands beside it and below it.
    Both,
}

impl Role {
    /// The name that PDF has for it.
    pub(crate) fn tag(&self) -> &'static str {
        match self {
            Self::Title => "H1",
            Self::Heading => "H2",
            Self::Text => "P",
            Self::Table => "Table",
            Self::Row => "TR",
            Self::HeaderCell { .. } => "TH",
            Self::Cell { .. } => "TD",
            Self::Figure { .. } => "Figure",
            Self::Artifact => "Artifact",
        }
    }
}

/// A piece of a page and what it is made of.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) role: Role,
    pub(crate) parts: Vec<Child>,
}

/// What a piece holds, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Child {
    /// What was drawn between two marks on the page; they are numbered from 0.
    Marked(i64),
    /// A piece within this one, by its place in the list.
    Piece(usize),
}

/// What must be written on the page before the next thing is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    Begin(Role, i64),
    BeginArtifact,
    End,
}

/// The pieces of one page.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    pub(crate) pieces: Vec<Piece>,
    /// The pieces that stand in no other.
    pub(crate) top: Vec<usize>,
    /// Begun and not ended; none for an artifact.
    open: Vec<Option<usize>>,
    marked: Option<Marked>,
    marks: i64,
}

/// Where what is drawn now belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marked {
    Artifact,
    Piece(usize),
}

impl Structure {
    pub(crate) fn begin(&mut self, role: Role) {
        let piece = (role != Role::Artifact && !self.in_artifact()).then(|| self.add(role));
        self.open.push(piece);
    }

    pub(crate) fn end(&mut self) {
        self.open.pop();
    }

    /// Text belongs to the piece that is open, otherwise it is a paragraph of its own.
    pub(crate) fn text(&mut self) -> Vec<Mark> {
        match self.open.last() {
            Some(None) => self.turn_to(Marked::Artifact),
            Some(Some(piece)) => self.turn_to(Marked::Piece(*piece)),
            None => {
                let piece = self.add(Role::Text);
                self.turn_to(Marked::Piece(piece))
            }
        }
    }

    /// What is not text is an ornament, unless it is part of a figure.
    pub(crate) fn drawing(&mut self) -> Vec<Mark> {
        let figure = self.open.last().copied().flatten();
        match figure.filter(|piece| matches!(self.pieces[*piece].role, Role::Figure { .. })) {
            Some(piece) => self.turn_to(Marked::Piece(piece)),
            None => self.turn_to(Marked::Artifact),
        }
    }

    pub(crate) fn finish(&mut self) -> Vec<Mark> {
        self.marked.take().map(|_| Mark::End).into_iter().collect()
    }

    /// Whether nothing was begun that is not ended.
    pub(crate) fn is_outside(&self) -> bool {
        self.open.is_empty()
    }

    fn in_artifact(&self) -> bool {
        self.open.last().is_some_and(Option::is_none)
    }

    fn add(&mut self, role: Role) -> usize {
        let piece = self.pieces.len();
        self.pieces.push(Piece { role, parts: Vec::new() });
        match self.open.last().copied().flatten() {
            Some(within) => self.pieces[within].parts.push(Child::Piece(piece)),
            None => self.top.push(piece),
        }
        piece
    }

    fn turn_to(&mut self, marked: Marked) -> Vec<Mark> {
        if self.marked == Some(marked) {
            return Vec::new();
        }
        let mut marks = self.finish();
        marks.push(match marked {
            Marked::Artifact => Mark::BeginArtifact,
            Marked::Piece(piece) => {
                let number = self.marks;
                self.marks += 1;
                let piece = &mut self.pieces[piece];
                piece.parts.push(Child::Marked(number));
                Mark::Begin(piece.role.clone(), number)
            }
        });
        self.marked = Some(marked);
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::{Child, Mark, Role, Structure};

    #[test]
    fn text_that_nobody_named_is_a_paragraph_and_a_rule_an_ornament() {
        let mut page = Structure::default();
        assert_eq!(page.text(), [Mark::Begin(Role::Text, 0)]);
        assert_eq!(page.drawing(), [Mark::End, Mark::BeginArtifact]);
        assert_eq!(page.drawing(), [], "two ornaments in a row share their marks");
        assert_eq!(page.text(), [Mark::End, Mark::Begin(Role::Text, 1)], "another text is another paragraph");
        assert_eq!(page.finish(), [Mark::End]);
        assert_eq!(page.top.len(), 2);
    }

    #[test]
    fn a_rule_within_a_paragraph_does_not_end_it() {
        let mut page = Structure::default();
        page.begin(Role::Text);
        let _ = page.text();
        let _ = page.drawing();
        let _ = page.text();
        page.end();
        assert_eq!(page.pieces[0].parts, [Child::Marked(0), Child::Marked(1)]);
    }

    #[test]
    fn cells_stand_in_their_row_and_a_page_number_nowhere() {
        let mut page = Structure::default();
        for role in [Role::Table, Role::Row, Role::Cell { columns: 1 }] {
            page.begin(role);
        }
        let _ = page.text();
        for _ in 0..3 {
            page.end();
        }
        page.begin(Role::Artifact);
        page.begin(Role::Text);
        assert_eq!(page.text(), [Mark::End, Mark::BeginArtifact], "what is in an artifact is not read");
        assert_eq!(page.top, [0]);
        assert_eq!(page.pieces[0].parts, [Child::Piece(1)]);
        assert_eq!(page.pieces[2].parts, [Child::Marked(0)]);
    }
}
