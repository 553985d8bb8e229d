//! What anybody sees of a credential: whether the College issued it, whether it is valid now, and no more of its holder than the register
//! shows.

mod lookup;
mod page;

pub use page::routes;
