//! A definition as its file has it. A member that is not known is refused; so is one that is missing.

use std::collections::BTreeMap;

use portal_forms::{Fact, FactKind};
use serde::{Deserialize, Deserializer};

use super::{
    Clock, Code, Condition, Decision, Eyes, FACTS, Facts, Reopen, ServiceKey, Withdraw, deciding::known_role,
};
use crate::{college::FormVersion, staff::Role};

/// A service.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Definition {
    /// What it is called everywhere.
    pub key: ServiceKey,
    /// 1 for the first; a case keeps the one it was filed under.
    pub version: u16,
    /// Where the portal lists it.
    pub place: Place,
    /// Who may ask: all clauses must hold.
    pub audience: Vec<Clause>,
    /// What a case is about.
    pub subject: Subject,
    /// How many cases there may be.
    pub many: Many,
    /// What is filled in.
    pub form: FormOf,
    /// What it costs; nothing when it is free.
    pub fee: Option<Fee>,
    /// Files that go with it.
    pub uploads: Vec<Upload>,
    /// What must be there before it is decided.
    pub requirements: Vec<Requirement>,
    /// What is looked at when it is filed.
    pub checks: Vec<Check>,
    /// The decision that is taken at once when all checks are met; none when a person always looks.
    pub auto: Option<Code>,
    /// Where it waits for a person; its name is `queue-<code>`.
    pub queue: Code,
    /// Whose work it is.
    #[serde(deserialize_with = "known_role")]
    pub role: Role,
    /// How many people it takes to decide.
    pub eyes: Eyes,
    /// What can be decided.
    pub decisions: Vec<Decision>,
    /// Until when the College promises an answer; none where nothing is promised.
    pub clock: Option<Clock>,
    /// Until when the person may withdraw it; none when never.
    pub withdraw: Option<Withdraw>,
    /// Who may open it again once it is decided; nobody when none.
    pub reopen: Option<Reopen>,
    /// What its texts begin with, after `service-`.
    pub texts: Code,
    /// Where this comes from, for the readers of the file.
    pub source: String,
}

impl Definition {
    /// The id of one of its texts: `service-<prefix>-<part>`.
    pub fn text(&self, part: impl AsRef<str>) -> String {
        format!("service-{}-{}", self.texts, part.as_ref())
    }

    /// A kind of decision.
    pub fn decision(&self, kind: &str) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.kind == *kind)
    }

    /// How many people it takes to bind this kind of decision.
    pub fn eyes_on(&self, decision: &Decision) -> Eyes {
        decision.eyes.unwrap_or(self.eyes)
    }
}

/// Where the portal lists a service. Its name is `place-<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Profile.
    Profile,
    /// Membership Services.
    MembershipServices,
    /// Membership Renewal.
    MembershipRenewal,
    /// My Practice.
    MyPractice,
    /// Registration.
    Registration,
    /// Learning Portal.
    LearningPortal,
    /// OHP Inspection Program.
    OhpInspectionProgram,
    /// eHealth ONE ID.
    EhealthOneId,
}

impl Place {
    /// The code, as in the ids of texts.
    pub fn code(self) -> &'static str {
        match self {
            Place::Profile => "profile",
            Place::MembershipServices => "membership-services",
            Place::MembershipRenewal => "membership-renewal",
            Place::MyPractice => "my-practice",
            Place::Registration => "registration",
            Place::LearningPortal => "learning-portal",
            Place::OhpInspectionProgram => "ohp-inspection-program",
            Place::EhealthOneId => "ehealth-one-id",
        }
    }
}

/// An expression of the rule language, over facts and answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Expression(String);

impl Expression {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One condition of who may ask. Why not: the text `why-not-<clause>`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// What the ids of its texts end with.
    pub clause: Code,
    /// True or false.
    pub expression: Condition,
    /// What the person can do about it, where there is such a thing: the text `step-<clause>`.
    #[serde(default)]
    pub step: Option<Step>,
    /// What its texts are filled with, by the names that they have for it.
    #[serde(default)]
    pub with: BTreeMap<String, ShownFact>,
}

/// A fact that a person reads in a sentence. Of true and false there is nothing to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ShownFact(&'static Fact);

impl ShownFact {
    /// The fact's name.
    pub fn fact(self) -> &'static str {
        self.0.name
    }
}

impl TryFrom<String> for ShownFact {
    type Error = String;
    fn try_from(name: String) -> Result<Self, Self::Error> {
        match FACTS.iter().find(|fact| fact.name == name) {
            None => Err(format!("'{name}' is not known")),
            Some(fact) if fact.kind == FactKind::Boolean => {
                Err(format!("'{name}' is a boolean, which no sentence tells"))
            }
            Some(fact) => Ok(ShownFact(fact)),
        }
    }
}

