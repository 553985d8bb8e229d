//! What the College publishes, as data: renewal years, fees, classes, holidays, services. Read from `assets`, compiled in.

use std::{
    num::NonZeroU16,
    sync::{Arc, LazyLock},
};

use jiff::{ZonedDateTime, civil::Date};
use portal_forms::{Form, Micros};
use serde::Deserialize;

pub use crate::published::Unreadable;
use crate::{
    Cents, Published,
    business_days::BusinessDays,
    files::FileRules,
    forms::Forms,
    ledger::Line,
    lists::Lists,
    services::{Definition, Services},
};

/// The fee code of the late penalty.
pub const LATE_PENALTY: &str = "late-penalty";
/// The code of the line that takes it back.
pub const PENALTY_TAKEN_BACK: &str = "late-penalty-taken-back";

/// Everything the College publishes.
#[derive(Debug, Clone)]
pub struct College {
    years: Vec<RenewalYear>,
    remind_days_before: Vec<u8>,
    fees: Vec<Fee>,
    classes: Vec<Class>,
    lists: Lists,
    profile: ProfileRules,
    cases: CaseRules,
    files: FileRules,
    documents: DocumentRules,
    office: Office,
    services: Services,
    business_days: BusinessDays,
    forms: Forms,
}

/// One renewal year: instants are stored, never computed, because the College moves them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RenewalYear {
    /// The year in which the registration year begins.
    pub year: u16,
    opens: ZonedDateTime,
    deadline: ZonedDateTime,
    /// The registration year that is renewed into.
    pub registration: Period,
    /// The survey of this year.
    pub form: FormVersion,
}

/// A span of days, both included.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day, which belongs to it.
    pub from: Date,
    /// The last day, which belongs to it.
    pub to: Date,
}

/// A form by url and version.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormVersion {
    /// Canonical url.
    pub url: String,
    /// The version of the form, as it names itself.
    pub version: String,
}

/// A class of certificate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Class {
    /// Code, as in events.
    pub code: String,
    /// As the register words it.
    pub name: String,
    /// The fee that the annual renewal makes due; none when the class does not renew with the survey.
    #[serde(default)]
    pub annual_fee: Option<String>,
    /// Where the wording comes from.
    #[serde(default)]
    pub source: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Fee {
    code: String,
    from: Date,
    #[serde(default)]
    cents: Option<i64>,
    /// Share of the fee that it is added to.
    #[serde(default)]
    basis_points: Option<i64>,
    /// Tax rate; zero where the fee is exempt.
    tax_basis_points: i64,
    /// For the readers of the file.
    #[serde(rename = "source")]
    _source: String,
}

/// What documents say of the College's office.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Office {
    /// Its registration for the tax.
    pub tax_registration: TaxRegistration,
    /// For the readers of the file.
    #[serde(rename = "source")]
    _source: String,
}

/// The registration for GST and HST.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TaxRegistration {
    /// As receipts print it.
    pub number: String,
    /// Whether the College said that it is this one.
    pub is_confirmed: bool,
}

/// The numbers in the profile's rules: by-laws, and limits on everything.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ProfileRules {
    /// Days within which a change of address, telephone or e-mail is to be told.
    pub report_within_days: u16,
    /// How many days ahead a change may take effect.
    pub effective_days_ahead_max: u16,
    /// No day before this is meant.
    pub earliest_day: Date,
    /// Characters of a line of text.
    pub line_characters_max: u16,
    /// Lines of an address before the city.
    pub address_lines_max: u16,
    /// Spans of hours of a location.
    pub hours_per_week_max: u16,
    /// Languages of care.
    pub languages_max: u16,
    /// Additional locations at a time.
    pub locations_max: u16,
    /// Clinical activities at a time.
    pub activities_max: u16,
    /// Hospital privileges at a time.
    pub privileges_max: u16,
    /// Registrations with other regulators at a time.
    pub registrations_max: u16,
    /// Days for which the link that confirms a College e-mail holds.
    pub confirm_email_within_days: u16,
    /// Hours for which a change of the College e-mail can be undone from the address before it.
    pub undo_email_within_hours: u16,
    /// For the readers of the file.
    #[serde(rename = "source")]
    _source: String,
}

/// The numbers in the rules of cases: what is promised, and limits on everything.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct CaseRules {
    /// Days within which a fee is paid that falls due with a decision.
    pub fee_due_within_days: u16,
    /// So many business days before an answer is expected the person is reminded of it.
    pub reminded_business_days_before: NonZeroU16,
    /// Months within which an answer is expected at the latest.
    pub answer_within_months: u16,
    /// Characters of what is written to the other side, or noted.
    pub words_characters_max: u16,
    /// Things that are asked for at once.
    pub items_max: u16,
    /// For the readers of the file.
    #[serde(rename = "source")]
    _source: String,
}

/// The numbers in the rules of documents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DocumentRules {
    /// Receipts are made of what was paid from this year on; the College has earlier ones in its archive.
    pub receipts_from_year: i16,
    /// Documents that go out with one mail.
    pub sent_at_once_max: u16,
    /// For the readers of the file.
    #[serde(rename = "source")]
    _source: String,
}

impl RenewalYear {
    /// When the window opens.
    pub fn opens(&self) -> Micros {
        Micros(self.opens.timestamp().as_microsecond())
    }

    /// Until when survey and fee are on time.
    pub fn deadline(&self) -> Micros {
        Micros(self.deadline.timestamp().as_microsecond())
    }

