//! Writes lines as PDF operators. What repeats is written again in the same words, in coordinates of its own: a file that is
//! compressed holds it once.

use std::fmt::Write;

use super::Ornament;
use crate::ink::Ink;
use crate::units::round;

/// Writes smooth curves as Bézier pieces.
pub(super) struct Pen(String);

/// Where a circle's Bézier handles stand, in radii.
const CIRCLE: f64 = 0.5523;

impl Pen {
    /// Lines are joined and ended round, so that pieces that meet are one line.
    pub(super) fn new() -> Self {
        Self("1 j 1 J\n".to_owned())
    }

    pub(super) fn stroke(&mut self, thickness: f64, ink: Ink) {
        let [r, g, b] = ink.rgb().map(|part| round(f64::from(part) / 255.0, 3));
        self.line(&format!("{} w {r} {g} {b} RG", round(thickness, 2)));
    }

    /// Follows `at` from `first` in so many equal steps; each piece leaves and arrives in the direction of the curve.
    pub(super) fn closed(&mut self, at: &dyn Fn(f64) -> (f64, f64), first: f64, step: f64, steps: f64) {
        self.follow(at, first, step, steps);
        self.line("h S");
    }

    /// As [`Self::closed`], for a line that does not come back to its start.
    pub(super) fn open(&mut self, at: &dyn Fn(f64) -> (f64, f64), first: f64, step: f64, steps: f64) {
        self.follow(at, first, step, steps);
        self.line("S");
    }

    fn follow(&mut self, at: &dyn Fn(f64) -> (f64, f64), first: f64, step: f64, steps: f64) {
        let slope = |t: f64| {
            let (before, after) = (at(t - step * 1e-4), at(t + step * 1e-4));
            ((after.0 - before.0) / 2e-4 / 3.0, (after.1 - before.1) / 2e-4 / 3.0)
        };
        let mut n = 0.0;
        self.points(&[at(first)], 'm');
        while n < steps {
            let (from, to) = (first + n * step, first + (n + 1.0) * step);
            let ((x0, y0), (x1, y1), (leave, arrive)) = (at(from), at(to), (slope(from), slope(to)));
            self.points(&[(x0 + leave.0, y0 + leave.1), (x1 - arrive.0, y1 - arrive.1), (x1, y1)], 'c');
            n += 1.0;
        }
    }

    /// A rectangle that lies so far within the other one.
    pub(super) fn rectangle(&mut self, width: f64, height: f64, within: f64) {
        let [x, w, h] = [within, width - 2.0 * within, height - 2.0 * within].map(|number| round(number, 2));
        self.line(&format!("{x} {x} {w} {h} re S"));
    }

    /// The paper laid bare in a circle about the origin.
    pub(super) fn bare_disc(&mut self, radius: f64) {
        let (r, c) = (radius, radius * CIRCLE);
        self.line("1 1 1 rg");
        self.points(&[(r, 0.0)], 'm');
        self.points(&[(r, c), (c, r), (0.0, r)], 'c');
        self.points(&[(-c, r), (-r, c), (-r, 0.0)], 'c');
        self.points(&[(-r, -c), (-c, -r), (0.0, -r)], 'c');
        self.points(&[(c, -r), (r, -c), (r, 0.0)], 'c');
        self.line("f");
    }

    /// Draws in other coordinates, and returns to these.
    pub(super) fn within(&mut self, matrix: [f64; 6], draw: impl FnOnce(&mut Self)) {
        self.line("q");
        self.change(matrix);
        draw(self);
        self.line("Q");
    }

    /// Changes the coordinates for what follows.
    pub(super) fn change(&mut self, matrix: [f64; 6]) {
        let [a, b, c, d, e, f] = matrix.map(|number| round(number, 5));
        self.line(&format!("{a} {b} {c} {d} {e} {f} cm"));
    }

    fn points(&mut self, points: &[(f64, f64)], operator: char) {
        for (x, y) in points {
            // Writing into a string cannot fail.
            let _ = write!(self.0, "{} {} ", round(*x, 2), round(*y, 2));
        }
        self.0.push(operator);
        self.0.push('\n');
    }

    fn line(&mut self, operators: &str) {
        self.0.push_str(operators);
        self.0.push('\n');
    }

    pub(super) fn finish(self, width: f64, height: f64) -> Ornament {
        Ornament { width, height, operators: self.0.into_bytes() }
    }
}
