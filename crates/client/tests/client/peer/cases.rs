//! What the College does with requests: it makes a filing of the edits that it has, and its staff and its rules act on the case.

use std::sync::Arc;

use portal_forms::{Context as Day, Date, Draft, Evaluation, Form, ResponseMeta};
use portal_record::cases::{CaseAct, CaseFile, File};
use portal_record::{
    Actor, CaseId, College, Command, Filing, Json, Record, RegistrantId, Rejection, Role, Rule, StaffId,
    eastern_day,
};

use super::{Peer, RECEIVED, State};

impl Peer {
    /// What the rules do with a case.
    pub fn rules(&self, who: RegistrantId, case: &str, act: CaseAct) {
        self.act(who, case, Actor::System { rule: Rule::Service }, act).unwrap();
    }

    /// What a member of the staff does with a case.
    pub fn staff(
        &self,
        who: RegistrantId,
        case: &str,
        (name, role): (&str, Role),
        act: CaseAct,
    ) -> Result<(), Rejection> {
        self.act(who, case, Actor::Staff { person: StaffId::named(name), role }, act)
    }

    fn act(&self, who: RegistrantId, case: &str, actor: Actor, act: CaseAct) -> Result<(), Rejection> {
        let command = Command::Case { case: case.parse().unwrap(), act };
        self.state.lock().unwrap().decide(who, &command, actor, None, None).map(drop)
    }
}

impl State {
    /// The staff's side of the case that a command is about.
    pub(super) fn file(&self, who: RegistrantId, command: &Command) -> Option<CaseFile> {
        let Command::Case { case, .. } = command else { return None };
        let events = self.files.get(&(who, CaseId::clone(case)));
        Some(events.map(CaseFile::replay).unwrap_or_default())
    }

    /// What the draft merges to here, from the edits that were received.
    pub(super) fn filing(&self, who: RegistrantId, command: &Command) -> Option<Filing> {
        let Command::File(File { draft, form_version, .. }) = command else { return None };
        let (push, edits) = self.drafts.get(&draft.0)?;
        let draft: Draft = edits.iter().cloned().collect();
        let forms = College::forms().iter();
        let (_, _, questionnaire) = forms
            .clone()
            .find(|(url, version, _)| *url == push.key.form && version == form_version)
            .or_else(|| forms.clone().find(|(url, ..)| *url == push.key.form))?;
        let form = Arc::new(Form::parse(questionnaire.as_bytes()).ok()?);
        let day = eastern_day(RECEIVED);
        let today: Date = day.to_string().parse().ok()?;
        let prefill = Record::replay(&self.streams[&who]).prefill(&form, &self.college, day);
        let evaluation = Evaluation::new(&form, Day { today }, &prefill, &draft.answers());
        let response = evaluation.response(ResponseMeta::default());
        let errors = evaluation.all_issues().iter().filter(|issue| issue.is_error()).count();
        Some(Filing {
            edits: draft.head_ids(),
            response_hash: response.hash(),
            response: Json(response.to_json().into()),
            errors: u32::try_from(errors).unwrap(),
            unsettled: u32::try_from(draft.unsettled(&evaluation).count()).unwrap(),
        })
    }
}
