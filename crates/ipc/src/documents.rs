//! Documents: what there is, the pages themselves, saving, printing, mailing.

use serde::{Deserialize, Serialize};

use super::Change;

/// The Documents page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Documents {
    /// In the order in which they are shown; never an empty one.
    pub groups: Vec<DocumentGroup>,
    /// The College e-mail that documents are sent to; none: they cannot be sent.
    pub email: Option<String>,
    /// Sendings that are on their way, or were refused.
    pub sendings: Vec<Change>,
}

/// Documents of one kind: registration, corporations, receipts, filed surveys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DocumentGroup {
    /// "Registration", "Fee receipts".
    pub title: String,
    /// The latest first.
    pub documents: Vec<DocumentSummary>,
    /// Those that are there once a fee is paid, the latest first.
    pub waiting: Vec<WaitingDocument>,
    /// Of receipts, what was paid in each year, the latest first.
    pub totals: Vec<YearTotal>,
}

/// A document that is there once a fee is paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct WaitingDocument {
    /// "Confirmation of resignation".
    pub title: String,
    /// "Ready once the fee for your request is paid: Copies of documents".
    pub detail: String,
    /// The request whose fee it is: `file-copies/1`.
    pub case: String,
}

/// What was paid in a calendar year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct YearTotal {
    /// The calendar year of the payments.
    pub year: i16,
    /// "$1,725.00".
    pub total: String,
}

/// What a receipt says, by the columns of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ReceiptFacts {
    /// The calendar year in which it was paid.
    pub year: i16,
    /// "20 May 2027".
    pub paid: String,
    /// "$1,725.00".
    pub amount: String,
    /// Number of the invoice.
    pub invoice: String,
    /// "Visa ending in 4242".
    pub method: String,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DocumentSummary {
    /// Names it: `card-2027`, `receipt-INV-2027-900001`.
    pub key: String,
    /// "Registration card 2027–2028".
    pub title: String,
    /// "Valid until 31 May 2028", "Paid 20 May 2027, $1,725.00".
    pub detail: String,
    /// What the person should know of it before using it: that the College issues it, that it cannot be verified yet.
    pub note: Option<String>,
    /// The forms in which it can be made, the usual one first.
    pub forms: Vec<PageForm>,
    /// It can be saved and printed here; otherwise the preview is all, and the College sends it.
    pub own: bool,
    /// It can be sent by e-mail.
    pub mailable: bool,
    /// "Asked for 20 May 2027, 10:14 a.m. EDT; the College mails it to …", once it was.
    pub sent: Option<String>,
    /// Of a receipt, what it says.
    pub receipt: Option<ReceiptFacts>,
}

/// What a document's pages are made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum PageForm {
    /// 8.5 × 11 inches.
    Letter,
    /// 210 × 297 mm.
    A4,
    /// The card alone, without margins, for a card printer.
    CardPrinter,
}

/// Asks for a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DocumentRequest {
    /// As in the summary.
    pub key: String,
    /// One of those of the summary.
    pub form: PageForm,
}

/// The pages themselves: what is previewed is what is saved and printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DocumentPdf {
    /// For the heading and the file name.
    pub title: String,
    /// PDF bytes, base64.
    pub base64: String,
}

/// Where it was saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SavedDocument {
    /// Names the file to the core, which remembers what it wrote and where.
    pub id: String,
    /// Absolute path, to be read by the person.
    pub path: String,
}

/// A file that the core saved. It takes no path: only what it wrote itself is opened or shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SavedKey {
    /// The id that it was saved with.
    pub id: String,
}

/// The folder that documents are saved in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SaveFolder {
    /// Absolute path.
    pub path: String,
}

/// A printer that the system knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Printer {
    /// Names it to the system.
    pub name: String,
    /// As people know it.
    pub title: String,
    /// The system's own choice.
    pub usual: bool,
    /// Why it may not print now: "Paused", "Does not take jobs"; nothing when it is ready.
    pub trouble: Option<String>,
}

/// Asks for a document on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PrintRequest {
    /// What.
    pub document: DocumentRequest,
    /// Name of the printer.
    pub printer: String,
    /// From 1 to 99.
    pub copies: u8,
}

/// A document was handed to a printer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Printed {
    /// "Sent to Office, 2 copies".
    pub sentence: String,
}

/// Asks the College to mail documents to the College e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct SendRequest {
    /// Keys of documents, at most 20.
    pub keys: Vec<String>,
}
