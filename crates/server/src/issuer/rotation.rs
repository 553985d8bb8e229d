//! What a token is worth, from what is kept of its grant. Refresh tokens rotate: each is used once. A reply may be lost on the
//! way, so the token before the newest is good for a short while, and what it gets replaces the newest. Anything older, or
//! replaced, is in two hands, and ends the grant: whoever comes second with the same token is noticed at the next refresh of either.

use portal_forms::Micros;

use super::{ACCESS_SECONDS, REFRESH_SECONDS};
use crate::clock::after;
use crate::store::grants::{Grant, Pair};

/// How long a lost reply may be asked for again, and requests under way may use the access token before the newest.
const GRACE_SECONDS: i64 = 45;

/// What comes of a refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotation {
    /// A new pair, beside which this one stays good for a while.
    Renewed {
        /// The pair before it.
        before: Pair,
    },
    /// It was used before by somebody: the grant ends.
    Replayed,
    /// It ran out.
    Refused,
}

/// What comes of a refresh token with this digest, which names this grant.
pub fn rotation(grant: &Grant, digest: &str, now: Micros) -> Rotation {
    if after(grant.used_at, REFRESH_SECONDS) <= now {
        return Rotation::Refused;
    }
    if is(digest, &grant.tokens.refresh) {
        return Rotation::Renewed { before: grant.tokens.clone() };
    }
    if is(digest, &grant.before.refresh) && now < after(grant.used_at, GRACE_SECONDS) {
        return Rotation::Renewed { before: grant.before.clone() };
    }
    Rotation::Replayed
}

/// Whether an access token with this digest, which names this grant, is good.
pub fn gives_access(grant: &Grant, digest: &str, now: Micros) -> bool {
    // Given out long after now: the clock was set back. The desktop renews, and is given out by the clock that is right.
    let is_of_now = grant.used_at < after(now, ACCESS_SECONDS);
    let until = |seconds| is_of_now && now < after(grant.used_at, seconds);
    (is(digest, &grant.tokens.access) && until(ACCESS_SECONDS))
        || (is(digest, &grant.before.access) && until(GRACE_SECONDS))
}

/// What is not kept is nobody's.
fn is(digest: &str, kept: &str) -> bool {
    !kept.is_empty() && digest == kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_record::RegistrantId;
    use uuid::Uuid;

    fn pair(name: &str) -> Pair {
        Pair { access: format!("access {name}"), refresh: format!("refresh {name}") }
    }

    fn grant() -> Grant {
        Grant {
            id: Uuid::nil(),
            registrant: RegistrantId(Uuid::nil()),
            email: String::new(),
            device: Uuid::nil(),
            device_name: String::new(),
            tokens: pair("2"),
            before: pair("1"),
            created_at: Micros(0),
            used_at: Micros(0),
        }
    }

    fn at(seconds: i64) -> Micros {
        after(Micros(0), seconds)
    }

    #[test]
    fn a_refresh_token_is_worth_what_its_age_says() {
        let renewed = |name| Rotation::Renewed { before: pair(name) };
        for (digest, seconds, wanted) in [
            ("refresh 2", 1, renewed("2")),
            ("refresh 2", REFRESH_SECONDS - 1, renewed("2")),
            ("refresh 2", REFRESH_SECONDS, Rotation::Refused),
            ("refresh 1", 0, renewed("1")),
            ("refresh 1", GRACE_SECONDS - 1, renewed("1")),
            ("refresh 1", GRACE_SECONDS, Rotation::Replayed),
            ("refresh 0", 0, Rotation::Replayed),
            ("access 2", 0, Rotation::Replayed),
            ("", 0, Rotation::Replayed),
        ] {
            assert_eq!(rotation(&grant(), digest, at(seconds)), wanted, "{digest:?} after {seconds} s");
        }
    }

    #[test]
    fn a_clock_that_was_set_back_makes_no_token_good_for_longer() {
        let renewed = Rotation::Renewed { before: pair("2") };
        let longest = ACCESS_SECONDS;
        for (seconds, good) in [(0, true), (-longest + 1, true), (-longest, false), (-86_400, false)] {
            assert_eq!(gives_access(&grant(), "access 2", at(seconds)), good, "{seconds}");
            assert_eq!(
                rotation(&grant(), "refresh 2", at(seconds)),
                renewed,
                "the desktop has a new one at once"
            );
        }
    }

    #[test]
    fn an_access_token_is_worth_what_its_age_says() {
        for (digest, seconds, wanted) in [
            ("access 2", 0, true),
            ("access 2", ACCESS_SECONDS - 1, true),
            ("access 2", ACCESS_SECONDS, false),
            ("access 1", GRACE_SECONDS - 1, true),
            ("access 1", GRACE_SECONDS, false),
            ("refresh 2", 0, false),
            ("", 0, false),
        ] {
            assert_eq!(gives_access(&grant(), digest, at(seconds)), wanted, "{digest:?} after {seconds} s");
        }
        let first = Grant { before: Pair::default(), ..grant() };
        assert_eq!(rotation(&first, "", at(1)), Rotation::Replayed, "no token is no token");
        assert!(!gives_access(&first, "", at(1)));
    }
}
