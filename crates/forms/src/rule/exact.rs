//! Arithmetic that is exact or nothing: what would have to be rounded is not known.

use rust_decimal::Decimal as Exact;

pub(super) fn add(a: Exact, b: Exact) -> Option<Exact> {
    let (a, b) = (a.normalize(), b.normalize());
    let scale = a.scale().max(b.scale());
    let whole = |number: Exact| {
        let missing = 10_i128.checked_pow(scale - number.scale())?;
        number.mantissa().checked_mul(missing)
    };
    made(whole(a)?.checked_add(whole(b)?)?, scale)
}

pub(super) fn subtract(a: Exact, b: Exact) -> Option<Exact> {
    add(a, -b)
}

pub(super) fn multiply(a: Exact, b: Exact) -> Option<Exact> {
    let (a, b) = (a.normalize(), b.normalize());
    made(a.mantissa().checked_mul(b.mantissa())?, a.scale() + b.scale())
}

/// A third has no end, and is nothing.
pub(super) fn divide(a: Exact, b: Exact) -> Option<Exact> {
    let quotient = a.checked_div(b)?;
    (multiply(quotient, b)? == a).then_some(quotient)
}

/// `mantissa / 10^scale`, where it can be held.
fn made(mut mantissa: i128, mut scale: u32) -> Option<Exact> {
    while scale > 0 && mantissa % 10 == 0 {
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
    Exact::try_from_i128_with_scale(mantissa, scale).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Operation = fn(Exact, Exact) -> Option<Exact>;

    #[test]
    fn exact_or_nothing() {
        let cases: [(&str, Operation, &str, Option<&str>); 17] = [
            ("0.1", add, "0.2", Some("0.3")),
            ("1.50", add, "1.50", Some("3")),
            ("79228162514264337593543950335", add, "1", None),
            ("79228162514264337593543950335", add, "0.1", None),
            ("7922816251426433759354395033.5", add, "0.5", Some("7922816251426433759354395034")),
            ("10000000000", add, "0.0000000000000000000000000001", None),
            ("1", subtract, "0.9999999999999999999999999999", Some("0.0000000000000000000000000001")),
            ("0.5", subtract, "0.5", Some("0")),
            ("0.00000000000001", multiply, "0.00000000000001", Some("0.0000000000000000000000000001")),
            ("0.00000000000001", multiply, "0.000000000000001", None),
            ("0.00000000000002", multiply, "0.000000000000005", Some("0.0000000000000000000000000001")),
            ("79228162514264337593543950335", multiply, "2", None),
            ("1", divide, "4", Some("0.25")),
            ("1", divide, "3", None),
            ("2", divide, "3", None),
            ("10", divide, "2.50", Some("4")),
            ("1", divide, "0", None),
        ];
        for (a, operation, b, expected) in cases {
            let number = |text: &str| text.parse::<Exact>().unwrap();
            assert_eq!(operation(number(a), number(b)), expected.map(number), "{a} and {b}");
        }
    }
}
