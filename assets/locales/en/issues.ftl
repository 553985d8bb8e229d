### One sentence for each way in which an answer can be refused. A sentence says what to do, not what failed.
### The id is `issue-` and the survey engine's code in kebab-case. Where a kind of question needs its own words, the
### id goes on with that kind: `issue-required-date` is taken before `issue-required`.
### Lengths and counts arrive as numbers, file sizes in MB, everything else ($min, $max of values) as text in the
### writing of the form.

## Not answered

issue-required = Answer this question
issue-required-boolean = Answer Yes or No
issue-required-statement = Tick the box if this is true
issue-required-filled-in = Look at what is filled in here, then tick the box
issue-required-choice = Choose one answer
issue-required-open-choice = Choose one answer, or type your own
issue-required-choices = Choose at least one answer
issue-required-date = Enter a date as YYYY-MM-DD
issue-required-date-time = Enter a date and a time
issue-required-time = Enter a time as HH:MM
issue-required-decimal = Enter a number
issue-required-integer = Enter a whole number
issue-required-quantity = Enter a number and its unit
issue-required-string = Enter your answer
issue-required-text = Enter your answer
issue-required-url = Enter a web address
issue-required-attachment = Attach a file
issue-required-group = Fill in this part

## How many

issue-repeats = Keep one answer and remove the others
issue-min-count = { $min ->
    [one] Give at least 1 answer
   *[other] Give at least { $min } answers
}
issue-min-count-group = { $min ->
    [one] Add at least 1 entry
   *[other] Add at least { $min } entries
}
issue-max-count = { $max ->
    [one] Keep 1 answer and remove the others
   *[other] Keep at most { $max } answers
}
issue-max-count-group = { $max ->
    [one] Keep 1 entry and remove the others
   *[other] Keep at most { $max } entries
}

## How much, how long

issue-min-value = Enter { $min } or more
issue-min-value-date = Enter a date as YYYY-MM-DD, on or after { $min }
issue-min-value-date-time = Enter a date and time at or after { $min }
issue-min-value-time = Enter a time at or after { $min }
issue-max-value = Enter { $max } or less
issue-max-value-date = Enter a date as YYYY-MM-DD, on or before { $max }
issue-max-value-date-time = Enter a date and time at or before { $max }
issue-max-value-time = Enter a time at or before { $max }
issue-min-value-incompat-units = Use a unit that can be compared with { $min }
issue-max-value-incompat-units = Use a unit that can be compared with { $max }
issue-max-decimal-places = { $max ->
    [0] Enter a whole number
    [one] Round to 1 digit after the point
   *[other] Round to { $max } digits after the point
}
issue-min-length = { $min ->
    [one] Enter at least 1 character
   *[other] Enter at least { $min } characters
}
issue-max-length = { $max ->
    [one] Shorten this to 1 character
   *[other] Shorten this to { $max } characters or fewer
}
issue-invalid-new-line = Write this on one line
issue-invalid-character = Type this again: it holds a character that cannot be shown, as some copied text does
issue-regex = Enter this in the form shown with the question

## What kind

issue-invalid-answer-option = Choose one of the answers offered
issue-invalid-coding = Choose one of the answers in the list
issue-exclusive-answer-option = Keep either this answer alone, or the others without it
issue-invalid-url-value = Enter a web address, for example https://www.cpso.on.ca
issue-invalid-unit = Choose one of the units offered
issue-invalid-unit-value-set = Choose one of the units offered
issue-invalid-answer-type = Clear this answer and give it again
issue-invalid-answer-type-boolean = Answer Yes or No
issue-invalid-answer-type-choice = Choose one of the answers offered
issue-invalid-answer-type-date = Enter a date as YYYY-MM-DD, for example 2027-05-20
issue-invalid-answer-type-date-time = Enter a date and a time, for example 2027-05-20 14:30
issue-invalid-answer-type-time = Enter a time as HH:MM, for example 14:30
issue-invalid-answer-type-decimal = Enter a number, for example 37.5
issue-invalid-answer-type-integer = Enter a whole number, for example 40
issue-invalid-answer-type-quantity = Enter a number and its unit

## Files and references

issue-max-attachment-size = Choose a smaller file: { $max } MB at most
issue-attachment-size-inconsistent = Attach this file again
issue-invalid-attachment-type = Attach a file of another type: { $accepted }
issue-invalid-ref-value = Choose this reference again
issue-invalid-ref-resource-type = Choose this reference again
issue-invalid-ref-resource-type-restriction = Choose a reference of the kind asked for

## Between answers

# The form brings its own sentence for each rule; this one stands in when it does not.
issue-rule = Check this answer against the others
issue-read-only-changed = This is what the College holds. To change it, use Profile
issue-not-enabled = This question no longer applies: remove its answer

## The response as a whole: seen only if a program went wrong

issue-invalid-type = Open this section again
issue-display-answer = Open this section again
issue-group-should-not-have-answers = Open this section again
issue-invalid-link-id = This answer belongs to no question of this form
issue-invalid-order = Open this section again
issue-too-large = Remove some entries: there are more than can be sent
issue-questionnaire-not-found = This form is not known here. Update the application
issue-questionnaire-draft = This form is a draft and may still change
issue-questionnaire-retired = This form has been replaced. Your answers can be carried over to the new one
issue-questionnaire-inactive = This form can't be filed at this time of the year

## Which question it is, where several have the same words. $what is what is given several times, $question the question in it.

question-within = { $what }: { $question }
