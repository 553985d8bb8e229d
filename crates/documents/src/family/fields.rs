//! Labels with their values, side by side.

use crate::{
    DocumentError,
    canvas::{Align, Canvas, TextStyle},
    faces::Style,
    family::further,
    fit::Step,
    ink::Ink,
    structure::Role,
    units::SMALLEST,
};

const LABEL: TextStyle = TextStyle { style: Style::Sans, size: 8.0, ink: Ink::Soft };
const VALUE: TextStyle = TextStyle { style: Style::SansSemibold, size: 11.5, ink: Ink::Text };

/// A value is first set smaller, then on more lines: a name may have two hundred letters, each wider than it is high.
const VALUE_STEPS: [Step; 4] = [
    Step { lines: 1, largest: VALUE.size, smallest: 8.0 },
    Step { lines: 2, largest: 9.0, smallest: 8.0 },
    Step { lines: 4, largest: 8.5, smallest: 7.5 },
    Step { lines: 12, largest: 7.5, smallest: SMALLEST },
];

/// Between two columns.
const GUTTER: f64 = 12.0;

/// A label with its value, and how much of the width it takes in relation to the others.
pub(crate) struct Field {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) share: f64,
}

/// Sets fields in a row, the labels' baseline at `y`. Gives the lowest baseline.
pub(crate) fn fields(
    canvas: &mut Canvas<'_>,
    (left, y): (f64, f64),
    width: f64,
    row: &[Field],
) -> Result<f64, DocumentError> {
    let shares: f64 = row.iter().map(|field| field.share).sum();
    let (mut x, mut lowest) = (left, y);
    for field in row {
        let column = width * field.share / shares;
        canvas.begin(Role::Text);
        canvas.text(x, y, Align::Left, LABEL, &field.label)?;
        let fitted = canvas.faces().fit(VALUE.style, &field.value, column - GUTTER, &VALUE_STEPS)?;
        // Several small lines begin closer to the label.
        let first = if fitted.lines.len() > 1 { y + 2.5 + fitted.size } else { y + 15.0 };
        canvas.fitted(x, first, Align::Left, VALUE, &fitted);
        canvas.end();
        lowest = lowest.max(first + further(&fitted));
        x += column;
    }
    Ok(lowest)
}
