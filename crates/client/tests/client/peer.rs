//! A small College: the protocol over real HTTP, with the record's real rules. It can be cut off, and lose replies.

mod cases;
mod serving;
mod streams;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use portal_credentials::keys::{KeySet, SigningKey};
use portal_credentials::receipt::{ReceiptClaims, receipt_code};
use portal_credentials::registration::{Class, CredentialClaims, CredentialId, SignedCredential};
use portal_documents::claimed;
use portal_forms::{Edit, Micros};
use portal_protocol::{CommandEnvelope, CommandReply, EditsPush};
use portal_record::documents::{Certified, certified};
use portal_record::services::renewal;
use portal_record::{
    Actor, Body, CaseId, CheckoutId, College, Command, Context, Event, Filing, Outcome, Record, RegistrantId,
    Rule, Side, decide, eastern_day,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use uuid::Uuid;

use self::serving::{header, serve};

/// The instant at which everything is received.
const RECEIVED: Micros = Micros(1_810_911_600_000_000);

/// What somebody answers in the College's place, or the College itself, to a request: status and content.
type Instead = Box<dyn Fn(&str, &str) -> Option<(u16, String)> + Send>;

/// A College that listens.
pub struct Peer {
    port: u16,
    pub state: Arc<Mutex<State>>,
}

/// What the College holds.
pub struct State {
    /// Cut off: connections are closed without an answer.
    pub online: bool,
    /// The next command is taken in, and its reply is lost.
    pub lose_reply: bool,
    /// Refresh tokens are refused from now on.
    pub revoked: bool,
    /// The time that it tells, in these words of a header.
    pub time: Option<String>,
    /// What is answered instead.
    pub instead: Option<Instead>,
    /// How often each path was asked for, without ids.
    pub asked: BTreeMap<String, usize>,
    streams: HashMap<RegistrantId, Vec<Event>>,
    /// Streams that everybody is a member of, by name.
    members: BTreeMap<String, Vec<Event>>,
    /// The places from which streams were asked for, each time.
    places: Vec<Vec<(String, u64)>>,
    /// What only the staff may know of each case.
    files: HashMap<(RegistrantId, CaseId), Vec<Event>>,
    codes: HashMap<String, (RegistrantId, String, Uuid)>,
    tokens: HashMap<String, (RegistrantId, Uuid)>,
    drafts: HashMap<Uuid, (EditsPush, Vec<Edit>)>,
    outcomes: HashMap<Uuid, CommandReply>,
    /// The College's day, for which it certifies.
    pub today: jiff::civil::Date,
    /// It gives credentials that only a newer application understands.
    pub newer: bool,
    /// It names itself where it sends the browser back, and says so.
    pub names_itself: bool,
    /// It signs with this; each key that it had before stays published.
    key: SigningKey,
    keys: KeySet,
    college: College,
}

impl Peer {
    pub async fn start() -> Peer {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let key = SigningKey::generate();
        let state = Arc::new(Mutex::new(State {
            online: true,
            lose_reply: false,
            revoked: false,
            time: None,
            instead: None,
            asked: BTreeMap::new(),
            streams: HashMap::new(),
            members: BTreeMap::new(),
            places: Vec::new(),
            files: HashMap::new(),
            codes: HashMap::new(),
            tokens: HashMap::new(),
            drafts: HashMap::new(),
            outcomes: HashMap::new(),
            today: eastern_day(RECEIVED),
            newer: false,
            names_itself: false,
            keys: KeySet::default().with(key.verifying_key()),
            key,
            college: College::published().unwrap(),
        }));
        let serving = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(serve(connection, Arc::clone(&serving)));
            }
        });
        Peer { port, state }
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// How it names itself where it sends the browser back; an older College does not.
    pub fn issuer(&self) -> Option<String> {
        self.state.lock().unwrap().names_itself.then(|| self.url())
    }

    pub fn enrol(&self, who: RegistrantId, events: Vec<Event>) {
        self.state.lock().unwrap().streams.insert(who, events);
    }

    pub fn online(&self, online: bool) {
        self.state.lock().unwrap().online = online;
    }

    /// A code for this person, as after signing in on the College's page.
    pub fn grant(&self, who: RegistrantId, challenge: &str, device: Uuid) -> String {
        let code = Uuid::new_v4().to_string();
        self.state.lock().unwrap().codes.insert(code.clone(), (who, challenge.to_owned(), device));
        code
    }

    /// Appends what these commands of the College or the provider cause.
    pub fn happen(&self, who: RegistrantId, command: &Command) {
        let mut state = self.state.lock().unwrap();
        let actor = match command {
            Command::RecordPayment { .. } => Actor::Provider,
            _ => Actor::System { rule: Rule::Register },
        };
        state.decide(who, command, actor, None, None).unwrap();
    }

    pub fn record(&self, who: RegistrantId) -> Record {
        Record::replay(&self.state.lock().unwrap().streams[&who])
    }

    /// Appends what the College decided about this person.
    pub fn decree(&self, who: RegistrantId, body: impl Into<Body>) {
        let mut state = self.state.lock().unwrap();
        let stream = state.streams.get_mut(&who).unwrap();
        let version = stream.len() as u64 + 1;
        stream.push(Event {
            version,
            received_at: RECEIVED,
            recorded_at: RECEIVED,
            actor: Actor::System { rule: Rule::Register },
            command: None,
            body: body.into(),
        });
    }

    /// From now on the College signs with another key; the one before stays published.
    pub fn rotate(&self) {
        let mut state = self.state.lock().unwrap();
        state.key = SigningKey::generate();
        state.keys = state.keys.clone().with(state.key.verifying_key());
    }

    /// How many edits have arrived, of anybody.
    pub fn edits(&self) -> usize {
        self.state.lock().unwrap().drafts.values().map(|(_, edits)| edits.len()).sum()
    }

    /// It tells this time with every reply, as its server does.
    pub fn tell(&self, instant: &str) {
        let instant: jiff::Timestamp = instant.parse().unwrap();
        self.state.lock().unwrap().time = Some(format!("Portal-Time: {}", instant.as_microsecond()));
    }

    /// From now on this is answered instead, where it is anything.
    pub fn instead(&self, instead: impl Fn(&str, &str) -> Option<(u16, String)> + Send + 'static) {
        self.state.lock().unwrap().instead = Some(Box::new(instead));
    }

    /// It answers by itself again.
    pub fn itself(&self) {
        self.state.lock().unwrap().instead = None;
    }

    /// The edits that have arrived, of anybody.
    pub fn arrived(&self) -> Vec<Edit> {
        self.state.lock().unwrap().drafts.values().flat_map(|(_, edits)| edits.clone()).collect()
    }

    pub fn asked(&self, path: &str) -> usize {
        self.state.lock().unwrap().asked.get(path).copied().unwrap_or(0)
    }
}

