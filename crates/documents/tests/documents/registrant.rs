//! A registrant's record, made of events, and the documents that it gives.

use std::sync::Arc;

use jiff::civil::{Date, Time, date};
use portal_documents::{DocumentError, Maker, Paper, Rendered, Source, make, title};
use portal_forms::{Change, Context, Evaluation, Form, InstanceId, ItemPath, ResponseMeta};
use portal_record::{
    Body, CaseId, Cents, CheckoutId, CommandId, CpsoNumber, EntryId, Event, InvoiceId, Json, Record,
    addresses::{Address, AddressKind, AddressSet},
    cases::{Decided, Filed, Letter, Ruling},
    documents::Document,
    formats::{OpenHours, Weekday},
    ledger::{InvoiceFor, InvoiceIssued, Line, PaymentSettled},
    messages::Parameter,
    registration::{ClassGranted, Status, StatusSet},
    services::renewal,
};
use portal_testkit::{
    events::{class, enrolled, event, instant},
    survey::{answer, college, form},
};
use portal_texts::{Language, Texts};

/// The renewal year of every filing here.
pub const YEAR: u16 = 2027;
/// The day on which every document here is made.
pub const TODAY: Date = date(2027, 5, 20);

pub struct Registrant {
    pub record: Record,
    version: u64,
}

impl Registrant {
    /// Entered on the register, and nothing else.
    pub fn enrolled(given: &str, family: &str) -> Self {
        let registrant = Self { record: Record::default(), version: 0 };
        registrant.and("2015-07-02T14:00:00Z", enrolled((given, family), 900_001))
    }

    /// In independent practice in Hamilton.
    pub fn practising(given: &str, family: &str) -> Self {
        let effective = date(2015, 7, 2);
        let class = ClassGranted {
            terms: vec!["The registrant may practise only in the areas of medicine in which the registrant is educated and experienced.".into()],
            ..class("independent", effective)
        };
        Self::enrolled(given, family)
            .and("2015-07-02T14:00:00Z", class)
            .and("2015-07-02T14:00:00Z", StatusSet { status: Status::Active, effective })
            .and("2015-07-02T14:00:00Z", address(AddressKind::Primary, "Hamilton Family Health Team"))
            .and("2015-07-02T14:00:00Z", address(AddressKind::Mailing, "Apartment 1204"))
    }

    pub fn and(mut self, at: &str, body: impl Into<Body>) -> Self {
        self.version += 1;
        let command = Some(CommandId(uuid::Uuid::from_u128(7)));
        let event = Event { command, ..event(self.version, instant(at), body) };
        self.record.apply(&event);
        self
    }

    /// Having answered this year's survey; each answer to the first entry of each group around it.
    pub fn having_filed(self, answers: &[(&str, &str)]) -> Self {
        let response = self.answered(answers).response(ResponseMeta::default());
        let filed = Filed {
            case: renewal::case(YEAR),
            definition: 1,
            form: form().url().unwrap_or_default().into(),
            form_version: form().version().unwrap_or_default().into(),
            response_hash: response.hash(),
            response: Json(response.to_json().into()),
            claimed_at: instant("2027-05-18T14:10:00Z"),
            files: Vec::new(),
        };
        self.and("2027-05-18T14:14:03Z", filed)
    }

    /// Having been told that a resignation is accepted, with this besides, once this invoice is paid where it names one.
    pub fn having_resigned(self, besides: Option<&str>, fee: Option<InvoiceId>) -> Self {
        let case: CaseId = "resign/1".parse().expect("a case");
        let filed = Filed {
            case: case.clone(),
            definition: 1,
            form: "https://portal.cpso.on.ca/forms/resign".into(),
            form_version: "1".into(),
            response_hash: String::new(),
            response: Json("{}".into()),
            claimed_at: instant("2027-05-18T14:10:00Z"),
            files: Vec::new(),
        };
        let name = self.record.identity.as_ref().expect("enrolled").name_on(TODAY).full();
        let with = [
            ("name", Parameter::Words(name)),
            ("number", Parameter::Words(number().to_string())),
            ("effective", Parameter::Day(date(2027, 8, 31))),
            ("reasons", Parameter::Texts(Vec::new())),
        ];
        let letter = Letter {
            title: "service-resign-document-confirmation".into(),
            text: "service-resign-letter-accepted".into(),
            with: with.map(|(name, parameter)| (name.to_owned(), parameter)).into(),
            fee,
        };
        let kind = "accept".parse().expect("a kind");
        let decided = Decided {
            case,
            ruling: Ruling { letter: besides.map(str::to_owned), ..Ruling::plain(kind) },
            is_final: true,
            effective: Some(date(2027, 8, 31)),
            proposed_by: None,
            letter: Some(letter),
        };
        self.and("2027-05-18T14:14:03Z", filed).and("2027-05-19T15:00:00Z", decided)
    }

    fn answered(&self, answers: &[(&str, &str)]) -> Evaluation {
        let prefill = self.record.prefill(form(), college(), TODAY);
        let context = Context { today: TODAY.to_string().parse().expect("a date") };
        let mut evaluation = Evaluation::new(form(), context, &prefill, &portal_forms::Answers::default());
        for (link_id, text) in answers {
            if *text == "another" {
                let whole = path(&evaluation, link_id);
                let entry = whole.instance(InstanceId::derived(&whole, 1));
                evaluation.set(&entry, Change::AddInstance);
                continue;
            }
            let (link_id, last) = link_id.strip_suffix("#last").map_or((*link_id, false), |it| (it, true));
            let path = place(&evaluation, link_id, last);
            assert!(evaluation.is_enabled(&path), "{link_id} is not asked");
            evaluation.set(&path, Change::Answer(answer(link_id, text)));
        }
        evaluation
    }

