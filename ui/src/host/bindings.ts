// Generated from crates/ipc/src/table.rs by `cargo xtask bindings`. Do not edit.

/**
 * About me.
 */
export type About = { 
/**
 * Who, numbers, registration, and what the registrant says of themselves.
 */
groups: Array<FactGroup>, 
/**
 * What the form for gender and languages begins with: code.
 */
gender: string | null, 
/**
 * The same: codes.
 */
languages: Array<string>, 
/**
 * What the form for the MINC begins with.
 */
minc: string, 
/**
 * What the public register shows today.
 */
register: Array<FactGroup>, 
/**
 * Changes of this page.
 */
changes: Array<Change>, };

/**
 * What a person does with a request that the College has.
 */
export type ActRequest = { 
/**
 * Its name: `resign/1`.
 */
case: string, 
/**
 * What.
 */
act: EnteredAct, };

/**
 * An address, a location, or the time of not being in practice.
 */
export type AddressEntry = { 
/**
 * What is shown.
 */
entry: ProfileEntry, 
/**
 * What a form to change it begins with; none for "Not in practice".
 */
fields: AddressFields | null, 
/**
 * "(416) 555-0100 ext. 12".
 */
phone: string | null, 
/**
 * "Monday to Friday, 9:00 a.m. to 5:00 p.m.", a line each.
 */
hours: Array<string>, };

/**
 * The fields of an address.
 */
export type AddressFields = { 
/**
 * What it is for.
 */
kind: AddressKind, 
/**
 * Organisation or building; may be empty.
 */
organization: string, 
/**
 * Number and street.
 */
street: string, 
/**
 * Unit, floor, PO box; may be empty.
 */
unit: string, 
/**
 * City or town.
 */
city: string, 
/**
 * Code of the province, for Canada; in words elsewhere, or empty.
 */
province: string, 
/**
 * Postal code.
 */
postalCode: string, 
/**
 * Country code.
 */
country: string, 
/**
 * Telephone there; may be empty. Not for mailing addresses.
 */
phone: string, 
/**
 * Its extension.
 */
extension: string, 
/**
 * Hours there; days that are not named are closed. Not for mailing addresses.
 */
hours: Array<HoursRow>, };

/**
 * What an address is for.
 */
export type AddressKind = "primary" | "mailing" | "additional";

/**
 * Addresses.
 */
export type Addresses = { 
/**
 * The primary business address in force, or "Not in practice"; none when the record has neither.
 */
primary: AddressEntry | null, 
/**
 * The mailing address in force.
 */
mailing: AddressEntry | null, 
/**
 * Additional locations in force.
 */
additional: Array<AddressEntry>, 
/**
 * What takes effect on a later day, the nearest first.
 */
scheduled: Array<AddressEntry>, 
/**
 * What was in force, or was taken back; newest first.
 */
historical: Array<AddressEntry>, 
/**
 * "Effective from must be after today. The earliest day is 21 May 2027."
 */
rule: string, 
/**
 * The earliest day, as a form writes it: "2027-05-21".
 */
earliest: string, 
/**
 * "Tell the College … within 30 days."
 */
reminder: string, 
/**
 * Changes of this page.
 */
changes: Array<Change>, };

/**
 * Answers an item; an empty list clears it.
 */
export type AnswerRequest = { 
/**
 * The draft, by the case that it becomes: `renewal/2027`.
 */
draft: string, 
/**
 * The item's path.
 */
path: string, 
/**
 * All values, in order.
 */
value: Array<Entry>, };

/**
 * An answer is durable: said only after the store has committed it.
 */
export type Answered = { 
/**
 * "14:02".
 */
savedAt: string, 
/**
 * The section as it stands now.
 */
section: Section, 
/**
 * The path of the instance that was added, if one was.
 */
added: string | null, };

/**
 * What there is to know of the application itself.
 */
export type Application = { 
/**
 * Its version.
 */
version: string, 
/**
 * The folder in which it keeps what a person enters, encrypted.
 */
data: string, 
/**
 * The folder of its log.
 */
log: string, };

/**
 * A question of the College that waits for an answer.
 */
export type Asked = { 
/**
 * The draft in which the answer is written, as it is named to the window; its one section is `answer`.
 */
draft: string, 
/**
 * In the College's words, by paragraph.
 */
text: Array<string>, 
/**
 * What it is about: "Photo identification", "G.1 Where do you practise?".
 */
about: Array<string>, 
/**
 * "Wednesday, 2 Jun 2027".
 */
due: string, };

/**
 * Whether a person may ask for a service now.
 */
export type Availability = { "availability": "available", 
/**
 * That a person will look at something first, where it is not known here.
 */
note: string | null, } | { "availability": "begun", 
/**
 * The draft, by the case that it becomes.
 */
case: string, } | { "availability": "asked", 
/**
 * Which, and where it stands.
 */
request: RequestSummary, } | { "availability": "stepAway", 
/**
 * What is in the way.
 */
why: Array<WhyNot>, } | { "availability": "notForYou", 
/**
 * What is in the way.
 */
why: Array<WhyNot>, };

/**
 * One request at the stage that it has reached: being filled, waiting to be sent, or at the College. The renewal is one like the others.
 */
export type Case = { 
/**
 * What it is called everywhere, and its draft by: `renewal/2027`, `resign/1`.
 */
case: string, 
/**
 * "Resign your membership", "Annual renewal 2027".
 */
title: string, 
/**
 * How far it is.
 */
stage: CaseStage, 
/**
 * The sections in order; empty unless there is a draft to fill.
 */
sections: Array<SectionSummary>, 
/**
 * 0 to 100.
 */
percent: number, 
/**
 * Until when the College must have it, where there is such an instant.
 */
deadline: Deadline | null, 
/**
 * Answers on which two devices disagree.
 */
conflicts: number, 
/**
 * What a new version of the form did to the draft, or what of it was refused.
 */
notice: string | null, };

/**
 * Names a request.
 */
export type CaseRequest = { 
/**
 * Its name: `renewal/2027`.
 */
case: string, };

/**
 * How far a request is; each stage has its page.
 */
export type CaseStage = { "stage": "notAvailable", 
/**
 * Why, and what to do about it.
 */
why: Array<WhyNot>, } | { "stage": "draft" } | { "stage": "queued", 
/**
 * When it was submitted.
 */
at: string, 
/**
 * "Queued is not filed …".
 */
sentence: string, } | { "stage": "needsAttention", 
/**
 * Why, and what to do.
 */
sentence: string, } | { "stage": "filed", 
/**
 * How it stands there.
 */
filed: Filed, };

/**
 * A change that the person made on this computer and that is, or lately was, on its way.
 */
export type Change = { 
/**
 * Names it.
 */
id: string, 
/**
 * "Primary business address from 3 Jun 2027".
 */
title: string, 
/**
 * When the person made it.
 */
madeAt: string, 
/**
 * How far it is.
 */
state: ChangeState, 
/**
 * The state in words: "Waiting to be sent", "At the College since 2:03 p.m. EDT", or why it needs attention and what to do.
 */
sentence: string, 
/**
 * It never left this computer, so that it can be taken back.
 */
canWithdraw: boolean, 
/**
 * It was refused: read, it can be put away.
 */
canDismiss: boolean, 
/**
 * It was refused, and can be made anew as it was: opens its form with this.
 */
again: ProfileEdit | null, };

/**
 * Names a change.
 */
export type ChangeKey = { 
/**
 * As in [`Change`].
 */
id: string, };

