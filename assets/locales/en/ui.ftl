### The frame of the interface: rail, state of saving and sync, buttons and sentences that belong to no single page.

# $page is the page's title
ui-window-title = { $page } – Portal Desktop

## The rail

ui-nav-label = Portal
ui-nav-home = Home
ui-nav-renewal = Renewal
ui-nav-profile = Profile
ui-nav-services = Services
ui-nav-documents = Documents
ui-nav-help = Help
ui-nav-preferences = Preferences

ui-status-label = Saving and sending
ui-status-not-saved = Not saved on this computer. What you entered is still on this page.
ui-status-saving = Saving…
ui-status-form = Not saved yet. What you enter in this form is kept once you save or send it.
# $max is a number
ui-too-long = This is too long to be entered here: one answer can have up to { $max } characters. What was there before is kept.
ui-status-attention = See what needs your attention
ui-status-waiting = { $count ->
    [one] 1 change waits to reach the College
   *[other] { $count } changes wait to reach the College
}

## Signing out

ui-sign-out = Sign out
ui-sign-out-title = Sign out of this computer?
ui-sign-out-consequence = Your portal closes here, and its key is removed from this computer. What has reached the College stays there.
ui-sign-out-anyway = Sign out and leave it unsent
ui-sign-out-stay = Stay signed in
ui-sign-in-again = Sign in again

## Closing the window

ui-close-title = Close without saving?
ui-close-consequence = What you entered last could not be saved on this computer. It is lost if you close the window now.
ui-close-anyway = Close without saving
ui-close-stay = Keep the window open

## Said in passing

ui-saved = Saved on this computer
ui-link-copied = Link copied
ui-copied = Copied
ui-not-copied = It could not be copied. Select it and copy it yourself.
ui-print-choose = Choose a document, then print it
# $percent is a number
ui-zoomed = Zoom { $percent }%
ui-fetching = One moment…
ui-failure-unknown = That could not be done. Nothing was changed. Try again; if it happens again, call { college-phone-portal }.
ui-failure-not-saved = What you entered could not be saved. It is kept on this page. Try again.
ui-failure-kept = Not saved yet. What you entered is kept here.
ui-save-again = Save again
ui-start-failed = The portal could not be opened
ui-try-again = Try again
ui-error-prefix = Error:

## Buttons of several pages

ui-cancel = Cancel
ui-copy = Copy
ui-copy-link = Copy link
ui-not-yet = Not yet
ui-back-to-sign-in = Back to sign-in
ui-back-to-sections = All sections

# Above a page with problems; $count is a number
ui-summary-title = { $count ->
    [one] There is 1 thing to put right
   *[other] There are { $count } things to put right
}

## What waits to be sent

ui-outbox-title = Waiting to reach the College
ui-outbox-lead = All of this is saved on this computer. It is sent automatically, in this order, when there is a connection.
ui-outbox-empty = Nothing is waiting. Everything you did here has reached the College.
ui-outbox-waiting = Waiting
ui-outbox-sending = Being sent
ui-outbox-attention = Needs your attention
ui-outbox-attend = See what to do
ui-outbox-question = Go to the question
ui-outbox-entered = You entered: { $text }
ui-outbox-read = I have read this
ui-outbox-lead-refused = What needs your attention is first. Nothing of it is lost: it stays here until you have mended it or put it away.
ui-outbox-send-now = Try to send now
ui-outbox-trying = Trying to reach the College…

## A change that was made on this computer, and how far it is

ui-change-waiting = Waiting to be sent
ui-change-sending = Being sent
ui-change-at-college = At the College
ui-change-attention = Needs attention
ui-change-made-at = Made { $at }
ui-change-take-back = Take back
ui-change-take-back-title = Take this change back?
ui-change-taken-back = Change taken back
ui-change-dismiss = Put away
ui-change-dismissed = Put away. Nothing was changed.
ui-change-keep = Keep it

## Find on the page

ui-find = Find on this page
ui-find-previous = Previous
ui-find-next = Next
ui-find-close = Close
ui-find-none = Not found
# $at and $count are numbers
ui-find-at = { $at } of { $count }

## The menu of the right mouse button

ui-edit = Edit
ui-edit-undo = Undo
ui-edit-redo = Redo
ui-edit-cut = Cut
ui-edit-copy = Copy
ui-edit-paste = Paste
ui-edit-select-all = Select all
ui-edit-copy-link = Copy link

## About the application

ui-about = About Portal Desktop
ui-about-lead = The member portal of the College of Physicians and Surgeons of Ontario, on your own computer.
ui-about-version = Version
ui-about-data = What you enter is kept here, encrypted
ui-about-log = The log is here; it holds no personal data
ui-about-licences = Licences of what is built in
# $count is a number
ui-about-licences-lead = Portal Desktop is built with { $count } works of others, each under its own licence.
ui-about-works = Whose works they are
# $licence is a licence's short name
ui-about-licence-text = { $licence }, in full