    /// Whether what comes at this moment comes late: the deadline's own instant is still in time.
    pub fn is_late(&self, at: Micros) -> bool {
        at > self.deadline()
    }

    /// The first instant after the registration year that is renewed into.
    pub fn over(&self) -> Micros {
        let day_after = self.registration.to.saturating_add(jiff::Span::new().days(1));
        let midnight = day_after.to_zoned_datetime(self.deadline.time_zone().clone());
        midnight.map_or(Micros(i64::MAX), |midnight| Micros(midnight.timestamp().as_microsecond()))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Years {
    /// Days before a deadline on which the desktop reminds of it.
    remind_days_before: Vec<u8>,
    years: Vec<RenewalYear>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fees {
    fees: Vec<Fee>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classes {
    classes: Vec<Class>,
}

impl College {
    /// What it publishes: what is compiled in, and what was put beside it as the program started.
    ///
    /// # Errors
    /// [`Unreadable`] when a file is not of its form; a test keeps that from shipping.
    pub fn published() -> Result<College, Unreadable> {
        College::of(Published::here())
    }

    /// What these files say.
    ///
    /// # Errors
    /// [`Unreadable`] when a file is not of its form.
    pub fn of(files: &Published) -> Result<College, Unreadable> {
        let Years { years, remind_days_before } = files.read("college/renewal-years.json")?;
        let Fees { fees } = files.read("college/fees.json")?;
        let Classes { classes } = files.read("college/classes.json")?;
        Ok(College {
            years,
            remind_days_before,
            fees,
            classes,
            lists: Lists::of(files)?,
            profile: files.read("college/profile.json")?,
            cases: files.read("college/cases.json")?,
            files: files.read("college/files.json")?,
            documents: files.read("college/documents.json")?,
            office: files.read("college/office.json")?,
            services: Services::of(files.read_all("services")?),
            business_days: files.read("college/holidays.json")?,
            forms: Forms::of(files)?,
        })
    }

    /// The same College, which offers this, too.
    #[must_use]
    pub fn offering(mut self, service: Definition) -> College {
        self.services.add(service);
        self
    }

    /// Every form, as `(url, version, questionnaire)`: see [`Published::forms`].
    pub fn forms() -> &'static [(&'static str, &'static str, &'static str)] {
        static FORMS: LazyLock<Vec<(&str, &str, &str)>> = LazyLock::new(|| {
            let forms = Published::here().forms().unwrap_or_default();
            forms.into_iter().map(|(url, version, questionnaire)| (url, version, &**questionnaire)).collect()
        });
        &FORMS
    }

    /// A form by url and version; none when there is none that is understood.
    pub fn form(&self, url: &str, version: &str) -> Option<&Arc<Form>> {
        self.forms.find(url, version)?.ok()
    }

    /// Its forms.
    pub(crate) fn all_forms(&self) -> &Forms {
        &self.forms
    }

    /// When it works.
    pub fn business_days(&self) -> &BusinessDays {
        &self.business_days
    }

    /// What documents say of the College's office.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// What it offers.
    pub fn services(&self) -> &Services {
        &self.services
    }

    /// Code lists.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// The numbers in the profile's rules.
    pub fn profile(&self) -> &ProfileRules {
        &self.profile
    }

    /// The numbers in the rules of cases.
    pub fn cases(&self) -> &CaseRules {
        &self.cases
    }

    /// The numbers in the rules of files.
    pub fn files(&self) -> &FileRules {
        &self.files
    }

    /// The numbers in the rules of documents.
    pub fn documents(&self) -> &DocumentRules {
        &self.documents
    }

    /// A renewal year by its number.
    pub fn renewal_year(&self, year: u16) -> Option<&RenewalYear> {
        self.years.iter().find(|known| known.year == year)
    }

    /// How many days before a deadline the desktop reminds of it.
    pub fn remind_days_before(&self) -> &[u8] {
        &self.remind_days_before
    }

    /// Every renewal year, the earliest first.
    pub fn years(&self) -> &[RenewalYear] {
        &self.years
    }

    /// The renewal year to show at this instant: the one whose window opened last, or else the first to come.
    pub fn current_year(&self, now: Micros) -> Option<&RenewalYear> {
        let opened = self.years.iter().filter(|year| year.opens() <= now).max_by_key(|year| year.year);
        opened.or_else(|| self.years.iter().min_by_key(|year| year.year))
    }

    /// A class by its code.
    pub fn class(&self, code: &str) -> Option<&Class> {
        self.classes.iter().find(|class| class.code == code)
    }

    /// The invoice line of a fee with a fixed amount, as the table has it on this day.
    pub fn fee_line(&self, code: &str, day: Date) -> Option<Line> {
        let fee = self.fee_on(code, day)?;
        let amount = Cents(fee.cents?);
        Some(Line { fee: code.to_owned(), amount, tax: amount.share(fee.tax_basis_points) })
    }

    /// The late penalty on this line: a share of it.
    pub fn late_penalty(&self, on: &Line, day: Date) -> Option<Line> {
        let fee = self.fee_on(LATE_PENALTY, day)?;
        let amount = on.amount.share(fee.basis_points?);
        Some(Line { fee: LATE_PENALTY.to_owned(), amount, tax: amount.share(fee.tax_basis_points) })
    }

    fn fee_on(&self, code: &str, day: Date) -> Option<&Fee> {
        self.fees.iter().filter(|fee| fee.code == code && fee.from <= day).max_by_key(|fee| fee.from)
    }
}