/**
 * What became of `change`.
 */
export type ChangeReply = { "reply": "made", 
/**
 * The change.
 */
change: Change, } | { "reply": "problems", 
/**
 * Why.
 */
prediction: Prediction, };

/**
 * How far a change is.
 */
export type ChangeState = "waiting" | "sending" | "atCollege" | "needsAttention";

/**
 * What changed underneath the open page.
 */
export type Changed = "session" | "record" | "draft";

/**
 * The fee and how far its payment is.
 */
export type Checkout = { 
/**
 * Invoice number.
 */
invoice: string, 
/**
 * Lines of the invoice: label and amount.
 */
lines: Array<[string, string]>, 
/**
 * "$1,725.00".
 */
total: string, 
/**
 * Where the payment stands.
 */
state: CheckoutState, 
/**
 * The hosted payment page, while one is open; it can be copied.
 */
link: string | null, 
/**
 * What happened last: "The card was declined. Nothing was charged. …"
 */
notice: string | null, };

/**
 * Where the payment stands.
 */
export type CheckoutState = "payable" | "open" | "confirming" | "offline" | "fetching";

/**
 * Settles a conflict.
 */
export type ChoiceRequest = { 
/**
 * The draft, by the case that it becomes: `renewal/2027`.
 */
draft: string, 
/**
 * The item's path.
 */
path: string, 
/**
 * The edit whose answer shall stand.
 */
edit: string, };

/**
 * A code and what it is called.
 */
export type Coded = { 
/**
 * What is sent.
 */
code: string, 
/**
 * What is shown.
 */
display: string, };

/**
 * Two devices answered the same question differently, neither knowing of the other.
 */
export type Conflict = { 
/**
 * The answer that stands now.
 */
winner: ConflictingAnswer, 
/**
 * The others, kept until the person chooses.
 */
losers: Array<ConflictingAnswer>, };

/**
 * One side of a conflict.
 */
export type ConflictingAnswer = { 
/**
 * The edit's id: what `choose_answer` names.
 */
edit: string, 
/**
 * The answer as text.
 */
answer: string, 
/**
 * "this computer", or the other device's name.
 */
device: string, 
/**
 * When it was entered.
 */
at: string, };

/**
 * Contact.
 */
export type Contact = { 
/**
 * College e-mail; there always is one.
 */
college: Email, 
/**
 * The new one that was asked for.
 */
unconfirmed: Unconfirmed | null, 
/**
 * Business e-mail.
 */
business: Email, 
/**
 * Telephones, each kind once.
 */
phones: Array<Phone>, 
/**
 * How the College writes.
 */
preferred: Preferred, 
/**
 * "Tell the College … within 30 days."
 */
reminder: string, 
/**
 * Changes of this page.
 */
changes: Array<Change>, };

/**
 * How an item is shown.
 */
export type Control = "group" | "repeat" | "instance" | "display" | "readOnly" | "calculated" | "radio" | "checkboxes" | "dropDown" | "autocomplete" | "text" | "longText" | "integer" | "decimal" | "date" | "dateTime" | "time" | "url" | "attachment";

/**
 * Corporations.
 */
export type Corporations = { 
/**
 * Each with its certificate of authorization.
 */
corporations: Array<ProfileEntry>, };

/**
 * Asks for the profile of a day.
 */
export type DayRequest = { 
/**
 * As typed.
 */
day: string, };

/**
 * Until when something is on time.
 */
export type Deadline = { 
/**
 * "Tuesday, 1 Jun 2027, 5:00 p.m. EDT".
 */
at: string, 
/**
 * "11 days 6 hours"; nothing once it has passed.
 */
left: string | null, };

/**
 * Documents of one kind: registration, corporations, receipts, filed surveys.
 */
export type DocumentGroup = { 
/**
 * "Registration", "Fee receipts".
 */
title: string, 
/**
 * The latest first.
 */
documents: Array<DocumentSummary>, 
/**
 * Those that are there once a fee is paid, the latest first.
 */
waiting: Array<WaitingDocument>, 
/**
 * Of receipts, what was paid in each year, the latest first.
 */
totals: Array<YearTotal>, };

/**
 * The pages themselves: what is previewed is what is saved and printed.
 */
export type DocumentPdf = { 
/**
 * For the heading and the file name.
 */
title: string, 
/**
 * PDF bytes, base64.
 */
base64: string, };

/**
 * Asks for a document.
 */
export type DocumentRequest = { 
/**
 * As in the summary.
 */
key: string, 
/**
 * One of those of the summary.
 */
form: PageForm, };

/**
 * One document.
 */
export type DocumentSummary = { 
/**
 * Names it: `card-2027`, `receipt-INV-2027-900001`.
 */
key: string, 
/**
 * "Registration card 2027–2028".
 */
title: string, 
/**
 * "Valid until 31 May 2028", "Paid 20 May 2027, $1,725.00".
 */
detail: string, 
/**
 * What the person should know of it before using it: that the College issues it, that it cannot be verified yet.
 */
note: string | null, 
/**
 * The forms in which it can be made, the usual one first.
 */
forms: Array<PageForm>, 
/**
 * It can be saved and printed here; otherwise the preview is all, and the College sends it.
 */
own: boolean, 
/**
 * It can be sent by e-mail.
 */
mailable: boolean, 
/**
 * "Asked for 20 May 2027, 10:14 a.m. EDT; the College mails it to …", once it was.
 */
sent: string | null, 
/**
 * Of a receipt, what it says.
 */
receipt: ReceiptFacts | null, };

/**
 * The Documents page.
 */
export type Documents = { 
/**
 * In the order in which they are shown; never an empty one.
 */
groups: Array<DocumentGroup>, 
/**
 * The College e-mail that documents are sent to; none: they cannot be sent.
 */
email: string | null, 
/**
 * Sendings that are on their way, or were refused.
 */
sendings: Array<Change>, };

/**
 * Names a draft.
 */
export type DraftRequest = { 
/**
 * The draft, by the case that it becomes: `renewal/2027`.
 */
draft: string, };

/**
 * An e-mail address.
 */
export type Email = { 
/**
 * What is shown.
 */
fact: Fact, 
/**
 * What its form begins with.
 */
address: string, 
/**
 * Whether the register shows it.
 */
public: boolean, };

/**
 * See [`ActRequest`].
 */
export type EnteredAct = { "act": "answer", 
/**
 * In the person's words.
 */
text: string, } | { "act": "withdraw", 
/**
 * Why; may be empty.
 */
why: string, };

/**
 * An edit, and what the person was looking at while entering it.
 */
export type EnteredEdit = ProfileEdit & { seen?: number };

/**
 * One entered or chosen value. Text is sent as it was typed; the core reads it by the item's type.
 */
export type Entry = { "kind": "option", 
/**
 * The option's key.
 */
key: string, } | { "kind": "text", 
/**
 * As typed.
 */
text: string, };

/**
 * Where an entry stands in time.
 */
export type EntryState = "current" | "scheduled" | "removalAsked" | "historical" | "withdrawn";

/**
 * One fact.
 */
export type Fact = { 
/**
 * Names it, for tests and focus: `legal-name`.
 */
key: string, 
/**
 * "Legal name".
 */
label: string, 
/**
 * What it says, a line each; empty when the record does not have it.
 */
lines: Array<string>, 
/**
 * Who sees it.
 */
visibility: Visibility, 
/**
 * Where it comes from, or how it is changed.
 */
note: string | null, 
/**
 * What looks wrong with it.
 */
warning: string | null, 
/**
 * The change that is on its way to it; the lines show what it will be.
 */
change: Change | null, };

