//! What was certified, and how it is listed.

use jiff::civil::date;
use portal_credentials::registration::CredentialId;
use portal_credentials::registration::status::CredentialStatus;
use portal_forms::Micros;
use portal_record::RegistrantId;
use portal_record::documents::{Certified, Details, Kind};
use portal_record::registration::Status;
use portal_server::store::credentials::{self, Issue, IssuedCredential, Listed};

use crate::stage::{ONE, OTHER, Stage};

const VALID: Listed = Listed { standing: CredentialStatus::Valid, until: Some(date(2028, 6, 1)) };
const SUSPENDED: Listed = Listed { standing: CredentialStatus::Suspended, until: None };

fn certified(name: &str) -> Certified {
    Certified {
        name: name.to_owned(),
        cpso_number: 900_001.try_into().unwrap(),
        class: "independent".to_owned(),
        status: Status::Active,
        valid_from: date(2027, 6, 1),
        valid_until: Some(date(2028, 5, 31)),
        details: Some(Details {
            kind: Kind::Year,
            effective: date(2015, 7, 2),
            expires: None,
            first_registered: date(2010, 7, 2),
            terms: vec!["Under supervision, as agreed.".repeat(200)],
        }),
    }
}

fn issue(name: &str) -> Issue {
    let certified = certified(name);
    let payload = serde_json::to_vec(&certified).unwrap();
    Issue { certified, payload, issued_at: Micros(7) }
}

async fn keep(stage: &Stage, registrant: RegistrantId, issue: Issue, listed: Listed) {
    stage
        .write(move |db| Box::pin(async move { credentials::issue(db, registrant, &issue, listed).await }))
        .await;
}

async fn of(stage: &Stage, registrant: RegistrantId) -> Vec<IssuedCredential> {
    credentials::of(&mut *stage.read().await, registrant).await.unwrap()
}

async fn a_credential_is_found_by_its_id_and_with_its_owner(stage: Stage) {
    keep(&stage, ONE, issue("Zoé"), VALID).await;
    keep(&stage, OTHER, issue("Zoé"), VALID).await;
    keep(&stage, ONE, Issue { issued_at: Micros(8), ..issue("Zoë") }, SUSPENDED).await;
    let stage = stage.reopened().await;
    let found = of(&stage, ONE).await;
    let [first, second] = found.as_slice() else {
        panic!("in the order in which they were issued: {found:?}")
    };
    let expected = IssuedCredential {
        id: first.id,
        place: first.place,
        registrant: ONE,
        certified: certified("Zoé"),
        issued_at: Micros(7),
        listed: VALID,
    };
    assert_eq!(first, &expected);
    assert_eq!((&second.certified, second.listed), (&certified("Zoë"), SUSPENDED));
    let others = of(&stage, OTHER).await.remove(0);
    let mut db = stage.read().await;
    assert_eq!(credentials::find(&mut db, expected.id).await.unwrap().as_ref(), Some(first));
    let found = credentials::find(&mut db, others.id).await.unwrap().unwrap();
    assert_eq!(found.registrant, OTHER, "the same said of another is another credential");
    assert_eq!(credentials::find(&mut db, CredentialId::of_random([7; 10])).await.unwrap(), None);
}

/// Neither the id nor the place follows from what is said, for whom, or in which order.
async fn ids_and_places_are_drawn_at_random(stage: Stage) {
    const COUNT: usize = 40;
    for number in 0..COUNT {
        keep(&stage, ONE, issue(&format!("Zoé {number}")), VALID).await;
    }
    let kept = of(&stage, ONE).await;
    assert_eq!(kept.len(), COUNT);
    for one in &kept {
        let payload = serde_json::to_vec(&one.certified).unwrap();
        assert_ne!(
            one.id,
            CredentialId::derived(ONE.0, &payload),
            "as whoever knows the stream would derive it"
        );
        assert!(one.place < 1 << 20, "the list stays small: {}", one.place);
    }
    let mut places: Vec<u32> = (0..COUNT)
        .map(|number| kept.iter().find(|one| one.certified.name == format!("Zoé {number}")).unwrap().place)
        .collect();
    let follows = places.windows(2).filter(|pair| pair[1].abs_diff(pair[0]) < 100).count();
    assert!(!places.is_sorted() && follows < 5, "places that follow each other: {places:?}");
    places.sort_unstable();
    places.dedup();
    assert_eq!(places.len(), COUNT, "each has its own");
    assert!(places[COUNT - 1] > 1 << 17, "all over the list: {places:?}");
}

