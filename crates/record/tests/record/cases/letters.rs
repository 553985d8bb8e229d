//! The letter of a decision: a document by itself, which a fee may hold back.

use portal_record::{
    Body, CheckoutId,
    cases::{CaseAct, State},
    documents::{Document, available, waiting_for_fees},
    ledger::{InvoiceVoided, PaymentSettled},
    messages::Parameter,
    services::Definition,
    words,
};
use portal_texts::Texts;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    made_up::{definition, errand_with, offering},
    world::{ALICE, LEAD, World, ruling},
};
use crate::builder::{REGISTRANT, day};

/// The errand with a letter for what is granted; its words are those of a resignation's.
fn with_letter(fee: &Value) -> Value {
    let is_fee_due = !fee.is_null();
    let grant = json!({ "kind": "grant", "reasons": [], "effects": [], "document": "confirmation",
        "template": "accepted", "final": true, "isFeeDue": is_fee_due });
    let hold = json!({ "kind": "hold", "reasons": ["open"], "effects": [], "final": false });
    errand_with(json!({ "texts": "resign", "fee": fee, "decisions": [grant, hold], "auto": null }))
}

fn in_review(fee: &Value) -> (World, Definition) {
    let json = with_letter(fee);
    let definition = definition(json.clone());
    (World::standing(offering([json]), &definition, State::InReview), definition)
}

fn grant(world: &mut World, definition: &Definition) -> Vec<Body> {
    world.act(ALICE, &CaseAct::Decide { ruling: ruling(definition, "grant") }).unwrap()
}

fn letters(world: &World) -> Vec<String> {
    let there = available(&world.stream.record, world.stream.college, day("2027-03-02"));
    let names = there.iter().map(|there| there.document.to_string());
    names.filter(|name| name.starts_with("letter-")).collect()
}

fn waiting(world: &World) -> Vec<(String, String)> {
    let waiting = waiting_for_fees(&world.stream.record);
    waiting.map(|it| (it.document.to_string(), it.case().to_string())).collect()
}

#[test]
fn a_decision_with_a_letter_gives_a_document_in_words_that_are_not_stored() {
    let (mut world, definition) = in_review(&json!(null));
    assert!(letters(&world).is_empty());
    let bodies = grant(&mut world, &definition);
    let [Body::Decided(decided)] = &bodies[..] else { panic!("{bodies:?}") };
    let letter = decided.letter.as_ref().unwrap();
    assert_eq!(letter.title, "service-resign-document-confirmation");
    assert_eq!(letter.text, "service-resign-letter-accepted");
    assert_eq!(letter.with["name"], Parameter::Words("Zoé Tremblay".into()));
    assert_eq!(letter.with["effective"], Parameter::Day(day("2027-03-01")));
    assert_eq!((letters(&world), waiting(&world)), (vec!["letter-1-errand/1".to_owned()], vec![]));

    let (texts, record) = (Texts::english(), &world.stream.record);
    let said =
        words::letter(texts, world.stream.college, record, world.case(), &world.progress().decisions[0]);
    assert!(said.join(" ").contains("the resignation of Zoé Tremblay, CPSO number 900001"), "{said:?}");
    assert_eq!(said.last().unwrap(), "Dear Dr. Tremblay", "what the staff wrote besides");
}

#[test]
fn a_letter_is_filled_with_the_day_from_which_it_was_decided_though_that_is_past() {
    let effects = json!([{ "event": "registration.status-set", "status": { "constant": "suspended" },
        "effective": { "constant": "2027-02-01" } }]);
    let mut json = with_letter(&json!(null));
    json["decisions"][0]["effects"] = effects;
    let definition = definition(json.clone());
    let mut world = World::standing(offering([json]), &definition, State::InReview);
    let bodies = grant(&mut world, &definition);
    let Some(Body::Decided(decided)) = bodies.first() else { panic!("{bodies:?}") };
    assert_eq!(decided.letter.as_ref().unwrap().with["effective"], Parameter::Day(day("2027-02-01")));
}

