//! Facts of the record that forms are prefilled with.