impl State {
    fn answer(&mut self, head: &str, body: &[u8]) -> (u16, Value) {
        let mut line = head.lines().next().unwrap_or_default().split(' ');
        let (method, target) = (line.next().unwrap_or_default(), line.next().unwrap_or_default());
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let name = parts.get(..2).map_or_else(|| path.to_owned(), |parts| parts.join("/"));
        *self.asked.entry(name).or_default() += 1;
        match path {
            "/token" => return self.token(body),
            "/revoke" => return (200, json!({})),
            "/.well-known/oauth-authorization-server" if self.names_itself => {
                let address = format!("http://{}", header(head, "host").unwrap());
                return (
                    200,
                    json!({"issuer": address, "authorization_response_iss_parameter_supported": true}),
                );
            }
            "/.well-known/jwks.json" => {
                return (200, serde_json::from_str(&self.keys.to_jwks()).unwrap());
            }
            _ => {}
        }
        let token = header(head, "authorization").and_then(|value| value.strip_prefix("Bearer "));
        let Some((who, device)) = token.and_then(|token| self.tokens.get(token).copied()) else {
            return problem(401, "unauthenticated");
        };
        match (method, parts.as_slice()) {
            ("GET", ["v1", "me"]) => {
                (200, json!({"registrant": who, "email": "zoe@example.org", "device": device}))
            }
            ("GET", ["v1", "record"]) => {
                let after: usize = query.strip_prefix("after=").unwrap().parse().unwrap();
                let events = self.streams.get(&who).cloned().unwrap_or_default();
                (200, json!({"events": events[after.min(events.len())..], "version": events.len()}))
            }
            ("POST", ["v1", "streams"]) => self.several(who, body),
            ("GET", ["v1", "drafts"]) => {
                let drafts: Vec<Value> = self
                    .drafts
                    .values()
                    .filter(|(push, _)| push.key.registrant == who)
                    .map(|(push, edits)| {
                        json!({"key": push.key, "form_version": push.form_version, "sequence": edits.len()})
                    })
                    .collect();
                (200, json!({"drafts": drafts}))
            }
            ("POST", ["v1", "drafts", _, "edits"]) => self.edits(serde_json::from_slice(body).unwrap()),
            ("PUT", ["v1", "commands", _]) => {
                self.command(who, device, &serde_json::from_slice(body).unwrap())
            }
            ("GET", ["v1", "devices"]) => {
                let one = |(_, device): &(RegistrantId, Uuid)| json!({"id": device, "name": "Zoé’s other laptop", "signed_in_at": 0, "seen_at": 0});
                (200, json!({"devices": self.tokens.values().map(one).collect::<Vec<_>>()}))
            }
            ("GET", ["v1", "signed"]) => {
                let receipts: Vec<_> =
                    self.outcomes.values().filter_map(|reply| reply.receipt.clone()).collect();
                (200, json!({"receipts": receipts, "credentials": self.credentials(who)}))
            }
            ("POST", ["v1", "invoices", invoice, "checkout"]) => {
                let invoice = portal_record::InvoiceId((*invoice).to_owned());
                let checkout = CheckoutId(Uuid::from_u128(77 + self.streams[&who].len() as u128));
                let open = Command::OpenCheckout { invoice: invoice.clone(), checkout };
                // One that is open already stays the one.
                let _ = self.decide(who, &open, Actor::Registrant { device }, None, None);
                (200, json!({"invoice": invoice, "url": "https://pay.example.org/checkout"}))
            }
            _ => problem(404, "not-found"),
        }
    }