#[test]
fn the_letter_of_what_was_opened_again_stays_and_one_of_what_was_taken_back_does_not() {
    let (mut world, definition) = in_review(&json!(null));
    grant(&mut world, &definition);
    world.act(LEAD, &CaseAct::Reopen { why: "Another day.".into() }).unwrap();
    world.act(ALICE, &CaseAct::Decide { ruling: ruling(&definition, "hold") }).unwrap();
    grant(&mut world, &definition);
    let mut both = letters(&world);
    both.sort();
    assert_eq!(both, ["letter-1-errand/1", "letter-3-errand/1"], "a hold has none");

    let college = offering([]);
    let resign = college.services().newest(&"resign".parse().unwrap()).unwrap();
    let mut world = World::standing(college, resign, State::InReview);
    let mut accepted = ruling(resign, "accept-another-day");
    accepted.letter = None;
    world.act(ALICE, &CaseAct::Decide { ruling: accepted }).unwrap();
    assert_eq!(letters(&world), ["letter-1-resign/1"]);
    world.act(REGISTRANT, &CaseAct::Withdraw { why: None }).unwrap();
    assert!(letters(&world).is_empty(), "nobody is shown that somebody resigned who did not");
}

#[test]
fn a_fee_before_release_holds_the_document_back_until_it_is_paid() {
    let (mut world, definition) = in_review(&json!({ "item": "annual-postgraduate", "when": "release" }));
    let bodies = grant(&mut world, &definition);
    let [Body::Decided(decided), Body::InvoiceIssued(issued)] = &bodies[..] else { panic!("{bodies:?}") };
    assert_eq!(decided.letter.as_ref().unwrap().fee.as_ref(), Some(&issued.invoice));
    assert!(letters(&world).is_empty(), "it is not there");
    assert_eq!(waiting(&world), [("letter-1-errand/1".to_owned(), "errand/1".to_owned())], "and says why");

    let invoice = issued.invoice.clone();
    let amount = world.stream.record.ledger.invoices[&invoice].total();
    let checkout = CheckoutId(Uuid::from_u128(9));
    let (method, last_four) = ("visa".to_owned(), "4242".to_owned());
    world.happen(PaymentSettled { invoice: invoice.clone(), checkout, amount, method, last_four });
    assert_eq!((letters(&world), waiting(&world)), (vec!["letter-1-errand/1".to_owned()], vec![]));

    world.happen(InvoiceVoided { invoice });
    assert_eq!((letters(&world), waiting(&world)), (vec![], vec![]), "what was paid is owed back");
}

#[test]
fn what_is_decided_once_more_waits_for_the_fee_of_the_first_decision() {
    let (mut world, definition) = in_review(&json!({ "item": "annual-postgraduate", "when": "release" }));
    grant(&mut world, &definition);
    world.act(LEAD, &CaseAct::Reopen { why: "Another day.".into() }).unwrap();
    grant(&mut world, &definition);
    assert!(letters(&world).is_empty());
    let names: Vec<_> = waiting(&world).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn a_fee_with_approval_holds_nothing_back() {
    let (mut world, definition) = in_review(&json!({ "item": "annual-postgraduate", "when": "approval" }));
    grant(&mut world, &definition);
    assert_eq!((letters(&world), waiting(&world)), (vec!["letter-1-errand/1".to_owned()], vec![]));
}

#[test]
fn a_letter_of_an_earlier_program_is_read_as_its_page_always_was_and_is_no_document() {
    let college = offering([]);
    let resign = college.services().newest(&"resign".parse().unwrap()).unwrap();
    let world = World::standing(college, resign, State::Decided);
    assert!(letters(&world).is_empty());
    let (record, decided) = (&world.stream.record, &world.progress().decisions[0]);
    let said = words::letter(Texts::english(), college, record, world.case(), decided).join(" ");
    assert!(said.contains("takes effect on 1 Sep 2027"), "{said}");
    let key = Document::Letter { case: world.id.clone(), number: 1 };
    assert_eq!(key.to_string(), "letter-1-resign/1");
}
