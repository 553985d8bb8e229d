//! Every value is read and written to the same bytes, and every variant has a line.

use std::{
    collections::BTreeSet,
    fmt::Debug,
    fs,
    path::{Path, PathBuf},
};

use portal_forms::{Change, Edit, Value};
use portal_protocol::{
    AnyEdit, CheckoutReply, CommandEnvelope, CommandReply, DeviceList, DraftList, EditsPage, EditsPush, Me,
    Problem, Pull, Pulled, RecordPage, Signed,
};
use portal_record::{
    Actor, Command, Event, Outcome, ProfileCommand, Rejection, Verbatim,
    cases::{CaseAct, RequirementState, State},
    documents::Document,
    ledger::PaymentOutcome,
    register::RegisterEntry,
    rejection::{Field, Reason},
};
use serde::{Serialize, de::DeserializeOwned};

fn golden_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.jsonl"))
}

/// The lines of a golden file.
pub(crate) fn lines(name: &str) -> Vec<String> {
    let file = golden_file(name);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(!lines.is_empty(), "{name} has lines");
    lines
}

/// What the lines say, each of which is written again as it was. Those that were written otherwise before are kept to the letter
/// all the same, and `<name>.now.jsonl` says how they would be written now, in their order.
fn read<T: Serialize + DeserializeOwned + Debug>(name: &str) -> Vec<T> {
    let now = format!("{name}.now");
    let now = if golden_file(&now).exists() { lines(&now) } else { Vec::new() };
    let mut now = now.into_iter();
    let read = |line: &String| {
        let kept: Verbatim<T> = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(serde_json::to_string(&kept).unwrap(), *line, "{name}: to the letter");
        if kept.is_of_another() {
            let written = serde_json::to_string(&*kept).unwrap();
            assert_eq!(now.next(), Some(written), "{name}: all of it is known: {line}");
        }
        kept.into_value()
    };
    let values = lines(name).iter().map(read).collect();
    assert_eq!(now.next(), None, "{name}: there is no other earlier form");
    values
}

/// Every variant has a line; one that is added does not compile before it is named here.
macro_rules! variants {
    ($file:literal, $type:ty { $($name:literal = $pattern:pat,)+ } $(but $never:pat)?) => {{
        let named = |value: &$type| match value {
            $($pattern => $name,)+
            $($never => panic!("{value:?}: this program does not know it"),)?
        };
        let values = read::<$type>($file);
        let there: BTreeSet<&str> = values.iter().map(named).collect();
        for name in [$($name),+] {
            assert!(there.contains(name), "tests/golden/{}.jsonl has no line for {name}", $file);
        }
        values
    }};
}

#[test]
fn every_command() {
    let commands = variants!("commands", Command {
        "file" = Command::File(_),
        "case" = Command::Case { .. },
        "open-checkout" = Command::OpenCheckout { .. },
        "record-payment" = Command::RecordPayment { .. },
        "take-penalty-back" = Command::TakePenaltyBack { .. },
        "return-credit" = Command::ReturnCredit { .. },
        "describe-self" = Command::Profile(ProfileCommand::DescribeSelf(_)),
        "set-minc" = Command::Profile(ProfileCommand::SetMinc(_)),
        "set-email" = Command::Profile(ProfileCommand::SetEmail(_)),
        "remove-email" = Command::Profile(ProfileCommand::RemoveEmail(_)),
        "request-email-change" = Command::Profile(ProfileCommand::RequestEmailChange(_)),
        "confirm-email" = Command::Profile(ProfileCommand::ConfirmEmail(_)),
        "withdraw-email-change" = Command::Profile(ProfileCommand::WithdrawEmailChange(_)),
        "undo-email-change" = Command::Profile(ProfileCommand::UndoEmailChange(_)),
        "set-phone" = Command::Profile(ProfileCommand::SetPhone(_)),
        "remove-phone" = Command::Profile(ProfileCommand::RemovePhone(_)),
        "set-preferences" = Command::Profile(ProfileCommand::SetPreferences(_)),
        "set-address" = Command::Profile(ProfileCommand::SetAddress(_)),
        "set-not-in-practice" = Command::Profile(ProfileCommand::SetNotInPractice(_)),
        "withdraw-address" = Command::Profile(ProfileCommand::WithdrawAddress(_)),
        "remove-location" = Command::Profile(ProfileCommand::RemoveLocation(_)),
        "add-activity" = Command::Profile(ProfileCommand::AddActivity(_)),
        "remove-activity" = Command::Profile(ProfileCommand::RemoveActivity(_)),
        "add-privilege" = Command::Profile(ProfileCommand::AddPrivilege(_)),
        "remove-privilege" = Command::Profile(ProfileCommand::RemovePrivilege(_)),
        "add-registration" = Command::Profile(ProfileCommand::AddRegistration(_)),
        "remove-registration" = Command::Profile(ProfileCommand::RemoveRegistration(_)),
        "set-liability" = Command::Profile(ProfileCommand::SetLiability(_)),
        "set-cpd" = Command::Profile(ProfileCommand::SetCpd(_)),
        "read-thread" = Command::ReadThread(_),
        "send-documents" = Command::SendDocuments(_),
    });
    let paid = |command: &Command| match command {
        Command::RecordPayment { outcome, .. } => Some(match outcome {
            PaymentOutcome::Settled { .. } => "settled",
            PaymentOutcome::Declined => "declined",
            PaymentOutcome::Abandoned => "abandoned",
            PaymentOutcome::Uncertain => "uncertain",
        }),
        _ => None,
    };
    let outcomes: BTreeSet<&str> = commands.iter().filter_map(paid).collect();
    assert_eq!(outcomes.len(), 4, "every outcome of a payment: {outcomes:?}");
}

