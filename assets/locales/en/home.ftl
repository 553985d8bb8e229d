### Home, as the core says it: where the person stands, what is due, the year as a line, the registration card.

## Where the person stands. Amounts as in $1,725.00, dates as in 2 Jul 2026

home-not-started = Your annual renewal is open. You have not started the survey.
# $percent is a number
home-draft = Your renewal survey is { $percent }% done and has not been submitted.
home-queued = Your renewal survey is waiting on this computer. The College does not have it yet.
home-attention = Your renewal survey needs your attention before the College can accept it.
home-filed = Your renewal survey is filed. The fee of { $amount } has not been paid.
home-fetching = Your renewal survey is filed. The invoice for the fee of { $amount } is being fetched.
home-confirming = Your renewal survey is filed and your payment is being confirmed. You do not need to pay again.
home-paid-first = Your fee is paid, but your renewal is not complete: the survey has not been submitted.
home-settling = Your survey is filed and your fee is paid. The College is completing your renewal.
home-complete = Your renewal is complete. Your registration is valid until { $until }.

## What is due. $deadline as in "Tuesday 1 Jun 2027, 5:00 p.m. EDT", $left as in "11 days 6 hours"

home-due-both = The survey and the fee are due { $deadline }, in { $left }.
home-due-survey = The survey is due { $deadline }, in { $left }.
home-due-fee = The fee is due { $deadline }, in { $left }.
home-due-later = The survey and the fee will be due { $deadline }.
home-late = The deadline was { $deadline }.
home-late-penalty = The deadline was { $deadline }. The fee now includes a late penalty of { $penalty }.

## The points of the registration year. Titles are a word or two

home-line-opens = Opens
home-line-opened = Opened
home-line-submitted = Submitted
home-line-paid = Paid
home-line-to-do = to do
home-line-deadline = Deadline
home-line-valid-until = Valid until
home-line-once-complete = once complete
home-line-today = Today
home-line-today-is = Today, { $date }
home-line-left = { $left } left
# $percent is a number
home-line-draft = Draft, { $percent }%
home-line-queued = Not filed yet
home-line-attention = Needs attention
home-line-confirming = Payment started
# A point of the line for those who do not see it: $details as in "Tuesday 1 Jun 2027, 5:00 p.m. EDT"
home-line-point = { $title }: { $details }.

## The registration card

home-card-next = Your next card will be here when your renewal is complete.
home-card-none = You have no registration card at the moment.
home-card-later = Your card will be here when your renewal is complete.