    /// Having paid these lines this year.
    pub fn having_paid(self, lines: &[(&str, i64, i64)]) -> Self {
        self.having_paid_at("2027-05-19T03:20:55Z", lines)
    }

    pub fn having_paid_at(self, paid_at: &str, lines: &[(&str, i64, i64)]) -> Self {
        self.invoiced(paid_at, lines, None)
    }

    /// Having paid this for these lines, whatever they come to.
    pub fn having_paid_instead(self, paid: i64, lines: &[(&str, i64, i64)]) -> Self {
        self.invoiced("2027-05-19T03:20:55Z", lines, Some(paid))
    }

    fn invoiced(self, paid_at: &str, lines: &[(&str, i64, i64)], paid: Option<i64>) -> Self {
        let invoice = invoice();
        let line = |(fee, amount, tax): &(&str, i64, i64)| Line {
            fee: (*fee).into(),
            amount: Cents(*amount),
            tax: Cents(*tax),
        };
        let lines: Vec<Line> = lines.iter().map(line).collect();
        let amount = paid.map_or_else(|| lines.iter().map(|line| line.amount + line.tax).sum(), Cents);
        let issued = InvoiceIssued {
            invoice: invoice.clone(),
            cause: InvoiceFor::Case { case: renewal::case(YEAR) },
            lines,
            due: instant("2027-06-01T21:00:00Z"),
        };
        let settled = PaymentSettled {
            invoice,
            checkout: CheckoutId(uuid::Uuid::from_u128(9)),
            amount,
            method: "mastercard-debit".into(),
            last_four: "4242".into(),
        };
        self.and("2027-05-18T14:14:03Z", issued).and(paid_at, settled)
    }

    pub fn try_make(
        &self,
        document: &Document,
        maker: Maker,
        paper: Paper,
    ) -> Option<Result<Rendered, DocumentError>> {
        let published = |url: &str, version: &str| {
            (form().url() == Some(url) && form().version() == Some(version)).then(|| Arc::clone(form()))
        };
        self.with_forms(&published, |source| make(&Source { maker, ..*source }, document, paper))
    }

    pub fn with_forms<T>(
        &self,
        form: &dyn Fn(&str, &str) -> Option<Arc<Form>>,
        then: impl FnOnce(&Source<'_>) -> T,
    ) -> T {
        then(&Source {
            record: &self.record,
            college: college(),
            texts: Texts::of(Language::English),
            day: TODAY,
            maker: Maker::Registrant,
            credentials: &[],
            form,
        })
    }

    #[track_caller]
    pub fn make(&self, document: &Document) -> Rendered {
        self.try_make(document, Maker::Registrant, Paper::Letter).expect("there is one").expect("it is made")
    }

    pub fn title(&self, document: &Document) -> Option<String> {
        self.with_forms(&|_, _| None, |source| title(source, document))
    }
}

/// The form of this year, known under any version.
pub fn any_version(_: &str, _: &str) -> Option<Arc<Form>> {
    Some(Arc::clone(form()))
}

/// Whether this question is answered by the record for the form's own use, and shown to nobody.
pub fn is_hidden(link_id: &str) -> bool {
    form().item(link_id).expect("a question").hidden
}

pub fn number() -> CpsoNumber {
    "900001".parse().expect("a number")
}

pub fn invoice() -> InvoiceId {
    InvoiceId::of_renewal(YEAR, number())
}

pub fn letter() -> Document {
    Document::Letter { case: "resign/1".parse().expect("a case"), number: 1 }
}

pub fn id(text: &str) -> EntryId {
    EntryId::derived(text)
}

pub fn address(kind: AddressKind, first: &str) -> AddressSet {
    let open = |day, from, to| OpenHours {
        day,
        from: Time::constant(from, 0, 0, 0),
        to: Time::constant(to, 30, 0, 0),
    };
    let practice = kind != AddressKind::Mailing;
    AddressSet {
        id: id(first),
        kind,
        address: Address {
            lines: vec![first.into(), "12 King Street East".into()],
            city: "Hamilton".into(),
            province: Some("ON".into()),
            postal_code: Some("L8N 1A1".into()),
            country: "CA".into(),
        },
        phone: practice.then(|| "+19055550100".into()),
        extension: practice.then(|| "12".into()),
        hours: if practice {
            vec![open(Weekday::Monday, 9, 16), open(Weekday::Tuesday, 9, 16)]
        } else {
            vec![]
        },
        effective: date(2015, 7, 2),
        replaces: None,
    }
}

fn place(evaluation: &Evaluation, link_id: &str, last: bool) -> ItemPath {
    let item = form().item(link_id).unwrap_or_else(|| panic!("the survey has no {link_id}"));
    let mut around: Vec<_> =
        std::iter::successors(form().parent(item), |above| form().parent(above)).collect();
    around.reverse();
    let mut instances = Vec::new();
    for group in around.into_iter().filter(|group| group.has_instances()) {
        let entries = evaluation.instances(&ItemPath::within(group.link_id.clone(), &instances));
        instances.extend(if last { entries.last() } else { entries.first() });
    }
    ItemPath::within(link_id, &instances)
}

fn path(evaluation: &Evaluation, link_id: &str) -> ItemPath {
    place(evaluation, link_id, false)
}
