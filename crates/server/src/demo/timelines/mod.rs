//! What happened in ten years, persona by persona. Who they are, and what the register knew when the record began, is in
//! `personas`.

mod elsewhere;
mod family;
mod limited;
mod surgery;

pub use elsewhere::{beausejour, boateng, kjaer, nanuq, nguyen};
pub use family::lavoie;
pub use limited::{featherstonehaugh, mueller, osullivan, ramanathan, shevchenko};
pub use surgery::okafor;

use super::DemoError;
use super::timeline::Timeline;

/// Nothing but what the register knew.
pub fn quiet(_: &mut Timeline<'_>) -> Result<(), DemoError> {
    Ok(())
}