/// A row as it was written before ids were drawn: what was given out stays what it was.
async fn what_was_issued_before_keeps_its_id_and_place(stage: Stage) {
    let old = Certified { details: None, ..certified("Zoé") };
    let payload = serde_json::to_vec(&old).unwrap();
    let id = CredentialId::derived(ONE.0, &payload);
    stage
        .write(move |db| {
            Box::pin(async move {
                let row = "INSERT INTO credentials (id, registrant, certified, issued_at, standing, until_day) \
                    VALUES ($1, $2, $3, 7, 'valid', NULL)";
                let row = sqlx::query(row).bind(id.to_string()).bind(ONE.0.to_string()).bind(payload);
                row.execute(db).await.map(|_| ()).map_err(Into::into)
            })
        })
        .await;
    let before = of(&stage, ONE).await;
    keep(&stage, ONE, Issue { issued_at: Micros(8), ..issue("Zoé") }, VALID).await;
    let after = of(&stage, ONE).await;
    assert_eq!((after.len(), &after[0]), (2, &before[0]));
    assert_eq!((after[0].id, &after[0].certified), (id, &old));
    let list = credentials::standings(&mut *stage.read().await).await.unwrap();
    assert!(list.contains(&(before[0].place, CredentialStatus::Valid)));
}

async fn the_same_is_issued_once_and_keeps_its_place(stage: Stage) {
    keep(&stage, ONE, issue("Zoé"), VALID).await;
    let before = of(&stage, ONE).await;
    keep(&stage, ONE, Issue { issued_at: Micros(99), ..issue("Zoé") }, SUSPENDED).await;
    assert_eq!(of(&stage, ONE).await, before);
}

async fn how_it_is_listed_changes_and_is_read_at_once(stage: Stage) {
    keep(&stage, ONE, issue("Zoé"), VALID).await;
    keep(&stage, OTHER, issue("Zoé"), VALID).await;
    let id = of(&stage, ONE).await.remove(0).id;
    stage.write(move |db| Box::pin(credentials::list(db, id, SUSPENDED))).await;
    let withdrawn = Listed { standing: CredentialStatus::Withdrawn, until: None };
    let superseded = Listed { standing: CredentialStatus::Superseded, until: Some(date(2027, 7, 1)) };
    for listed in [withdrawn, superseded] {
        stage.write(move |db| Box::pin(credentials::list(db, id, listed))).await;
        assert_eq!(of(&stage, ONE).await.remove(0).listed, listed, "each is read as it was kept");
    }
    stage.write(move |db| Box::pin(credentials::list(db, id, SUSPENDED))).await;
    let (one, other) = (of(&stage, ONE).await.remove(0), of(&stage, OTHER).await.remove(0));
    assert_eq!((one.listed, other.listed), (SUSPENDED, VALID));
    let list = credentials::standings(&mut *stage.read().await).await.unwrap();
    let mut expected = [(one.place, CredentialStatus::Suspended), (other.place, CredentialStatus::Valid)];
    expected.sort_by_key(|(place, _)| *place);
    assert_eq!(list, expected);
}

async fn whose_day_has_come_is_found(stage: Stage) {
    keep(&stage, ONE, issue("Zoé"), VALID).await;
    keep(&stage, ONE, issue("Zoë"), VALID).await;
    keep(&stage, OTHER, issue("Zoé"), SUSPENDED).await;
    let mut db = stage.read().await;
    for (day, expected) in
        [(date(2028, 5, 31), vec![]), (date(2028, 6, 1), vec![ONE]), (date(2030, 1, 1), vec![ONE])]
    {
        assert_eq!(credentials::unsure(&mut db, day, 9).await.unwrap(), expected, "{day}");
    }
}

on_both! {
    a_credential_is_found_by_its_id_and_with_its_owner
    ids_and_places_are_drawn_at_random
    what_was_issued_before_keeps_its_id_and_place
    the_same_is_issued_once_and_keeps_its_place
    how_it_is_listed_changes_and_is_read_at_once
    whose_day_has_come_is_found
}
