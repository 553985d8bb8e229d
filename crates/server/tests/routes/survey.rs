//! A registrant's survey, filled in on one device and ready to be filed.

use std::sync::{Arc, LazyLock};

use portal_forms::{
    Answer, Change, Coding, Context, Draft, Evaluation, Form, ItemPath, Merged, ResponseMeta, Value,
};
use portal_protocol::{CommandEnvelope, CommandReply};
use portal_record::cases::File;
use portal_record::services::renewal;
use portal_record::{College as Published, Command, CommandId, eastern_day};
use uuid::Uuid;

use crate::college::College;
use crate::desk::{Desk, FORM_VERSION};

static FORM: LazyLock<Arc<Form>> = LazyLock::new(|| {
    let (_, _, json) = Published::forms()[0];
    Arc::new(Form::parse(json.as_bytes()).unwrap())
});

pub fn form() -> &'static Arc<Form> {
    &FORM
}

/// The answers of somebody in practice in Ontario with nothing to declare. What is not asked of a person is left out.
const NOTHING_TO_DECLARE: &[(&str, &str)] = &[
    ("A.1.correct", "yes"),
    ("A.4.public", "yes"),
    ("A.contact.correct", "yes"),
    ("B.1", "ontario"),
    ("B.4", "no"),
    ("B.5", "no"),
    ("C.1", "cfpc"),
    ("C.2", "614207"),
    ("D.1", "no"),
    ("D.2", "no"),
    ("D.3", "no"),
    ("D.4", "no"),
    ("D.5", "no"),
    ("D.6", "no"),
    ("E.1", "no"),
    ("E.2", "no"),
    ("E.3", "no"),
    ("E.4", "no"),
    ("E.5", "no"),
    ("F.1", "no"),
    ("F.2", "no"),
    ("G.1", "cmpa"),
    ("G.2", "7100142"),
    ("G.3", "yes"),
    ("G.4", "no"),
    ("G.5", "no"),
    ("G.7", "no"),
    ("H.1", "family-medicine"),
    ("H.2", "group-office"),
    ("H.3.hours", "38.5"),
    ("H.4.clinical", "85"),
    ("H.4.teaching", "10"),
    ("H.4.research", "0"),
    ("H.4.administration", "5"),
    ("H.4.other", "0"),
    ("H.5", "yes"),
    ("H.5.vendor", "oscar"),
    ("H.6", "15"),
    ("H.7.correct", "yes"),
    ("H.8.correct", "yes"),
    ("H.9", "no"),
    ("H.10", "none"),
    ("H.11", "yes"),
    ("H.12", "same"),
    ("H.13", "group"),
    ("C.checked", "yes"),
    ("G.checked", "yes"),
    ("H.checked", "yes"),
    ("I.checked", "yes"),
    ("I.1", "completed"),
    ("I.2", "email"),
    ("I.3", "yes"),
    ("J.1", "yes"),
    ("J.2", "yes"),
    ("J.3", "yes"),
    ("J.4", "no"),
    ("J.5", "Zoé Lavoie"),
];

/// A survey that is filled in, with its edits at the College.
pub struct Survey {
    pub draft: Draft,
    pub hash: String,
    evaluation: Evaluation,
}

impl Survey {
    /// Fills it in and sends the edits.
    pub async fn filled(college: &College, desk: &Desk) -> Self {
        let survey = Self::on_paper(college, desk).await;
        let edits: Vec<_> = survey.draft.edits().cloned().collect();
        let page = desk.exchange(edits).await;
        assert_eq!(page.refused, [], "every edit is one of the form");
        survey
    }

    /// Fills it in without sending anything.
    pub async fn on_paper(college: &College, desk: &Desk) -> Self {
        let record = desk.record().await;
        let published = Published::published().unwrap();
        let day = eastern_day(college.clock.now());
        let prefill = record.prefill(form(), &published, day);
        let today = day.to_string().parse().unwrap();
        let mut evaluation =
            Evaluation::new(form(), Context { today }, &prefill, &Draft::default().answers());
        let mut draft = Draft::default();
        for (counter, (link_id, said)) in (1..).zip(NOTHING_TO_DECLARE) {
            let path = ItemPath::root(*link_id);
            if !evaluation.is_enabled(&path) {
                continue;
            }
            let change = Change::Answer(answer(link_id, said));
            let edit = desk.edit(&draft, link_id, change.clone(), counter, college.clock.now());
            assert_eq!(draft.merge(edit), Merged::Added);
            evaluation.set(&path, change);
        }
        let issues = evaluation.all_issues();
        assert!(evaluation.is_valid(), "nothing keeps it from being filed: {issues:?}");
        let hash = evaluation.response(ResponseMeta::default()).hash();
        Self { draft, hash, evaluation }
    }

    /// The command that files it, as it stands.
    pub fn envelope(&self, college: &College, desk: &Desk) -> CommandEnvelope {
        let command = Command::File(File {
            case: renewal::case(2027),
            definition: 1,
            draft: desk.key().id(),
            form_version: FORM_VERSION.to_owned(),
            edits: self.draft.head_ids(),
            response_hash: self.hash.clone(),
        });
        CommandEnvelope {
            id: CommandId(Uuid::now_v7()),
            claimed_at: college.clock.now(),
            command: command.into(),
            seen: None,
        }
    }

    /// Changes one answer and sends the edit; what was reviewed is then another.
    pub async fn change(&mut self, college: &College, desk: &Desk, link_id: &str, said: &str) {
        let change = Change::Answer(answer(link_id, said));
        let edit = desk.edit(&self.draft, link_id, change.clone(), 1_000, college.clock.now());
        assert_eq!(self.draft.merge(edit.clone()), Merged::Added);
        self.evaluation.set(&ItemPath::root(link_id), change);
        self.hash = self.evaluation.response(ResponseMeta::default()).hash();
        assert_eq!(desk.exchange(vec![edit]).await.refused, []);
    }
}

/// The same filing as a desktop of before there were cases gave it, and a server of then kept it.
pub fn as_before(envelope: &CommandEnvelope) -> CommandEnvelope {
    let now = serde_json::to_string(envelope).unwrap();
    let (file, survey) = (
        r#""command":"file","case":"renewal/2027","definition":1"#,
        r#""command":"submit-survey","year":2027"#,
    );
    assert!(now.contains(file), "{now}");
    serde_json::from_str(&now.replace(file, survey)).unwrap()
}

/// Fills in and files.
pub async fn file(college: &College, desk: &Desk) -> CommandReply {
    let survey = Survey::filled(college, desk).await;
    desk.command(&survey.envelope(college, desk)).await
}

/// What was said, as a value of the item's type.
pub fn answer(link_id: &str, said: &str) -> Answer {
    use portal_forms::Kind;
    let item = form().item(link_id).unwrap_or_else(|| panic!("{link_id} is a question of the survey"));
    let value = match item.kind {
        Kind::Boolean => Value::Boolean(said == "yes"),
        Kind::Integer => Value::Integer(said.parse().unwrap()),
        Kind::Decimal => Value::Decimal(said.parse().unwrap()),
        Kind::Choice | Kind::OpenChoice => {
            let options = item.options.as_ref().unwrap();
            let is_it = |value: &&Value| matches!(value, Value::Coding(Coding { code, .. }) if code == said);
            let mut values = options.list.iter().map(|option| &option.value);
            values.find(is_it).unwrap_or_else(|| panic!("{link_id} has the option {said}")).clone()
        }
        _ => Value::text(said),
    };
    vec![value]
}
