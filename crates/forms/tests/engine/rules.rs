//! Cross-field rules: when one is broken, and when it only might be.

use std::sync::Arc;

use portal_forms::{Answers, Change, Evaluation, Form, IssueCode, Prefill, Severity, Value};

use crate::writing::{
    at, blank, code, codes, date, decimal, form, item, number, one, rule, text, today, when, within, yes,
};

/// A form with plain items of every kind, and the rule on the last, `r`.
fn with_rule(expression: &str) -> Arc<Form> {
    let group = item(
        "g",
        "group",
        &format!(r#""repeats":true,"item":[{},{}]"#, item("g.n", "integer", ""), item("g.c", "choice", "")),
    );
    let items = [
        item("n", "integer", ""),
        item("x", "decimal", ""),
        item("t", "string", ""),
        item("b", "boolean", ""),
        item("d", "date", ""),
        item("c", "choice", r#""repeats":true"#),
        item("one", "choice", ""),
        item("h", "time", ""),
        group,
        item("r", "string", &format!(r#""extension":[{}]"#, rule("the-rule", expression))),
    ];
    form(&items.join(","))
}

/// Whether the rule is broken with these answers.
fn is_broken(expression: &str, answers: &[(&str, Value)]) -> bool {
    let mut evaluation = blank(&with_rule(expression));
    for (link_id, value) in answers {
        let path = match link_id.split_once('@') {
            Some((link_id, instance)) => within(link_id, &[instance.parse().unwrap()]),
            None => at(link_id),
        };
        if !path.instances.is_empty() {
            evaluation.set(&within("g", &[path.instances[0].0.as_u128()]), Change::AddInstance);
        }
        assert!(evaluation.set(&path, one(value.clone())).is_known, "{link_id}");
    }
    codes(&evaluation, &at("r")) == [IssueCode::Rule]
}

/// A rule, the answers, and whether they break it.
type Case = (&'static str, Vec<(&'static str, Value)>, bool);

#[test]
fn broken_or_not() {
    let n = |n: i64| ("n", Value::Integer(n));
    let x = |x: &str| ("x", decimal(x));
    let cases: Vec<Case> = vec![
        ("{n} + 1.5 * 2 = 8", vec![n(5)], false),
        ("{n} - 1 - 1 = 3", vec![n(5)], false),
        ("{n} / 4 = 1.25", vec![n(5)], false),
        ("-{n} < 0 and {n} >= 5", vec![n(5)], false),
        ("{n} != {x}", vec![n(5), x("5.00")], true),
        ("{x} * 3 = 0.3", vec![x("0.1")], false),
        ("not ({n} > 4 or {n} = 2)", vec![n(5)], true),
        ("{t} = 'it''s'", vec![("t", Value::text("it's"))], false),
        ("{t} < 'b'", vec![("t", Value::text("c"))], true),
        ("{b}", vec![("b", false.into())], true),
        ("{b} = true", vec![("b", true.into())], false),
        ("{one} = 'cmpa'", vec![("one", code("cmpa"))], false),
        ("{one} != 'cmpa'", vec![("one", code("cmpa"))], true),
        ("includes({c}, 'a')", vec![("c", code("b"))], true),
        ("{d} <= today()", vec![("d", date("2027-05-02"))], true),
        ("{d} > @2027-01-31", vec![("d", date("2027-02-01"))], false),
        ("anniversary({d}, 2) <= today()", vec![("d", date("2025-05-01"))], false),
        ("anniversary({d}, 2) <= today()", vec![("d", date("2025-05-02"))], true),
        ("anniversary({d}, 2) <= today()", vec![("d", date("2025-04"))], false),
        ("anniversary({d}, 2) > today()", vec![("d", date("2025-05"))], false),
        ("anniversary({d}, 2) <= today()", vec![("d", date("2024"))], false),
        ("anniversary({d}, 2) = @2026-02-28", vec![("d", date("2024-02-29"))], false),
        ("anniversary({d}, 4) = @2028-02-29", vec![("d", date("2024-02-29"))], false),
        ("anniversary({d}, 2) = @2025-02-28", vec![("d", date("2023-02-28"))], false),
        ("anniversary({d}, 0 - 1) = @2024-05-01", vec![("d", date("2025-05-01"))], false),
        ("today() - {d} < 731", vec![("d", date("2025-05-01"))], false),
        ("today() - {d} < 731", vec![("d", date("2025-04-30"))], true),
        ("count({g.n}) = 2", vec![("g.n@1", Value::Integer(1)), ("g.n@2", Value::Integer(1))], false),
        ("sum({g.n}) <= 168", vec![("g.n@1", Value::Integer(100)), ("g.n@2", Value::Integer(69))], true),
        (
            "min({g.n}) >= 1 and max({g.n}) <= 2",
            vec![("g.n@1", Value::Integer(1)), ("g.n@2", Value::Integer(3))],
            true,
        ),
        ("includes({g.c}, 'x')", vec![("g.c@1", code("y")), ("g.c@2", code("x"))], false),
        ("exists({t}) or {n} = 0", vec![n(5)], true),
        ("exists({t}) or {n} = 0", vec![n(5), ("t", Value::text("why"))], false),
    ];
    for (expression, answers, broken) in cases {
        assert_eq!(is_broken(expression, &answers), broken, "{expression} with {answers:?}");
    }
}

#[test]
fn what_is_not_known_is_not_broken() {
    for expression in [
        "{n} = 1",
        "{n} + 1 = 2",
        "not {b}",
        "{b} and {n} = 1",
        "{b} or {n} = 1",
        "sum({g.n}) = 1",
        "includes({c}, 'a')",
        "{d} < today()",
    ] {
        assert!(!is_broken(expression, &[]), "{expression}");
    }
    assert!(is_broken("{b} and {n} = 1", &[("b", false.into())]), "one side can decide alone");
    assert!(!is_broken("{b} or {n} = 1", &[("b", false.into())]), "here the other one must");
    assert!(!is_broken("1 / {n} = 1", &[("n", Value::Integer(0))]), "there is no such number");
    assert!(!is_broken("today() - {d} > 9000", &[("d", date("2027"))]), "a year has no place among the days");
    assert!(is_broken("count({g.n}) > 0 and exists({g.n})", &[]), "none is a number");
}

#[test]
fn a_number_that_would_have_to_be_rounded_is_not_known() {
    let n = |n: i64| ("n", Value::Integer(n));
    let x = |x: &str| ("x", decimal(x));
    for (expression, answers, broken) in [
        ("{n} / 3 * 3 = 1", vec![n(1)], false),
        ("{n} / 3 = 2", vec![n(1)], false),
        ("{n} / 3 = 2", vec![n(3)], true),
        ("{n} / 3 > 100", vec![n(1)], false),
        ("not ({n} / 3 > 0)", vec![n(1)], false),
        ("{n} / 3 = 0.333 or false", vec![n(1)], false),
        ("{n} / 3 = 0.333 and false", vec![n(1)], true),
        ("{x} * {x} = 0", vec![x("0.00000000000001")], true),
        ("{x} * {x} = 1", vec![x("0.000000000000001")], false),
        ("{x} * {x} = 0", vec![x("0.000000000000001")], false),
        ("{x} + 10000000000 = 10000000000", vec![x("0.0000000000000000000000000001")], false),
        ("{x} - 10000000000 != 10000000000", vec![x("0.0000000000000000000000000001")], false),
        ("{x} + 1 = 1", vec![x("0.0000000000000000000000000001")], true),
    ] {
        assert_eq!(is_broken(expression, &answers), broken, "{expression} with {answers:?}");
    }
}

#[test]
fn of_many_answers_none_may_be_missing() {
    let switched = item("g.off", "integer", &when("g.n", ">", r#""answerInteger":10"#));
    let group = |rule_on: &str| {
        let n = item("g.n", "integer", "");
        let items = format!(r#""repeats":true,"item":[{n},{},{switched}]"#, item("g.c", "choice", ""));
        let carrier = item("r", "string", &format!(r#""extension":[{}]"#, rule("the-rule", rule_on)));
        let places = format!(r#""repeats":true,"item":[{}]"#, item("p.h", "integer", ""));
        form(&[item("g", "group", &items), item("p", "integer", &places), carrier].join(","))
    };
    let is_broken = |expression: &str, given: &[(&str, u128, i64)], instances: u128| {
        let mut evaluation = blank(&group(expression));
        for instance in 1..=instances {
            evaluation.set(&within("g", &[instance]), Change::AddInstance);
            evaluation.set(&within("p", &[instance]), Change::AddInstance);
        }
        for (link_id, instance, value) in given {
            let value = if *link_id == "g.c" { code(&value.to_string()) } else { Value::Integer(*value) };
            assert!(evaluation.set(&within(link_id, &[*instance]), one(value)).is_known);
        }
        codes(&evaluation, &at("r")) == [IssueCode::Rule]
    };
    for (expression, given, broken) in [
        ("sum({g.n}) = 9", &[("g.n", 1, 1), ("g.n", 2, 2)][..], true),
        ("sum({g.n}) = 9", &[("g.n", 1, 1)], false),
        ("max({g.n}) = 9", &[("g.n", 1, 1)], false),
        ("min({g.n}) = 9", &[("g.n", 1, 1)], false),
        ("includes({g.c}, '9')", &[("g.c", 1, 1)], false),
        ("includes({g.c}, '9')", &[("g.c", 1, 1), ("g.c", 2, 1)], true),
        ("not includes({g.c}, '1')", &[("g.c", 1, 1)], true),
        ("count({g.n}) = 9", &[("g.n", 1, 1)], true),
        ("exists({g.n})", &[], true),
        // What is not asked is not missing.
        ("sum({g.off}) = 9", &[("g.n", 1, 11), ("g.off", 1, 1), ("g.n", 2, 1)], true),
        ("sum({g.off}) = 9", &[("g.n", 1, 11), ("g.off", 1, 1), ("g.n", 2, 12)], false),
        // An instance of a repeating question is there only with its answer.
        ("sum({p}) = 9", &[("p", 1, 1)], true),
        ("sum({p.h}) = 9", &[("p", 1, 1), ("p.h", 1, 1)], true),
        ("sum({p.h}) = 9", &[("p", 1, 1), ("p.h", 1, 1), ("p", 2, 1)], false),
    ] {
        assert_eq!(is_broken(expression, given, 2), broken, "{expression} with {given:?}");
    }
    assert!(!is_broken("sum({g.n}) = 9", &[], 0), "of none there is no sum");
}

#[test]
fn a_rule_is_checked_where_it_stands_and_only_while_asked() {
    let group = item(
        "g",
        "group",
        &format!(
            r#""repeats":true,"extension":[{}],"item":[{},{}]"#,
            rule("order", "{from} <= {to}"),
            item("from", "date", ""),
            item("to", "date", "")
        ),
    );
    let total = item(
        "total",
        "integer",
        &format!(
            r#""extension":[{}],{}"#,
            rule("most", "{total} < 3"),
            when("on", "=", r#""answerBoolean":true"#)
        ),
    );
    let form = form(&[group, item("on", "boolean", ""), total].join(","));
    let mut evaluation = blank(&form);
    for instance in [1, 2] {
        evaluation.set(&within("g", &[instance]), Change::AddInstance);
    }
    evaluation.set(&within("from", &[1]), one(date("2027-02-01")));
    evaluation.set(&within("to", &[2]), one(date("2027-01-01")));
    assert!(evaluation.is_valid(), "dates of two instances are not compared");
    let changed = evaluation.set(&within("to", &[1]), one(date("2027-01-01")));
    assert_eq!(changed.validity, [within("g", &[1])], "the rule stands on the group, in this instance");
    let issue = &evaluation.issues(&within("g", &[1]))[0];
    assert_eq!((issue.rule.as_deref(), issue.severity), (Some("order"), Severity::Error));
    assert_eq!(form.rule("order").unwrap().message.as_str(), "order");
    evaluation.set(&at("on"), yes());
    evaluation.set(&at("total"), number(5));
    assert_eq!(codes(&evaluation, &at("total")), [IssueCode::Rule]);
    evaluation.set(&at("on"), Change::Clear);
    assert_eq!(codes(&evaluation, &at("total")), [], "what is not asked breaks no rule");
}

#[test]
fn a_rule_can_stand_on_the_form_and_only_warn() {
    let warn = r#"{"url":"urn:portal:forms:rule","extension":[{"url":"id","valueId":"w"},{"url":"expression","valueString":"{a} = {b}"},{"url":"message","valueString":"Differ","_valueString":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"fr"},{"url":"content","valueString":"Différent"}]}]}},{"url":"severity","valueCode":"warning"}]}"#;
    let json = format!(
        r#"{{"resourceType":"Questionnaire","extension":[{warn}],"item":[{},{}]}}"#,
        item("a", "string", ""),
        item("b", "string", "")
    );
    let form = Arc::new(Form::parse(json.as_bytes()).unwrap());
    let mut evaluation = Evaluation::new(&form, today(), &Prefill::default(), &Answers::default());
    evaluation.set(&at("a"), text("1"));
    let changed = evaluation.set(&at("b"), text("2"));
    assert!(changed.form_validity && changed.validity.is_empty());
    let issues = evaluation.all_issues();
    assert_eq!((issues.len(), issues[0].path.as_ref(), issues[0].severity), (1, None, Severity::Warning));
    assert!(evaluation.is_valid(), "a warning holds nothing up");
    assert_eq!(form.rule("w").unwrap().message.in_language("fr-CA"), "Différent");
}
