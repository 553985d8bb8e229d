### A request, from its form to its outcome: sections, check your answers, submission, payment, and the request at the College. The
### words are the same for every service, the renewal among them; what a service says of itself comes from the core.

# $at as in "Tuesday, 1 Jun 2027, 5:00 p.m. EDT"
ui-case-due = Due { $at }.
ui-case-lead = You can visit the sections in any order, stop at any time and continue later: everything is saved as you go.
ui-case-about = Who may ask, what it costs, how long it takes
ui-case-start = Start
# $percent is a number
ui-case-percent = { $percent }% of the questions answered
ui-case-sections = Sections
ui-case-conflicts = { $count ->
    [one] One question was answered differently on two devices. Open its section and choose the answer that is right.
   *[other] { $count } questions were answered differently on two devices. Open their sections and choose the answers that are right.
}

ui-section-not-started = Not started
ui-section-from-last-year = Filled in from last year: check it
ui-section-from-profile = Filled in from your Profile: check it
ui-section-in-progress = In progress
ui-section-attention = Needs attention
ui-section-complete = Complete
ui-section-not-asked = Not asked of you
# both are numbers
ui-section-count = { $answered } of { $asked } answered

## Check your answers

ui-review-title = Check your answers
ui-review-lead = This is what will be sent to the College. Change anything that is not right.
ui-review-change = Change
ui-review-missing = Not answered yet
ui-review-empty = No answer
ui-review-from-record = From your record
ui-review-not-sent = Will not be sent
ui-review-not-sent-why = You answered these questions, and then other answers made them unnecessary. They stay in your draft and are left out of what you submit.
ui-review-not-complete = Answer what is listed above, then submit.
ui-review-remaining = { $count ->
    [one] One question is still to be answered
   *[other] { $count } questions are still to be answered
}
ui-review-remaining-in-section = { $count ->
    [one] 1 question
   *[other] { $count } questions
}
ui-review-not-ready = Put right what is listed above, then submit.
ui-review-submit-title = Submit to the College
ui-review-submit = Submit
ui-review-ask-title = Submit this now?
ui-review-ask-act = Submit now
ui-last-year = Last year: { $answer }

## Queued

ui-case-queued-at = Submitted on this computer: { $at }.
ui-case-queued-what-next = Leave Portal Desktop open, or open it again when this computer has a connection. What you submitted is sent automatically, and the College’s receipt then appears here.
ui-case-queued-see = See what is waiting

## At the College

ui-case-receipt = Receipt
ui-case-received = Received { $at }
ui-case-verified = The receipt is signed by the College, and its signature was checked on this computer.
ui-case-not-verified = The College’s signature on this receipt could not be checked on this computer.

ui-case-standing = Status
ui-case-expected = Expect an answer by
ui-case-paid = Fee paid
# $amount as in "$75.00", $how as in "Visa ending in 4242, 20 May 2027"
ui-case-paid-how = { $amount }, { $how }
ui-case-on-page = On this page

ui-case-asked = It is your turn: answer the College
ui-case-answer-by = Please answer by
ui-case-asked-about = The question is about
ui-case-answer-send = Send your answer
ui-case-answer-kept = What you write is saved as you type. The College reads it once you send it.
ui-case-answered = Your answer is saved and will be sent to the College
ui-case-answer-not-asked = The College is no longer waiting for this answer, so it cannot be sent. What you typed is still here for you to copy.

ui-case-decided-at = Decided
ui-case-reasons = Reasons
ui-case-letter = The College’s letter
# $title is the title of a document
ui-case-document = Open: { $title }

ui-case-needs = What the College needs
# Both are numbers
ui-case-needs-met = { $met } of { $count } done
ui-case-item = Item
ui-case-state = Status
# $due is a date
ui-case-needed-by = Needed by { $due }

ui-case-submitted = What you submitted
# $count is a number
ui-case-submitted-show = { $count ->
    [one] Show your answer
   *[other] Show your { $count } answers
}
ui-case-letters = Letters and messages
ui-case-happened = What happened

ui-case-withdraw = Changed your mind?
ui-case-withdraw-act = Withdraw this request
ui-case-withdraw-title = Withdraw this request?
ui-case-withdraw-stay = Keep the request
ui-case-withdraw-consequence = Your withdrawal goes to the College, and the request ends. To ask again, you have to start a new request.
ui-case-withdraw-why = Why are you withdrawing it?
ui-case-withdrawn = Your withdrawal is saved and will be sent to the College

## Paying

ui-payment-invoice = Invoice { $number }
ui-payment-invoice-coming = Invoice
ui-payment-total = Total
ui-payment-methods = You can pay with
ui-payment-no-other = The College does not accept bank or email transfers, digital wallets or bill payment, nor card numbers by email or telephone.
ui-payment-proceed = Proceed to payment
ui-payment-ask-title = Open the payment page?
ui-payment-ask-act = Open the payment page
ui-payment-ask = Your browser opens the College’s payment page for { $total }. Nothing is charged until you confirm it there.
ui-payment-open = The payment page is open in your browser.
ui-payment-open-more = Pay there. This page will update automatically.
ui-payment-open-again = Open the page again
ui-payment-link = If no page opened, copy this link into a browser
ui-payment-confirming = Your payment is being confirmed.
ui-payment-confirming-more = Do not pay again. This can take a few minutes; you may close the application, and the outcome will be shown here.
ui-payment-fetching = You can pay here as soon as the invoice has been fetched.
ui-payment-offline = Paying needs a connection. Connect this computer to the Internet; the button to pay then appears here.
