//! A registrant's survey, filled in on one device and ready to be filed.

use portal_forms::{Change, Context, Draft, Evaluation, ItemPath, Merged, ResponseMeta};
use portal_protocol::{CommandEnvelope, CommandReply};
use portal_record::cases::File;
use portal_record::services::renewal;
use portal_record::{Command, CommandId, eastern_day};
use portal_testkit::survey::{NOTHING_TO_DECLARE, answer, college as published, form};
use uuid::Uuid;

use super::college::College;
use super::computer::{Computer, FORM_VERSION};

/// A survey that is filled in, with its edits at the College.
pub struct Survey {
    pub draft: Draft,
    pub hash: String,
    evaluation: Evaluation,
}

impl Survey {
    /// Fills it in and sends the edits.
    pub async fn filled(college: &College, computer: &Computer) -> Self {
        let survey = Self::on_paper(college, computer).await;
        let edits: Vec<_> = survey.draft.edits().cloned().collect();
        let page = computer.exchange(edits).await;
        assert_eq!(page.refused, [], "every edit is one of the form");
        survey
    }

    /// Fills it in without sending anything.
    pub async fn on_paper(college: &College, computer: &Computer) -> Self {
        let record = computer.record().await;
        let day = eastern_day(college.clock.now());
        let prefill = record.prefill(form(), published(), day);
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
            let edit = computer.edit(&draft, link_id, change.clone(), counter, college.clock.now());
            assert_eq!(draft.merge(edit), Merged::Added);
            evaluation.set(&path, change);
        }
        let issues = evaluation.all_issues();
        assert!(evaluation.is_valid(), "nothing keeps it from being filed: {issues:?}");
        let hash = evaluation.response(ResponseMeta::default()).hash();
        Self { draft, hash, evaluation }
    }

    /// The command that files it, as it stands.
    pub fn envelope(&self, college: &College, computer: &Computer) -> CommandEnvelope {
        let command = Command::File(File {
            case: renewal::case(2027),
            definition: 1,
            draft: computer.key().id(),
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
    pub async fn change(&mut self, college: &College, computer: &Computer, link_id: &str, said: &str) {
        let change = Change::Answer(answer(link_id, said));
        let edit = computer.edit(&self.draft, link_id, change.clone(), 1_000, college.clock.now());
        assert_eq!(self.draft.merge(edit.clone()), Merged::Added);
        self.evaluation.set(&ItemPath::root(link_id), change);
        self.hash = self.evaluation.response(ResponseMeta::default()).hash();
        assert_eq!(computer.exchange(vec![edit]).await.refused, []);
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
pub async fn file(college: &College, computer: &Computer) -> CommandReply {
    let survey = Survey::filled(college, computer).await;
    computer.command(&survey.envelope(college, computer)).await
}
