//! The fee of a case: due with a decision, and owed back when it is withdrawn.

use portal_forms::Micros;
use portal_record::{
    Body, Cents, CheckoutId, InvoiceId,
    cases::{CaseAct, State},
    ledger::PaymentSettled,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    made_up::{definition, errand_with, offering},
    world::{ALICE, World, ruling},
};
use crate::builder::REGISTRANT;

const CHARGED: Cents = Cents(7_500);

fn standing(changes: Value, state: State) -> World {
    let json = errand_with(changes);
    World::standing(offering([json.clone()]), &definition(json), state)
}

/// The invoice is paid with this much; gives its number.
fn pay(world: &mut World, amount: Cents) -> InvoiceId {
    let invoice = world.stream.record.ledger.of_case(&world.id).unwrap().issued.invoice.clone();
    let (checkout, method, last_four) =
        (CheckoutId(Uuid::from_u128(9)), "visa".to_owned(), "4242".to_owned());
    world.happen(PaymentSettled { invoice: invoice.clone(), checkout, amount, method, last_four });
    invoice
}

#[test]
fn what_was_paid_for_a_case_that_is_withdrawn_is_owed_back_where_the_definition_says_so() {
    for (returned, paid, credit) in [
        (true, CHARGED, CHARGED),
        (true, Cents(9_000), Cents(9_000)),
        (false, CHARGED, Cents(0)),
        (false, Cents(9_000), Cents(1_500)),
    ] {
        let withdraw = json!({ "until": "effective", "isFeeReturned": returned });
        let mut world = standing(json!({ "withdraw": withdraw }), State::FeeDue);
        let invoice = pay(&mut world, paid);
        world.act(REGISTRANT, &CaseAct::Withdraw { why: None }).unwrap();
        let invoice = &world.stream.record.ledger.invoices[&invoice];
        assert_eq!((invoice.credit, invoice.is_void), (credit, returned), "{returned} {paid:?}");
    }
}

#[test]
fn a_fee_falls_due_with_a_decision_and_the_case_is_closed_when_it_is_paid() {
    let grant = |fee_due: bool| json!({ "kind": "grant", "reasons": [], "effects": [], "final": true, "isFeeDue": fee_due });
    let refuse = json!({ "kind": "refuse", "reasons": [], "effects": [], "final": true });
    for when in ["approval", "release"] {
        let changes = json!({
            "fee": { "item": "annual-postgraduate", "when": when }, "decisions": [grant(true), refuse],
            "auto": null, "withdraw": { "until": "decided" },
        });
        let mut world = standing(changes.clone(), State::InReview);
        assert!(world.stream.record.ledger.invoices.is_empty(), "nothing is due before");
        let json = definition(errand_with(changes.clone()));
        let bodies = world.act(ALICE, &CaseAct::Decide { ruling: ruling(&json, "grant") }).unwrap();
        let [Body::Decided(_), Body::InvoiceIssued(issued)] = &bodies[..] else { panic!("{bodies:?}") };
        assert_eq!(issued.due, due_at("2027-04-01T04:00:00Z"), "thirty days later");
        assert_eq!(world.state(), State::Decided, "the fee is still to come");
        let total = world.stream.record.ledger.invoices[&issued.invoice].total();
        assert!(total > Cents(0));
        pay(&mut world, total);
        assert_eq!(world.state(), State::Closed);

        let mut world = standing(changes, State::InReview);
        let refused = world.act(ALICE, &CaseAct::Decide { ruling: ruling(&json, "refuse") }).unwrap();
        assert!(matches!(refused[..], [Body::Decided(_)]), "not with every decision: {refused:?}");
        assert_eq!(world.state(), State::Closed);
    }
}

fn due_at(instant: &str) -> Micros {
    crate::builder::at(instant)
}
