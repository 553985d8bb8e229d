//! The encrypted file does what the port says of each write: the same random writes, in lists of any length, on it and on
//! plain data.

use portal_client::CollegeTime;
use portal_client::keys::DataKey;
use portal_client::store::drafts::DraftRow;
use portal_client::store::meta::{CarriedOver, Value};
use portal_client::store::outbox::{CommandState, OutboxRow};
use portal_client::store::streams::StreamRow;
use portal_client::store::{Contents, File as _, Regained, Seen, Store, Unsent, Write};
use portal_credentials::registration::SignedCredential;
use portal_forms::{DeviceId, Edit, EditId, Micros};
use portal_protocol::{AnyEdit, CommandEnvelope, Device, DeviceList, History};
use portal_record::{CommandId, DraftId, DraftKey, Verbatim};
use proptest::prelude::*;
use uuid::Uuid;

use crate::desktop::{edit, submission};
use portal_testkit::zoe::{ZOE, event, events, kept};

const CASES: u32 = 48;

fn key(subject: u8) -> DraftKey {
    DraftKey { registrant: ZOE, form: "urn:form".into(), subject: subject.to_string() }
}

fn writes() -> impl Strategy<Value = Write> {
    let draft = || (0..3_u8).prop_map(|subject| key(subject).id());
    let number = || 0..6_u64;
    let confirmed = |number: u64| {
        let known = AnyEdit::from(Edit { received: Some(Micros(5)), ..edit(number) });
        let newer = format!(r#"{{"id":"{}","change":{{"type":"of-the-future"}}}}"#, edit(number).id.0);
        if number == 5 { serde_json::from_str(&newer).unwrap() } else { Verbatim::from(known) }
    };
    prop_oneof![
        (1..6_u64).prop_map(|version| Write::Event(event(version, events()[0].body.clone()).into())),
        (0..3_u8, number()).prop_map(|(subject, sequence)| {
            Write::EnsureDraft(DraftRow {
                key: key(subject),
                form_version: "1".into(),
                sequence,
                history: None,
            })
        }),
        draft().prop_map(|draft| Write::PinDraft { draft, form_version: "2".into() }),
        (draft(), number(), history())
            .prop_map(|(draft, sequence, history)| { Write::AdvanceDraft { draft, sequence, history } }),
        (draft(), prop::collection::vec(number(), 0..4)).prop_map(|(draft, numbers)| {
            let edits = numbers.iter().map(|number| edit(*number).id).collect();
            Write::OfferAgain { draft, edits }
        }),
        prop::collection::vec(1..6_u64, 0..4).prop_map(|versions| {
            let versions: std::collections::BTreeSet<u64> = versions.into_iter().collect();
            Write::ReplaceEvents(kept(
                versions.into_iter().map(|version| event(version, events()[1].body.clone())),
            ))
        }),
        stream().prop_map(Write::Stream),
        stream().prop_map(Write::ReplaceStream),
        (draft(), number()).prop_map(|(draft, id)| Write::AppendEdit { draft, edit: edit(id) }),
        (draft(), number(), number()).prop_map(move |(draft, id, sequence)| {
            Write::ConfirmEdit { draft, edit: confirmed(id), sequence }
        }),
        number().prop_map(|id| Write::RefuseEdit {
            id: EditId(Uuid::from_u128(id.into())),
            code: "unknown-item".into()
        }),
        (number(), prop::option::of(draft()), any::<bool>()).prop_map(|(id, draft, attempted)| {
            let state = CommandState::Waiting { attempted };
            Write::PutOut(OutboxRow { envelope: submission(id.into()), draft, state, typed: None })
        }),
        number().prop_map(|id| Write::Settle {
            command: CommandId(Uuid::from_u128(id.into())),
            state: CommandState::Superseded { code: "not-active".into() }
        }),
        (number(), prop::option::of(number())).prop_map(|(id, until)| {
            let seen = Some(portal_record::Seen { until, ..portal_record::Seen::default() });
            Write::Readdress(CommandEnvelope { seen, ..submission(id.into()).into_value() }.into())
        }),
        number().prop_map(|number| Write::KeepReceipt(number.to_string())),
        prop::collection::vec(0..6_u64, 0..4).prop_map(|numbers| {
            let signed = numbers.iter().map(|number| SignedCredential(format!("PC1:{number}")));
            Write::ReplaceCredentials(signed.collect())
        }),
        values().prop_map(Write::Set),
    ]
}

/// A piece of a stream, one of them of a kind that nobody knows.
fn stream() -> impl Strategy<Value = StreamRow> {
    let name = prop_oneof![Just("corporation/1".to_owned()), Just("planet/2".to_owned())];
    let versions = prop::collection::btree_set(1..6_u64, 0..4);
    (name, versions, history()).prop_map(|(stream, versions, history)| {
        let events = versions.into_iter().map(|version| event(version, events()[0].body.clone()));
        StreamRow { stream, events: kept(events), history }
    })
}

fn history() -> impl Strategy<Value = Option<History>> {
    prop::option::of("[a-f]{4}".prop_map(History))
}

fn values() -> impl Strategy<Value = Value> {
    let devices = |name: String| DeviceList {
        devices: vec![Device { id: Uuid::from_u128(9), name, signed_in_at: Micros(1), seen_at: Micros(2) }],
    };
    prop_oneof![
        (0..9_i64).prop_map(|at| Value::CollegeAt(Micros(at))),
        "[a-z]{3}".prop_map(Value::ReceiptKeys),
        (0..9_u64).prop_map(Value::SignedAt),
        "[a-z]{3}".prop_map(move |name| Value::Devices(devices(name).into())),
        prop::option::of("[a-z]{3}").prop_map(|words| Value::Notice(words.map(CarriedOver::Words))),
        (0..9_u128).prop_map(|id| Value::NoticeOf(DraftId(Uuid::from_u128(id)))),
        (-9..9_i64)
            .prop_map(|ahead_micros| Value::CollegeTime(CollegeTime { ahead_micros, told: Micros(7) })),
        prop::collection::vec((0..9_u128).prop_map(|id| EditId(Uuid::from_u128(id))), 0..3)
            .prop_map(Value::RefusalsRead),
        history().prop_map(Value::History),
        prop::option::of("[a-z]{3}").prop_map(|code| Value::Held([(key(1).id(), code)].into())),
        (0..9_u128).prop_map(|id| Value::Device(DeviceId(Uuid::from_u128(id)))),
        prop::option::of((0..9_u64).prop_map(|others| Regained { others, ..Regained::default() }))
            .prop_map(Value::Regained),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn the_encrypted_file_keeps_what_plain_data_keeps(lists in prop::collection::vec(prop::collection::vec(writes(), 1..6), 1..20)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("portal.db");
            let mut store = Store::create(&path, &DataKey::random().unwrap()).await.unwrap();
            let mut plain = Contents::default();
            let mut commits = 0;
            for list in lists {
                let mut after = plain.clone();
                let expected = list.iter().cloned().try_for_each(|write| after.take(write));
                let done = store.commit(list.clone()).await;
                prop_assert_eq!(done.is_ok(), expected.is_ok(), "{:?} for {:?}", &done, &list);
                if expected.is_ok() {
                    plain = after;
                    commits += 1;
                }
                let seen = Seen { commits, unsent: Unsent::of(&plain).count() };
                prop_assert_eq!(Seen::of(&path), Some(seen), "what the witness tells after {:?}", &list);
                prop_assert_eq!(&store.load().await.unwrap(), &plain, "after {:?}", list);
            }
            Ok(())
        })?;
    }
}
