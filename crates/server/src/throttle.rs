//! How often something may be tried from outside. Nothing is ever closed: what was tried too often rests, longer each time. A
//! sign-in counts by account and network together, by account, whoever tries, and by network, whichever account; on a device that
//! signed in to the account before, for that device only, so that nobody else's attempts hold up who has it. An address that nobody
//! has is counted like any other, so that the answer tells nothing. A look at a credential counts by network.

use std::net::IpAddr;

use portal_forms::Micros;
use portal_record::RegistrantId;
use sha2::{Digest, Sha256};

use crate::clock::{SECOND, after};
use crate::store::accounts::folded;
use crate::store::attempts::{self, Count};
use crate::store::{Store, StoreError};

/// For so long attempts count.
const WINDOW_SECONDS: i64 = 15 * 60;

/// What attempts of a kind are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Limit {
    /// So many before the first rest.
    free: i64,
    /// The first rest, in seconds; each is twice as long as the one before.
    first: i64,
    /// The longest.
    longest: i64,
    /// Whether they count for as long as there is no quiet window, or within one window.
    until_quiet: bool,
}

/// One account from one network.
const BOTH: Limit = Limit { free: 10, first: 1, longest: 5 * 60, until_quiet: true };
/// One account, from wherever: many networks together don't guess faster than this.
const ACCOUNT: Limit = Limit { free: 30, first: 1, longest: 30, until_quiet: true };
/// One network, whatever the account; a hospital may stand behind it.
const NETWORK: Limit = Limit { free: 60, first: 1, longest: 60, until_quiet: false };
/// One device on an account that it signed in to before.
const KNOWN: Limit = Limit { free: 10, first: 1, longest: 60, until_quiet: true };
/// Credentials that are looked at from one network; the same hospital may check its whole staff.
const LOOKS: Limit = Limit { free: 120, first: 60, longest: 5 * 60, until_quiet: false };

/// Something that is tried: all that it counts for.
#[derive(Debug, Clone)]
pub struct Attempt(Vec<Counted>);

/// What an attempt counts for.
#[derive(Debug, Clone)]
struct Counted {
    subject: String,
    limit: Limit,
}

impl Attempt {
    /// An attempt to sign in with this e-mail address from this network address.
    pub fn sign_in(email: &str, from: IpAddr) -> Self {
        let (account, network) = (folded(email), network(from));
        Self(vec![
            counted("both", &[&account, &network], BOTH),
            counted("account", &[&account], ACCOUNT),
            counted("network", &[&network], NETWORK),
        ])
    }

    /// An attempt to sign in to this account on a device that signed in to it before.
    pub fn on_known_device(registrant: RegistrantId, device: &str) -> Self {
        Self(vec![counted("known", &[&registrant.0.to_string(), device], KNOWN)])
    }

    /// A look at a credential from this network address.
    pub fn lookup(from: IpAddr) -> Self {
        Self(vec![counted("look", &[&network(from)], LOOKS)])
    }

    /// Counts the attempt, and says how many count now. Where it has to rest first nothing is counted, and the seconds are told.
    pub async fn count(&self, store: &Store, now: Micros) -> Result<Result<i64, i64>, StoreError> {
        // Who is held up costs a look, and nobody the writer.
        if let Err(seconds) = self.look_at(store, now).await? {
            return Ok(Err(seconds));
        }
        let counted = self.0.clone();
        let work = store.write(move |db| {
            Box::pin(async move {
                let mut stands = Vec::with_capacity(counted.len());
                for Counted { subject, limit } in &counted {
                    stands.push(limit.one_more(attempts::lock(db, subject).await?, now));
                }
                let next = match all(stands) {
                    Ok(next) => next,
                    Err(seconds) => return Ok(Err(seconds)),
                };
                for (Counted { subject, .. }, next) in counted.iter().zip(&next) {
                    attempts::put(db, subject, *next).await?;
                }
                Ok(Ok(next.iter().map(|next| next.attempts).max().unwrap_or_default()))
            })
        });
        work.await
    }

    async fn look_at(&self, store: &Store, now: Micros) -> Result<Result<Vec<Count>, i64>, StoreError> {
        let mut db = store.read().await?;
        let mut stands = Vec::with_capacity(self.0.len());
        for Counted { subject, limit } in &self.0 {
            stands.push(limit.one_more(attempts::find(&mut db, subject).await?, now));
        }
        Ok(all(stands))
    }

    /// It succeeded: what was tried of this account is forgotten, and of the network this attempt.
    pub async fn forgive(&self, store: &Store) -> Result<(), StoreError> {
        let counted = self.0.clone();
        let work = store.write(move |db| {
            Box::pin(async move {
                for Counted { subject, limit } in counted {
                    if limit.until_quiet {
                        attempts::clear(db, &subject).await?;
                    } else {
                        attempts::forgive(db, &subject).await?;
                    }
                }
                Ok(())
            })
        });
        work.await
    }
}

/// All of them, or the longest wait.
fn all(stands: Vec<Result<Count, i64>>) -> Result<Vec<Count>, i64> {
    match stands.iter().filter_map(|stand| stand.as_ref().err()).max() {
        Some(seconds) => Err(*seconds),
        None => Ok(stands.into_iter().flatten().collect()),
    }
}

