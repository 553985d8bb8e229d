//! Who may ask for a service, and what a case is checked for: over facts, with three answers.

use std::sync::Arc;

use jiff::civil::Date;
use portal_forms::{Context, Evaluation, FactKind, Form, Formula, Response, Value};
use serde::Deserialize;

use super::{
    Check, Clause, Definition, Expression, Facts, Step,
    facts::{FACTS, OF_THE_YEAR},
};
use crate::{College, Json, college::FormVersion, parameter::Parameters};

/// True or false over facts alone: understood when it is read, and refused by name where it is not.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Condition {
    written: String,
    formula: Arc<Formula>,
}

impl TryFrom<String> for Condition {
    type Error = portal_forms::NotAFormula;
    fn try_from(written: String) -> Result<Self, Self::Error> {
        let formula = Arc::new(Formula::parse(&written, FactKind::Boolean, FACTS, None)?);
        Ok(Self { written, formula })
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl Condition {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether it asks nothing but when it is, and so says nothing of the person.
    fn is_of_the_year(&self) -> bool {
        self.formula.facts().iter().all(|name| name.starts_with(OF_THE_YEAR))
    }

    /// Whether it is true or false; none while it is unknown.
    pub fn holds(&self, facts: &Facts<'_>) -> Option<bool> {
        facts.ask(None, |over| self.formula.holds(over))
    }
}

/// Whether somebody may ask for a service.
#[derive(Debug, Clone, PartialEq)]
pub enum Eligibility<'a> {
    /// All clauses hold.
    May,
    /// These do not.
    MayNot(Vec<WhyNot<'a>>),
    /// None fails, and of these it is not known: a person looks.
    PersonLooks(Vec<&'a Clause>),
}

/// A clause that does not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct WhyNot<'a> {
    /// Which.
    pub clause: &'a Clause,
    /// The id of the text that says so.
    pub text: String,
    /// What the person can do about it, and the id of the text that says it.
    pub step: Option<(Step, String)>,
    /// What both are filled with.
    pub with: Parameters,
}

impl Eligibility<'_> {
    /// Whether it is only a step away: there is something to be done about everything that is in the way.
    pub fn is_a_step_away(&self) -> bool {
        matches!(self, Eligibility::MayNot(why) if why.iter().all(|why| why.step.is_some()))
    }

    /// Whether it is this person's to ask for, be it that the time for it has not come or is over.
    pub fn is_theirs(&self) -> bool {
        match self {
            Eligibility::MayNot(why) => why.iter().all(|why| why.clause.expression.is_of_the_year()),
            Eligibility::May | Eligibility::PersonLooks(_) => true,
        }
    }
}

/// Whether whom these facts are of may ask for this service.
pub fn eligibility<'a>(definition: &'a Definition, facts: &Facts<'_>) -> Eligibility<'a> {
    let (mut failing, mut unknown) = (Vec::new(), Vec::new());
    for clause in &definition.audience {
        match clause.expression.holds(facts) {
            Some(true) => {}
            Some(false) => failing.push(why_not(definition, clause, facts)),
            None => unknown.push(clause),
        }
    }
    match (failing.is_empty(), unknown.is_empty()) {
        (false, _) => Eligibility::MayNot(failing),
        (true, false) => Eligibility::PersonLooks(unknown),
        (true, true) => Eligibility::May,
    }
}

fn why_not<'a>(definition: &Definition, clause: &'a Clause, facts: &Facts<'_>) -> WhyNot<'a> {
    let step = clause.step.map(|step| (step, definition.text(format!("step-{}", clause.clause))));
    let with = clause.with.iter().map(|(name, told)| (name.clone(), facts.told(told.fact())));
    WhyNot { clause, text: definition.text(format!("why-not-{}", clause.clause)), step, with: with.collect() }
}

/// What a check came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<'a> {
    /// Which.
    pub check: &'a Check,
    /// Whether it is met; when that is unknown, a person looks.
    pub is_met: Option<bool>,
    /// The facts that it looked at, as they were.
    pub facts: Vec<(&'static str, Option<Value>)>,
    /// The id of the text that says why a person looks, or why it is not taken.
    pub text: String,
}

/// What was filed in this form, evaluated on the day on which it was received; none when the form or the response cannot be read.
pub fn answers(college: &College, form: &FormVersion, response: &Json, day: Date) -> Option<Evaluation> {
    let form = college.form(&form.url, &form.version)?;
    let response = Response::parse(response.0.as_bytes()).ok()?;
    Some(response.evaluated(form, Context { today: day.to_string().parse().ok()? }))
}

/// What the checks of a service come to over these facts and answers, in the definition's order.
pub fn checks<'a>(
    definition: &'a Definition,
    facts: &Facts<'_>,
    answers: Option<&Evaluation>,
) -> Vec<Checked<'a>> {
    let form = answers.map(|answers| &**answers.form());
    let checked = definition.checks.iter().map(|check| {
        // What is not understood is unknown. A definition that has such a check is incomplete, and is not offered.
        let formula = check.expression.understand(FactKind::Boolean, form).ok();
        let named = formula.iter().flat_map(Formula::facts);
        Checked {
            check,
            is_met: formula.as_ref().and_then(|formula| facts.ask(answers, |over| formula.holds(over))),
            facts: named.map(|name| (*name, facts.value(name))).collect(),
            text: definition.text(format!("check-{}", check.id)),
        }
    });
    checked.collect()
}

impl Expression {
    /// Whether it asks for what was answered, beside facts.
    pub fn asks_answers(&self) -> bool {
        self.as_str().contains('{')
    }

    /// Understood, over facts and the answers of this form.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn understand(
        &self,
        gives: FactKind,
        form: Option<&Form>,
    ) -> Result<Formula, portal_forms::NotAFormula> {
        Formula::parse(self.as_str(), gives, FACTS, form)
    }
}