/// Where the person does something about a clause that does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Pay what is due.
    Pay,
    /// Renew.
    Renew,
    /// Change the profile.
    Profile,
    /// Wait until it opens.
    Wait,
    /// See one's requests.
    Requests,
    /// Write to the College.
    Write,
}

/// What a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// The registrant.
    #[serde(rename = "self")]
    Registrant,
    /// A renewal year.
    Year,
    /// A corporation.
    Corporation,
    /// Premises.
    Premises,
}

/// How many cases of a service there may be on one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Many {
    /// One that is not finished; they are numbered.
    OneOpen,
    /// One for each renewal year.
    OnePerYear,
    /// Any number.
    Free,
}

/// What is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormOf {
    /// The form of the year that the case is about: `"by-year"`.
    Year,
    /// This one: `{"url", "version"}`.
    Form(FormVersion),
}

impl<'de> Deserialize<'de> for FormOf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "'by-year', or an object of url and version")]
        enum Written {
            ByYear(ByYear),
            Form(FormVersion),
        }
        #[derive(Deserialize)]
        enum ByYear {
            #[serde(rename = "by-year")]
            ByYear,
        }
        Ok(match Written::deserialize(deserializer)? {
            Written::ByYear(ByYear::ByYear) => FormOf::Year,
            Written::Form(form) => FormOf::Form(form),
        })
    }
}

/// What a case costs.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// Which line of the fee table.
    pub item: FeeItem,
    /// How many times: a number, over answers and facts.
    #[serde(default = "once")]
    pub quantity: Expression,
    /// When it falls due.
    pub when: WhenDue,
}

fn once() -> Expression {
    Expression("1".to_owned())
}

/// A line of the fee table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum FeeItem {
    /// The annual fee of the class of registration that is held on the day, by `college/classes.json`: `"by-class"`.
    Class,
    /// By its code.
    Code(String),
}

impl FeeItem {
    /// The code of the line, for whom these facts are of; none where their class has no annual fee.
    pub fn code<'a>(&'a self, facts: &Facts<'a>) -> Option<&'a str> {
        match self {
            FeeItem::Code(code) => Some(code),
            FeeItem::Class => facts.annual_fee(),
        }
    }
}

impl From<String> for FeeItem {
    fn from(code: String) -> Self {
        if code == "by-class" { FeeItem::Class } else { FeeItem::Code(code) }
    }
}

/// When a fee falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WhenDue {
    /// With the filing.
    Filing,
    /// With a decision that grants.
    Approval,
    /// Before what was made is handed out.
    Release,
}

/// Files of one kind that go with a case. Its name is the text `upload-<kind>`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Upload {
    /// What is in them, for example `evidence`.
    pub kind: Code,
    /// The fewest with which it can be filed.
    pub min: u8,
    /// The most that are taken.
    pub max: u8,
    /// Their types.
    pub mime: Vec<Attachment>,
    /// Largest size of one.
    pub bytes: u64,
    /// Who sends them.
    pub from: Giver,
}

/// A type of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Attachment {
    /// PDF.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// JPEG.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// PNG.
    #[serde(rename = "image/png")]
    Png,
    /// HEIC.
    #[serde(rename = "image/heic")]
    Heic,
    /// TIFF.
    #[serde(rename = "image/tiff")]
    Tiff,
}

/// Who gives something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Giver {
    /// The person.
    Person,
    /// Another organization, straight to the College.
    ThirdParty,
    /// The College itself.
    College,
}

/// What must be there before a case is decided. Its name is the text `requirement-<kind>`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// What it is, for example `degree`.
    pub kind: Code,
    /// Only then; always when none.
    #[serde(default)]
    pub when: Option<Expression>,
    /// Who gives it.
    pub source: Giver,
    /// Business days within which it is expected.
    #[serde(default)]
    pub due: Option<u16>,
}

/// What is looked at when a case is filed. Why a person looks, or why it is refused: the text `check-<id>`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// What the id of its text ends with.
    pub id: Code,
    /// True or false, over facts and answers.
    pub expression: Expression,
    /// What follows when it is not met.
    #[serde(rename = "else")]
    pub otherwise: Else,
}

/// What follows when a check is not met. When it is not known, a person looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Else {
    /// A person looks.
    Queue,
    /// It is not taken.
    Refuse,
}