/**
 * Facts under a heading.
 */
export type FactGroup = { 
/**
 * The heading.
 */
title: string, 
/**
 * In order.
 */
facts: Array<Fact>, };

/**
 * A command that could not be done. Nothing was changed unless the sentence says so.
 */
export type Failure = { 
/**
 * What the interface decides on.
 */
code: FailureCode, 
/**
 * What the person reads: what happened to their work, and what to do.
 */
sentence: string, };

/**
 * The failures that the interface treats differently; all others are `Other`.
 */
export type FailureCode = "signedOut" | "locked" | "wrongPassphrase" | "offline" | "newerNeeded" | "diskFull" | "reviewAgain" | "notReady" | "refused" | "other";

/**
 * Fee: not due, due, being paid, paid.
 */
export type FeeState = { "state": "notDue", 
/**
 * What it will be: "$1,725.00".
 */
amount: string, } | { "state": "due", 
/**
 * "$1,725.00".
 */
amount: string, 
/**
 * The late penalty contained in it, if any.
 */
penalty: string | null, } | { "state": "confirming", 
/**
 * "$1,725.00".
 */
amount: string, } | { "state": "paid", 
/**
 * "$1,725.00".
 */
amount: string, 
/**
 * Date of payment.
 */
at: string, 
/**
 * "Visa ending in 4242".
 */
method: string, };

/**
 * A sentence that belongs to a field, or to the whole form.
 */
export type FieldProblem = { 
/**
 * The field's name in [`super::ProfileEdit`], for example `postalCode` or `hours.2.from`; none: the whole form.
 */
field: string | null, 
/**
 * What to do.
 */
sentence: string, };

/**
 * A request that the College has.
 */
export type Filed = { 
/**
 * The filing.
 */
receipt: Receipt, 
/**
 * Where it stands.
 */
state: RequestState, 
/**
 * "In review".
 */
stateName: string, 
/**
 * On whom it waits, and for what: "The College is reviewing your request. You have nothing to do."
 */
sentence: string, 
/**
 * "Thursday, 17 Jun 2027": until when an answer is promised.
 */
expected: string | null, 
/**
 * What the College asks, while it waits for the answer.
 */
asked: Asked | null, 
/**
 * What of it waits to be sent: "Your withdrawal is sent when this computer has a connection."
 */
pending: string | null, 
/**
 * What the College needs for it, each with its state.
 */
requirements: Array<RequirementRow>, 
/**
 * Its fee, while it has to be paid.
 */
checkout: Checkout | null, 
/**
 * Its fee, once it is paid.
 */
paid: Paid | null, 
/**
 * What became of it.
 */
outcome: Outcome | null, 
/**
 * What was filed.
 */
submitted: Array<ReviewSection>, 
/**
 * What happened to it, newest first.
 */
happened: Array<Happened>, 
/**
 * What was written about it, newest first.
 */
messages: Array<Message>, 
/**
 * Until when it can be withdrawn and what that means; none when it cannot.
 */
withdraw: string | null, };

/**
 * Something that happened to a request.
 */
export type Happened = { 
/**
 * "20 May 2027, 10:14 a.m. EDT".
 */
at: string, 
/**
 * "The College asks you something".
 */
sentence: string, 
/**
 * More of it, by line.
 */
details: Array<string>, };

/**
 * History: everything that happened, newest first. Nothing can be removed.
 */
export type History = { 
/**
 * What waits is shown above it.
 */
changes: Array<Change>, 
/**
 * Newest first.
 */
entries: Array<HistoryEntry>, };

/**
 * Something that happened.
 */
export type HistoryEntry = { 
/**
 * Number in the record.
 */
version: number, 
/**
 * Which page it belongs to.
 */
page: ProfilePage, 
/**
 * "Primary business address changed".
 */
title: string, 
/**
 * What it says now, a line each.
 */
lines: Array<string>, 
/**
 * "Takes effect 3 Jun 2027", where that is another day.
 */
effective: string | null, 
/**
 * When the College received it.
 */
at: string, 
/**
 * "You, on Zoé's laptop (this computer)", "The College".
 */
who: string, };

/**
 * Everything Home shows about the current renewal year.
 */
export type Home = { 
/**
 * The draft of its survey, by the case that it becomes: `renewal/2027`.
 */
draft: string, 
/**
 * For example 2027: the registration year that begins on 1 June 2027.
 */
year: number, 
/**
 * "1 Jun 2027 to 31 May 2028".
 */
registrationYear: string, 
/**
 * The survey's own state.
 */
survey: SurveyState, 
/**
 * The fee's own state.
 */
fee: FeeState, 
/**
 * True only when survey and fee are both done.
 */
complete: boolean, 
/**
 * "Tuesday, 1 Jun 2027, 5:00 p.m. EDT".
 */
deadline: string, 
/**
 * "11 days 6 hours", or nothing once it has passed.
 */
timeLeft: string | null, 
/**
 * "Monday, 12 Apr 2027, 9:00 a.m. EDT", when the window has not opened yet.
 */
opens: string | null, 
/**
 * Said plainly when something is queued: "Queued is not filed …" with the time left.
 */
queued: string | null, 
/**
 * Changes that wait to reach the College.
 */
waiting: number, 
/**
 * What to do next.
 */
next: NextStep, 
/**
 * Where the person stands, in one sentence: "Your renewal survey is 62% done and not yet submitted."
 */
sentence: string, 
/**
 * What is due and when, while something is: "The survey and the fee are due Tuesday 1 Jun 2027, …".
 */
due: string | null, 
/**
 * The registration year as a line, in the order of its points; empty when this person has no renewal in it.
 */
line: Array<YearPoint>, 
/**
 * The same line for those who do not see it.
 */
lineInWords: string, 
/**
 * Other requests in which the next step is the person's, and what was begun and not submitted.
 */
requests: Array<RequestSummary>, 
/**
 * The registration card.
 */
card: HomeCard, };

/**
 * The registration card, as Home speaks of it.
 */
export type HomeCard = { 
/**
 * The document that it is; none when there is no card.
 */
document: string | null, 
/**
 * "Valid until 31 May 2027", or that there is none.
 */
sentence: string, 
/**
 * When the next one comes.
 */
note: string | null, };

/**
 * Hours of a day.
 */
export type HoursRow = { 
/**
 * 1 for Monday to 7 for Sunday.
 */
day: number, 
/**
 * "9:00", as typed.
 */
from: string, 
/**
 * "17:00", as typed.
 */
to: string, };

/**
 * Adds an instance to a repeat.
 */
export type InstanceRequest = { 
/**
 * The draft, by the case that it becomes: `renewal/2027`.
 */
draft: string, 
/**
 * The repeat's path.
 */
path: string, };

/**
 * One item of a section: a question, a group, a repeat, or a text.
 */