    fn token(&mut self, body: &[u8]) -> (u16, Value) {
        let form = reqwest::Url::parse(&format!("http://x/?{}", String::from_utf8_lossy(body))).unwrap();
        let field =
            |name: &str| form.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let found = match field("grant_type").as_deref() {
            Some("authorization_code") => {
                let (who, challenge, device) = self.codes.remove(&field("code").unwrap()).unwrap();
                let verifier = field("code_verifier").unwrap();
                let digest = ring::digest::digest(&ring::digest::SHA256, verifier.as_bytes());
                assert_eq!(
                    URL_SAFE_NO_PAD.encode(digest),
                    challenge,
                    "the verifier is that of the challenge"
                );
                Some((who, device))
            }
            _ if self.revoked => None,
            _ => self.tokens.get(&field("refresh_token").unwrap()).copied(),
        };
        let Some((who, device)) = found else { return (400, json!({"error": "invalid_grant"})) };
        let (access, refresh) = (Uuid::new_v4().to_string(), Uuid::new_v4().to_string());
        self.tokens.insert(access.clone(), (who, device));
        self.tokens.insert(refresh.clone(), (who, device));
        (
            200,
            json!({"access_token": access, "refresh_token": refresh, "token_type": "Bearer", "expires_in": 900}),
        )
    }

    fn edits(&mut self, push: EditsPush) -> (u16, Value) {
        let after = usize::try_from(push.after).unwrap();
        let sent = push.edits.clone();
        let (first, edits) = self.drafts.entry(push.key.id().0).or_insert_with(|| (push, Vec::new()));
        for edit in sent {
            if !edits.iter().any(|known| known.id == edit.id) {
                edits.push(Edit { received: Some(RECEIVED), ..edit });
            }
        }
        let numbered = edits.iter().zip(1..).skip(after);
        let page: Vec<Value> =
            numbered.map(|(edit, sequence)| json!({"sequence": sequence, "edit": edit})).collect();
        let version = &first.form_version;
        (200, json!({"form_version": version, "edits": page, "sequence": edits.len(), "refused": []}))
    }

    fn command(&mut self, who: RegistrantId, device: Uuid, envelope: &CommandEnvelope) -> (u16, Value) {
        if let Some(known) = self.outcomes.get(&envelope.id.0) {
            return (200, json!(known));
        }
        let before = self.streams[&who].len() as u64;
        let actor = Actor::Registrant { device };
        let filing = self.filing(who, &envelope.command);
        let decided = self.decide(who, &envelope.command, actor, filing.as_ref(), Some(envelope));
        let outcome = match decided {
            Ok(count) => Outcome::Accepted { first: before + 1, last: before + count },
            Err(rejection) => Outcome::Rejected { rejection },
        };
        let is_filed =
            matches!(*envelope.command, Command::File(_)) && matches!(outcome, Outcome::Accepted { .. });
        let receipt = is_filed.then(|| self.receipt(who, envelope));
        let reply = CommandReply { id: envelope.id, received_at: RECEIVED, outcome, receipt };
        self.outcomes.insert(envelope.id.0, reply.clone());
        (200, json!(reply))
    }

