//! From a stored draft to what is filed: the merge of its edits, the response that follows from it and from the record,
//! and how many of its answers are wrong. Decides nothing.

use std::sync::Arc;

use jiff::civil::Date;
use portal_forms::{Context, Edit, Evaluation, Form, Merged, Micros, ResponseMeta};
use portal_record::{College, Command, DraftId, DraftKey, Filing, Json, Record, eastern_day};

use super::exchange::Draft;
use super::forms::Forms;

/// A draft with the edits that are merged, as it was read.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The draft; nothing that came after its last edit is among these.
    pub draft: Draft,
    /// In the order of their numbers.
    pub edits: Vec<Edit>,
}

/// What a draft merges to, and where it stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    /// The draft.
    pub id: DraftId,
    /// Number of the last edit that was merged.
    pub sequence: u64,
    /// The filing; absent when the draft is of no form that is filed now.
    pub filing: Option<Filing>,
}

/// What the draft merges to for this command, on the day that binds.
pub fn prepare(
    college: &College,
    forms: &Forms,
    record: &Record,
    loaded: Loaded,
    command: &Command,
    received_at: Micros,
) -> Prepared {
    let Loaded { draft, edits } = loaded;
    let (id, sequence) = (draft.key.id(), draft.sequence);
    let form = filed_form(college, forms, &draft, command);
    let filing = form.and_then(|form| filing(college, &form, record, edits, eastern_day(received_at)));
    Prepared { id, sequence, filing }
}

/// The form that the command files this draft in: the one of its case and of the version that was reviewed.
fn filed_form(college: &College, forms: &Forms, draft: &Draft, command: &Command) -> Option<Arc<Form>> {
    let Command::File(file) = command else { return None };
    let DraftKey { form, subject, .. } = &draft.key;
    let is_of_case = college.case_of(form, subject).is_some_and(|(case, _)| case == file.case);
    forms.find(form, &file.form_version).filter(|_| is_of_case).cloned()
}

fn filing(
    college: &College,
    form: &Arc<Form>,
    record: &Record,
    edits: Vec<Edit>,
    day: Date,
) -> Option<Filing> {
    let context = Context { today: form_date(day)? };
    let mut draft = portal_forms::Draft::default();
    for edit in edits {
        if let Merged::Refused(why) = draft.merge(edit) {
            tracing::warn!(%why, "a stored edit is no part of its draft");
        }
    }
    let prefill = record.prefill(form, college, day);
    let evaluation = Evaluation::new(form, context, &prefill, &draft.answers());
    let unsettled = draft.unsettled(&evaluation).count();
    let filed = evaluation.filed(ResponseMeta::default());
    Some(Filing {
        edits: draft.head_ids(),
        response_hash: filed.hash,
        response: Json(filed.json.into()),
        errors: u32::try_from(filed.errors).unwrap_or(u32::MAX),
        unsettled: u32::try_from(unsettled).unwrap_or(u32::MAX),
    })
}

