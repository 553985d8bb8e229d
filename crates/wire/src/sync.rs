//! What crosses between the desktop and the College's server.