    fn decide(
        &mut self,
        who: RegistrantId,
        command: &Command,
        actor: Actor,
        filing: Option<&Filing>,
        envelope: Option<&CommandEnvelope>,
    ) -> Result<u64, portal_record::Rejection> {
        let file = self.file(who, command);
        let stream = self.streams.get_mut(&who).unwrap();
        let context = Context {
            received_at: RECEIVED,
            claimed_at: envelope.map_or(RECEIVED, |envelope| envelope.claimed_at),
            actor,
            seen: envelope.and_then(|envelope| envelope.seen.as_ref()),
            college: &self.college,
            filing,
            file: file.as_ref(),
        };
        let bodies = decide(&Record::replay(&*stream), command, &context)?;
        let before = stream.len();
        for body in bodies {
            let stream = match (body.side(), command) {
                (Side::Staff, Command::Case { case, .. }) => {
                    self.files.entry((who, case.clone())).or_default()
                }
                _ => &mut *stream,
            };
            let (version, received_at) = (stream.len() as u64 + 1, RECEIVED);
            let command = envelope.map(|envelope| envelope.id);
            stream.push(Event { version, received_at, recorded_at: RECEIVED, actor, command, body });
        }
        Ok((stream.len() - before) as u64)
    }

    /// What is certified on the College's day, signed.
    fn credentials(&self, who: RegistrantId) -> Vec<SignedCredential> {
        let record = Record::replay(&self.streams[&who]);
        let claims = |certified: Certified| CredentialClaims {
            id: CredentialId::derived(who.0, &serde_json::to_vec(&certified).unwrap()),
            index: 7,
            issuer: "https://portal.example.org".into(),
            name: certified.name,
            cpso_number: certified.cpso_number.into(),
            class: Class::Code(certified.class),
            status: certified.status.code().into(),
            valid_from: certified.valid_from,
            valid_until: certified.valid_until,
            details: certified.details.as_ref().map(claimed),
            issued_at: jiff::Timestamp::from_microsecond(RECEIVED.0).unwrap(),
        };
        let all = certified(&record, self.today).into_iter();
        let signed = all.map(|certified| self.key.issue(&claims(certified)));
        signed
            .map(|signed| match self.newer {
                true => SignedCredential(signed.0.replacen("PC2:", "PC3:", 1)),
                false => signed,
            })
            .collect()
    }

    fn receipt(&self, who: RegistrantId, envelope: &CommandEnvelope) -> String {
        let record = Record::replay(&self.streams[&who]);
        let case = record.cases.iter().find(|case| case.command == Some(envelope.id)).unwrap();
        let claims = ReceiptClaims {
            receipt_code: receipt_code(2027, envelope.id.0),
            registrant: record.identity.as_ref().unwrap().cpso_number.to_string(),
            form_url: case.filed.form.clone(),
            form_version: case.filed.form_version.clone(),
            renewal_year: renewal::year_of(case.id()).map(|year| year.try_into().unwrap()),
            response_sha256: case.filed.response_hash.clone(),
            received_at: "2027-05-20T14:00:00.000000Z".into(),
            received_eastern: "20 May 2027, 10:00 a.m. EDT".into(),
            command_id: envelope.id.0,
            issuer: "peer".into(),
        };
        self.key.sign(&claims).0
    }
}

/// The College's refusal, as it stands in a reply.
pub fn refusal(status: u16, code: &str) -> (u16, String) {
    let (status, problem) = problem(status, code);
    (status, problem.to_string())
}

fn problem(status: u16, code: &str) -> (u16, Value) {
    (
        status,
        json!({"type": format!("urn:portal:problem:{code}"), "title": code, "status": status, "detail": code, "code": code}),
    )
}

/// What became of the College's events of a kind.
pub fn count(record: &Peer, who: RegistrantId, kind: &str) -> usize {
    let state = record.state.lock().unwrap();
    state.streams[&who].iter().filter(|event: &&Event| Body::kind(&event.body) == kind).count()
}
