//! What a summary of the profile states: what counts on the day and what is told for later, as the pages of the profile say it.

use portal_record::{
    College, Profile,
    addresses::{AddressKind, Place},
    contact::{EmailKind, PhoneKind},
    eastern_day,
    entries::{Dated, State},
    identity::Name,
    profile::{Held, IdentityOn, Location},
    visibility::Fact as Of,
    words,
};
use portal_texts::Texts;

use super::{Rendered, Source};
use crate::{
    DocumentError, Paper,
    profile::{Fact, Group, ProfileFacts, profile},
};

pub(super) fn make(source: &Source<'_>, paper: Paper) -> Option<Result<Rendered, DocumentError>> {
    let title = title(source)?;
    let facts = facts(source)?;
    Some(profile(&facts, source.texts, paper).map(|pdf| source.named(title, pdf)))
}

pub(super) fn title(source: &Source<'_>) -> Option<String> {
    source.record.identity.as_ref().map(|_| source.texts.get("summary-name"))
}

fn facts(source: &Source<'_>) -> Option<ProfileFacts> {
    let Source { record, college, texts, day, maker, .. } = *source;
    let seen = record.profile_on(day);
    let identity = seen.identity.as_ref()?;
    let say = Say { texts, college };
    let groups = vec![
        say.group("profile-page-about", say.about(identity)),
        say.group("profile-page-contact", say.contact(&seen)),
        say.group("profile-page-addresses", say.addresses(&seen)),
        say.group("profile-page-practice", say.practice(&seen)),
        say.group("profile-page-registration", say.registration(&seen)),
        say.group("profile-page-corporations", say.corporations(&seen)),
        say.group("summary-history", say.history(&seen)),
    ];
    Some(ProfileFacts {
        registrant_name: identity.name.full(),
        cpso_number: identity.cpso_number.to_string(),
        day,
        maker,
        groups,
    })
}

/// How facts are said.
#[derive(Clone, Copy)]
struct Say<'a> {
    texts: &'a Texts,
    college: &'a College,
}