/// A civil day, as forms have it; none outside the years that forms know.
pub fn form_date(day: Date) -> Option<portal_forms::Date> {
    let (year, month, day) =
        (day.year().try_into().ok()?, day.month().try_into().ok()?, day.day().try_into().ok()?);
    portal_forms::Date::new(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_forms::{Change, DeviceId, EditId, InstanceId, ItemPath, Value};
    use portal_record::cases::File;
    use portal_record::services::renewal;
    use portal_record::{DraftKey, RegistrantId};
    use portal_testkit::events::{class, instant as at, practising, record as record_of};
    use uuid::Uuid;

    const FORM: &str = "https://portal.cpso.on.ca/forms/annual-renewal";
    const QUESTIONS: &str = r#"{
      "resourceType": "Questionnaire", "url": "https://portal.cpso.on.ca/forms/annual-renewal",
      "version": "2027.2", "status": "active",
      "item": [
        { "linkId": "class", "type": "string", "text": "Class", "readOnly": true,
          "extension": [{ "url": "urn:portal:forms:prefill", "valueString": "registrant.className" }] },
        { "linkId": "well", "type": "boolean", "text": "Well?" },
        { "linkId": "why", "type": "string", "text": "Why not?",
          "enableWhen": [{ "question": "well", "operator": "=", "answerBoolean": false }] },
        { "linkId": "place", "type": "group", "text": "Place", "repeats": true,
          "item": [{ "linkId": "town", "type": "string", "text": "Town" }] }
      ]
    }"#;

    /// An edit of a device: its number, the edits that it knew of, where, and what it says.
    fn edit(number: u128, knew: &[u128], path: ItemPath, change: Change) -> Edit {
        Edit {
            id: EditId(Uuid::from_u128(number)),
            path,
            change,
            base: knew.iter().map(|known| EditId(Uuid::from_u128(*known))).collect(),
            device: DeviceId(Uuid::from_u128(number)),
            counter: 1,
            at: Micros(number as i64),
            received: Some(Micros(number as i64)),
        }
    }

    fn says(text: &str) -> Change {
        Change::Answer(vec![Value::text(text)])
    }

    fn is(answer: bool) -> Change {
        Change::Answer(vec![Value::Boolean(answer)])
    }

    /// In independent practice, and restricted from 21 May 2027 on.
    fn record() -> Record {
        let mut bodies =
            practising(("Zoé", "Tremblay"), 900_001, "independent", jiff::civil::date(2012, 6, 1));
        bodies.push(class("restricted", jiff::civil::date(2027, 5, 21)).into());
        record_of(bodies)
    }

    fn submission(year: u16, version: &str) -> Command {
        Command::File(File {
            case: renewal::case(year),
            definition: 1,
            draft: DraftId(Uuid::nil()),
            form_version: version.into(),
            edits: Vec::new(),
            response_hash: String::new(),
        })
    }

    /// What these edits of the draft for 2027 merge to, for this command and received at this instant.
    fn merged(edits: Vec<Edit>, command: &Command, received: &str) -> Option<Filing> {
        let (college, registrant) = (College::published().unwrap(), RegistrantId(Uuid::nil()));
        let forms = Forms::read(&[(FORM, "2027.2", QUESTIONS)]).unwrap();
        let key = DraftKey { registrant, form: FORM.into(), subject: "2027".into() };
        let sequence = edits.len() as u64;
        let draft = Draft {
            key,
            form_version: "2027.2".into(),
            sequence,
            live: sequence,
            bytes: 0,
            looked: 0,
            is_filed: false,
        };
        let loaded = Loaded { draft, edits };
        let prepared = prepare(&college, &forms, &record(), loaded, command, at(received));
        assert_eq!(prepared.sequence, sequence, "it counts only while nothing is added");
        prepared.filing
    }

    fn filed(edits: Vec<Edit>, received: &str) -> Filing {
        merged(edits, &submission(2027, "2027.2"), received).unwrap()
    }

    #[test]
    fn what_is_filed_is_what_the_record_says_on_the_day_of_receipt_in_toronto() {
        for (received, class) in [
            ("2027-05-20T23:59:59.999Z", "Independent Practice"),
            ("2027-05-21T00:00:00Z", "Independent Practice"),
            ("2027-05-21T03:59:59.999Z", "Independent Practice"),
            ("2027-05-21T04:00:00Z", "Restricted"),
        ] {
            let filing = filed(vec![], received);
            assert!(filing.response.0.contains(class), "{received}: {}", filing.response.0);
            assert_eq!(filing.errors, 0);
        }
    }

    #[test]
    fn what_is_read_only_is_as_the_record_says_whoever_edits_it() {
        let class = || ItemPath::root("class");
        for change in [
            says("Independent Practice"),
            says("Restricted"),
            says("independent practice"),
            says(""),
            Change::Clear,
        ] {
            let filing = filed(vec![edit(1, &[], class(), change.clone())], "2027-05-20T14:00:00Z");
            let response = &filing.response.0;
            assert!(
                response.contains(r#"[{"valueString":"Independent Practice"}]"#),
                "{change:?}: {response}"
            );
            assert_eq!((filing.errors, filing.unsettled), (0, 0), "{change:?}");
        }
    }

    #[test]
    fn what_devices_disagree_about_is_counted_where_it_is_asked() {
        let (well, why, place) = (ItemPath::root("well"), ItemPath::root("why"), ItemPath::root("place"));
        let place = place.instance(InstanceId(Uuid::from_u128(7)));
        let town = ItemPath::within("town", &place.instances);
        let one = |number, knew: &[u128], answer| edit(number, knew, well.clone(), is(answer));
        let reason = |number, knew: &[u128], text| edit(number, knew, why.clone(), says(text));
        let added = edit(1, &[], place.clone(), Change::AddInstance);
        let removed = edit(3, &[1], place.clone(), Change::RemoveInstance);
        let written = |knew: &[u128]| edit(2, knew, town.clone(), says("Kenora"));
        for (edits, unsettled, case) in [
            (vec![one(1, &[], true)], 0, "one answer"),
            (vec![one(1, &[], true), one(2, &[1], false)], 0, "one after the other"),
            (vec![one(1, &[], true), one(2, &[], true)], 0, "both say the same"),
            (vec![one(1, &[], true), one(2, &[], false)], 1, "they disagree"),
            (vec![one(1, &[], true), one(2, &[], false), one(3, &[2], false)], 1, "one was left out"),
            (vec![one(1, &[], true), one(2, &[], false), one(3, &[1, 2], true)], 0, "the person chose"),
            (vec![one(1, &[], false), reason(2, &[], "a"), reason(3, &[], "b")], 1, "it is asked"),
            (vec![one(1, &[], true), reason(2, &[], "a"), reason(3, &[], "b")], 0, "it is not asked"),
            (vec![added.clone(), written(&[]), removed], 1, "removed without the answer inside"),
            (vec![added, written(&[]), edit(4, &[1, 2], place, Change::RemoveInstance)], 0, "seen"),
        ] {
            assert_eq!(filed(edits, "2027-05-20T14:00:00Z").unsettled, unsettled, "{case}");
        }
    }

    #[test]
    fn a_draft_is_filed_for_its_own_year_in_a_version_that_there_is() {
        for (year, version, is_there) in [
            (2027, "2027.2", true),
            (2027, "2027.1", false),
            (2026, "2027.2", false),
            (2026, "2026.1", false),
            (2028, "2027.2", false),
        ] {
            let merged = merged(vec![], &submission(year, version), "2027-05-20T14:00:00Z");
            assert_eq!(merged.is_some(), is_there, "{year} in {version}");
        }
    }
}
