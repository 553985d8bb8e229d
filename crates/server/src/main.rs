//! The server's program: reads its arguments, starts, and stops when it is told to.

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod case_arguments;
mod case_lists;

use case_arguments::CaseArguments;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use portal_record::identity::Name;
use portal_record::registration::Status;
use portal_record::{Cents, CheckoutId, CpsoNumber, EntryId, InvoiceId, StaffId};
use portal_server::cases::staff as cases;
use portal_server::{
    Clock, Database, MailSettings, Proxies, Sender, Server, Settings, SigningKeys, SmtpUrl, demo, staff,
};
use tokio::signal::unix::{SignalKind, signal};
use tracing::Level;
use uuid::Uuid;

/// Connections of a rush are closed, and their memory goes back to the system (docs/decisions/057).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The College's side of Portal Desktop.
#[derive(Parser)]
#[command(name = "portal-server", version)]
struct Arguments {
    /// How its log is written, to standard error.
    #[arg(long, value_enum, default_value = "plain", global = true)]
    log: Log,
    /// The least severe line that is written.
    #[arg(long, default_value = "info", global = true)]
    log_level: Level,
    /// A folder of published files (services, forms, lists, college, locales/en) that stand beside those it came with, or in their
    /// place.
    #[arg(long, env = "PORTAL_PUBLISHED", global = true)]
    published: Option<PathBuf>,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serves until it is stopped.
    Serve {
        #[command(flatten)]
        place: Place,
        /// Where it listens; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8787")]
        listen: SocketAddr,
        /// How browsers and desktops reach it, when that is not the listening address.
        #[arg(long)]
        public_url: Option<String>,
        /// The proxies in front of it, as addresses or networks with commas between them: what they write into Forwarded or
        /// X-Forwarded-For counts. Needed where the public address is https.
        #[arg(long, env = "PORTAL_TRUSTED_PROXY", default_value = "", hide_default_value = true)]
        trusted_proxy: Proxies,
        /// Written with the address once it listens.
        #[arg(long)]
        ready_file: Option<PathBuf>,
        #[command(flatten)]
        mail: Mail,
    },
    /// Seeds a small college for demonstrations, and prints how to sign in. Done twice, it changes nothing.
    Demo {
        #[command(flatten)]
        place: Place,
    },
    /// The keys that receipts and credentials are signed with.
    Keys {
        #[command(subcommand)]
        act: KeysAct,
    },
    /// Does to a registrant's record what the College's staff does, also while a server runs.
    Staff {
        #[command(flatten)]
        place: Place,
        /// Who does it, by the name with which they sign in; whoever runs this when it is not said.
        #[arg(long, env = "USER", default_value = "staff")]
        by: String,
        /// The registrant's CPSO number.
        number: CpsoNumber,
        #[command(subcommand)]
        act: StaffAct,
    },
    /// Does something with a case, as the College's staff does, also while a server runs.
    Case {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        case: Box<CaseArguments>,
    },
    /// Lists the cases that are not finished, and on whom each waits.
    Cases {
        #[command(flatten)]
        place: Place,
    },
    /// Reports what the Registrar decided alone though it takes two people, and why.
    Overrides {
        #[command(flatten)]
        place: Place,
    },
    /// Lists what the College's staff has to see to.
    Tasks {
        #[command(flatten)]
        place: Place,
        /// This one was seen to, and leaves the list.
        #[arg(long)]
        done: Option<String>,
    },
}

#[derive(Subcommand)]
enum KeysAct {
    /// Names the key that signs, and those before it whose signatures still count.
    Show {
        #[command(flatten)]
        kept: KeptKeys,
    },
    /// Makes a new key, which signs from now on, also in servers that run. What the former one signed stays verifiable; its
    /// private part is deleted.
    Rotate {
        #[command(flatten)]
        kept: KeptKeys,
    },
}

/// Where the keys are.
#[derive(Args)]
struct KeptKeys {
    /// The server's data folder.
    #[arg(long)]
    data: PathBuf,
}

