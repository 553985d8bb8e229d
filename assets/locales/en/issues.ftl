### One sentence for each way in which an answer can be refused. A sentence says what to do, not what failed.
### Numbers and dates arrive as text in the writing of the form; counts used for plurals arrive as numbers.

issue-required = Answer this question
issue-max-length = { $max ->
    [one] Shorten this to 1 character
   *[other] Shorten this to { $max } characters or fewer
}
