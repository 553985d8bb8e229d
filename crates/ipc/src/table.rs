//! The table of commands between window and core, and the TypeScript made from it.
//!
//! The TypeScript is made with the feature `typescript` only (`cargo xtask bindings`): no program has what it needs.
//!
//! Four kinds: a *query* reads; a *mutate* changes something and returns what it is now; a *trigger* starts something whose outcome
//! comes later; an *event* comes from the core by itself.

#[cfg(feature = "typescript")]
use super::{
    About, ActRequest, Addresses, AnswerRequest, Answered, Application, Case, CaseRequest, Change, ChangeKey,
    ChangeReply, Changed, Checkout, ChoiceRequest, Contact, Corporations, DayRequest, DocumentPdf,
    DocumentRequest, Documents, DraftRequest, EnteredEdit, Failure, History, Home, InstanceRequest,
    LinkIdRequest, MenuEntry, Messages, OutboxItem, PathRequest, Practice, Prediction, Preferences,
    PrintRequest, Printed, Printer, Profile, ProfileLists, ProfileOn, Registration, Review, SaveFolder,
    SavedDocument, SavedKey, Section, SendRequest, Service, ServiceRequest, Services, Session, SignInLink,
    SignOut, Status, SubmitRequest, Transactions, Unlock,
};

/// What a command does to the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Reads.
    Query,
    /// Changes, and returns what it is now.
    Mutate,
    /// Starts something whose outcome comes later.
    Trigger,
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// What it does to the world.
    pub kind: Kind,
    /// Its name in both languages.
    pub name: &'static str,
}