export type Item = { 
/**
 * Where it is; sent back with its answer.
 */
path: string, 
/**
 * "G.1".
 */
prefix: string | null, 
/**
 * The question or heading.
 */
text: string, 
/**
 * Explanation with examples.
 */
help: string | null, 
/**
 * How it is shown.
 */
control: Control, 
/**
 * The options to choose from.
 */
options: Array<ItemOption>, 
/**
 * An answer beside the options may be typed (`open-choice`); it is sent as `Entry::Text`.
 */
open: boolean, 
/**
 * What stands now.
 */
value: Array<Entry>, 
/**
 * Must be answered.
 */
required: boolean, 
/**
 * Several answers are allowed.
 */
repeats: boolean, 
/**
 * "YYYY-MM-DD".
 */
entryFormat: string | null, 
/**
 * "hours".
 */
unit: string | null, 
/**
 * In characters.
 */
maxLength: number | null, 
/**
 * What is wrong, each as a sentence.
 */
problems: Array<ItemProblem>, 
/**
 * Another device answered differently at the same time.
 */
conflict: Conflict | null, 
/**
 * Last year's answer as text, where it is known and differs.
 */
lastYear: string | null, 
/**
 * The items below it (of a group, a repeat's instance, or below an answer).
 */
items: Array<Item>, 
/**
 * For `Control::Repeat`: the label of the button that adds one, when another is allowed.
 */
add: string | null, 
/**
 * For `Control::Instance`: whether it may be removed.
 */
removable: boolean, };

/**
 * An option.
 */
export type ItemOption = { 
/**
 * Sent back when chosen.
 */
key: string, 
/**
 * As shown.
 */
text: string, 
/**
 * Choosing it clears the others.
 */
exclusive: boolean, };

/**
 * One thing wrong with one item.
 */
export type ItemProblem = { 
/**
 * The item to jump to.
 */
path: string, 
/**
 * LinkId of its section.
 */
section: string, 
/**
 * Number and question, shortened, for the summary.
 */
label: string, 
/**
 * What to do.
 */
sentence: string, 
/**
 * True when it is only that a required answer is missing.
 */
missing: boolean, 
/**
 * True when it should be read but does not stand in the way: shown at its item, in no list and no count.
 */
warning: boolean, };

/**
 * Asks for a section.
 */
export type LinkIdRequest = { 
/**
 * The draft, by the case that it becomes: `renewal/2027`.
 */
draft: string, 
/**
 * The section's linkId.
 */
linkId: string, };

/**
 * Entries of the menu bar that the interface carries out.
 */
export type MenuEntry = "save" | "print" | "preferences" | "quit" | "undo" | "redo" | "cut" | "copy" | "paste" | "selectAll" | "find" | "findNext" | "findPrevious" | "zoomIn" | "zoomOut" | "zoomReset" | "help" | "about" | "back" | "home" | "renewal" | "profile" | "services" | "findService" | "documents";

/**
 * A message.
 */
export type Message = { 
/**
 * Names it.
 */
id: string, 
/**
 * "You to the College", "The College to you".
 */
from: string, 
/**
 * When it was received.
 */
at: string, 
/**
 * What it is about.
 */
subject: string, 
/**
 * Paragraphs.
 */
text: Array<string>, 
/**
 * It waits to be sent with this change.
 */
change: Change | null, };

/**
 * Messages.
 */
export type Messages = { 
/**
 * Newest first.
 */
messages: Array<Message>, };

/**
 * The one thing to do next.
 */
export type NextStep = "start" | "continue" | "review" | "connect" | "pay" | "attend" | "card" | "wait";

/**
 * Something that waits to be sent, or was refused.
 */
export type OutboxItem = { 
/**
 * The id of the command, the draft or the edit.
 */
id: string, 
/**
 * What it is: "Annual renewal survey 2027".
 */
title: string, 
/**
 * When the person did it.
 */
at: string, 
/**
 * Waiting, or refused.
 */
state: OutboxState, 
/**
 * The reason, when refused.
 */
reason: string | null, 
/**
 * How a refused answer began.
 */
entered: string | null, 
/**
 * Where it is mended, or looked at.
 */
place: OutboxPlace, 
/**
 * Whether it can be put away once it was read.
 */
canDismiss: boolean, };

/**
 * Where something that waits or was refused came from.
 */
export type OutboxPlace = { "page": "question", 
/**
 * The draft, by the case that it becomes.
 */
draft: string, 
/**
 * The section's linkId.
 */
section: string, 
/**
 * The question's path; none when it is not asked any more.
 */
path: string | null, } | { "page": "case", 
/**
 * Which.
 */
case: string, } | { "page": "services" } | { "page": "profile" } | { "page": "documents" };

/**
 * Where an outbox item stands.
 */
export type OutboxState = "waiting" | "sending" | "needsAttention";

/**
 * What became of a request.
 */
export type Outcome = { 
/**
 * When it was decided.
 */
at: string, 
/**
 * "The College has accepted your resignation."
 */
sentence: string, 
/**
 * Why, where reasons were given.
 */
reasons: Array<string>, 
/**
 * What it means in days and figures: "Takes effect", "1 Jun 2027".
 */
facts: Array<[string, string]>, 
/**
 * The letter of the decision, by paragraph.
 */
letter: Array<string>, 
/**
 * Documents that it gives: the key of each, and its title.
 */
documents: Array<[string, string]>, };

/**
 * What a document's pages are made for.
 */
export type PageForm = "letter" | "a4" | "cardPrinter";

/**
 * A fee that is paid.
 */
export type Paid = { 
/**
 * "$1,725.00".
 */
amount: string, 
/**
 * "Visa ending in 4242, 20 May 2027".
 */
how: string, };

/**
 * Names an item or an instance.
 */
export type PathRequest = { 
/**
 * The draft, by the case that it becomes: `renewal/2027`.
 */
draft: string, 
/**
 * Its path.
 */
path: string, };

/**
 * A telephone.
 */
export type Phone = { 
/**
 * Which.
 */
kind: PhoneKind, 
/**
 * What is shown.
 */
fact: Fact, 
/**
 * What its form begins with.
 */
number: string, 
/**
 * The same.
 */
extension: string, };

/**
 * Which telephone.
 */
export type PhoneKind = "business" | "mobile";

/**
 * How a point of the year stands.
 */
export type PointState = "done" | "here" | "ahead" | "missed";

/**
 * Practice.
 */
export type Practice = { 
/**
 * Clinical activities, those in force first.
 */
activities: Array<ProfileEntry>, 
/**
 * Hospital privileges, those in force first.
 */
privileges: Array<ProfileEntry>, 
/**
 * Specialties and certifications, with their source; the registrant cannot change them.
 */
specialties: Array<ProfileEntry>, 
/**
 * Registrations with other regulators.
 */
registrations: Array<ProfileEntry>, 
/**
 * Professional liability protection, as it is shown.
 */
liability: Fact, 
/**
 * What its form begins with: code and number.
 */
protection: string, 
/**
 * The same.
 */
protectionNumber: string, 
/**
 * Continuing professional development, as it is shown.
 */
cpd: Fact, 
/**
 * What its form begins with: code.
 */
cpdOrganization: string, 
/**
 * The same.
 */
cpdNumber: string, 
/**
 * The same.
 */
cpdCycleEnd: string, 
/**
 * Changes of this page.
 */
changes: Array<Change>, };

/**
 * What an edit would do, and what is wrong with it.
 */
export type Prediction = { 
/**
 * What stands in the way; nothing is done while there is one.
 */
problems: Array<FieldProblem>, 
/**
 * What may be a mistake, and does not stand in the way.
 */
warnings: Array<FieldProblem>, 
/**
 * What will happen, a sentence each: "From 3 Jun 2027 your primary business address is …"; "… becomes historical on that day".
 */
result: Array<string>, 
/**
 * What to say was seen when the same form asks next: a change of the record meanwhile is told once before it is replaced.
 */
seen: number, };

/**
 * Kept in tauri-plugin-store; what an older program kept lacks what came later.
 */
