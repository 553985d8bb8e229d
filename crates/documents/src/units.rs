//! Lengths, in points, and how exactly they are written.

/// A millimetre in points.
pub(crate) const MM: f64 = 72.0 / 25.4;

/// No type is smaller, in points.
pub(crate) const SMALLEST: f64 = 6.0;

/// Rounds to so many decimals. Never gives minus zero.
pub(crate) fn round(value: f64, decimals: i32) -> f64 {
    let scale = 10f64.powi(decimals);
    (value * scale).round() / scale + 0.0
}
