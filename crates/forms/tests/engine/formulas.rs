//! Formulas: the rule language outside a form, over facts and over answers where they are at hand.

use std::sync::Arc;

use portal_forms::{
    Answers, Context, Evaluation, Fact, FactKind, Form, Formula, ItemPath, Over, Prefill, Value,
};
use proptest::prelude::*;

const FACTS: &[Fact] = &[
    Fact { name: "registrant.class", kind: FactKind::Code },
    Fact { name: "registrant.years", kind: FactKind::Number },
    Fact { name: "ledger.due", kind: FactKind::Boolean },
    Fact { name: "ledger.since", kind: FactKind::Date },
    Fact { name: "plain", kind: FactKind::Boolean },
    Fact { name: "nobody.knows", kind: FactKind::Boolean },
];

fn known(name: &str) -> Option<Value> {
    Some(match name {
        "registrant.class" => "academic".into(),
        "registrant.years" => 12.into(),
        "ledger.due" | "plain" => true.into(),
        "ledger.since" => Value::Date("2027-01-31".parse().unwrap()),
        _ => return None,
    })
}

fn form() -> Arc<Form> {
    let json = br#"{"resourceType": "Questionnaire", "url": "urn:asked", "version": "1", "item": [
        {"linkId": "director", "type": "boolean", "text": "Do you direct premises?"},
        {"linkId": "to", "type": "group", "text": "To whom", "repeats": true, "item": [
            {"linkId": "org", "type": "string", "text": "Organization"}]}]}"#;
    Arc::new(Form::parse(json).unwrap())
}

fn answered(form: &Arc<Form>, director: Option<bool>) -> Evaluation {
    let mut answers = Answers::default();
    answers.values.extend(director.map(|yes| (ItemPath::root("director"), vec![yes.into()])));
    Evaluation::new(form, Context { today: "2027-05-01".parse().unwrap() }, &Prefill::default(), &answers)
}

fn over<'a>(answers: Option<&'a Evaluation>) -> Over<'a> {
    Over { facts: &known, answers, today: "2027-05-01".parse().unwrap() }
}

fn holds(written: &str) -> Option<bool> {
    let formula = Formula::parse(written, FactKind::Boolean, FACTS, None);
    formula.unwrap_or_else(|why| panic!("{written}: {why}")).holds(&over(None))
}

#[test]
fn a_formula_is_true_false_or_unknown() {
    for (written, expected) in [
        ("registrant.class = 'academic'", Some(true)),
        ("registrant.class in ('independent', 'academic')", Some(true)),
        ("registrant.class in('independent')", Some(false)),
        ("not registrant.class in ('independent')", Some(true)),
        ("registrant.years in (10 + 2, 3)", Some(true)),
        ("ledger.since in (@2027-01-31)", Some(true)),
        ("registrant.years >= 12 and ledger.due", Some(true)),
        ("today() - ledger.since > 89", Some(true)),
        ("plain", Some(true)),
        ("nobody.knows", None),
        ("not nobody.knows", None),
        ("nobody.knows and ledger.due", None),
        ("nobody.knows and not ledger.due", Some(false)),
        ("nobody.knows or ledger.due", Some(true)),
        ("nobody.knows = ledger.due", None),
        ("nobody.knows in (true, false)", None),
        ("ledger.due in (nobody.knows, true)", Some(true)),
        ("ledger.due in (nobody.knows, false)", None),
    ] {
        assert_eq!(holds(written), expected, "{written}");
    }
}

#[test]
fn what_is_not_known_is_refused_by_name() {
    for (written, said) in [
        ("registrant.clas = 'academic'", "at character 1: 'registrant.clas' is not known"),
        ("ledger.due and registrant", "at character 16: 'registrant' is not known"),
        ("ledger. due", "at character 7: '.' means nothing here"),
        ("registrant.class.name = 'a'", "at character 1: 'registrant.class.name' is not known"),
        ("registrant.years", "it gives a number, not a boolean"),
        ("registrant.years = 'many'", "a number can't be compared so with a text"),
        ("registrant.years in (1, 'two')", "a number can't be compared so with a text"),
        ("registrant.class in ()", "')' is not expected"),
        ("registrant.class in ('a'", "at the end: ')' is expected"),
        ("registrant.class in 'a'", "'(' is expected"),
        ("registrant.class < 'a'", "a code can't be compared so with a text"),
        ("{director}", "'director' is not in the form"),
        ("exists(ledger.due)", "exists takes an item"),
    ] {
        let refused = Formula::parse(written, FactKind::Boolean, FACTS, None).unwrap_err();
        assert!(refused.to_string().contains(said), "{written}: {refused}");
    }
}

