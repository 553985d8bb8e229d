#![doc = include_str!("../README.md")]

mod case;
mod documents;
mod home;
mod problem;
mod profile;
mod review;
mod services;
mod session;
mod settings;
mod status;
mod survey;
pub mod table;
#[cfg(feature = "typescript")]
mod typescript;

pub use case::{
    ActRequest, Asked, Case, CaseRequest, CaseStage, Checkout, CheckoutState, Deadline, EnteredAct, Filed,
    Happened, Outcome, Paid, Receipt, RequestState, RequestSummary, RequirementRow, RequirementState,
    StepPlace, WhyNot,
};
pub use documents::{
    DocumentGroup, DocumentPdf, DocumentRequest, DocumentSummary, Documents, PageForm, PrintRequest, Printed,
    Printer, ReceiptFacts, SaveFolder, SavedDocument, SavedKey, SendRequest, WaitingDocument, YearTotal,
};
pub use home::{FeeState, Home, HomeCard, NextStep, PointState, SurveyState, YearMark, YearPoint};
pub use problem::{Failure, FailureCode};
pub use profile::{
    About, AddressEntry, AddressFields, AddressKind, Addresses, Change, ChangeKey, ChangeReply, ChangeState,
    Coded, Contact, Corporations, DayRequest, Email, EnteredEdit, EntryState, Fact, FactGroup, FieldProblem,
    History, HistoryEntry, HoursRow, Message, Messages, Phone, PhoneKind, Practice, Prediction, Preferred,
    Profile, ProfileEdit, ProfileEntry, ProfileLists, ProfileOn, ProfilePage, ProfileSection, Registration,
    Transaction, TransactionState, Transactions, Unconfirmed, Visibility,
};
pub use review::{Review, ReviewAnswer, ReviewSection, SubmitRequest};
pub use services::{Availability, Service, ServiceGroup, ServiceRequest, ServiceSummary, Services};
pub use session::{Registrant, Session, SignInLink, SignOut, Unlock};
pub use settings::{Application, MenuEntry, Preferences, TextSize, Theme};
pub use status::{Changed, OutboxItem, OutboxPlace, OutboxState, Status, SyncState};
pub use survey::{
    AnswerRequest, Answered, ChoiceRequest, Conflict, ConflictingAnswer, Control, DraftRequest, Entry,
    InstanceRequest, Item, ItemOption, ItemProblem, LinkIdRequest, PathRequest, Section, SectionState,
    SectionSummary,
};
