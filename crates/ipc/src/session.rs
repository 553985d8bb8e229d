//! Who uses the application, and how they sign in.

use serde::{Deserialize, Serialize};

/// Where the application stands with its user; decides between the sign-in pages and the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Session {
    /// Nobody is signed in. `notice` says so when a file had to be set aside or a sign-in failed.
    SignedOut {
        /// A sentence the person should read first, if any.
        notice: Option<String>,
    },
    /// The browser was opened; waiting for it to come back.
    SigningIn {
        /// The address to open or copy.
        link: String,
    },
    /// This computer has no usable keychain: a passphrase must be chosen before anything is stored.
    ChoosePassphrase,
    /// The account's file is protected by a passphrase that must be entered.
    Locked {
        /// A sentence the person should read first, if any.
        notice: Option<String>,
        /// What is lost by going on without the passphrase, in one sentence.
        forgetting: String,
    },
    /// Signed in; works without any network.
    SignedIn {
        /// Whose portal this is.
        registrant: Registrant,
        /// The tour was never shown to this person on this computer.
        tour: bool,
    },
}

/// The person named in the left rail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Registrant {
    /// Full legal name, as on the register.
    pub name: String,
    /// Five or six digits.
    pub cpso_number: String,
    /// For example "Independent Practice".
    pub class: String,
}

/// The link that the browser was asked to open; it can also be copied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SignInLink {
    /// Absolute address of the College's sign-in page.
    pub link: String,
    /// Whether a browser was started; if not, the person copies the link.
    pub browser_opened: bool,
}

/// A passphrase, chosen or entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Unlock {
    /// As typed; at least 10 characters when it is chosen.
    pub passphrase: String,
}

/// Signing out removes the account's key from this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SignOut {
    /// True when the person was told what has not reached the College, and goes on.
    pub leave_unsent: bool,
}
