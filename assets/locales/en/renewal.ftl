### The renewal in sentences that are made by the core: stages, deadline, questions and answers, payment.

# $from and $to are dates
home-registration-year = { $from } to { $to }
renewal-title = Annual renewal { $year }

payment-was-declined = The card was declined. Nothing was charged. You can try again with the same or another card.
payment-was-abandoned = The payment was not finished. Nothing was charged. You can start it again.

## Answers in words

answer-yes = Yes
answer-no = No
answer-confirm = I confirm this

## Repeats and conflicts

# $name is the repeat's heading, as in "Charge"
survey-instance = { $name } { $number }
survey-add-first = Add: { $name }
survey-add-another = Add another: { $name }
survey-this-computer = This computer
survey-other-device = Another device
survey-cleared = No answer
survey-kept = Keep this entry
survey-removed = Remove this entry
