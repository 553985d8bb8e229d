//! The sandbox's test cards. Only the networks that the College accepts.

/// What a test card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardOutcome {
    /// Charged, and said so.
    Accepted,
    /// Declined.
    Declined,
    /// The page is left.
    Abandoned,
    /// Charged, but nothing is said: whoever wants to know has to ask.
    Silent,
}

impl CardOutcome {
    /// The code, as in the ids of texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Abandoned => "abandoned",
            Self::Silent => "silent",
        }
    }
}

/// A test card. It has no number: none is asked for.
#[derive(Debug, Clone, Copy)]
pub struct TestCard {
    /// What the form sends.
    pub code: &'static str,
    /// As the record names it.
    pub method: &'static str,
    /// Last four digits.
    pub last_four: &'static str,
    /// What it does.
    pub outcome: CardOutcome,
}

/// All of them, in the order of the page.
pub const TEST_CARDS: &[TestCard] = &[
    card("visa", "visa", "4242", CardOutcome::Accepted),
    card("visa-debit", "visa-debit", "5556", CardOutcome::Accepted),
    card("mastercard", "mastercard", "4444", CardOutcome::Accepted),
    card("mastercard-debit", "mastercard-debit", "3222", CardOutcome::Accepted),
    card("amex", "amex", "0005", CardOutcome::Accepted),
    card("declined", "visa", "0002", CardOutcome::Declined),
    card("abandoned", "mastercard", "0069", CardOutcome::Abandoned),
    card("no-answer", "visa", "0259", CardOutcome::Silent),
];

const fn card(
    code: &'static str,
    method: &'static str,
    last_four: &'static str,
    outcome: CardOutcome,
) -> TestCard {
    TestCard { code, method, last_four, outcome }
}

/// The test card with this code.
pub fn find(code: &str) -> Option<&'static TestCard> {
    TEST_CARDS.iter().find(|card| card.code == code)
}
