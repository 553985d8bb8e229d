//! Fifty thousand edits, as the longest drafts have them: merged, evaluated, pulled by a computer that has none of them, and
//! judged as the College judges them.

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use portal_client::drafts::Forms;
use portal_client::keys::DataKey;
use portal_client::replica::{Ids, Replica, Surroundings};
use portal_client::store::Store;
use portal_client::sync::{EditsPage, Engine, Input, Output, Persist, RecordPage, Reply, Request, Restored};
use portal_forms::{
    Change, Context, DeviceId, Draft, Edit, EditId, Evaluation, Form, InstanceId, ItemPath, Micros, Prefill,
    Response, ResponseMeta, Value, validate,
};
use portal_protocol::{AnyEdit, DraftList, PAGE_EDITS, SequencedEdit};
use portal_record::{College, DraftKey, RegistrantId};
use serde_json::json;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::measure::Measures;

/// Entries, each added and then given four answers.
const ENTRIES: usize = 10_000;
const ANSWERS: usize = 4;
const TARGET: &str = "under 2000 ms";
/// A day in 2027.
const NOW: Micros = Micros(1_811_000_000_000_000);

/// In each entry a rule looks at all the others, a condition at those of another entry, and a total at the end at all.
const FORM: &str = r#"{"resourceType":"Questionnaire","url":"urn:many","version":"1","status":"active","title":"Many","item":[
    {"linkId":"H","type":"group","repeats":true,
     "extension":[{"url":"urn:portal:forms:rule","extension":[{"url":"id","valueId":"share"},
        {"url":"expression","valueString":"{H.hours} <= sum({H.hours}) and {H.hours} <= {T}"},{"url":"message","valueString":"Share"}]}],
     "item":[{"linkId":"H.hours","type":"integer"},{"linkId":"H.place","type":"string","required":true,"maxLength":100},
        {"linkId":"H.away","type":"boolean"},
        {"linkId":"H.why","type":"text","enableWhen":[{"question":"H.away","operator":"=","answerBoolean":true}]}]},
    {"linkId":"T","type":"integer",
     "extension":[{"url":"urn:portal:forms:rule","extension":[{"url":"id","valueId":"total"},
        {"url":"expression","valueString":"{T} >= max({H.hours})"},{"url":"message","valueString":"Total"}]}]},
    {"linkId":"O","type":"string","enableWhen":[{"question":"H.hours","operator":">","answerInteger":160}]}]}"#;

/// Measures all of it, on the disk of this folder.
pub async fn measure(measures: &mut Measures, folder: &Path) -> Result<(), Box<dyn Error>> {
    let form = Arc::new(Form::parse(FORM.as_bytes())?);
    let context = Context { today: "2027-05-20".parse()? };
    let edits = edits();
    let name = |what: &str| format!("{} edits {what}", edits.len());
    let (draft, merged) = timed(|| edits.iter().cloned().collect::<Draft>());
    measures.add_millis(&name("merged"), merged, Some(TARGET));
    let evaluate = || Evaluation::new(&form, context, &Prefill::default(), &draft.answers());
    let (evaluation, evaluated) = timed(evaluate);
    measures.add_millis(&name("evaluated"), evaluated, Some(TARGET));
    let (again, one_by_one) = timed(|| {
        let mut evaluation =
            Evaluation::new(&form, context, &Prefill::default(), &Draft::default().answers());
        for edit in &edits {
            black_box(evaluation.set(&edit.path, edit.change.clone()));
        }
        evaluation
    });
    measures.add_millis(&name("evaluated one by one, as they are made"), one_by_one, None);
    let (filed, judged) = timed(|| {
        let draft: Draft = edits.iter().cloned().collect();
        let evaluation = Evaluation::new(&form, context, &Prefill::default(), &draft.answers());
        (draft.head_ids(), draft.conflicts(), evaluation.filed(ResponseMeta::default())).2
    });
    measures.add_millis(&name("judged: merged, evaluated, filed"), judged, Some(TARGET));
    let (issues, validated) =
        timed(|| Response::parse(filed.json.as_bytes()).map(|response| validate(&form, &response, context)));
    measures.add_millis(&name("… the response validated from nothing"), validated, Some(TARGET));
    let errors = issues?.iter().filter(|issue| issue.is_error()).count();
    if errors != filed.errors || evaluation.count_errors() != errors || again.count_errors() != errors {
        return Err("they do not find the same".into());
    }
    let (sent, told_and_sent) = timed(|| send(&edits));
    if sent != edits.len() {
        return Err(format!("{sent} edits were sent").into());
    }
    measures.add_millis(&name("told to the sync engine one by one, and sent"), told_and_sent, Some(TARGET));
    let pulled = pull(folder, form, &edits).await?;
    measures.add_millis(&name("pulled into an encrypted file and evaluated"), pulled, Some(TARGET));
    Ok(())
}