macro_rules! table {
    (
        commands { $($(#[doc = $doc:literal])+ $kind:ident $name:ident: $request:ty => $reply:ty;)+ }
        events { $($(#[doc = $event_doc:literal])+ $event:ident: $payload:ty;)+ }
    ) => {
        /// Every command, in the order of the table.
        pub const COMMANDS: &[Command] = &[$(Command { kind: Kind::$kind, name: stringify!($name) }),+];

        /// Names of the events that the core emits.
        pub const EVENTS: &[&str] = &[$(stringify!($event)),+];

        /// The whole of `ui/src/host/bindings.ts`.
        #[cfg(feature = "typescript")]
        pub fn typescript() -> String {
            use std::fmt::Write as _;
            use ts_rs::{Config, TS, TypeVisitor as _};

            let config = Config::default();
            let mut types = crate::typescript::Declarations::of(&config);
            $(types.visit::<$request>(); types.visit::<$reply>();)+
            $(types.visit::<$payload>();)+
            types.visit::<Failure>();
            let mut out = String::from("// Generated from crates/ipc/src/table.rs by `cargo xtask bindings`. Do not edit.\n\n");
            for declaration in types.found() {
                // Writing to a String cannot fail.
                let _ = writeln!(out, "{declaration}\n");
            }
            out.push_str("/** Every command: what it takes and what it gives. */\nexport interface Commands {\n");
            $(
                let _ = writeln!(out, "  /** {} ({}) */", concat!($($doc),+).trim(), stringify!($kind).to_lowercase());
                let _ = writeln!(out, "  {}: {{ request: {}; reply: {} }};", stringify!($name), <$request as TS>::name(&config), <$reply as TS>::name(&config));
            )+
            out.push_str("}\n\n/** What the core says by itself. */\nexport interface Events {\n");
            $(
                let _ = writeln!(out, "  /** {} */", concat!($($event_doc),+).trim());
                let _ = writeln!(out, "  {}: {};", stringify!($event), <$payload as TS>::name(&config));
            )+
            out.push_str("}\n");
            out
        }
    };
}

table! {
    commands {
        /// Where the application stands with its user.
        Query session: () => Session;
        /// Opens the College's sign-in page in the browser.
        Trigger sign_in: () => SignInLink;
        /// Gives up a sign-in that was started.
        Mutate cancel_sign_in: () => Session;
        /// Signs out of this computer; refused while something waits to be sent, unless confirmed.
        Mutate sign_out: SignOut => Session;
        /// Chooses the passphrase on a computer without a keychain.
        Mutate choose_passphrase: Unlock => Session;
        /// Opens the account's file with its passphrase.
        Mutate unlock: Unlock => Session;
        /// The tour was seen, or left: it is not shown by itself again.
        Mutate leave_tour: () => ();
        /// Lays the locked file aside, so that the person can sign in anew. Nothing is deleted.
        Mutate forget_passphrase: () => Session;
        /// Where do I stand.
        Query home: () => Home;
        /// Saving and sync in words.
        Query status: () => Status;
        /// Asks the sync engine to run now.
        Trigger sync_now: () => ();
        /// What waits to be sent.
        Query outbox: () => Vec<OutboxItem>;
        /// What one may ask the College for, and what one asked.
        Query services: () => Services;
        /// What a service says before it asks anything.
        Query service: ServiceRequest => Service;
        /// Begins a request, or goes on with the one that was begun.
        Mutate begin: ServiceRequest => Case;
        /// A request at the stage that it has reached.
        Query case: CaseRequest => Case;
        /// The renewal of this year, a request like the others.
        Query renewal: () => Case;
        /// Answers the College, or withdraws a request; returns once it is durable.
        Mutate act: ActRequest => Case;
        /// One section of a form.
        Query section: LinkIdRequest => Section;
        /// Answers an item; returns once it is durable.
        Mutate answer: AnswerRequest => Answered;
        /// Adds an instance to a repeat.
        Mutate add_instance: InstanceRequest => Answered;
        /// Removes an instance.
        Mutate remove_instance: PathRequest => Answered;
        /// Settles a conflict between two devices.
        Mutate choose_answer: ChoiceRequest => Answered;
        /// Check your answers.
        Query review: DraftRequest => Review;
        /// Submits a request as it was reviewed.
        Mutate submit: SubmitRequest => Case;
        /// Opens the payment page of a request's fee in the browser.
        Trigger pay: CaseRequest => Checkout;
        /// The profile: what there is and what is on its way.
        Query profile: () => Profile;
        /// What can be chosen in its forms.
        Query profile_lists: () => ProfileLists;
        /// About me.
        Query about: () => About;
        /// Contact.
        Query contact: () => Contact;
        /// Addresses.
        Query addresses: () => Addresses;
        /// Practice.
        Query practice: () => Practice;
        /// Registration.
        Query registration: () => Registration;
        /// Corporations.
        Query corporations: () => Corporations;
        /// Financial transactions.
        Query transactions: () => Transactions;
        /// Messages.
        Query messages: () => Messages;
        /// Everything that happened to the record.
        Query history: () => History;
        /// What the profile said on a day.
        Query profile_on: DayRequest => ProfileOn;
        /// What an edit of the profile would do, or what is wrong with it.
        Query predict: EnteredEdit => Prediction;
        /// Makes the edit; returns once it is durable.
        Mutate change: EnteredEdit => ChangeReply;
        /// Takes a change back that never left this computer.
        Mutate withdraw_change: ChangeKey => ();
        /// Puts a refused change away that was read.
        Mutate dismiss_change: ChangeKey => ();
        /// The documents that can be made now, and what is on its way.
        Query documents: () => Documents;
        /// A document's pages.
        Query document: DocumentRequest => DocumentPdf;
        /// The folder that documents are saved in.
        Query save_folder: () => SaveFolder;
        /// Lets the person choose that folder; nothing when they leave it as it is.
        Mutate choose_folder: () => Option<SaveFolder>;
        /// Saves a document in that folder.
        Mutate save_document: DocumentRequest => SavedDocument;
        /// Shows a saved document in its folder.
        Trigger show_document: SavedKey => ();
        /// The printers that the system knows.
        Query printers: () => Vec<Printer>;
        /// Hands a document to a printer.
        Trigger print_document: PrintRequest => Printed;
        /// Opens a saved document in the system's viewer: the way to paper when no printer is known here.
        Trigger open_document: SavedKey => ();
        /// Asks the College to mail documents; it is queued when there is no connection.
        Mutate send_documents: SendRequest => Change;
        /// Preferences of this computer.
        Query preferences: () => Preferences;
        /// Changes them.
        Mutate set_preferences: Preferences => Preferences;
        /// What there is to know of the application itself.
        Query application: () => Application;
        /// Opens the system's dialog to print the page that is shown.
        Trigger print_page: () => ();
    }
    events {
        /// Saving and sync changed.
        status: Status;
        /// Something underneath the page changed: look again.
        changed: Changed;
        /// A menu entry or shortcut of the window was used.
        menu: MenuEntry;
    }
}