export type Preferences = { 
/**
 * Size of text.
 */
textSize: TextSize, 
/**
 * Light, dark, or as the system says.
 */
theme: Theme, 
/**
 * How much larger everything is drawn, in percent.
 */
zoom: number, 
/**
 * Address of the College's server.
 */
server: string, 
/**
 * Whether the system's notifications remind of the deadline while the renewal is not complete.
 */
reminders: boolean, 
/**
 * The folder that documents are saved in; none: the person's own for documents.
 */
folder: string | null, };

/**
 * How the College writes.
 */
export type Preferred = { 
/**
 * What is shown.
 */
facts: Array<Fact>, 
/**
 * What the form begins with: code.
 */
language: string, 
/**
 * The same: code.
 */
dialogue: string, 
/**
 * The same.
 */
reminders: boolean, };

/**
 * Asks for a document on paper.
 */
export type PrintRequest = { 
/**
 * What.
 */
document: DocumentRequest, 
/**
 * Name of the printer.
 */
printer: string, 
/**
 * From 1 to 99.
 */
copies: number, };

/**
 * A document was handed to a printer.
 */
export type Printed = { 
/**
 * "Sent to Office, 2 copies".
 */
sentence: string, };

/**
 * A printer that the system knows.
 */
export type Printer = { 
/**
 * Names it to the system.
 */
name: string, 
/**
 * As people know it.
 */
title: string, 
/**
 * The system's own choice.
 */
usual: boolean, 
/**
 * Why it may not print now: "Paused", "Does not take jobs"; nothing when it is ready.
 */
trouble: string | null, };

/**
 * The profile's first page: what there is, and what is on its way.
 */
export type Profile = { 
/**
 * Every page.
 */
sections: Array<ProfileSection>, 
/**
 * "Tell the College of a change of address, telephone or e-mail within 30 days."
 */
reminder: string, 
/**
 * Every change on its way or lately arrived, newest first.
 */
changes: Array<Change>, };

/**
 * An edit, with each field as the person typed it; ids and codes as the pages and lists gave them.
 */
export type ProfileEdit = { "edit": "describe", 
/**
 * Code, or nothing to leave it unsaid.
 */
gender: string | null, 
/**
 * Codes, at least one.
 */
languages: Array<string>, } | { "edit": "minc", 
/**
 * With or without hyphens.
 */
minc: string, } | { "edit": "businessEmail", 
/**
 * The address.
 */
address: string, 
/**
 * Whether the register shows it.
 */
public: boolean, } | { "edit": "collegeEmail", 
/**
 * The address.
 */
address: string, } | { "edit": "withdrawCollegeEmail", 
/**
 * The request's id.
 */
id: string, } | { "edit": "phone", 
/**
 * Which.
 */
kind: PhoneKind, 
/**
 * As typed.
 */
number: string, 
/**
 * As typed.
 */
extension: string, } | { "edit": "preferences", 
/**
 * `en` or `fr`.
 */
language: string, 
/**
 * How the College's magazine is delivered: code.
 */
dialogue: string, 
/**
 * Reminders by e-mail.
 */
reminders: boolean, } | { "edit": "address", 
/**
 * Where.
 */
fields: AddressFields, 
/**
 * First day, as typed.
 */
effective: string, 
/**
 * The additional location that this one takes the place of.
 */
replaces: string | null, } | { "edit": "notInPractice", 
/**
 * First day, as typed.
 */
effective: string, } | { "edit": "withdrawAddress", 
/**
 * The entry's id.
 */
id: string, } | { "edit": "removeLocation", 
/**
 * The entry's id.
 */
id: string, } | { "edit": "activity", 
/**
 * Code of the list; nothing for "Other".
 */
code: string | null, 
/**
 * In one's own words, for "Other".
 */
name: string, } | { "edit": "removeActivity", 
/**
 * The entry's id.
 */
id: string, } | { "edit": "privilege", 
/**
 * Code of the hospital.
 */
hospital: string, 
/**
 * Code of the kind.
 */
kind: string, 
/**
 * First day, as typed.
 */
from: string, 
/**
 * Last day, as typed; empty when it goes on.
 */
to: string, } | { "edit": "removePrivilege", 
/**
 * The entry's id.
 */
id: string, } | { "edit": "otherRegistration", 
/**
 * Name of the regulator, of the list or in one's own words.
 */
regulator: string, 
/**
 * Where: code of a province, or of a country.
 */
jurisdiction: string, 
/**
 * The number there.
 */
number: string, 
/**
 * First day, as typed.
 */
from: string, 
/**
 * Last day, as typed; empty when it goes on.
 */
to: string, } | { "edit": "removeOtherRegistration", 
/**
 * The entry's id.
 */
id: string, } | { "edit": "liability", 
/**
 * Code.
 */
protection: string, 
/**
 * Membership or policy number, as typed.
 */
number: string, } | { "edit": "cpd", 
/**
 * Code.
 */
organization: string, 
/**
 * Number there.
 */
memberNumber: string, 
/**
 * Last day of the cycle, as typed; may be empty.
 */
cycleEnd: string, };

/**
 * Something that is held from a day on, such as a location, an activity or a privilege.
 */
export type ProfileEntry = { 
/**
 * Names it.
 */
id: string, 
/**
 * "Primary business address", "Cardiology", "Toronto General Hospital".
 */
title: string, 
/**
 * More of it, a line each.
 */
lines: Array<string>, 
/**
 * Who sees it.
 */
visibility: Visibility, 
/**
 * Where it stands in time.
 */
state: EntryState, 
/**
 * That in words: "Since 2 Jul 2015", "From 3 Jun 2027", "Until 3 Jun 2027".
 */
when: string, 
/**
 * Who says so, for what the registrant cannot change.
 */
source: string | null, 
/**
 * It has not taken effect and can be taken back.
 */
canWithdraw: boolean, 
/**
 * It can be removed; it stays in the history.
 */
canRemove: boolean, 
/**
 * The change that is on its way to it.
 */
change: Change | null, };

/**
 * Every list, in the order in which it is shown.
 */
export type ProfileLists = { 
/**
 * Gender identity: five.
 */
genders: Array<Coded>, 
/**
 * Languages of care.
 */
languages: Array<Coded>, 
/**
 * Languages in which the College writes.
 */
correspondence: Array<Coded>, 
/**
 * Ways in which the magazine is delivered.
 */
dialogue: Array<Coded>, 
/**
 * Canada's provinces and territories.
 */
provinces: Array<Coded>, 
/**
 * Countries, Canada first.
 */
countries: Array<Coded>, 
/**
 * Days of the week, 1 for Monday.
 */
weekdays: Array<Coded>, 
/**
 * Clinical activities.
 */
activities: Array<Coded>, 
/**
 * Hospitals where a privilege can be held now.
 */
hospitals: Array<Coded>, 
/**
 * Kinds of privilege.
 */
privilegeKinds: Array<Coded>, 
/**
 * Regulators of physicians elsewhere, and of other professions here; another may be typed.
 */
regulators: Array<Coded>, 
/**
 * Provinces, then countries.
 */
jurisdictions: Array<Coded>, 
/**
 * Kinds of liability protection.
 */
protections: Array<Coded>, 
/**
 * Organisations that track continuing professional development.
 */
cpdOrganizations: Array<Coded>, };

/**
 * What the profile said on a day.
 */
