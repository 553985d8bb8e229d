//! What happened in ten years, person by person. Who they are, and what the register knew when the record began, is in
//! `people`.

mod elsewhere;
mod family;
mod limited;
mod surgery;

pub use elsewhere::{beausejour, boateng, kjaer, nanuq, nguyen};
pub use family::lavoie;
pub use limited::{featherstonehaugh, mueller, osullivan, ramanathan, shevchenko};
pub use surgery::okafor;

use super::DemoError;
use super::life::Life;

/// Nothing but what the register knew.
pub fn quiet(_: &mut Life<'_>) -> Result<(), DemoError> {
    Ok(())
}
