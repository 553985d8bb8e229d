//! A QR code as a drawing of squares: what a phone reads, and what a program can read back from the file without a camera.

use fast_qr::{ECL, QRBuilder};

use crate::{DocumentError, guilloche::Ornament, xobject::Form};

/// Light modules that readers need around a code.
const QUIET: f64 = 4.0;

/// What a code says. Under this name a file holds its drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// The signed credential.
    Credential,
    /// The address of its page.
    Address,
}

impl Name {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Credential => "Credential",
            Self::Address => "Address",
        }
    }
}

/// A code and how many modules it is wide, without the light around it.
pub(crate) struct Code {
    pub(crate) modules: f64,
    pub(crate) form: Form,
}

impl Code {
    /// Level M: still read where 15 in 100 of it are worn off or stained. One unit of the drawing is one module.
    pub(crate) fn new(text: &str) -> Result<Self, DocumentError> {
        let code = QRBuilder::new(text)
            .ecl(ECL::M)
            .build()
            .map_err(|error| DocumentError::program("fast_qr", &format!("{error:?}")))?;
        let size = code.size;
        let rows = (0..size).map(|row| (0..size).map(|column| code[row][column].value()).collect());
        let modules = rows.collect::<Vec<Vec<bool>>>();
        #[allow(clippy::cast_precision_loss)]
        let side = size as f64;
        Ok(Self { modules: side, form: Form::new(drawing(&modules, side)) })
    }

    /// How wide it is with the light around it, in modules.
    pub(crate) fn modules_with_quiet(&self) -> f64 {
        self.modules + 2.0 * QUIET
    }

    /// From the edge to the first module, when the whole has this side.
    pub(crate) fn quiet(&self, side: f64) -> f64 {
        side * QUIET / self.modules_with_quiet()
    }
}

/// One path: dark modules beside each other are one rectangle, and so are equal runs in rows below each other.
fn drawing(modules: &[Vec<bool>], side: f64) -> Ornament {
    let mut operators = String::from("0 0 0 rg\n");
    let mut open: Vec<Run> = Vec::new();
    for (row, dark) in modules.iter().enumerate() {
        let found = runs(dark);
        open.retain(|run| {
            let goes_on = found.contains(&(run.from, run.to));
            if !goes_on {
                operators.push_str(&run.rectangle(row, modules.len()));
            }
            goes_on
        });
        for (from, to) in found {
            if !open.iter().any(|run| (run.from, run.to) == (from, to)) {
                open.push(Run { from, to, row });
            }
        }
    }
    for run in open {
        operators.push_str(&run.rectangle(modules.len(), modules.len()));
    }
    operators.push('f');
    Ornament { width: side, height: side, operators: operators.into_bytes() }
}

/// Dark modules from one column to before another, since a row.
struct Run {
    from: usize,
    to: usize,
    row: usize,
}

impl Run {
    fn rectangle(&self, end: usize, rows: usize) -> String {
        format!("{} {} {} {} re\n", self.from, rows - end, self.to - self.from, end - self.row)
    }
}

fn runs(row: &[bool]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (column, dark) in row.iter().copied().chain([false]).enumerate() {
        match (start, dark) {
            (None, true) => start = Some(column),
            (Some(from), false) => {
                found.push((from, column));
                start = None;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::drawing;

    #[test]
    fn the_rectangles_cover_the_dark_modules_and_no_other_and_none_twice() {
        let picture = ["##.#", "##.#", ".###", "#..."];
        let modules: Vec<Vec<bool>> =
            picture.iter().map(|row| row.chars().map(|module| module == '#').collect()).collect();
        let operators = String::from_utf8(drawing(&modules, 4.0).operators).expect("text");
        let mut covered = vec![vec![0; 4]; 4];
        for line in operators.lines().filter_map(|line| line.strip_suffix(" re")) {
            let numbers: Vec<usize> = line.split(' ').map(|it| it.parse().expect("a whole number")).collect();
            let [x, y, width, height] = numbers[..] else { panic!("{line}") };
            for row in &mut covered[4 - y - height..4 - y] {
                row[x..x + width].iter_mut().for_each(|module| *module += 1);
            }
        }
        let dark: Vec<Vec<usize>> =
            modules.iter().map(|row| row.iter().map(|dark| usize::from(*dark)).collect()).collect();
        assert_eq!(covered, dark, "{operators}");
    }
}