export type ProfileOn = { 
/**
 * "As it was at the end of 3 May 2027"; none when the day cannot be shown.
 */
title: string | null, 
/**
 * Everything in force, by page.
 */
groups: Array<FactGroup>, 
/**
 * Why the day cannot be shown.
 */
problem: string | null, };

/**
 * A page of the profile.
 */
export type ProfilePage = "about" | "contact" | "addresses" | "practice" | "registration" | "corporations" | "transactions" | "messages" | "history";

/**
 * A page of the profile in one line.
 */
export type ProfileSection = { 
/**
 * Which.
 */
page: ProfilePage, 
/**
 * "Addresses".
 */
title: string, 
/**
 * "80 College Street, Toronto; 2 further locations".
 */
summary: string, 
/**
 * Changes of it that wait to be sent.
 */
waiting: number, 
/**
 * Changes of it that need attention.
 */
attention: number, };

/**
 * The College's receipt for the filing, verified on this computer.
 */
export type Receipt = { 
/**
 * "R27-7F3K-9QMD".
 */
code: string, 
/**
 * "20 May 2027, 10:14 a.m. EDT".
 */
received: string, 
/**
 * Whether the signature was checked against the College's key.
 */
verified: boolean, };

/**
 * What a receipt says, by the columns of a table.
 */
export type ReceiptFacts = { 
/**
 * The calendar year in which it was paid.
 */
year: number, 
/**
 * "20 May 2027".
 */
paid: string, 
/**
 * "$1,725.00".
 */
amount: string, 
/**
 * Number of the invoice.
 */
invoice: string, 
/**
 * "Visa ending in 4242".
 */
method: string, };

/**
 * The person named in the left rail.
 */
export type Registrant = { 
/**
 * Full legal name, as on the register.
 */
name: string, 
/**
 * Five or six digits.
 */
cpsoNumber: string, 
/**
 * For example "Independent Practice".
 */
class: string, };

/**
 * Registration.
 */
export type Registration = { 
/**
 * Class, status, expiry, first registered.
 */
facts: Array<Fact>, 
/**
 * Terms, conditions and limitations of the class held now, in order.
 */
terms: Array<string>, 
/**
 * Classes held over time, newest first.
 */
classes: Array<ProfileEntry>, 
/**
 * What happened to the registration, newest first.
 */
history: Array<HistoryEntry>, };

/**
 * Where a request stands, for its tag.
 */
export type RequestState = "draft" | "queued" | "needsAttention" | "filed" | "feeDue" | "inReview" | "actionNeeded" | "decided" | "closed" | "withdrawn" | "cancelled";

/**
 * One of a person's requests, as a line in a list.
 */
export type RequestSummary = { 
/**
 * Its name: `resign/1`.
 */
case: string, 
/**
 * "Resign your membership".
 */
title: string, 
/**
 * The receipt's code, once it is filed.
 */
number: string | null, 
/**
 * Where it stands.
 */
state: RequestState, 
/**
 * "Action needed".
 */
stateName: string, 
/**
 * The next step, and on whom it waits: "Answer the College by Wednesday, 2 Jun 2027."
 */
sentence: string, 
/**
 * Whether the next step is the person's.
 */
isYours: boolean, };

/**
 * Something that must be there before a request can be decided.
 */
export type RequirementRow = { 
/**
 * "Photo identification".
 */
name: string, 
/**
 * "Received, under review".
 */
stateName: string, 
/**
 * For its colour.
 */
state: RequirementState, 
/**
 * What the College notes on it.
 */
note: string | null, 
/**
 * Until when it should be there.
 */
due: string | null, };

/**
 * How a requirement stands.
 */
export type RequirementState = "missing" | "underReview" | "met" | "rejected";

/**
 * Check your answers.
 */
export type Review = { 
/**
 * Its draft, by the case that it becomes: `renewal/2027`.
 */
draft: string, 
/**
 * "Annual renewal 2027".
 */
title: string, 
/**
 * By section, only what applies.
 */
sections: Array<ReviewSection>, 
/**
 * Answers to questions that are not asked any more: "will not be sent".
 */
notSent: Array<ReviewAnswer>, 
/**
 * Everything that stands in the way, each with the section to open.
 */
problems: Array<ItemProblem>, 
/**
 * Answers on which two devices disagree and the person has not chosen.
 */
conflicts: number, 
/**
 * Names what is reviewed; `submit` must send it back.
 */
responseHash: string, 
/**
 * One sentence: what submitting will do, with the fee.
 */
consequence: string, 
/**
 * Whether submitting is possible now.
 */
ready: boolean, 
/**
 * Said when there is no connection: it will be queued.
 */
offline: string | null, };

/**
 * A question and its answer, as text.
 */
export type ReviewAnswer = { 
/**
 * Where it is.
 */
path: string, 
/**
 * LinkId of the section to open for *Change*.
 */
section: string, 
/**
 * "G.1".
 */
prefix: string | null, 
/**
 * The question.
 */
text: string, 
/**
 * Which repeat it belongs to: "Charge 2".
 */
within: string | null, 
/**
 * The answer, each value as text; empty when unanswered.
 */
answer: Array<string>, 
/**
 * Last year's answer, where it was another one.
 */
lastYear: Array<string> | null, 
/**
 * It comes from the record.
 */
fromRecord: boolean, 
/**
 * It is worked out from other answers.
 */
calculated: boolean, 
/**
 * Questions that must be answered.
 */
required: boolean, };

/**
 * One section of the review.
 */
export type ReviewSection = { 
/**
 * LinkId of the section, for the *Change* links.
 */
linkId: string, 
/**
 * "G".
 */
prefix: string | null, 
/**
 * Its title.
 */
title: string, 
/**
 * In order.
 */
answers: Array<ReviewAnswer>, };

/**
 * The folder that documents are saved in.
 */
export type SaveFolder = { 
/**
 * Absolute path.
 */
path: string, };

/**
 * Where it was saved.
 */
export type SavedDocument = { 
/**
 * Names the file to the core, which remembers what it wrote and where.
 */
id: string, 
/**
 * Absolute path, to be read by the person.
 */
path: string, };

/**
 * A file that the core saved. It takes no path: only what it wrote itself is opened or shown.
 */
export type SavedKey = { 
/**
 * The id that it was saved with.
 */
id: string, };

/**
 * One section, ready to be shown.
 */
export type Section = { 
/**
 * Its draft, by the case that it becomes: `renewal/2027`.
 */
draft: string, 
/**
 * LinkId of the section's group.
 */
linkId: string, 
/**
 * "G".
 */
prefix: string | null, 
/**
 * "Professional liability".
 */
title: string, 
/**
 * What the section is for, if it says so.
 */
help: string | null, 
/**
 * State as in the task list.
 */
state: SectionState, 
/**
 * The items that are asked now, in order.
 */
items: Array<Item>, 
/**
 * Every problem in this section that stands in the way, in order, for the summary on top.
 */
problems: Array<ItemProblem>, 
/**
 * LinkId of the section before.
 */
previous: string | null, 
/**
 * LinkId of the section after.
 */
next: string | null, 
/**
 * All sections, for the side column.
 */
sections: Array<SectionSummary>, };

/**
 * State of a section.
 */
export type SectionState = "notStarted" | "fromLastYear" | "fromProfile" | "inProgress" | "needsAttention" | "complete";

/**
 * One line of the task list.
 */
