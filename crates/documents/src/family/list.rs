//! A numbered list that goes on from page to page: an item stays whole where a page can hold it.

use super::BODY;
use crate::{
    DocumentError,
    canvas::{Align, Canvas, TextStyle},
    faces::Faces,
    line::{Line, typed_lines},
    paginate::{Extent, paginate},
    structure::Role,
};

/// From the number to the text.
const INDENT: f64 = 18.0;
/// Distance between lines, and between items, in sizes.
const LEADING: f64 = 1.34;
const BETWEEN: f64 = 0.45;

/// Items on their lines.
pub(crate) struct NumberedList {
    size: f64,
    items: Vec<Vec<Line>>,
}

/// Where a list goes on: an item, and a line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place {
    item: usize,
    line: usize,
}

impl NumberedList {
    pub(crate) fn new(faces: &Faces, items: &[String], width: f64, size: f64) -> Result<Self, DocumentError> {
        let line = |typed: &str| faces.paragraph(BODY.style, typed, width - INDENT, size);
        let set = |item: &String| -> Result<Vec<Line>, DocumentError> {
            Ok(typed_lines(item).map(line).collect::<Result<Vec<_>, _>>()?.concat())
        };
        Ok(Self { size, items: items.iter().map(set).collect::<Result<_, _>>()? })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// How high it is as a whole.
    pub(crate) fn height(&self) -> f64 {
        let items = self.items.iter().map(|item| self.height_of(item.len()) + self.size * BETWEEN);
        (items.sum::<f64>() - self.size * BETWEEN).max(0.0)
    }

    /// The list cut into pages: the first has this much room, each further one that much. Says where each page begins.
    pub(crate) fn pages(&self, first: f64, further: f64) -> Vec<Place> {
        let lines = self.items.iter().enumerate();
        let places: Vec<Place> =
            lines.flat_map(|(item, lines)| (0..lines.len()).map(move |line| Place { item, line })).collect();
        let whole = first.min(further);
        let extents: Vec<Extent> = places.iter().map(|place| self.extent(*place, whole)).collect();
        let spots = paginate(&extents, &|page| if page == 0 { first } else { further }, &[]);
        let mut pages = vec![Place::default()];
        for (place, spot) in places.into_iter().zip(spots) {
            if spot.page == pages.len() {
                pages.push(place);
            }
        }
        pages
    }

    /// A line. The lines of an item up to this height stay together; of a higher one, no line stands alone.
    fn extent(&self, Place { item, line }: Place, whole: f64) -> Extent {
        let lines = self.items.get(item).map_or(0, Vec::len);
        let is_last = line + 1 == lines;
        let is_whole = self.height_of(lines) <= whole;
        let keep = !is_last && (is_whole || line == 0 || line + 2 == lines);
        let below = if is_last { self.size * BETWEEN } else { 0.0 };
        Extent { height: self.height_of(1), above: 0.0, below, keep }
    }

    /// Sets what stands on one page, from a place to before another. `y` is the first baseline.
    pub(crate) fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        (left, y): (f64, f64),
        from: Place,
        to: Option<Place>,
    ) -> Result<(), DocumentError> {
        let mut baseline = y;
        let text_style = TextStyle { size: self.size, ..BODY };
        let end = to.unwrap_or(Place { item: self.items.len(), line: 0 });
        for (at, item) in self.items.iter().enumerate().take(end.item + 1).skip(from.item) {
            let first = if at == from.item { from.line } else { 0 };
            let last = if at == end.item { end.line } else { item.len() };
            if first >= last {
                continue;
            }
            canvas.begin(Role::Text);
            if first == 0 {
                let number = format!("{}.", at + 1);
                canvas.text(left + INDENT - 6.0, baseline, Align::Right, text_style, &number)?;
            }
            for line in &item[first..last] {
                canvas.set(left + INDENT, baseline, Align::Left, text_style, line);
                baseline += self.height_of(1);
            }
            canvas.end();
            baseline += self.size * BETWEEN;
        }
        Ok(())
    }

    #[allow(clippy::cast_precision_loss)]
    fn height_of(&self, lines: usize) -> f64 {
        self.size * LEADING * lines as f64
    }
}
