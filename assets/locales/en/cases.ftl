### Cases: where one stands, and why something was not done with one. The same words for the person and for the College's staff.

# The first three while the College does not have it
case-state-draft = Draft
case-state-queued = Waiting to be sent
case-state-needs-attention = Needs attention
case-state-filed = Filed
case-state-fee-due = Fee due
case-state-in-review = In review
case-state-action-needed = Action needed
case-state-decided = Decided
case-state-closed = Closed
case-state-withdrawn = Withdrawn
case-state-cancelled = Cancelled

### On whom one waits, and for what: on its page, and in the list of requests. A service may have its own: service-<key>-says-….

case-says-filed = The College has your request. You have nothing to do.
# $amount as in "$75.00"
case-says-fee-due = Pay the fee of { $amount }. The College reviews your request after that.
case-says-fee-confirming = Your payment is being confirmed. You have nothing to do.
case-says-fee-after = Your request has been decided. The fee of { $amount } is now due.
case-says-in-review = The College is reviewing your request. You have nothing to do.
case-says-in-review-held = The College has put your request on hold. You have nothing to do; the College writes to you when the review goes on.
# $due as in "Wednesday 2 Jun 2027"
case-says-action-needed = The College is waiting for your answer. Please answer by { $due }.
# $day as above
case-says-decided = Your request has been decided. The decision takes effect on { $day }.
case-says-closed = Your request is closed. There is nothing more to do.
case-says-withdrawn = You withdrew this request.
case-says-cancelled = The College ended your request without deciding it.

# $percent is a number
case-next-draft = { $percent }% filled in and not submitted yet.
case-next-queued = Submitted on this computer. It is sent automatically when this computer has a connection.

case-pending-withdraw = Your withdrawal is saved on this computer. It is sent automatically when this computer has a connection.
case-pending-answer = Your answer is saved on this computer. It is sent automatically when this computer has a connection.

# $method as in "Visa ending in 4242"
case-paid = { $method }, { $date }
case-fact-effective = Takes effect
case-fact-valid-until = Valid until

### Before the College has one.

case-not-fetched = Your record has not been fetched yet. Connect this computer to the Internet once; after that you can work without it.
case-no-form = This form can’t be filled in with this version of Portal Desktop. Update the application; if that does not help, call { college-phone-advisory }.
case-queued = Queued is not filed. Your request is sent automatically when this computer has a connection, and counts from the moment the College has it.
case-consequence = Submitting files your request with the College; after that its answers can’t be changed here.
# $amount as in "$75.00"
case-consequence-fee = Submitting files your request with the College; after that its answers can’t be changed here. The fee of { $amount } is then due, and the College reviews your request once it is paid.
case-consequence-fee-later = Submitting files your request with the College; after that its answers can’t be changed here. If it is granted, a fee of { $amount } is due.
# $count is a number
case-answers-refused = { $count ->
    [one] The College could not take one of your answers. It is kept on this computer. Look through the form and answer what is missing again.
   *[other] The College could not take { $count } of your answers. They are kept on this computer. Look through the form and answer what is missing again.
}
# All four are numbers
case-form-changed = The College published a new version of this form. Your answers were carried over: { $kept } kept, { $moved } moved to another question. { $asked ->
    [0] { "" }
    [one] One question is asked again. 
   *[other] { $asked } questions are asked again. 
}{ $dropped ->
    [0] { "" }
    [one] One answer is no longer needed.
   *[other] { $dropped } answers are no longer needed.
}

### Why something was not done with one.

rejection-no-such-thread = There are no such messages. Look at the list of messages again.
rejection-no-such-case = There is no such request. Look at the list of requests again.
# $state is one of case-state-…
rejection-not-now = This cannot be done now: the request is “{ $state }”. Look at it again; it may have changed on another computer, or at the College.
rejection-held-by-another = Somebody else has this request. Ask them to hand it over, or to give it back.
rejection-not-held = Take this request first.
rejection-not-your-role = This request is the work of another team.
rejection-proposal-needed = Two people decide this. Propose it; somebody else decides.
rejection-proposed-by-you = You proposed this, so somebody else has to decide it.
rejection-proposal-void = Something changed after this was proposed, so the proposal no longer counts. Look at what is new, then propose again.
rejection-not-as-proposed = This is not what was proposed: the decision, its reasons, what was filled in, or the letter differ. Decide exactly what was proposed, or return it.
rejection-no-proposal = Nothing is proposed for this request.
rejection-not-withdrawable = A request of this kind cannot be withdrawn. Call { $phone }.
rejection-withdrawn-too-late = The decision took effect on { $effective }, so the request can no longer be withdrawn. Call { $phone } to find out what to do.
rejection-not-reopenable = A request of this kind is not opened again. A new one can be filed.
rejection-no-clock = No answer is promised by a day here, or that day does not move while the request is held.
rejection-decision-incomplete = Something that this decision changes is said neither by what was filed nor by what you filled in. Ask the person, or choose another decision.
rejection-checks-not-met = Not all checks are met. A person has to look at this request.
rejection-invoice-voided = This invoice is no longer to be paid, because what it was for was withdrawn or ended.

### What happened to a case, as History says it. $what is what was asked for.

case-event-routed-auto = Nobody has to look at your request
case-event-routed-review = The College looks at your request
case-event-requirement = Something your request needs
case-event-asked = The College asks you something
case-event-answered = You answered the College
case-event-clock-stopped-asked = The time for an answer stands still until you have answered
case-event-clock-stopped-held = The time for an answer stands still
case-event-clock-started = The time for an answer goes on
case-event-decided = Your request was decided
case-event-decided-not-finally = A step was decided on the way
case-event-closed = The decision took effect
case-event-delayed = An answer was promised for another day
# $until is a day.
case-event-delayed-until = You can expect an answer by { $until }
case-event-withdrawn = You withdrew your request
case-event-cancelled = The College ended your request without deciding it
case-event-reopened = The College looks at your request again
case-event-until = Answer by { $date }
case-event-file = File: { $name }
case-event-invoice-voided = An invoice is no longer to be paid
case-event-thread-read = Messages read

case-will-answer = Your answer goes to the College.
case-will-withdraw = Your request is withdrawn. The College will not decide it.

# What waits to be sent. $what is what was asked for.
outbox-case-withdraw = Withdrawal: { $what }
outbox-case-answer = Answer to the College: { $what }

case-requirement-not-received = Not received
case-requirement-received = Received, under review
case-requirement-accepted = Accepted
case-requirement-rejected = Not accepted
case-requirement-waived = Not needed
case-requirement-scheduled = Scheduled for review

# Messages of the College's rules in the thread of a request. $what is the service's name, $until a day.
case-reminder = We are waiting for your answer about your request: { $what }. Please answer by { $until }.
    .subject = Please answer by { $until }
case-delayed = We have not decided your request yet: { $what }. You can expect an answer by { $until }.
    .subject = Your request is taking longer
# A message whose text came with a later version of the program.
message-of-newer = Update Portal Desktop to read this message.
