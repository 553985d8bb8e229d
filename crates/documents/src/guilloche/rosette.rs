//! Rosettes: rings of ellipses turned about one centre.

use std::f64::consts::{PI, TAU};

use super::{Ornament, Pen, count};
use crate::ink::Ink;

/// A rosette of one ring or more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rosette {
    pub(crate) radius: f64,
    pub(crate) rings: &'static [Ring],
    pub(crate) thickness: f64,
    pub(crate) ink: Ink,
}

/// An ellipse that lies along a ray, turned round the centre. Measures are shares of the radius.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ring {
    /// Where the ellipse begins on the ray; below zero, it lies across the centre.
    pub(crate) from: f64,
    /// Where it ends.
    pub(crate) to: f64,
    /// Its half axis across the ray.
    pub(crate) across: f64,
    /// How many there are in a full turn.
    pub(crate) turns: usize,
}

/// An ellipse in this many pieces is true to less than the width of its line.
const PIECES: f64 = 8.0;

impl Rosette {
    pub(crate) fn draw(&self) -> Ornament {
        let mut pen = Pen::new();
        pen.within([1.0, 0.0, 0.0, 1.0, self.radius, self.radius], |pen| self.about_the_origin(pen));
        pen.finish(self.radius * 2.0, self.radius * 2.0)
    }

    pub(super) fn about_the_origin(&self, pen: &mut Pen) {
        pen.stroke(self.thickness, self.ink);
        for ring in self.rings {
            let (sin, cos) = (TAU / count(ring.turns)).sin_cos();
            pen.within([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], |pen| {
                for _ in 0..ring.turns {
                    pen.closed(&|t| self.ellipse(ring, t), 0.0, TAU / PIECES, PIECES);
                    pen.change([cos, sin, -sin, cos, 0.0, 0.0]);
                }
            });
        }
    }

    fn ellipse(&self, ring: &Ring, t: f64) -> (f64, f64) {
        let (middle, along) = ((ring.from + ring.to) / 2.0, (ring.to - ring.from) / 2.0);
        (self.radius * (middle + along * (t + PI).cos()), self.radius * ring.across * t.sin())
    }
}

#[cfg(test)]
mod tests {
    use super::{Ring, Rosette};
    use crate::ink::Ink;

    const ROSETTE: Rosette = Rosette {
        radius: 30.0,
        rings: &[
            Ring { from: -1.0, to: 1.0, across: 0.4, turns: 12 },
            Ring { from: 0.5, to: 0.9, across: 0.1, turns: 8 },
        ],
        thickness: 0.2,
        ink: Ink::Tint,
    };

    #[test]
    fn a_rosette_stays_in_its_circle() {
        for ring in ROSETTE.rings {
            for step in 0..100 {
                let (x, y) = ROSETTE.ellipse(ring, f64::from(step) / 10.0);
                assert!(x.hypot(y) <= 30.0 + 1e-9, "({x}, {y})");
            }
        }
    }

    #[test]
    fn each_ring_is_turned_once_round_and_leaves_the_coordinates_as_they_were() {
        let drawn = String::from_utf8(ROSETTE.draw().operators).expect("text");
        assert_eq!(drawn.matches("h S").count(), 20, "twelve and eight ellipses");
        assert_eq!(drawn.matches("q\n").count(), drawn.matches("Q\n").count());
    }
}
