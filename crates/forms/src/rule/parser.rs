//! From a rule's words to a typed expression. Everything that does not fit is an error here, never later.

use super::expression::{Arithmetic, Comparison, Expression, Node, Seen};
use super::fact::{Fact, FactKind};
use super::lexer::{self, Token, Word};
use crate::item::layout::{BlockId, Layout};
use crate::item::{Item, ItemId, Kind};
use crate::refused::{RULE_BYTES_MAX, RULE_DEPTH_MAX, RULE_WORDS_MAX};
use crate::value::Value;

/// What a rule may name.
pub(super) struct Scope<'a> {
    pub(super) items: &'a [Item],
    pub(super) layout: &'a Layout,
    pub(super) find: &'a dyn Fn(&str) -> Option<ItemId>,
    /// The block the rule stands in.
    pub(super) home: BlockId,
    /// Whether it is the value of an item, worked out in each instance by itself.
    pub(super) is_value: bool,
    /// Facts that it may name; none within a form.
    pub(super) facts: &'static [Fact],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Boolean,
    Number,
    Text,
    Code,
    Date,
    Time,
}

struct Parser<'a> {
    scope: &'a Scope<'a>,
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    items: Vec<ItemId>,
    facts: Vec<&'static str>,
}

type Typed = (Node, Type);

/// A rule: it gives true or false.
pub(super) fn parse(text: &str, scope: &Scope<'_>) -> Result<Expression, String> {
    match parse_typed(text, scope)? {
        (expression, Type::Boolean) => Ok(expression),
        (_, kind) => Err(format!("it gives a {}, not true or false", kind.name())),
    }
}

/// Something over facts, of this kind.
pub(super) fn parse_fact(text: &str, kind: FactKind, scope: &Scope<'_>) -> Result<Expression, String> {
    match parse_typed(text, scope)? {
        (expression, given) if given == Type::from(kind) => Ok(expression),
        (_, given) => Err(format!("it gives a {}, not a {}", given.name(), Type::from(kind).name())),
    }
}

/// The value of an item of this type.
pub(super) fn parse_value(text: &str, kind: Kind, scope: &Scope<'_>) -> Result<Expression, String> {
    let (expression, given) = parse_typed(text, scope)?;
    let is_own_words = kind == Kind::OpenChoice && given == Type::Text;
    if Type::of(kind) == Some(given) || is_own_words {
        Ok(expression)
    } else {
        Err(format!("it gives a {}, which {} can't be", given.name(), kind.with_article()))
    }
}

fn parse_typed(text: &str, scope: &Scope<'_>) -> Result<(Expression, Type), String> {
    if text.len() > RULE_BYTES_MAX {
        return Err(format!("longer than {RULE_BYTES_MAX} bytes"));
    }
    let tokens = lexer::read(text)?;
    if tokens.len() > RULE_WORDS_MAX {
        return Err(format!("more than {RULE_WORDS_MAX} words"));
    }
    let mut parser = Parser { scope, tokens, next: 0, depth: 0, items: Vec::new(), facts: Vec::new() };
    let (root, kind) = parser.either()?;
    if let Some(token) = parser.tokens.get(parser.next) {
        return Err(format!("at character {}: nothing more is expected", token.at));
    }
    let Parser { mut items, facts, .. } = parser;
    items.sort();
    items.dedup();
    Ok((Expression { root, items, facts }, kind))
}

impl Type {
    fn name(self) -> &'static str {
        match self {
            Type::Boolean => "boolean",
            Type::Number => "number",
            Type::Text => "text",
            Type::Code => "code",
            Type::Date => "date",
            Type::Time => "time",
        }
    }

    fn of(kind: Kind) -> Option<Type> {
        Some(match kind {
            Kind::Boolean => Type::Boolean,
            Kind::Decimal | Kind::Integer => Type::Number,
            Kind::Date | Kind::DateTime => Type::Date,
            Kind::Time => Type::Time,
            Kind::String | Kind::Text | Kind::Url => Type::Text,
            Kind::Choice | Kind::OpenChoice => Type::Code,
            _ => return None,
        })
    }
}

