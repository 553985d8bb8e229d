//! The frame of a page: a band of braided ropes between two rules along each side, and a rosette over each corner.

use std::f64::consts::TAU;

use super::{Ornament, Pen, Rosette, count};
use crate::ink::Ink;

/// A band of ropes. Each rope is of strands that part where it turns and meet where it crosses the others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Band {
    /// From the middle to where the outermost strands turn.
    pub(crate) swing: f64,
    /// About how long one wave is; it is adjusted so that a side holds whole waves.
    pub(crate) wave: f64,
    pub(crate) ropes: usize,
    /// Strands of a rope.
    pub(crate) strands: usize,
    /// How far the innermost strand swings, as a share of the outermost.
    pub(crate) least: f64,
    pub(crate) thickness: f64,
    pub(crate) ink: Ink,
}

/// The frame of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// From the edge to the middle of the band.
    pub(crate) inset: f64,
    pub(crate) bands: &'static [Band],
    /// From the middle of the band to the rules on both sides of it.
    pub(crate) rules: f64,
    pub(crate) corner: Rosette,
}

/// How much of a wave one curve follows.
const PIECE: f64 = 0.25;

/// Strokes of the rules: the outer one is the stronger.
const RULES: (f64, f64) = (0.9, 0.4);

/// How far under a corner's rosette the bands reach, as a share of its radius.
const UNDER: f64 = 0.4;

impl Band {
    /// A straight band of this length, for headings.
    pub(crate) fn draw(&self, length: f64) -> Ornament {
        let mut pen = Pen::new();
        pen.within([1.0, 0.0, 0.0, 1.0, 0.0, self.swing], |pen| self.along(pen, length));
        pen.finish(length, self.swing * 2.0)
    }

    /// From the origin to the right, wave after wave.
    fn along(&self, pen: &mut Pen, length: f64) {
        pen.stroke(self.thickness, self.ink);
        let waves = (length / self.wave).round().max(1.0);
        let stretched = length / (waves * self.wave);
        pen.within([stretched, 0.0, 0.0, 1.0, 0.0, 0.0], |pen| {
            let mut wave = 0.0;
            while wave < waves {
                self.one_wave(pen);
                pen.change([1.0, 0.0, 0.0, 1.0, self.wave, 0.0]);
                wave += 1.0;
            }
        });
    }

    fn one_wave(&self, pen: &mut Pen) {
        for rope in 0..self.ropes {
            let phase = count(rope) / count(self.ropes);
            for strand in 0..self.strands {
                let swing = self.swing * self.share(strand);
                let at = |wave: f64| (wave * self.wave, swing * (TAU * (wave + phase)).cos());
                pen.open(&at, 0.0, PIECE, 1.0 / PIECE);
            }
        }
    }

    fn share(&self, strand: usize) -> f64 {
        let steps = count(self.strands.max(2) - 1);
        1.0 - (1.0 - self.least) * count(strand) / steps
    }
}

impl Frame {
    pub(crate) fn draw(&self) -> Ornament {
        let mut pen = Pen::new();
        for (away, thickness) in [(self.rules, RULES.0), (-self.rules, RULES.1)] {
            pen.stroke(thickness, Ink::Accent);
            pen.rectangle(self.width, self.height, self.inset - away);
        }
        let (right, top) = (self.width - self.inset, self.height - self.inset);
        let sides = [
            ([1.0, 0.0, 0.0, 1.0, self.inset, self.inset], right - self.inset),
            ([0.0, 1.0, -1.0, 0.0, right, self.inset], top - self.inset),
            ([-1.0, 0.0, 0.0, -1.0, right, top], right - self.inset),
            ([0.0, -1.0, 1.0, 0.0, self.inset, top], top - self.inset),
        ];
        for (matrix, length) in sides {
            pen.within(matrix, |pen| self.side(pen, length));
        }
        for (x, y) in [(self.inset, self.inset), (right, self.inset), (right, top), (self.inset, top)] {
            pen.within([1.0, 0.0, 0.0, 1.0, x, y], |pen| {
                pen.bare_disc(self.corner.radius);
                self.corner.about_the_origin(pen);
            });
        }
        pen.finish(self.width, self.height)
    }

    fn side(&self, pen: &mut Pen, length: f64) {
        let under = self.corner.radius * UNDER;
        pen.change([1.0, 0.0, 0.0, 1.0, under, 0.0]);
        for band in self.bands {
            band.along(pen, length - 2.0 * under);
        }
    }
}