impl Limit {
    /// What stands after one more attempt now; the seconds to wait where it comes too early.
    fn one_more(self, stands: Count, now: Micros) -> Result<Count, i64> {
        let latest = after(now, WINDOW_SECONDS + self.longest);
        // Later than any attempt until now could make it: the clock was set back.
        let counts = now < stands.forgotten_at && stands.forgotten_at <= latest;
        let stands = if counts { stands } else { Count::default() };
        let rests = stands.rests_until.0.saturating_sub(now.0);
        if rests > 0 {
            return Err((rests + SECOND - 1) / SECOND);
        }
        let attempts = stands.attempts + 1;
        let keeps_window = counts && !self.until_quiet;
        // No rest ends before now: of two attempts at once, either may be counted first.
        let rests_until = match self.rest(attempts) {
            0 => stands.rests_until,
            seconds => after(now, seconds),
        };
        let forgotten_at = if keeps_window { stands.forgotten_at } else { after(now, WINDOW_SECONDS) };
        Ok(Count { attempts, rests_until, forgotten_at: forgotten_at.max(rests_until) })
    }

    /// Seconds of rest after so many attempts.
    fn rest(self, attempts: i64) -> i64 {
        match u32::try_from(attempts - self.free) {
            Ok(beyond) => self.first.saturating_mul(1 << beyond.min(32)).min(self.longest),
            Err(_) => 0,
        }
    }
}

/// A kind has 65,536 slots, and what is counted has one of them: however many addresses are made up, there are no more rows.
fn counted(kind: &str, parts: &[&str], limit: Limit) -> Counted {
    let digest = Sha256::digest(format!("{kind} {}", parts.join(" ")));
    let slot = u16::from_be_bytes([digest[0], digest[1]]);
    Counted { subject: format!("{kind}-{slot:04x}"), limit }
}

fn network(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        // One household or office has a whole /64 of its own.
        IpAddr::V6(address) => format!("{:?}", address.segments().get(..4)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Micros = Micros(1_000_000 * SECOND);

    /// What comes of attempts, one as soon as the other is allowed: the seconds before each.
    fn waits(limit: Limit, attempts: usize) -> Vec<i64> {
        let (mut stands, mut now, mut waits) = (Count::default(), NOON, Vec::new());
        while waits.len() < attempts {
            let wait = limit.one_more(stands, now).err().unwrap_or_default();
            now = after(now, wait);
            stands = limit.one_more(stands, now).unwrap();
            waits.push(wait);
        }
        waits
    }

    #[test]
    fn attempts_at_once_do_not_hold_each_other_up() {
        let first = BOTH.one_more(Count::default(), NOON).unwrap();
        let beside = BOTH.one_more(first, Micros(NOON.0 - 1)).unwrap();
        assert_eq!(beside.attempts, 2);
    }

    #[test]
    fn what_is_tried_too_often_rests_longer_each_time_and_is_never_closed() {
        let limit = Limit { free: 3, first: 1, longest: 20, until_quiet: true };
        assert_eq!(waits(limit, 10), [0, 0, 0, 1, 2, 4, 8, 16, 20, 20]);
        for limit in [BOTH, ACCOUNT, NETWORK, KNOWN, LOOKS] {
            let many = waits(limit, 200);
            assert!(many.iter().all(|wait| *wait <= limit.longest), "{limit:?}");
            assert!(limit.longest < WINDOW_SECONDS, "{limit:?} is not forgotten while it rests");
        }
    }

    #[test]
    fn attempts_are_forgotten_after_a_quiet_window_or_with_their_window() {
        for (until_quiet, forgotten) in [(true, WINDOW_SECONDS + 600), (false, WINDOW_SECONDS)] {
            let limit = Limit { free: 10, first: 1, longest: 1, until_quiet };
            let first = limit.one_more(Count::default(), NOON).unwrap();
            let second = limit.one_more(first, after(NOON, 600)).unwrap();
            let next = |seconds| limit.one_more(second, after(NOON, seconds)).unwrap().attempts;
            assert_eq!((next(forgotten - 1), next(forgotten)), (3, 1), "until quiet: {until_quiet}");
        }
    }

    #[test]
    fn a_clock_that_is_set_back_holds_nobody_up() {
        let mut stands = Count::default();
        for second in [0, 1, 3, 7, 15] {
            stands = Limit { free: 1, ..BOTH }.one_more(stands, after(NOON, second)).unwrap();
        }
        assert!(BOTH.one_more(stands, after(NOON, 16)).is_err(), "it rests");
        assert_eq!(BOTH.one_more(stands, after(NOON, -24 * 60 * 60)).unwrap().attempts, 1);
    }

    #[test]
    fn a_network_is_an_address_or_a_sixty_four() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("198.51.100.1"), of("198.51.100.2"));
        assert_eq!(of("198.51.100.1"), of("::ffff:198.51.100.1"));
    }

    #[test]
    fn however_much_is_made_up_there_are_no_more_rows_than_slots() {
        let subjects: std::collections::BTreeSet<String> = (0..400_000)
            .map(|number| counted("account", &[&format!("{number}@example.org")], ACCOUNT).subject)
            .collect();
        assert!(subjects.len() <= 65_536, "{}", subjects.len());
        assert!(subjects.len() > 65_000, "they are spread over all of them: {}", subjects.len());
    }
}
