### The renewal: task list, check your answers, submission, payment, completion.

ui-renewal-due = Survey and fee are due { $deadline }.
ui-renewal-lead = Answer for your circumstances on the day you complete the survey. You can visit the sections in any order, stop at any time and go on later: everything is saved as you go.
# $percent is a number
ui-renewal-percent = { $percent }% of the questions answered
ui-renewal-sections = Sections
ui-renewal-conflicts = { $count ->
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
ui-review-submit-title = Submit the survey
ui-review-submit = Submit
ui-review-ask-title = Submit the survey now?
ui-review-ask-act = Submit the survey
ui-last-year = Last year: { $answer }

## Queued

ui-queued-at = Submitted on this computer: { $at }.
ui-queued-what-next = Leave the application open, or open it again when this computer has a connection. It is sent by itself, and this page then shows the College’s receipt.
ui-queued-see = See what waits

## Filed and paying

ui-filed-title = The College has your survey
ui-filed-at = Received { $at }
ui-filed-receipt = Receipt
ui-filed-verified = The receipt is signed by the College, and its signature was checked on this computer.
ui-filed-not-verified = The College’s signature on this receipt could not be checked on this computer.
# $total is the amount
ui-payment-still = The fee of { $total } is still to be paid.
ui-payment-invoice = Invoice { $number }
ui-payment-total = Total
ui-payment-methods = You can pay with
ui-payment-no-other = The College does not accept bank or e-mail transfers, digital wallets or bill payment, nor card numbers by e-mail or telephone.
ui-payment-proceed = Proceed to payment
ui-payment-ask-title = Open the payment page?
ui-payment-ask-act = Open the payment page
ui-payment-ask = Your browser opens the College’s payment page for { $total }. Nothing is charged until you confirm it there.
ui-payment-open = The payment page is open in your browser.
ui-payment-open-more = Pay there; this page goes on by itself.
ui-payment-open-again = Open the page again
ui-payment-link = If no page opened, copy this link into a browser
ui-payment-confirming = Your payment is being confirmed.
ui-payment-confirming-more = Do not pay again. This can take a few minutes; you may close the application, and the outcome will be shown here.
ui-payment-offline = Paying needs a connection. Connect this computer to the Internet; the button to pay then appears here.

## Complete

ui-complete-title = Your { $year } renewal is complete. Thank you.
ui-complete-until = Your registration is renewed until { $date }.
ui-complete-paid = Paid
ui-complete-payment = Payment
ui-complete-duty = If your circumstances change during the year, tell the College: a new address or e-mail address within 30 days.
