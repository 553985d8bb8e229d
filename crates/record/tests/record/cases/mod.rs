//! Cases once they are filed: acts of the person, the staff and the rules, on both sides of a case.

mod acts;
mod dues;
mod eyes;
mod holding;
mod letters;
mod made_up;
mod money;
mod properties;
mod resigning;
mod table;
mod world;
