//! Cases once they are filed: acts of the person, the staff and the rules, on both sides of a case.

mod acts;
mod eyes;
mod made_up;
mod properties;
mod table;
mod world;