export type SectionSummary = { 
/**
 * LinkId of the section's group.
 */
linkId: string, 
/**
 * "G".
 */
prefix: string | null, 
/**
 * "Professional liability".
 */
title: string, 
/**
 * The state shown beside it.
 */
state: SectionState, 
/**
 * Questions answered of those asked now.
 */
answered: number, 
/**
 * Questions asked now.
 */
asked: number, 
/**
 * False when the section does not apply to this person.
 */
applies: boolean, };

/**
 * Asks the College to mail documents to the College e-mail.
 */
export type SendRequest = { 
/**
 * Keys of documents, at most 20.
 */
keys: Array<string>, };

/**
 * What a service says before it asks anything.
 */
export type Service = { 
/**
 * `resign`.
 */
key: string, 
/**
 * "Resign your membership".
 */
name: string, 
/**
 * What it is for, in a sentence.
 */
what: string, 
/**
 * Who may ask.
 */
who: string, 
/**
 * Whether this person may.
 */
availability: Availability, 
/**
 * What to have ready, one by one.
 */
ready: Array<string>, 
/**
 * "None.", "$75.00 for each reader, due when you submit it."
 */
fee: string, 
/**
 * How long it takes: "The College answers within four weeks: by Thursday, 17 Jun 2027, if it receives this today."
 */
time: string | null, 
/**
 * What follows, one by one.
 */
follows: Array<string>, 
/**
 * Until when it can be withdrawn, if at all.
 */
withdraw: string | null, };

/**
 * Services that stand together.
 */
export type ServiceGroup = { 
/**
 * `membership-services`.
 */
code: string, 
/**
 * "Membership Services".
 */
title: string, 
/**
 * In the College's order.
 */
services: Array<ServiceSummary>, };

/**
 * Names a service.
 */
export type ServiceRequest = { 
/**
 * `resign`.
 */
key: string, };

/**
 * A service, as a line in a list.
 */
export type ServiceSummary = { 
/**
 * `resign`.
 */
key: string, 
/**
 * "Resign your membership".
 */
name: string, 
/**
 * What it is for, in a sentence.
 */
what: string, 
/**
 * "No fee", "$75.00".
 */
fee: string, 
/**
 * "Within 4 weeks"; none where no answer is promised by a day.
 */
time: string | null, 
/**
 * Whether this person may ask for it now.
 */
availability: Availability, };

/**
 * The page of services: one's own requests first, then what one may ask for, grouped as the portal groups it.
 */
export type Services = { 
/**
 * Requests that are not finished, drafts too; those that wait on the person first.
 */
requests: Array<RequestSummary>, 
/**
 * Those that are finished, newest first.
 */
earlier: Array<RequestSummary>, 
/**
 * What one may ask for.
 */
groups: Array<ServiceGroup>, };

/**
 * Where the application stands with its user; decides between the sign-in pages and the portal.
 */
export type Session = { "state": "signedOut", 
/**
 * A sentence the person should read first, if any.
 */
notice: string | null, } | { "state": "signingIn", 
/**
 * The address to open or copy.
 */
link: string, } | { "state": "choosePassphrase" } | { "state": "locked", 
/**
 * A sentence the person should read first, if any.
 */
notice: string | null, 
/**
 * What is lost by going on without the passphrase, in one sentence.
 */
forgetting: string, } | { "state": "signedIn", 
/**
 * Whose portal this is.
 */
registrant: Registrant, 
/**
 * The tour was never shown to this person on this computer.
 */
tour: boolean, };

/**
 * The link that the browser was asked to open; it can also be copied.
 */
export type SignInLink = { 
/**
 * Absolute address of the College's sign-in page.
 */
link: string, 
/**
 * Whether a browser was started; if not, the person copies the link.
 */
browserOpened: boolean, };

/**
 * Signing out removes the account's key from this computer.
 */
export type SignOut = { 
/**
 * True when the person was told what has not reached the College, and goes on.
 */
leaveUnsent: boolean, };

/**
 * Shown in the rail; sent anew with every change.
 */
export type Status = { 
/**
 * What the sync engine is doing.
 */
sync: SyncState, 
/**
 * "Saved on this computer 14:02 · At the College 14:03".
 */
sentence: string, 
/**
 * Answers and commands that have not reached the College.
 */
waiting: number, 
/**
 * That this computer's clock is off by more than five minutes, and which time is used; said once, on Home.
 */
clock: string | null, };

/**
 * Where a step is done.
 */
export type StepPlace = { "page": "case", 
/**
 * Which.
 */
case: string, } | { "page": "renewal" } | { "page": "profile" } | { "page": "services" } | { "page": "transactions" };

/**
 * The binding act.
 */
export type SubmitRequest = { 
/**
 * The draft, by the case that it becomes: `renewal/2027`.
 */
draft: string, 
/**
 * The hash that `review` gave.
 */
responseHash: string, };

/**
 * Survey: not started, draft, queued, submitted.
 */
export type SurveyState = { "state": "notAvailable" } | { "state": "notStarted" } | { "state": "draft", 
/**
 * 0 to 100.
 */
percent: number, 
/**
 * Letter and title of the next section with something to do.
 */
nextSection: string | null, 
/**
 * LinkId of that section.
 */
nextLinkId: string | null, } | { "state": "queued", 
/**
 * When the person submitted it.
 */
at: string, } | { "state": "needsAttention", 
/**
 * What to do.
 */
sentence: string, } | { "state": "filed", 
/**
 * When the College received it, Eastern.
 */
at: string, 
/**
 * The receipt's code.
 */
receipt: string, };

/**
 * The sync engine's state, for an icon and for decisions; the sentence says the rest.
 */
export type SyncState = "upToDate" | "sending" | "offline" | "obstructed" | "signInNeeded" | "updateNeeded" | "newerNeeded" | "needsAttention";

/**
 * Size of text: 100, 125, 150 and 200 %.
 */
export type TextSize = "normal" | "large" | "larger" | "largest";

/**
 * Colours.
 */
export type Theme = "system" | "light" | "dark";

/**
 * An invoice and its payment.
 */
export type Transaction = { 
/**
 * "INV-2027-900001".
 */
number: string, 
/**
 * "Annual renewal 2027".
 */
title: string, 
/**
 * Each line: what, and how much.
 */
lines: Array<Fact>, 
/**
 * "$1,725.00".
 */
total: string, 
/**
 * Where it stands.
 */
state: TransactionState, 
/**
 * "Due Tuesday, 1 Jun 2027, 5:00 p.m. EDT", "Paid 20 May 2027, Visa ending in 4242".
 */
when: string, 
/**
 * The request whose fee it is: `renewal/2027`.
 */
case: string | null, };

/**
 * Where an invoice stands.
 */
export type TransactionState = "due" | "confirming" | "paid";

/**
 * Financial transactions.
 */
export type Transactions = { 
/**
 * What is to be paid.
 */
outstanding: Array<Transaction>, 
/**
 * What was paid, newest first.
 */
paid: Array<Transaction>, };

/**
 * A new College e-mail that waits for its confirmation.
 */
export type Unconfirmed = { 
/**
 * What to do.
 */
sentence: string, 
/**
 * The new address: its form begins with it when it is asked for again.
 */
address: string, 
/**
 * Takes the request back.
 */
request: string, };

/**
 * A passphrase, chosen or entered.
 */
export type Unlock = { 
/**
 * As typed; at least 10 characters when it is chosen.
 */
passphrase: string, };

/**
 * Who sees it.
 */
export type Visibility = "public" | "private";

/**
 * A document that is there once a fee is paid.
 */