/// A computer that made them without a connection, and then has one: how many have gone when there is nothing more to send.
fn send(edits: &[Edit]) -> usize {
    let key = DraftKey {
        registrant: RegistrantId(Uuid::from_u128(1)),
        form: "urn:many".into(),
        subject: "2027".into(),
    };
    let mut engine = Engine::new(Restored::default(), 1);
    let mut said = engine.handle(NOW, Input::Wake);
    for edit in edits {
        let edit = Edit { received: None, ..edit.clone() };
        let told = Input::Answered { key: key.clone(), form_version: "1".into(), edit };
        said.extend(engine.handle(NOW, told));
    }
    let mut sent = 0;
    while let Some((exchange, request)) = said.into_iter().find_map(|output| match output {
        Output::Send(exchange, request) => Some((exchange, request)),
        _ => None,
    }) {
        let reply = match request {
            Request::Record { .. } => {
                Reply::Record(RecordPage { events: Vec::new(), version: 0, history: None })
            }
            Request::Drafts => Reply::Drafts(DraftList { drafts: Vec::new() }),
            Request::Edits { push, .. } => {
                let taken = push.edits.into_iter().zip(sent as u64 + 1..);
                let numbered =
                    |(edit, sequence)| SequencedEdit { sequence, edit: AnyEdit::from(edit).into() };
                let edits: Vec<_> = taken.map(numbered).collect();
                sent += edits.len();
                let (form_version, sequence) = (push.form_version, sent as u64);
                Reply::Edits(EditsPage { form_version, edits, sequence, refused: Vec::new(), history: None })
            }
            _ => break,
        };
        said = engine.handle(NOW, Input::Answer { exchange, result: Ok(reply) });
    }
    sent
}

/// A computer of the same registrant that has none of them takes in page after page.
async fn pull(folder: &Path, form: Arc<Form>, edits: &[Edit]) -> Result<Duration, Box<dyn Error>> {
    let folder = tempfile::tempdir_in(folder)?;
    let store = Store::create(&folder.path().join("account.db"), &DataKey::random()?).await?;
    let registrant = RegistrantId(Uuid::from_u128(1));
    let surroundings = Surroundings {
        registrant,
        device: DeviceId(Uuid::from_u128(7)),
        college: Arc::new(College::published()?),
        forms: Forms::of([("urn:many".to_owned(), "1".to_owned(), form)]),
        ids: Ids::seeded(1),
    };
    let mut replica = Replica::open(Arc::new(Mutex::new(store)), surroundings, NOW).await?;
    let key = DraftKey { registrant, form: "urn:many".into(), subject: "2027".into() };
    let numbered: Vec<_> = (1..)
        .zip(edits)
        .map(|(sequence, edit): (u64, _)| json!({ "sequence": sequence, "edit": edit }))
        .collect();
    let pages = numbered.chunks(PAGE_EDITS).map(|page| {
        let page = json!({ "form_version": "1", "edits": page, "sequence": edits.len(), "refused": [] });
        serde_json::from_value::<EditsPage>(page)
    });
    let pages = pages.collect::<Result<Vec<_>, _>>()?;
    let begun = Instant::now();
    for page in pages {
        replica.take_in(Persist::Edits { key: key.clone(), page }, NOW).await?;
    }
    let time = begun.elapsed();
    let there = replica.drafts.get(&key.id()).ok_or("no draft was pulled")?;
    if there.draft.edits().len() != edits.len()
        || there.evaluation.instances(&ItemPath::root("H")).len() != ENTRIES
    {
        return Err("not all of it was pulled".into());
    }
    Ok(time)
}

fn edits() -> Vec<Edit> {
    let mut edits = Vec::with_capacity(ENTRIES * (ANSWERS + 1));
    for entry in 0..ENTRIES {
        let id = InstanceId(Uuid::from_u128(1 << 64 | entry as u128));
        let whole_hours = i64::try_from(entry % 40).unwrap_or(0);
        let mut add = |path: ItemPath, change: Change| {
            let number = edits.len() as u64 + 1;
            edits.push(Edit {
                id: EditId(Uuid::from_u128(number.into())),
                path,
                change,
                base: Vec::new(),
                device: DeviceId(Uuid::from_u128(2)),
                counter: number,
                at: Micros(1_810_000_000_000_000 + number as i64),
                received: Some(NOW),
            });
        };
        add(ItemPath::within("H", &[id]), Change::AddInstance);
        let mut answer = |link_id, value| add(ItemPath::within(link_id, &[id]), Change::Answer(vec![value]));
        answer("H.hours", Value::Integer(whole_hours));
        answer("H.place", Value::text("A place of ordinary length"));
        answer("H.away", Value::Boolean(entry.is_multiple_of(2)));
        answer("H.why", Value::text("A reason as people give one"));
    }
    edits
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = black_box(work());
    (done, begun.elapsed())
}
