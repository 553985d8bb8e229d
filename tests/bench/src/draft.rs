//! From key press to durable, encrypted draft, against a bare `fsync` on the same disk; and opening a draft.

use std::{
    error::Error,
    fs::{File, OpenOptions},
    hint::black_box,
    io::{Seek as _, SeekFrom, Write as _},
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use portal_client::{
    keys::DataKey,
    store::{File as _, Store, Write, drafts, edits},
};
use portal_forms::{
    Change, Context, DeviceId, Draft, Edit, EditId, EditRefused, Evaluation, Form, ItemPath, Merged, Micros,
    Prefill, Value,
};
use portal_record::{College, DraftKey, RegistrantId};
use uuid::Uuid;

use crate::measure::{Measures, Times};

const EDITS: usize = 500;
/// Edits made before the measuring begins, so that the store's log has its full length, as after a first evening's work.
const WARM_UP: usize = 1_000;
/// What a bare write of one answer takes: one page of the database.
const PAGE: [u8; 4096] = [7; 4096];

/// Measures both, on the disk of this folder.
pub async fn measure(measures: &mut Measures, folder: &Path) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir_in(folder)?;
    let path = folder.path().join("account.db");
    let key = DataKey::random()?;
    let (.., json) = College::forms()[0];
    let form = Arc::new(Form::parse(json.as_bytes())?);
    let draft_key = DraftKey {
        registrant: RegistrantId(Uuid::from_u128(1)),
        form: "urn:form".into(),
        subject: "2027".into(),
    };
    let mut store = Store::create(&path, &key).await?;
    let row = drafts::DraftRow {
        key: draft_key.clone(),
        form_version: "2027.2".into(),
        sequence: 0,
        history: None,
    };
    drafts::ensure(store.connection(), &row).await?;

    let mut bare = bare_file(folder.path())?;
    let mut draft = Draft::default();
    let context = Context { today: "2027-05-20".parse()? };
    let mut evaluation = evaluate(&form, context, &draft);
    let (mut fsyncs, mut presses) = (Vec::new(), Vec::new());
    for index in 0..WARM_UP + EDITS {
        let bare_time = fsync(&mut bare)?;
        let begun = Instant::now();
        let edit = edit(&draft, index);
        store.commit(vec![Write::AppendEdit { draft: draft_key.id(), edit: edit.clone() }]).await?;
        evaluation.set(&edit.path, edit.change.clone());
        take(&mut draft, edit)?;
        let press = begun.elapsed();
        // As between two keys.
        store.rest().await?;
        if index >= WARM_UP {
            fsyncs.push(bare_time);
            presses.push(press);
        }
    }
    store.close().await?;
    let (fsyncs, presses) = (Times::from(fsyncs), Times::from(presses));
    for percent in [50, 99] {
        let (fsync, press) = (fsyncs.percentile(percent), presses.percentile(percent));
        measures.add_millis(&format!("bare fsync of a page, p{percent}"), fsync, None);
        measures.add_millis(&format!("key press to durable draft, p{percent}"), press, None);
        let ratio = press.as_secs_f64() / fsync.as_secs_f64();
        measures.add("… against the bare fsync", ratio, "x", (percent == 99).then_some("at most 2 x"));
    }
    let begun = Instant::now();
    let mut store = Store::open(&path, &key).await?;
    let mut opened = Draft::default();
    for row in edits::all(store.connection()).await? {
        let edit = row.edit.into_value().into_known();
        take(&mut opened, edit.ok_or("an edit is not known")?)?;
    }
    black_box(evaluate(&form, context, &opened));
    measures.add_millis(
        &format!("draft of {} edits opened, key and file included", WARM_UP + EDITS),
        begun.elapsed(),
        None,
    );
    Ok(())
}

fn take(draft: &mut Draft, edit: Edit) -> Result<(), EditRefused> {
    match draft.merge(edit) {
        Merged::Refused(why) => Err(why),
        _ => Ok(()),
    }
}

fn evaluate(form: &Arc<Form>, context: Context, draft: &Draft) -> Evaluation {
    Evaluation::new(form, context, &Prefill::default(), &draft.answers())
}

fn edit(draft: &Draft, index: usize) -> Edit {
    let texts = ["H.12.other", "J.4", "B.2.other", "H.2.other"];
    let path = ItemPath::root(texts[index % texts.len()]);
    let counter = index as u64 + 1;
    Edit {
        id: EditId(Uuid::now_v7()),
        base: draft.heads(&path),
        change: Change::Answer(vec![Value::text(&format!("An answer of ordinary length, number {index}"))]),
        path,
        device: DeviceId(Uuid::from_u128(2)),
        counter,
        at: Micros(1_810_000_000_000_000 + index as i64),
        received: None,
    }
}

/// A file that has its length already, as SQLite's log has after its first round: growing a file would make its `fsync` dearer.
fn bare_file(folder: &Path) -> std::io::Result<File> {
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(folder.join("bare"))?;
    for _ in 0..WARM_UP + EDITS {
        file.write_all(&PAGE)?;
    }
    file.sync_all()?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

fn fsync(file: &mut File) -> std::io::Result<Duration> {
    let begun = Instant::now();
    file.write_all(&PAGE)?;
    file.sync_data()?;
    Ok(begun.elapsed())
}
