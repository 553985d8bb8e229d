//! What a definition lacks: texts, a form, a fee, what an effect is filled from. A definition with gaps is never offered.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use jiff::civil::Date;
use portal_forms::{FactKind, Form, Item};
use portal_texts::Texts;

use super::{
    Code, Decision, Definition, Effect, Expression, FeeItem, Field, FormOf, Many, ShownFact, Source, Subject,
    WhenDue, effect::Member, own,
};
use crate::{College, case_id::ANSWER, college::FormVersion};

/// What a definition is held against.
#[derive(Clone, Copy)]
pub struct World<'a> {
    /// Fees, years, classes, forms.
    pub college: &'a College,
    /// Every sentence.
    pub texts: &'a Texts,
    /// A day on which it is offered: a fee must be in force.
    pub day: Date,
}

/// Something that a definition lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Gap {
    /// A sentence.
    #[error("there is no text {0}")]
    Text(String),
    /// What a sentence is filled with.
    #[error("the text {0} asks for {1}, which is not given")]
    Parameter(String, String),
    /// Its form.
    #[error("the form {0} {1} is not published")]
    Form(String, String),
    /// Its form is not understood.
    #[error("the form {0} {1} is refused: {2}")]
    FormRefused(String, String, String),
    /// A line of the fee table.
    #[error("there is no fee {0}")]
    Fee(String),
    /// An expression is not understood.
    #[error("{0}: {1}")]
    Expression(String, String),
    /// The decision that is taken automatically.
    #[error("there is no decision {0}")]
    Decision(Code),
    /// One that ends a case.
    #[error("no decision is final")]
    NoEnd,
    /// A question that an effect is filled from.
    #[error("{0}: the question {1} is not in the form, or of another type")]
    Question(&'static str, String),
    /// A field that an effect is filled from.
    #[error("{0}: the decision has no field {1} of its type")]
    Field(&'static str, Code),
    /// Two of one name.
    #[error("{0} stands twice")]
    Twice(String),
    /// Two members that do not go together.
    #[error("{0}")]
    Contradiction(&'static str),
}

/// Everything that a definition lacks; empty when it is complete.
pub fn gaps(definition: &Definition, world: &World<'_>) -> Vec<Gap> {
    let mut search = Search { definition, world, found: Vec::new() };
    search.shape();
    search.general_texts();
    search.texts_of_parts();
    let forms = search.forms();
    search.fee(&forms);
    search.expressions(&forms);
    search.decisions(&forms);
    search.found
}

struct Search<'a> {
    definition: &'a Definition,
    world: &'a World<'a>,
    found: Vec<Gap>,
}

impl Search<'_> {
    fn text(&mut self, id: String) {
        if !self.world.texts.has(&id) {
            self.found.push(Gap::Text(id));
        }
    }

    /// A text of the service's own.
    fn own(&mut self, part: impl AsRef<str>) {
        self.text(self.definition.text(part));
    }

    /// The same, filled with these.
    fn filled(&mut self, part: &str, with: &BTreeMap<String, ShownFact>) {
        let (id, given) = (self.definition.text(part), with.keys().map(String::as_str));
        let lacking = self.world.texts.lacks(&id, &given.collect::<Vec<_>>());
        self.found.extend(lacking.into_iter().map(|name| Gap::Parameter(id.clone(), name)));
        self.text(id);
    }

    fn shape(&mut self) {
        let Definition { key, subject, many, form, fee, auto, uploads, decisions, .. } = self.definition;
        let is_of_year = *subject == Subject::Year;
        let is_due_with_decision = decisions.iter().any(|decision| decision.is_fee_due);
        let contradictions = [
            (key.as_str() == ANSWER, "what is called answer is the draft of an answer"),
            (
                is_of_year != (*many == Many::OnePerYear),
                "what is about a year is one-per-year, and nothing else is",
            ),
            (*form == FormOf::Year && !is_of_year, "only what is about a year has its form by year"),
            (
                fee.as_ref().is_some_and(|fee| fee.when != WhenDue::Filing) != is_due_with_decision,
                "a fee that falls due with a decision has a final decision with which it does, and no other has",
            ),
            (
                decisions.iter().any(|decision| decision.template.is_some() && decision.document.is_none()),
                "a letter is a document: its decision says what it is called",
            ),
            (
                uploads.iter().any(|upload| upload.min > upload.max || upload.mime.is_empty()),
                "an upload has a least above its most, or no type",
            ),
        ];
        for (is_so, why) in contradictions {
            if is_so {
                self.found.push(Gap::Contradiction(why));
            }
        }
        if let Some(kind) = auto.as_ref().filter(|kind| self.definition.decision(kind.as_str()).is_none()) {
            self.found.push(Gap::Decision(kind.clone()));
        }
        self.names();
    }

    fn names(&mut self) {
        let Definition { audience, checks, decisions, uploads, requirements, .. } = self.definition;
        self.once("clause", audience.iter().map(|clause| &clause.clause));
        self.once("check", checks.iter().map(|check| &check.id));
        self.once("decision", decisions.iter().map(|decision| &decision.kind));
        self.once("upload", uploads.iter().map(|upload| &upload.kind));
        self.once("requirement", requirements.iter().map(|requirement| &requirement.kind));
        for decision in decisions {
            self.once(&format!("{}: reason", decision.kind), decision.reasons.iter());
            self.once(&format!("{}: field", decision.kind), decision.fields.iter().map(|field| &field.name));
        }
    }

    fn once<'a>(&mut self, what: &str, names: impl Iterator<Item = &'a Code>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                self.found.push(Gap::Twice(format!("{what} {name}")));
            }
        }
    }

    /// What every service says first, and what it is found under.
    fn general_texts(&mut self) {
        for part in ["name", "what", "who", "ready", "follows"] {
            self.own(part);
        }
        let Definition { place, queue, role, withdraw, .. } = self.definition;
        self.text(format!("place-{}", place.code()));
        self.text(format!("queue-{queue}"));
        self.text(format!("role-{}", role.code()));
        if withdraw.is_some() {
            self.own("withdraw");
        }
    }

    fn texts_of_parts(&mut self) {
        let Definition { audience, checks, decisions, uploads, requirements, .. } = self.definition;
        for clause in audience {
            let why_not = Some(format!("why-not-{}", clause.clause));
            let step = clause.step.map(|_| format!("step-{}", clause.clause));
            why_not.into_iter().chain(step).for_each(|part| self.filled(&part, &clause.with));
        }
        checks.iter().for_each(|check| self.own(format!("check-{}", check.id)));
        uploads.iter().for_each(|upload| self.own(format!("upload-{}", upload.kind)));
        requirements.iter().for_each(|requirement| self.own(format!("requirement-{}", requirement.kind)));
        decisions.iter().for_each(|decision| self.texts_of(decision));
    }

    fn texts_of(&mut self, decision: &Decision) {
        self.own(format!("decision-{}", decision.kind));
        self.own(format!("decided-{}", decision.kind));
        decision.reasons.iter().for_each(|reason| self.own(format!("reason-{reason}")));
        decision.fields.iter().for_each(|field| self.own(format!("field-{}", field.name)));
        decision.document.iter().for_each(|document| self.own(format!("document-{document}")));
        decision.template.iter().for_each(|letter| self.own(format!("letter-{letter}")));
    }

    /// Its form, understood; of each year that is known where it has one by year.
    fn forms(&mut self) -> Vec<Arc<Form>> {
        let wanted: Vec<&FormVersion> = match &self.definition.form {
            FormOf::Form(form) => vec![form],
            FormOf::Year => self.world.college.years().iter().map(|year| &year.form).collect(),
        };
        wanted.into_iter().filter_map(|form| self.form(form)).collect()
    }

    fn form(&mut self, wanted: &FormVersion) -> Option<Arc<Form>> {
        let FormVersion { url, version } = wanted.clone();
        match self.world.college.all_forms().find(&url, &version) {
            Some(Ok(form)) => return Some(Arc::clone(form)),
            Some(Err(why)) => self.found.push(Gap::FormRefused(url, version, why.to_string())),
            None => self.found.push(Gap::Form(url, version)),
        }
        None
    }

    fn fee(&mut self, forms: &[Arc<Form>]) {
        let Some(fee) = &self.definition.fee else { return };
        self.expression("fee", &fee.quantity, FactKind::Number, forms);
        let FeeItem::Code(code) = &fee.item else { return };
        if self.world.college.fee_line(code, self.world.day).is_none() {
            self.found.push(Gap::Fee(code.clone()));
        }
        self.text(format!("fee-{code}"));
    }

    fn expressions(&mut self, forms: &[Arc<Form>]) {
        let Definition { checks, requirements, .. } = self.definition;
        for check in checks {
            self.expression(&format!("check {}", check.id), &check.expression, FactKind::Boolean, forms);
        }
        for requirement in requirements {
            if let Some(when) = &requirement.when {
                self.expression(&format!("requirement {}", requirement.kind), when, FactKind::Boolean, forms);
            }
        }
    }

    fn expression(&mut self, place: &str, written: &Expression, gives: FactKind, forms: &[Arc<Form>]) {
        for form in forms {
            if let Err(why) = written.understand(gives, Some(form)) {
                self.found.push(Gap::Expression(place.to_owned(), why.to_string()));
            }
        }
    }

    fn decisions(&mut self, forms: &[Arc<Form>]) {
        if !self.definition.decisions.iter().any(|decision| decision.is_final) {
            self.found.push(Gap::NoEnd);
        }
        for Decision { fields, effects, on_day, .. } in &self.definition.decisions {
            effects.iter().chain(on_day).for_each(|effect| self.effect(fields, effect, forms));
        }
        let withdrawing = self.definition.withdraw.iter().flat_map(|withdraw| &withdraw.effects);
        withdrawing.for_each(|effect| self.effect(&[], effect, forms));
    }

    fn effect(&mut self, fields: &[Field], effect: &Effect, forms: &[Arc<Form>]) {
        self.text(format!("effect-{}", effect.name().replace('.', "-")));
        match effect {
            Effect::StatusSet { status, effective } => {
                self.source(fields, effect, status, forms);
                self.source(fields, effect, effective, forms);
            }
            Effect::Message { text } => {
                self.own(format!("message-{text}"));
                self.own(format!("message-{text}.subject"));
            }
            Effect::Own(name) => {
                self.found.extend(own::not_of(name, self.definition).map(Gap::Contradiction));
            }
            Effect::StatusTakenBack {} => {}
        }
    }

    fn source<T: Member>(
        &mut self,
        fields: &[Field],
        effect: &Effect,
        source: &Source<T>,
        forms: &[Arc<Form>],
    ) {
        match source {
            Source::Constant(_) => {}
            Source::Answer(link_ids) => {
                let is_it = |item: &Item| T::QUESTIONS.contains(&item.kind);
                for link_id in link_ids {
                    if !forms.iter().all(|form| form.item(link_id).is_some_and(is_it)) {
                        self.found.push(Gap::Question(effect.name(), link_id.clone()));
                    }
                }
            }
            Source::Field(name) => {
                if !fields.iter().any(|field| field.name == *name && field.kind == T::FIELD) {
                    self.found.push(Gap::Field(effect.name(), name.clone()));
                }
            }
        }
    }
}