#[test]
fn every_rejection() {
    variants!("rejections", Rejection {
        "not-available" = Rejection::NotAvailable,
        "not-open-yet" = Rejection::NotOpenYet { .. },
        "not-active" = Rejection::NotActive,
        "already-filed" = Rejection::AlreadyFiled,
        "not-offered" = Rejection::NotOffered,
        "not-eligible" = Rejection::NotEligible { .. },
        "open-already" = Rejection::OpenAlready { .. },
        "draft-changed" = Rejection::DraftChanged,
        "form-changed" = Rejection::FormChanged,
        "answers-invalid" = Rejection::AnswersInvalid { .. },
        "unsettled" = Rejection::Unsettled { .. },
        "year-over" = Rejection::YearOver { .. },
        "no-such-invoice" = Rejection::NoSuchInvoice,
        "already-paid" = Rejection::AlreadyPaid,
        "payment-under-way" = Rejection::PaymentUnderWay { .. },
        "wrong-amount" = Rejection::WrongAmount,
        "not-allowed" = Rejection::NotAllowed,
        "update-needed" = Rejection::UpdateNeeded,
        "not-enrolled" = Rejection::NotEnrolled,
        "invalid" = Rejection::Invalid { .. },
        "entry-exists" = Rejection::EntryExists,
        "no-such-entry" = Rejection::NoSuchEntry,
        "same-as-now" = Rejection::SameAsNow,
        "held-already" = Rejection::HeldAlready,
        "changed-meanwhile" = Rejection::ChangedMeanwhile,
        "effective-not-after-today" = Rejection::EffectiveNotAfterToday { .. },
        "effective-too-far" = Rejection::EffectiveTooFar { .. },
        "scheduled-already" = Rejection::ScheduledAlready { .. },
        "before-what-it-replaces" = Rejection::BeforeWhatItReplaces { .. },
        "replaced-already" = Rejection::ReplacedAlready { .. },
        "not-replaceable" = Rejection::NotReplaceable,
        "not-additional" = Rejection::NotAdditional,
        "already-in-effect" = Rejection::AlreadyInEffect,
        "not-in-effect-yet" = Rejection::NotInEffectYet,
        "already-withdrawn" = Rejection::AlreadyWithdrawn,
        "already-historical" = Rejection::AlreadyHistorical,
        "removal-asked-already" = Rejection::RemovalAskedAlready,
        "too-many" = Rejection::TooMany { .. },
        "needs-confirmation" = Rejection::NeedsConfirmation,
        "not-confirmable" = Rejection::NotConfirmable,
        "no-such-document" = Rejection::NoSuchDocument,
        "not-mailable" = Rejection::NotMailable,
        "no-college-email" = Rejection::NoCollegeEmail,
        "no-such-thread" = Rejection::NoSuchThread,
        "no-such-case" = Rejection::NoSuchCase,
        "not-now" = Rejection::NotNow { .. },
        "held-by-another" = Rejection::HeldByAnother,
        "not-held" = Rejection::NotHeld,
        "not-your-role" = Rejection::NotYourRole,
        "proposal-needed" = Rejection::ProposalNeeded,
        "proposed-by-you" = Rejection::ProposedByYou,
        "proposal-void" = Rejection::ProposalVoid,
        "not-as-proposed" = Rejection::NotAsProposed,
        "no-proposal" = Rejection::NoProposal,
        "not-withdrawable" = Rejection::NotWithdrawable,
        "withdrawn-too-late" = Rejection::WithdrawnTooLate { .. },
        "not-reopenable" = Rejection::NotReopenable,
        "no-clock" = Rejection::NoClock,
        "decision-incomplete" = Rejection::DecisionIncomplete,
        "checks-not-met" = Rejection::ChecksNotMet,
        "invoice-voided" = Rejection::InvoiceVoided,
    } but Rejection::Unknown { .. });
    for line in lines("rejections") {
        let rejection: Rejection = serde_json::from_str(&line).unwrap();
        assert!(!matches!(rejection, Rejection::Unknown { .. }), "{line}");
    }
}

