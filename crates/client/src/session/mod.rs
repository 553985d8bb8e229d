//! Who uses the application: signing in through the browser, tokens, and opening or closing the account's file.
//!
//! Here: OAuth 2.1 for a native application (RFC 8252) and where its tokens are kept. Not here: what is done once
//! somebody is signed in (`replica`, `pages`).

mod accounts;
mod issuer;
mod loopback;
mod shown;
mod sign_in;
mod tokens;

pub(crate) use accounts::{AccountError, Accounts, Opened, Opening, SetAside};
pub(crate) use issuer::{Issuer, IssuerError, Tokens};
pub(crate) use sign_in::{SignIn, SignInError};
pub(crate) use tokens::{TokenError, TokenKeeper, TokenPlace};