impl Say<'_> {
    fn group(self, title: &str, facts: Vec<Fact>) -> Group {
        let facts = facts.into_iter().filter(|fact| !(fact.value.is_empty() && fact.details.is_empty()));
        Group { title: self.texts.get(title), facts: facts.collect() }
    }

    /// A fact whose label is this text's.
    fn fact(self, label: &str, of: Of, value: impl IntoIterator<Item = String>) -> Fact {
        self.named(self.texts.get(label), of, value)
    }

    fn named(self, label: String, of: Of, value: impl IntoIterator<Item = String>) -> Fact {
        let value = value.into_iter().collect();
        Fact { label: Some(label), value, details: Vec::new(), is_public: of.is_public() }
    }

    /// What goes with the fact before, but is seen by others.
    fn further(of: Of, details: Vec<String>) -> Fact {
        Fact { label: None, value: Vec::new(), details, is_public: of.is_public() }
    }

    fn about(self, identity: &IdentityOn) -> Vec<Fact> {
        let lists = self.college.lists();
        let gender = identity.gender.as_deref().map(|code| words::name(&lists.genders, code));
        let languages: Vec<String> =
            identity.languages.iter().map(|code| words::name(&lists.languages, code)).collect();
        let languages = (!languages.is_empty()).then(|| words::listed(self.texts, &languages));
        vec![
            self.fact("profile-fact-legal-name", Of::LegalName, [identity.name.full()]),
            self.fact(
                "profile-fact-former-names",
                Of::FormerNames,
                identity.former_names.iter().map(Name::full),
            ),
            self.fact("profile-fact-cpso-number", Of::CpsoNumber, [identity.cpso_number.to_string()]),
            self.fact("profile-fact-minc", Of::Minc, identity.minc.as_deref().map(words::minc)),
            self.fact("profile-fact-gender", Of::Gender, gender),
            self.fact("profile-fact-languages", Of::Languages, languages),
        ]
    }

    fn contact(self, seen: &Profile) -> Vec<Fact> {
        let contact = &seen.contact;
        let email = |kind| contact.emails.get(&kind).map(|email| email.address.clone());
        let phone = |kind| {
            let set = contact.phones.get(&kind)?;
            Some(words::phone(self.texts, &set.number, set.extension.as_deref()))
        };
        let shown = contact.emails.get(&EmailKind::Business).is_some_and(|email| email.public);
        let lists = self.college.lists();
        let told = contact.preferences.as_ref();
        let reminders = told.map(|told| {
            self.texts.get(if told.reminders { "profile-reminders-on" } else { "profile-reminders-off" })
        });
        vec![
            self.fact("profile-fact-college-email", Of::CollegeEmail, email(EmailKind::College)),
            self.fact("profile-fact-business-email", Of::BusinessEmail { shown }, email(EmailKind::Business)),
            self.fact("profile-fact-business-phone", Of::BusinessPhone, phone(PhoneKind::Business)),
            self.fact("profile-fact-mobile-phone", Of::MobilePhone, phone(PhoneKind::Mobile)),
            self.fact(
                "profile-fact-correspondence",
                Of::Preferences,
                told.map(|told| words::name(&lists.correspondence, &told.language)),
            ),
            self.fact(
                "profile-fact-dialogue",
                Of::Preferences,
                told.map(|told| words::name(&lists.dialogue, &told.dialogue)),
            ),
            self.fact("profile-fact-reminders", Of::Preferences, reminders),
        ]
    }

    fn addresses(self, seen: &Profile) -> Vec<Fact> {
        let counting = seen.addresses.iter().filter(|location| counts(location.held.state));
        counting.flat_map(|location| self.location(location)).collect()
    }

    /// Where, since when, the telephone there, and the hours. What is to come is not on the register yet.
    fn location(self, location: &Location) -> Vec<Fact> {
        let (held, texts) = (&location.held, self.texts);
        let place = &held.fact;
        let of = match place.kind() {
            _ if held.state != State::InForce => Of::AddressHistory,
            AddressKind::Primary => Of::PrimaryAddress,
            AddressKind::Additional => Of::AdditionalLocations,
            AddressKind::Mailing => Of::MailingAddress,
        };
        let asked = location.removal_asked.map(|asked| {
            texts.format("summary-removal-asked", &[("at", texts.date(eastern_day(asked.received_at)))])
        });
        let when = [words::when(texts, held, place.from())].into_iter().chain(asked).collect();
        let Place::At(set) = place else {
            let not = texts.get("profile-not-in-practice");
            return vec![Fact { details: when, ..self.fact("profile-address-primary", of, [not]) }];
        };
        let lines = words::address_lines(&set.address, self.college);
        let kind = words::address_kind(texts, set.kind);
        let mut facts = vec![Fact { details: when, ..self.named(kind, of, lines) }];
        let later = |of: Of| if held.state == State::InForce { of } else { Of::AddressHistory };
        if let Some(number) = &set.phone {
            let phone = words::phone(texts, number, set.extension.as_deref());
            let phone = texts.format("summary-telephone", &[("number", phone)]);
            facts.push(Self::further(later(Of::LocationPhone), vec![phone]));
        }
        let hours = words::hours(texts, &set.hours);
        if !hours.is_empty() {
            facts.push(Self::further(later(Of::LocationHours), hours));
        }
        facts
    }

    fn practice(self, seen: &Profile) -> Vec<Fact> {
        let (texts, college) = (self.texts, self.college);
        let mut facts = Vec::new();
        for held in counting(&seen.activities) {
            let when = vec![words::when(texts, held, held.fact.from())];
            let named = self.fact("profile-activity", Of::Activities, [held.fact.name.clone()]);
            facts.push(Fact { details: when, ..named });
        }
        for held in counting(&seen.privileges) {
            facts.push(self.fact("profile-privilege", Of::Privileges, [held.fact.hospital.clone()]));
            let mut details = words::privilege(&held.fact, college);
            details.push(words::when(texts, held, held.fact.from()));
            facts.push(Self::further(Of::PrivilegeDetails, details));
        }
        for specialty in &seen.specialties {
            let details = vec![specialty.body.clone(), words::span(texts, specialty.effective, None)];
            let named = self.fact("summary-specialty", Of::Specialties, [specialty.specialty.clone()]);
            facts.push(Fact { details, ..named });
        }
        for held in counting(&seen.registrations) {
            let place = words::jurisdiction(college, &held.fact.jurisdiction);
            let named = self.fact("profile-registration", Of::Registrations, [held.fact.regulator.clone()]);
            facts.push(Fact { details: vec![place], ..named });
            let number = texts.format("profile-number-named", &[("what", held.fact.number.clone())]);
            let details = vec![number, words::when(texts, held, held.fact.from())];
            facts.push(Self::further(Of::RegistrationNumber, details));
        }
        let liability = seen.liability.as_ref().map(|it| words::liability(texts, it, college));
        let cpd = seen.cpd.as_ref().map(|it| words::cpd(texts, it, college));
        facts.push(self.fact("profile-fact-liability", Of::Liability, liability.unwrap_or_default()));
        facts.push(self.fact("profile-fact-cpd", Of::Cpd, cpd.unwrap_or_default()));
        facts
    }

    fn registration(self, seen: &Profile) -> Vec<Fact> {
        let (texts, seen) = (self.texts, &seen.registration);
        let class = seen.class.as_ref();
        let as_of =
            |what: String, day| texts.format("profile-as-of", &[("what", what), ("day", texts.date(day))]);
        let expiry = class
            .map(|class| class.expires.map_or_else(|| texts.get("profile-no-expiry"), |day| texts.date(day)));
        let terms = class.map(|class| class.terms.as_slice()).unwrap_or_default();
        let terms = (1..).zip(terms).map(|(number, term)| format!("{number}. {term}"));
        let status = seen.status.as_ref();
        vec![
            self.fact(
                "profile-fact-class",
                Of::Class,
                class.map(|class| as_of(words::class(self.college, &class.class), class.effective)),
            ),
            self.fact(
                "profile-fact-status",
                Of::Status,
                status.map(|set| as_of(texts.get(&format!("status-{}", set.status.code())), set.effective)),
            ),
            self.fact("profile-fact-expiry", Of::Expiry, expiry),
            self.fact(
                "profile-fact-first-registered",
                Of::RegistrationHistory,
                seen.classes.first().map(|first| texts.date(first.effective)),
            ),
            self.fact("profile-fact-terms", Of::Terms, terms),
        ]
    }

    fn corporations(self, seen: &Profile) -> Vec<Fact> {
        let all = seen.corporations.iter().map(|held| {
            let number = [("what", held.number.clone())];
            let details = vec![
                self.texts.format("profile-authorization-named", &number),
                words::span(self.texts, held.effective, Some(held.expires)),
            ];
            let named = self.fact("summary-corporation", Of::Corporations, [held.name.clone()]);
            Fact { details, ..named }
        });
        all.collect()
    }

    /// Classes and standings, in order of their first days.
    fn history(self, seen: &Profile) -> Vec<Fact> {
        let texts = self.texts;
        let classes = seen.registration.classes.iter().map(|class| {
            let name = words::class(self.college, &class.class);
            (class.effective, texts.format("summary-class-granted", &[("class", name)]))
        });
        let statuses = seen.registration.statuses.iter().map(|set| {
            let status = texts.get(&format!("status-{}", set.status.code()));
            (set.effective, texts.format("summary-status-set", &[("status", status)]))
        });
        let mut all: Vec<_> = classes.chain(statuses).collect();
        all.sort_by_key(|(effective, _)| *effective);
        let said = all
            .into_iter()
            .map(|(effective, what)| self.named(texts.date(effective), Of::RegistrationHistory, [what]));
        said.collect()
    }
}

fn counting<T>(all: &[Held<T>]) -> impl Iterator<Item = &Held<T>> {
    all.iter().filter(|held| counts(held.state))
}

/// In force on the day, or already told and still to come.
fn counts(state: State) -> bool {
    matches!(state, State::InForce | State::Scheduled)
}