impl From<FactKind> for Type {
    fn from(kind: FactKind) -> Type {
        match kind {
            FactKind::Boolean => Type::Boolean,
            FactKind::Number => Type::Number,
            FactKind::Code => Type::Code,
            FactKind::Date => Type::Date,
        }
    }
}

impl Parser<'_> {
    /// `a or b or …`
    fn either(&mut self) -> Result<Typed, String> {
        self.deeper()?;
        let mut left = self.both()?;
        while self.take_name("or") {
            let right = self.both()?;
            let (a, b) = (self.boolean(left, "or")?, self.boolean(right, "or")?);
            left = (Node::Or(a, b), Type::Boolean);
        }
        self.depth -= 1;
        Ok(left)
    }

    /// `a and b and …`
    fn both(&mut self) -> Result<Typed, String> {
        let mut left = self.negated()?;
        while self.take_name("and") {
            let right = self.negated()?;
            let (a, b) = (self.boolean(left, "and")?, self.boolean(right, "and")?);
            left = (Node::And(a, b), Type::Boolean);
        }
        Ok(left)
    }

    fn negated(&mut self) -> Result<Typed, String> {
        if !self.take_name("not") {
            return self.comparison();
        }
        self.deeper()?;
        let inner = self.negated()?;
        self.depth -= 1;
        Ok((Node::Not(self.boolean(inner, "not")?), Type::Boolean))
    }

    fn comparison(&mut self) -> Result<Typed, String> {
        let left = self.sum()?;
        if self.take_name("in") {
            return self.one_of(left);
        }
        let comparison = match self.peek() {
            Some(Word::Sign("=")) => Comparison::Equal,
            Some(Word::Sign("!=")) => Comparison::NotEqual,
            Some(Word::Sign("<")) => Comparison::Less,
            Some(Word::Sign("<=")) => Comparison::LessOrEqual,
            Some(Word::Sign(">")) => Comparison::Greater,
            Some(Word::Sign(">=")) => Comparison::GreaterOrEqual,
            _ => return Ok(left),
        };
        self.next += 1;
        let right = self.sum()?;
        self.fits(comparison, left.1, right.1)?;
        Ok((Node::Compare(comparison, Box::new(left.0), Box::new(right.0)), Type::Boolean))
    }

    /// `… in (a, b, …)`
    fn one_of(&mut self, (wanted, kind): Typed) -> Result<Typed, String> {
        self.expect("(")?;
        let mut among = Vec::new();
        loop {
            let (one, found) = self.sum()?;
            self.fits(Comparison::Equal, kind, found)?;
            among.push(one);
            if !self.take_sign(",") {
                break;
            }
        }
        self.expect(")")?;
        Ok((Node::In(Box::new(wanted), among), Type::Boolean))
    }

    /// Whether two types can be compared so.
    fn fits(&self, comparison: Comparison, a: Type, b: Type) -> Result<(), String> {
        let equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        let fits = match (a, b) {
            (Type::Boolean, Type::Boolean) => equality,
            (Type::Code | Type::Text, Type::Code) | (Type::Code, Type::Text) => equality,
            _ => a == b,
        };
        if fits {
            return Ok(());
        }
        Err(self.wrong(&format!("a {} can't be compared so with a {}", a.name(), b.name())))
    }

    fn sum(&mut self) -> Result<Typed, String> {
        let mut left = self.product()?;
        loop {
            let operation = match self.peek() {
                Some(Word::Sign("+")) => Arithmetic::Add,
                Some(Word::Sign("-")) => Arithmetic::Subtract,
                _ => return Ok(left),
            };
            self.next += 1;
            let right = self.product()?;
            left = match (operation, left.1, right.1) {
                (Arithmetic::Subtract, Type::Date, Type::Date) => {
                    (Node::Days(Box::new(left.0), Box::new(right.0)), Type::Number)
                }
                _ => self.arithmetic(operation, left, right)?,
            };
        }
    }

    fn product(&mut self) -> Result<Typed, String> {
        let mut left = self.signed()?;
        loop {
            let operation = match self.peek() {
                Some(Word::Sign("*")) => Arithmetic::Multiply,
                Some(Word::Sign("/")) => Arithmetic::Divide,
                _ => return Ok(left),
            };
            self.next += 1;
            let right = self.signed()?;
            left = self.arithmetic(operation, left, right)?;
        }
    }

    fn signed(&mut self) -> Result<Typed, String> {
        if !self.take_sign("-") {
            return self.primary();
        }
        self.deeper()?;
        let (node, kind) = self.signed()?;
        self.depth -= 1;
        match kind {
            Type::Number => Ok((Node::Negative(Box::new(node)), Type::Number)),
            _ => Err(self.wrong(&format!("a {} can't be negative", kind.name()))),
        }
    }

    fn primary(&mut self) -> Result<Typed, String> {
        let Some(token) = self.tokens.get(self.next).cloned() else {
            return Err("it ends where a value is expected".to_owned());
        };
        self.next += 1;
        match token.word {
            Word::Number(number) => Ok((Node::Number(number.value()), Type::Number)),
            Word::Text(text) => Ok((Node::Literal(Value::String(text)), Type::Text)),
            Word::Date(date) => Ok((Node::Literal(Value::Date(date)), Type::Date)),
            Word::Item(link_id) => self.answer(&link_id, token.at),
            Word::Name(name) => self.named(&name, token.at),
            Word::Sign("(") => {
                let inner = self.either()?;
                self.expect(")")?;
                Ok(inner)
            }
            Word::Sign(sign) => Err(format!("at character {}: '{sign}' is not expected", token.at)),
        }
    }

    /// `{linkId}` by itself: exactly one answer must be in sight.
    fn answer(&mut self, link_id: &str, at: usize) -> Result<Typed, String> {
        let seen = self.seen(link_id, at)?;
        let item = &self.scope.items[seen.item.index()];
        let many = !seen.route.down.is_empty() || (item.repeats && !item.has_instances());
        if many {
            return Err(format!(
                "at character {at}: '{link_id}' can have several answers here; use count, sum, min, max, exists or \
                 includes"
            ));
        }
        let kind = self.type_of(&seen, link_id, at)?;
        Ok((Node::Answer(seen), kind))
    }

    fn named(&mut self, name: &str, at: usize) -> Result<Typed, String> {
        match name {
            "true" | "false" => return Ok((Node::Literal(Value::Boolean(name == "true")), Type::Boolean)),
            "today" => {
                self.expect("(")?;
                self.expect(")")?;
                return Ok((Node::Today, Type::Date));
            }
            "when" => return self.conditional(),
            "exists" | "count" | "sum" | "min" | "max" | "includes" | "anniversary" => {}
            _ => return self.fact(name, at),
        }
        self.expect("(")?;
        let Some(Token { at, word: Word::Item(link_id) }) = self.tokens.get(self.next).cloned() else {
            return Err(self.wrong(&format!("{name} takes an item, such as {name}({{A.1}})")));
        };
        self.next += 1;
        let seen = self.seen(&link_id, at)?;
        let typed = match name {
            "exists" => (Node::Exists(seen), Type::Boolean),
            "count" => (Node::Count(seen), Type::Number),
            "includes" => {
                let kind = self.type_of(&seen, &link_id, at)?;
                self.expect(",")?;
                let (wanted, wanted_kind) = self.sum()?;
                if wanted_kind != kind && (kind, wanted_kind) != (Type::Code, Type::Text) {
                    let (a, b) = (kind.name(), wanted_kind.name());
                    return Err(self.wrong(&format!("'{link_id}' gives a {a}, never a {b}")));
                }
                (Node::Includes(seen, Box::new(wanted)), Type::Boolean)
            }
            "anniversary" => {
                if self.type_of(&seen, &link_id, at)? != Type::Date {
                    return Err(format!("at character {at}: anniversary needs a date"));
                }
                self.expect(",")?;
                let (years, kind) = self.sum()?;
                if kind != Type::Number {
                    return Err(self.wrong("anniversary needs a number of years"));
                }
                (Node::Anniversary(seen, Box::new(years)), Type::Date)
            }
            _ => {
                let kind = self.type_of(&seen, &link_id, at)?;
                if kind != Type::Number {
                    return Err(format!(
                        "at character {at}: {name} needs numbers, '{link_id}' gives a {}",
                        kind.name()
                    ));
                }
                let node = match name {
                    "sum" => Node::Sum(seen),
                    "min" => Node::Least(seen),
                    _ => Node::Greatest(seen),
                };
                (node, Type::Number)
            }
        };
        self.expect(")")?;
        Ok(typed)
    }

    /// `registrant.class`
    fn fact(&mut self, name: &str, at: usize) -> Result<Typed, String> {
        let fact = self.scope.facts.iter().find(|fact| fact.name == name);
        let fact = fact.ok_or_else(|| format!("at character {at}: '{name}' is not known"))?;
        let number = self.facts.iter().position(|known| *known == fact.name).unwrap_or(self.facts.len());
        if number == self.facts.len() {
            self.facts.push(fact.name);
        }
        Ok((Node::Fact(number), fact.kind.into()))
    }

    /// `when(condition, value)`
    fn conditional(&mut self) -> Result<Typed, String> {
        self.expect("(")?;
        let condition = self.either()?;
        let condition = self.boolean(condition, "when")?;
        self.expect(",")?;
        let (value, kind) = self.either()?;
        self.expect(")")?;
        Ok((Node::When(condition, Box::new(value)), kind))
    }

    fn seen(&mut self, link_id: &str, at: usize) -> Result<Seen, String> {
        let item = (self.scope.find)(link_id);
        let item = item.ok_or_else(|| format!("at character {at}: '{link_id}' is not in the form"))?;
        if !self.scope.items[item.index()].kind.is_question() {
            return Err(format!("at character {at}: '{link_id}' never has an answer"));
        }
        self.items.push(item);
        let route = self.scope.layout.route(self.scope.home, self.scope.layout.inner_place(item));
        // Worked out in each of many instances, each of which would look at all the others.
        if self.scope.is_value && route.up > 0 && !route.down.is_empty() {
            return Err(format!("at character {at}: '{link_id}' stands in other repeats than the value"));
        }
        Ok(Seen { item, route })
    }

    fn type_of(&self, seen: &Seen, link_id: &str, at: usize) -> Result<Type, String> {
        let kind = self.scope.items[seen.item.index()].kind;
        Type::of(kind).ok_or_else(|| {
            format!("at character {at}: '{link_id}' is a {}; only exists and count take it", kind.as_str())
        })
    }

    fn arithmetic(&self, operation: Arithmetic, left: Typed, right: Typed) -> Result<Typed, String> {
        for kind in [left.1, right.1] {
            if kind != Type::Number {
                return Err(self.wrong(&format!("a {} can't be calculated with", kind.name())));
            }
        }
        Ok((Node::Arithmetic(operation, Box::new(left.0), Box::new(right.0)), Type::Number))
    }

    fn boolean(&self, (node, kind): Typed, word: &str) -> Result<Box<Node>, String> {
        match kind {
            Type::Boolean => Ok(Box::new(node)),
            _ => Err(self.wrong(&format!("'{word}' needs true or false, not a {}", kind.name()))),
        }
    }

    fn deeper(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > RULE_DEPTH_MAX { Err(format!("nested deeper than {RULE_DEPTH_MAX}")) } else { Ok(()) }
    }

    fn peek(&self) -> Option<&Word> {
        self.tokens.get(self.next).map(|token| &token.word)
    }

    fn take_name(&mut self, name: &str) -> bool {
        let found = matches!(self.peek(), Some(Word::Name(found)) if found == name);
        self.next += usize::from(found);
        found
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Word::Sign(found)) if *found == sign);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.wrong(&format!("'{sign}' is expected"))) }
    }

    fn wrong(&self, detail: &str) -> String {
        match self.tokens.get(self.next) {
            Some(token) => format!("at character {}: {detail}", token.at),
            None => format!("at the end: {detail}"),
        }
    }
}