export type WaitingDocument = { 
/**
 * "Confirmation of resignation".
 */
title: string, 
/**
 * "Ready once the fee for your request is paid: Copies of documents".
 */
detail: string, 
/**
 * The request whose fee it is: `file-copies/1`.
 */
case: string, };

/**
 * Something that is in the way, and what can be done about it.
 */
export type WhyNot = { 
/**
 * "A fee is overdue."
 */
sentence: string, 
/**
 * "Pay the overdue fee first.", where there is something to do.
 */
step: string | null, 
/**
 * Where it is done.
 */
place: StepPlace | null, };

/**
 * What a point of the year marks.
 */
export type YearMark = "opening" | "survey" | "fee" | "today" | "deadline" | "end";

/**
 * A point of the registration year.
 */
export type YearPoint = { 
/**
 * What it marks.
 */
mark: YearMark, 
/**
 * How it stands.
 */
state: PointState, 
/**
 * Where it lies, in thousandths of the line.
 */
place: number, 
/**
 * "Opened", "Draft, 62%".
 */
title: string, 
/**
 * At most two short lines: "Tuesday 1 Jun 2027", "5:00 p.m. EDT".
 */
details: Array<string>, };

/**
 * What was paid in a calendar year.
 */
export type YearTotal = { 
/**
 * The calendar year of the payments.
 */
year: number, 
/**
 * "$1,725.00".
 */
total: string, };

/** Every command: what it takes and what it gives. */
export interface Commands {
  /** Where the application stands with its user. (query) */
  session: { request: null; reply: Session };
  /** Opens the College's sign-in page in the browser. (trigger) */
  sign_in: { request: null; reply: SignInLink };
  /** Gives up a sign-in that was started. (mutate) */
  cancel_sign_in: { request: null; reply: Session };
  /** Signs out of this computer; refused while something waits to be sent, unless confirmed. (mutate) */
  sign_out: { request: SignOut; reply: Session };
  /** Chooses the passphrase on a computer without a keychain. (mutate) */
  choose_passphrase: { request: Unlock; reply: Session };
  /** Opens the account's file with its passphrase. (mutate) */
  unlock: { request: Unlock; reply: Session };
  /** The tour was seen, or left: it is not shown by itself again. (mutate) */
  leave_tour: { request: null; reply: null };
  /** Lays the locked file aside, so that the person can sign in anew. Nothing is deleted. (mutate) */
  forget_passphrase: { request: null; reply: Session };
  /** Where do I stand. (query) */
  home: { request: null; reply: Home };
  /** Saving and sync in words. (query) */
  status: { request: null; reply: Status };
  /** Asks the sync engine to run now. (trigger) */
  sync_now: { request: null; reply: null };
  /** What waits to be sent. (query) */
  outbox: { request: null; reply: Array<OutboxItem> };
  /** What one may ask the College for, and what one asked. (query) */
  services: { request: null; reply: Services };
  /** What a service says before it asks anything. (query) */
  service: { request: ServiceRequest; reply: Service };
  /** Begins a request, or goes on with the one that was begun. (mutate) */
  begin: { request: ServiceRequest; reply: Case };
  /** A request at the stage that it has reached. (query) */
  case: { request: CaseRequest; reply: Case };
  /** The renewal of this year, a request like the others. (query) */
  renewal: { request: null; reply: Case };
  /** Answers the College, or withdraws a request; returns once it is durable. (mutate) */
  act: { request: ActRequest; reply: Case };
  /** One section of a form. (query) */
  section: { request: LinkIdRequest; reply: Section };
  /** Answers an item; returns once it is durable. (mutate) */
  answer: { request: AnswerRequest; reply: Answered };
  /** Adds an instance to a repeat. (mutate) */
  add_instance: { request: InstanceRequest; reply: Answered };
  /** Removes an instance. (mutate) */
  remove_instance: { request: PathRequest; reply: Answered };
  /** Settles a conflict between two devices. (mutate) */
  choose_answer: { request: ChoiceRequest; reply: Answered };
  /** Check your answers. (query) */
  review: { request: DraftRequest; reply: Review };
  /** Submits a request as it was reviewed. (mutate) */
  submit: { request: SubmitRequest; reply: Case };
  /** Opens the payment page of a request's fee in the browser. (trigger) */
  pay: { request: CaseRequest; reply: Checkout };
  /** The profile: what there is and what is on its way. (query) */
  profile: { request: null; reply: Profile };
  /** What can be chosen in its forms. (query) */
  profile_lists: { request: null; reply: ProfileLists };
  /** About me. (query) */
  about: { request: null; reply: About };
  /** Contact. (query) */
  contact: { request: null; reply: Contact };
  /** Addresses. (query) */
  addresses: { request: null; reply: Addresses };
  /** Practice. (query) */
  practice: { request: null; reply: Practice };
  /** Registration. (query) */
  registration: { request: null; reply: Registration };
  /** Corporations. (query) */
  corporations: { request: null; reply: Corporations };
  /** Financial transactions. (query) */
  transactions: { request: null; reply: Transactions };
  /** Messages. (query) */
  messages: { request: null; reply: Messages };
  /** Everything that happened to the record. (query) */
  history: { request: null; reply: History };
  /** What the profile said on a day. (query) */
  profile_on: { request: DayRequest; reply: ProfileOn };
  /** What an edit of the profile would do, or what is wrong with it. (query) */
  predict: { request: EnteredEdit; reply: Prediction };
  /** Makes the edit; returns once it is durable. (mutate) */
  change: { request: EnteredEdit; reply: ChangeReply };
  /** Takes a change back that never left this computer. (mutate) */
  withdraw_change: { request: ChangeKey; reply: null };
  /** Puts a refused change away that was read. (mutate) */
  dismiss_change: { request: ChangeKey; reply: null };
  /** The documents that can be made now, and what is on its way. (query) */
  documents: { request: null; reply: Documents };
  /** A document's pages. (query) */
  document: { request: DocumentRequest; reply: DocumentPdf };
  /** The folder that documents are saved in. (query) */
  save_folder: { request: null; reply: SaveFolder };
  /** Lets the person choose that folder; nothing when they leave it as it is. (mutate) */
  choose_folder: { request: null; reply: SaveFolder | null };
  /** Saves a document in that folder. (mutate) */
  save_document: { request: DocumentRequest; reply: SavedDocument };
  /** Shows a saved document in its folder. (trigger) */
  show_document: { request: SavedKey; reply: null };
  /** The printers that the system knows. (query) */
  printers: { request: null; reply: Array<Printer> };
  /** Hands a document to a printer. (trigger) */
  print_document: { request: PrintRequest; reply: Printed };
  /** Opens a saved document in the system's viewer: the way to paper when no printer is known here. (trigger) */
  open_document: { request: SavedKey; reply: null };
  /** Asks the College to mail documents; it is queued when there is no connection. (mutate) */
  send_documents: { request: SendRequest; reply: Change };
  /** Preferences of this computer. (query) */
  preferences: { request: null; reply: Preferences };
  /** Changes them. (mutate) */
  set_preferences: { request: Preferences; reply: Preferences };
  /** What there is to know of the application itself. (query) */
  application: { request: null; reply: Application };
  /** Opens the system's dialog to print the page that is shown. (trigger) */
  print_page: { request: null; reply: null };
}

/** What the core says by itself. */
export interface Events {
  /** Saving and sync changed. */
  status: Status;
  /** Something underneath the page changed: look again. */
  changed: Changed;
  /** A menu entry or shortcut of the window was used. */
  menu: MenuEntry;
}