#[test]
fn every_field_and_what_can_be_wrong_with_it() {
    variants!("fields", Field {
        "gender" = Field::Gender,
        "languages" = Field::Languages,
        "minc" = Field::Minc,
        "email" = Field::Email,
        "phone" = Field::Phone,
        "extension" = Field::Extension,
        "correspondence" = Field::Correspondence,
        "dialogue" = Field::Dialogue,
        "lines" = Field::Lines,
        "city" = Field::City,
        "province" = Field::Province,
        "postal-code" = Field::PostalCode,
        "country" = Field::Country,
        "hours" = Field::Hours,
        "activity" = Field::Activity,
        "hospital" = Field::Hospital,
        "privilege-kind" = Field::PrivilegeKind,
        "regulator" = Field::Regulator,
        "jurisdiction" = Field::Jurisdiction,
        "number" = Field::Number,
        "from" = Field::From,
        "to" = Field::To,
        "protection" = Field::Protection,
        "protection-number" = Field::ProtectionNumber,
        "organization" = Field::Organization,
        "member-number" = Field::MemberNumber,
        "cycle-end" = Field::CycleEnd,
        "documents" = Field::Documents,
        "words" = Field::Words,
        "letter" = Field::Letter,
        "decision" = Field::Decision,
        "reasons" = Field::Reasons,
        "fields" = Field::Fields,
        "items" = Field::Items,
        "due" = Field::Due,
        "requirement" = Field::Requirement,
        "flag" = Field::Flag,
        "files" = Field::Files,
    });
    variants!("reasons", Reason {
        "missing" = Reason::Missing,
        "too-long" = Reason::TooLong { .. },
        "too-many-of" = Reason::TooManyOf { .. },
        "control-character" = Reason::ControlCharacter,
        "unknown-code" = Reason::UnknownCode,
        "left-the-list" = Reason::LeftTheList { .. },
        "twice" = Reason::Twice,
        "not-a-postal-code" = Reason::NotAPostalCode,
        "forbidden-letter" = Reason::ForbiddenLetter,
        "not-a-phone" = Reason::NotAPhone,
        "not-an-extension" = Reason::NotAnExtension,
        "not-an-email" = Reason::NotAnEmail,
        "not-digits" = Reason::NotDigits,
        "not-a-minc" = Reason::NotAMinc,
        "not-a-day" = Reason::NotADay,
        "too-early" = Reason::TooEarly { .. },
        "too-late" = Reason::TooLate { .. },
        "before-from" = Reason::BeforeFrom,
        "not-a-minute" = Reason::NotAMinute,
        "closes-before-opening" = Reason::ClosesBeforeOpening,
        "overlap" = Reason::Overlap,
        "not-here" = Reason::NotHere,
        "too-large" = Reason::TooLarge { .. },
    });
}

