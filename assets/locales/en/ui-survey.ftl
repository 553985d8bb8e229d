### One section of the survey, and the controls in it.

ui-save-and-continue = Save and continue
ui-save-and-close = Save and close
ui-continue-anyway = Continue anyway
ui-continue-anyway-why = Your answers are saved as they are. You can put them right later, before you submit.

ui-optional = (optional)
ui-more-help = More about this question
ui-choose = Choose
ui-other = Another answer
# $question is the text of the question
ui-other-answer = Another answer: { $question }
ui-clear-answer = Clear this answer
ui-record-empty = Not on your record
ui-calculated = Calculated from your answers
ui-calculated-empty = Not known yet
# Read aloud when it changes. $question is the text of the question, $answer what it comes to now
ui-calculated-now = { $question }: { $answer }
ui-file-none = No file
ui-file-later = Files cannot be added in this version. You can send the document to the College later.

# $count is a number
ui-characters-left = { $count ->
    [one] 1 character left
   *[other] { $count } characters left
}
ui-characters-over = { $count ->
    [one] 1 character too many
   *[other] { $count } characters too many
}

## Search in a list

ui-search-hint = Type to search, then choose from the list.
ui-search-open = Type to search the list, or type your own answer.
ui-search-none = Nothing in the list matches “{ $typed }”. Try fewer letters.
ui-search-unmatched = “{ $typed }” is not in the list, so it was not taken. Type to search, then choose.
ui-search-more = { $count ->
    [one] 1 more match. Type more to find it.
   *[other] { $count } more matches. Type more to find yours.
}

## Several answers

ui-line = line { $number }
# $question is the text of the question
ui-line-of = { $question }, line { $number }
ui-line-add = Add another line

ui-repeat-remove = Remove
# $name is "Charge 2"
ui-repeat-removed = { $name } removed
ui-repeat-remove-title = Remove { $name }?
ui-repeat-remove-consequence = What you entered there is taken out of the survey.
ui-repeat-keep = Keep it

## Two devices

ui-conflict-title = Two devices answered this differently.
ui-conflict-choose = Choose the answer that is right.
ui-conflict-from = { $device }, { $at }
ui-conflict-keep = Use this answer
ui-conflict-cleared = No answer
ui-conflict-chosen = Answer chosen
