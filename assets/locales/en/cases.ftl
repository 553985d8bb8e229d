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

# The College has accepted it, and this computer has not fetched what follows
case-says-fetching = The College has your request. What follows is being fetched and appears here automatically.
case-says-filed = The College has your request. You have nothing to do.
# $amount as in "$75.00"
case-says-fee-due = Pay the fee of { $amount }. The College reviews your request after that.
case-says-fee-confirming = Your payment is being confirmed. You have nothing to do.
case-says-fee-after = Your request has been decided. The fee of { $amount } is now due.
case-says-in-review = The College is reviewing your request. You have nothing to do.
case-says-in-review-held = The College has put your request on hold. You have nothing to do; the College will write to you when the review resumes.
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
    [one] The College could not take one of your answers. It is kept on this computer. Check the form and fill in what is missing.
   *[other] The College could not take { $count } of your answers. They are kept on this computer. Check the form and fill in what is missing.
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

rejection-no-such-thread = These messages could not be found. Go back to the list of messages.
rejection-no-such-case = This request could not be found. Go back to the list of requests.
# $state is one of case-state-…
rejection-not-now = This can’t be done now: the status of the request is “{ $state }”. It may have been changed on another computer or by the College.
rejection-held-by-another = This request is assigned to someone else. Ask them to hand it over or to return it to the queue.
rejection-not-held = Assign this request to yourself first.
rejection-not-your-role = This request belongs to another team.
rejection-proposal-needed = This decision needs two people. Propose it; someone else then approves it.
rejection-proposed-by-you = You proposed this decision, so someone else has to approve it.
rejection-proposal-void = Something changed after this decision was proposed, so the proposal is no longer valid. Review what is new, then propose it again.
rejection-not-as-proposed = This is not what was proposed: the decision, its reasons, its details or the letter differ. Approve exactly what was proposed, or return it.
rejection-no-proposal = No decision has been proposed for this request.
rejection-not-withdrawable = This kind of request can’t be withdrawn. Call { $phone }.
rejection-withdrawn-too-late = The decision took effect on { $effective }, so the request can no longer be withdrawn. If you have questions, call { $phone }.
rejection-not-reopenable = This kind of request can’t be reopened. You can submit a new one.
rejection-no-clock = This request has no expected date, or its expected date does not change while it is on hold.
rejection-decision-incomplete = This decision needs information that is neither in the request nor in what you entered. Ask the registrant for it, or choose another decision.
rejection-checks-not-met = Some checks are not met, so a person has to review this request.
rejection-invoice-voided = This invoice was cancelled because the request it was for was withdrawn or ended. Nothing is due.

### What happened to a case, as History says it. $what is what was asked for.

case-event-routed-auto = Your request did not need a review
case-event-routed-review = Review started
case-event-requirement = A requirement changed
case-event-asked = The College asked you a question
case-event-answered = You answered the College’s question
case-event-clock-stopped-asked = The time for a decision is paused until you answer
case-event-clock-stopped-held = The time for a decision is paused
case-event-clock-started = The time for a decision is running again
case-event-decided = Your request was decided
case-event-decided-not-finally = A first step was decided
case-event-closed = The decision took effect
case-event-delayed = The expected date changed
# $until is a day.
case-event-delayed-until = You can expect an answer by { $until }
case-event-withdrawn = You withdrew your request
case-event-cancelled = The College ended your request without deciding it
case-event-reopened = The College reopened your request
case-event-until = Answer by { $date }
case-event-file = File: { $name }
case-event-invoice-voided = Invoice cancelled; nothing is due
case-event-thread-read = Messages read

case-will-answer = Your answer will be sent to the College.
case-will-withdraw = Your request will be withdrawn, and the College will not decide it.

# What waits to be sent. $what is what was asked for.
outbox-case-withdraw = Withdrawal: { $what }
# What was written of an answer and not sent yet: it is kept at the College, too, and nobody there reads it
outbox-answer-written = Answer that you are writing: { $what }
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