/// What the staff does. Days are written as 2027-06-01.
#[derive(Subcommand)]
enum StaffAct {
    /// Grants a class of certificate.
    Class {
        /// Its code, for example independent.
        class: String,
        /// The first day on which it counts.
        #[arg(long)]
        effective: Date,
        /// Last day, where the certificate has one.
        #[arg(long)]
        expires: Option<Date>,
        /// A term, condition or limitation; as often as there are some.
        #[arg(long)]
        term: Vec<String>,
    },
    /// Changes the standing.
    Status {
        /// The status from then on.
        #[arg(value_enum)]
        status: StatusArgument,
        /// The first day on which it counts.
        #[arg(long)]
        effective: Date,
    },
    /// Changes the legal name.
    Name {
        /// Given names.
        #[arg(long)]
        given: String,
        /// Family name.
        #[arg(long)]
        family: String,
        /// The first day on which it counts.
        #[arg(long)]
        effective: Date,
    },
    /// Removes an additional location.
    RemoveLocation {
        /// Its id; when it is not said, the one whose removal was asked for.
        #[arg(long)]
        location: Option<Uuid>,
        /// First day on which it no longer counts.
        #[arg(long)]
        effective: Date,
    },
    /// Takes the late penalty of an invoice back; what was paid of it already becomes a credit.
    PenaltyBack {
        /// The invoice's number.
        invoice: String,
    },
    /// Records that what was paid too much on an invoice was returned.
    CreditReturned {
        /// The invoice's number.
        invoice: String,
    },
    /// A charge that the record did not take, and that is on the list of tasks, pays its invoice after all; what is too much becomes a
    /// credit.
    PaymentAccepted {
        /// The payment, as the task names it.
        payment: Uuid,
        /// What the provider charged, in cents.
        #[arg(long)]
        cents: i64,
        /// The kind of card.
        #[arg(long, value_parser = ["visa", "visa-debit", "mastercard", "mastercard-debit", "amex"])]
        method: String,
        /// The last four digits of its number.
        #[arg(long)]
        last_four: String,
    },
    /// A charge that the record did not take was returned at the provider: the invoice may be paid again.
    PaymentReturned {
        /// The payment, as the task names it.
        payment: Uuid,
    },
    /// Writes to the registrant.
    Message {
        /// What it is about.
        #[arg(long)]
        subject: String,
        /// Paragraphs.
        #[arg(long)]
        text: String,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum StatusArgument {
    Active,
    Suspended,
    Resigned,
    Expired,
}

impl From<StatusArgument> for Status {
    fn from(status: StatusArgument) -> Self {
        match status {
            StatusArgument::Active => Status::Active,
            StatusArgument::Suspended => Status::Suspended,
            StatusArgument::Resigned => Status::Resigned,
            StatusArgument::Expired => Status::Expired,
        }
    }
}

impl From<StaffAct> for staff::Act {
    fn from(act: StaffAct) -> Self {
        match act {
            StaffAct::Class { class, effective, expires, term } => {
                staff::Act::GrantClass { class, effective, expires, terms: term }
            }
            StaffAct::Status { status, effective } => {
                staff::Act::SetStatus { status: status.into(), effective }
            }
            StaffAct::Name { given, family, effective } => {
                staff::Act::ChangeName { name: Name { given, family }, effective }
            }
            StaffAct::RemoveLocation { location, effective } => {
                staff::Act::RemoveLocation { location: location.map(EntryId), effective }
            }
            StaffAct::PenaltyBack { invoice } => staff::Act::TakePenaltyBack { invoice: InvoiceId(invoice) },
            StaffAct::CreditReturned { invoice } => staff::Act::ReturnCredit { invoice: InvoiceId(invoice) },
            StaffAct::PaymentAccepted { payment, cents, method, last_four } => staff::Act::AcceptPayment {
                checkout: CheckoutId(payment),
                amount: Cents(cents),
                method,
                last_four,
            },
            StaffAct::PaymentReturned { payment } => {
                staff::Act::ReturnPayment { checkout: CheckoutId(payment) }
            }
            StaffAct::Message { subject, text } => staff::Act::Write { subject, text },
        }
    }
}

/// Where the server keeps what it keeps.
#[derive(Args)]
struct Place {
    /// Folder with its keys and, unless a database is named, with everything else; made when missing.
    #[arg(long)]
    data: PathBuf,
    /// The PostgreSQL database, as postgres://user@host/name.
    #[arg(long, env = "PORTAL_DATABASE", hide_env_values = true)]
    database: Option<Database>,
}

/// How it sends mail.
#[derive(Args)]
struct Mail {
    /// The mail server, as smtp://host:port, smtp://user:password@host:port?tls=required or smtps://…; without one, mails
    /// are written to the data folder's `mail`.
    #[arg(long, env = "PORTAL_SMTP", hide_env_values = true)]
    smtp: Option<SmtpUrl>,
    /// The address that mails come from.
    #[arg(long, env = "PORTAL_MAIL_FROM")]
    mail_from: Option<Sender>,
}

impl Place {
    fn database(&self) -> Database {
        self.database.clone().unwrap_or_else(|| Database::Embedded(self.data.clone()))
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum Log {
    Plain,
    Json,
}

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let log = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(arguments.log_level);
    match arguments.log {
        Log::Plain => log.with_ansi(false).init(),
        Log::Json => log.json().init(),
    }
    match run(arguments.task, arguments.published.as_deref()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "portal-server ends");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task, published: Option<&Path>) -> Result<(), Failure> {
    let clock = Clock::from_environment()?;
    if let Some(folder) = published {
        portal_published::begin_with(folder)?;
        portal_published::lacks_nothing(clock.now())?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match task {
            Task::Serve { place, listen, public_url, trusted_proxy: proxies, ready_file, mail } => {
                let database = place.database();
                let mail = MailSettings { smtp: mail.smtp, sender: mail.mail_from };
                let settings = Settings {
                    public_url,
                    proxies,
                    database,
                    mail,
                    ..Settings::new(place.data, listen, clock)
                };
                serve(settings, ready_file.as_deref()).await
            }
            Task::Keys { act } => keys(&act),
            Task::Demo { place } => seed(&place.database(), &clock).await,
            Task::Staff { place, by, number, act } => {
                let by = StaffId::named(&by);
                let version = staff::act(&place.database(), &clock, by, number, &act.into()).await?;
                writeln!(std::io::stdout(), "the record of {number} stands at version {version}")?;
                Ok(())
            }
            Task::Case { place, case } => {
                let CaseArguments { by, role, number, case, act } = *case;
                let (by, what) = ((StaffId::named(&by), role), (case.clone(), act.into()));
                let version = cases::act_on(&place.database(), &clock, by, number, what).await?;
                writeln!(std::io::stdout(), "{case} of {number} stands at version {version}")?;
                Ok(())
            }
            Task::Cases { place } => case_lists::open_cases(&place.database()).await,
            Task::Overrides { place } => case_lists::overrides(&place.database()).await,
            Task::Tasks { place, done } => tasks(&place.database(), &clock, done.as_deref()).await,
        }
    })
}

async fn serve(settings: Settings, ready_file: Option<&Path>) -> Result<(), Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let server = Server::start(settings).await?;
    let ready = serde_json::json!({ "listening": format!("http://{}", server.address()) }).to_string();
    writeln!(std::io::stdout(), "{ready}")?;
    if let Some(file) = ready_file {
        // Written whole under another name first: who waits for it never reads half of it.
        let fresh = file.with_extension("new");
        std::fs::write(&fresh, &ready)?;
        std::fs::rename(&fresh, file)?;
    }
    tracing::info!(address = %server.address(), "serving");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
    server.stop().await?;
    tracing::info!("stopped");
    Ok(())
}

async fn tasks(database: &Database, clock: &Clock, done: Option<&str>) -> Result<(), Failure> {
    if let Some(id) = done
        && !staff::task_done(database, clock, id).await?
    {
        return Err(format!("there is no open task {id}").into());
    }
    let mut out = std::io::stdout().lock();
    for task in staff::tasks(database).await? {
        let since = jiff::Timestamp::from_microsecond(task.opened_at.0)?;
        writeln!(out, "{:<44} {}  since {since:.0}", task.id(), task.registrant.0)?;
    }
    Ok(())
}

fn keys(act: &KeysAct) -> Result<(), Failure> {
    let keys = match act {
        KeysAct::Show { kept } => SigningKeys::existing(&kept.data)?.now(),
        KeysAct::Rotate { kept } => SigningKeys::existing(&kept.data)?.rotate()?,
    };
    let mut out = std::io::stdout().lock();
    for kid in keys.published.kids() {
        let what = if kid == keys.current.kid() { "signs" } else { "retired: what it signed counts" };
        writeln!(out, "{kid}  {what}")?;
    }
    Ok(())
}

async fn seed(database: &Database, clock: &Clock) -> Result<(), Failure> {
    let college = demo::seed(database, clock).await?;
    let mut out = std::io::stdout().lock();
    for person in &college.registrants {
        writeln!(out, "{:<36} {}  {} ({})", person.email, person.cpso_number, person.name, person.what)?;
    }
    writeln!(out, "password: {}", college.password)?;
    Ok(())
}
