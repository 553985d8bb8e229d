### The first-run tour in five steps, and the same in words on the Help page.

ui-tour-title = A tour in five steps
# Both are numbers
ui-tour-step = Step { $number } of { $count }
ui-tour-next = Next
ui-tour-back = Back
ui-tour-leave = Leave the tour
ui-tour-done = Done
ui-tour-again = You can find this tour again in Help.
ui-tour-lead = About a minute. You can leave it at any point.
ui-tour-start = Start the tour
ui-tour-read = Read it instead
ui-tour-transcript = The tour in words

ui-tour-home = Home
    .text = Home tells you in one sentence where your renewal stands, and shows the registration year as a line: what is done, what is left and when it is due. One button leads to the next step.
ui-tour-renewal = Renewal
    .text = This is the annual survey. Complete the sections in any order, stop whenever you like, and continue on this computer or another one. The fee is paid after you submit.
ui-tour-services = Services
    .text = What you can ask the College for, such as resigning your membership. Each service says what it costs and how long it takes before it asks you anything, and your own requests are there with their status.
ui-tour-profile = Profile and Documents
    .text = Profile has everything the College has on record about you and your practice, now and in the past; keep it up to date at any time of the year. Documents has your registration card, certificates and receipts, to open, print or save even without a connection.
ui-tour-saved = Saved and sent
    .text = What you enter is saved on this computer, encrypted, as you go. The window always says what is saved here and what has reached the College. Without a connection you can keep working; everything is sent once you are connected again.