#[test]
fn every_outcome_actor_and_document() {
    variants!("outcomes", Outcome {
        "accepted" = Outcome::Accepted { .. },
        "rejected" = Outcome::Rejected { .. },
    } but Outcome::Unknown(_));
    variants!("actors", Actor {
        "registrant" = Actor::Registrant { .. },
        "applicant" = Actor::Applicant { .. },
        "delegate" = Actor::Delegate { .. },
        "staff" = Actor::Staff { .. },
        "system" = Actor::System { .. },
        "provider" = Actor::Provider,
    } but Actor::Unknown(_));
    variants!("documents", Document {
        "card" = Document::Card { .. },
        "certificate" = Document::Certificate,
        "diploma" = Document::Diploma,
        "conduct" = Document::Conduct,
        "authorization" = Document::Authorization { .. },
        "receipt" = Document::Receipt { .. },
        "survey" = Document::Survey { .. },
        "letter" = Document::Letter { .. },
        "profile" = Document::Profile,
    });
}

#[test]
fn every_change_of_a_draft() {
    variants!("changes", Change {
        "answer" = Change::Answer(_),
        "clear" = Change::Clear,
        "add-instance" = Change::AddInstance,
        "remove-instance" = Change::RemoveInstance,
    });
    variants!("values", Value {
        "boolean" = Value::Boolean(_),
        "decimal" = Value::Decimal(_),
        "integer" = Value::Integer(_),
        "date" = Value::Date(_),
        "date-time" = Value::DateTime(_),
        "time" = Value::Time(_),
        "string" = Value::String(_),
        "url" = Value::Url(_),
        "coding" = Value::Coding(_),
        "attachment" = Value::Attachment(_),
        "quantity" = Value::Quantity(_),
        "reference" = Value::Reference(_),
    });
    let edits = read::<Edit>("edits");
    let any = read::<AnyEdit>("edits");
    assert!(edits.iter().zip(&any).all(|(edit, any)| any.known() == Some(edit)), "the same either way");
}

#[test]
fn every_act() {
    variants!("acts", CaseAct {
        "give-information" = CaseAct::GiveInformation { .. },
        "withdraw" = CaseAct::Withdraw { .. },
        "take" = CaseAct::Take { .. },
        "give-back" = CaseAct::GiveBack { .. },
        "hand-to" = CaseAct::HandTo { .. },
        "ask" = CaseAct::Ask { .. },
        "set-requirement" = CaseAct::SetRequirement { .. },
        "note" = CaseAct::Note { .. },
        "flag" = CaseAct::Flag { .. },
        "stop-clock" = CaseAct::StopClock { .. },
        "start-clock" = CaseAct::StartClock { .. },
        "propose" = CaseAct::Propose { .. },
        "return" = CaseAct::Return { .. },
        "override" = CaseAct::Override { .. },
        "decide" = CaseAct::Decide { .. },
        "cancel" = CaseAct::Cancel { .. },
        "reopen" = CaseAct::Reopen { .. },
        "check" = CaseAct::Check { .. },
        "auto" = CaseAct::Auto { .. },
        "close" = CaseAct::Close { .. },
        "remind" = CaseAct::Remind { .. },
        "lapse" = CaseAct::Lapse { .. },
        "delay" = CaseAct::Delay { .. },
    } but CaseAct::Unknown(_));
    variants!("requirement-states", RequirementState {
        "not-received" = RequirementState::NotReceived,
        "received" = RequirementState::Received,
        "accepted" = RequirementState::Accepted,
        "rejected" = RequirementState::Rejected,
        "waived" = RequirementState::Waived,
        "scheduled" = RequirementState::Scheduled,
    });
    variants!("case-states", State {
        "filed" = State::Filed,
        "fee-due" = State::FeeDue,
        "in-review" = State::InReview,
        "action-needed" = State::ActionNeeded,
        "decided" = State::Decided,
        "closed" = State::Closed,
        "withdrawn" = State::Withdrawn,
        "cancelled" = State::Cancelled,
    });
}

#[test]
fn every_request_and_reply() {
    read::<Me>("me");
    read::<Event>("events");
    read::<RecordPage>("record-pages");
    read::<Pull>("pulls");
    read::<Pulled>("pulled");
    read::<DraftList>("draft-lists");
    read::<EditsPush>("edits-pushes");
    read::<EditsPage>("edits-pages");
    read::<EditsPage<Verbatim<AnyEdit>>>("edits-pages");
    read::<CommandEnvelope>("command-envelopes");
    read::<CommandReply>("command-replies");
    read::<Signed>("signed");
    read::<CheckoutReply>("checkout-replies");
    read::<DeviceList>("device-lists");
    read::<RegisterEntry>("register-entries");
    let problems = read::<Problem>("problems");
    assert!(problems.iter().all(Problem::is_of_college));
}
