//! A border of braided waves along a rectangle with round corners, for the card.

use std::f64::consts::{PI, TAU};

use super::{Ornament, Pen, count};
use crate::ink::Ink;

/// A border along a rectangle with round corners.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Border {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// From the edge to the middle of the border.
    pub(crate) inset: f64,
    /// Radius of the corners of the middle line.
    pub(crate) radius: f64,
    /// From the middle to where the waves turn.
    pub(crate) swing: f64,
    pub(crate) strands: usize,
    /// About how long one wave is; it is adjusted so that sides and corners hold whole waves.
    pub(crate) wave: f64,
    pub(crate) thickness: f64,
    pub(crate) ink: Ink,
}

/// How much of a wave one curve follows: little enough that corners stay even.
const PIECE: f64 = 0.25;

impl Border {
    pub(crate) fn draw(&self) -> Ornament {
        let path = Path::new(self);
        let mut pen = Pen::new();
        pen.stroke(self.thickness, self.ink);
        for strand in 0..self.strands {
            let phase = count(strand) / count(self.strands);
            let at = |waves: f64| path.beside(waves, self.swing * (TAU * (waves + phase)).cos());
            // From turn to turn, so that curves end level.
            pen.closed(&at, -phase, PIECE, path.waves / PIECE);
        }
        pen.finish(self.width, self.height)
    }
}

/// The middle line of a border, measured in waves from the start of the lower side. Every side and every corner holds
/// whole waves, so that the four corners are alike and the strands close.
struct Path {
    left: f64,
    bottom: f64,
    /// Lengths of the straight sides, without the corners, and how many waves each holds.
    across: (f64, f64),
    up: (f64, f64),
    radius: f64,
    waves_in_a_corner: f64,
    waves: f64,
}

impl Path {
    fn new(border: &Border) -> Self {
        let corners = 2.0 * (border.inset + border.radius);
        let whole = |length: f64| (length / border.wave).round().max(1.0);
        let (across, up) = (border.width - corners, border.height - corners);
        let waves_in_a_corner = whole(border.radius * PI / 2.0);
        Self {
            left: border.inset + border.radius,
            bottom: border.inset,
            across: (across, whole(across)),
            up: (up, whole(up)),
            radius: border.radius,
            waves_in_a_corner,
            waves: 2.0 * (whole(across) + whole(up)) + 4.0 * waves_in_a_corner,
        }
    }

    /// The point so many waves along the line, `out` away from it. Four times: a side, then a quarter circle.
    fn beside(&self, waves: f64, out: f64) -> (f64, f64) {
        let mut waves = waves.rem_euclid(self.waves);
        let (mut x, mut y, mut heading) = (self.left, self.bottom, 0.0f64);
        for (length, waves_in_it) in [self.across, self.up, self.across, self.up] {
            let along = length * (waves / waves_in_it).min(1.0);
            (x, y) = (x + along * heading.cos(), y + along * heading.sin());
            if waves <= waves_in_it {
                break;
            }
            waves -= waves_in_it;
            let turn = PI / 2.0 * (waves / self.waves_in_a_corner).min(1.0);
            let (from, to) = (heading - PI / 2.0, heading - PI / 2.0 + turn);
            (x, y) = (x + self.radius * (to.cos() - from.cos()), y + self.radius * (to.sin() - from.sin()));
            heading += turn;
            if waves <= self.waves_in_a_corner {
                break;
            }
            waves -= self.waves_in_a_corner;
        }
        let outward = heading - PI / 2.0;
        (x + out * outward.cos(), y + out * outward.sin())
    }
}

#[cfg(test)]
mod tests {
    use super::{Border, Path};
    use crate::ink::Ink;

    const BORDER: Border = Border {
        width: 200.0,
        height: 100.0,
        inset: 6.0,
        radius: 5.0,
        swing: 2.0,
        strands: 3,
        wave: 12.0,
        thickness: 0.2,
        ink: Ink::Accent,
    };

    fn points(operators: &[u8]) -> Vec<(f64, f64)> {
        let text = std::str::from_utf8(operators).expect("operators are text");
        let lines = text.lines().filter(|line| line.ends_with('c') || line.ends_with('m'));
        lines
            .map(|line| {
                let numbers: Vec<f64> = line.split(' ').filter_map(|part| part.parse().ok()).collect();
                (numbers[numbers.len() - 2], numbers[numbers.len() - 1])
            })
            .collect()
    }

    #[test]
    fn the_middle_line_closes_and_runs_at_its_inset() {
        let path = Path::new(&BORDER);
        let (start, end) = (path.beside(0.0, 0.0), path.beside(path.waves - 1e-9, 0.0));
        assert!((start.0 - end.0).abs() < 1e-6 && (start.1 - end.1).abs() < 1e-6, "{start:?} {end:?}");
        let (x, y) = path.beside(path.waves / 2.0, 0.0);
        assert!(
            (x - 189.0).abs() < 1e-6 && (y - 94.0).abs() < 1e-6,
            "half way is the opposite corner: {x} {y}"
        );
    }

    #[test]
    fn the_waves_stay_between_the_edge_and_the_content() {
        for (x, y) in points(&BORDER.draw().operators) {
            let edge = x.min(y).min(200.0 - x).min(100.0 - y);
            assert!(edge > 3.9, "({x}, {y}) leaves the paper free");
            assert!(edge < 10.0, "({x}, {y}) leaves the content free");
        }
    }

    #[test]
    fn the_corners_are_alike() {
        let path = Path::new(&BORDER);
        let corner = path.across.1 + path.waves_in_a_corner / 2.0;
        let opposite = corner + path.waves / 2.0;
        for out in [-2.0, 0.0, 2.0] {
            let ((x, y), (far_x, far_y)) = (path.beside(corner, out), path.beside(opposite, out));
            assert!(
                (200.0 - x - far_x).abs() < 1e-6 && (100.0 - y - far_y).abs() < 1e-6,
                "mirrored at the centre"
            );
        }
        let waves = [path.across.1, path.up.1, path.waves_in_a_corner];
        assert!(waves.iter().all(|waves| waves.fract() == 0.0), "whole waves everywhere: {waves:?}");
    }

    #[test]
    fn every_strand_closes_and_touches_both_bounds() {
        let ornament = BORDER.draw();
        let text = String::from_utf8(ornament.operators).expect("text");
        assert_eq!(text.matches("h S").count(), 3, "three closed strands");
        let edges: Vec<f64> = points(text.as_bytes()).iter().map(|(_, y)| *y).collect();
        assert!(
            edges.iter().any(|y| *y < 4.1) && edges.iter().any(|y| (y - 8.0).abs() < 0.1),
            "the swing is 2 each way"
        );
    }
}
