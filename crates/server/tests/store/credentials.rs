//! What was certified, and how it is listed.

use jiff::civil::date;
use portal_credentials::registration::CredentialId;
use portal_credentials::registration::status::Standing;
use portal_forms::Micros;
use portal_record::RegistrantId;
use portal_record::documents::Certified;
use portal_record::registration::Status;
use portal_server::store::credentials::{self, Issue, Kept, Listed};

use crate::stage::{ONE, OTHER, Stage};

const VALID: Listed = Listed { standing: Standing::Valid, until: Some(date(2028, 6, 1)) };
const SUSPENDED: Listed = Listed { standing: Standing::Suspended, until: None };

fn certified(name: &str) -> Certified {
    Certified {
        name: name.to_owned(),
        cpso_number: 900_001.try_into().unwrap(),
        class: "independent".to_owned(),
        status: Status::Active,
        valid_from: date(2027, 6, 1),
        valid_until: date(2028, 5, 31),
    }
}

fn issue(registrant: RegistrantId, name: &str) -> Issue {
    let certified = certified(name);
    let payload = serde_json::to_vec(&certified).unwrap();
    Issue { id: CredentialId::derived(registrant.0, &payload), certified, payload, issued_at: Micros(7) }
}

async fn keep(stage: &Stage, registrant: RegistrantId, issue: Issue, listed: Listed) {
    stage
        .write(move |db| Box::pin(async move { credentials::issue(db, registrant, &issue, listed).await }))
        .await;
}

async fn of(stage: &Stage, registrant: RegistrantId) -> Vec<Kept> {
    credentials::of(&mut *stage.read().await, registrant).await.unwrap()
}

async fn a_credential_is_found_by_its_id_and_with_its_owner(stage: Stage) {
    keep(&stage, ONE, issue(ONE, "Zoé"), VALID).await;
    keep(&stage, OTHER, issue(OTHER, "Zoé"), VALID).await;
    keep(&stage, ONE, issue(ONE, "Zoë"), SUSPENDED).await;
    let stage = stage.reopened().await;
    let found = of(&stage, ONE).await;
    let [first, second] = found.as_slice() else { panic!("{found:?}") };
    let expected = Kept {
        id: issue(ONE, "Zoé").id,
        place: first.place,
        registrant: ONE,
        certified: certified("Zoé"),
        issued_at: Micros(7),
        listed: VALID,
    };
    assert_eq!(first, &expected);
    assert_eq!((second.id, second.listed), (issue(ONE, "Zoë").id, SUSPENDED));
    assert!(first.place > 0 && second.place > first.place, "in the order in which they were issued");
    let mut db = stage.read().await;
    assert_eq!(credentials::find(&mut db, expected.id).await.unwrap().as_ref(), Some(first));
    let others = credentials::find(&mut db, issue(OTHER, "Zoé").id).await.unwrap().unwrap();
    assert_eq!(others.registrant, OTHER, "the same said of another is another credential");
    assert_eq!(credentials::find(&mut db, issue(OTHER, "Zoë").id).await.unwrap(), None);
}

async fn the_same_is_issued_once_and_keeps_its_place(stage: Stage) {
    keep(&stage, ONE, issue(ONE, "Zoé"), VALID).await;
    let before = of(&stage, ONE).await;
    keep(&stage, ONE, Issue { issued_at: Micros(99), ..issue(ONE, "Zoé") }, SUSPENDED).await;
    assert_eq!(of(&stage, ONE).await, before);
}

async fn how_it_is_listed_changes_and_is_read_at_once(stage: Stage) {
    keep(&stage, ONE, issue(ONE, "Zoé"), VALID).await;
    keep(&stage, OTHER, issue(OTHER, "Zoé"), VALID).await;
    let id = issue(ONE, "Zoé").id;
    stage.write(move |db| Box::pin(credentials::list(db, id, SUSPENDED))).await;
    let withdrawn = Listed { standing: Standing::Withdrawn, until: None };
    let superseded = Listed { standing: Standing::Superseded, until: Some(date(2027, 7, 1)) };
    for listed in [withdrawn, superseded] {
        stage.write(move |db| Box::pin(credentials::list(db, id, listed))).await;
        assert_eq!(of(&stage, ONE).await.remove(0).listed, listed, "each is read as it was kept");
    }
    stage.write(move |db| Box::pin(credentials::list(db, id, SUSPENDED))).await;
    let (one, other) = (of(&stage, ONE).await.remove(0), of(&stage, OTHER).await.remove(0));
    assert_eq!((one.listed, other.listed), (SUSPENDED, VALID));
    let list = credentials::standings(&mut *stage.read().await).await.unwrap();
    assert_eq!(list, [(one.place, Standing::Suspended), (other.place, Standing::Valid)]);
}

async fn whose_day_has_come_is_found(stage: Stage) {
    keep(&stage, ONE, issue(ONE, "Zoé"), VALID).await;
    keep(&stage, ONE, issue(ONE, "Zoë"), VALID).await;
    keep(&stage, OTHER, issue(OTHER, "Zoé"), SUSPENDED).await;
    let mut db = stage.read().await;
    for (day, expected) in
        [(date(2028, 5, 31), vec![]), (date(2028, 6, 1), vec![ONE]), (date(2030, 1, 1), vec![ONE])]
    {
        assert_eq!(credentials::unsure(&mut db, day, 9).await.unwrap(), expected, "{day}");
    }
}

on_both! {
    a_credential_is_found_by_its_id_and_with_its_owner
    the_same_is_issued_once_and_keeps_its_place
    how_it_is_listed_changes_and_is_read_at_once
    whose_day_has_come_is_found
}