#[test]
fn a_rule_of_a_form_names_no_facts() {
    let json = br#"{"resourceType": "Questionnaire", "url": "urn:x", "version": "1", "item": [
        {"linkId": "a", "type": "boolean", "text": "A", "extension": [{"url": "urn:portal:forms:rule", "extension": [
            {"url": "id", "valueId": "r"}, {"url": "expression", "valueString": "ledger.due = {a}"},
            {"url": "message", "valueString": "No"}]}]}]}"#;
    let refused = Form::parse(json).unwrap_err().to_string();
    assert!(refused.contains("'ledger.due' is not known"), "{refused}");
}

#[test]
fn answers_are_named_where_a_form_is_at_hand() {
    let form = form();
    let formula = |written| Formula::parse(written, FactKind::Boolean, FACTS, Some(&form)).unwrap();
    let both = formula("{director} = false and ledger.due");
    assert_eq!(both.facts(), ["ledger.due"]);
    assert_eq!(both.holds(&over(Some(&answered(&form, Some(false))))), Some(true));
    assert_eq!(both.holds(&over(Some(&answered(&form, Some(true))))), Some(false));
    assert_eq!(both.holds(&over(Some(&answered(&form, None)))), None, "it is not answered");
    assert_eq!(both.holds(&over(None)), None, "no answers are at hand");
    let exists = formula("exists({director})");
    assert_eq!(exists.holds(&over(Some(&answered(&form, None)))), Some(false));
    assert_eq!(exists.holds(&over(None)), None, "that is not the same as no answer");
    let other = Arc::new(
        Form::parse(
            br#"{"resourceType": "Questionnaire", "url": "urn:other", "version": "1", "item": [
        {"linkId": "x", "type": "boolean", "text": "X"}]}"#,
        )
        .unwrap(),
    );
    assert_eq!(exists.holds(&over(Some(&answered(&other, None)))), None, "nor are those of another form");
    let several = Formula::parse("{org} = 'a'", FactKind::Boolean, FACTS, Some(&form)).unwrap_err();
    assert!(several.to_string().contains("'org' can have several answers here"), "{several}");
}

#[test]
fn a_quantity_is_a_whole_number() {
    let form = form();
    let answers = answered(&form, Some(true));
    let number = |written| {
        let formula = Formula::parse(written, FactKind::Number, FACTS, Some(&form)).unwrap();
        formula.whole_number(&over(Some(&answers)))
    };
    assert_eq!(number("2 * registrant.years"), Some(24));
    assert_eq!(number("count({director})"), Some(1));
    assert_eq!(number("registrant.years / 8"), None, "one and a half");
    assert_eq!(number("registrant.years / 0"), None);
}

#[test]
fn the_response_that_was_filed_is_what_is_asked() {
    let form = form();
    let filed = answered(&form, Some(false)).response(Default::default());
    let read = filed.evaluated(&form, Context { today: "2027-05-01".parse().unwrap() });
    let formula = Formula::parse("{director} = false", FactKind::Boolean, FACTS, Some(&form)).unwrap();
    assert_eq!(formula.holds(&over(Some(&read))), Some(true));
}

proptest! {
    /// Whatever is written is understood or refused, and nothing fails.
    #[test]
    fn anything_can_be_written(written in "[a-z.{}() '<=>@0-9,+*/-]{0,40}") {
        if let Ok(formula) = Formula::parse(&written, FactKind::Boolean, FACTS, None) {
            let _ = formula.holds(&over(None));
        }
    }

    /// What is known decides as it does without what is not: unknown is neither true nor false, it only spreads.
    #[test]
    fn what_is_decided_stays_so_when_more_is_known(a in any::<Option<bool>>(), b in any::<Option<bool>>()) {
        for written in ["plain and nobody.knows", "plain or nobody.knows", "not plain and nobody.knows", "plain in (nobody.knows)"] {
            let formula = Formula::parse(written, FactKind::Boolean, FACTS, None).unwrap();
            let ask = |a: Option<bool>, b: Option<bool>| {
                let facts = |name: &str| if name == "plain" { a.map(Value::from) } else { b.map(Value::from) };
                formula.holds(&Over { facts: &facts, answers: None, today: "2027-05-01".parse().unwrap() })
            };
            if let Some(decided) = ask(a, b) {
                for more_a in a.map_or(vec![true, false], |a| vec![a]) {
                    for more_b in b.map_or(vec![true, false], |b| vec![b]) {
                        prop_assert_eq!(ask(Some(more_a), Some(more_b)), Some(decided), "{}", written);
                    }
                }
            }
        }
    }
}
